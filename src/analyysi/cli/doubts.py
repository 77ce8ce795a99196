"""What the commands tell of odd figures in budgets: in words, and nothing stops by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import suppress

from analyysi.cli.speech import in_words, spoken
from analyysi.errors import AnalyysiError, Sentence
from analyysi.project import Project


def doubt_lines(project: Project, snapshot_ids: Collection[str]) -> list[str]:
    """Return the doubts about snapshots of budgets, a line each, and for the rest how many there
    are; nothing for snapshots of anything else, or where a damaged file hinders (which is told
    elsewhere).
    """
    from analyysi.money import MAIN_CURRENCY
    from analyysi.report.language.words import Words
    from analyysi.sources.budget_words import stage_name
    from analyysi.sources.odd_figures.plausibility import CHECKS
    from analyysi.sources.odd_figures.stored_doubts import stored_doubts
    from analyysi.sources.snapshots import municipality_names

    names: dict[str, str] = {}
    try:
        doubts = stored_doubts(project, snapshot_ids)
        for snapshot_id in snapshot_ids if doubts else ():
            names |= municipality_names(project, snapshot_id)
    except AnalyysiError:
        return []
    words = Words(spoken(), MAIN_CURRENCY)
    briefly = {check.name: check.title for check in CHECKS if check.by_number}
    lines = [
        f"{names.get(doubt.code, doubt.code)}, {words.of(stage_name(doubt))}. "
        f"{words.of(doubt.message)}"
        for doubt in doubts
        if doubt.check not in briefly
    ]
    numbers = Counter(doubt.check for doubt in doubts if doubt.check in briefly)
    for name, count in numbers.items():
        lines.append(
            in_words(
                Sentence(
                    "{doubt}: {count} (aineisto.doubts in notebooks/aineisto.ipynb has each of an "
                    "agreement's municipalities).",
                    doubt=words.of(briefly[name]),
                    count=count,
                )
            )
        )
    return [line.replace("\u00a0", " ") for line in lines]


def figure_counts(project: Project, snapshot_ids: Collection[str]) -> dict[str, int]:
    """Return how many figures each snapshot of budgets has; other snapshots are left out, and
    damaged ones too (they are told of elsewhere).
    """
    from analyysi.sources.budgets import budget_lines, holds_budgets
    from analyysi.sources.snapshots import load_snapshot, verified_manifest

    counts = {}
    for snapshot_id in snapshot_ids:
        with suppress(AnalyysiError):
            if holds_budgets(verified_manifest(project, snapshot_id)[0]):
                lines = budget_lines(load_snapshot(project, snapshot_id))
                counts[snapshot_id] = sum(len(line.figures) for line in lines)
    return counts

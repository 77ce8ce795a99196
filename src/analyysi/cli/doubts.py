"""What the commands tell of odd figures in budgets: in words, and nothing stops by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from analyysi.errors import AnalyysiError
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.project import Project


def doubt_lines(project: Project, snapshot_ids: Collection[str]) -> list[str]:
    """Return the doubts about snapshots of budgets, a line each, and for the rest how many there
    are; nothing for snapshots of anything else, or where a damaged file hinders (which is told
    elsewhere).
    """
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
    words = Words(RECORD_LANGUAGE, "EUR")
    briefly = {check.name: check.title for check in CHECKS if check.by_number}
    lines = [
        f"{names.get(doubt.code, doubt.code)}, {words.of(stage_name(doubt))}. "
        f"{words.of(doubt.message)}"
        for doubt in doubts
        if doubt.check not in briefly
    ]
    numbers = Counter(doubt.check for doubt in doubts if doubt.check in briefly)
    for name, count in numbers.items():
        lines.append(f"{words.of(briefly[name])}: {count} (each is in notebooks/aineisto.ipynb).")
    return [line.replace("\u00a0", " ") for line in lines]

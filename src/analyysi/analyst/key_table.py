"""What the keys of a case are called in tables, and where their figures come from."""

from __future__ import annotations

from typing import Any

from analyysi.agreement.key import Key, OwnKey
from analyysi.analyst.frames import distinct, plain
from analyysi.comparison.case import Case
from analyysi.report.language.own_mark import own_figure_mark
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import licence


def key_headings(case: Case, words: Wording) -> dict[str, str]:
    """Return the headings of the columns of figures, each with its key's name in the terms."""
    return distinct({name: _heading(key, words) for name, key in case.terms.keys.items()})


def key_source(case: Case, name: str, words: Wording) -> dict[str, Any]:
    """Return where the figures of a key are from: what, unit, day, publisher, table, day of
    retrieval (None of a survey and of the analyst's own), licence and file.
    """
    key = case.terms.keys[name]
    manifest = case.manifests.get(key.source)
    row: dict[str, Any] = {
        "what": key.label.in_language(words.language),
        "unit": key.unit,
        "day": key.reference_date,
    }
    if isinstance(key, OwnKey):
        origin = key.origin.in_language(words.language)
        row |= {"publisher": origin, "table": own_figure_mark(words)}
        return {**row, "retrieved": None, "licence": "", "file": ""}
    if manifest is None:
        of_survey = {"publisher": words.say("Survey of the payers"), "table": key.survey}
        return {**row, **of_survey, "retrieved": None, "licence": "", "file": key.source}
    return {
        **row,
        "publisher": manifest.publisher,
        "table": manifest.table,
        "retrieved": manifest.retrieved,
        "licence": licence(manifest, words),
        "file": key.source,
    }


def _heading(key: Key, words: Wording) -> str:
    """Return what a key's column is called: what it counts, the day, the unit."""
    label = key.label.in_language(words.language)
    label = label[:1].upper() + label[1:]
    day = words.numbers.day(key.reference_date)
    dated = label if str(key.reference_date.year) in label else f"{label} {day}"
    return plain(f"{dated} ({words.of(key.counted.words)})")

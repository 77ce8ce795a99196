"""What the figures of a case are called in tables, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from analyysi.agreement.key import Key, OwnKey
from analyysi.analyst.frames import distinct, plain
from analyysi.comparison.burden.weight_on_budgets import SET_BESIDE
from analyysi.comparison.case import Case
from analyysi.report.language.own_mark import own_figure_mark
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import licence, table_title
from analyysi.sources.budget_words import measure_name


def key_headings(case: Case, words: Wording) -> dict[str, str]:
    """Return the headings of the columns of figures, each with its key's name in the terms."""
    return distinct({name: _heading(key, words) for name, key in case.terms.keys.items()})


def budget_columns(case: Case, words: Wording) -> dict[str, Mapping[str, Fraction]]:
    """Return what shares are set beside in the budgets: by its heading, the euros of each payer
    that has a budget. Nothing where the terms name no budgets.
    """
    book = case.budgets
    if book is None:
        return {}
    columns: dict[str, Mapping[str, Fraction]] = {}
    for measure in SET_BESIDE:
        name, year = words.of(measure_name(measure)), str(book.year)
        heading = words.say("{measure}, budget of {year} (euros)", measure=name, year=year)
        lines = ((code, book.measured_by(code)) for code in case.problem.payers)
        amounts = {code: line.amount(measure) for code, line in lines if line is not None}
        known = {code: amount for code, amount in amounts.items() if amount is not None}
        columns[plain(heading)] = known
    return columns


def budget_publisher(case: Case) -> str:
    """Return who publishes the budgets of a case; empty where the terms name none."""
    manifests = case.budgets.manifests.values() if case.budgets is not None else ()
    return ", ".join(dict.fromkeys(manifest.publisher for manifest in manifests))


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
        of_survey = {"publisher": table_title(key, words), "table": key.survey}
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

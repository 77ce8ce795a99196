"""Years made from others: another total, other payers, another way of sharing, other figures. None
is anybody's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from analyysi.allocation.methods import METHODS
from analyysi.comparison.case import Case, Variant, figures_of
from analyysi.comparison.change import Change, change
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.history import shared_year
from analyysi.comparison.report_context import ReportContext
from analyysi.report.page import Page
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import TableSchema

PUBLISHED = {
    "105": "5100.00",
    "290": "19050.00",
    "578": "7600.00",
    "620": "5900.00",
    "765": "25350.00",
    "777": "19000.00",
}
"""Sums of no rule, of all payers but Ristijärvi (697)."""


def of_year(case: Case, year: int) -> Case:
    return replace(case, terms=case.terms.model_copy(update={"year": year}))


def with_total(case: Case, cents: int) -> Case:
    total = case.terms.total.model_copy(update={"value": cents})
    problem = replace(case.problem, total=Fraction(cents))
    return replace(case, terms=case.terms.model_copy(update={"total": total}), problem=problem)


def with_payers(case: Case, payers: Iterable[str]) -> Case:
    codes = tuple(payers)
    terms = case.terms.model_copy(update={"participants": codes})
    problem = replace(case.problem, payers=codes, keys=figures_of(case, codes))
    return replace(case, terms=terms, problem=problem)


def without(case: Case, *codes: str) -> Case:
    return with_payers(case, [code for code in case.terms.participants if code not in codes])


def with_method(case: Case, name: str, **parameters: Any) -> Case:
    method = METHODS[name]
    return replace(case, chosen=Variant(method, method.parameters(**parameters)), alternatives=())


def with_published(case: Case, cents: Mapping[str, int]) -> Case:
    """Let the shares of some payers be published; the words beside them are those of the first."""
    first = case.terms.published[0]
    shares = tuple(
        first.model_copy(update={"payer": code, "value": share, "percent": None})
        for code, share in cents.items()
    )
    return replace(case, terms=case.terms.model_copy(update={"published": shares}))


def with_unit(case: Case, unit: int) -> Case:
    rounding = case.terms.rounding.model_copy(update={"unit": unit})
    return replace(case, terms=case.terms.model_copy(update={"rounding": rounding}))


@dataclass(frozen=True)
class Figures:
    """A table of figures in memory."""

    table: PlainTable
    table_schema: TableSchema


def with_figures(case: Case, key: str, figures: Mapping[str, int]) -> Case:
    """Give some payers another figure of a key."""
    declared = case.terms.keys[key]
    known = case.tables[declared.source]
    column = zip(known.table["municipality_code"], known.table[declared.column], strict=True)
    given = [figures.get(code, cell) for code, cell in column]
    table = PlainTable({**known.table.columns, declared.column: given})
    changed = replace(
        case, tables={**case.tables, declared.source: Figures(table, known.table_schema)}
    )
    return with_payers(changed, case.terms.participants)


def small(case: Case) -> Case:
    """Keep of the figures those of the case's own payers, so that many years are made fast."""
    tables = {
        name: Figures(
            known.table.with_cells("municipality_code", case.terms.participants),
            known.table_schema,
        )
        for name, known in case.tables.items()
        if "municipality_code" in known.table
    }
    return replace(case, tables=tables)


def page(years: Iterable[Case], language: str = "fi", seat: str = "") -> Page:
    """Return the page of the last of some years, with the others as its history."""
    *earlier, last = years
    comparison: Comparison = compare_methods(last)
    context = ReportContext(history=tuple(shared_year(case) for case in earlier))
    return Page(comparison, language, seat, context)


def between(before: Case, after: Case) -> Change:
    return change(shared_year(before), shared_year(after))


def four_years_of(first: Case, last: Case) -> tuple[Case, ...]:
    """Make of the agreement's years 2023 and 2027: 2023 by population; 2024 as published, without
    Ristijärvi; 2026 a mix, without Puolanka; 2027 by population.
    """
    first, last = small(first), small(last)
    published = with_method(
        without(with_total(first, 82_000_00), "697"), "as_published", amounts=PUBLISHED
    )
    mix = with_method(
        without(with_total(last, 88_000_00), "620"),
        "mix",
        equal="0.25",
        keys={"population_2025": "0.75"},
    )
    return first, of_year(published, 2024), of_year(mix, 2026), with_total(last, 90_000_00)

"""A published decision read, checked and searched for its rule; nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_agreement, read_terms, years_of
from analyysi.allocation.inference.findings import Hit
from analyysi.comparison.explain import Found, look_for_rule
from analyysi.comparison.published.published_table import Checked, check_table
from analyysi.drafting.stored_keys import heads_of, is_population
from analyysi.errors import AnalyysiError, ParameterError, Sentence
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.sources.figures import Figures, possible_keys
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.decision_table import DecisionTable

_YEAR = re.compile(r"(?<![0-9.])20[0-9]{2}(?![0-9])")
"""A year that is no part of a day: "12.12.2021" is that of a meeting."""


@dataclass(frozen=True)
class ExaminedDecision:
    """A table as read and checked, and what the search for its rule found."""

    agreement: Agreement
    year: int
    table: DecisionTable
    checked: Checked
    search: Found | None
    """None where nobody pays anything, so that there is nothing to explain, or nobody asked."""
    heads: Figures | None
    """The population of all payers at the end of the year before; None if it is not stored."""
    snapshots: tuple[str, ...]
    """The snapshots that the search looked through."""

    @property
    def possible(self) -> tuple[Hit, ...]:
        """Return the rules that give every published cent, the simplest first."""
        return self.search.inference.hits if self.search is not None else ()

    @property
    def known(self) -> Hit | None:
        """Return the rule, if the search says that it is known."""
        if self.search is None or self.search.inference.verdict != "known":
            return None
        return self.possible[0]


def payers_of(agreement: Agreement, table: DecisionTable) -> tuple[str, ...]:
    """Return the parties that the table has a share of, in the agreement's order."""
    return tuple(party.code for party in agreement.parties if party.code in table.cents)


def examine(
    project: Project,
    agreement_id: str,
    year: int,
    path: Path,
    *,
    asked: Asked | None = None,
    search: bool = True,
) -> ExaminedDecision:
    """Read and check a published table, and look for its rule in every stored figure of before the
    year; write nothing.

    Parameters
    ----------
    asked
        What a person says of the table: which columns and sheet to read where it leaves that open,
        whose rows count, and a total from elsewhere, which the parts are checked against too.
    search
        Whether the rule is looked for, which takes seconds.

    Raises
    ------
    SourceError, SchemaError, ParameterError
        If the table cannot be read: lists every fault of its rows.
    """
    agreement = read_agreement(project, agreement_id)
    if agreement.currency != MAIN_CURRENCY:
        raise ParameterError(
            "The currency of {agreement} is {currency}, and tables are read in "
            "euros only: write the year's file by hand, as docs/new-agreement.md "
            "says.",
            agreement=agreement_id,
            currency=agreement.currency,
        )
    asked = asked or Asked()
    table = _of_year(read_decision_table(path, agreement.parties, asked), year)
    payers = payers_of(agreement, table)
    checked = check_table(table, asked.total)
    stored = possible_keys(project, payers, date(year, 1, 1))
    rule_search = None
    if search and checked.parts:
        rule_search = look_for_rule(checked.parts, payers, table.cents, {}, stored)
    day = date(year - 1, 12, 31)
    populations = [
        figures for figures in stored if figures.when == day and is_population(project, figures)
    ]
    heads = heads_of(populations, _counted_before(project, agreement))
    return ExaminedDecision(
        agreement,
        year,
        table,
        checked,
        rule_search,
        heads,
        tuple(sorted({figures.snapshot for figures in stored})),
    )


def _of_year(table: DecisionTable, year: int) -> DecisionTable:
    """Add a remark to a table that says another year: in its columns, else in each payer's row,
    else above or below the rows.
    """
    of_payers = {share.where.partition(" (")[0] for share in table.shares}
    rows = [text for text in table.printed if text.partition(":")[0] in of_payers]
    in_each = set.intersection(*map(_years, rows)) if rows else set()
    around = _years(" ".join(table.passed_over))
    named = _years(table.columns) or in_each or around or {year}
    if year in named:
        return table
    years = ", ".join(map(str, sorted(named)))
    remark = Sentence(
        "The table says {years}, and it is read as that of {year}: look whether it is.",
        years=years,
        year=year,
    )
    return replace(table, remarks=(*table.remarks, remark))


def _years(text: str) -> set[int]:
    return set(map(int, _YEAR.findall(text)))


def _counted_before(project: Project, agreement: Agreement) -> list[str]:
    """Return the snapshots in which other years of the agreement count heads, the latest year's
    first.
    """
    snapshots = []
    for year in reversed(years_of(project, agreement.id)):
        try:
            terms = read_terms(project, agreement, year)
        except AnalyysiError:
            continue  # a fault of another year is no fault of this one
        snapshot = terms.keys[terms.per_head].snapshot if terms.per_head is not None else None
        if snapshot is not None:
            snapshots.append(snapshot)
    return snapshots

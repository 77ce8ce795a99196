"""A published decision read, checked, searched for its rule and stored as a year."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import (
    agreement_path,
    read_agreement,
    read_terms,
    terms_of,
    years_of,
)
from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.inference.findings import Hit
from analyysi.comparison.explain import look_for_rule
from analyysi.comparison.history import shared_year
from analyysi.comparison.published.published_table import check_table
from analyysi.comparison.published.rules_in_words import hit_in_words, in_figures
from analyysi.drafting.decision_terms import ExaminedDecision, decision_terms, payers_of
from analyysi.drafting.stored_keys import heads_of, is_population
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import (
    AllocationError,
    AnalyysiError,
    ParameterError,
    SchemaError,
    Sentence,
    by_count,
    joined,
)
from analyysi.file_system.locks import tidy
from analyysi.languages.saying import Figure
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.sources.figures import possible_keys
from analyysi.suggestions import did_you_mean
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.decision_table import DecisionTable

FOUND = "found"
"""The value of --rule that stores the rule if it is known."""

_YEAR = re.compile(r"(?<![0-9.])20[0-9]{2}(?![0-9])")
"""A year that is no part of a day: "12.12.2021" is that of a meeting."""

_MOST_LISTED = 5
"""How many possible rules a refusal lists."""


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
    found = None
    if search and checked.parts:
        found = look_for_rule(checked.parts, payers, table.cents, {}, stored)
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
        found,
        heads,
        tuple(sorted({figures.snapshot for figures in stored})),
    )


def import_decision(
    project: Project,
    examined: ExaminedDecision,
    source: str,
    decided_by: str,
    *,
    rule: str = AS_PUBLISHED.name,
    as_printed: bool = False,
) -> Path:
    """Store a published table as a year of its agreement, whole or not at all; no figure of it is
    changed.

    Parameters
    ----------
    source
        The decision: "Kunnanhallitus 12.12.2022 § 210".
    decided_by
        The body that decided: the code, the name or the board of a party, or any other in its own
        words.
    rule
        "as_published": the published cents. "found": the rule, if it is known. A number: that of
        the possible rules, as the search lists them.
    as_printed
        Store a table that does not add up too: the total is then the sum of the parts, and the
        difference is recorded.

    Raises
    ------
    SchemaError
        If the table does not add up, unless `as_printed`; or if it has no total to check it by.
    AllocationError
        If the rule is to be stored and is not known, or does not give every published cent.
    ParameterError
        If the year is there already, or `rule` is none of the above.
    """
    path = refuse_existing(project, examined.agreement.id, examined.year)
    _refuse_unknown(rule)
    _refuse_what_is_not_believed(examined, source, decided_by, as_printed=as_printed)
    hit = None if rule == AS_PUBLISHED.name else _storable(examined, rule)
    text = decision_terms(project, examined, source, decided_by, hit)
    name = path.name
    terms_of(text, examined.agreement, examined.year, project.relative(path))
    case = draft_case(project, examined.agreement.id, examined.year, {name: text})
    if dict(shared_year(case).cents) != examined.table.cents:
        raise AllocationError(
            "The rule found does not give every published cent when {name} is worked "
            "out. Nothing was written; store the table without --rule.",
            name=name,
        )
    write_new(project, {path: text})
    return path


def no_total(file: str) -> Sentence:
    """Say that nothing tells whether a table was read whole, and what to do."""
    return Sentence(
        "{file} has no total that its parts could be checked by, so it is not believed. Say what "
        "they come to by the decision, such as --total 80000; or --total unknown, if nobody knows.",
        file=file,
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


def refuse_existing(project: Project, agreement_id: str, year: int) -> Path:
    """Return the path of a year that is not there yet; raise `ParameterError` if it is: it is never
    overwritten.
    """
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    if os.path.lexists(path):
        tidy(path.parent)
        raise ParameterError(
            "{path} is there already, and it is never overwritten. Move it away "
            "first, or look at the table alone with --dry-run.",
            path=project.relative(path),
        )
    return path


def _refuse_what_is_not_believed(
    examined: ExaminedDecision, source: str, decided_by: str, *, as_printed: bool
) -> None:
    if not source.strip() or not decided_by.strip():
        raise ParameterError(
            "Say where the decision stands and who decided: "
            "--source 'Kunnanhallitus 12.12.2022 § 210' "
            "--decided-by Paltamo."
        )
    if not examined.checked.adds_up and not as_printed:
        raise SchemaError(
            "{file} does not add up, so nothing was written. Correct the file by the "
            "decision, or store it as it is printed with --as-printed.",
            file=examined.table.file,
        )
    if not examined.checked.believed:
        raise SchemaError("{fault} Nothing was written.", fault=no_total(examined.table.file))


def _refuse_unknown(rule: str) -> None:
    if rule not in (AS_PUBLISHED.name, FOUND) and not re.fullmatch("[0-9]{1,6}", rule):
        raise ParameterError(
            "--rule {rule}: {as_published}, {found} or the number of a possible rule was "
            "expected.{near}",
            rule=rule,
            as_published=AS_PUBLISHED.name,
            found=FOUND,
            near=did_you_mean(rule, [AS_PUBLISHED.name, FOUND]),
        )


def _storable(examined: ExaminedDecision, rule: str) -> Hit:
    """Return the known rule, or the possible one of that number."""
    possible = examined.possible
    if rule == FOUND and examined.known is not None:
        return examined.known
    if rule != FOUND and 1 <= int(rule) <= len(possible):
        return possible[int(rule) - 1]
    if rule != FOUND and possible:
        raise AllocationError(
            "--rule {rule}: a number from 1 to {count} was expected, of a rule that "
            "{file} may come from: {rules}. Nothing was written.",
            rule=rule,
            count=len(possible),
            file=examined.table.file,
            rules=_listed(possible),
        )
    why = Sentence("no rule that was tried gives every published cent at a natural weight")
    how = Sentence("store the table without --rule.")
    if possible:
        why = by_count(
            len(possible),
            "{count} rule gives every published cent, and about {luck} would by luck alone: "
            "{rules}",
            "{count} rules give every published cent, and about {luck} would by luck alone: "
            "{rules}",
            luck=_luck(examined),
            rules=_listed(possible),
        )
        how = Sentence(
            "store the table without --rule, or one of these by its number, such as --rule 1."
        )
    raise AllocationError(
        "The rule behind {file} is not known: {why}. Nothing was written; {how}",
        file=examined.table.file,
        why=why,
        how=how,
    )


def _luck(examined: ExaminedDecision) -> Figure:
    return in_figures(examined.search.inference.by_luck if examined.search is not None else 0)


def _listed(possible: Sequence[Hit]) -> Sentence:
    rules = [
        Sentence("{number} {rule}", number=number, rule=hit_in_words(hit))
        for number, hit in enumerate(possible, start=1)
    ]
    more = len(rules) - _MOST_LISTED
    listed = joined(rules[:_MOST_LISTED], "; ")
    if more <= 0:
        return listed
    return Sentence("{rules}; and {count} more, which --dry-run lists", rules=listed, count=more)


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

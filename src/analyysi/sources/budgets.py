"""Municipal budgets as the municipalities reported them to the State Treasury: decided, amended and
planned, line by line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from analyysi.agreement.strict_data import read_json
from analyysi.errors import ParameterError, SchemaError, Sentence
from analyysi.languages.plain_text import shortened
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import (
    APPROVED,
    COMMENTS,
    FINDINGS,
    PERIOD,
    PHASE,
    STAGE,
)
from analyysi.sources.manifest import Manifest
from analyysi.sources.schema import CODE, YEAR
from analyysi.sources.snapshots import Snapshot, by_age, load_snapshot

DECIDED, AMENDED, PLANNED, PLANNED_LATER = "budget", "prior_amended", "plan_1", "plan_2"
"""The stages of a document of year Y: Y's budget as decided, the budget of Y - 1 as amended since,
and the plans of Y + 1 and Y + 2.
"""

OPERATING_INCOME = "operating_income_eur"
OPERATING_EXPENSES = "operating_expenses_eur"
TAX_REVENUE = "tax_revenue_eur"
TRANSFERS = "central_government_transfers_eur"
MARGIN = "annual_contribution_margin_eur"
RESULT = "result_eur"
LOANS = "loan_stock_eur"
INVESTMENTS = "gross_investments_eur"
NET_EXPENSES = "net_operating_expenses_eur"
"""Operating expenses less operating income; computed, in no document."""

_NEEDED = (CODE, YEAR, STAGE, PERIOD, PHASE, APPROVED)


@dataclass(frozen=True)
class BudgetLine:
    """One stage of one municipality's document. Amounts are exact, in euros."""

    code: str
    """The municipality's."""
    year: int
    """To which the figures refer."""
    stage: str
    document_year: int
    phase: str
    """Phase of approval as the State Treasury has it: "lopullinen"."""
    approved: str
    """When the municipality approved the report, ``YYYY-MM-DD``; empty if not known."""
    figures: Mapping[str, Fraction]
    """Measure to amount; a measure that the document lacks is not here. Absent is not zero."""
    comments: Mapping[str, str]
    """Measure to what the municipality says of it, in its own language."""
    findings: Mapping[str, str]
    """Measure to what the State Treasury found in it, in Finnish."""
    snapshot: str
    """The id of the snapshot that the line is of."""

    def amount(self, measure: str) -> Fraction | None:
        """Return the amount of a measure, or of `NET_EXPENSES`; None if not known."""
        if measure == NET_EXPENSES:
            expenses = self.figures.get(OPERATING_EXPENSES)
            income = self.figures.get(OPERATING_INCOME)
            return None if expenses is None or income is None else expenses - income
        return self.figures.get(measure)


@dataclass(frozen=True)
class BudgetBook:
    """The budgets of some municipalities, and the budget year that shares are measured by."""

    year: int
    lines: tuple[BudgetLine, ...]
    """By municipality, document and stage, ascending."""
    manifests: Mapping[str, Manifest]
    """The record of each snapshot read, by its id, oldest document first."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the municipalities that have a line, ascending by code."""
        return tuple(dict.fromkeys(line.code for line in self.lines))

    def line(self, code: str, year: int, stage: str) -> BudgetLine | None:
        """Return a municipality's figures of a year at a stage; None if there are none."""
        return self._of_place.get((code, year, stage))

    def measured_by(self, code: str) -> BudgetLine | None:
        """Return the decided budget that a municipality's share is measured by; None if there is
        none.
        """
        return self.line(code, self.year, DECIDED)

    @cached_property
    def _of_place(self) -> dict[tuple[str, int, str], BudgetLine]:
        return {(line.code, line.year, line.stage): line for line in self.lines}


def read_budgets(
    project: Project, year: int, snapshot_ids: Iterable[str], codes: Collection[str], where: str
) -> BudgetBook:
    """Read the budgets of some municipalities out of snapshots of the State Treasury's documents.

    Parameters
    ----------
    year
        The budget year that shares are measured by.
    snapshot_ids
        The snapshots, each of one year's documents. Two of the same documents, fetched for other
        municipalities or on other days, may both be named: of a municipality that is in both, the
        one that was fetched later counts.
    codes
        The municipalities. One that has no document has no line.
    where
        The terms' file, for messages.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is missing, changed, not of such documents, or two of one day have the same
        document.
    ParameterError
        If no snapshot holds decided budgets of `year`.
    """
    lines: dict[tuple[str, int, str], BudgetLine] = {}
    decided: set[int] = set()
    manifests = {}
    for snapshot_id in snapshot_ids:
        snapshot = load_snapshot(project, snapshot_id)
        check_columns(snapshot, where, "[budgets]")
        manifests[snapshot_id] = snapshot.manifest
        for line in budget_lines(snapshot):
            if line.stage == DECIDED:
                decided.add(line.year)
            if line.code not in codes:
                continue
            place = (line.code, line.year, line.stage)
            if place in lines:
                line = _later_fetched(lines[place], line, where)
            lines[place] = line
    if year not in decided:
        there = ", ".join(map(str, sorted(decided)))
        raise ParameterError(
            "{where}: [budgets] year = {year}, but its snapshots hold the decided "
            "budgets of {years}.",
            where=where,
            year=year,
            years=there,
        )
    ordered = sorted(lines.values(), key=lambda line: (line.code, line.document_year, line.year))
    return BudgetBook(year, tuple(ordered), manifests)


def _later_fetched(first: BudgetLine, second: BudgetLine, where: str) -> BudgetLine:
    """Return that of two lines of one place which is of the snapshot that was fetched later."""
    days = by_age(first.snapshot)[1:], by_age(second.snapshot)[1:]
    if days[0] == days[1]:
        raise SchemaError(
            "{where}: {first} and {second} both have the document of "
            "{year} of {code}, fetched on the same day. Name one of them "
            "under [budgets].",
            where=where,
            first=first.snapshot,
            second=second.snapshot,
            year=second.document_year,
            code=second.code,
        )
    return max(first, second, key=lambda line: by_age(line.snapshot)[1:])


def budget_lines(snapshot: Snapshot) -> list[BudgetLine]:
    """Return every line of a snapshot of budgets, in the order of its rows."""
    measures = [
        column.name
        for column in snapshot.table_schema.columns
        if column.type == "number" and column.name.endswith("_eur")
    ]
    lines = []
    for number, row in enumerate(snapshot.table.rows(), start=2):
        try:
            lines.append(_line(row, measures, snapshot.manifest.id))
        except (ValueError, KeyError, TypeError) as error:
            raise SchemaError(
                "{snapshot}: row {number} is no line of a budget: {fault}. Restore the snapshot.",
                snapshot=snapshot.manifest.id,
                number=number,
                fault=shortened(str(error)),
            ) from error
    return lines


def _line(row: Mapping[str, Any], measures: Iterable[str], snapshot_id: str) -> BudgetLine:
    return BudgetLine(
        code=row[CODE],
        year=int(row[YEAR]),
        stage=row[STAGE],
        document_year=int(row[PERIOD]),
        phase=row[PHASE],
        approved=(row[APPROVED] or "")[:10],
        figures={name: Fraction(row[name]) for name in measures if row[name] is not None},
        comments=_texts(row.get(COMMENTS)),
        findings=_texts(row.get(FINDINGS)),
        snapshot=snapshot_id,
    )


def _texts(cell: object) -> dict[str, str]:
    if not isinstance(cell, str):
        return {}
    texts = read_json(cell.encode("utf-8"))
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise ValueError(Sentence("'{given}' are no texts by column", given=shortened(cell)))
    return texts


def holds_budgets(manifest: Manifest) -> bool:
    """Return whether a snapshot is of budgets: it has their columns, and decided budgets among its
    stages. Accounts of the same service have such columns too, and no stage of a budget.
    """
    schema = manifest.table_schema
    if not {*_NEEDED, OPERATING_EXPENSES} <= {column.name for column in schema.columns}:
        return False
    stage = schema.column(STAGE)
    stages = stage.pattern if stage is not None else None
    return stages is None or DECIDED in stages.split("|")


def check_columns(snapshot: Snapshot, where: str, named_under: str) -> None:
    """Refuse a snapshot that holds no budgets.

    Parameters
    ----------
    where
        The file that names it, for the message.
    named_under
        The table of that file: "[budgets]".

    Raises
    ------
    SchemaError
        If `holds_budgets` says that it holds none.
    """
    if not holds_budgets(snapshot.manifest):
        raise SchemaError(
            "{where}: {section} names {snapshot}, which holds no budgets. A snapshot "
            "of `analyysi pull budgets` was expected, such as "
            "valtiokonttori/ktas-2026/2026-11-29.",
            where=where,
            section=named_under,
            snapshot=snapshot.manifest.id,
        )

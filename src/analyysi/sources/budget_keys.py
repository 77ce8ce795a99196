"""Figures of budgets as keys that the search for a published rule may try: what each municipality
had decided, amended and planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import APPROVED, PERIOD, STAGE
from analyysi.sources.budgets import NET_EXPENSES, BudgetLine, budget_lines, check_columns
from analyysi.sources.figures import Figures
from analyysi.sources.snapshots import load_snapshot, snapshot_ids, verified_manifest


@dataclass(frozen=True)
class BudgetKeys:
    """Every figure of some budgets that all payers have and a cost could be shared by."""

    figures: tuple[Figures, ...]
    """In euros; `picked` is the stage. In the order of documents, stages and measures."""
    document_years: tuple[int, ...]
    """The years of the documents that have such a figure, ascending."""
    approved: tuple[date, ...]
    """The days on which the payers' reports of these documents were approved, ascending."""


NO_BUDGET_KEYS = BudgetKeys((), (), ())


def budget_keys(
    project: Project, payers: Sequence[str], snapshots: Iterable[str], where: str
) -> BudgetKeys:
    """Return the figures of budgets that a cost could be shared by.

    Every stage of a document counts, whenever it became known, and every measure that no payer has
    below zero and some payer has above; so do net operating expenses, which are computed. A
    document that lacks a payer gives none.

    Parameters
    ----------
    snapshots
        Snapshots of the State Treasury's documents.
    where
        Where they are named, for messages.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is missing, changed or not of such documents.
    """
    figures: list[Figures] = []
    years: set[int] = set()
    days: set[date] = set()
    for snapshot_id in snapshots:
        snapshot = load_snapshot(project, snapshot_id)
        check_columns(snapshot, where, "[search]")
        descriptions = {column.name: column.description for column in snapshot.table_schema.columns}
        stages: dict[str, dict[str, BudgetLine]] = {}
        for line in budget_lines(snapshot):
            if line.code in payers:
                stages.setdefault(line.stage, {})[line.code] = line
        for of_payer in stages.values():
            if len(of_payer) < len(payers):
                continue
            lines = [of_payer[code] for code in payers]
            figures += _of_stage(lines, descriptions)
            years |= {line.document_year for line in lines}
            days |= {date.fromisoformat(line.approved) for line in lines if line.approved}
    return BudgetKeys(tuple(figures), tuple(sorted(years)), tuple(sorted(days)))


def _of_stage(
    lines: Sequence[BudgetLine], descriptions: Mapping[str, LocalText]
) -> Iterable[Figures]:
    """Yield the measures of one stage, of every payer one line, that could be a key."""
    first = lines[0]
    for measure in (*first.figures, NET_EXPENSES):
        amounts: dict[str, Fraction] = {}
        for line in lines:
            amount = line.amount(measure)
            if amount is not None and amount >= 0:
                amounts[line.code] = amount
        if len(amounts) == len(lines) and any(amounts.values()):
            description = descriptions.get(measure) or in_every_language("Net operating expenses")
            day = date(first.year, 12, 31)
            yield Figures(first.snapshot, measure, description, day, first.stage, amounts)


def budgets_of_year(project: Project, year: int) -> list[str]:
    """Return the stored snapshots of the State Treasury's documents of a year, in any region."""
    ids = []
    for snapshot_id in snapshot_ids(project):
        manifest, _ = verified_manifest(project, snapshot_id)
        columns = {column.name for column in manifest.table_schema.columns}
        if manifest.reference_period == str(year) and {STAGE, PERIOD, APPROVED} <= columns:
            ids.append(snapshot_id)
    return ids

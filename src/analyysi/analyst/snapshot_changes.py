"""What the newest snapshots of some tables have otherwise than the ones before them, of an
agreement's payers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from analyysi.analyst.payers_tables import PayersTable
from analyysi.errors import SourceError
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.sources.difference import Difference, Revision, compare_snapshots
from analyysi.sources.schema import YEAR


@dataclass(frozen=True)
class Change:
    """A change of a table: of a figure, or of what the table has. Figures are floats."""

    table: str
    what: Message
    code: str = ""
    year: str = ""
    figure: str = ""
    old: float | None = None
    new: float | None = None
    per_cent: float | None = None


def changes(
    project: Project, tables: Iterable[PayersTable], codes: Collection[str]
) -> Iterator[Change]:
    """Yield the changes of each table that has two snapshots or more: years, payers and columns
    that came or went, the municipal division, and the payers' revised figures.

    Raises
    ------
    SourceError
        If a snapshot is damaged.
    """
    for table in tables:
        for newest, older in table.older.items():
            try:
                difference = compare_snapshots(project, older, newest)
            except SourceError as error:
                why = Message("They cannot be compared: {reason}", {"reason": error.sentence})
                yield Change(table.name, why)
                continue
            yield from _of_form(table.name, difference, codes)
            for revision in difference.revisions:
                if revision.key[0] in codes:
                    yield _of_figure(table.name, difference, revision)


def _of_form(table: str, difference: Difference, codes: Collection[str]) -> Iterator[Change]:
    if difference.division_changed:
        yield Change(
            table,
            Message(
                "The municipal division changed from {old} to {new}.",
                {"old": difference.old.area_division, "new": difference.new.area_division},
            ),
        )
    for year in difference.periods_added:
        yield Change(table, Message("A new year"), year=year)
    for year in difference.periods_lost:
        yield Change(table, Message("A year that is gone"), year=year)
    for code, _ in difference.codes_added:
        if code in codes:
            yield Change(table, Message("A new payer"), code=code)
    for code, _ in difference.codes_missing:
        if code in codes:
            yield Change(table, Message("A payer that is gone"), code=code)
    for column in difference.columns_added:
        yield Change(table, Message("A new column"), figure=column)
    for column in difference.columns_lost:
        yield Change(table, Message("A column that is gone"), figure=column)


def _of_figure(table: str, difference: Difference, revision: Revision) -> Change:
    """Describe a revised figure; further columns of its row stand after the figure's name."""
    row = dict(zip(difference.new.table_schema.primary_key, revision.key, strict=True))
    further = [cell for name, cell in row.items() if name != YEAR][1:]
    return Change(
        table,
        Message("A revised figure"),
        code=revision.key[0],
        year=row.get(YEAR, ""),
        figure=" ".join([revision.column, *further]),
        old=None if revision.old is None else float(revision.old),
        new=None if revision.new is None else float(revision.new),
        per_cent=None if revision.per_cent is None else round(float(revision.per_cent), 2),
    )

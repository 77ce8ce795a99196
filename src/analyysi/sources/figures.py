"""Every stored figure that a cost could be shared by: one column of a snapshot at one date, for all payers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from numbers import Integral
from typing import Any

import pandas as pd

from analyysi.project import Project
from analyysi.schema import CODE, NAME, YEAR, Column
from analyysi.sources.divisions import can_be_added
from analyysi.sources.px_table import COUNTRY
from analyysi.sources.snapshots import load_snapshot, snapshot_ids

_DATE = "reference_date"
_MOST_ROWS = 200_000
"""Tables by single year of age are larger, and no agreement shares by one year of age."""


@dataclass(frozen=True)
class Figures:
    """One possible allocation key. `of_payer` is exact, in the column's own unit."""

    snapshot: str
    column: str
    description: str
    when: date
    picked: str
    """What further columns were picked ("budget"), or nothing."""
    of_payer: dict[str, Fraction]

    @property
    def name(self) -> str:
        """Return a name that says what and when: "population 2021-12-31"."""
        return " ".join(part for part in (self.column, self.picked, self.when.isoformat()) if part)


def possible_keys(project: Project, payers: Sequence[str], before: date) -> list[Figures]:
    """Return everything stored that every payer has a figure of, dated before a day, newest first within a column.

    Only what can be added is a key (inhabitants, euros): per cent and euros per inhabitant are not. Tables of no single
    municipal division, and very large ones, are passed over.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is damaged.
    """
    found = []
    for snapshot_id in snapshot_ids(project):
        snapshot = load_snapshot(project, snapshot_id)
        schema = snapshot.manifest.table_schema
        if CODE not in schema.primary_key or schema.rows > _MOST_ROWS or snapshot.manifest.area_division == "mixed":
            continue
        further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
        table = snapshot.table[snapshot.table[CODE].isin([code for code in payers if code != COUNTRY])]
        measures = [
            column
            for column in schema.columns
            if column.type in ("integer", "number") and column.name != YEAR and can_be_added(column.unit)
        ]
        ending = snapshot.manifest.reference_period.partition("/")[2] or snapshot.manifest.reference_period
        for when, picked, rows in _by_date(table, further, ending):
            if when < before and len(rows) == len(payers) == rows[CODE].nunique():
                found += [
                    Figures(snapshot_id, column.name, column.description, when, picked, exact)
                    for column in measures
                    if (exact := _exact(rows, column)) is not None
                ]
    return sorted(found, key=lambda figures: (figures.column, -figures.when.toordinal(), figures.snapshot))


def _by_date(table: pd.DataFrame, further: list[str], ending: str) -> Iterator[tuple[date, str, pd.DataFrame]]:
    """Split a table into the parts that have one row per payer, each with its day."""
    by = [name for name in (_DATE, YEAR) if name in table][:1] + further
    groups: Any = table.groupby(by, sort=True) if by else [((), table)]
    for key, rows in groups:
        parts = list(key) if isinstance(key, tuple) else [key]
        dated = parts.pop(0) if by and by[0] in (_DATE, YEAR) else ending
        yield _day(str(dated)), " ".join(map(str, parts)), rows


def _day(text: str) -> date:
    """Return the day of a figure; one of a year is of its last day."""
    return date.fromisoformat(text) if len(text) == len("2021-12-31") else date(int(text[:4]), 12, 31)


def _exact(rows: pd.DataFrame, column: Column) -> dict[str, Fraction] | None:
    cells = rows[column.name]
    if cells.isna().any():
        return None
    return {
        code: Fraction(int(cell) if isinstance(cell, Integral) else cell)
        for code, cell in zip(rows[CODE], cells, strict=True)
    }

"""Every stored figure that a cost could be shared by: one column of a snapshot at one date, for all payers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from analyysi.errors import SchemaError
from analyysi.local_text import LocalText
from analyysi.project import Project
from analyysi.schema import CODE, NAME, YEAR, Column
from analyysi.sources.divisions import can_be_added
from analyysi.sources.files import read_csv
from analyysi.sources.manifest import Manifest
from analyysi.sources.px_table import COUNTRY
from analyysi.sources.snapshots import snapshot_ids, verified_manifest

_DATE = "reference_date"
_MOST_ROWS = 200_000
"""Tables by single year of age are larger, and no agreement shares by one year of age."""


@dataclass(frozen=True)
class Figures:
    """One possible allocation key. `of_payer` is exact, in the column's own unit."""

    snapshot: str
    column: str
    description: LocalText
    when: date
    picked: str
    """What further columns were picked ("budget"), or nothing."""
    of_payer: dict[str, Fraction]
    years: int = 1
    """Of how many years, ending at `when`, the figures are the mean."""

    @property
    def name(self) -> str:
        """Return a name that says what and when: "population 2021-12-31", "population 2021-12-31 mean of 3 years"."""
        mean = f"mean of {self.years} years" if self.years > 1 else ""
        return " ".join(part for part in (self.column, self.picked, self.when.isoformat(), mean) if part)


def possible_keys(
    project: Project, payers: Sequence[str], before: date, snapshots: Sequence[str] | None = None
) -> list[Figures]:
    """Return everything stored that every payer has a figure of, dated before a day, newest first within a column.

    Only what can be added is a key (inhabitants, euros): per cent and euros per inhabitant are not. Tables of no single
    municipal division, and very large ones, are passed over. `snapshots` limits the search to those; None: all stored.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is damaged.
    """
    found = []
    for snapshot_id in snapshot_ids(project) if snapshots is None else snapshots:
        manifest, _ = verified_manifest(project, snapshot_id)
        schema = manifest.table_schema
        if CODE not in schema.primary_key or schema.rows > _MOST_ROWS or manifest.area_division == "mixed":
            continue
        further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
        measures = [
            column
            for column in schema.columns
            if column.type in ("integer", "number") and column.name != YEAR and can_be_added(column.unit)
        ]
        if not measures:
            continue
        table, where = _rows_of(project, manifest, [code for code in payers if code != COUNTRY])
        ending = manifest.reference_period.partition("/")[2] or manifest.reference_period
        for when, picked, rows in _by_date(table, further, ending):
            if when < before and len(rows) == len(payers) == rows[CODE].nunique():
                found += [
                    Figures(snapshot_id, column.name, column.description, when, picked, exact)
                    for column in measures
                    if (exact := _exact(rows, column, where)) is not None
                ]
    return sorted(found, key=lambda figures: (figures.column, -figures.when.toordinal(), figures.snapshot))


def means_over_years(figures: Iterable[Figures], spans: Sequence[int] = (2, 3)) -> list[Figures]:
    """Return the means of one column of one snapshot over consecutive years, in the order of the latest year's figures.

    They are means of the figures, not of each year's shares. A year that is missing makes no mean.
    """
    known = {(one.snapshot, one.column, one.picked, one.when): one for one in figures}
    found = []
    for (snapshot, column, picked, when), last in known.items():
        if (when.month, when.day) == (2, 29):
            continue  # no such day a year before
        for years in spans:
            days = [when.replace(year=when.year - back) for back in range(years)]
            stretch = [known[key] for day in days if (key := (snapshot, column, picked, day)) in known]
            if len(stretch) == years and all(one.of_payer.keys() == last.of_payer.keys() for one in stretch):
                mean = {
                    code: sum((one.of_payer[code] for one in stretch), Fraction(0)) / years for code in last.of_payer
                }
                found.append(Figures(snapshot, column, last.description, when, picked, mean, years))
    return found


def _rows_of(project: Project, manifest: Manifest, payers: Sequence[str]) -> tuple[pd.DataFrame, str]:
    """Read the payers' rows as text cells, and the table's name for messages.

    The checksum of the file vouches that it is what was checked against its schema when it was stored; checking every
    cell again takes most of the time.
    """
    path = project.snapshots / manifest.id / manifest.data.path
    where = f"{manifest.data.path} (snapshot {manifest.id})"
    frame = read_csv(path.read_bytes(), project.relative(path))
    lacking = [column.name for column in manifest.table_schema.columns if column.name not in frame]
    if lacking:
        raise SchemaError(f"{where}: no column {', '.join(lacking)}. The table is not as its manifest declares.")
    return frame[frame[CODE].isin(payers)], where


def _by_date(table: pd.DataFrame, further: list[str], ending: str) -> Iterator[tuple[date, str, pd.DataFrame]]:
    """Split a table into the parts that have one row per payer, each with its day."""
    by = [name for name in (_DATE, YEAR) if name in table][:1] + further
    groups: Iterable[tuple[object, pd.DataFrame]] = table.groupby(by, sort=True) if by else [((), table)]
    for key, rows in groups:
        parts = list(key) if isinstance(key, tuple) else [key]
        dated = parts.pop(0) if by and by[0] in (_DATE, YEAR) else ending
        yield _day(str(dated)), " ".join(map(str, parts)), rows


def _day(text: str) -> date:
    """Return the day of a figure; one of a year is of its last day."""
    return date.fromisoformat(text) if len(text) == len("2021-12-31") else date(int(text[:4]), 12, 31)


def _exact(rows: pd.DataFrame, column: Column, where: str) -> dict[str, Fraction] | None:
    cells = rows[column.name]
    if cells.isna().any():
        return None
    try:
        return {code: Fraction(cell) for code, cell in zip(rows[CODE], cells, strict=True)}
    except ValueError as error:
        raise SchemaError(f"{where}: {column.name} has a cell that is no number: {error}.") from error

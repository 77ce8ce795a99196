"""Every stored figure that a cost could be shared by: one column of a snapshot at one date, for all
payers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from analyysi.errors import SchemaError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.local_text import LocalText
from analyysi.languages.plain_text import shortened
from analyysi.languages.units import is_searched
from analyysi.project import Project
from analyysi.sources.answers.px_table import COUNTRY
from analyysi.sources.answers.treasury_documents import APPROVED
from analyysi.sources.files import read_csv, too_many_cells
from analyysi.sources.manifest import Manifest
from analyysi.sources.schema import CODE, NAME, YEAR, Column
from analyysi.sources.snapshots import snapshot_ids, verified_manifest

_DATE = "reference_date"
_OF_DAY = len("2021-12-31")
_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
"""As tables are checked to have them: another reader takes "1e999999999" for a number too, and the
machine's memory for its digits.
"""
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
        """Return a name that says what and when: "population 2021-12-31", "population 2021-12-31
        mean of 3 years".
        """
        mean = f"mean of {self.years} years" if self.years > 1 else ""
        return " ".join(filter(None, (self.column, self.picked, self.when.isoformat(), mean)))


def possible_keys(
    project: Project, payers: Sequence[str], before: date, snapshots: Sequence[str] | None = None
) -> list[Figures]:
    """Return everything stored that every payer has a figure of, dated before a day, newest first
    within a column. A figure of a budget must have been approved by then too.

    Only figures whose unit is searched count (inhabitants, euros; see `UNITS`): per cent and euros
    per inhabitant are no key.
    Tables of no single municipal division, and very large ones, are passed over. `snapshots` limits
    the search to those; None: all stored.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is damaged.
    """
    possible = []
    for snapshot_id in snapshot_ids(project) if snapshots is None else snapshots:
        manifest, _ = verified_manifest(project, snapshot_id)
        schema = manifest.table_schema
        if (
            CODE not in schema.primary_key
            or schema.rows > _MOST_ROWS
            or manifest.area_division == "mixed"
        ):
            continue
        further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
        measures = [
            column
            for column in schema.columns
            if column.type in ("integer", "number")
            and column.name != YEAR
            and is_searched(column.unit)
        ]
        if not measures:
            continue
        table = _rows_of(project, manifest, {code for code in payers if code != COUNTRY})
        ending = manifest.reference_period.partition("/")[2] or manifest.reference_period
        for when, picked, rows in _by_date(table, further, ending):
            known = _known(table, rows, when)
            if known < before and len(rows) == len(payers) == len(table.codes(rows)):
                possible += [
                    Figures(snapshot_id, column.name, column.description, when, picked, exact)
                    for column in measures
                    if (exact := _exact(table, rows, column)) is not None
                ]
    return sorted(
        possible, key=lambda figures: (figures.column, -figures.when.toordinal(), figures.snapshot)
    )


def means_over_years(figures: Iterable[Figures], spans: Sequence[int] = (2, 3)) -> list[Figures]:
    """Return the means of one column of one snapshot over consecutive years, in the order of the
    latest year's figures.

    They are means of the figures, not of each year's shares. A year that is missing makes no mean.
    """
    known = {
        (yearly.snapshot, yearly.column, yearly.picked, yearly.when): yearly for yearly in figures
    }
    means = []
    for (snapshot, column, picked, when), last in known.items():
        if (when.month, when.day) == (2, 29):
            continue  # no such day a year before
        for years in spans:
            days = [when.replace(year=when.year - back) for back in range(years)]
            keys = [(snapshot, column, picked, day) for day in days]
            stretch = [known[key].of_payer for key in keys if key in known]
            same_payers = all(of_payer.keys() == last.of_payer.keys() for of_payer in stretch)
            if len(stretch) == years and same_payers:
                mean = _means(stretch)
                means.append(Figures(snapshot, column, last.description, when, picked, mean, years))
    return means


def _means(years: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Return each payer's mean over years that have the same payers, ordered as in the first."""
    means = {}
    for code in years[0]:
        means[code] = _mean([of_payer[code] for of_payer in years])
    return means


def _mean(figures: Sequence[Fraction]) -> Fraction:
    # Most are whole, and whole numbers are quicker to add.
    if all(figure.denominator == 1 for figure in figures):
        return Fraction(sum([figure.numerator for figure in figures]), len(figures))
    return sum(figures, Fraction(0)) / len(figures)


Cells = Sequence[str]
"""A row of a table; an empty cell is missing."""


@dataclass(frozen=True)
class _Table:
    """The payers' rows of a snapshot's table, as text cells in the order of the file."""

    place: Mapping[str, int]
    """Column to its place in a row."""
    rows: Sequence[Cells]
    where: str
    """The table's name for messages."""

    def codes(self, rows: Iterable[Cells]) -> set[str]:
        """Return the payers that rows are of."""
        return {row[self.place[CODE]] for row in rows}


def _rows_of(project: Project, manifest: Manifest, payers: Collection[str]) -> _Table:
    """Read the payers' rows as text cells.

    The checksum of the file vouches that it is what was checked against its schema when it was
    stored; checking every cell again takes most of the time.
    """
    path = project.snapshots / manifest.id / manifest.data.path
    where = Sentence("{file} (snapshot {snapshot})", file=manifest.data.path, snapshot=manifest.id)
    content, name = read_file(path), project.relative(path)
    header, rows = _cells(content)
    if (
        not header
        or len(set(header)) != len(header)
        or any(len(row) != len(header) for row in rows)
    ):
        read_csv(content, name)  # says what is wrong with it
    place = {column: number for number, column in enumerate(header)}
    lacking = [column.name for column in manifest.table_schema.columns if column.name not in place]
    if lacking:
        raise SchemaError(
            "{where}: no column {columns}. The table is not as its manifest declares.",
            where=where,
            columns=", ".join(lacking),
        )
    code = place[CODE]
    return _Table(place, [row for row in rows if row[code] in payers], where)


def _cells(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a CSV's bytes; no header if they are none."""
    if too_many_cells(content):
        return [], []
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    except (csv.Error, ValueError):
        return [], []
    return header, rows


def _by_date(
    table: _Table, further: Sequence[str], ending: str
) -> Iterator[tuple[date, str, list[Cells]]]:
    """Split a table into the parts that have one row per payer, each with its day, in the order of
    days.
    """
    dated = [name for name in (_DATE, YEAR) if name in table.place][:1]
    by = [table.place[name] for name in (*dated, *further)]
    groups: dict[tuple[str, ...], list[Cells]] = {}
    for row in table.rows:
        key = tuple([row[place] for place in by])
        if all(key):
            groups.setdefault(key, []).append(row)
    for key, rows in sorted(groups.items()):
        day, parts = (key[0], key[1:]) if dated else (ending, key)
        yield _day(day, table.where), " ".join(parts), rows


def _known(table: _Table, rows: Sequence[Cells], when: date) -> date:
    """Return the day of a figure, or the day on which the last payer's report of it was approved if
    that is later.
    """
    place = table.place.get(APPROVED)
    days = [row[place] for row in rows if row[place]] if place is not None else []
    return max([when, *(_day(text[:_OF_DAY], table.where) for text in days)])


def _day(text: str, where: str) -> date:
    """Return the day of a figure; one of a year is of its last day."""
    try:
        return date.fromisoformat(text) if len(text) == _OF_DAY else date(int(text[:4]), 12, 31)
    except ValueError as error:
        raise SchemaError(
            "{where}: '{given}' is no day and no year.", where=where, given=shortened(text)
        ) from error


def _exact(table: _Table, rows: Sequence[Cells], column: Column) -> dict[str, Fraction] | None:
    code, place = table.place[CODE], table.place[column.name]
    if not all(row[place] for row in rows):
        return None
    try:
        return {row[code]: _figure(row[place]) for row in rows}
    except ValueError as error:
        raise SchemaError(
            "{where}: {column} has a cell that is no number: {fault}.",
            where=table.where,
            column=column.name,
            fault=error,
        ) from error


def _figure(cell: str) -> Fraction:
    if _NUMBER.fullmatch(cell) is None:
        raise ValueError(Sentence("'{cell}'", cell=shortened(cell)))
    # A fraction reads its text by a pattern, a whole number ten times as fast.
    return Fraction(int(cell)) if cell.isascii() and cell.isdecimal() else Fraction(cell)

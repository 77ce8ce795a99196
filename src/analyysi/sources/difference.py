"""What changed between two snapshots of one table: periods, figures, codes, division.

The rows are compared in a small database on disk (SQLite), so that a table of millions of rows
takes no more memory than one of eight.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from analyysi.errors import Sentence, SourceError
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project
from analyysi.sources.manifest import Manifest
from analyysi.sources.schema import CODE, NAME, SYMBOL_ENDING, YEAR
from analyysi.sources.snapshots import verified_manifest

_BATCH = 10_000
_JOIN = "\x1f"


@dataclass(frozen=True)
class Revision:
    """A figure that stands otherwise now. None is a missing figure, never zero."""

    key: tuple[str, ...]
    """The row: municipality code, year and further dimensions."""
    name: str
    column: str
    old: Decimal | None
    new: Decimal | None

    @property
    def per_cent(self) -> Decimal | None:
        """Return the change in per cent of the old figure, or None where there
        is no such number.
        """
        if self.old is None or self.new is None or self.old == 0:
            return None
        return (self.new - self.old) / abs(self.old) * 100


@dataclass(frozen=True)
class Difference:
    """Everything that differs. `revisions` has the figures of rows that both have, by key."""

    old: Manifest
    new: Manifest
    periods_added: tuple[str, ...]
    periods_lost: tuple[str, ...]
    codes_added: tuple[tuple[str, str], ...]
    codes_missing: tuple[tuple[str, str], ...]
    columns_added: tuple[str, ...]
    columns_lost: tuple[str, ...]
    rows_added: int
    """Rows of periods and codes that both have, in the new one only."""
    rows_lost: int
    compared: int
    """Figures that both have a place for."""
    revisions: tuple[Revision, ...]

    @property
    def division_changed(self) -> bool:
        """Return whether the two follow different municipal divisions."""
        return self.old.area_division != self.new.area_division

    @property
    def is_empty(self) -> bool:
        """Return whether no figure, code, period, column or division differs."""
        return not (
            self.division_changed
            or self.periods_added
            or self.periods_lost
            or self.codes_added
            or self.codes_missing
            or self.columns_added
            or self.columns_lost
            or self.rows_added
            or self.rows_lost
            or self.revisions
        )


def compare_snapshots(project: Project, old: str, new: str) -> Difference:
    """Compare two snapshots of the same table.

    Raises
    ------
    SourceError
        If one of them is missing or damaged, or their rows have different keys.
    """
    before, _ = verified_manifest(project, old)
    after, _ = verified_manifest(project, new)
    places = (project.snapshots / manifest.id / manifest.data.path for manifest in (before, after))
    return compare_tables(before, after, *places)


def compare_tables(before: Manifest, after: Manifest, old: Path, new: Path) -> Difference:
    """Compare two tables that lie anywhere, described by the manifests of their snapshots; no
    checksum is looked at.

    Raises
    ------
    SourceError
        If their rows have different keys, or a table is not as its manifest declares.
    """
    key = after.table_schema.primary_key
    if before.table_schema.primary_key != key:
        raise SourceError(
            "{old} has one row for each {old_key}, and {new} for each {new_key}: "
            "their figures cannot be set against each other.",
            old=before.id,
            old_key=", ".join(before.table_schema.primary_key),
            new=after.id,
            new_key=", ".join(key),
        )
    columns = {name: _measures(manifest) for name, manifest in (("old", before), ("new", after))}
    common = [column for column in columns["new"] if column in columns["old"]]
    with _database() as database, _rows_as_declared(before.id, after.id):
        for name, path in (("old", old), ("new", new)):
            _read(database, name, path, key, common)
        codes = _only(database, "code")
        periods = _only(database, "period")
        return Difference(
            old=before,
            new=after,
            periods_added=tuple(period for period, _ in periods["new"]),
            periods_lost=tuple(period for period, _ in periods["old"]),
            codes_added=codes["new"],
            codes_missing=codes["old"],
            columns_added=tuple(column for column in columns["new"] if column not in common),
            columns_lost=tuple(column for column in columns["old"] if column not in common),
            rows_added=_rows_only(database, "new", "old"),
            rows_lost=_rows_only(database, "old", "new"),
            compared=len(common)
            * database.execute("SELECT count(*) FROM old JOIN new USING (key)").fetchone()[0],
            revisions=tuple(_revisions(database, common)),
        )


def _measures(manifest: Manifest) -> list[str]:
    return [
        column.name
        for column in manifest.table_schema.columns
        if column.type in ("integer", "number")
        and column.name not in (*manifest.table_schema.primary_key, YEAR)
        and not column.name.endswith(SYMBOL_ENDING)
    ]


@contextmanager
def _rows_as_declared(old: str, new: str) -> Iterator[None]:
    """Report rows that are not what their manifests declare; `analyysi check` then says which."""
    try:
        yield
    except (sqlite3.Error, csv.Error, InvalidOperation, LookupError, ValueError) as error:
        raise SourceError(
            "{old} and {new} cannot be compared: a table is not as its manifest "
            "declares ({fault}). Run 'analyysi check' and restore the snapshot that "
            "it names.",
            old=old,
            new=new,
            fault=error,
        ) from error


@contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    with (
        temporary_folder() as folder,
        closing(sqlite3.connect(Path(folder) / "rows")) as database,
    ):
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database


def _read(
    database: sqlite3.Connection, table: str, path: Path, key: tuple[str, ...], columns: list[str]
) -> None:
    # Only names of our own stand in the statements; everything from a file goes in as a value.
    cells = "".join(f", c{place} TEXT" for place in range(len(columns)))
    database.execute(
        f"CREATE TABLE {table} (key TEXT PRIMARY KEY, code TEXT, name TEXT, period TEXT{cells}) "
        "WITHOUT ROWID"
    )
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * (4 + len(columns)))})"
    with path.open(encoding="utf-8", newline="") as file:
        batch = []
        for row in csv.DictReader(file, strict=True):
            if None in row or None in row.values():
                raise ValueError(Sentence("a row has another number of cells than the header"))
            parts = [row[name] for name in key]
            cells_ = [row[column] or None for column in columns]
            batch.append(
                (
                    _JOIN.join(parts),
                    row.get(CODE, ""),
                    row.get(NAME, ""),
                    row.get(YEAR, ""),
                    *cells_,
                )
            )
            if len(batch) == _BATCH:
                database.executemany(insert, batch)
                batch = []
        database.executemany(insert, batch)


def _only(database: sqlite3.Connection, column: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the values of a column that stand in one table only, each with a name."""
    names_of = {}
    for table, opposite in (("old", "new"), ("new", "old")):
        query = (
            f"SELECT {column}, max(name) FROM {table} WHERE {column} NOT IN (SELECT {column} FROM "
            f"{opposite}) "
            f"GROUP BY {column} ORDER BY {column}"
        )
        names_of[table] = tuple(database.execute(query).fetchall())
    return names_of


def _rows_only(database: sqlite3.Connection, one: str, other: str) -> int:
    query = (
        f"SELECT count(*) FROM {one} WHERE key NOT IN (SELECT key FROM {other}) "
        f"AND code IN (SELECT code FROM {other}) AND period IN (SELECT period FROM {other})"
    )
    return int(database.execute(query).fetchone()[0])


def _revisions(database: sqlite3.Connection, columns: list[str]) -> Iterator[Revision]:
    if not columns:
        return
    pairs = ", ".join(f"old.c{place}, new.c{place}" for place in range(len(columns)))
    differ = " OR ".join(f"old.c{place} IS NOT new.c{place}" for place in range(len(columns)))
    query = (
        f"SELECT key, new.name, {pairs} FROM old JOIN new USING (key) WHERE {differ} ORDER BY key"
    )
    for key, name, *cells in database.execute(query):
        for place, column in enumerate(columns):
            old, new = (
                None if cell is None else Decimal(cell) for cell in cells[2 * place : 2 * place + 2]
            )
            if old != new:  # "45.30" is the same figure as "45.3"
                yield Revision(tuple(key.split(_JOIN)), name, column, old, new)

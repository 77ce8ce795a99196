"""The figures of an agreement's payers in stored snapshots, and which of them are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyysi.analyst.payers_tables import PayersTable
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.sources.manifest import Manifest
from analyysi.sources.schema import CODE, NAME, YEAR, Column
from analyysi.sources.snapshots import Snapshot, load_snapshot

_DATE = "reference_date"


@dataclass(frozen=True)
class Figure:
    """A figure of a payer; `amount` is None where the cell is empty, never zero."""

    table: str
    snapshot: str
    code: str
    year: int
    picked: str
    """What further columns have: a stage of a budget, an age. Empty if there are none."""
    column: str
    label: LocalText
    unit: str
    amount: float | None


def figures_of(
    project: Project, tables: Iterable[PayersTable], codes: Sequence[str]
) -> tuple[dict[str, Manifest], list[Figure]]:
    """Return the records of the shown snapshots, and every figure of some payers in them.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot is damaged or not as it declares.
    """
    manifests: dict[str, Manifest] = {}
    figures: list[Figure] = []
    for table in tables:
        for name in table.snapshots:
            snapshot = load_snapshot(project, name, [{CODE: tuple(codes)}])
            manifests[name] = snapshot.manifest
            figures += _figures(table.name, snapshot, codes)
    return manifests, figures


def measures_of(manifest: Manifest) -> list[Column]:
    """Return the columns of a table that hold figures."""
    schema = manifest.table_schema
    return [
        column
        for column in schema.columns
        if column.type in ("integer", "number") and column.name not in (YEAR, *schema.primary_key)
    ]


def _figures(table: str, snapshot: Snapshot, codes: Sequence[str]) -> Iterator[Figure]:
    manifest = snapshot.manifest
    schema = manifest.table_schema
    if schema.column(CODE) is None:
        return
    further = [name for name in schema.primary_key if name not in (CODE, NAME, YEAR, _DATE)]
    for row in snapshot.table.with_cells(CODE, codes).rows():
        picked = " ".join(str(row[name]) for name in further)
        for column in measures_of(manifest):
            cell = row[column.name]
            yield Figure(
                table=table,
                snapshot=manifest.id,
                code=str(row[CODE]),
                year=_year(row, manifest),
                picked=picked,
                column=column.name,
                label=column.description,
                unit=column.unit or "",
                amount=None if cell is None else float(cell),
            )


def _year(row: Mapping[str, object], manifest: Manifest) -> int:
    """Return the year of a row: its own, or the last one that the table is of."""
    dated = row.get(YEAR, row.get(_DATE))
    text = str(dated) if dated is not None else manifest.reference_period.rpartition("/")[2]
    return int(text[:4])

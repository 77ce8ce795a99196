"""Frozen snapshots: find, verify and read. Every read checks the bytes and the table against the
manifest.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import AnalyysiError, ParameterError, Sentence, SourceError
from analyysi.file_system.reading import opened, read_file
from analyysi.project import Project
from analyysi.sources.files import json_bytes, read_csv
from analyysi.sources.manifest import Manifest, StoredFile, data_package
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE, NAME, TableSchema, check_table
from analyysi.suggestions import did_you_mean

MANIFEST = "manifest.json"
DATA_PACKAGE = "datapackage.json"
_ID = re.compile(r"(?:(?!\.+/)[^/\\:]+/){2}(?!\.+$)[^/\\:]+")
"""Three names of folders, none of which leads out of the snapshots."""

_WHOLE_AT_MOST = 200_000
"""Rows of a table that is read whole whatever is asked of it."""
_ROWS_KEPT = 8 * _WHOLE_AT_MOST
_MANIFESTS_KEPT = 100
_read: dict[tuple[str, str, str], PlainTable] = {}


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot: its manifest and its table, with typed columns."""

    manifest: Manifest
    table: PlainTable
    manifest_sha256: str

    @property
    def table_schema(self) -> TableSchema:
        """Return what the columns are."""
        return self.manifest.table_schema


def snapshot_ids(project: Project) -> list[str]:
    """List the snapshots of a project, `<source>/<table>/<retrieved>`, by table and then from old
    to new.
    """
    ids = (
        path.parent.relative_to(project.snapshots).as_posix()
        for path in project.snapshots.glob(f"*/*/*/{MANIFEST}")
    )
    return sorted(ids, key=by_age)


def by_age(snapshot_id: str) -> tuple[str, str, int]:
    """Return what sorts snapshots: the table, the day, and the number within the day.

    >>> sorted(["t/a/2026-11-24-10", "t/a/2026-11-24-2", "t/a/2026-11-24"], key=by_age)
    ['t/a/2026-11-24', 't/a/2026-11-24-2', 't/a/2026-11-24-10']
    """
    table, _, day = snapshot_id.rpartition("/")
    return table, day[:10], int(day[11:] or 1) if day[11:].isdecimal() or not day[11:] else 0


def stray_folders(project: Project) -> list[str]:
    """Name every folder where a snapshot should be that has no manifest, in words; none if all
    have.
    """
    return [
        Sentence(
            "{folder} has no {manifest}: restore it, or remove the folder.",
            folder=project.relative(path),
            manifest=MANIFEST,
        )
        for path in sorted(project.snapshots.glob("*/*/*"))
        if path.is_dir() and not (path / MANIFEST).is_file()
    ]


def load_snapshot(
    project: Project, snapshot_id: str, picks: Sequence[Mapping[str, object]] | None = None
) -> Snapshot:
    """Read a snapshot after checking its checksums, columns, types, keys and completeness.

    Parameters
    ----------
    picks
        Of a table of more than 200 000 rows, only the rows that one of these picks are kept and
        checked, such as ``{"year": 2025, "age": ("000", "001")}``: the checksum vouches for the
        others, and they take a gigabyte.

    Raises
    ------
    SourceError
        If there is no such snapshot (with the nearest name), a file is missing, or a byte has
        changed.
    SchemaError
        If the table is not as declared; lists every fault.
    """
    manifest, manifest_hash = verified_manifest(project, snapshot_id)
    path = project.snapshots / snapshot_id / manifest.data.path
    where, schema = (
        Sentence("{file} (snapshot {snapshot})", file=manifest.data.path, snapshot=snapshot_id),
        manifest.table_schema,
    )
    if schema.rows <= _WHOLE_AT_MOST:
        table = _whole(path, project.relative(path), where, manifest.data.sha256, schema)
    elif picks is None:
        table = check_table(read_csv(read_file(path), project.relative(path)), schema, where)
    else:
        picked = _picked(path, project.relative(path), picks)
        table = check_table(
            picked, schema.model_copy(update={"rows": len(picked), "panel": ()}), where
        )
    return Snapshot(manifest, table, manifest_hash)


def _whole(path: Path, name: str, where: str, checksum: str, schema: TableSchema) -> PlainTable:
    """Read and check a table whose checksum has just been found to be right.

    Several keys and years rest on one table: it is read again only if its bytes or its declaration
    are others.
    """
    known = (str(path), checksum, schema.model_dump_json())
    table = _read.get(known)
    if table is None:
        table = check_table(read_csv(read_file(path), name), schema, where)
        while _read and sum(map(len, _read.values())) + len(table) > _ROWS_KEPT:
            del _read[next(iter(_read))]
        _read[known] = table
    return table


def _picked(path: Path, name: str, picks: Sequence[Mapping[str, object]]) -> PlainTable:
    """Read the rows that one of the mappings picks; no others are held."""
    header, *kept = _picked_lines(path, name, picks)
    return PlainTable.of_rows(header, kept)


def _picked_lines(
    path: Path, name: str, picks: Sequence[Mapping[str, object]]
) -> Iterator[list[str]]:
    """Yield the header of a table, and then the text cells of each row that is picked."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if len(set(header)) != len(header):
                raise SourceError(
                    "{name} is not a CSV table: a column stands twice in it.", name=name
                )
            yield header
            asked = [_choices(header, pick) for pick in picks]
            for row in rows:
                if len(row) != len(header):
                    raise SourceError(
                        "{name} is not a whole CSV table: a row before line {line} has more or "
                        "fewer cells than its header.",
                        name=name,
                        line=rows.line_num + 1,
                    )
                if any(_has(row, choices) for choices in asked):
                    yield row
    except (ValueError, csv.Error) as error:
        raise SourceError(
            "{name} is not a CSV table in UTF-8: {error}.", name=name, error=error
        ) from error


def _choices(header: Sequence[str], pick: Mapping[str, object]) -> list[tuple[int, frozenset[str]]]:
    """Return the place of each column that a mapping picks rows by, with the cells that it takes.

    A column that is not there narrows nothing: whoever asks for it says that it is missing.
    """
    return [
        (header.index(column), frozenset(map(str, cells if isinstance(cells, tuple) else (cells,))))
        for column, cells in pick.items()
        if column in header
    ]


def _has(row: Sequence[str], choices: Iterable[tuple[int, frozenset[str]]]) -> bool:
    return all(row[place] in cells for place, cells in choices)


def verified_manifest(project: Project, snapshot_id: str) -> tuple[Manifest, str]:
    """Read a snapshot's manifest, and its checksum, after checking every file that it lists; no
    table is read.

    Raises
    ------
    SourceError
        If there is no such snapshot (with the nearest name), a file is missing, or a byte has
        changed.
    """
    folder = project.snapshots / snapshot_id
    if not (_ID.fullmatch(snapshot_id) and (folder / MANIFEST).exists()):
        raise SourceError(
            "No snapshot '{snapshot}'.{near}",
            snapshot=snapshot_id,
            near=did_you_mean(snapshot_id, snapshot_ids(project)),
        )
    manifest, manifest_hash = _read_manifest(folder, snapshot_id, project)
    for stored in manifest.files:
        _verify(folder, stored, project)
    return manifest, manifest_hash


def snapshot_files(project: Project, snapshot_id: str) -> tuple[Path, ...]:
    """Return every file that a snapshot consists of, its manifest and data package among them, all
    checked.

    Raises
    ------
    SourceError
        As `verified_manifest`.
    """
    manifest, _ = verified_manifest(project, snapshot_id)
    folder = project.snapshots / snapshot_id
    names = [MANIFEST, DATA_PACKAGE, *(stored.path for stored in manifest.files)]
    return tuple(folder / name for name in names)


def check_snapshot(project: Project, snapshot_id: str) -> list[str]:
    """Check everything about a snapshot and return the faults, in words; none if it is sound.

    Beside what `load_snapshot` checks: the data package is the one the manifest makes, and a table
    that was derived from raw bytes comes out of them again.
    """
    try:
        snapshot = load_snapshot(project, snapshot_id)
    except AnalyysiError as error:
        return [error.sentence]
    faults: list[str] = []
    folder = project.snapshots / snapshot_id
    listed = {MANIFEST, DATA_PACKAGE, *(stored.path for stored in snapshot.manifest.files)}
    stored = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults += [
        Sentence("{snapshot}: {file} is not in its manifest.", snapshot=snapshot_id, file=name)
        for name in sorted(stored - listed)
    ]
    package = folder / DATA_PACKAGE
    package_name = project.relative(package)
    if not package.is_file():
        faults.append(
            Sentence("{file} is missing: it is made from the manifest.", file=package_name)
        )
    elif read_file(package) != json_bytes(data_package(snapshot.manifest)):
        faults.append(
            Sentence(
                "{file} does not say what {manifest} says.", file=package_name, manifest=MANIFEST
            )
        )
    if snapshot.manifest.derivation is not None:
        try:
            digest = hashlib.sha256()
            for piece in derive(project, snapshot.manifest):
                digest.update(piece)
        except AnalyysiError as error:
            located = str(error).startswith(project.relative(project.snapshots))

            unlocated = Sentence("{snapshot}: {fault}", snapshot=snapshot_id, fault=error)
            return [*faults, error.sentence if located else unlocated]
        if digest.hexdigest() != snapshot.manifest.data.sha256:
            faults.append(
                Sentence(
                    "{snapshot}: {file} is not what its raw bytes give.",
                    snapshot=snapshot_id,
                    file=snapshot.manifest.data.path,
                )
            )
    return faults


def derive(project: Project, manifest: Manifest) -> Iterator[bytes]:
    """Yield `data.csv` of a snapshot again, made from its raw bytes."""
    if manifest.derivation is None:
        raise SourceError("{snapshot} was not derived from raw bytes.", snapshot=manifest.id)
    # The readers of answers are needed nowhere else here, and take long to import in a browser.
    from analyysi.sources.answers.derive import derived

    return derived(
        project.snapshots / manifest.id,
        manifest.derivation,
        manifest.documents,
        manifest.table_schema,
        lambda snapshot_id: municipality_names(project, snapshot_id),
    )


def municipality_names(project: Project, snapshot_id: str) -> dict[str, str]:
    """Return municipality code to Finnish name, as a snapshot has them."""
    table = load_snapshot(project, snapshot_id).table
    return dict(zip(table[CODE], table[NAME], strict=True))


def _read_manifest(folder: Path, snapshot_id: str, project: Project) -> tuple[Manifest, str]:
    path = folder / MANIFEST
    where = project.relative(path)
    raw = read_file(path)
    manifest = _parsed_manifest(raw, where)
    if manifest.id != snapshot_id:
        raise SourceError(
            "{where}: id = '{id}', but the folder is {folder}. Restore the snapshot.",
            where=where,
            id=manifest.id,
            folder=snapshot_id,
        )
    return manifest, hashlib.sha256(raw).hexdigest()


@lru_cache(maxsize=_MANIFESTS_KEPT)
def _parsed_manifest(raw: bytes, where: str) -> Manifest:
    """Check what a manifest says; the same bytes are checked once."""
    try:
        content = read_json(raw)
    except UnreadableError as error:
        raise SourceError(
            "{where} is not valid JSON: {fault}. Restore the snapshot.", where=where, fault=error
        ) from error
    try:
        return validate(content, Manifest, where)
    except ParameterError as error:
        raise SourceError("{fault} Restore the snapshot.", fault=error) from error


def _verify(folder: Path, stored: StoredFile, project: Project) -> None:
    path = folder / stored.path
    where = project.relative(path)
    try:
        with opened(path) as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise SourceError(
            "{where} is missing, though the snapshot's manifest lists it. Restore it.", where=where
        ) from error
    if checksum != stored.sha256:
        raise SourceError(
            "{where} has changed since it was stored: its SHA-256 is not {checksum}…, "
            "as the manifest says. Restore the file; a correction belongs in a new "
            "snapshot.",
            where=where,
            checksum=stored.sha256[:12],
        )

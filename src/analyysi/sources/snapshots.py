"""Frozen snapshots: find, verify and read. Every read checks the bytes and the table against the manifest."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analyysi.agreement.reading import validate
from analyysi.errors import AnalyysiError, ParameterError, SourceError
from analyysi.project import Project
from analyysi.schema import CODE, NAME, check_table
from analyysi.sources.manifest import Manifest, StoredFile, data_package
from analyysi.sources.px_json import parse_px_json
from analyysi.suggestions import did_you_mean

MANIFEST = "manifest.json"
DATA_PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot: its manifest and its table, with typed columns."""

    manifest: Manifest
    table: pd.DataFrame
    manifest_sha256: str


def snapshot_ids(project: Project) -> list[str]:
    """List the snapshots of a project, `<source>/<table>/<retrieved>`, in alphabetical order."""
    return sorted(
        path.parent.relative_to(project.snapshots).as_posix() for path in project.snapshots.glob(f"*/*/*/{MANIFEST}")
    )


def load_snapshot(project: Project, snapshot_id: str) -> Snapshot:
    """Read a snapshot after checking its checksums, columns, types, keys and completeness.

    Raises
    ------
    SourceError
        If there is no such snapshot (with the nearest name), a file is missing, or a byte has changed.
    SchemaError
        If the table is not as declared; lists every fault.
    """
    known = snapshot_ids(project)
    if snapshot_id not in known:
        raise SourceError(f"No snapshot '{snapshot_id}'.{did_you_mean(snapshot_id, known)}")
    folder = project.snapshots / snapshot_id
    manifest, manifest_hash = _read_manifest(folder, snapshot_id, project)
    contents = {stored.path: _verified(folder, stored, project) for stored in manifest.files}
    frame = read_csv(contents[manifest.data.path], project.relative(folder / manifest.data.path))
    table = check_table(frame, manifest.table_schema, f"{manifest.data.path} (snapshot {snapshot_id})")
    return Snapshot(manifest, table, manifest_hash)


def read_csv(content: bytes, where: str) -> pd.DataFrame:
    """Read a CSV's bytes as text cells; an empty cell is missing.

    Raises
    ------
    SourceError
        If the bytes are not a UTF-8 table with a header.
    """
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise SourceError(f"{where} is not a CSV table in UTF-8: {error}") from error
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes a first cell without a header for an index
        raise SourceError(f"{where} is not a CSV table in UTF-8: its rows have more cells than its header.")
    return frame.mask(frame == "")


def check_snapshot(project: Project, snapshot_id: str) -> list[str]:
    """Check everything about a snapshot and return the faults, in words; none if it is sound.

    Beside what `load_snapshot` checks: the data package is the one the manifest makes, and a table that
    was derived from raw bytes comes out of them again.
    """
    try:
        snapshot = load_snapshot(project, snapshot_id)
    except AnalyysiError as error:
        return [str(error)]
    faults = []
    folder = project.snapshots / snapshot_id
    package = folder / DATA_PACKAGE
    if not package.is_file():
        faults.append(f"{project.relative(package)} is missing: it is made from the manifest.")
    elif package.read_bytes() != json_bytes(data_package(snapshot.manifest)):
        faults.append(f"{project.relative(package)} does not say what {MANIFEST} says.")
    if snapshot.manifest.derivation is not None:
        try:
            derived = derive(project, snapshot.manifest)
        except AnalyysiError as error:
            return [*faults, str(error)]
        if hashlib.sha256(derived).hexdigest() != snapshot.manifest.data.sha256:
            faults.append(f"{snapshot_id}: {snapshot.manifest.data.path} is not what its raw bytes give.")
    return faults


def derive(project: Project, manifest: Manifest) -> bytes:
    """Make `data.csv` of a snapshot again from its raw bytes."""
    derivation = manifest.derivation
    if derivation is None:
        raise SourceError(f"{manifest.id} was not derived from raw bytes.")
    path = project.snapshots / manifest.id / derivation.raw
    options = dict(derivation.options)
    names = municipality_names(project, options.pop("names"))
    frame = parse_px_json(path.read_bytes(), names, options, project.relative(path))
    return csv_bytes(frame)


def municipality_names(project: Project, snapshot_id: str) -> dict[str, str]:
    """Return municipality code to Finnish name, as a snapshot has them."""
    table = load_snapshot(project, snapshot_id).table
    return dict(zip(table[CODE], table[NAME], strict=True))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Write a table as the project's CSV: UTF-8, comma, line feed, empty for missing."""
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")


def json_bytes(content: object) -> bytes:
    """Write plain data as the project's JSON: UTF-8, two spaces, one line feed at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _read_manifest(folder: Path, snapshot_id: str, project: Project) -> tuple[Manifest, str]:
    path = folder / MANIFEST
    where = project.relative(path)
    raw = path.read_bytes()
    try:
        content = json.loads(raw)
    except ValueError as error:
        raise SourceError(f"{where} is not valid JSON: {error}. Restore the snapshot.") from error
    try:
        manifest = validate(content, Manifest, where)
    except ParameterError as error:
        raise SourceError(f"{error} Restore the snapshot.") from error
    if manifest.id != snapshot_id:
        raise SourceError(f"{where}: id = '{manifest.id}', but the folder is {snapshot_id}. Restore the snapshot.")
    return manifest, hashlib.sha256(raw).hexdigest()


def _verified(folder: Path, stored: StoredFile, project: Project) -> bytes:
    path = folder / stored.path
    where = project.relative(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{where} is missing, though the snapshot's manifest lists it. Restore it.") from error
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise SourceError(
            f"{where} has changed since it was stored: its SHA-256 is not {stored.sha256[:12]}…, as the manifest "
            "says. Restore the file; a correction belongs in a new snapshot."
        )
    return content

"""Further readers of stored tables: those of long tables, of figures for a search, of two tables
beside each other.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

from analyysi.project import Project
from analyysi.sources import snapshots
from analyysi.sources.difference import compare_tables
from analyysi.sources.figures import means_over_years, possible_keys
from analyysi.sources.manifest import Manifest
from fuzz.mutations import CSV
from fuzz.reader import DATA, Read, Reader, files, require

SNAPSHOT = "tilastokeskus/population-kainuu-2014-2025/2026-11-24"
NAMES = "thl-sotkanet/population-31-12/2026-11-24"
"""The snapshot that a derivation takes its names from."""
_PAYERS = ("105", "290", "578", "620", "697", "765", "777")
_TABLE = DATA / "snapshots" / SNAPSHOT / "data.csv"


def snapshot_copy(folder: Path, *names: str) -> Project:
    """Return a project of copies of some snapshots."""
    project = Project(folder)
    for name in names:
        shutil.copytree(DATA / "snapshots" / name, project.snapshots / name)
    return project


def resealed(project: Project, name: str, read: Callable[[], object]) -> Read:
    """Return a reader of a snapshot's table whose manifest has been made to agree with it."""
    place = project.snapshots / name
    manifest = json.loads((place / "manifest.json").read_bytes())

    def write_and_read(raw: bytes) -> object:
        (place / "data.csv").write_bytes(raw)
        manifest["data"] |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return read()

    return write_and_read


def _search_reader(folder: Path) -> Read:
    project = snapshot_copy(folder, SNAPSHOT)

    def read() -> object:
        figures = possible_keys(project, _PAYERS, date(2030, 1, 1), [SNAPSHOT])
        for figure in (*figures, *means_over_years(figures)):
            require({*figure.of_payer} == {*_PAYERS}, "figures of others")
        return figures

    return resealed(project, SNAPSHOT, read)


def _picked_reader(folder: Path) -> Read:
    """Reads a part of a table, as of one that is too long to be read whole."""
    project = snapshot_copy(folder, SNAPSHOT)

    def read() -> object:
        with patch.object(snapshots, "_WHOLE_AT_MOST", 5):
            picked = snapshots.load_snapshot(project, SNAPSHOT, [{"year": (2021, 2022)}])
        require(set(picked.table["year"]) <= {2021, 2022}, "a row that was not asked for")
        return picked

    return resealed(project, SNAPSHOT, read)


def _difference_reader(folder: Path) -> Read:
    manifest = Manifest.model_validate_json((_TABLE.parent / "manifest.json").read_bytes())
    changed = folder / "data.csv"

    def read(raw: bytes) -> object:
        changed.write_bytes(raw)
        return compare_tables(manifest, manifest, _TABLE, changed)

    return read


STORED_READERS = (
    Reader("figures for a search", files(_TABLE), CSV, _search_reader, 6),
    Reader("part of a long table", files(_TABLE), CSV, _picked_reader, 2),
    Reader("difference of two tables", files(_TABLE), CSV, _difference_reader, 6),
)

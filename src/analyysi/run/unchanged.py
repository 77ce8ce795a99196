"""Whether a report on disk is still the one that would be made: one checksum of all its inputs."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from analyysi.agreement.parameters import RunParameters, trial_file
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.report.papers.paper_table import PAPERS
from analyysi.run.notebook_choice import NOTEBOOK
from analyysi.run.record import LOCK, code_sha256, direct_dependencies

_PIECE = 1 << 20


def report_key(project: Project, parameters: RunParameters, notebook: Path | None = None) -> str:
    """Return the report key: a SHA-256 in hexadecimal that changes whenever the report could.

    It covers the parameters, the program, Python and the libraries, the notebook, the templates,
    every file of the agreement, every snapshot and boundary. That is more than the report reads,
    since a report mentions later figures and rules tried on other figures: with a new snapshot of
    any table every report is made again.

    Parameters
    ----------
    notebook
        The notebook that it is made from; None where it is one of the project's.
    """
    return key_of(inputs_of(project, parameters, notebook))


def inputs_of(
    project: Project, parameters: RunParameters, notebook: Path | None = None
) -> dict[str, Any]:
    """Return what a report is made from now, but for the program: the part of `report_key` that
    must be known before any of it is read.
    """
    inputs: dict[str, Any] = {
        "parameters": parameters.recorded(),
        "files": _files_sha256(_signature(project, parameters.agreement)),
    }
    if notebook is not None and not _is_of_project(project, parameters, notebook):
        inputs["notebook"] = sha256(read_file(notebook)).hexdigest()
    return inputs


def key_of(inputs: Mapping[str, Any]) -> str:
    """Return the report key of a report that was made from these inputs by this program."""
    return sha256(json.dumps({**inputs, **_program()}, sort_keys=True).encode()).hexdigest()


def _is_of_project(project: Project, parameters: RunParameters, notebook: Path) -> bool:
    """Return whether a notebook is among the files that every key covers."""
    return notebook.parent in (project.notebooks, project.agreements / parameters.agreement)


def prepare_program() -> None:
    """Compute what is the same for every report of this process, as soon as it is imported."""
    _program()


@cache
def _program() -> dict[str, Any]:
    """Return the program as this process imported it: its code, Python and libraries."""
    return {
        "code": code_sha256(),
        "python": platform.python_version(),
        "packages": direct_dependencies(),
    }


def input_folders(project: Project, agreement: str) -> list[Path]:
    """Return the folders whose files a report depends on, beside its notebook."""
    return [
        project.agreements / agreement,
        project.snapshots,
        project.boundaries,
        project.municipalities,
        project.templates,
    ]


def _inputs(project: Project, agreement: str) -> Iterator[Path]:
    for folder in input_folders(project, agreement):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
    yield from (
        path for path in (project.notebooks / NOTEBOOK, project.root / LOCK) if path.is_file()
    )


def _signature(project: Project, agreement: str) -> tuple[tuple[str, str, int, int], ...]:
    """Return each file's path, path in the project, size and time of the last change."""
    files = []
    for path in _inputs(project, agreement):
        stat, name = path.stat(), path.relative_to(project.root).as_posix()
        files.append((str(path), name, stat.st_size, stat.st_mtime_ns))
    return tuple(files)


@lru_cache(maxsize=256)
def _files_sha256(signature: tuple[tuple[str, str, int, int], ...]) -> str:
    digest = sha256()
    for path, name, size, changed in signature:
        digest.update(f"{name} {_file_sha256(path, size, changed)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=100_000)
def _file_sha256(path: str, _size: int, _changed: int) -> str:
    digest = sha256()
    with Path(path).open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def is_up_to_date(
    record: Mapping[str, Any], key: str, formats: Sequence[str], checksums: Mapping[str, str]
) -> bool:
    """Return whether a report has the key `key`, is whole, and has all these formats.

    Parameters
    ----------
    record
        Its run.json.
    checksums
        SHA-256 of the files beside it, by name.
    """
    outputs = record.get("outputs")
    if record.get("key") != key or not isinstance(outputs, dict) or not outputs:
        return False
    # A paper may have more files for some agreements: the first stands for the paper.
    names = {PAPERS[name].file_names[0] for name in formats}
    needed = {name if name in outputs else trial_file(name) for name in names}
    return needed <= outputs.keys() and all(
        checksums.get(name) == checksum for name, checksum in outputs.items()
    )

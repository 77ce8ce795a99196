"""Where the report of a rehearsal is written: never over another file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from analyysi.errors import ParameterError, StorageError
from analyysi.file_system.files import create_file
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.places import check_place
from analyysi.project import Project
from analyysi.run.rehearsal.written import file_name


def report_path(project: Project, output: str, at: datetime) -> Path:
    """Return where to write: the user's own place, or a new file under ``reports``; what a killed
    run left there is cleared away.

    Parameters
    ----------
    output
        As the user gave it; empty: none was given.

    Raises
    ------
    ParameterError
        If there is something at the user's own place, or nothing can be written there. It is said
        before anything is asked.
    """
    path = Path(output) if output else _free(project.reports / file_name(at))
    tidy(path.parent)
    if output and (path.exists() or path.is_symlink()):
        raise _occupied(path)
    try:
        check_place(path.parent, 0)
    except StorageError as error:
        raise _refused(path, error) from error
    return path


def _free(first: Path) -> Path:
    path, number = first, 2
    while path.exists() or path.is_symlink():
        path = first.with_stem(f"{first.stem}-{number}")
        number += 1
    return path


def write_report(text: str, path: Path) -> None:
    """Write a report into a new file, making its folder.

    Raises
    ------
    ParameterError
        If a file has come there since, or the place cannot be written to.
    """
    try:
        with alone_in(path.parent):
            create_file(path, text.encode())
    except FileExistsError as error:
        raise _occupied(path) from error
    except StorageError as error:
        raise _refused(path, error) from error


def _occupied(path: Path) -> ParameterError:
    return ParameterError(
        "{file} exists already and is not written over: give another name with --output, move the "
        "file away, or leave --output out.",
        file=str(path),
    )


def _refused(path: Path, error: StorageError) -> ParameterError:
    return ParameterError(
        "The report could not be written to {file}. {fault} Or give another place with --output.",
        file=str(path),
        fault=error,
    )

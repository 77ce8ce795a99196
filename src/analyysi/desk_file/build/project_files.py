"""The files that the desk in one file works on, as a project of its own: those of one agreement, or
of none.
"""

from __future__ import annotations

from pathlib import Path

from analyysi.agreement.reading import years_of
from analyysi.comparison.case import load_year
from analyysi.comparison.report_context import report_context
from analyysi.file_system.program_files import program_files
from analyysi.file_system.reading import read_file
from analyysi.project import Project

_KNOWN = ("data/sources/", "data/municipalities/")
"""The program's own files that a project may be without."""
_SIGN_OF_A_PROJECT = "data/agreements/.gitkeep"
"""A project is known by that folder, and an archive holds no empty one."""


def project_files(project: Project, agreement: str) -> dict[str, bytes]:
    """Return the files that all years of an agreement rest on: path in the project to content.

    A snapshot comes whole, with its record and the publisher's raw answers, since they are checked
    when its figures are read. What is known of municipalities and of the services comes along: the
    draft of a year says what can be fetched again.

    Raises
    ------
    AnalyysiError
        If a year cannot be read; all are in the file, so all must be readable.
    """
    paths: set[str] = set()
    for year in years_of(project, agreement):
        case = load_year(project, agreement, year)
        inputs = (*case.inputs, *report_context(project, case).inputs)
        paths |= {entry.path for entry in inputs}
    whole = {path for name in paths for path in _with_its_folder(project, name)}
    known = {name: path for name, path in program_files().items() if name.startswith(_KNOWN)}
    known |= {project.relative(path): path for path in whole | _known_files(project)}
    return {name: read_file(known[name]) for name in sorted(known)}


def blank_files() -> dict[str, bytes]:
    """Return the files of a desk for anything, path in the project to content: what the program
    itself knows of municipalities, with their names and inhabitants, and no agreement.
    """
    of_data = {name: path for name, path in program_files().items() if name.startswith("data/")}
    contents = {name: read_file(path) for name, path in of_data.items()}
    return {_SIGN_OF_A_PROJECT: b"", **contents}


def _known_files(project: Project) -> set[Path]:
    """Return what the project itself knows of services and municipalities; a lock is none of it."""
    paths = [*project.recipes.glob("*"), *project.municipalities.glob("*")]
    return {path for path in paths if path.is_file() and not path.name.startswith(".")}


def _with_its_folder(project: Project, name: str) -> list[Path]:
    path = project.root / name
    if not path.is_relative_to(project.snapshots) and not path.is_relative_to(project.boundaries):
        return [path]
    return [beside for beside in path.parent.rglob("*") if beside.is_file()]

"""A new project in an empty folder: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from analyysi import __version__
from analyysi.drafting.projects.installed_wheel import installed_wheel
from analyysi.drafting.projects.starting_files import (
    StartingFiles,
    is_an_agreement,
    starting_files,
)
from analyysi.drafting.projects.written_list import LIST, list_of
from analyysi.errors import ParameterError
from analyysi.file_system.files import NEW, clear, create_file, make_folder
from analyysi.file_system.folders import create_folder, led_to
from analyysi.file_system.locks import LOCK, OLD, alone_in, tidy
from analyysi.file_system.places import MEGABYTE, check_place
from analyysi.file_system.reading import read_file
from analyysi.file_system.together import READY
from analyysi.languages.language_table import MAIN_LANGUAGE, check_language
from analyysi.project import Project, from_home

_ROOM = 20 * MEGABYTE
"""Free bytes without which no project is begun: some times what it takes."""
_BESIDE = frozenset({".git", ".hg", ".idea", ".vscode", ".ipynb_checkpoints", ".DS_Store"})
"""What may lie in a folder that a project is made in: what tools put there, not people."""
_ENVIRONMENT = "pyvenv.cfg"
"""The file by which a folder is known as an environment of Python."""


@dataclass(frozen=True)
class NewProject:
    """A project that was made: where, of how many files, and the agreement that it begins with."""

    project: Project
    files: int
    agreement: str
    year: int


def new_project(folder: Path, language: str = MAIN_LANGUAGE) -> NewProject:
    """Make a project in a folder that is not there yet or is empty.

    The environment of Python and the wheel that the program was installed from may lie in it, and
    what a killed `init` left of the same files.

    Raises
    ------
    ParameterError
        If the folder holds anything else, is a project already, or lies in one. Then nothing is
        written.
    StorageError
        If it cannot be written.
    """
    check_language(language)
    root = Path(os.path.abspath(from_home(folder)))  # noqa: PTH100 - a link stays a link
    _refuse_nested(root)
    wheel = installed_wheel()
    files = starting_files(language, wheel)
    contents = _in_order(files)
    allowed = _BESIDE | ({wheel.name} if wheel is not None else set())
    if root.is_dir():
        _refuse_occupied(root, contents, allowed)
    check_place(root, _ROOM)
    if os.path.lexists(root):
        _fill(led_to(root), contents, allowed)
    else:
        with alone_in(root.parent):
            create_folder(root, contents)
    return NewProject(Project(root), len(contents), files.agreement, files.year)


def _in_order(files: StartingFiles) -> dict[str, bytes]:
    """Return the files in the order in which they are put in place: the agreement last, since by it
    a folder is a project.
    """
    names = sorted(files.contents, key=lambda name: (is_an_agreement(name), name))
    contents = {name: files.contents[name] for name in names}
    listed = list_of(__version__, contents).to_bytes()
    return {LIST: listed, **contents}


def _refuse_nested(root: Path) -> None:
    """Refuse a project within another: commands given in it would find the one or the other."""
    for folder in root.parents:
        if Project(folder).agreements.is_dir():
            raise ParameterError(
                "{folder} would lie in the project {project}, and a project in a project is none "
                "of its own. Nothing was written. Work in the one that is there, or name a folder "
                "beside it: {command}",
                folder=root,
                project=folder,
                command=f"analyysi init {folder.parent / root.name}",
            )


def _refuse_occupied(root: Path, contents: Mapping[str, bytes], allowed: frozenset[str]) -> None:
    stranger = next(_strangers(root, root, contents, allowed), None)
    agreements = Project(root).agreements
    is_whole = all((root / name).is_file() for name in contents)
    if agreements.is_dir() and any(agreements.iterdir()) and (stranger or is_whole):
        for folder in {root.parent, *((root / name).parent for name in contents)}:
            tidy(folder)
        raise ParameterError(
            "{folder} is a project already, and nothing was written. Bring its program "
            "files up to date with: analyysi update",
            folder=root,
        )
    if stranger is not None:
        raise ParameterError(
            "{folder} is not empty (it holds {file}), and a project is made in an "
            "empty folder only. Nothing was written. Name a new one: analyysi init "
            "my-project",
            folder=root,
            file=stranger,
        )


def _strangers(
    folder: Path, root: Path, contents: Mapping[str, bytes], allowed: frozenset[str]
) -> Iterator[str]:
    """Yield the paths in a folder that are neither ours, as we would write them, nor allowed."""
    for path in sorted(folder.iterdir()):
        name = path.relative_to(root).as_posix()
        if folder == root and (path.name in allowed or (path / _ENVIRONMENT).is_file()):
            continue
        # What a killed run left is cleared away.
        if path.name.startswith((NEW, OLD, LOCK, READY)):
            continue
        if path.is_dir() and any(ours.startswith(f"{name}/") for ours in contents):
            yield from _strangers(path, root, contents, allowed)
        elif not path.is_file() or contents.get(name) != read_file(path):
            yield name


def _fill(root: Path, contents: Mapping[str, bytes], allowed: frozenset[str]) -> None:
    """Put the files into an empty folder, one after the other, and take them away again if one
    cannot be written. What a kill leaves is no project, and the next `init` goes on with it.
    """
    folders = dict.fromkeys((root / name).parent for name in contents)
    with alone_in(root), _taken_back() as placed:
        _refuse_occupied(root, contents, allowed)
        for folder in folders:
            _make_folders(folder, placed)
            with nullcontext() if folder == root else alone_in(folder):
                for name, content in contents.items():
                    path = root / name
                    if path.parent == folder and not path.is_file():
                        create_file(path, content)
                        placed.append(path)


def _make_folders(folder: Path, placed: list[Path]) -> None:
    for place in reversed([folder, *folder.parents]):
        if not place.exists():
            make_folder(place)
            placed.append(place)


@contextmanager
def _taken_back() -> Iterator[list[Path]]:
    """Give a list for what was put in place; if the block fails, all of it is removed."""
    placed: list[Path] = []
    try:
        yield placed
    except BaseException:
        for path in reversed(placed):
            clear(path)
        raise

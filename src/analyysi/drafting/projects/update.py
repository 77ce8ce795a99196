"""A project's program files brought up to date, with everything that a person changed left as it
is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path, PurePosixPath

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from analyysi import __version__
from analyysi.agreement.agreement import AGREEMENT_ID
from analyysi.drafting.projects.installed_wheel import Wheel, installed_wheel
from analyysi.drafting.projects.starting_files import (
    WHEELS,
    has_agreements,
    is_an_agreement,
    starting_files,
)
from analyysi.drafting.projects.written_list import (
    LIST,
    WrittenList,
    checksum,
    list_of,
    read_list,
)
from analyysi.errors import ParameterError
from analyysi.file_system.files import is_link
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.places import MEGABYTE, check_place
from analyysi.file_system.program_files import program_root
from analyysi.file_system.reading import read_file
from analyysi.file_system.together import replace_files
from analyysi.languages.user_language import language_of_readers
from analyysi.project import Project

NEW_ENDING = ".new"
"""What the name of the program's file ends with where it stands beside a changed one."""
_ROOM = 20 * MEGABYTE


class Fate(Enum):
    """What becomes of a file of the program in a project."""

    ADDED = "was not there"
    REPLACED = "nobody had changed it"
    BESIDE = "was changed by somebody: the new one stands beside it"
    KEPT = "was changed by somebody, and the program has nothing newer"
    REMOVED = "was removed by somebody, and stays so"
    STAYS_AWAY = "was removed by somebody, as an earlier update has said"
    DROPPED = "the program has it no more; it stays"
    SAME = "is as the program has it"


@dataclass(frozen=True)
class Update:
    """What an update does, worked out before anything is written."""

    before: str
    """The version of the program that wrote last; empty if none did."""
    fates: Mapping[str, Fate]
    contents: Mapping[str, bytes]
    """What is written: path in the project to content, the list last."""
    beside: Mapping[str, str]
    """The files that somebody changed: path to that of the program's file beside it."""

    def of(self, fate: Fate) -> list[str]:
        """Return the files with this fate, in order."""
        return [name for name, its_fate in self.fates.items() if its_fate is fate]


def plan_update(project: Project, restore: bool = False) -> Update:
    """Work out what the present program would change in a project; nothing is written.

    Parameters
    ----------
    restore
        Whether files come back that somebody removed.

    Raises
    ------
    ParameterError
        If the project is the clone of the program, whose files are its own, or its list cannot be
        read.
    """
    root = program_root()
    if root is not None and root.resolve() == project.root.resolve():
        raise ParameterError(
            "This folder is the program's own clone: its files come with 'git pull'. `analyysi "
            "update` is for projects made by `analyysi init`."
        )
    listed = read_list(project)
    offered = _offered(project, listed)
    before = listed.checksums if listed is not None else {}
    told = listed.removed if listed is not None else ()
    fates, contents, beside = {}, {}, {}
    for name, content in offered.items():
        fate = _fate(project, name, content, before.get(name), restore)
        is_known = fate is Fate.REMOVED and name in told
        fates[name] = Fate.STAYS_AWAY if is_known else fate
        if fates[name] in (Fate.ADDED, Fate.REPLACED):
            contents[name] = content
        elif fates[name] is Fate.BESIDE:
            beside[name] = _beside(project, name, before.get(name))
            contents[beside[name]] = content
    for name in before:
        if name not in offered and (project.root / name).is_file():
            fates[name] = Fate.DROPPED
    removed = [name for name, fate in fates.items() if fate in (Fate.REMOVED, Fate.STAYS_AWAY)]
    written = list_of(__version__, offered, removed)
    if written != listed:
        contents[LIST] = written.to_bytes()
    version = listed.version if listed is not None else ""
    return Update(version, dict(sorted(fates.items())), contents, beside)


def _beside(project: Project, name: str, recorded: str | None) -> str:
    """Return where the program's file is put beside a changed one: a path that is free, or holds
    what an earlier update put there. Somebody may be merging in another.
    """
    return next(
        path
        for path in _new_names(name)
        if not os.path.lexists(project.root / path)
        or (recorded is not None and _is_as_written(project.root / path, recorded))
    )


def _new_names(name: str) -> Iterator[str]:
    yield f"{name}{NEW_ENDING}"
    for number in count(2):
        yield f"{name}.{number}{NEW_ENDING}"


def _is_as_written(path: Path, recorded: str) -> bool:
    """Return whether a plain file has the checksum of the list."""
    return path.is_file() and not is_link(path) and checksum(read_file(path)) == recorded


def _offered(project: Project, listed: WrittenList | None) -> dict[str, bytes]:
    """Return the files that the program has for a project: with the example that it began with, if
    it began so.
    """
    agreement = "" if listed is None else _example_of(listed)
    example = bool(agreement) or (listed is None and not has_agreements(project))
    wheel = installed_wheel() or _wheel_of(project, listed)
    files = starting_files(language_of_readers(project.root), wheel, agreement, example)
    return dict(sorted(files.contents.items()))


def _wheel_of(project: Project, listed: WrittenList | None) -> Wheel | None:
    """Return the wheel of this program that a project carries, as it was put there: the one that
    the program was installed from may be gone, and the project's environment is made of its own.
    """
    for name, recorded in listed.checksums.items() if listed is not None else ():
        path = PurePosixPath(name)
        of_program = str(path.parent) == WHEELS and _version_of(path.name) == Version(__version__)
        if of_program and _is_as_written(project.root / name, recorded):
            return Wheel(path.name, read_file(project.root / name))
    return None


def _version_of(file_name: str) -> Version | None:
    """Return the version in the name of a file, if it is a wheel of this program."""
    try:
        program, version, _, _ = parse_wheel_filename(file_name)
    except InvalidWheelFilename:
        return None
    return version if program == "analyysi" else None


def _example_of(listed: WrittenList) -> str:
    """Return the agreement that a project began with; empty if it began with none. Its name goes
    into notebooks, so whatever else a list may say is not taken.
    """
    for name in listed.checksums:
        folder = PurePosixPath(name).parent.name
        if is_an_agreement(name) and re.fullmatch(AGREEMENT_ID, folder):
            return folder
    return ""


def _fate(project: Project, name: str, content: bytes, recorded: str | None, restore: bool) -> Fate:
    path = project.root / name
    if not os.path.lexists(path):
        return Fate.ADDED if recorded is None or restore else Fate.REMOVED
    present, offered = (checksum(read_file(path)) if path.is_file() else ""), checksum(content)
    if present == offered:
        return Fate.SAME
    if present == recorded and not is_link(path):
        return Fate.REPLACED
    return Fate.KEPT if offered == recorded else Fate.BESIDE


def carry_out(project: Project, update: Update) -> None:
    """Write what was worked out. What can fail is done before the first file gets its name.

    Raises
    ------
    StorageError
        If something cannot be written.
    """
    for folder in {(project.root / name).parent for name in update.fates}:
        tidy(folder)
    if not update.contents:
        return
    check_place(project.root, _ROOM)
    targets = {project.root / name: content for name, content in update.contents.items()}
    with ExitStack() as alone:
        for folder in sorted({path.parent for path in targets}):
            alone.enter_context(alone_in(folder))
        replace_files(targets)

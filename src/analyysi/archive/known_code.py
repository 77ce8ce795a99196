"""Which code of published editions may be run unasked: what the program's own list holds, what the
list of this user holds, and the present program itself.

What runs when a year is made again is the program in `code/` and the notebook among the inputs;
with an environment of the edition's own also the libraries that its lock file names. A list in the
project would prove nothing, since it is the project that is handed over.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

import typer

from analyysi.archive.code_archive import code_files, unpack
from analyysi.archive.edition import CODE, INPUTS, LOCK, Edition, EditionRecord
from analyysi.errors import ReproductionError
from analyysi.file_system.files import replace_file
from analyysi.file_system.locks import alone_in
from analyysi.project import Project
from analyysi.run.record import sha256

LIST = "known_code.sha256"
_LISTED = f"analyysi/archive/{LIST}"
NOTEBOOK = ".ipynb"
LOCKED = f"{INPUTS}/{LOCK}"


def package_list() -> Path:
    """Return the list that belongs to the program: in git, and in the wheel."""
    return Path(str(files("analyysi"))) / "archive" / LIST


def user_list() -> Path:
    """Return the list of this user, in the folder where the system keeps settings of programs: what
    was published with an installed program, or was trusted by hand.
    """
    return Path(typer.get_app_dir("analyysi")) / LIST


def program_sha256(contents: Mapping[str, bytes]) -> str:
    """Return one checksum over a program, path to bytes: however it was packed, and without the
    list itself, to which the checksum is added.
    """
    lines = [f"{sha256(contents[path])}  {path}\n" for path in sorted(contents) if path != _LISTED]
    return sha256("".join(lines).encode())


def executed(record: EditionRecord) -> tuple[str, ...]:
    """Return the files of an edition that run when its reports are made again: the program first,
    then its notebooks.
    """
    notebooks = (file.path for file in record.files if file.path.casefold().endswith(NOTEBOOK))
    return (CODE, *(path for path in notebooks if path.startswith(f"{INPUTS}/")))


def checksum_of(path: str, content: bytes) -> str:
    """Return the checksum by which a file of an edition is listed: that of the program is of what
    the zip file holds.

    Raises
    ------
    CodeArchiveError
        If the zip file cannot be used.
    """
    return program_sha256(unpack(content)) if path == CODE else sha256(content)


def known_checksums() -> frozenset[str]:
    """Return the checksums of all code that may run unasked."""
    return listed_checksums() | {program_sha256(code_files())}


def listed_checksums() -> frozenset[str]:
    """Return the checksums that stand on a list; that of the present program may lack there."""
    checksums: set[str] = set()
    for place in (package_list(), user_list()):
        if place.is_file():
            lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
            checksums |= {line[:64] for line in lines if line and not line.startswith("#")}
    return frozenset(checksums)


def unknown_code(edition: Edition, harmed: Iterable[str], lock: bool = False) -> list[str]:
    """Return the files of an edition that would run and are on no list.

    Parameters
    ----------
    harmed
        Paths of files that are not as published: they are not run in any case.
    lock
        Whether the lock file counts too, because an environment is to be made from it.
    """
    record = edition.record
    paths = [*executed(record), *([LOCKED] if lock and LOCK in record.inputs else [])]
    known, unknown = known_checksums(), []
    for path in paths:
        if path in harmed:
            continue
        try:
            if checksum_of(path, edition.published(path)) not in known:
                unknown.append(path)
        except (ReproductionError, LookupError):
            unknown.append(path)
    return unknown


def list_of(project: Project) -> Path:
    """Return the list that gets the code of what is published: the program's own where the program
    lies in the project, as in a checkout, and else the user's.
    """
    package = package_list()
    return package if project.has(package) else user_list()


def remember(project: Project, record: EditionRecord, contents: Mapping[str, bytes]) -> Path | None:
    """Add the code of an edition that is being published to the list, and return which list.

    Parameters
    ----------
    contents
        The files of the edition, path to bytes.

    Returns
    -------
    None where all of it is listed already.
    """
    listed = listed_checksums()
    name = f"{record.agreement} {record.year}, edition {record.edition}"
    lines = []
    for path in (*executed(record), *([LOCKED] if LOCK in record.inputs else [])):
        checksum = checksum_of(path, contents[path])
        if checksum not in listed:
            lines.append(f"{checksum}  {name}: {path}\n")
    return _add(list_of(project), lines)


def remember_release(name: str) -> Path | None:
    """Add the present program to its own list, before a release: later programs then know it."""
    checksum = program_sha256(code_files())
    if checksum in package_list().read_text(encoding="utf-8"):
        return None
    return _add(package_list(), [f"{checksum}  {name}: {CODE}\n"])


def _add(place: Path, lines: list[str]) -> Path | None:
    if not lines:
        return None
    target = place.resolve()  # the list may be a link, and stays one
    with alone_in(target.parent):
        before = target.read_bytes() if target.exists() else b""
        replace_file(target, before + "".join(lines).encode())
    return place


if __name__ == "__main__":
    remember_release(" ".join(sys.argv[1:]))

"""Which of the program's files the desk in one file carries, and the checksum of them all."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from analyysi.file_system.reading import read_file

LEFT_OUT = (
    *("analyst", "cli", "run", "desk_file/build", "desk_file/page"),
    *("starting_project", "__main__.py"),
)
"""Rooms that no desk in a browser has: they ask services, start processes, print, or make the file
itself.
"""


def shipped_files() -> dict[str, bytes]:
    """Return the files of the program that the parts are made of: name in the package to content.

    A module among them that needs a library which the parts have not is left out when they are
    made.
    """
    package = Path(str(files("analyysi")))
    paths = (path for path in package.rglob("*") if path.is_file())
    by_name = {path.relative_to(package).as_posix(): path for path in paths}
    names = sorted(name for name in by_name if _is_shipped(name))
    return {name: read_file(by_name[name]) for name in names}


def _is_shipped(name: str) -> bool:
    in_room = any(name == room or name.startswith(f"{room}/") for room in LEFT_OUT)
    return not in_room and "__pycache__" not in name


def program_sha256() -> str:
    """Return one checksum over the shipped files, by which parts of another program are known."""
    digest = sha256()
    for name, content in shipped_files().items():
        digest.update(f"{name}\0{sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()

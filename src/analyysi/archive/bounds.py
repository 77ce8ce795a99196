"""Paths within a folder that somebody handed over: none may lead out of it, on any system, and
nothing but plain files is read by them.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import BinaryIO

from analyysi.errors import ReproductionError

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port, number in product(("com", "lpt"), "0123456789¹²³")
}
"""Names that Windows takes for a device, whatever follows a full stop."""

_NOT_IN_NAMES = set('<>:"|?*')
_LONGEST_NAME, _LONGEST_PATH = 255, 1000
"""Bytes: what the file systems in use take."""

MOST_BYTES = 512 * 1024 * 1024
"""So large may a file of an edition be: many times the largest that was ever published."""


def path_fault(path: str) -> str:
    """Return why a path may not be used within a folder, in words; empty where it may.

    A path has forward slashes and names on every system the same place below the folder.

    Examples
    --------
    >>> path_fault("inputs/data/a.csv")
    ''
    >>> path_fault("inputs/../../a.csv")
    "it has '..' in it, which leads out of the folder"
    """
    if not path:
        return "it is empty"
    if path.startswith("/"):
        return "it begins at the root of the file system"
    if "\\" in path:
        return "it has a backslash in it"
    if len(path.encode("utf-8", "replace")) > _LONGEST_PATH:
        return f"it is longer than {_LONGEST_PATH} bytes"
    return next(filter(None, map(_name_fault, path.split("/"))), "")


def _name_fault(name: str) -> str:
    if name == "..":
        return "it has '..' in it, which leads out of the folder"
    if name in ("", "."):
        return "it has an empty name or '.' in it"
    if len(name) > 1 and name[1] == ":":
        return f"it names the drive {name[:2]}"
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return "it has a control character in it"
    if not _NOT_IN_NAMES.isdisjoint(name):
        return "it has a sign that no file name on Windows has"
    if name.split(".")[0].rstrip().casefold() in _DEVICES:
        return f"'{name}' is the name of a device on Windows"
    if name[-1] in ". ":
        return f"the name '{name}' ends with a full stop or a space"
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        return f"it has a name longer than {_LONGEST_NAME} bytes"
    return ""


def paths_fault(paths: Iterable[str]) -> str:
    """Return the first fault of paths that are to lie in one folder, the path named; empty if there
    is none. Two that some system takes for one file, or one below another, are a fault too.
    """
    seen: dict[str, str] = {}
    for path in paths:
        fault = path_fault(path)
        if fault:
            return f"{path!r}: {fault}"
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            return f"{path!r}: it is the same file as {seen[key]!r} on some systems"
        seen[key] = path
    for key, path in seen.items():
        above = key.rpartition("/")[0]
        while above:
            if above in seen:
                return f"{path!r}: it lies below {seen[above]!r}, which is a file"
            above = above.rpartition("/")[0]
    return ""


def plain_file(folder: Path, path: str) -> bool:
    """Return whether a path within a folder is a plain file of it: no link, here or above it in the
    folder, no device, no pipe, and not larger than `MOST_BYTES`.
    """
    place = folder / path
    try:
        status = place.lstat()
        inside = os.path.normcase(place.resolve()) == os.path.normcase(folder.resolve() / path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and inside and status.st_size <= MOST_BYTES


def read_plain(folder: Path, path: str) -> bytes:
    """Return the content of a plain file within a folder.

    Raises
    ------
    FileNotFoundError
        If there is nothing of that name.
    ReproductionError
        If there is something else than a plain file: it is not opened.
    """
    if not os.path.lexists(folder / path):
        raise FileNotFoundError(folder / path)
    content = _content(folder, path) if plain_file(folder, path) else None
    if content is None:
        raise ReproductionError(
            f"{path} is no plain file of at most {MOST_BYTES // 1024**2} MiB in its folder: it is "
            "a link, a device or too large, and is not read. Restore the published folder."
        )
    return content


def _content(folder: Path, path: str) -> bytes | None:
    """Return what is in a file that was a plain one; None if it is none by now.

    Between the look at a name and its opening, whoever shares the folder may put a link or a pipe
    in its place, here or above: what was opened is looked at, and no more is read than is allowed.
    """
    try:
        with _opened(folder, path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= MOST_BYTES else None


def _opened(folder: Path, path: str) -> BinaryIO:
    """Open a file below a folder without following a link, where the system can do that."""
    if os.open not in os.supports_dir_fd:
        return (folder / path).open("rb")
    *above, name = path.split("/")
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in above:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place)
            os.close(place)
            place = below
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe would be waited for
        return os.fdopen(os.open(name, flags, dir_fd=place), "rb")
    finally:
        os.close(place)

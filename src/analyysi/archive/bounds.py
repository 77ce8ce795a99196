"""Paths within a folder that somebody handed over: none may lead out of it, on any system, and
nothing but plain files is read by them.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import BinaryIO

from analyysi.errors import ReproductionError, Sentence

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port, number in product(("com", "lpt"), "0123456789¹²³")
}
"""Names that Windows takes for a device, whatever follows a full stop."""

_NOT_IN_NAMES = set('<>:"|?*')
_LONGEST_NAME, _LONGEST_PATH = 255, 1000
"""Bytes: what the file systems in use take."""

_NAMES_KEPT = 5000
"""An edition names a few hundred folders and files, and each of them in several places."""

_OPENS_BELOW = os.open in os.supports_dir_fd
"""Whether a file can be opened folder by folder, so that no link is followed on the way."""

MOST_BYTES = 512 * 1024 * 1024
"""So large may a file of an edition be: many times the largest that was ever published."""
MOST_RECORD_BYTES = 4 * 1024 * 1024
"""The same of its record, its metadata and its list, which are read whole into objects."""


def path_fault(path: str) -> Sentence:
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
        return Sentence("it is empty")
    if path.startswith("/"):
        return Sentence("it begins at the root of the file system")
    if "\\" in path:
        return Sentence("it has a backslash in it")
    if len(path.encode("utf-8", "replace")) > _LONGEST_PATH:
        return Sentence("it is longer than {most} bytes", most=_LONGEST_PATH)
    return next(filter(None, map(_name_fault, path.split("/"))), Sentence())


@lru_cache(maxsize=_NAMES_KEPT)
def _name_fault(name: str) -> Sentence:
    if name == "..":
        return Sentence("it has '..' in it, which leads out of the folder")
    if name in ("", "."):
        return Sentence("it has an empty name or '.' in it")
    if len(name) > 1 and name[1] == ":":
        return Sentence("it names the drive {drive}", drive=name[:2])
    if not name.isprintable() and any(map(_is_control, name)):
        return Sentence("it has a control character in it")
    if not _NOT_IN_NAMES.isdisjoint(name):
        return Sentence("it has a sign that no file name on Windows has")
    if name.split(".")[0].rstrip().casefold() in _DEVICES:
        return Sentence("'{name}' is the name of a device on Windows", name=name)
    if name[-1] in ". ":
        return Sentence("the name '{name}' ends with a full stop or a space", name=name)
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        return Sentence("it has a name longer than {most} bytes", most=_LONGEST_NAME)
    return Sentence()


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs")


def paths_fault(paths: Iterable[str]) -> Sentence:
    """Return the first fault of paths that are to lie in one folder, the path named; empty if there
    is none. Two that some system takes for one file, or one below another, are a fault too.
    """
    seen: dict[str, str] = {}
    for path in paths:
        fault = path_fault(path)
        if fault:
            return Sentence("{path}: {fault}", path=f"{path!r}", fault=fault)
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            return Sentence(
                "{path}: it is the same file as {other} on some systems",
                path=f"{path!r}",
                other=f"{seen[key]!r}",
            )
        seen[key] = path
    for key, path in seen.items():
        above = key.rpartition("/")[0]
        while above:
            if above in seen:
                return Sentence(
                    "{path}: it lies below {other}, which is a file",
                    path=f"{path!r}",
                    other=f"{seen[above]!r}",
                )
            above = above.rpartition("/")[0]
    return Sentence()


def plain_file(folder: Path, path: str, most: int = MOST_BYTES) -> bool:
    """Return whether a path within a folder is a plain file of it: no link, here or above it in the
    folder, no device, no pipe, and not larger than `most` bytes.
    """
    place = folder / path
    try:
        status = place.lstat()
        inside = os.path.normcase(place.resolve()) == os.path.normcase(folder.resolve() / path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and inside and status.st_size <= most


def read_plain(folder: Path, path: str, most: int = MOST_BYTES) -> bytes:
    """Return the content of a plain file within a folder, of at most so many bytes.

    Raises
    ------
    FileNotFoundError
        If there is nothing of that name.
    ReproductionError
        If there is something else than a plain file: it is not opened.
    """
    place = folder / path
    if not os.path.lexists(place):
        raise FileNotFoundError(place)
    # What is opened without following a link need not be looked at first.
    is_safe = _OPENS_BELOW and not path_fault(path)
    content = _content(folder, path, most) if is_safe or plain_file(folder, path, most) else None
    if content is None:
        raise ReproductionError(
            "{path} is no plain file of at most {size} MiB in its folder: it is a "
            "link, a device or too large, and is not read. Restore the published "
            "folder.",
            path=path,
            size=most // 1024**2,
        )
    return content


def _content(folder: Path, path: str, most: int) -> bytes | None:
    """Return what is in a file that was a plain one; None if it is none by now.

    Between the look at a name and its opening, whoever shares the folder may put a link or a pipe
    in its place, here or above: what was opened is looked at, and no more is read than is allowed.
    """
    try:
        with _opened(folder, path) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > most:
                return None
            content = file.read(status.st_size + 1)
    except OSError:
        return None
    return content if len(content) <= most else None


def _opened(folder: Path, path: str) -> BinaryIO:
    """Open a file below a folder without following a link, where the system can do that."""
    if not _OPENS_BELOW:
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

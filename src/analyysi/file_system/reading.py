"""Files of a project, read within limits: a pipe that nobody writes to is not waited for, a device
is not read without end, and no file takes all memory.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from analyysi.errors import SourceError

MEBIBYTE = 1024 * 1024
MOST_BYTES = 256 * MEBIBYTE
"""So large may a file be that is read at once: many times what any table of the project has."""
MOST_STORED_BYTES = 512 * MEBIBYTE
"""The same of a stored answer, which is read in pieces."""

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe would be waited for
_BINARY = getattr(os, "O_BINARY", 0)


@contextmanager
def opened(path: Path, most: int = MOST_STORED_BYTES) -> Iterator[BufferedReader]:
    """Open a plain file for reading; links are followed, as they may be the user's own.

    Parameters
    ----------
    most
        Bytes that it may have.

    Raises
    ------
    OSError
        If there is no such file, or it may not be opened.
    SourceError
        If it is a pipe or a device, or is larger.
    """
    _refuse(path, path.stat(), most)
    with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE | _BINARY), "rb") as file:
        _refuse(path, os.fstat(file.fileno()), most)  # it may be another by now
        yield file


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return what a plain file holds.

    Raises
    ------
    OSError
        If there is no such file, or it may not be opened.
    SourceError
        If it is a pipe or a device, or has more than `most` bytes.
    """
    with opened(path, most) as file:
        return file.read(most)


def _refuse(path: Path, status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(
            "{path} is a pipe or a device, and is not read: put the file of that "
            "name in its place.",
            path=path,
        )
    if status.st_size > most:
        raise SourceError(
            "{path} has {bytes} bytes, and at most {most} MiB are read: restore the file.",
            path=path,
            bytes=status.st_size,
            most=most // MEBIBYTE,
        )

"""Places: whether something can be written there is found out before the work is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from analyysi.errors import Sentence, StorageError
from analyysi.file_system.files import (
    NEW,
    check_folder,
    clear,
    in_words,
    nearest,
    write_file,
)

MEGABYTE = 1_000_000
REPORT_ROOM = 30 * MEGABYTE
"""Free bytes without which no report is begun: some times what the largest takes."""
EDITION_ROOM = 100 * MEGABYTE
"""The same for an edition, which is laid out twice while it is proved."""
PULL_ROOM = 100 * MEGABYTE
"""The same for a pull, which keeps the answers beside the table made from them."""

_LONGEST = 200
"""Bytes of a name: most disks take 255."""

TEMPORARY = Sentence("The temporary folder")
"""What a fault there is about: its path would say nothing."""


def check_place(folder: Path, room: int) -> None:
    """Refuse, before the work is done, to write where it could not be written afterwards.

    Parameters
    ----------
    folder
        Where to write; it and folders above it may be missing.
    room
        Bytes that must be free on its disk, and on that of the temporary folder.

    Raises
    ------
    StorageError
        If a name is too long, something else lies at the place of a folder, a link leads nowhere,
        the folder is write-protected, or its disk is full.
    """
    # Imported here and below: most commands write nothing, and it imports much.
    import tempfile

    place = nearest(folder)
    for name in folder.parts[len(place.parts) :]:
        if len(os.fsencode(name)) > _LONGEST:
            raise StorageError(
                "The name {name}… has {bytes} bytes, and a folder may have {most}. "
                "Shorten the name that it is made from.",
                name=name[:40],
                bytes=len(os.fsencode(name)),
                most=_LONGEST,
            )
    check_folder(place)
    # A file without a name, where the system has them: a kill leaves nothing.
    with in_words(place), tempfile.TemporaryFile(dir=place, prefix=NEW):
        pass
    _check_room(place, room)
    with in_words(TEMPORARY):
        _check_room(Path(tempfile.gettempdir()), room)


def _check_room(folder: Path, room: int) -> None:
    with in_words(folder):
        free = shutil.disk_usage(folder).free
    if free < room:
        raise StorageError(
            "{folder}: {free} MB are free on its disk, and {needed} MB are needed "
            "to begin. Make room, then run the command again.",
            folder=folder,
            free=free // MEGABYTE,
            needed=room // MEGABYTE,
        )


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that is there until the block ends.

    Raises
    ------
    StorageError
        If it cannot be made.
    """
    folder = make_temporary_folder()
    try:
        yield folder
    finally:
        clear(folder)


@contextmanager
def temporary_file() -> Iterator[BinaryIO]:
    """Make a file that is there until the block ends, to be written and read by its handle.

    Raises
    ------
    StorageError
        If it cannot be made.
    """
    import tempfile

    with in_words(TEMPORARY):
        file = tempfile.TemporaryFile(prefix="analyysi-")  # noqa: SIM115
    with file:
        yield file


def make_temporary_folder() -> Path:
    """Make a folder that the caller removes."""
    import tempfile

    with in_words(TEMPORARY):
        return Path(tempfile.mkdtemp(prefix="analyysi-"))


def use_temporary_folder(folder: Path) -> None:
    """Have the temporary files of this process, and of those that it forks, in a folder that is
    there; who made it removes it.
    """
    import tempfile

    tempfile.tempdir = str(folder)


def write_temporary(name: str, content: bytes) -> Path:
    """Write a file that stays, for a person to read, where temporary files are."""
    import tempfile

    with in_words(TEMPORARY):
        path = Path(tempfile.gettempdir()) / f"analyysi-{os.urandom(4).hex()}{name}"
        write_file(path, content)
    return path

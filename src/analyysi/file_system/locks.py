"""Whoever writes in a folder is alone there, and first clears away what a killed run left."""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analyysi.errors import AnalyysiError, StorageError
from analyysi.file_system.disk_faults import storage_error
from analyysi.file_system.files import NEW, beside, clear, in_words, make_folder
from analyysi.file_system.together import READY, finish

OLD = ".analyysi-old-"
"""How the name begins of a folder that is being replaced."""
LOCK = ".analyysi.lock"
"""The file of a folder that whoever writes there holds; it is taken away afterwards."""
PUBLISHING = ".analyysi.lock-publishing-"
"""How the name begins of the file, beside a year's reports, that whoever publishes it holds."""

_WAIT = 60.0
"""Seconds that another's writing is waited for: many times what a slow share needs."""
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


@contextmanager
def held(lock_file: Path, wait: float, busy: AnalyysiError) -> Iterator[None]:
    """Hold a lock until the block ends; raise `busy` if another holds it for `wait` seconds.

    The lock of a process that is killed is free at once. Where a share knows no locks, the block
    runs without one.
    """
    # Imported here: most commands write nothing, and it imports much.
    from filelock import FileLock, Timeout

    make_folder(lock_file.parent)
    lock = FileLock(lock_file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it falls back to a simpler lock
            lock.acquire(timeout=wait, poll_interval=0.02)
    except Timeout as error:
        raise busy from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise storage_error(error, lock_file.parent) from error
    try:
        yield
    finally:
        # While it is held: whoever waits for it sees that the file is gone, and makes a new one.
        # Windows removes it when it is released.
        with suppress(OSError):
            if lock.is_locked:
                os.unlink(lock_file)
        lock.release()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only one who writes in a folder, and clear away what a killed run left in it.

    The folder is made if it is missing.

    Raises
    ------
    StorageError
        If it cannot be written to, or another does not end within a minute.
    """
    busy = StorageError(
        f"Another analyysi is writing in {folder}. Wait until it is done, then run the command "
        "again."
    )
    with held(folder / LOCK, _WAIT, busy):
        _tidy(folder)
        yield


def tidy(folder: Path) -> None:
    """Clear away what a killed run left in a folder, put back a folder that it had set aside, and
    finish what it had ready.

    Nothing is done where nothing is left; a folder that is not there stays so.
    """
    with in_words(folder), suppress(FileNotFoundError, NotADirectoryError):
        left = any(name.startswith((NEW, OLD, LOCK, READY)) for name in os.listdir(folder))
        if left:
            with alone_in(folder):
                pass


def _tidy(folder: Path) -> None:
    finish(folder)
    with in_words(folder):
        names = sorted(os.listdir(folder))
    for name in names:
        if name.startswith(NEW):
            clear(folder / name)
        elif name.startswith(OLD):
            put_back(folder / name)


def put_back(old: Path) -> None:
    """Give a folder that was set aside its place again, or remove it if the place is taken."""
    place = old.with_name(old.name.removeprefix(OLD))
    if os.path.lexists(place):
        _discard(old)
    else:
        with suppress(OSError):
            os.rename(old, place)


def _discard(old: Path) -> None:
    """Remove a folder whose name says that it is whole: under another name first."""
    with suppress(OSError):
        os.rename(old, doomed := beside(old))
        clear(doomed)

"""Files: each written, named and removed whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from analyysi.errors import StorageError
from analyysi.file_system.disk_faults import OPEN_ELSEWHERE, sentence_of, storage_error

NEW = ".analyysi-new-"
"""How the names begin of what is not at its place yet."""

_BINARY = getattr(os, "O_BINARY", 0)
ON_WINDOWS = os.name == "nt"
NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
"""What a disk says that gives no file a second name."""
NO_LINKS_ON_WINDOWS = {1, 50, 1142}
"""The same by Windows' own numbers."""
_JUNCTION = 0xA0000003
"""The tag of a junction of Windows (IO_REPARSE_TAG_MOUNT_POINT)."""


@contextmanager
def in_words(path: Path | str) -> Iterator[None]:
    """Raise a fault of the disk in one sentence, but that something is there already as it is."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise storage_error(error, path) from error


def write_file(path: Path, content: bytes, durable: bool = False) -> None:
    """Write a new file in a folder that is ours alone, such as a temporary one.

    Raises
    ------
    FileExistsError
        If there is one.
    StorageError
        If it cannot be written. Nothing is left of it then.
    """
    with in_words(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            _write(handle, content, durable)
        except BaseException:
            with suppress(OSError):
                os.unlink(path)
            raise


def _write(handle: int, content: bytes, durable: bool) -> None:
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def create_file(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; whoever comes second of two is refused.

    Raises
    ------
    FileExistsError
        If something is at its place, be it a link that leads nowhere.
    StorageError
        If it cannot be written.
    """
    with in_words(path):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "is there already", str(path))
        with _written_beside(path, content) as new:
            _name_new(new, path)


def replace_file(path: Path, content: bytes, mode: int | None = None, durable: bool = True) -> None:
    """Write a file, whole or not at all, in the place of one that may be there.

    Parameters
    ----------
    mode
        Who may read and write it, where that is not as usual.
    durable
        Whether it must survive a power cut. What is made for a moment need not.

    Raises
    ------
    StorageError
        If it cannot be written. The file that was there stays.
    """
    with in_words(path), _written_beside(path, content, durable) as new:
        if mode is not None:
            os.chmod(new, mode)
        os.replace(new, path)


@contextmanager
def _written_beside(path: Path, content: bytes, durable: bool = True) -> Iterator[Path]:
    new = beside(path)
    try:
        write_file(new, content, durable)
        yield new
        if durable:
            folder_to_disk(path.parent)
    finally:
        with suppress(OSError):
            os.unlink(new)


def beside(path: Path) -> Path:
    """Return a name beside a path for what is not at its place yet."""
    return path.with_name(f"{NEW}{os.urandom(4).hex()}")


def _name_new(new: Path, path: Path) -> None:
    """Give a written file its name, if nothing has that name."""
    if ON_WINDOWS:  # where renaming never replaces
        os.rename(new, path)
        return
    try:
        os.link(new, path)
    except OSError as error:
        if not has_no_links(error):
            raise
        # A disk without second names: the name is taken first, then filled.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        os.replace(new, path)


def has_no_links(error: OSError) -> bool:
    """Return whether a fault says that the disk gives no file a second name."""
    if getattr(error, "winerror", None) in NO_LINKS_ON_WINDOWS:
        return True
    return error.errno in NO_LINKS


def check_closed(paths: Iterable[Path]) -> None:
    """Refuse, on Windows, files that another program has open, as Excel keeps a workbook: neither
    they nor their folder could be replaced. Elsewhere an open file is replaced like any other.

    Raises
    ------
    StorageError
        Naming the first.
    """
    for path in paths if ON_WINDOWS else ():
        try:
            mode = os.lstat(path).st_mode
            # A write-protected file says the same, and is replaced with its folder all the same.
            if stat.S_ISREG(mode) and mode & stat.S_IWRITE:
                os.close(os.open(path, os.O_RDWR | _BINARY))
        except FileNotFoundError:
            continue
        except PermissionError as error:
            raise StorageError(sentence_of(OPEN_ELSEWHERE, str(path))) from error
        except OSError as error:
            raise storage_error(error, path) from error


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into, piece by piece, in a folder that is ours alone."""
    with in_words(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    with os.fdopen(handle, "wb") as file:
        yield file


def move_file(path: Path, target: Path) -> None:
    """Give a file of a folder that is ours alone another name there, when it is on the disk."""
    with in_words(target):
        to_disk(path)
        os.replace(path, target)


def copy_file(path: Path, target: Path) -> None:
    """Copy a file into a folder that is ours alone."""
    with in_words(target):
        shutil.copyfile(path, target)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are missing.

    Raises
    ------
    StorageError
        If it cannot be made, or something else lies at its place.
    """
    with in_words(folder):
        try:
            os.makedirs(folder, exist_ok=True)
        except (FileExistsError, NotADirectoryError, FileNotFoundError) as error:
            check_folder(nearest(folder))
            raise storage_error(error, folder) from error


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    for place in (folder, *folder.parents):
        try:
            os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                continue
            raise storage_error(error, place) from error
        return place
    return folder


def check_folder(place: Path) -> None:
    """Raise `StorageError` if something that is there is no folder, and say what it is."""
    if place.is_dir():
        return
    if is_link(place):
        raise StorageError(
            "{place} is a link to {target}, which is not there. Connect the disk "
            "or the share that it leads to, or remove the link.",
            place=place,
            target=os.readlink(place),
        )
    raise StorageError(
        "{place} is no folder, and a folder was expected. Move it away.", place=place
    )


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it; what links lead to stays.

    Nothing is done where nothing is.

    Raises
    ------
    StorageError
        If it cannot be removed.
    """
    with in_words(path), suppress(FileNotFoundError):
        if is_link(path):
            os.unlink(path)
        elif stat.S_ISDIR(os.lstat(path).st_mode):
            for inner in os.listdir(path):
                remove(path / inner)
            os.rmdir(path)
        else:
            if ON_WINDOWS:  # which removes no file that is write-protected
                os.chmod(path, stat.S_IWRITE)
            os.unlink(path)


def clear(path: Path) -> None:
    """Remove what is ours, if that can be done: what stays, the next run clears away."""
    with suppress(OSError, StorageError):
        remove(path)


def is_link(path: Path) -> bool:
    """Return whether a path is a link, or a junction of Windows."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    # Python has a name for junctions from 3.12 on only.
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def to_disk(path: Path) -> None:
    """Make sure that a file, or every file in a folder, would survive a power cut."""
    if not path.is_dir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        return
    for inner in sorted(path.iterdir()):
        to_disk(inner)
    folder_to_disk(path)


def folder_to_disk(folder: Path) -> None:
    """Make sure that the names in a folder would survive a power cut."""
    if os.name != "posix":  # Windows gives no handle to a folder, and writes its entries at once
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some shares know no such thing
        if error.errno not in {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)

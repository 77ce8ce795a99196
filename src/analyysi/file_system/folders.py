"""Folders: made, moved and replaced as a whole, with what is the user's left as it is."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Collection, Mapping, Set
from pathlib import Path

from analyysi.file_system.files import (
    ON_WINDOWS,
    beside,
    check_closed,
    check_folder,
    clear,
    folder_to_disk,
    has_no_links,
    in_words,
    is_link,
    make_folder,
    to_disk,
    write_file,
)
from analyysi.file_system.locks import OLD, put_back


def write_tree(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write new files under a folder that is ours alone, path to bytes."""
    for name, content in contents.items():
        path = folder / name
        make_folder(path.parent)
        write_file(path, content)


def create_folder(folder: Path, contents: Mapping[str, bytes], protect: bool = False) -> None:
    """Make a folder of new files, whole or not at all.

    To be called in `alone_in` of the folder above it.

    Parameters
    ----------
    contents
        Path to bytes.
    protect
        Write-protect the files.

    Raises
    ------
    FileExistsError
        If something is at its place.
    StorageError
        If it cannot be written.
    """
    new = beside(folder)
    with in_words(folder):
        try:
            os.mkdir(new)
            write_tree(new, contents)
            to_disk(new)
            for name in contents if protect else ():
                os.chmod(new / name, stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
            _name_new_folder(new, folder)
        finally:
            clear(new)


def copy_folder(folder: Path, target: Path, without: str) -> None:
    """Copy a folder into one that is ours alone; a link is copied as the link that it is.

    Parameters
    ----------
    without
        The name of what is left out, wherever it is in the folder.

    Raises
    ------
    FileExistsError
        If the target is there.
    StorageError
        If it cannot be copied.
    """
    with in_words(target):
        shutil.copytree(folder, target, symlinks=True, ignore=shutil.ignore_patterns(without))


def move_folder(folder: Path, target: Path) -> None:
    """Move a folder to a place where nothing is, in one step, on another disk too.

    To be called in `alone_in` of the folder above the target.

    Raises
    ------
    FileExistsError
        If something is at its place.
    StorageError
        If it cannot be moved. It stays then where it is.
    """
    with in_words(target):
        to_disk(folder)
        try:
            _name_new_folder(folder, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            new = beside(target)
            try:
                shutil.copytree(folder, new, symlinks=True)
                to_disk(new)
                _name_new_folder(new, target)
            finally:
                clear(new)
            clear(folder)


def _name_new_folder(new: Path, folder: Path) -> None:
    # Renaming replaces an empty folder on some systems.
    if os.path.lexists(folder):
        raise FileExistsError(errno.EEXIST, "is there already", str(folder))
    os.rename(new, folder)
    folder_to_disk(folder.parent)


def replace_folder(folder: Path, contents: Mapping[str, bytes], ours: Collection[str]) -> None:
    """Make a folder hold exactly these files of ours; a fault or a kill leaves it as it was.

    Everything else in it stays: a file as the very same file, a link as the link that it is. To be
    called in `alone_in` of the folder above it; it must be no link itself (`led_to`).

    Parameters
    ----------
    contents
        Path to bytes.
    ours
        The paths in it that we may replace and remove.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    with in_words(folder):
        new, old = beside(folder), folder.with_name(f"{OLD}{folder.name}")
        check_replaceable(folder)
        try:
            os.mkdir(new)
            write_tree(new, contents)
            is_there = os.path.lexists(folder)
            if is_there:
                _keep_all(folder, new, {folder / name for name in (*ours, *contents)})
                os.rename(folder, old)
            os.rename(new, folder)
        finally:
            if os.path.lexists(old):
                put_back(old)
            clear(new)


def check_replaceable(folder: Path) -> None:
    """Refuse a folder that could not be replaced because a file in it is open elsewhere.

    Nothing is done where nothing is.

    Raises
    ------
    StorageError
        Naming the file.
    """
    with in_words(folder):
        if ON_WINDOWS and os.path.isdir(folder):
            check_closed(sorted(folder.rglob("*")))


def led_to(folder: Path) -> Path:
    """Return the folder that a link leads to, or the folder itself.

    Raises
    ------
    StorageError
        If the link leads nowhere.
    """
    if not is_link(folder):
        return folder
    check_folder(folder)
    return folder.resolve()


def _keep_all(folder: Path, place: Path, without: Set[Path]) -> None:
    """Have in another folder too what is in this one, without some paths."""
    for path in sorted(folder.iterdir()):
        if path not in without:
            _keep(path, place / path.name, without)


def _keep(path: Path, place: Path, without: Set[Path]) -> None:
    """Have at another place too what is at this one."""
    if is_link(path):
        os.symlink(os.readlink(path), place, target_is_directory=path.is_dir())
    elif stat.S_ISDIR(os.lstat(path).st_mode):
        inner = set(path.iterdir())
        if inner and inner <= without:
            return
        place.mkdir(exist_ok=True)  # there may be something new in it
        _keep_all(path, place, without)
        shutil.copystat(path, place)
    else:
        try:
            os.link(path, place)
        except OSError as error:
            if not has_no_links(error):
                raise
            shutil.copy2(path, place, follow_symlinks=False)

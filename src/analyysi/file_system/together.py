"""Several files of a folder replaced together: a stop between two of them is finished later."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from analyysi.errors import StorageError
from analyysi.file_system.files import (
    NEW,
    beside,
    check_closed,
    clear,
    folder_to_disk,
    in_words,
    replace_file,
    to_disk,
    write_file,
)

READY = ".analyysi-ready"
"""The folder, beside their places, of files that are whole and have to take them."""


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files in the place of those that may be there.

    All are written and on the disk before the first takes its place. Whoever is stopped from then
    on leaves the others in `READY`: who reads them sees it (`check_finished`), and who writes in
    the folder next puts them in their places (`finish`). To be called in `alone_in` of each folder.

    Raises
    ------
    StorageError
        If one cannot be written; it says what became of them.
    """
    folders = list(dict.fromkeys(path.parent for path in contents))
    try:
        check_closed(contents)
        if len(contents) > 1:
            _make_ready(contents)
        else:
            for path, content in contents.items():
                replace_file(path, content)
    except StorageError as error:
        raise StorageError(f"{error} Nothing was changed.") from error
    try:
        for folder in folders:
            finish(folder)
    except StorageError as error:
        raise StorageError(
            f"{error} The files belong together, and some have taken their places: the others wait "
            f"in {READY} and are put there by the next run."
        ) from error


def _make_ready(contents: Mapping[Path, bytes]) -> None:
    """Write the files of each folder into its `READY`, or none."""
    of_folders: dict[Path, dict[str, bytes]] = {}
    for path, content in contents.items():
        of_folders.setdefault(path.parent, {})[path.name] = content
    written: dict[Path, Path] = {}
    try:
        for folder, files in of_folders.items():
            written[folder] = beside(folder / READY)
            _write_ready(written[folder], files)
        for folder, new in written.items():
            with in_words(folder):
                os.rename(new, folder / READY)
                folder_to_disk(folder)
    except BaseException:
        for folder, new in written.items():
            clear(new)
            _take_back(folder)
        raise


def _write_ready(new: Path, files: Mapping[str, bytes]) -> None:
    with in_words(new):
        os.mkdir(new)
        for name, content in files.items():
            write_file(new / name, content)
        to_disk(new)


def _take_back(folder: Path) -> None:
    """Remove files that are ready, where none of them took its place yet: as one, so that a stop
    here cannot leave some.
    """
    doomed = beside(folder / READY)
    with suppress(OSError):
        os.rename(folder / READY, doomed)
    clear(doomed)


def finish(folder: Path) -> None:
    """Put files in their places that a stopped run had ready. To be called in `alone_in`.

    Only plain files are taken, and only to places in this folder: a link at such a place is
    replaced itself, and what it leads to stays.

    Raises
    ------
    StorageError
        If one cannot be put there; it stays ready.
    """
    ready = folder / READY
    if not os.path.lexists(ready):
        return
    with in_words(ready):
        is_folder = stat.S_ISDIR(os.lstat(ready).st_mode)
        for name in sorted(os.listdir(ready)) if is_folder else ():
            if stat.S_ISREG(os.lstat(ready / name).st_mode) and not name.startswith(NEW):
                os.replace(ready / name, folder / name)
        folder_to_disk(folder)
    clear(ready)


def check_finished(path: Path) -> None:
    """Refuse to read a file that a stopped run had others ready for.

    Raises
    ------
    StorageError
        Saying what to do.
    """
    folder = path.resolve().parent
    if os.path.lexists(folder / READY):
        raise StorageError(
            f"{folder}: files that belong together were being replaced when the program was "
            "stopped, and some are still the earlier ones. Run the command once more that was "
            "stopped (analyysi survey collect): it first puts the others in their places."
        )

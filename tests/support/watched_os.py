"""The module `os` as the layer over the file system sees it, with trouble at a chosen operation.

All of `analyysi.file_system` writes, moves and removes through the names `os` and `shutil` of its
modules, and takes locks through those of `filelock`; here they are put in the place of these, so
that a run can be stopped before each operation, and in the middle of each write.
"""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock._unix as lock_files

from analyysi.file_system import files, folders, locks, places, together

KILLED = 137
"""The exit code of a process that was killed (128 + SIGKILL)."""

OPERATIONS = {
    *("open", "write", "fsync", "link", "rename", "replace", "unlink", "mkdir", "makedirs"),
    *("rmdir", "chmod", "symlink", "listdir", "copyfile", "copytree", "copystat", "copy2"),
}
NEED_ROOM = {"open", "write", "fsync", "link", "mkdir", "makedirs", "symlink", "copyfile"}
NEED_ROOM |= {"copytree", "copy2"}
"""What a full disk refuses."""

Trouble = Callable[[int, str, tuple[Any, ...]], None]
"""Gets the number of an operation, its name and its arguments, before it is done."""


class Counter:
    """The number of operations under a folder so far, and what is done before each; and by which
    modules of the program they were asked for.
    """

    def __init__(self, trouble: Trouble, root: Path) -> None:
        self.count, self.trouble, self._root = 0, trouble, str(root)
        self.modules: set[str] = set()

    def take(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Count an operation, and do before it what is to be done."""
        if any(path.startswith(self._root) for path in _paths(arguments)):
            self.count += 1
            self.modules |= _asking_modules()
            self.trouble(self.count, name, arguments)


def _asking_modules() -> set[str]:
    """Return the modules of the program that are being run, from its folder on."""
    frame, modules = sys._getframe(), set()
    while frame is not None:
        _, inside, module = frame.f_code.co_filename.rpartition("/analyysi/")
        if inside:
            modules.add(module)
        frame = frame.f_back
    return modules


def _paths(arguments: tuple[Any, ...]) -> list[str]:
    """Return the paths that an operation is about; a handle comes first."""
    if arguments and isinstance(arguments[0], int):
        return [str(Path(f"/proc/self/fd/{arguments[0]}").readlink())]
    named = [argument for argument in arguments[:2] if isinstance(argument, (str, os.PathLike))]
    return [str(Path(argument).absolute()) for argument in named]


class Watched:
    """A module whose operations are counted."""

    def __init__(self, module: Any, counter: Counter) -> None:
        self._module, self._counter = module, counter

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._module, name)
        if name not in OPERATIONS:
            return function

        def operation(*arguments: Any, **named: Any) -> Any:
            self._counter.take(name, arguments)
            return function(*arguments, **named)

        return operation


def watch(trouble: Trouble, root: Path) -> Counter:
    """Put the counted modules in their place, for the rest of this process: what is done under a
    folder is counted.
    """
    counter = Counter(trouble, root)
    for module in (files, folders, locks, places, together, lock_files):
        for name, real in (("os", os), ("shutil", shutil)):
            if hasattr(module, name):
                setattr(module, name, Watched(real, counter))
    return counter


def kill_at(number: int) -> Trouble:
    """Return the trouble of a process that is killed at an operation: 0 for never.

    A write is killed in its middle: half of it is on the disk.
    """

    def trouble(count: int, name: str, arguments: tuple[Any, ...]) -> None:
        if count == number:
            if name == "write":
                os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            os._exit(KILLED)

    return trouble


def looked_at(look: Callable[[], None]) -> Trouble:
    """Return what looks at the disk as a kill at each operation would leave it, and lets the run
    go on.
    """

    def trouble(count: int, name: str, arguments: tuple[Any, ...]) -> None:
        look()
        if name == "write":
            handle, content = arguments[:2]
            place = os.lseek(handle, 0, os.SEEK_CUR)
            os.write(handle, content[: len(content) // 2])
            look()
            os.ftruncate(handle, place)
            os.lseek(handle, place, os.SEEK_SET)

    return trouble


def full_from(number: int) -> Trouble:
    """Return the trouble of a disk that is full from an operation on."""

    def trouble(count: int, name: str, arguments: tuple[Any, ...]) -> None:
        if count >= number and name in NEED_ROOM:
            if name == "write" and count == number:
                os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), None)

    return trouble


def protected_at(number: int) -> Trouble:
    """Return the trouble of one operation for which there is no right."""

    def trouble(count: int, name: str, arguments: tuple[Any, ...]) -> None:
        if count == number:
            where = arguments[0] if arguments and not isinstance(arguments[0], int) else None
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), where)

    return trouble


TROUBLES = {"killed": kill_at, "full": full_from, "no right": protected_at}

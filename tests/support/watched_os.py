"""The module `os` as the layer over the file system sees it, with trouble at a chosen operation.

All of `analyysi.file_system` writes, moves and removes through the names `os` and `shutil` of its
modules; here they are put in the place of these, so that a run can be stopped before each
operation, and in the middle of each write.
"""

import errno
import os
import shutil
from collections.abc import Callable
from typing import Any

from analyysi.file_system import files, folders, locks, places

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
    """The number of operations so far, and what is done before each."""

    def __init__(self, trouble: Trouble) -> None:
        self.count, self.trouble = 0, trouble


class Watched:
    """A module whose operations are counted."""

    def __init__(self, module: Any, counter: Counter) -> None:
        self._module, self._counter = module, counter

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._module, name)
        if name not in OPERATIONS:
            return function

        def operation(*arguments: Any, **named: Any) -> Any:
            self._counter.count += 1
            self._counter.trouble(self._counter.count, name, arguments)
            return function(*arguments, **named)

        return operation


def watch(trouble: Trouble) -> Counter:
    """Put the counted modules in their place, for the rest of this process."""
    counter = Counter(trouble)
    for module in (files, folders, locks, places):
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

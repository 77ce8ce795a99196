"""Faults of disks, folders and memory, each in one sentence."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path

from analyysi.errors import Sentence, StorageError, joined


@dataclass(frozen=True)
class DiskFault:
    """What is wrong, and what to do about it."""

    cause: Sentence
    """As it stands after the name of a file or a folder."""
    cause_alone: Sentence
    """As it begins a sentence."""
    remedy: Sentence


FULL = DiskFault(
    Sentence("the disk is full"),
    Sentence("The disk is full"),
    Sentence("Make room on it, then run the command again."),
)
PROTECTED = DiskFault(
    Sentence("it is write-protected, or you have no right to it"),
    Sentence("It is write-protected, or you have no right to it"),
    Sentence("Ask for the right to read and write there, or choose another folder."),
)
TOO_LONG = DiskFault(
    Sentence("the name is too long for this disk"),
    Sentence("The name is too long for this disk"),
    Sentence("Shorten the name, or move the project to a folder with a shorter path."),
)
OPEN_ELSEWHERE = DiskFault(
    Sentence("another program has it open"),
    Sentence("Another program has it open"),
    Sentence("Close it there, then run the command again."),
)
OPEN_OR_PROTECTED = DiskFault(
    Sentence("another program, such as Excel, has it open, or it is write-protected"),
    Sentence("Another program, such as Excel, has it open, or it is write-protected"),
    Sentence("Close it there, or ask for the right to write, then run the command again."),
)
NO_LINKS_MADE = DiskFault(
    Sentence("the system lets you make no links, so this one cannot be kept"),
    Sentence("The system lets you make no links, so this one cannot be kept"),
    Sentence("Move it out of the folder, or turn on the developer mode of Windows."),
)
NO_FOLDER = DiskFault(
    Sentence("something that is no folder lies where a folder was expected"),
    Sentence("Something that is no folder lies where a folder was expected"),
    Sentence("Move it away, or rename it."),
)
NO_FILE = DiskFault(
    Sentence("a folder lies where a file was expected"),
    Sentence("A folder lies where a file was expected"),
    Sentence("Move it away, or rename it."),
)
TOO_MANY_OPEN = DiskFault(
    Sentence("too many files are open"),
    Sentence("Too many files are open"),
    Sentence("Close other programs, or allow more open files (ulimit -n)."),
)
NO_MEMORY = DiskFault(
    Sentence("memory ran out"),
    Sentence("Memory ran out"),
    Sentence("Close other programs, then run the command again."),
)
NO_ANSWER = DiskFault(
    Sentence("the disk or the network share does not answer"),
    Sentence("The disk or the network share does not answer"),
    Sentence("See that it is connected and sound, then run the command again."),
)
CIRCLE = DiskFault(
    Sentence("the links lead in a circle"),
    Sentence("The links lead in a circle"),
    Sentence("Remove one of them."),
)

FAULTS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: PROTECTED,
    errno.EACCES: PROTECTED,
    errno.EPERM: PROTECTED,
    errno.ENAMETOOLONG: TOO_LONG,
    errno.EBUSY: OPEN_ELSEWHERE,
    errno.ETXTBSY: OPEN_ELSEWHERE,
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: NO_FILE,
    errno.EMFILE: TOO_MANY_OPEN,
    errno.ENFILE: TOO_MANY_OPEN,
    errno.ENOMEM: NO_MEMORY,
    errno.EAGAIN: NO_MEMORY,  # no further process can be started
    errno.EIO: NO_ANSWER,
    errno.ESTALE: NO_ANSWER,
    errno.ENOTCONN: NO_ANSWER,
    errno.EHOSTDOWN: NO_ANSWER,
    errno.ENODEV: NO_ANSWER,
    errno.ELOOP: CIRCLE,
}
"""The faults of the surroundings, by the number that the system gives."""

WINDOWS_FAULTS = {
    5: OPEN_OR_PROTECTED,  # what replacing a file says that a program has open
    32: OPEN_ELSEWHERE,
    33: OPEN_ELSEWHERE,
    1224: OPEN_ELSEWHERE,
    39: FULL,
    112: FULL,
    206: TOO_LONG,
    53: NO_ANSWER,
    59: NO_ANSWER,
    64: NO_ANSWER,
    67: NO_ANSWER,
    121: NO_ANSWER,
    1231: NO_ANSWER,
    1314: NO_LINKS_MADE,
}
"""Those that only Windows' own number tells from another (winerror.h)."""

_NUMBER = re.compile(r"\[Errno (\d+)\][^:]*(?:: '([^']*)')?")
_OURS = re.compile(r"[/\\]\.analyysi[.-].*")
_NO_ROOM_TO_LOAD = re.compile(r"failed to map segment|[Cc]annot allocate memory")


def in_words(error: BaseException, path: Path | str = "") -> Sentence | None:
    """Return the sentence for a fault of the disk, the folders or the memory; None for another.

    Parameters
    ----------
    path
        What was being read or written, where the fault itself does not name it.

    Examples
    --------
    >>> in_words(OSError(28, "No space left on device"), "reports")
    'reports: the disk is full. Make room on it, then run the command again.'
    >>> in_words(MemoryError())
    'Memory ran out. Close other programs, then run the command again.'
    >>> in_words(ValueError("no fault of the disk"))
    """
    fault = _fault(error)
    if fault is None:
        return None
    return sentence_of(fault, _named(error, path))


def told_in_words(name: str, message: str) -> Sentence | None:
    """Return the same for a fault that only its name and message are known of, as those of a
    notebook's cells are.

    Examples
    --------
    >>> told_in_words("OSError", "[Errno 24] Too many open files: 'a.csv'")
    'a.csv: too many files are open. Close other programs, or allow more open files (ulimit -n).'
    >>> told_in_words("KeyError", "'x'")
    """
    if name == "MemoryError":
        return sentence_of(NO_MEMORY, "")
    numbered = _NUMBER.match(message)
    fault = FAULTS.get(int(numbered[1])) if numbered is not None else None
    if numbered is None or fault is None:
        return None
    return sentence_of(fault, numbered[2] or "")


def storage_error(error: OSError, path: Path | str) -> StorageError:
    """Return a fault of writing in one sentence, whatever it is."""
    sentence = in_words(error, path)
    if sentence is not None:
        return StorageError(sentence)
    return StorageError(
        "{path} cannot be written, moved or removed: {cause}. Is the folder there, and is there "
        "room and the right to write?",
        path=_named(error, path),
        cause=error.strerror or error,
    )


def _named(error: BaseException, path: Path | str) -> str:
    """Return what a fault is about: never by a name that nothing keeps, but by what it was to
    become, or by its folder.
    """
    names = [getattr(error, name, None) for name in ("filename", "filename2")]
    given = [str(name) for name in names if name]
    kept = [name for name in given if _OURS.search(name) is None]
    if not given and isinstance(path, Sentence):
        return path
    return _OURS.sub("", (kept or given or [str(path)])[0])


def _fault(error: BaseException) -> DiskFault | None:
    # A library that gets no memory may end without saying why, or not be loaded at all.
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, SystemError) and "without" in str(error) and "exception" in str(error):
        return NO_MEMORY
    if isinstance(error, ImportError) and _NO_ROOM_TO_LOAD.search(str(error)):
        return NO_MEMORY
    if not isinstance(error, OSError):
        return None
    by_windows = WINDOWS_FAULTS.get(getattr(error, "winerror", None) or 0)
    return by_windows or FAULTS.get(error.errno or 0)


def sentence_of(fault: DiskFault, where: str) -> Sentence:
    """Return the sentence of a fault, with what it is about."""
    if not where:
        return joined((fault.cause_alone, fault.remedy), ". ")
    located = joined((where, fault.cause), ": ")
    return joined((located, fault.remedy), ". ")

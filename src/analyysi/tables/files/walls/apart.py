"""The second wall before spreadsheets: they are read in a process of their own with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from analyysi.errors import Sentence, SourceError
from analyysi.file_system.processes.apart import (
    Ended,
    Limits,
    how_ended,
    limited_command,
    run_apart,
)
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.walls.encoding import decoded_sentence, decoded_sheets
from analyysi.tables.files.walls.limits import mebibytes

IN_PROCESS = "ANALYYSI_READ_IN_PROCESS"
"""Set to anything, spreadsheets are read in the program's own process: the first wall alone stands.
For a fuzz, which calls the readers by the thousand.
"""

LIMITS = Limits(memory=512 * 1024 * 1024, seconds=10, processes=1)
_MOST_SECONDS = 60
"""By the clock: a busy machine gives a process a part of its time. Where the time of the processor
has no limit, the clock's is the processor's.
"""

OUT_OF_MEMORY = 3
"""The exit code of the process when it has no more memory."""
_OUT_OF_TIME = (-9, -24)
"""SIGKILL and SIGXCPU, by which the system ends it when its seconds are over; by the first also
when the computer has no more memory.
"""
_PROGRAM = Path(__file__).with_name("reading_program.py")
_PACKAGE = Path(__file__).parents[4]
_TO_DO = Sentence(
    "It may be damaged, too large or made to do harm. If you trust it, copy the table that is "
    "meant into a new file."
)


def can_read_apart() -> bool:
    """Return whether there can be such a process: not in a browser (Pyodide), not in a program that
    holds its own Python, and not where `IN_PROCESS` is set.
    """
    no_processes = sys.platform in ("emscripten", "wasi") or getattr(sys, "frozen", False)
    return not no_processes and bool(sys.executable) and not os.environ.get(IN_PROCESS)


def read_apart(form: str, content: bytes, name: str) -> list[Sheet]:
    """Read a file in a process with limits of memory and time, as far as the system has them.

    Parameters
    ----------
    form
        The name of a row of FORMATS.
    name
        The file's, for messages.

    Raises
    ------
    SourceError
        What the reader says, or that a limit is broken, with the limit.
    """
    # Without `site` it starts in half the time; a folder that is no whole path may be anybody's.
    folders = [folder for folder in sys.path if Path(folder).is_absolute()]
    wanted = {"form": form, "name": name, "folders": [*folders, str(_PACKAGE)]}
    given = json.dumps(wanted).encode("ascii") + b"\n" + content
    command = [sys.executable, "-I", "-S", str(_PROGRAM)]
    seconds = _MOST_SECONDS if os.name == "posix" else LIMITS.seconds
    try:
        ended = run_apart(limited_command(command, LIMITS), {}, seconds, given=given)
    except subprocess.TimeoutExpired:
        raise SourceError(
            "{file} takes more than {seconds} seconds to read, which is the most "
            "that is allowed. {advice}",
            file=name,
            seconds=seconds,
            advice=_TO_DO,
        ) from None
    except OSError as error:
        raise SourceError(
            "{file}: the process that reads it could not be started ({reason}). Close "
            "other programs, then try again.",
            file=name,
            reason=error.strerror or str(error),
        ) from error
    return _sheets(ended, name)


def _sheets(ended: Ended, name: str) -> list[Sheet]:
    if ended.code:
        raise SourceError(_why_ended(ended.code, name))
    kind, _, written = ended.out.partition(b"\n")
    try:
        if kind != b"refused":
            return decoded_sheets(written if kind == b"sheets" else b"")
        refusal = decoded_sentence(written)
    except ValueError as error:
        raise SourceError(
            "{file}: what came of reading it makes no sense. {advice}", file=name, advice=_TO_DO
        ) from error
    raise SourceError(refusal)


def _why_ended(code: int, name: str) -> Sentence:
    if code == OUT_OF_MEMORY:
        return Sentence(
            "{file} takes more than {size} of memory to read, which is the most that is allowed. "
            "{advice}",
            file=name,
            size=mebibytes(LIMITS.memory),
            advice=_TO_DO,
        )
    if code in _OUT_OF_TIME:
        return Sentence(
            "{file} takes more than {seconds} seconds to read, which is the most that is "
            "allowed, or this computer has no more memory. {advice}",
            file=name,
            seconds=LIMITS.seconds,
            advice=_TO_DO,
        )
    return Sentence(
        "{file} cannot be read: the program that does so broke off ({how}). {advice}",
        file=name,
        how=how_ended(code),
        advice=_TO_DO,
    )

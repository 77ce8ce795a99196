"""A process of its own with limits, as far as the system has them, and with nothing of the caller's
settings.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analyysi.errors import Sentence
from analyysi.file_system.places import temporary_file
from analyysi.file_system.processes import limited

_MOST_SAID = 64 * 1024 * 1024
"""Bytes of output that are read."""

_KEPT = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
)
"""Settings of the caller without which Python may not start; no other is handed on."""


@dataclass(frozen=True)
class Limits:
    """What a process may take."""

    memory: int
    """Bytes of each process."""
    seconds: int
    """Of its processor's time."""
    processes: int
    """How many processes and threads there may be: on a system that does not count them apart,
    those of the user count too.
    """
    network: str = "as-is"
    """What `limited` does about the network: "loop" or "as-is"."""


@dataclass(frozen=True)
class Ended:
    """A process that ended: its exit code, and what it wrote to both outputs."""

    code: int
    out: bytes
    err: bytes


def how_ended(code: int) -> Sentence:
    """Return how a process broke off, by its exit code: a negative one is a signal's."""
    if code < 0:
        return Sentence("signal {number}", number=-code)
    return Sentence("exit code {number}", number=code)


def limited_command(command: Sequence[str], limits: Limits) -> list[str]:
    """Return a command that sets limits on itself and becomes another; that other where the system
    has no limits.
    """
    if os.name != "posix":
        return list(command)
    numbers = [str(limits.memory), str(limits.seconds), str(limits.processes)]
    return [sys.executable, "-I", "-S", limited.__file__, *numbers, limits.network, *command]


def run_apart(
    command: Sequence[str],
    settings: Mapping[str, str],
    seconds: float,
    *,
    folder: Path | None = None,
    given: bytes = b"",
) -> Ended:
    """Run a command with nothing of the caller's environment but what `settings` has.

    Parameters
    ----------
    command
        A program by its whole path, and its arguments.
    folder
        Where it works; where the caller does if it is not said.
    given
        What it finds on its standard input.

    Raises
    ------
    subprocess.TimeoutExpired
        If it takes longer; all that it started is ended.
    OSError
        If it cannot be started.
    StorageError
        If no temporary file can be made for what it says.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with temporary_file() as given_file, temporary_file() as out, temporary_file() as err:
        given_file.write(given)
        given_file.seek(0)
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**kept, "LANG": "C.UTF-8", **settings},
            stdin=given_file,
            stdout=out,
            stderr=err,
            start_new_session=os.name == "posix",
        )
        try:
            process.wait(seconds)
        finally:
            _end(process)
        out.seek(0)
        err.seek(0)
        return Ended(process.returncode, out.read(_MOST_SAID), err.read(_MOST_SAID))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it left behind."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()

"""A process for code that came with an archive: without the network, with a home that is thrown
away, with inputs that it cannot change, and with limits, as far as the system has them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analyysi.archive.program_path import program_path
from analyysi.errors import Sentence
from analyysi.file_system.processes import limited
from analyysi.file_system.processes.apart import Ended, Limits, limited_command, run_apart

MEMORY = 4 * 1024**3
"""Bytes of each process; a report takes about a tenth of it."""
TIME_LIMIT = 600
"""Seconds that one report may take: many times what a slow machine needs."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix/store")
"""Folders of the system that are shown for reading; of the user's own only what Python needs."""


@dataclass(frozen=True)
class Box:
    """What a process is shown: it works in `home`, may change `writable`, and read `readable`."""

    home: Path
    writable: Sequence[Path]
    readable: Sequence[Path]


@dataclass(frozen=True)
class Isolation:
    """A way of keeping a process apart."""

    name: str
    sentence: Sentence
    """What it keeps the process from, and where that is little, what would do more."""
    keeps_network: bool
    keeps_files: bool
    processes: int
    """How many processes and threads there may be: on a system that does not count them apart,
    those of the user count too.
    """
    network: str
    """What `limited` does about the network: "loop" or "as-is"."""
    command: Callable[[Box, str], list[str]]
    """Return what stands before a command, for the program found on the path."""


def _bubblewrap(box: Box, program: str) -> list[str]:
    words = [program, "--unshare-all", "--die-with-parent", "--new-session"]
    for folder in _SYSTEM:
        words += ["--ro-bind-try", folder, folder]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for place in box.readable:
        words += ["--ro-bind", str(place), str(place)]
    for place in (box.home, *box.writable):
        words += ["--bind", str(place), str(place)]
    return [*words, "--chdir", str(box.home)]


def _unshare(box: Box, program: str) -> list[str]:
    words = "--user --map-root-user --net --pid --ipc --mount-proc --fork --kill-child"
    return [program, *words.split()]


ISOLATIONS = {
    "bwrap": Isolation(
        "bubblewrap",
        Sentence("isolated by bubblewrap: no network, a home of its own, none of your files"),
        True,
        True,
        512,
        "as-is",
        _bubblewrap,
    ),
    "unshare": Isolation(
        "unshare",
        Sentence(
            "isolated by unshare: no network and processes of its own, but not kept from your "
            "files. Install bubblewrap (bwrap) to keep it from them too"
        ),
        True,
        False,
        512,
        "loop",
        _unshare,
    ),
    "": Isolation(
        "limits alone",
        Sentence(
            "NOT isolated from the network here, nor from your files: only its settings, its "
            "memory and its time are bounded. On Linux, install bubblewrap (bwrap)"
        ),
        False,
        False,
        8192,
        "as-is",
        lambda box, program: [],
    ),
}
"""Program on the path to what it can do; the first that works here is taken."""


@cache
def isolation() -> tuple[str, Isolation]:
    """Return the first way of keeping a process apart that works here, after the path of its
    program.
    """
    for name, row in ISOLATIONS.items():
        program = program_path(name) or "" if name else ""
        if not name or (program and _works(row, program)):
            return program, row
    raise AssertionError("the last row needs no program")


def _works(row: Isolation, program: str) -> bool:
    """Try it: a system may have the program and forbid what it does."""
    home = Path(os.devnull).parent
    box = Box(home, (), ())
    command = [*row.command(box, program), program_path("true") or "true"]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def run_isolated(
    command: Sequence[str], box: Box, settings: Mapping[str, str], seconds: int = TIME_LIMIT
) -> Ended:
    """Run a command apart, with nothing of the caller's environment but what `settings` has.

    Parameters
    ----------
    command
        A program by its whole path, and its arguments.
    box
        Folders that are there, by their true paths.

    Raises
    ------
    subprocess.TimeoutExpired
        If it takes longer; all that it started is ended.
    """
    program, row = isolation()
    folders = {name: str(box.home) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE")}
    limits = Limits(MEMORY, seconds, row.processes, row.network)
    whole = [*row.command(_with_python(box), program), *limited_command(command, limits)]
    return run_apart(whole, {**folders, **settings}, seconds, folder=box.home)


def _with_python(box: Box) -> Box:
    """Show this Python and the file of the limits too."""
    own = [Path(sys.prefix), Path(sys.base_prefix), Path(limited.__file__)]
    return Box(box.home, box.writable, [*own, *box.readable])

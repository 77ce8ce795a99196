"""Processes that the program starts for its reports, forked from one that has imported what they
need: each report of a test would otherwise pay a second or two of processor time for imports.

A forked process runs what a started one runs, in the folder and with the environment of whoever
starts it. Tests of the starting itself use the fixture `started_processes`.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from analyysi.run.batch import warm_parent
from analyysi.run.engine import process

_LARGEST = 1 << 20
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def _ready_for_cells() -> None:
    """Import what the process of a report's cells imports before its first cell."""
    from analyysi.run.engine.shell import ready_environment
    from analyysi.run.garbage_collection import collect_less_often
    from analyysi.run.quick_imports import quick_imports

    collect_less_often()
    ready_environment()
    with quick_imports():
        for name in (*process.REPORT_MODULES, *warm_parent._OF_IPYTHON):
            importlib.import_module(name)


def _run_cells(arguments: Sequence[str]) -> None:
    process.serve(Path(arguments[0]), arguments[1:])


def _ready_for_reports() -> None:
    from analyysi.report.papers.paper_table import PAPERS

    warm_parent.warm_up(list(PAPERS))


_PROGRAMS = {
    process.__name__: (_ready_for_cells, _run_cells),
    warm_parent.__name__: (_ready_for_reports, warm_parent.main),
}
"""What is run by `python -m`: what it imports ahead, and its own work with its arguments."""


def main(program: str, descriptor: str) -> None:
    """Import ahead, then fork for every request until nobody can ask any more."""
    ready, work = _PROGRAMS[program]
    channel = socket.socket(fileno=int(descriptor))
    ready()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        line, descriptors, _, _ = socket.recv_fds(channel, _LARGEST, 8)
        if not line:
            return
        if os.fork() == 0:
            channel.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            request = json.loads(line)
            _say_how_it_ends(descriptors.pop())
            _become(request, descriptors)
            work(request["arguments"])
            sys.stdout.flush()
            os._exit(0)
        for descriptor_here in descriptors:
            os.close(descriptor_here)


def _say_how_it_ends(ended: int) -> None:
    """Fork once more, and return in the child only: its parent tells its number and its end."""
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        return
    os.closerange(3, ended)
    os.write(ended, f"{pid:<20}".encode())
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(ended, f"{status:<20}".encode())
    os._exit(0)


def _become(request: dict[str, Any], descriptors: Sequence[int]) -> None:
    """Take on the streams, the environment, the folder and the arguments that were asked for."""
    for place, descriptor in enumerate(descriptors):
        os.dup2(descriptor, 1000 + place)
        os.close(descriptor)
    for place, number in enumerate((0, 1, 2, *request["passed"])):
        os.dup2(1000 + place, number)
        os.close(1000 + place)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.path[0] = request["folder"]
    sys.argv[1:] = request["arguments"]
    warm_parent._reseed()


class _Parent:
    """The process that forks for a program. It ends when this one does."""

    def __init__(self, program: str) -> None:
        self.channel, others = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        start = (
            f"import sys; sys.path.append({str(Path(__file__).parents[1])!r}); "
            f"from {__name__} import main; main(*sys.argv[1:])"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", start, program, str(others.fileno())],
            pass_fds=[others.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD},
        )
        others.close()
        atexit.register(self._close)

    def _close(self) -> None:
        self.channel.close()
        self._process.kill()
        self._process.wait()


_parent = cache(_Parent)


class ForkedProcess:
    """The part of `subprocess.Popen` that the program uses, over a forked process."""

    def __init__(
        self,
        program: str,
        arguments: Sequence[str],
        stdin: int | None = None,
        stdout: int | None = None,
        pass_fds: Sequence[int] = (),
    ) -> None:
        theirs = []
        self.stdin = self.stdout = None
        if stdin == subprocess.PIPE:
            end, ours = os.pipe()
            self.stdin = os.fdopen(ours, "wb")
        else:
            end = os.open(os.devnull, os.O_RDONLY)
        theirs.append(end)
        if stdout == subprocess.PIPE:
            ours, end = os.pipe()
            self.stdout = os.fdopen(ours, "rb")
        else:
            end = os.dup(1)
        theirs += [end, os.dup(2), *map(os.dup, pass_fds)]
        ending, ended = os.pipe()
        theirs.append(ended)
        request = {
            "arguments": list(arguments),
            "folder": str(Path.cwd()),
            "environment": dict(os.environ),
            "passed": list(pass_fds),
        }
        socket.send_fds(_parent(program).channel, [json.dumps(request).encode()], theirs)
        for descriptor in theirs:
            os.close(descriptor)
        self._ending = ending
        self.pid = int(os.read(ending, 20))
        self.returncode: int | None = None

    def kill(self) -> None:
        """End it at once."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end and return the code of it, below zero for a signal."""
        if self.returncode is None:
            self.returncode = int(os.read(self._ending, 20))
            os.close(self._ending)
        return self.returncode


def _started(command: Sequence[str], **options: Any) -> Any:
    program, first, *others = command[2:]
    if first == "--fork" or tuple(others) == process.REPORT_MODULES:
        return ForkedProcess(program, [first, *others], **options)
    return subprocess.Popen(command, **options)


FORKING = SimpleNamespace(
    Popen=_started, **{name: getattr(subprocess, name) for name in ("PIPE", "DEVNULL")}
)
"""What stands for the module `subprocess` where the program starts these processes."""

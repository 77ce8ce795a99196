"""Jobs done by two processes at once: this one, and one that is forked from it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

Jobs = Mapping[str, Callable[[], Any]]
"""Jobs by name, none of which rests on what another has done; what they return can be pickled."""

_MOST_JOBS = 4096
"""Tickets that a pipe holds before whoever writes them would have to wait."""


class OtherProcess:
    """A forked process that does jobs from the last on, for as long as there are tickets."""

    def __init__(self, jobs: Jobs) -> None:
        self._tickets, offered = os.pipe()
        self._answers, answered = os.pipe()
        os.write(offered, b"." * len(jobs))
        os.close(offered)
        self.process = os.fork()
        if self.process == 0:
            self._answer(jobs, answered)
        os.close(answered)

    def takes(self) -> bool:
        """Take a ticket, and return whether there was one: each stands for one job that nobody has
        begun.
        """
        return bool(os.read(self._tickets, 1))

    def outcomes(self) -> dict[str, Any]:
        """Wait for the process, and return what its jobs returned; nothing where one of them
        failed, or the process was ended before it had answered.
        """
        with os.fdopen(self._answers, "rb", closefd=False) as answers:
            content = answers.read()
        outcomes: dict[str, Any] = {}
        with suppress(EOFError, pickle.UnpicklingError):
            outcomes = pickle.loads(content)
        return outcomes

    def end(self) -> None:
        """End the process, if it has not ended."""
        os.close(self._tickets)
        os.close(self._answers)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)

    def _answer(self, jobs: Jobs, answered: int) -> None:
        """Do jobs, and end: what the first process has begun to print is not printed twice."""
        try:
            outcomes = {}
            for name in reversed(list(jobs)):
                if not self.takes():
                    break
                outcomes[name] = jobs[name]()
            content = pickle.dumps(outcomes)
            with os.fdopen(answered, "wb") as answers:
                answers.write(content)
        finally:
            os._exit(0)


def other_process(jobs: Jobs) -> OtherProcess | None:
    """Fork a process that helps with some jobs; None where that is not sound (not on Linux, or in a
    process with threads), it would have no processor of its own, or the system has no room for it.
    """
    if sys.platform != "linux" or not 1 < len(jobs) <= _MOST_JOBS:
        return None
    with suppress(OSError):
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads == 1 and len(os.sched_getaffinity(0)) > 1:
            return OtherProcess(jobs)
    return None


def side_by_side(jobs: Jobs, other: OtherProcess | None) -> Iterator[tuple[str, Any]]:
    """Do some jobs from the first on, until the other process has done the rest.

    Parameters
    ----------
    other
        Forked for the same jobs. What it does not answer is done here.

    Yields
    ------
    The name of each job, and what it returned; those of the other process last.
    """
    left = dict(jobs)
    answered: dict[str, Any] = {}
    if other is not None:
        try:
            while left and other.takes():
                name = next(iter(left))
                yield name, left.pop(name)()
            answered = other.outcomes()
        finally:
            other.end()
    for name, job in left.items():
        yield name, answered[name] if name in answered else job()

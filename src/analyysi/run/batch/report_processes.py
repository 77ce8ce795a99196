"""A fresh process for every report: forked from a warm parent, or started ahead without fork."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock, Timer
from types import TracebackType

from analyysi.errors import ReportError, Sentence
from analyysi.run.batch import warm_parent
from analyysi.run.batch.report_job import TIME_LIMIT, JobOutcome, ReportJob

_ENDED = Sentence("its process ended before it was done, stopped from outside or out of memory")
_START_LIMIT = 120.0


class ReportProcesses:
    """Makes reports, each in a process that makes no other. May be used from several threads; to be
    closed.

    Parameters
    ----------
    formats
        What the reports will be asked for, so that it can be imported ahead.
    at_once
        How many reports are made at a time; so many processes are kept in store where there is no
        fork.
    fork
        Whether to fork; None means where that is sound, which is on Linux.
    limit
        Seconds after which a report is given up.
    """

    def __init__(
        self,
        formats: Sequence[str],
        at_once: int,
        fork: bool | None = None,
        limit: float = TIME_LIMIT,
    ) -> None:
        self._formats, self._at_once, self._limit = list(formats), at_once, limit
        self._lock = Lock()
        self._store: deque[subprocess.Popen[bytes]] = deque()
        self._running: set[int] = set()
        self._closed = False
        self._parent: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._years: OrderedDict[str, socket.socket] = OrderedDict()
        """The channels of the processes that have worked a year out, the latest used last."""
        if sys.platform == "linux" if fork is None else fork:
            self._start_parent()
        if self._parent is None:
            self._store.extend(self._started() for _ in range(at_once))

    def __enter__(self) -> ReportProcesses:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def forks(self) -> bool:
        """Whether the processes are forked from a warm parent."""
        return self._parent is not None

    @property
    def parent_pid(self) -> int | None:
        """The warm parent's process number; None where there is none."""
        return self._parent.pid if self._parent is not None else None

    def make(self, job: ReportJob) -> JobOutcome:
        """Make a report in a process of its own and wait for it.

        A process that ends or hangs is a fault of the outcome.
        """
        return self._by_fork(job) if self.forks else self._by_store(job)

    def close(self) -> None:
        """End every process, also those that are in the middle of a report."""
        with self._lock:
            self._closed = True
            running, stored = list(self._running), list(self._store)
            self._store.clear()
            for channel in self._years.values():
                channel.close()
            self._years.clear()
        if self._channel is not None:
            self._channel.close()
        if self._parent is not None:
            self._parent.kill()
            self._parent.wait()
        for pid in running:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        for process in stored:
            _end(process)

    def _start_parent(self) -> None:
        ours, theirs = socket.socketpair()
        command = [
            sys.executable,
            "-m",
            warm_parent.__name__,
            "--fork",
            str(theirs.fileno()),
            *self._formats,
        ]
        self._parent = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
        )
        theirs.close()
        ours.settimeout(_START_LIMIT)
        try:
            answer = ours.recv(1)
        except TimeoutError:
            answer = b""
        ours.settimeout(None)
        if answer == warm_parent.READY:
            self._channel = ours
            return
        ours.close()
        self._parent.kill()
        code = self._parent.wait()
        self._parent = None
        if answer != warm_parent.THREADS:  # what ails it would ail every other process too
            raise ReportError(
                "The process that reports are forked from did not start (exit code {code}).",
                code=code,
            )

    def _by_fork(self, job: ReportJob) -> JobOutcome:
        ours, theirs = socket.socketpair()
        try:
            with self._lock:
                if self._closed:
                    ours.close()
                    return _not_made(job, Sentence("the batch was stopped"))
                self._ask_for_child(job, theirs)
        except OSError:
            ours.close()
            return _not_made(job, Sentence("the process that reports are forked from has ended"))
        finally:
            theirs.close()
        with Connection(ours.detach()) as connection:
            pid = 0
            try:
                if not connection.poll(self._limit):  # its year is not worked out in time
                    self._leave_year(job.year)
                    return _not_made(job, self._overdue())
                pid = connection.recv()
                self._running.add(pid)
                connection.send(job)
                if not connection.poll(self._limit):
                    os.kill(pid, signal.SIGKILL)
                    return _not_made(job, self._overdue())
                outcome: JobOutcome = connection.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                return _not_made(job, _ENDED)
            finally:
                self._running.discard(pid)
            return outcome

    def _ask_for_child(self, job: ReportJob, theirs: socket.socket) -> None:
        """Let a child be forked that has the other end of a connection: from a process that has
        worked its year out where there are more reports of that, else from the warm parent.
        """
        assert self._channel is not None
        if job.shares_its_year:
            of_year = self._of_year(job)
            with suppress(OSError):  # it may have ended; only time is lost
                _send(of_year, warm_parent.REPORT, theirs)
                return
        _send(self._channel, warm_parent.REPORT, theirs)

    def _of_year(self, job: ReportJob) -> socket.socket:
        """Return the channel to the process that has worked the year of a job out, or does."""
        assert self._channel is not None
        if job.year not in self._years:
            ours, theirs = socket.socketpair()
            _send(self._channel, warm_parent.YEAR, theirs)
            theirs.close()
            connection = Connection(os.dup(ours.fileno()))
            connection.send(job)
            connection.close()
            self._years[job.year] = ours
            while len(self._years) > self._at_once:
                self._years.popitem(last=False)[1].close()
        self._years.move_to_end(job.year)
        return self._years[job.year]

    def _leave_year(self, year: str) -> None:
        """End the process of a year; it hears of it when it is done with its work, or is killed
        with the batch.
        """
        with self._lock:
            channel = self._years.pop(year, None)
        if channel is not None:
            channel.close()

    def _overdue(self) -> Sentence:
        return Sentence("it took more than {seconds} seconds", seconds=f"{self._limit:g}")

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", warm_parent.__name__, "--once", *self._formats]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _by_store(self, job: ReportJob) -> JobOutcome:
        with self._lock:
            if self._closed:
                return _not_made(job, Sentence("the batch was stopped"))
            process = self._store.popleft() if self._store else self._started()
            # The next one imports while this one works.
            self._store.append(self._started())
            self._running.add(process.pid)
        overdue = Timer(self._limit, process.kill)
        overdue.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            pickle.dump(job, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.close()
            outcome: JobOutcome = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            if overdue.finished.is_set():
                return _not_made(job, self._overdue())
            return _not_made(job, _ENDED)
        finally:
            overdue.cancel()
            self._running.discard(process.pid)
            _end(process)
        return outcome


def _send(channel: socket.socket, request: bytes, theirs: socket.socket) -> None:
    socket.send_fds(channel, [request], [theirs.fileno()])


def _not_made(job: ReportJob, why: Sentence) -> JobOutcome:
    fault = Sentence(
        "{report} was not made: {reason}. Run the batch again.", report=job.name, reason=why
    )
    return JobOutcome(job.name, fault=fault, lost=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()

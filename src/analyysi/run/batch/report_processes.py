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
from typing import NamedTuple

from analyysi.errors import ReportError, Sentence
from analyysi.file_system.files import clear
from analyysi.file_system.places import make_temporary_folder
from analyysi.run.batch import warm_parent
from analyysi.run.batch.report_job import TIME_LIMIT, Job, JobOutcome

_ENDED = Sentence("its process ended before it was done, stopped from outside or out of memory")
_START_LIMIT = 120.0


class _Child(NamedTuple):
    """A process that was forked, and the way to it."""

    pid: int
    connection: Connection


class ReportProcesses:
    """Makes reports, each in a process that makes no other. May be used from several threads; to be
    closed. Its processes have their temporary files in a folder that goes with it.

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
        self._prepared: _Child | None = None
        self._closed = False
        self._parent: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._sharing: OrderedDict[str, socket.socket] = OrderedDict()
        """The channels of the processes that have worked out what jobs have in common, the latest
        used last.
        """
        self._folder = make_temporary_folder()
        try:
            if sys.platform == "linux" if fork is None else fork:
                self._start_parent()
            if self._parent is None:
                self._store.extend(self._started() for _ in range(at_once))
        except BaseException:
            self.close()
            raise

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

    def make(self, job: Job) -> JobOutcome:
        """Make a report in a process of its own and wait for it.

        A process that ends or hangs is a fault of the outcome.
        """
        return self._by_fork(job) if self.forks else self._by_store(job)

    def prepare(self, job: Job) -> None:
        """Start the process of the next report, unless it is there, and let it do a job without an
        outcome before that. For one caller at a time.
        """
        if not self.forks:
            with suppress(OSError), self._lock:
                if self._store:
                    _hand(self._store[0], job)
        elif self._prepared is None:
            with suppress(EOFError, OSError):
                self._prepared = self._forked(job)
                self._prepared.connection.send(job)

    def stop(self) -> None:
        """End the processes that are in the middle of a report; `make` tells that they are lost."""
        for pid in list(self._running):
            _kill(pid)

    def close(self) -> None:
        """End every process, also those that are in the middle of a report."""
        with self._lock:
            self._closed = True
            stored = list(self._store)
            self._store.clear()
            while self._sharing:
                self._sharing.popitem()[1].close()
        if self._channel is not None:
            self._channel.close()
        if self._parent is not None:
            self._parent.kill()
            self._parent.wait()
        self.stop()
        prepared, self._prepared = self._prepared, None
        if prepared is not None:
            _kill(prepared.pid)
            prepared.connection.close()
        for process in stored:
            _end(process)
        clear(self._folder)

    def _start_parent(self) -> None:
        ours, theirs = socket.socketpair()
        command = [
            sys.executable,
            "-m",
            warm_parent.__name__,
            "--fork",
            str(self._folder),
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

    def _forked(self, job: Job) -> _Child:
        """Fork a child for a job.

        Raises
        ------
        TimeoutError
            If what it has in common with other jobs is not worked out in time.
        OSError, EOFError
            If the parent or the child has ended.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                with self._lock:
                    self._ask_for_child(job, theirs)
            except OSError:
                ours.close()
                raise
        connection = Connection(ours.detach())
        try:
            if not connection.poll(self._limit):
                raise TimeoutError
            return _Child(connection.recv(), connection)
        except (EOFError, OSError):
            connection.close()
            raise

    def _by_fork(self, job: Job) -> JobOutcome:
        with self._lock:
            if self._closed:
                return _not_made(job, Sentence("the batch was stopped"))
            prepared, self._prepared = self._prepared, None
        try:
            child = _living(prepared) or self._forked(job)
        except TimeoutError:
            self._leave(job.shared)
            return _not_made(job, self._overdue())
        except OSError:
            ended = Sentence("the process that reports are forked from has ended")
            return _not_made(job, ended)
        except EOFError:
            return _not_made(job, _ENDED)
        with child.connection as connection:
            try:
                self._running.add(child.pid)
                connection.send(job)
                if not connection.poll(self._limit):
                    _kill(child.pid)
                    return _not_made(job, self._overdue())
                outcome: JobOutcome = connection.recv()
            except (EOFError, OSError, pickle.UnpicklingError):
                return _not_made(job, _ENDED)
            finally:
                self._running.discard(child.pid)
            return outcome

    def _ask_for_child(self, job: Job, theirs: socket.socket) -> None:
        """Let a child be forked that has the other end of a connection: from a process that has
        worked out what the job has in common with others, else from the warm parent.
        """
        if job.shared:
            sharing = self._of_shared(job)
            with suppress(OSError):  # it may have ended; only time is lost
                _send(sharing, warm_parent.REPORT, theirs)
                return
        self._ask_parent(warm_parent.REPORT, theirs)

    def _ask_parent(self, request: bytes, theirs: socket.socket) -> None:
        """Ask the warm parent for a child, or another if it was stopped from outside."""
        assert self._parent is not None
        assert self._channel is not None
        try:
            _send(self._channel, request, theirs)
        except OSError:
            if self._closed:
                raise
            self._channel.close()
            self._parent.wait()
            self._start_parent()
            _send(self._channel, request, theirs)

    def _of_shared(self, job: Job) -> socket.socket:
        """Return the channel to the process that has worked out, or does, what a job shares."""
        if job.shared not in self._sharing:
            ours, theirs = socket.socketpair()
            with theirs:
                self._ask_parent(warm_parent.SHARING, theirs)
            with Connection(os.dup(ours.fileno())) as connection:
                connection.send(job)
            self._sharing[job.shared] = ours
            while len(self._sharing) > self._at_once:
                self._sharing.popitem(last=False)[1].close()
        self._sharing.move_to_end(job.shared)
        return self._sharing[job.shared]

    def _leave(self, shared: str) -> None:
        """Let the process of a year end, which may be at work for some time."""
        with self._lock:
            channel = self._sharing.pop(shared, None)
        if channel is not None:
            channel.close()

    def _overdue(self) -> Sentence:
        return Sentence("it took more than {seconds} seconds", seconds=f"{self._limit:g}")

    def _started(self) -> subprocess.Popen[bytes]:
        folder = str(self._folder)
        command = [sys.executable, "-m", warm_parent.__name__, "--once", folder, *self._formats]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _by_store(self, job: Job) -> JobOutcome:
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
            _hand(process, job)
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


def _not_made(job: Job, why: Sentence) -> JobOutcome:
    fault = Sentence(
        "{report} was not made: {reason}. Run the batch again.", report=job.name, reason=why
    )
    return JobOutcome(job.name, fault=fault, lost=True)


def _living(prepared: _Child | None) -> _Child | None:
    """Return a process that was prepared; None if there is none, or it has ended meanwhile."""
    if prepared is not None and prepared.connection.poll():
        prepared.connection.close()  # only its end is to be read: it says nothing before its job
        return None
    return prepared


def _send(channel: socket.socket, request: bytes, theirs: socket.socket) -> None:
    socket.send_fds(channel, [request], [theirs.fileno()])


def _hand(process: subprocess.Popen[bytes], job: Job) -> None:
    """Send a job to a process that was started ahead."""
    assert process.stdin is not None
    pickle.dump(job, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()

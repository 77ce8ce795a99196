"""The warm parent of a batch's processes: it imports what reports need and forks a child for each.

Run as a process of its own, ``python -m analyysi.run.batch.warm_parent``, it never has a second
thread and never a ZeroMQ context, so that its children are sound. Each child makes one report and
ends; what it changes ends with it.

Where processes cannot be forked, ``--once`` imports the same and then makes the one report that it
is given.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import pickle
import random
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.file_system.files import clear
from analyysi.file_system.places import use_temporary_folder
from analyysi.run.engine.process import REPORT_MODULES
from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there
from analyysi.run.quick_imports import quick_imports

if TYPE_CHECKING:
    from analyysi.run.batch.report_job import Job, JobOutcome, ReportJob

READY, THREADS = b"r", b"t"
"""What the warm parent answers: it can fork; it has several threads and must not."""

REPORT, SHARING = b"f", b"y"
"""What it is asked for: a child that makes one report; one that works out what several have in
common and is then asked as the warm parent is.
"""

_MODULES = (
    *REPORT_MODULES,
    "analyysi.run.batch.report_job",
    "analyysi.run.batch.shared_year",
    "analyysi.run.engine.papermill_engine",
    "analyysi.run.engine.shell",
    "analyysi.run.papers",
    "analyysi.run.record",
    "analyysi.run.report",
    "analyysi.run.unchanged",
    # What a report imports in its middle: once here, instead of in every child.
    "analyysi.agreement.texts",
)
_OF_IPYTHON = (
    "IPython.core.application",
    "IPython.core.completer",
    "IPython.core.magics",
    "analyysi.run.engine.ipython_shell",
    "sqlite3",
)
_WITHOUT_IPYTHON = ("analyysi.run.engine.plain_shell",)

_PR_SET_PDEATHSIG = 1
"""An option of Linux: the signal that a process gets at its parent's end (prctl(2))."""


def warm_up(formats: list[str]) -> None:
    """Import what the reports need, and compute what is the same for all of them."""
    collect_less_often()
    from analyysi.run.engine.shell import has_ipython, ready_environment

    # Set before numpy is imported: its own threads would make forking unsound, and shares are no
    # matrices.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    ready_environment()
    with quick_imports():
        for name in (*_MODULES, *(_OF_IPYTHON if has_ipython() else _WITHOUT_IPYTHON)):
            importlib.import_module(name)
    from analyysi.languages.language_table import LANGUAGES
    from analyysi.report.language.wording import ready_languages
    from analyysi.report.papers.paper_table import PAPERS
    from analyysi.report.pictures.letters import letter_widths
    from analyysi.run.execute import import_ahead
    from analyysi.run.unchanged import prepare_program

    import_ahead()
    for name in formats:
        PAPERS[name].prepare()
    ready_languages(LANGUAGES)
    prepare_program()
    for bold in (False, True):
        letter_widths(bold=bold)


def threads() -> int:
    """Return how many threads this process has, as the kernel counts them."""
    return len(list(Path("/proc/self/task").iterdir()))


def fork_on_request(channel: socket.socket) -> bool:
    """Fork a child for every socket that comes over the channel, until the other end is closed.

    Returns
    -------
    Whether it could fork: with a second thread it does not.
    """
    if threads() != 1:
        channel.send(THREADS)
        return False
    # A child that ends is not waited for: the batch hears of it by its own socket.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.collect()
    keep_what_is_there()  # pages that the collector does not touch stay shared with the children
    channel.send(READY)
    while True:
        request, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
        if not request:
            return True
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            channel.close()
            if request == SHARING:
                _share(descriptors[0])
            else:
                _serve_one_job(Connection(descriptors[0]))
            os._exit(0)
        os.close(descriptors[0])


def _share(descriptor: int) -> None:
    """Work out what the job that comes has in common with others, then fork a child for each.

    A fault is left to the children: each meets it and tells it of its own report.
    """
    from analyysi.run.batch.report_job import TIME_LIMIT

    _end_with_parent()
    with suppress(EOFError, OSError):  # nobody waits any more
        with Connection(os.dup(descriptor)) as connection:
            job: ReportJob = connection.recv()
        # What hangs ends: the reports that wait for it are lost, later ones are made without it.
        signal.alarm(TIME_LIMIT)
        with suppress(Exception):
            job.work_out_shared()
        signal.alarm(0)
        fork_on_request(socket.socket(fileno=descriptor))
        _wait_for_children()


def _end_with_parent() -> None:
    """Have the kernel kill this process when the one that forked it ends: a batch that is stopped
    ends the warm parent, and knows of no other.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _serve_one_job(connection: Connection) -> None:
    """Do the one job that comes, and send its outcome."""
    try:
        connection.send(os.getpid())
        _reseed()
        connection.send(_outcome(connection.recv))
        connection.close()
    except (EOFError, OSError):  # nobody waits for the answer any more
        pass


def _outcome(next_job: Callable[[], Job]) -> JobOutcome:
    """Do the jobs that come until one has an outcome: those before it prepare the process."""
    outcome = None
    while outcome is None:
        outcome = next_job().carry_out()
    return outcome


def _reseed() -> None:
    """Let random numbers differ from those of other children, as in a process that was just
    started.
    """
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()


def _wait_for_children() -> None:
    with suppress(ChildProcessError):
        os.wait()  # for the last of them: the end of none is kept to be asked for


def _once(formats: list[str]) -> None:
    """Make one report: a job on the standard input, the answer on the standard output."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library writes past Python must not get into the answer
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    warm_up(formats)
    try:
        outcome = _outcome(lambda: pickle.load(jobs))
    except EOFError:
        return  # kept in store and not needed
    pickle.dump(outcome, answers, pickle.HIGHEST_PROTOCOL)
    answers.close()


def main(arguments: list[str]) -> None:
    """Run as the command line says: ``--fork <folder> <descriptor> <formats>`` or ``--once
    <folder> <formats>``. The folder is for temporary files.
    """
    # The batch is asked to stop, and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mode, folder, *others = arguments
    use_temporary_folder(Path(folder))
    if mode == "--once":
        _once(others)
        return
    channel = socket.socket(fileno=int(others[0]))
    os.dup2(2, 1)
    warm_up(others[1:])
    if fork_on_request(channel):
        # Nobody asks any more: who did has ended, and perhaps could not clear up.
        _wait_for_children()
        clear(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

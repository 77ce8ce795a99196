"""A process of its own for one notebook, which imports ahead what a report needs."""

from __future__ import annotations

import atexit
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from analyysi.errors import ReportError, StorageError
from analyysi.file_system.disk_faults import in_words, storage_error
from analyysi.file_system.files import clear
from analyysi.file_system.places import make_temporary_folder
from analyysi.file_system.processes.apart import how_ended
from analyysi.run.garbage_collection import collect_less_often, keep_what_is_there
from analyysi.run.quick_imports import quick_imports

REPORT_MODULES = (
    "analyysi.analyst.case",
    "latex2mathml.converter",
)
"""What the report's notebook imports in its first cell: there before the cell is."""


class FreshProcess:
    """A Python process that runs the cells of one notebook. To be used once, in a `with` statement.

    It starts at once and imports `modules` while the caller goes on. Nothing of the caller's state
    goes into it but the environment and the working folder; nothing of it comes back but messages.
    """

    def __init__(self, modules: Sequence[str] = REPORT_MODULES) -> None:
        self._home = make_temporary_folder()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(self._home), *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            clear(self._home)
            raise storage_error(error, "The process of the notebook") from error

    def __enter__(self) -> FreshProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, source: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Run one cell, as `CellShell.run`.

        Raises
        ------
        ReportError
            If the process ended.
        """
        try:
            _send(self._process.stdin, (source, str(Path.cwd())))
            return _receive(self._process.stdout)  # type: ignore[no-any-return]
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise ReportError(
                "The process that ran the notebook's cells ended ({how}) in the middle "
                "of a cell. If memory ran out, close other programs; then run the "
                "command again.",
                how=how_ended(self._process.wait()),
            ) from error

    def close(self) -> None:
        """End the process at once: its work is in the messages."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has no reader
                    pipe.close()
        self._process.wait()
        clear(self._home)


_started_ahead: list[FreshProcess] = []


def start_ahead() -> None:
    """Start the first process of `processes_ahead` before it is asked for; it ends with this one.

    Where none can be started, `processes_ahead` will try again and say so.
    """
    with suppress(ReportError, StorageError):
        process = FreshProcess()
        atexit.register(process.close)
        _started_ahead.append(process)


@contextmanager
def processes_ahead(count: int) -> Iterator[Iterator[FreshProcess]]:
    """Yield so many processes one by one; each starts when the one before is yielded."""
    with ExitStack() as stack:
        first = _started_ahead.pop() if _started_ahead else FreshProcess()
        started = [stack.enter_context(first)]

        def given() -> Iterator[FreshProcess]:
            for number in range(count):
                if number + 1 < count:
                    started.append(stack.enter_context(FreshProcess()))
                yield started[number]
                started[number].close()

        yield given()


def _send(pipe: Any, message: object) -> None:
    pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: Any) -> Any:
    return pickle.load(pipe)


def serve(home: Path, modules: Sequence[str]) -> None:
    """Import the modules, then run the cells that come, until no more can come."""
    # An interruption from the keyboard reaches both processes; the parent, which is asked to stop,
    # ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library writes past Python would get between the messages; a cell that reads gets an
    # end of file.
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)

    collect_less_often()
    from analyysi.run.engine.shell import new_shell, ready_environment

    ready_environment()
    with quick_imports():
        for name in modules:
            importlib.import_module(name)
    keep_what_is_there()
    shell = new_shell(home)
    folder = ""
    while True:
        try:
            source, asked_folder = _receive(requests)
        except EOFError:
            return
        # Papermill changes folder for a notebook; a cell may change it further.
        if asked_folder != folder:
            folder = asked_folder
            os.chdir(folder)
        _send(answers, shell.run(source))


if __name__ == "__main__":
    try:
        serve(Path(sys.argv[1]), sys.argv[2:])
    except (ImportError, MemoryError, OSError, SystemError) as fault:
        if in_words(fault) is None:
            raise
        sys.exit(1)  # the parent tells in its own words that this process ended

"""The preview: makes the page again whenever a file that it depends on changes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import AGREEMENT_FILE, read_year, year_files
from analyysi.errors import AnalyysiError, Sentence, sentence_of
from analyysi.project import Project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS
from analyysi.run.batch.report_job import JobOutcome
from analyysi.run.batch.report_processes import ReportProcesses
from analyysi.run.execute import FAILED_LOG, FAILED_NOTEBOOK
from analyysi.run.notebook_choice import NOTEBOOK, own_notebook_path
from analyysi.run.preview.board import Board
from analyysi.run.preview.fault_places import FaultPlace, cell_places, fault_places
from analyysi.run.preview.page_job import PageJob, Preparation
from analyysi.run.preview.watch import Watch, page_watch

STILL = 0.15
"""Seconds without a change after which a fault is shown: an editor may write a file in pieces."""

MOST_ENDED = 3
"""Pages that are ended in a row because files beside the notebook change: after so many it is the
cells that write them, and the next page is made to its end.
"""

_PAGE = PAPERS[DEFAULT_FORMAT].file_names[0]


class Preview:
    """Follows the files of one report's page, until it is interrupted.

    Every page is made by a process of its own, which has imported all and read the figures when the
    edit comes. A process that is in the middle of a page when the next edit comes is ended.

    Parameters
    ----------
    job
        The page to be made.
    watch
        Of the files that it depends on.
    board
        Where it is said where the preview stands.
    """

    def __init__(
        self,
        project: Project,
        job: PageJob,
        watch: Watch,
        processes: ReportProcesses,
        board: Board,
    ) -> None:
        self._project, self._job, self._watch = project, job, watch
        self._processes, self._board = processes, board
        self._running: Future[JobOutcome] | None = None
        self._changed = -STILL  # nothing has changed yet
        self._ended = 0

    def follow(self) -> NoReturn:
        """Make the page, and again at every change; ends by an exception, as Ctrl+C raises it."""
        with ThreadPoolExecutor(1) as pool:
            try:
                self._begin(pool)
                while True:
                    self._rest()
                    if self._watch.has_changed() and not self._writes_itself():
                        self._changed = monotonic()
                        self._stop()
                        self._begin(pool)
                    elif self._running is not None and self._running.done():
                        self._finish(self._running.result())
            finally:
                self._stop()

    def _writes_itself(self) -> bool:
        """Return whether a change is that of a file which the page's own cells write."""
        making = self._running is not None and not self._running.done()
        self._ended = self._ended + 1 if making and self._watch.may_be_of_cells else 0
        return self._ended > MOST_ENDED

    def _rest(self) -> None:
        """Wait for the next look at the files, or for the page."""
        if self._running is None or self._running.done():
            sleep(self._watch.rest)
        else:
            wait([self._running], self._watch.rest)

    def _begin(self, pool: ThreadPoolExecutor) -> None:
        self._board.put(working=True)
        self._running = pool.submit(self._processes.make, self._job)

    def _stop(self) -> None:
        """End the process that is making a page."""
        while self._running is not None and not self._running.done():
            self._processes.stop()
            wait([self._running], 0.01)
        self._running = None

    def _finish(self, outcome: JobOutcome) -> None:
        """Show what became of a page."""
        if not outcome.fault:
            self._board.put(
                page=outcome.files[_PAGE],
                number=self._board.standing.number + 1,
                made=datetime.now().astimezone(),
                working=False,
                fault="",
                places=(),
            )
        elif monotonic() - self._changed < STILL:
            return  # looked at again in a moment
        else:
            self._board.put(working=False, fault=_fault(outcome), places=self._places(outcome))
        self._running = None
        # The process of the next page begins with what no edit changes.
        self._processes.prepare(Preparation(self._job))

    def _places(self, outcome: JobOutcome) -> tuple[FaultPlace, ...]:
        parameters = self._job.parameters
        folder = self._project.agreements / parameters.agreement
        files = [folder / f"{parameters.year}.toml", folder / AGREEMENT_FILE]
        log = outcome.files.get(FAILED_LOG, b"").decode("utf-8", "replace")
        executed = outcome.files.get(FAILED_NOTEBOOK, b"")
        # The cell that read a file at fault is at no fault itself.
        return fault_places(outcome.fault, self._project, files) or cell_places(
            log, executed, self._notebook()
        )

    def _notebook(self) -> str:
        """Return what the notebook of the page is called."""
        parameters, path = self._job.parameters, self._job.notebook
        shared = self._project.notebooks / NOTEBOOK
        with suppress(AnalyysiError, OSError):  # the fault that is told already
            files = year_files(self._project, parameters.agreement, parameters.year)
            own = own_notebook_path(self._project, parameters, *read_year(*files))
            path = path or (own if own.is_file() else None)
        return self._project.shown(path or shared)


def _fault(outcome: JobOutcome) -> str:
    """Return why a page was not made, in words for who edits its files."""
    sentence = sentence_of(outcome.fault)
    if not outcome.lost or sentence is None:
        return outcome.fault
    return Sentence(
        "The page was not made: {reason}. Save one of its files again.",
        reason=sentence.values["reason"],
    )


@contextmanager
def previewed(
    project: Project,
    parameters: RunParameters,
    notebook: Path | None,
    board: Board,
) -> Iterator[Preview]:
    """Start the processes of a preview, and end them and clear what they left when the block ends.

    Raises
    ------
    ReportError
        If no process can be started.
    """
    watch = page_watch(project, parameters.agreement, notebook)
    with ReportProcesses([DEFAULT_FORMAT], at_once=1) as processes:
        name = f"{parameters.agreement}/{parameters.year}"
        job = PageJob(name, str(project.root), parameters, notebook)
        yield Preview(project, job, watch, processes, board)

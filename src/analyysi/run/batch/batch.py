"""A batch: unchanged reports are skipped, the others made and each written when it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Protocol

from analyysi.agreement.strict_data import read_json
from analyysi.errors import Sentence
from analyysi.project import Project
from analyysi.run.batch.destination import Destination
from analyysi.run.batch.fetch_first import fetched_first
from analyysi.run.batch.report_job import JobOutcome, ReportJob
from analyysi.run.batch.report_processes import ReportProcesses
from analyysi.run.batch.run_file import FaultyYear, ReportRun
from analyysi.run.earlier_papers import RECORD
from analyysi.run.unchanged import report_key

MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"
"""What became of a report."""

_KEPT_OF_RECORD = ("fingerprint", "report", "outputs")


@dataclass(frozen=True)
class RunOutcome:
    """What became of one report of a batch.

    `record` is its run.json, None if it is not there; `seconds` is what its process took, None if
    it was not made now; `fault` is why it failed. `report_run` is None for a year whose reports
    could not even be listed. `notes` say what became of papers that lay in its folder before.
    """

    name: str
    agreement: str
    year: int
    status: str
    report_run: ReportRun | None = None
    record: dict[str, Any] | None = None
    seconds: float | None = None
    fault: str = ""
    notes: tuple[Sentence, ...] = ()


class Workers(Protocol):
    """Processes that make reports, here or elsewhere."""

    def outcomes(self, jobs: Iterable[ReportJob]) -> Iterator[JobOutcome]:
        """Do the jobs, several at a time; yield each outcome when it is there, in any order."""
        ...


class LocalWorkers:
    """So many reports at a time on this machine, each in a process of its own."""

    def __init__(self, processes: ReportProcesses, at_once: int) -> None:
        self._processes, self._at_once = processes, at_once

    def outcomes(self, jobs: Iterable[ReportJob]) -> Iterator[JobOutcome]:
        """Do the jobs, several at a time; yield each outcome when it is there, in any order."""
        waiting = iter(jobs)
        pool = ThreadPoolExecutor(self._at_once)
        running: set[Future[JobOutcome]] = set()
        try:
            while True:
                # No more are begun than are worked on: outcomes are large, and must not pile up.
                running |= {
                    pool.submit(self._processes.make, job)
                    for job in islice(waiting, self._at_once - len(running))
                }
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                while done:
                    yield done.pop().result()
        finally:
            if running:  # stopped in the middle: the threads wait for processes that are ended here
                self._processes.close()
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def local_workers(formats: Sequence[str], at_once: int) -> Iterator[LocalWorkers]:
    """Start workers on this machine for reports of these formats, and end them afterwards."""
    with ReportProcesses(formats, at_once) as processes:
        yield LocalWorkers(processes, at_once)


StartWorkers = Callable[[Sequence[str]], AbstractContextManager[Workers]]
"""Starts workers for reports of the given formats; called only if there is something to make."""


def run_batch(
    project: Project,
    report_runs: Sequence[ReportRun],
    faulty_years: Sequence[FaultyYear],
    destination: Destination,
    start_workers: StartWorkers,
    again: bool = False,
) -> Iterator[RunOutcome]:
    """Make the reports that are not there unchanged; yield what became of each when it is known.

    A report is there as a whole or not at all, whenever the batch is stopped: when it is run again
    it goes on with what is missing. One that fails stops no other.

    Parameters
    ----------
    again
        Make also those that are unchanged.

    Raises
    ------
    ReportError
        If the destination cannot be written to, or no process can be started.
    """
    for year in faulty_years:
        yield RunOutcome(year.name, year.agreement, year.year, FAILED, fault=year.fault)
    with fetched_first(project, report_runs) as faults:
        for report_run in report_runs:
            if report_run.name in faults:
                yield _outcome(report_run, FAILED, None, fault=faults[report_run.name])
        fetched = [report_run for report_run in report_runs if report_run.name not in faults]
        yield from _make_changed(project, fetched, destination, start_workers, again)


def _make_changed(
    project: Project,
    report_runs: Sequence[ReportRun],
    destination: Destination,
    start_workers: StartWorkers,
    again: bool,
) -> Iterator[RunOutcome]:
    """Make the reports that are not there unchanged."""
    jobs: dict[str, ReportJob] = {}
    records = _KeptRecords()
    by_name = {report_run.name: report_run for report_run in report_runs}
    for report_run in report_runs:
        job = _job(project, report_run)
        record = None
        if not again:
            record = destination.up_to_date_record(job.name, job.key, job.formats)
        if record is not None:
            yield _outcome(report_run, UNCHANGED, records.kept(report_run, record))
        else:
            jobs[report_run.name] = job
    if not jobs:
        return
    formats = list(dict.fromkeys(name for job in jobs.values() for name in job.formats))
    with start_workers(formats) as workers:
        for outcome in workers.outcomes(_year_by_year(jobs.values())):
            if jobs.pop(outcome.name, None) is None:
                continue  # yielded already: no report is written twice
            report_run = by_name[outcome.name]
            if outcome.fault:
                notes = (
                    destination.keep_failure(report_run.name, outcome.files)
                    if outcome.files
                    else ()
                )
                failed = _outcome(report_run, FAILED, None, outcome.seconds, outcome.fault)
                yield replace(failed, notes=notes)
            else:
                notes = destination.replace_report(report_run.name, outcome.files)
                record = records.kept(report_run, read_json(outcome.files[RECORD]))
                made = _outcome(report_run, MADE, record, outcome.seconds)
                yield replace(made, notes=notes)


class _KeptRecords:
    """What a batch keeps of its records until the end: what the summary needs, and the shares of a
    year, of which there may be hundreds, once for all its seats.
    """

    def __init__(self) -> None:
        self._shares: dict[tuple[str, int, str], Any] = {}

    def kept(self, report_run: ReportRun, record: dict[str, Any]) -> dict[str, Any]:
        """Return what is kept of a report's record."""
        kept = {name: record[name] for name in _KEPT_OF_RECORD if name in record}
        shares = kept["report"]["shares"] if kept.get("report") else None
        parameters = report_run.parameters
        year = parameters.agreement, parameters.year, parameters.language
        if shares is not None and self._shares.setdefault(year, shares) == shares:
            kept["report"]["shares"] = self._shares[year]
        return kept


def _year_by_year(jobs: Iterable[ReportJob]) -> list[ReportJob]:
    """Return the jobs with those of a year together, each with the number of its year's seats."""
    of_years: dict[str, list[ReportJob]] = {}
    for job in jobs:
        of_years.setdefault(job.year, []).append(job)
    return [replace(job, seats=len(seats)) for seats in of_years.values() for job in seats]


def _job(project: Project, report_run: ReportRun) -> ReportJob:
    key = report_key(project, report_run.parameters)
    return ReportJob(
        report_run.name, str(project.root), report_run.parameters, report_run.formats, key
    )


def _outcome(
    report_run: ReportRun,
    status: str,
    record: dict[str, Any] | None,
    seconds: float | None = None,
    fault: str = "",
) -> RunOutcome:
    agreement, year = report_run.parameters.agreement, report_run.parameters.year
    return RunOutcome(report_run.name, agreement, year, status, report_run, record, seconds, fault)

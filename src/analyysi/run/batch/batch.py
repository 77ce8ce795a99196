"""A batch: unchanged reports skipped, the others made, each put in its place as soon as it is
there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.batch.destination import Destination
from analyysi.run.batch.report_job import Answer, Job
from analyysi.run.batch.report_processes import Nursery
from analyysi.run.batch.run_file import Broken, Item
from analyysi.run.report import RECORD
from analyysi.run.unchanged import key_of

MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"
"""What became of a report."""


@dataclass(frozen=True)
class Run:
    """What became of one report of a batch.

    `record` is its run.json, None if it is not there; `seconds` is what its process took, None if
    it was not made now; `fault` is why it failed. `item` is None for a year whose reports could not
    even be listed.
    """

    name: str
    agreement: str
    year: int
    status: str
    item: Item | None = None
    record: dict[str, Any] | None = None
    seconds: float | None = None
    fault: str = ""


class Workers(Protocol):
    """Processes that make reports, here or elsewhere."""

    def answers(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """Do the jobs, several at a time, and give each answer as soon as it is there, in any
        order.
        """
        ...


class LocalWorkers:
    """So many reports at a time on this machine, each in a process of its own."""

    def __init__(self, nursery: Nursery, at_once: int) -> None:
        self._nursery, self._at_once = nursery, at_once

    def answers(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """Do the jobs, several at a time, and give each answer as soon as it is there, in any
        order.
        """
        waiting = iter(jobs)
        pool = ThreadPoolExecutor(self._at_once)
        running: set[Future[Answer]] = set()
        try:
            while True:
                # No more are begun than are worked on: answers are large, and must not pile up.
                running |= {
                    pool.submit(self._nursery.work, job)
                    for job in islice(waiting, self._at_once - len(running))
                }
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                while done:
                    yield done.pop().result()
        finally:
            if running:  # stopped in the middle: the threads wait for processes that are ended here
                self._nursery.close()
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def local_workers(formats: Sequence[str], at_once: int) -> Iterator[LocalWorkers]:
    """Return workers of this machine for reports of these formats, and end their processes
    afterwards.
    """
    with Nursery(formats, at_once) as nursery:
        yield LocalWorkers(nursery, at_once)


WorkersMade = Callable[[Sequence[str]], AbstractContextManager[Workers]]
"""Starts workers for reports of the given formats; called only if there is something to make."""


def run_batch(
    project: Project,
    items: Sequence[Item],
    broken: Sequence[Broken],
    into: Destination,
    workers: WorkersMade,
    again: bool = False,
) -> Iterator[Run]:
    """Make the reports that are not there unchanged, and tell what became of each as soon as it is
    known.

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
    for one in broken:
        yield Run(one.name, one.agreement, one.year, FAILED, fault=one.fault)
    jobs: dict[str, Job] = {}
    by_name = {item.name: item for item in items}
    for item in items:
        job = _job(project, item)
        present = None if again else into.whole(item.name, job.key, item.formats)
        if present is not None:
            yield _run(item, UNCHANGED, present)
        else:
            jobs[item.name] = job
    if not jobs:
        return
    formats = list(dict.fromkeys(form for job in jobs.values() for form in job.formats))
    with workers(formats) as started:
        for answer in started.answers(list(jobs.values())):
            if jobs.pop(answer.name, None) is None:
                continue  # told already: nothing is put in its place twice
            item = by_name[answer.name]
            if answer.fault:
                if answer.files:
                    into.keep_failure(item.name, answer.files)
                yield _run(item, FAILED, None, answer.seconds, answer.fault)
            else:
                into.put(item.name, answer.files)
                yield _run(item, MADE, json.loads(answer.files[RECORD]), answer.seconds)


def _job(project: Project, item: Item) -> Job:
    key = key_of(project, item.parameters)
    return Job(item.name, str(project.root), item.parameters, item.formats, key)


def _run(
    item: Item,
    status: str,
    record: dict[str, Any] | None,
    seconds: float | None = None,
    fault: str = "",
) -> Run:
    asked: RunParameters = item.parameters
    if record is not None:  # a thousand whole records would be held until the end
        record = {
            name: record[name] for name in ("fingerprint", "report", "outputs") if name in record
        }
    return Run(item.name, asked.agreement, asked.year, status, item, record, seconds, fault)

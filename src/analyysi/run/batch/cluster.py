"""A batch on a Dask cluster, which distributes the jobs and repeats them if a worker is lost.

Every worker keeps a warm parent of its own and forks a child for each report, as a batch on one
machine does. The files come back to who asked, who alone writes them: so nothing is written twice,
whatever happens to the workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from analyysi.errors import ParameterError, ReportError, Sentence
from analyysi.run.batch.report_job import JobOutcome, ReportJob
from analyysi.run.batch.report_processes import ReportProcesses

try:
    from distributed import (
        Client,
        Future,
        LocalCluster,
        Worker,
        WorkerPlugin,
        as_completed,
        get_worker,
    )
except ImportError as missing:
    raise ParameterError(
        "A cluster needs Dask, which is not installed ({module}). Install "
        "analyysi[cluster], or leave --scheduler out.",
        module=missing.name,
    ) from missing

LOCAL = "local"
"""The address that stands for a cluster on this machine, started for the batch and ended with it.
"""

_PLUGIN = "analyysi-report-processes"
_TRIES = 3
_AHEAD = 3
"""How many jobs for each of a cluster's threads are submitted at a time; no more need be held."""
_CONNECT_SECONDS, _WORKER_SECONDS = 10, 60


class _LostReport(Exception):  # noqa: N818 - only makes Dask try again
    """The process of a report ended before it was done."""

    def __init__(self, outcome: JobOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _ProcessesPlugin(WorkerPlugin):
    """Keeps report processes in every worker, also in those that join later."""

    name = _PLUGIN

    def __init__(self, formats: Sequence[str]) -> None:
        self._formats = list(formats)
        self.processes: ReportProcesses | None = None

    def setup(self, worker: Worker) -> None:
        self.processes = ReportProcesses(self._formats, worker.state.nthreads)

    def teardown(self, worker: Worker) -> None:
        if self.processes is not None:
            self.processes.close()
            self.processes = None


def _work(job: ReportJob) -> JobOutcome:
    plugin = get_worker().plugins[_PLUGIN]
    assert isinstance(plugin, _ProcessesPlugin)
    assert plugin.processes is not None
    outcome = plugin.processes.make(job)
    if outcome.lost:
        raise _LostReport(outcome)
    return outcome


class ClusterWorkers:
    """The workers of a cluster, to which a client is connected."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def outcomes(self, jobs: Iterable[ReportJob]) -> Iterator[JobOutcome]:
        """Do the jobs, several at a time; yield each outcome when it is there, in any order."""
        waiting = iter(jobs)
        names: dict[Any, str] = {}

        def submitted(count: int) -> list[Future[JobOutcome]]:
            futures = []
            for job in islice(waiting, count):
                future = self._client.submit(
                    _work, job, key=f"{job.name}-{job.key[:16]}", retries=_TRIES - 1, pure=True
                )
                names[future.key] = job.name
                futures.append(future)
            return futures

        ahead = max(1, sum(self._client.nthreads().values())) * _AHEAD
        done = as_completed(submitted(ahead))
        for future in done:
            yield self._outcome(future, names[future.key])
            future.release()
            for submission in submitted(1):
                done.add(submission)

    @staticmethod
    def _outcome(future: Future[JobOutcome], name: str) -> JobOutcome:
        try:
            outcome: JobOutcome = future.result()
        except _LostReport as lost:
            return lost.outcome
        # Dask's own: a worker that was killed too often, or has no such program.
        except Exception as error:  # noqa: BLE001
            cause = _first_line(error)
            return JobOutcome(
                name,
                fault=Sentence(
                    "{report} was not made on the cluster: {error}: {cause}",
                    report=name,
                    error=type(error).__name__,
                    cause=cause,
                ),
            )
        return outcome


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


@contextmanager
def cluster_workers(
    scheduler: str, formats: Sequence[str], at_once: int
) -> Iterator[ClusterWorkers]:
    """Connect to a scheduler, or start a cluster on this machine, and let its workers get ready.

    Parameters
    ----------
    scheduler
        The scheduler's address, such as ``tcp://10.0.0.5:8786``, or ``local``. How it is reached
        safely (TLS) is set in Dask's own configuration.
    at_once
        For a local cluster: how many workers.

    Raises
    ------
    ParameterError
        If there is no scheduler at the address.
    ReportError
        If it has no worker, or a worker cannot get ready.
    """
    if scheduler == LOCAL:
        with (
            LocalCluster(
                n_workers=at_once, threads_per_worker=1, dashboard_address=":0"
            ) as cluster,
            Client(cluster) as client,
        ):
            yield from _ready(client, formats)
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise ParameterError(
            "There is no Dask scheduler at '{scheduler}' ({fault}). Start one with "
            "'dask scheduler', and name the address that it shows, such as "
            "tcp://10.0.0.5:8786.",
            scheduler=scheduler,
            fault=str(error),
        ) from error
    with client:
        yield from _ready(client, formats)


def _ready(client: Client, formats: Sequence[str]) -> Iterator[ClusterWorkers]:
    try:
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
    except TimeoutError as error:
        raise ReportError(
            "The Dask scheduler has no worker after {seconds} seconds. Start "
            "some with 'dask worker', in the environment that analyysi is installed "
            "in.",
            seconds=_WORKER_SECONDS,
        ) from error
    try:
        client.register_plugin(_ProcessesPlugin(formats))
    except Exception as error:
        cause = _first_line(error)
        raise ReportError(
            "A worker of the cluster cannot make reports: {error}: {cause}. Install "
            "the same version of analyysi where the workers run.",
            error=type(error).__name__,
            cause=cause,
        ) from error
    try:
        yield ClusterWorkers(client)
    finally:
        client.unregister_worker_plugin(_PLUGIN)

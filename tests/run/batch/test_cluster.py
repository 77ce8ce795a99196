"""The batch on a real scheduler and real workers, processes that talk over the loopback."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.batch.batch import (
    FAILED,
    MADE,
    RunOutcome,
    StartWorkers,
    local_workers,
    run_batch,
)
from analyysi.run.batch.cluster import cluster_workers
from analyysi.run.batch.destination import destination_at
from analyysi.run.batch.run_file import Group, planned_runs
from support.places import ROOT
from support.short_notebook import with_short_notebook

pytestmark = pytest.mark.notebook
REPOSITORY = ROOT
GROUP = Group(agreements=("kainuu-ict",), years=("2027",), municipalities="all", languages=("fi",))
ENVIRONMENT = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "True"}


def _copy(root: Path) -> Project:
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    return with_short_notebook(Project(root))


@contextmanager
def _process(*arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *arguments]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=ENVIRONMENT, start_new_session=True
        )
    try:
        yield process
    finally:
        for kill in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, kill)
                process.wait(timeout=10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
            break


def _said(log: Path, pattern: str, seconds: float = 60) -> re.Match[str]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found
        time.sleep(0.1)
    pytest.fail(log.read_text(encoding="utf-8", errors="replace"))


class Cluster:
    """A scheduler and its workers, each a process group of its own."""

    def __init__(self, folder: Path, stack: ExitStack, workers: int) -> None:
        self._folder, self._stack = folder, stack
        log = folder / "scheduler.log"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        stack.enter_context(_process("distributed.cli.dask_scheduler", *options, log=log))
        self.address = _said(log, r"Scheduler at:\s+(tcp://\S+)")[1]
        self.workers = [self.start_worker(number) for number in range(workers)]

    def start_worker(self, number: int) -> subprocess.Popen[bytes]:
        log = self._folder / f"worker{number}.log"
        options = [
            self.address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        ]
        options += ["--local-directory", str(self._folder / f"w{number}")]
        worker = self._stack.enter_context(
            _process("distributed.cli.dask_worker", *options, log=log)
        )
        _said(log, r"Registered to:")
        return worker


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(tmp_path_factory.mktemp("cluster"), stack, 2)


def _run(
    project: Project, output: str, workers: StartWorkers, group: Group = GROUP
) -> list[RunOutcome]:
    items, broken = planned_runs(project, [group])
    return list(run_batch(project, items, broken, destination_at(output, project.reports), workers))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _without_time(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: re.sub(rb'"executed_at": "[^"]*"', b"", content) for name, content in files.items()
    }


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    project = _copy(tmp_path / "p")
    items, broken = planned_runs(project, [GROUP])
    assert len(items) == 8
    into = destination_at(str(tmp_path / "cluster"), project.reports)
    runs = []
    for run in run_batch(
        project, items, broken, into, lambda formats: cluster_workers(cluster.address, formats, 2)
    ):
        runs.append(run)
        if len(runs) == 2:
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    assert [run.fault for run in runs] == [""] * 8
    assert sorted(run.name for run in runs) == sorted(item.name for item in items)
    here = tmp_path / "here"
    assert {
        run.status for run in _run(project, str(here), lambda formats: local_workers(formats, 2))
    } == {MADE}
    by_cluster, by_itself = _files(tmp_path / "cluster"), _files(here)
    assert len(by_itself) == 8 * 4
    assert _without_time(by_cluster) == _without_time(by_itself)
    # A worker that joins later gets ready by itself, and what is there is not made again.
    cluster.workers[0] = cluster.start_worker(2)
    again = _run(project, str(here), lambda formats: cluster_workers(cluster.address, formats, 2))
    assert {run.status for run in again} == {"unchanged"}


def test_a_worker_with_other_figures_makes_no_report(cluster: Cluster, tmp_path: Path) -> None:
    project = _copy(tmp_path / "p")
    group = GROUP.model_copy(update={"municipalities": ("joint",), "years": ("2027",)})
    items, _ = planned_runs(project, [group])
    into = destination_at(str(tmp_path / "out"), project.reports)

    def changed(formats: list[str]):  # type: ignore[no-untyped-def]
        # The keys are worked out by now: the workers find another file than who asked.
        note = project.agreements / "kainuu-ict" / "2027.toml"
        note.write_text(note.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
        return cluster_workers(cluster.address, formats, 2)

    (run,) = run_batch(project, items, [], into, changed)
    assert run.status == FAILED
    assert "are not those that the batch began with" in run.fault
    assert not (tmp_path / "out").exists()


def test_reports_go_to_an_address_that_fsspec_knows(cluster: Cluster, tmp_path: Path) -> None:
    import fsspec

    project = _copy(tmp_path / "p")
    group = GROUP.model_copy(update={"municipalities": ("joint",)})
    address = f"memory://reports-{os.getpid()}"
    runs = _run(
        project, address, lambda formats: cluster_workers(cluster.address, formats, 2), group
    )
    assert {run.status for run in runs} == {MADE}
    here = tmp_path / "here"
    _run(project, str(here), lambda formats: local_workers(formats, 2), group)
    filesystem, root = fsspec.core.url_to_fs(address)
    found = {
        path.removeprefix(f"{root}/"): filesystem.cat_file(path) for path in filesystem.find(root)
    }
    assert _without_time(found) == _without_time(_files(here))
    again = _run(
        project, address, lambda formats: cluster_workers(cluster.address, formats, 2), group
    )
    assert {run.status for run in again} == {"unchanged"}


def test_no_scheduler_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyysi.run.batch.cluster._CONNECT_SECONDS", 1)
    with (
        pytest.raises(ParameterError, match=r"There is no Dask scheduler at 'tcp://127.0.0.1:1'"),
        cluster_workers("tcp://127.0.0.1:1", ["html"], 1),
    ):
        pass

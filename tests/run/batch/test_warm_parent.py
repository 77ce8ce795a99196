"""The warm parent: it imports ahead, forks only without threads, and ends with who started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.odd_jobs import EndlessReport, EndlessYear
from support.places import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_a_parent_with_threads_does_not_fork() -> None:
    script = (
        "import socket, threading\nfrom analyysi.run.batch import warm_parent\nours, theirs = "
        "socket.socketpair()\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "warm_parent.fork_on_request(theirs, 1)\n"
        "assert ours.recv(1) == warm_parent.THREADS"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_the_warm_parent_ends_with_who_started_it_and_clears_up(tmp_path: Path) -> None:
    script = (
        "import os, signal\nfrom analyysi.run.batch.report_processes import ReportProcesses\nprocesses = "
        "ReportProcesses(['html'], 1)\n"
        "assert len(os.listdir(os.environ['TMPDIR'])) == 1\n"
        "print(processes.parent_pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    for _ in range(100):
        if not Path(f"/proc/{int(done.stdout)}").exists():
            assert list(tmp_path.iterdir()) == []
            return
        time.sleep(0.05)
    pytest.fail("the warm parent outlived who started it")


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
@pytest.mark.parametrize("kind", [EndlessReport, EndlessYear])
def test_all_processes_of_a_killed_batch_end_at_its_limit(
    kind: type[EndlessYear], tmp_path: Path
) -> None:
    """Nobody is left who waits for the report; its process still keeps the limit."""
    begun, temporary = tmp_path / "begun", tmp_path / "temporary"
    temporary.mkdir()
    script = (
        "from analyysi.run.batch.report_processes import ReportProcesses\n"
        f"from support.odd_jobs import {kind.__name__}\n"
        "processes = ReportProcesses(['html'], 1, limit=2)\n"
        "print(processes.parent_pid, flush=True)\n"
        f"processes.make({kind.__name__}(begun={str(begun)!r}))"
    )
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT / "tests")}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as batch:
        assert batch.stdout is not None
        parent = int(batch.stdout.readline())
        while not begun.exists():
            time.sleep(0.01)
        batch.kill()
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert len(children) == 1
    deadline = time.monotonic() + 60
    while _running(parent, *children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _running(parent, *children) == []
    assert list(temporary.iterdir()) == []


def _running(*pids: int | str) -> list[int | str]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_it_imports_ahead_all_that_a_report_needs() -> None:
    """A child must import nothing of ours that its siblings import too."""
    script = (
        "import sys\nfrom analyysi.run.batch.warm_parent import warm_up\nwarm_up(['html', 'pdf'])\n"
        "ours = {name for name in sys.modules if name.startswith('analyysi.')}\n"
        "needed = {'analyysi.report.page', 'analyysi.report.papers.pdf', 'analyysi.run.report'}\n"
        "print(sorted(needed - ours), 'analyysi.report.papers.word' in ours)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    assert done.stdout == "[] False\n"

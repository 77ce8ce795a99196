"""The warm parent: it imports ahead, forks only without threads, and ends with who started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_a_parent_with_threads_does_not_fork() -> None:
    script = (
        "import socket, threading\nfrom analyysi.run.batch import warm_parent\nours, theirs = "
        "socket.socketpair()\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "warm_parent.fork_on_request(theirs)\n"
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

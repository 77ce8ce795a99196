"""A batch that is killed or interrupted at any moment goes on where it stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analyysi.project import Project
from support.batches import EPOCH, batch, copied_project, files_in

pytestmark = pytest.mark.notebook


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied_project(tmp_path / "project")


def _whole_or_absent(reports: Path, expected: dict[str, bytes]) -> int:
    """Return how many reports are there; each must be there to the last byte, or not at all."""
    up_to_date_record = 0
    for folder in reports.glob("*/*"):
        if folder.name.startswith("."):
            continue  # what a killed batch left, which the next one clears away
        name = folder.relative_to(reports).as_posix()
        wanted = {
            path: content for path, content in expected.items() if path.startswith(f"{name}/")
        }
        assert {f"{name}/{path}": content for path, content in files_in(folder).items()} == wanted
        up_to_date_record += 1
    return up_to_date_record


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX process groups")
def test_killed_twice_it_goes_on_and_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    seats = "joint,Paltamo,Sotkamo,Kuhmo,Puolanka"
    options = ("--agreements", "kainuu-ict", "--years", "2027", "--municipalities", seats)
    assert batch(project, *options, "--output", str(tmp_path / "expected")).returncode == 0
    expected = {
        name: content for name, content in files_in(tmp_path / "expected").items() if "/" in name
    }
    out = tmp_path / "out"
    counts = [0]
    for wanted in (1, 3):
        command = [sys.executable, "-m", "analyysi", "batch", *options, "--output", str(out)]
        command += ["--project", str(project.root)]
        run = subprocess.Popen(
            command,
            env={**os.environ, **EPOCH},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 120
        while (
            len(list(out.glob("*/2*/run.json"))) < wanted
            and run.poll() is None
            and time.monotonic() < deadline
        ):
            time.sleep(0.02)
        # The batch alone, not its children: they are in the middle of a report and must do no harm.
        os.kill(run.pid, signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        counts.append(_whole_or_absent(out, expected))
        assert counts[-1] > counts[-2]
    done = batch(project, *options, "--output", str(out))
    assert done.returncode == 0, done.stderr
    assert f"{counts[-1]} unchanged" in done.stdout
    assert {name: content for name, content in files_in(out).items() if "/" in name} == expected
    assert not list(out.glob("**/.analyysi*"))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_interrupted_it_says_what_is_in_place(project: Project, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "analyysi",
        "batch",
        "--all",
        "--municipalities",
        "all",
        "--output",
        str(tmp_path / "o"),
    ]
    run = subprocess.Popen(
        [*command, "--project", str(project.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    assert run.stderr is not None
    assert run.stderr.readline() == "Reports ...\n"
    assert run.stderr.readline().startswith("made")
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.splitlines()[-1] == (
        "analyysi: interrupted; the reports made so far are in place. Run it again to go on."
    )
    assert list((tmp_path / "o").glob("*/*/report.html"))

"""A batch from the command line: what it makes, skips and tells; stopped at any moment, it goes on
where it stopped.
"""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from analyysi.project import Project
from support.places import ROOT
from support.short_notebook import with_short_notebook

REPOSITORY = ROOT
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


def _copy(root: Path) -> Project:
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    return with_short_notebook(Project(root))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return _copy(tmp_path / "project")


def _batch(project: Project, *options: str, **changes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analyysi", "batch", *options, "--project", str(project.root)]
    environment = {**os.environ, **EPOCH, **changes}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.slow
def test_the_line_must_say_which_reports(project: Project) -> None:
    done = _batch(project)
    assert done.returncode == 2
    assert done.stderr.startswith("analyysi: Which reports? Name a run file")
    assert _batch(project, "--all", "--years", "2023").returncode == 2
    listed = _batch(
        project,
        "--years",
        "2023",
        "--municipalities",
        "joint,Paltamo",
        "--formats",
        "pdf",
        "--dry-run",
    )
    assert listed.stdout == "kainuu-ict/2023  pdf\nkainuu-ict/2023-paltamo  pdf\n2 reports\n"
    assert not project.reports.exists()


@pytest.mark.notebook
def test_a_sweep_of_totals_is_one_run_file(project: Project, tmp_path: Path) -> None:
    run_file = tmp_path / "sweep.toml"
    totals = [70_000, 80_000, 88_000]
    run_file.write_text(
        "[[reports]]\nagreements = ['kainuu-ict']\nyears = [2023]\n"
        f"[reports.parameters]\ntotal = {totals}\nmethod = 'equal'\n",
        encoding="utf-8",
    )
    done = _batch(project, str(run_file), "--quiet")
    assert done.returncode == 0, done.stderr
    folders = [
        project.reports / "kainuu-ict" / f"2023-kokeilu-total-{total}-method-equal"
        for total in totals
    ]
    for total, folder in zip(totals, folders, strict=True):
        rows = _rows(folder / "kokeilu-results.csv")
        chosen = [row["amount_eur"] for row in rows if row["chosen"] == "yes"]
        assert len(chosen) == 7
        assert sum(round(float(amount) * 100) for amount in chosen) == total * 100
        assert (folder / "kokeilu-report.html").is_file()
    assert not (project.reports / "kainuu-ict" / "2023").exists()
    listed = _rows(project.reports / "runs.csv")
    assert [row["trial"] for row in listed] == [f"total={total}, method=equal" for total in totals]
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "kokeilu: total=70000, method=equal" in index
    assert "2023-kokeilu-total-70000-method-equal/kokeilu-report.html" in index
    again = _batch(project, str(run_file))
    assert again.stdout.count("unchanged") >= len(totals)


# What becomes of them


@pytest.mark.notebook
def test_made_once_skipped_when_unchanged_and_made_again_when_not(
    project: Project, tmp_path: Path
) -> None:
    options = ("--agreements", "kainuu-ict", "--languages", "fi,sv", "--formats", "html,pdf")
    first = _batch(project, *options)
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    assert sorted(line.split()[:2] for line in first.stdout.splitlines()[:4]) == [
        ["made", "kainuu-ict/2023"],
        ["made", "kainuu-ict/2023-sv"],
        ["made", "kainuu-ict/2027"],
        ["made", "kainuu-ict/2027-sv"],
    ]
    assert "4 reports: 4 made;" in first.stdout
    made = _files(project.reports)
    assert {"index.html", "runs.csv", "kainuu-ict/2023-sv/report.pdf"} <= set(made)

    second = _batch(project, *options)
    assert "4 reports: 4 unchanged;" in second.stdout
    table = csv.DictReader(io.StringIO((project.reports / "runs.csv").read_text(encoding="utf-8")))
    assert {row["status"] for row in table} == {"unchanged"}
    differs = {name for name, content in _files(project.reports).items() if content != made[name]}
    assert differs <= {"index.html", "runs.csv"}

    # One file lost, one edited, one year's terms changed: these reports are made again, and no
    # others.
    (project.reports / "kainuu-ict" / "2023" / "results.csv").unlink()
    page = project.reports / "kainuu-ict" / "2023-sv" / "report.html"
    page.write_bytes(page.read_bytes() + b"<!-- edited -->")
    third = _batch(project, *options, "--years", "2023")
    assert "2 reports: 2 made;" in third.stdout
    assert {
        name: content
        for name, content in _files(project.reports).items()
        if name in made and "/" in name
    } == {name: content for name, content in made.items() if "/" in name}
    terms = project.agreements / "kainuu-ict" / "2027.toml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("80000.00", "81000.00"), encoding="utf-8"
    )
    fourth = _batch(project, *options, "--years", "2027")
    assert "2 reports: 2 made;" in fourth.stdout
    # A report that is there in more formats than asked is as good.
    fifth = _batch(project, "--agreements", "kainuu-ict", "--years", "2027")
    assert "1 report: 1 unchanged;" in fifth.stdout


@pytest.mark.notebook
def test_one_failure_stops_no_other_and_is_told_by_the_exit_code(project: Project) -> None:
    broken = project.agreements / "kainuu-ict" / "2027.toml"
    sound = broken.read_text(encoding="utf-8")
    broken.write_text(sound.replace("population_2025", "populatoin_2025", 1), encoding="utf-8")
    faulty = project.agreements / "dublin-fire" / "2013.toml"
    faulty.write_text("year = [", encoding="utf-8")
    done = _batch(project, "--all", "--languages", "fi,sv")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    failed = [line for line in lines if line.startswith("FAILED")]
    assert any(
        "dublin-fire/2013: data/agreements/dublin-fire/2013.toml is not valid TOML" in line
        for line in failed
    )
    assert any("kainuu-ict/2027: " in line and "populatoin_2025" in line for line in failed)
    assert "made       kainuu-ict/2023-sv" in done.stdout
    assert "failed, the others are in place" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project.reports / "kainuu-ict" / "2023" / "report.html").is_file()
    assert not (project.reports / "kainuu-ict" / "2027").exists()
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "2013.toml" in index
    # Put right, only what is missing is made.
    broken.write_text(sound, encoding="utf-8")
    again = _batch(project, "--agreements", "kainuu-ict", "--languages", "fi,sv")
    assert again.returncode == 0, again.stderr


@pytest.mark.notebook
def test_a_notebook_that_fails_leaves_its_log_and_the_earlier_report(project: Project) -> None:
    assert _batch(project, "--years", "2023").returncode == 0
    earlier = (project.reports / "kainuu-ict" / "2023" / "report.html").read_bytes()
    path = project.notebooks / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0"))
    nbformat.write(notebook, path)
    done = _batch(project, "--years", "2023")
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stdout
    folder = project.reports / "kainuu-ict" / "2023"
    assert {one.name for one in folder.iterdir()} == {"failed.ipynb", "failed.log", "previous"}
    assert (folder / "previous" / "report.html").read_bytes() == earlier


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
        assert {f"{name}/{path}": content for path, content in _files(folder).items()} == wanted
        up_to_date_record += 1
    return up_to_date_record


@pytest.mark.notebook
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX process groups")
def test_killed_twice_it_goes_on_and_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    seats = "joint,Paltamo,Sotkamo,Kuhmo,Puolanka"
    options = ("--agreements", "kainuu-ict", "--years", "2027", "--municipalities", seats)
    assert _batch(project, *options, "--output", str(tmp_path / "expected")).returncode == 0
    expected = {
        name: content for name, content in _files(tmp_path / "expected").items() if "/" in name
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
    done = _batch(project, *options, "--output", str(out))
    assert done.returncode == 0, done.stderr
    assert f"{counts[-1]} unchanged" in done.stdout
    assert {name: content for name, content in _files(out).items() if "/" in name} == expected
    assert not list(out.glob("*/.new-*"))
    assert not list(out.glob("*/.old-*"))


@pytest.mark.notebook
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
    assert run.stdout is not None
    assert run.stdout.readline().startswith("made")
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert (
        said
        == "analyysi: interrupted; the reports made so far are in place. Run it again to go on.\n"
    )
    assert list((tmp_path / "o").glob("*/*/report.html"))

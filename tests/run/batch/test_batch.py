"""A batch from the command line: what it makes, skips and tells.

That it goes on where it was stopped is held by test_batch_killed.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import nbformat
import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.batch.batch import FAILED, run_batch
from analyysi.run.batch.destination import destination_at
from analyysi.run.batch.report_job import JobOutcome, ReportJob
from analyysi.run.batch.run_file import ReportRun
from support.batches import batch, copied_project, files_in
from support.places import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied_project(tmp_path / "project")


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.slow
def test_the_line_must_say_which_reports(project: Project) -> None:
    done = batch(project)
    assert done.returncode == 2
    assert done.stderr.startswith("analyysi: Which reports? Name a run file")
    assert batch(project, "--all", "--years", "2023").returncode == 2
    listed = batch(
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
    done = batch(project, str(run_file), "--quiet")
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
    again = batch(project, str(run_file))
    assert again.stderr.count("unchanged") >= len(totals)


# What becomes of them


@pytest.mark.notebook
def test_made_once_skipped_when_unchanged_and_made_again_when_not(
    project: Project, tmp_path: Path
) -> None:
    options = ("--agreements", "kainuu-ict", "--languages", "fi,sv", "--formats", "html,pdf")
    first = batch(project, *options)
    assert first.returncode == 0, first.stderr
    begin, *lines = first.stderr.splitlines()
    assert begin == "Reports ..."
    assert sorted(line.split()[:2] for line in lines) == [
        ["made", "kainuu-ict/2023"],
        ["made", "kainuu-ict/2023-sv"],
        ["made", "kainuu-ict/2027"],
        ["made", "kainuu-ict/2027-sv"],
    ]
    assert "4 reports: 4 made;" in first.stdout
    made = files_in(project.reports)
    assert {"index.html", "runs.csv", "kainuu-ict/2023-sv/report.pdf"} <= set(made)

    second = batch(project, *options)
    assert "4 reports: 4 unchanged;" in second.stdout
    table = csv.DictReader(io.StringIO((project.reports / "runs.csv").read_text(encoding="utf-8")))
    assert {row["status"] for row in table} == {"unchanged"}
    differs = {name for name, content in files_in(project.reports).items() if content != made[name]}
    assert differs <= {"index.html", "runs.csv"}

    # One file lost, one edited, one year's terms changed: these reports are made again, and no
    # others.
    (project.reports / "kainuu-ict" / "2023" / "results.csv").unlink()
    page = project.reports / "kainuu-ict" / "2023-sv" / "report.html"
    page.write_bytes(page.read_bytes() + b"<!-- edited -->")
    third = batch(project, *options, "--years", "2023")
    assert "2 reports: 2 made;" in third.stdout
    assert {
        name: content
        for name, content in files_in(project.reports).items()
        if name in made and "/" in name
    } == {name: content for name, content in made.items() if "/" in name}
    terms = project.agreements / "kainuu-ict" / "2027.toml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("80000.00", "81000.00"), encoding="utf-8"
    )
    fourth = batch(project, *options, "--years", "2027")
    assert "2 reports: 2 made;" in fourth.stdout
    # A report that is there in more formats than asked is as good.
    fifth = batch(project, "--agreements", "kainuu-ict", "--years", "2027")
    assert "1 report: 1 unchanged;" in fifth.stdout


@pytest.mark.notebook
def test_one_failure_stops_no_other_and_is_told_by_the_exit_code(project: Project) -> None:
    broken = project.agreements / "kainuu-ict" / "2027.toml"
    sound = broken.read_text(encoding="utf-8")
    broken.write_text(sound.replace("population_2025", "populatoin_2025", 1), encoding="utf-8")
    faulty = project.agreements / "dublin-fire" / "2013.toml"
    faulty.write_text("year = [", encoding="utf-8")
    done = batch(project, "--all", "--languages", "fi,sv")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    failed = [line for line in lines if line.startswith("FAILED")]
    assert any(
        "dublin-fire/2013: data/agreements/dublin-fire/2013.toml is not valid TOML" in line
        for line in failed
    )
    assert any("kainuu-ict/2027: " in line and "populatoin_2025" in line for line in failed)
    assert "made       kainuu-ict/2023-sv" in done.stderr
    assert "failed, the others are in place" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project.reports / "kainuu-ict" / "2023" / "report.html").is_file()
    assert not (project.reports / "kainuu-ict" / "2027").exists()
    index = (project.reports / "index.html").read_text(encoding="utf-8")
    assert "2013.toml" in index
    # Put right, only what is missing is made.
    broken.write_text(sound, encoding="utf-8")
    again = batch(project, "--agreements", "kainuu-ict", "--languages", "fi,sv")
    assert again.returncode == 0, again.stderr


@pytest.mark.notebook
def test_a_notebook_that_fails_leaves_its_log_and_the_earlier_report(project: Project) -> None:
    assert batch(project, "--years", "2023").returncode == 0
    earlier = (project.reports / "kainuu-ict" / "2023" / "report.html").read_bytes()
    path = project.notebooks / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0"))
    nbformat.write(notebook, path)
    done = batch(project, "--years", "2023")
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    folder = project.reports / "kainuu-ict" / "2023"
    assert {one.name for one in folder.iterdir()} == {"failed.ipynb", "failed.log", "previous"}
    assert (folder / "previous" / "report.html").read_bytes() == earlier


def test_what_a_failed_run_moved_is_told(tmp_path: Path) -> None:
    class Failing:
        def outcomes(self, jobs: Iterable[ReportJob]) -> Iterator[JobOutcome]:
            for job in jobs:
                yield JobOutcome(job.name, {"failed.log": b"why"}, "It is at fault.")

    run = ReportRun("kainuu-ict/2023", RunParameters(agreement="kainuu-ict", year=2023), ("html",))
    into = destination_at(str(tmp_path), tmp_path)
    into.replace_report(run.name, {"report.html": b"old", "run.json": b"{}"})
    previous = tmp_path / run.name / "previous"
    previous.mkdir()
    (previous / "report.pdf").write_bytes(b"mine")
    (outcome,) = run_batch(Project(ROOT), [run], [], into, lambda _: nullcontext(Failing()))
    assert (outcome.status, outcome.fault) == (FAILED, "It is at fault.")
    assert outcome.notes == (
        "report.pdf was changed after it was made: it is kept as changed/report.pdf.",
    )


def test_the_shares_of_a_year_are_kept_once_for_all_its_seats(tmp_path: Path) -> None:
    class Making:
        def outcomes(self, jobs: Iterable[ReportJob]) -> Iterator[JobOutcome]:
            for job in jobs:
                shares = [{"code": "578", "cents": 8 if job.parameters.total else 7}]
                report = {"title": job.name, "shares": shares}
                record = {"report": report, "outputs": {}, "inputs": []}
                yield JobOutcome(job.name, {"run.json": json.dumps(record).encode()}, "")

    joint = RunParameters(agreement="kainuu-ict", year=2023)
    asked = {
        "joint": joint,
        "paltamo": joint.model_copy(update={"municipality": "Paltamo"}),
        "trial": joint.model_copy(update={"total": "90000"}),
    }
    runs = [ReportRun(name, parameters, ("html",)) for name, parameters in asked.items()]
    into = destination_at(str(tmp_path), tmp_path)
    outcomes = run_batch(Project(ROOT), runs, [], into, lambda _: nullcontext(Making()))
    records = {outcome.name: outcome.record or {} for outcome in outcomes}
    assert all(set(record) == {"report", "outputs"} for record in records.values())
    reports = {name: record["report"] for name, record in records.items()}
    assert reports["paltamo"]["title"] == "paltamo"
    assert reports["paltamo"]["shares"] is reports["joint"]["shares"]
    assert reports["trial"]["shares"] == [{"code": "578", "cents": 8}]

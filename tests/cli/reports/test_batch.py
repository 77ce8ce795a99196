"""The command `batch`: which reports it asks for, how it ends, and what it prints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import analyysi.run.batch.batch
import analyysi.run.batch.summary
from analyysi.errors import ParameterError, ReportError
from analyysi.run.batch.batch import FAILED, MADE, UNCHANGED, RunOutcome
from support.command_line import call, ended
from support.english_words import english_in
from support.places import ROOT

pytestmark = pytest.mark.slow

GROUP = ("batch", "--agreements", "kainuu-ict", "--years", "2023")


def runs(monkeypatch: pytest.MonkeyPatch, *of_reports: RunOutcome | BaseException) -> None:
    """Let the batch come to this, without making a report."""

    def run_batch(*_: Any) -> Iterator[RunOutcome]:
        for run in of_reports:
            if isinstance(run, BaseException):
                raise run
            yield run

    monkeypatch.setattr(analyysi.run.batch.batch, "run_batch", run_batch)
    for name in ("index_html", "runs_csv"):  # these need the records of real reports
        monkeypatch.setattr(analyysi.run.batch.summary, name, lambda *_: b"written")


@pytest.mark.slow
def test_a_dry_run_lists_the_reports() -> None:
    outcome = call(*GROUP, "--municipalities", "joint,Paltamo", "--languages", "fi,sv", "--dry-run")
    assert outcome.fault is None
    assert outcome.printed.splitlines() == [
        "kainuu-ict/2023  html",
        "kainuu-ict/2023-sv  html",
        "kainuu-ict/2023-paltamo  html",
        "kainuu-ict/2023-paltamo-sv  html",
        "4 reports",
    ]


@pytest.mark.slow
def test_options_replace_what_the_run_file_says(tmp_path: Path) -> None:
    file = tmp_path / "batch.toml"
    file.write_text('[[reports]]\nagreements = ["kainuu-ict"]\nyears = [2023, 2027]\n')
    both = call("batch", str(file), "--dry-run").printed
    assert both.splitlines() == ["kainuu-ict/2023  html", "kainuu-ict/2027  html", "2 reports"]
    one = call("batch", str(file), "--years", "2027", "--formats", "pdf", "--dry-run").printed
    assert one.splitlines() == ["kainuu-ict/2027  pdf", "1 report"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Which reports? Name a run file"),
        (("--all", "--years", "2023"), "--all is every agreement and every year"),
        (("--agreements", "kainuu-itc"), "Did you mean 'kainuu-ict'"),
        (("no-such.toml",), "There is no run file no-such.toml"),
        (("--years", "20x3"), "Options of the batch: years: '20x3' is no year"),
    ],
)
def test_what_cannot_be_understood_is_refused(arguments: tuple[str, ...], message: str) -> None:
    fault = call("batch", *arguments).fault
    assert isinstance(fault, ParameterError)
    assert message in str(fault)


@pytest.mark.slow
def test_failures_are_counted_and_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs(
        monkeypatch,
        RunOutcome("kainuu-ict/2023", "kainuu-ict", 2023, MADE, seconds=1.25),
        RunOutcome("kainuu-ict/2027", "kainuu-ict", 2027, UNCHANGED),
        RunOutcome("kainuu-ict/2024", "kainuu-ict", 2024, FAILED, fault="no terms"),
    )
    outcome = call(*GROUP, "--output", str(tmp_path))
    assert isinstance(outcome.fault, ReportError)
    assert "1 of 3 reports failed, the others are in place" in str(outcome.fault)
    assert "FAILED     kainuu-ict/2024: no terms" in outcome.printed
    assert "made       kainuu-ict/2023  1.2 s" in outcome.printed
    assert "3 reports: 1 made, 1 unchanged, 1 failed; " in outcome.printed
    assert (tmp_path / "index.html").read_bytes() == b"written"
    assert (tmp_path / "runs.csv").read_bytes() == b"written"


def test_programs_are_told_of_each_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runs(
        monkeypatch,
        RunOutcome("kainuu-ict/2023", "kainuu-ict", 2023, MADE, seconds=1.25),
        RunOutcome("kainuu-ict/2024", "kainuu-ict", 2024, FAILED, fault="no terms"),
    )
    done = ended(*GROUP, "--output", str(tmp_path), "--json", "--quiet", folder=ROOT)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"]) == (1, False)
    assert [report["status"] for report in answer["result"]["reports"]] == [MADE, FAILED]
    assert answer["result"]["reports"][0]["seconds"] == 1.25
    assert answer["result"]["index"].endswith("index.html")
    assert answer["faults"] == ["FAILED     kainuu-ict/2024: no terms"]
    assert done.stderr == "FAILED     kainuu-ict/2024: no terms\n"
    listed = ended(*GROUP, "--dry-run", "--json", folder=ROOT)
    assert json.loads(listed.stdout)["result"] == {
        "reports": [{"name": "kainuu-ict/2023", "formats": ["html"]}],
        "faulty_years": [],
    }


def test_what_became_of_each_is_said_in_the_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs(
        monkeypatch,
        RunOutcome("kainuu-ict/2023", "kainuu-ict", 2023, MADE, seconds=1.25),
        RunOutcome("kainuu-ict/2027", "kainuu-ict", 2027, UNCHANGED),
        RunOutcome("kainuu-ict/2024", "kainuu-ict", 2024, FAILED, fault="–"),
    )
    for language in ("fi", "sv"):
        asked = (*GROUP, "--output", str(tmp_path / language))
        done = ended(*asked, folder=ROOT, ANALYYSI_LANGUAGE=language)
        assert done.returncode == 1
        for line in (done.stdout + done.stderr).splitlines():
            assert english_in(line, language) == []


def test_quiet_names_failures_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runs(monkeypatch, RunOutcome("kainuu-ict/2023", "kainuu-ict", 2023, UNCHANGED))
    printed = call(*GROUP, "--output", str(tmp_path), "--quiet").printed
    assert "unchanged  kainuu-ict/2023" not in printed
    assert "1 report: 1 unchanged; " in printed


def test_an_interruption_says_that_the_batch_can_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs(monkeypatch, KeyboardInterrupt())
    outcome = call(*GROUP, "--output", str(tmp_path))
    assert isinstance(outcome.fault, SystemExit)
    assert outcome.fault.code == 130
    assert "Run it again to go on." in outcome.printed

"""The commands that publish and reproduce: what they print of editions, and when they fail."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

import analyysi.archive.publish
import analyysi.archive.reproduce
from analyysi.agreement.parameters import RunParameters
from analyysi.archive import isolation
from analyysi.archive.anchor import Anchor
from analyysi.archive.edition import Edition, find_editions
from analyysi.archive.isolation import ISOLATIONS
from analyysi.archive.ledger import Cause, Kind, Reproduction
from analyysi.cli.progress import ProgressBar
from analyysi.cli.reports.archive import KINDS, publish
from analyysi.errors import ParameterError, ReproductionError
from analyysi.languages.catalogue import translated
from analyysi.project import Project
from support.command_line import call

pytestmark = pytest.mark.slow

REPORT = RunParameters(agreement="kainuu-ict", year=2023, municipality="Paltamo")


@pytest.fixture
def edition(project: Project) -> Edition:
    return find_editions(project, "kainuu-ict", 2023)[0]


def recomputed(
    monkeypatch: pytest.MonkeyPatch, reproduction: Reproduction | ReproductionError
) -> None:
    """Let the recomputation come to this, without working anything out."""

    def answer(*_: Any) -> Reproduction:
        if isinstance(reproduction, ReproductionError):
            raise reproduction
        return reproduction

    monkeypatch.setattr(analyysi.archive.reproduce, "reproduce", answer)


@pytest.mark.slow
def test_an_edition_that_comes_out_is_listed_without_a_ledger(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    recomputed(monkeypatch, Reproduction(edition, True, {"fi/report.html": True}, ()))
    outcome = call("reproduce", "kainuu-ict", "2023", "--quiet")
    assert outcome.fault is None
    assert "equal to the cent" in outcome.printed
    assert "1 of 1 equal" in outcome.printed
    assert "Ledger" not in outcome.printed


def test_a_difference_is_in_the_ledger_and_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    cause = Cause("data", "population.csv", ("3183 → 3184",), {"578": 120, "105": -120})
    recomputed(monkeypatch, Reproduction(edition, False, {}, (cause,)))
    outcome = call("reproduce", "--quiet")
    assert isinstance(outcome.fault, ReproductionError)
    assert "kainuu-ict 2023, edition 1 (data)" in str(outcome.fault)
    assert "578: +1.20" in outcome.printed
    assert "105: −1.20" in outcome.printed
    assert "NOT AS PUBLISHED" in outcome.printed


def test_every_kind_of_cause_is_said_in_every_language() -> None:
    assert set(KINDS) == set(get_args(Kind))
    for language in ("fi", "sv"):
        assert all(translated(kind.text, language) for kind in KINDS.values())


def test_what_an_archive_holds_is_shown_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    cause = Cause("library", "[red]a[/red]", ('pip install "analyysi[editions]"', "\x1b[2Jb"), None)
    recomputed(monkeypatch, Reproduction(edition, True, {}, (cause,)))
    printed = "".join(call("reproduce", "--quiet").printed.split())
    assert "[red]a[/red]" in printed
    assert "\x1b" not in printed
    assert "[editions]" in printed.replace("│", "")


def test_way_without_isolation_is_told_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    recomputed(monkeypatch, Reproduction(edition, True, {}, ()))
    for name, row in ISOLATIONS.items():
        monkeypatch.setattr(isolation, "isolation", lambda row=row: ("", row))
        printed = call("reproduce", "--quiet").printed
        assert ("Note: archived programs run NOT isolated from the network" in printed) is (
            not name
        )
        assert ("Note: " in printed) is not row.keeps_files


def test_answer_is_as_published_only_where_something_outside_says_so(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    recomputed(monkeypatch, Reproduction(edition, True, {}, ()))
    printed = " ".join(call("reproduce", "--quiet").printed.split())
    assert not re.search(r"\bas published", printed)
    assert "Nothing outside of its folder says what was published" in printed
    assert "a commit of your own says only what you were given" in printed
    signed = Anchor("signature", "its list is signed by office", "signed by office")
    recomputed(monkeypatch, Reproduction(edition, True, {}, (), signed))
    printed = call("reproduce", "--quiet").printed
    assert re.search(r"\bas published", printed)
    assert "(signed by" in printed


def test_what_is_only_worth_knowing_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    cause = Cause("data", "later", ("revised",), {}, fails=False)
    recomputed(monkeypatch, Reproduction(edition, True, {}, (cause,)))
    outcome = call("reproduce", "--results-only", "--quiet")
    assert outcome.fault is None
    assert "worth" in outcome.printed


def test_a_record_that_cannot_be_read_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    recomputed(monkeypatch, ReproductionError("kainuu-ict 2023, edition 1: run.json is missing."))
    assert "run.json is missing" in str(call("reproduce", "--quiet").fault)


def test_a_year_that_is_none_is_refused() -> None:
    fault = call("reproduce", "kainuu-ict", "20x3").fault
    assert isinstance(fault, ParameterError)
    assert "'20x3' is not a year" in str(fault)


def test_nothing_published_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data" / "agreements").mkdir(parents=True)
    outcome = call("reproduce", "--project", str(tmp_path))
    assert outcome.fault is None
    assert "No year has been published yet" in outcome.printed


def test_the_report_of_all_is_published_beside_a_seats(
    monkeypatch: pytest.MonkeyPatch, project: Project, edition: Edition
) -> None:
    asked: list[Any] = []

    def note(*given: Any) -> Edition:
        asked.extend(given)
        return edition

    monkeypatch.setattr(analyysi.archive.publish, "publish", note)
    publish(project, [REPORT], ["html"], " why ", quiet=True)
    _, reports, formats, reason, progress, key, before_placing = asked
    assert [parameters.municipality for parameters in reports] == ["", "Paltamo"]
    assert (formats, reason) == (["html"], "why")
    assert isinstance(progress, ProgressBar)
    assert callable(before_placing)
    assert key is None

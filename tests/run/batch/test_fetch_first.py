"""What a batch fetches before it begins: once for all its reports, and each fault with its runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.trial.loading import load_case
from analyysi.comparison.trial.pulled_terms import PULLED
from analyysi.project import Project
from analyysi.run.batch.fetch_first import fetched_first
from analyysi.run.batch.run_file import ReportRun
from support.real_budgets import real_documents
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra, standard
from support.services.treasury import Treasury

STATFIN = "tilastokeskus/11ra/2026-11-24"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PxWeb]:
    with (
        PxWeb(standard(), limiter_on=False) as running,
        Treasury(real_documents(), padding=20) as treasury,
    ):
        monkeypatch.setenv("ANALYYSI_TREASURY", treasury.root)
        monkeypatch.setenv("ANALYYSI_PXWEB", running.root)
        monkeypatch.delenv("ANALYYSI_OFFLINE", raising=False)
        monkeypatch.delenv(PULLED, raising=False)
        yield running


def run(year: int, data: str = "pull", total: str = "") -> ReportRun:
    parameters = RunParameters(agreement="kainuu-ict", year=year, data=data, total=total)
    return ReportRun(f"kainuu-ict/{year}-{data}-{total}", parameters, ("html",))


def test_nothing_is_asked_where_no_run_asks_for_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYYSI_OFFLINE", "1")
    with fetched_first(project, [run(2027, "newest"), run(2023, "frozen")]) as faults:
        assert faults == {}
        assert PULLED not in os.environ


@pytest.mark.slow
def test_ten_reports_ask_the_service_once(project_copy: Project, server: PxWeb) -> None:
    changed = revised_11ra(area="alue_23_20260101", changes={"KU578": 2943})
    server.replace_table("StatFin", "vaerak", changed)
    runs = [run(2027, total=str(total)) for total in range(80_000, 90_000, 1_000)]
    with fetched_first(project_copy, runs) as faults:
        assert faults == {}
        asked = len(server.requests)
        (new,) = json.loads(os.environ[PULLED])["population"]
        for report_run in runs:
            case = load_case(project_copy, report_run.parameters)
            assert case.snapshots["population_2025"] == [new]
            assert case.problem.keys["population_2025"]["578"] == 2943
        assert len(server.requests) == asked == 3
    assert PULLED not in os.environ


@pytest.mark.slow
def test_a_table_that_does_not_come_is_told_of_its_runs_only(
    project_copy: Project, server: PxWeb
) -> None:
    server.faults.append(Fault("html_200", times=-1))
    missing = RunParameters(agreement="kainuu-ict", year=2099, data="pull")
    runs = [run(2027), run(2027, "newest"), ReportRun("kainuu-ict/2099", missing, ("html",))]
    with fetched_first(project_copy, runs) as faults:
        assert set(faults) == {runs[0].name, "kainuu-ict/2099"}
        assert "could not fetch population" in faults[runs[0].name]
        assert "2099" in faults["kainuu-ict/2099"]

"""A year worked out once for all of its seats: kept if its files are those of the key."""

from __future__ import annotations

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.run import worked_out
from analyysi.run.batch.shared_year import work_out
from analyysi.run.unchanged import report_key
from support.places import ROOT

PROJECT = Project(ROOT)


@pytest.mark.slow
def test_a_year_is_kept_if_its_files_are_those_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked_out, "_kept", [])
    asked = RunParameters(agreement="kainuu-ict", year=2023, municipality="Paltamo")
    work_out(PROJECT, asked, "the key of other files")
    assert worked_out._kept == []
    work_out(PROJECT, asked, report_key(PROJECT, asked))
    (year,) = worked_out._kept
    assert year.case.terms.year == 2023
    assert year.parameters.municipality == ""


def test_a_fault_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked_out, "_kept", [])
    asked = RunParameters(agreement="kainuu-ict", year=1999)
    with pytest.raises(AnalyysiError):
        work_out(PROJECT, asked, "")
    assert worked_out._kept == []

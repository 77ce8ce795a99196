"""The exact case of a notebook: at hand where its year was worked out, many payers rounded by
arrays to the same cents.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import analyysi
from analyysi.agreement.parameters import check_parameters
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.project import Project
from analyysi.run import worked_out
from analyysi.run.worked_out import NO_ADDITIONS, WorkedOut, case_of, keep
from support.places import ROOT


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkedOut]:
    monkeypatch.setattr(worked_out, "_kept", [])
    project = Project(ROOT)
    asked = {"agreement": "kainuu-ict", "year": 2023, "language": "sv", "project": str(ROOT)}
    parameters = check_parameters(asked)
    case = case_of(project, parameters, NO_ADDITIONS)
    context = report_context(project, case)
    keep(WorkedOut(project, parameters, case, compare_methods(case), context))
    yield worked_out._kept[0]
    analyysi.forget_methods()


@pytest.mark.slow
def test_a_notebook_is_handed_the_year_that_was_worked_out(year: WorkedOut) -> None:
    case = analyysi.load("kainuu-ict", "2023", language="sv", project=str(ROOT))
    comparison = case.compare()
    report = comparison.report("sv", "Paltamo")
    assert case.exact is year.case
    assert comparison.exact is year.comparison
    assert report.reader.context is year.context


def test_whatever_is_asked_otherwise_is_worked_out_anew(year: WorkedOut, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(ROOT)
    root = str(ROOT)
    others = [
        analyysi.load("kainuu-ict", 2023, language="fi", project=root),
        analyysi.load("kainuu-ict", 2027, language="sv", project=root),
        analyysi.load("kainuu-ict", 2023, language="sv", total="90000", project=root),
        analyysi.load("kainuu-ict", 2023, language="sv", project=str(elsewhere)),
    ]
    assert all(case.exact is not year.case for case in others)

    @analyysi.method("Neliöjuuri", key="population_2021")
    def square_root(population):  # type: ignore[no-untyped-def]
        return population**0.5

    own = analyysi.load("kainuu-ict", 2023, language="sv", project=root)
    assert own.exact is not year.case
    assert len(own.compare().exact.splits) == len(year.comparison.splits) + 1


def test_many_payers_are_rounded_by_arrays_to_the_same_cents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = analyysi.load("kainuu-ict", 2023)
    assert few.exact.rounding is USUAL_ROUNDING
    monkeypatch.setattr("analyysi.run.worked_out.MANY", 6)
    many = analyysi.load("kainuu-ict", 2023)
    assert many.exact.rounding.function is not USUAL_ROUNDING.function
    assert many.compare().shares.equals(few.compare().shares)

"""The earlier years of an agreement, each shared by its own terms."""

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import earlier_years, shared_year
from analyysi.errors import SourceError
from analyysi.project import Project

USED = "thl-sotkanet/population-31-12/2026-11-24"


def test_first_year_has_none_before_it(project: Project, kainuu_2023: Comparison) -> None:
    assert earlier_years(project, kainuu_2023.case) == ()


@pytest.mark.slow
def test_year_before_is_worked_out_by_its_own_terms(
    project: Project, kainuu_2027: Comparison, kainuu_2023: Comparison
) -> None:
    (before,) = earlier_years(project, kainuu_2027.case)
    assert before.year == 2023
    assert dict(before.cents) == dict(kainuu_2023.chosen.cents)
    assert {item.path for item in before.case.inputs} >= {"data/agreements/kainuu-ict/2023.toml"}


@pytest.mark.slow
def test_fault_in_the_year_before_stops_this_one(project_copy: Project) -> None:
    case = load_year(project_copy, "kainuu-ict", 2027)
    (project_copy.snapshots / USED / "data.csv").write_text("changed", encoding="utf-8")
    with pytest.raises(SourceError, match="population-31-12"):
        earlier_years(project_copy, case)


def test_a_shared_year_is_its_chosen_split(kainuu_2023: Comparison) -> None:
    year = shared_year(kainuu_2023.case)
    assert (year.year, year.total) == (2023, 80_000_00)
    assert dict(year.cents) == dict(kainuu_2023.chosen.cents)
    assert year.title == kainuu_2023.chosen.title


def test_earlier_years_come_oldest_first(project: Project) -> None:
    last = load_year(project, "dublin-fire", 2013)
    assert [year.year for year in earlier_years(project, last)] == [2009]

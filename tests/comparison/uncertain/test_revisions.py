"""Figures that are older than asked, and figures that their publisher has revised since."""

from fractions import Fraction

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison
from analyysi.comparison.uncertain.revisions import older_figures, revisions
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.later_snapshot import LATER, asking, publish_later, row_of


def test_figures_as_the_terms_ask_are_not_old(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert older_figures(kainuu_2023.case) == older_figures(kainuu_2027.case) == ()


def test_asked_day_must_be_later(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="'asked' must be a later day"):
        load_year(asking(project_copy, "2020-12-31"), "kainuu-ict", 2023)


def test_no_later_snapshot_no_revision(project: Project, kainuu_2023: Comparison) -> None:
    assert revisions(project, kainuu_2023.case) == ()


@pytest.mark.slow
def test_revision_of_another_year_is_none_of_this_report(project_copy: Project) -> None:
    old = row_of(project_copy, "578", 2020)
    publish_later(project_copy, old, old[:-1] + str((int(old[-1]) + 1) % 10))
    case = load_year(project_copy, "kainuu-ict", 2023)
    assert revisions(project_copy, case) == ()


@pytest.mark.slow
def test_later_snapshot_without_a_payer_tells_of_no_revision(project_copy: Project) -> None:
    old = row_of(project_copy, "578", 2021)
    publish_later(project_copy, old + "\n", "")
    assert revisions(project_copy, load_year(project_copy, "kainuu-ict", 2023)) == ()


@pytest.mark.slow
def test_figures_of_an_earlier_day_than_asked_are_named(project_copy: Project) -> None:
    case = load_year(asking(project_copy, "2021-12-31"), "kainuu-ict", 2023)
    (older,) = older_figures(case)
    assert older.key == "tax_revenue_2020"
    assert (older.used.isoformat(), older.asked.isoformat()) == ("2020-12-31", "2021-12-31")


@pytest.mark.slow
def test_a_revised_figure_has_its_old_and_its_new_value(project_copy: Project) -> None:
    old = row_of(project_copy, "578", 2021)
    assert old.count("3183") == 1
    publish_later(project_copy, old, old.replace("3183", "3190"))
    (revision,) = revisions(project_copy, load_year(project_copy, "kainuu-ict", 2023))
    assert (revision.key, revision.snapshot) == ("population_2021", LATER)
    assert dict(revision.changed) == {"578": (Fraction(3183), Fraction(3190))}
    assert revision.input.path == f"data/snapshots/{LATER}/data.csv"
    assert revision.retrieved.isoformat() == "2026-12-01"

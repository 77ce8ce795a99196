"""What a report tells besides the year's splits: the year before, and figures that are old or have
been revised.
"""

import shutil
from fractions import Fraction

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.comparison.uncertain.revisions import older_figures, revisions
from analyysi.project import Project
from analyysi.report.page import Page
from support.later_snapshot import LATER, asking, publish_later, row_of


@pytest.mark.slow
def test_figure_of_an_earlier_day_than_asked_is_told_at_the_top(project_copy: Project) -> None:
    comparison = compare_methods(load_year(asking(project_copy, "2021-12-31"), "kainuu-ict", 2023))
    (older,) = older_figures(comparison.case)
    assert older.key == "tax_revenue_2020"
    html = Page(comparison, "fi", context=ReportContext(older=(older,))).head().html
    assert (
        "Verotulot 2020: luvut ovat päivältä 31.12.2020, vaikka sopimus edellyttää päivän "
        "31.12.2021 lukuja" in html
    )


@pytest.mark.slow
def test_revised_figure_is_told_with_old_and_new_and_changes_nothing(project_copy: Project) -> None:
    old = row_of(project_copy, "578", 2021)
    figure = int(old.rsplit(",", 1)[1]) if old.rsplit(",", 1)[1].isdecimal() else 3183
    publish_later(project_copy, old, old.replace(str(figure), str(figure + 7)))
    comparison = compare_methods(load_year(project_copy, "kainuu-ict", 2023))
    (revision,) = revisions(project_copy, comparison.case)
    assert revision.key == "population_2021"
    assert dict(revision.changed) == {"578": (Fraction(3183), Fraction(3190))}
    assert comparison.chosen.cents["578"] == 7325_24
    page = Page(comparison, "fi", context=report_context(project_copy, comparison.case))
    head, annex = page.head().html, page.annex().html
    assert "julkaisijan myöhemmät luvut (haettu 1.12.2026)" in head
    assert "Muuttunut luku: Paltamo." in head
    assert "3\u00a0190" in annex
    assert LATER in annex
    listed = page.results().extra["application/json"]["inputs"]
    assert f"data/snapshots/{LATER}/data.csv" in [item["path"] for item in listed]


@pytest.mark.slow
def test_project_without_boundaries_has_no_map(project_copy: Project) -> None:
    shutil.rmtree(project_copy.boundaries)
    case = load_year(project_copy, "kainuu-ict", 2023)
    assert report_context(project_copy, case).boundaries is None

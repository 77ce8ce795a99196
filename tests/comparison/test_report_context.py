"""What a report tells besides the year's splits: the year before, and figures that are old or have
been revised.
"""

import hashlib
import json
import shutil
from fractions import Fraction

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.history import earlier_years
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.comparison.revisions import older_figures, revisions
from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.report.page import Page

TABLE = "thl-sotkanet/population-31-12"
USED, LATER = f"{TABLE}/2026-11-24", f"{TABLE}/2026-12-01"


def publish_later(project: Project, old: str, new: str, later: str = LATER) -> None:
    """Add a later snapshot of the population, with one row otherwise."""
    folder = project.snapshots / later
    shutil.copytree(project.snapshots / USED, folder)
    data = (folder / "data.csv").read_text(encoding="utf-8")
    assert data.count(old) == 1
    content = data.replace(old, new).encode()
    (folder / "data.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"id": later, "retrieved": later[-10:]}
    if new == "":  # a table that lacks a payer declares another form
        manifest["table_schema"] |= {"panel": [], "rows": manifest["table_schema"]["rows"] - 1}
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def row(project: Project, code: str, year: int) -> str:
    lines = (project.snapshots / USED / "data.csv").read_text(encoding="utf-8").splitlines()
    (found,) = [line for line in lines if line.startswith(f"{code},") and f",{year}," in line]
    return found


def test_first_year_has_none_before_it(project: Project, kainuu_2023: Comparison) -> None:
    assert earlier_years(project, kainuu_2023.case) == ()


def test_year_before_is_worked_out_by_its_own_terms(
    project: Project, kainuu_2027: Comparison, kainuu_2023: Comparison
) -> None:
    (before,) = earlier_years(project, kainuu_2027.case)
    assert before.year == 2023
    assert dict(before.cents) == dict(kainuu_2023.chosen.cents)
    assert {item.path for item in before.case.inputs} >= {"data/agreements/kainuu-ict/2023.toml"}


def test_fault_in_the_year_before_stops_this_one(project_copy: Project) -> None:
    case = load_year(project_copy, "kainuu-ict", 2027)
    (project_copy.snapshots / USED / "data.csv").write_text("changed", encoding="utf-8")
    with pytest.raises(SourceError, match="population-31-12"):
        earlier_years(project_copy, case)


def test_figures_as_the_terms_ask_are_not_old(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert older_figures(kainuu_2023.case) == older_figures(kainuu_2027.case) == ()


def asking(project: Project, day: str) -> Project:
    path = project.agreements / "kainuu-ict" / "2023.toml"
    terms = path.read_text(encoding="utf-8")
    known = 'column = "tax_revenue"\nrows = { year = 2020 }\nreference_date = 2020-12-31\n'
    assert known in terms
    path.write_text(terms.replace(known, f"{known}asked = {day}\n"), encoding="utf-8")
    return project


def test_figure_of_an_earlier_day_than_asked_is_told_at_the_top(project_copy: Project) -> None:
    comparison = compare_methods(load_year(asking(project_copy, "2021-12-31"), "kainuu-ict", 2023))
    (older,) = older_figures(comparison.case)
    assert older.key == "tax_revenue_2020"
    html = Page(comparison, "fi", context=ReportContext(older=(older,))).head().html
    assert (
        "Verotulot 2020: luvut ovat päivältä 31.12.2020, vaikka sopimus edellyttää päivän "
        "31.12.2021 lukuja" in html
    )


def test_asked_day_must_be_later(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="'asked' must be a later day"):
        load_year(asking(project_copy, "2020-12-31"), "kainuu-ict", 2023)


def test_no_later_snapshot_no_revision(project: Project, kainuu_2023: Comparison) -> None:
    assert revisions(project, kainuu_2023.case) == ()


@pytest.mark.slow
def test_revised_figure_is_told_with_old_and_new_and_changes_nothing(project_copy: Project) -> None:
    old = row(project_copy, "578", 2021)
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


def test_revision_of_another_year_is_none_of_this_report(project_copy: Project) -> None:
    old = row(project_copy, "578", 2020)
    publish_later(project_copy, old, old[:-1] + str((int(old[-1]) + 1) % 10))
    case = load_year(project_copy, "kainuu-ict", 2023)
    assert revisions(project_copy, case) == ()


def test_later_snapshot_without_a_payer_tells_of_no_revision(project_copy: Project) -> None:
    old = row(project_copy, "578", 2021)
    publish_later(project_copy, old + "\n", "")
    assert revisions(project_copy, load_year(project_copy, "kainuu-ict", 2023)) == ()


def test_project_without_boundaries_has_no_map(project_copy: Project) -> None:
    shutil.rmtree(project_copy.boundaries)
    case = load_year(project_copy, "kainuu-ict", 2023)
    assert report_context(project_copy, case).boundaries is None

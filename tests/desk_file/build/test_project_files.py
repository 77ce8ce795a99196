"""The files of one agreement are a project in which every year comes out as in the whole one."""

from pathlib import Path

import pytest

from analyysi.agreement.reading import years_of
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.comparison.results import results_csv
from analyysi.desk_file.build.project_files import project_files
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.sections.head import front_page


def seen(project: Project, agreement: str, year: int) -> tuple[str, str]:
    """Return results.csv and the front page of a year."""
    case = load_year(project, agreement, year)
    comparison = compare_methods(case)
    page = Page(comparison, "fi", "", report_context(project, case))
    return results_csv(comparison), str(front_page(page.reader))


@pytest.mark.slow
@pytest.mark.parametrize("agreement", ["kainuu-ict", "dublin-fire"])
def test_every_year_is_the_same_on_these_files_alone(
    project: Project, agreement: str, tmp_path: Path
) -> None:
    for name, content in project_files(project, agreement).items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for year in years_of(project, agreement):
        assert seen(Project(tmp_path), agreement, year) == seen(project, agreement, year)


@pytest.mark.slow
def test_the_files_of_other_agreements_stay_out(project: Project) -> None:
    names = project_files(project, "dublin-fire")
    assert "data/agreements/dublin-fire/2013.toml" in names
    assert not [name for name in names if "kainuu" in name or not name.startswith("data/")]

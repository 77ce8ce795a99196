"""The formats of a report and where its variants lie; the papers agree with the notebook or are not
made.
"""

from collections.abc import Sequence

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
from analyysi.errors import ParameterError, ReportError
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.papers.paper_table import PAPERS
from analyysi.run.folder import report_folder
from analyysi.run.papers import check_formats, check_seat, make_papers, template_inputs
from support.pages import notebook_of

PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["html"], ("html",)),
        (["xlsx", "pdf", "xlsx"], ("pdf", "xlsx")),
        (list(PAPERS), tuple(PAPERS)),
    ],
)
def test_formats_come_once_and_in_order(given: Sequence[str], kept: tuple[str, ...]) -> None:
    assert check_formats(given) == kept


def test_unknown_format_gets_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="There is no format 'docs'. Did you mean 'docx'"):
        check_formats(["html", "docs"])
    with pytest.raises(ParameterError, match="No format was given"):
        check_formats([])


@pytest.mark.parametrize(
    ("municipality", "language", "name"),
    [
        ("", "fi", "2023"),
        ("", "sv", "2023-sv"),
        ("578", "fi", "2023-paltamo"),
        ("RISTIJÄRVI", "en", "2023-ristijarvi-en"),
    ],
)
def test_each_variant_has_a_folder_of_its_own(
    project: Project, kainuu_2023: Comparison, municipality: str, language: str, name: str
) -> None:
    parameters = PARAMETERS.model_copy(update={"municipality": municipality, "language": language})
    case = kainuu_2023.case
    folder = report_folder(project, parameters, case.agreement, case.terms)
    assert folder == project.reports / "kainuu-ict" / name


def test_parties_of_one_name_do_not_share_a_folder(
    project: Project, kainuu_2023: Comparison
) -> None:
    case = kainuu_2023.case
    name = case.agreement.party("578").name
    parties = tuple(
        p.model_copy(update={"name": name}) if p.code == "290" else p
        for p in case.agreement.parties
    )
    agreement = case.agreement.model_copy(update={"parties": parties})
    folders = {
        report_folder(
            project, PARAMETERS.model_copy(update={"municipality": code}), agreement, case.terms
        ).name
        for code in ("290", "578")
    }
    assert folders == {"2023-paltamo-290", "2023-paltamo-578"}


@pytest.mark.slow
def test_papers_of_figures_that_are_not_the_notebooks_are_refused(
    project: Project, kainuu_2023: Comparison
) -> None:
    other = results_csv(kainuu_2023).replace("7325.24", "7325.25")
    with pytest.raises(ReportError, match="results are not those of the files now"):
        make_papers(project, PARAMETERS, notebook_of(Page(kainuu_2023, "fi")), other, ["xlsx"])


def test_a_paper_of_one_board_is_refused_in_the_joint_report() -> None:
    check_seat(["html", "txt"], "Paltamo")
    check_seat(["html", "docx"], "")
    with pytest.raises(
        ParameterError, match=r"The format 'txt' .* \(--municipality\), or leave txt"
    ):
        check_seat(["html", "txt"], "")


@pytest.mark.slow
def test_papers_and_the_templates_they_come_from(project: Project, kainuu_2023: Comparison) -> None:
    made = make_papers(
        project,
        PARAMETERS,
        notebook_of(Page(kainuu_2023, "fi")),
        results_csv(kainuu_2023),
        ["docx", "xlsx", "excel"],
    )
    books = ["agreement.docx", "job-description.docx", "shares.xlsx", "results.xlsx"]
    assert list(made) == [*books, "results-excel.csv"]
    assert all(made[name].startswith(b"PK") for name in books)
    assert made["results-excel.csv"].startswith("\ufeffSopimus;Vuosi;Jakotapa;".encode())
    paths = [item["path"] for item in template_inputs(project, PARAMETERS, made)]
    assert paths == ["templates/sopimus.fi.docx", "templates/tehtavankuvaus.fi.docx"]
    assert template_inputs(project, PARAMETERS, ["shares.xlsx"]) == []

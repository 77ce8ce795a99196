"""PAPERS: every row is whole, and a new row is enough for a new paper."""

import json
import subprocess
import sys

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
from analyysi.errors import ReportError
from analyysi.project import Project
from analyysi.report.agenda.item import agenda_item
from analyysi.report.language.words import Words
from analyysi.report.page import Page
from analyysi.report.papers.indexes.batch_index import batch_index
from analyysi.report.papers.indexes.batch_years import ListedReport
from analyysi.report.papers.paper_table import (
    PAPERS,
    Paper,
    PaperFile,
    PaperTemplate,
    ReportMaterial,
    file_names,
    paper_files,
)
from analyysi.run.batch.run_file import Group, planned_runs
from analyysi.run.folder import keep_failure, replace_folder, run_files
from analyysi.run.papers import check_formats, make_papers, template_inputs
from analyysi.run.report import make_report
from analyysi.run.unchanged import is_up_to_date
from support.pages import notebook_of

PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Register a paper for the time of a test; the list says when it was prepared."""
    calls: list[str] = []

    def slides(material: ReportMaterial) -> bytes:
        return f"{material.reader.case.terms.year} {material.parameters.language}".encode()

    file = PaperFile(
        "slides.pptx", lambda _: "Kalvot", slides, template=PaperTemplate("sopimus", ".docx")
    )
    row = Paper("pptx", (file,), prepare=lambda: calls.append("pptx"))
    monkeypatch.setitem(PAPERS, "pptx", row)
    return calls


@pytest.mark.slow
@pytest.mark.usefixtures("prepared")
def test_a_row_is_all_that_a_new_paper_needs(
    project: Project, kainuu_2023: Comparison, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert check_formats(["pptx", "html"]) == ("html", "pptx")
    made = make_papers(
        project,
        PARAMETERS,
        notebook_of(Page(kainuu_2023, "fi")),
        results_csv(kainuu_2023),
        ["pptx"],
    )
    assert made == {"slides.pptx": b"2023 fi"}
    (template,) = template_inputs(project, PARAMETERS, made)
    assert template["path"] == "templates/sopimus.fi.docx"
    assert is_up_to_date(
        {"key": "k", "outputs": {"slides.pptx": "s"}}, "k", ["pptx"], {**made, "slides.pptx": "s"}
    )
    assert not is_up_to_date({"key": "k", "outputs": {"shares.xlsx": "s"}}, "k", ["pptx"], {})
    items, _ = planned_runs(project, [Group(years=("2023",), formats=("pptx",))])
    assert {item.formats for item in items} == {("pptx",)}
    folder = tmp_path_factory.mktemp("reports") / "2023"
    replace_folder(folder, made)
    keep_failure(folder, {"failed.log": b"why"})
    assert sorted(path.name for path in folder.iterdir()) == ["failed.log", "previous"]
    assert (folder / "previous" / "slides.pptx").read_bytes() == b"2023 fi"


@pytest.mark.slow
@pytest.mark.usefixtures("prepared")
def test_a_new_paper_is_linked_in_the_list_of_a_batch() -> None:
    listed = ListedReport(
        agreement="kainuu-ict",
        year=2023,
        folder="kainuu-ict/2023",
        status="made",
        language="fi",
        files=("slides.pptx",),
    )
    assert '<a href="kainuu-ict/2023/slides.pptx"' in batch_index([listed], "fi")


@pytest.mark.slow
def test_a_new_paper_is_prepared_and_made_by_a_report(
    project_copy: Project, prepared: list[str]
) -> None:
    (path,) = make_report(project_copy, PARAMETERS, ["pptx"])
    assert prepared == ["pptx"]
    assert path.read_bytes() == b"2023 fi"
    record = json.loads((path.parent / "run.json").read_text(encoding="utf-8"))
    assert set(record["outputs"]) == {"slides.pptx", "results.csv"}


def test_a_row_that_lacks_something_is_refused_at_once() -> None:
    file = PaperFile("a.pptx", lambda _: "A", lambda _: b"", made_for=lambda _: False)
    for files in ((), (file,)):
        with pytest.raises(ValueError, match="The paper 'pptx' needs a file that every agreement"):
            Paper("pptx", files, prepare=lambda: None)
    with pytest.raises(TypeError, match="prepare"):
        Paper("pptx", (PaperFile("a.pptx", lambda _: "A", lambda _: b""),))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="make"):
        PaperFile("a.pptx", lambda _: "A")  # type: ignore[call-arg]


def test_every_file_has_a_name_and_a_label_of_its_own() -> None:
    files = paper_files()
    assert len({file.name for file in files}) == len(files)
    labels = {
        language: [file.label(Words(language, "EUR")) for file in files]
        for language in ("fi", "sv", "en")
    }
    assert all(len(set(texts)) == len(files) and all(texts) for texts in labels.values())
    assert all(PAPERS[name].name == name for name in PAPERS)
    assert {file.name for file in files} < run_files()
    assert file_names(["xlsx", "docx"]) == [
        "shares.xlsx",
        "agreement.docx",
        "job-description.docx",
        "agenda-item.docx",
    ]


def test_files_that_an_agreement_does_not_have_are_left_out(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    without_work = agreement.model_copy(update={"work": None})
    docx = PAPERS["docx"]
    assert [file.name for file in docx.files_for(agreement, "Paltamo")] == list(docx.file_names)
    assert [file.name for file in docx.files_for(without_work, "")] == ["agreement.docx"]


@pytest.mark.slow
def test_the_agenda_item_is_a_paper_of_a_seat(project: Project, kainuu_2023: Comparison) -> None:
    agreement, txt = kainuu_2023.case.agreement, PAPERS["txt"]
    assert txt.of_seat
    assert not PAPERS["docx"].of_seat
    assert txt.files_for(agreement, "") == ()
    assert "agenda-item.docx" not in [file.name for file in PAPERS["docx"].files_for(agreement, "")]
    seat = PARAMETERS.model_copy(update={"municipality": "Paltamo"})
    page = Page(kainuu_2023, "fi", "578")
    made = make_papers(project, seat, notebook_of(page), results_csv(kainuu_2023), ["txt"])
    text = agenda_item(page.reader).plain_text()
    assert made == {"agenda-item.txt": text.encode("utf-8")}


def test_every_template_is_there_in_every_language(project: Project) -> None:
    templates = [file.template for file in paper_files() if file.template is not None]
    assert templates
    for template in templates:
        for language in ("fi", "sv", "en"):
            assert template.path(project, language).is_file()


def test_a_missing_template_is_named_with_those_that_are_there(project: Project) -> None:
    with pytest.raises(ReportError, match=r"no template templates/kalvot\.sv\.pptx.*: none\. Copy"):
        PaperTemplate("kalvot", ".pptx").path(project, "sv")


@pytest.mark.slow
def test_figures_that_differ_from_the_notebooks_are_refused(
    project: Project, kainuu_2023: Comparison
) -> None:
    results = results_csv(kainuu_2023)
    material = ReportMaterial(project, PARAMETERS, notebook_of(Page(kainuu_2023, "fi")), results)
    assert material.reader is material.reader
    assert material.reader.words.language == "fi"
    other = ReportMaterial(
        project,
        PARAMETERS,
        notebook_of(Page(kainuu_2023, "fi")),
        results.replace("7325.24", "7325.25"),
    )
    with pytest.raises(ReportError, match="results are not those of the files now"):
        _ = other.reader


@pytest.mark.slow
def test_every_paper_is_prepared_with_all_that_makes_it() -> None:
    """What makes a file is imported ahead, or a batch imports it again for each report."""
    program = """
import importlib, json, sys
from analyysi.report.papers.paper_table import PAPERS
heavy = {"pandas", "matplotlib", "typst", "docx", "xlsxwriter", "nbconvert", "pydantic"}
light = not heavy & set(sys.modules)
for paper in PAPERS.values():
    paper.prepare()
modules = {
    "exporter", "pdf", "word", "workbook.book",
}
print(json.dumps([light, sorted(m for m in modules if f"analyysi.report.papers.{m}" not in sys.modules)]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == [True, []]

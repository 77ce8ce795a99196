"""Downloads are the program's own files, to the byte."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

from openpyxl import load_workbook

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk.saving import save
from analyysi.desk_file.engine.asked import Choices
from analyysi.desk_file.engine.choices import trial_of
from analyysi.desk_file.engine.downloads import DOWNLOADS
from analyysi.desk_file.engine.shown_trial import tried
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.results_table import results_table
from analyysi.report.papers.excel.table_files import TABLE_FORMATS
from support.desk_files import MIX, Page, page_in


def content(page: Page, file: str, **asked: object) -> bytes:
    return b64decode(page.ask("download", file=file, **asked)["base64"])


def test_results_csv_is_that_of_the_program(project: Project) -> None:
    expected = results_csv(compare_methods(load_year(project, "kainuu-ict", 2027)))
    page = page_in("sv")
    assert content(page, "results") == expected.encode()
    assert content(page, "results", choices=page.changed()) == expected.encode()


def test_the_years_file_is_the_draft_that_the_desk_saves(project_copy: Project) -> None:
    page = Page(project_copy)
    choices = page.changed(**MIX, rounding="webster", total="90 000,00")
    offered = page.ask("download", file="year", choices=choices)
    assert offered["name"] == "2028.toml"
    opened = page.session.opened
    trial = trial_of(opened, Choices.model_validate(choices))
    saved = save(project_copy, opened.base, tried(opened, trial).year, 2028)
    stored = read_file(project_copy.agreements / "kainuu-ict" / "2028.toml")
    assert b64decode(offered["base64"]) == stored, saved


def test_the_workbook_is_that_of_the_program_cell_by_cell(project: Project) -> None:
    comparison = compare_methods(load_year(project, "kainuu-ict", 2027))
    table = results_table(comparison, Wording("fi", comparison.case))
    made = content(page_in("fi"), "workbook")
    ours, theirs = (
        load_workbook(BytesIO(book)).active for book in (made, TABLE_FORMATS[".xlsx"](table))
    )
    assert list(ours.values) == list(theirs.values)


def test_a_year_that_others_wrote_and_a_file_that_there_is_not_are_refused() -> None:
    page = page_in("fi")
    assert "2027" in page.fault("download", file="year", year=2027)
    assert "results" in page.fault("download", file="result")
    assert page.fault("download", file="figures", name="x.csv")


def test_every_row_has_a_file() -> None:
    page = page_in("en")
    names = [name for name, offer in DOWNLOADS.items() if offer.there(page.session.opened)]
    assert {"results", "year", "workbook", "trial"} <= set(names)
    for name in names:
        answered = page.ask("download", file=name, choices=page.changed())
        assert b64decode(answered["base64"]), name

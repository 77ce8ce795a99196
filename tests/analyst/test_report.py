"""The report in a notebook: the page's sections by name, the front, what a misspelling is answered."""

from pathlib import Path

import pytest

import analyysi
from analyysi.comparison.report_context import report_context
from analyysi.report.page import Page
from analyysi.report.sections.section_table import SECTIONS


@pytest.fixture(scope="module")
def report() -> analyysi.Report:
    return analyysi.load("kainuu-ict", 2023).compare().report("fi", "Paltamo")


@pytest.mark.slow
def test_it_shows_what_the_page_shows(report: analyysi.Report) -> None:
    case = analyysi.load("kainuu-ict", 2023)
    comparison = case.compare().exact
    page = Page(comparison, "fi", "Paltamo", report_context(case.project, comparison.case))
    assert report.front() == page.head()
    assert report.results().extra == page.results().extra
    for name in SECTIONS:
        assert getattr(report, name)() == page.show(name)


@pytest.mark.slow
def test_it_is_shown_as_its_front(report: analyysi.Report) -> None:
    bundle, metadata = report._repr_mimebundle_()
    assert metadata["analyysi"]["role"] == "head"
    assert report._repr_html_() == bundle["text/html"]
    assert report.front().html in bundle["text/html"]


def test_a_misspelt_section_is_answered_with_the_nearest(report: analyysi.Report) -> None:
    with pytest.raises(AttributeError, match=r"The report has no 'resons'. Did you mean 'reasons'"):
        _ = report.resons


def test_names_complete(report: analyysi.Report) -> None:
    assert {"front", "section", "figure", "table", "results", *SECTIONS} <= set(dir(report))


@pytest.mark.slow
@pytest.mark.parametrize("seat", [578, "578", "paltamo"])
def test_a_seat_may_be_a_number_as_schedulers_pass_it(seat: int | str) -> None:
    report = analyysi.load("kainuu-ict", 2023).compare().report("fi", seat)
    assert report.title.endswith(": Paltamo")


@pytest.mark.slow
def test_results_are_written_where_the_parameters_say(tmp_path: Path) -> None:
    case = analyysi.load("kainuu-ict", 2023, total="90000", output=str(tmp_path))
    report = case.compare().report("sv", "Paltamo")
    shown = report.results()
    (path,) = tmp_path.rglob("*.csv")
    assert path.name == "kokeilu-results.csv"
    assert path.parent.name == "2023-kokeilu-paltamo-total-90000-sv"
    assert path.read_bytes() == shown.extra["text/csv"].encode()
    assert str(path) in shown.plain

"""Tables of shares sum as they are printed, on every paper, and can be imported as a decision. Those
of the page and the PDF are held in `tests/report/papers/test_pdf.py`.
"""

from pathlib import Path

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.papers.word import agreement_paper
from support.command_line import call
from support.places import ROOT
from support.readers import reader_of
from support.shown_tables import SHARE, html_tables, shares_among, sheet_tables, word_tables
from support.workbooks import made


@pytest.fixture(params=[2023, 2027])
def comparison(
    request: pytest.FixtureRequest, kainuu_2023: Comparison, kainuu_2027: Comparison
) -> Comparison:
    return {2023: kainuu_2023, 2027: kainuu_2027}[request.param]


@pytest.mark.slow
def test_agreement_and_workbook(comparison: Comparison, tmp_path: Path) -> None:
    template = ROOT / "templates" / "sopimus.fi.docx"
    paper = agreement_paper(reader_of(comparison), template)
    assert len(shares_among(word_tables(paper), comparison.case, tmp_path)) == 1
    tables = sheet_tables(made(comparison), "Maksuosuudet")
    assert len(shares_among(tables, comparison.case, tmp_path)) >= len(comparison.splits)


@pytest.mark.slow
def test_the_first_table_is_imported_as_it_stands(
    kainuu_2023: Comparison, project_copy: Project, tmp_path: Path
) -> None:
    page = Page(kainuu_2023, "fi")
    path = tmp_path / "shares.csv"
    path.write_text(html_tables(page.head().html)[0].csv(), encoding="utf-8")
    columns = ("--amount-column", f"{SHARE} €", "--dry-run")
    outcome = call(
        *("import-decision", "kainuu-ict", "2022", str(path), *columns),
        *("--project", str(project_copy.root)),
    )
    assert outcome.fault is None, outcome.printed
    assert "The parts sum to the stated total, 80000.00 €." in outcome.printed

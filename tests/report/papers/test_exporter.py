"""The page of an executed notebook."""

import re

import nbformat
import pytest

from analyysi.agreement.report_parts import FRONT_ONLY, WHOLE
from analyysi.comparison.compare import Comparison
from analyysi.errors import ReportError
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from analyysi.sources.manifest import newest_retrieval
from support.pages import notebook_of
from support.places import ROOT
from support.prepared import DAY, OFFICE, prepared_by_office


def described(page: Page) -> dict[str, str]:
    """Return what a page says of itself: name to content."""
    html = export_html(notebook_of(page, only=("head", "results")))
    return dict(re.findall(r'<meta name="([^"]*)" content="([^"]*)">', html))


def test_exporter_refuses_a_notebook_that_was_not_run() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "kustannustenjako.ipynb", as_version=4)
    with pytest.raises(ReportError, match="has not been run"):
        export_html(notebook)


@pytest.mark.slow
def test_page_names_its_status_and_day_and_nobody_who_did_not_make_it(
    kainuu_2023: Comparison,
) -> None:
    newest = newest_retrieval(kainuu_2023.case.manifests.values())
    named = described(Page(kainuu_2023, "fi"))
    assert "author" not in named
    assert named["dcterms.date"] == str(newest)
    assert named["description"].startswith("laskelma, ei päätös · uusimmat luvut haettu ")
    named = described(Page(prepared_by_office(kainuu_2023), "fi"))
    assert (named["author"], named["dcterms.date"]) == (OFFICE.main, str(DAY))
    assert named["description"].replace("\xa0", " ").endswith(" · laadittu 3.12.2026")


@pytest.mark.slow
def test_front_leads_to_sections_that_the_page_has(kainuu_2023: Comparison) -> None:
    page = notebook_of(Page(kainuu_2023, "fi"), only=("head", "results", "leaving"))
    html = export_html(page)
    front = html[: html.index('id="annex-start"')]
    assert set(re.findall(r'<a href="#([^"]*)">', front)) - {"main"} == {"leaving"}
    assert 'id="leaving"' in html


@pytest.mark.slow
def test_front_alone_has_no_annex_and_leads_nowhere(kainuu_2023: Comparison) -> None:
    notebook = notebook_of(Page(kainuu_2023, "fi"))
    alone, whole = (export_html(notebook, part) for part in (FRONT_ONLY, WHOLE))
    assert set(re.findall(r'<a [^>]*href="#([^"]*)">', alone)) == {"main"}
    assert "<section" not in alone
    assert "<script" not in alone
    assert "script-src" not in alone
    assert "<h1>" in alone
    assert "Tässä on vain raportin etusivu" in alone
    assert "Tässä on vain raportin etusivu" not in whole
    # Paper gets what is folded for specialists where all is asked for.
    assert '<body class="all">' in whole
    assert '<details class="specialists">' in whole

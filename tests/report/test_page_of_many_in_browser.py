"""The page of all municipalities in a real Chromium: what holds of every page holds of it."""

from collections.abc import Callable

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from support.many_payers import made_agreements
from support.page_checks import CHECKS, Facts, facts_of_pages
from support.pages import notebook_of

pytestmark = pytest.mark.browser
SEAT = "Kuhmo"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder, made = tmp_path_factory.mktemp("many"), made_agreements()
    project = made.write_project(folder, regions=False, national=True, years=(2022,))
    comparison = compare_methods(load_year(project, made.NATIONAL, 2022))
    (page,) = facts_of_pages(
        [export_html(notebook_of(Page(comparison, "fi", SEAT)))], tmp_path_factory.mktemp("pages")
    )
    return page


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_page(facts: Facts, check: Callable[[Facts], None]) -> None:
    check(facts)


def test_on_a_phone_long_tables_do_not_scroll_sideways(facts: Facts) -> None:
    assert facts["narrow"]["long"] == [0, 0]  # that of the explorer, and that of all payers


def test_paper_has_every_payer_once(facts: Facts) -> None:
    printed = facts["printed"].replace("\u00a0", " ")
    assert "Kaikki 309 maksajaa, suurin osuus ensin." in printed
    # A name in the middle of the list stands in the table of all payers alone.
    assert printed.count("Pelkosenniemi") == 1

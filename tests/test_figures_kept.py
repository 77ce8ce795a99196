"""What the report of 2023 said before it had a front page is still said, or was dropped on purpose.

The second edition is the report as it was then. Each figure of its tables stands in the page of
today or in results.csv, or is among what was dropped.
"""

import csv
import io
import re
from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.report_context import report_context
from analyysi.comparison.results import results_csv
from analyysi.comparison.scenarios import totals
from analyysi.money import round_half_up
from analyysi.project import Project
from analyysi.report.page import Page
from support.pages import page_text
from support.places import ROOT

pytestmark = pytest.mark.slow

EARLIER = ROOT / "reports/kainuu-ict/published/2023/edition-2/papers/fi/report.html"
DROPPED = {
    "robustness": "random draws by weights that nobody proposed: the range over the official keys "
    "stands in their place; `comparison.chart.robustness()` still draws them",
    "rules": "rules that give exactly the published share read as a claim that one was used: "
    "`analyysi explain` lists them",
    "families": "the search goes by other weights since: thirds and all whole per cents",
    "weighed": "verdicts rested on limits that nobody had voted on, and named who would merge",
    "weighed-others": "as above",
}
"""A table of that edition, by its id, and why it was dropped."""
REPLACED = {
    # Progressivity ranked the payers by all their taxes, each weighing one.
    "evenness": {"0,003", "0,004", "0,011", "0,045", "0,111", "0,365"},
    # Written to the cent since.
    "properties": {"40 000"},
}
"""Figures that were not what their table said, or are written otherwise."""
_NUMBER = re.compile(r"\d{1,3}(?:[\u00a0 ]\d{3})+(?:,\d+)?|\d+,\d+|\d{3,}")


def numbers(text: str) -> set[str]:
    return {number.replace("\u00a0", " ") for number in _NUMBER.findall(text)}


def tables_of(html: str) -> dict[str, str]:
    """Return the text of each table's cells, by the table's id."""
    tables = re.findall(r'<table id="([^"]+)"[^>]*>(.*?)</table>', html, re.S)
    return {name: re.sub(r"<[^>]+>", " ", cells) for name, cells in tables}


def written(amount: Fraction, decimals: int) -> str:
    """Write an amount as the page of that edition does, each rounded by itself."""
    text = f"{round_half_up(abs(amount), decimals):,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",")


def in_results(comparison: Comparison) -> set[str]:
    """Return the figures of results.csv, to the cent and in whole euros, and the parts in per
    cent.
    """
    shown = set()
    for row in csv.DictReader(io.StringIO(results_csv(comparison))):
        for name in ("amount_eur", "difference_to_chosen_eur", "eur_per_head"):
            if row[name]:
                shown |= {written(Fraction(row[name]), decimals) for decimals in (0, 2)}
        percent = 100 * Fraction(row["share_of_total"])
        shown |= {written(percent, decimals) for decimals in (1, 2)}
    for scenario in totals(comparison):  # of shares rounded so that they sum, not one by one
        shown |= {written(Fraction(cents, 100), 0) for cents in scenario.changes.values()}
    return {*shown, written(Fraction(100), 1)}


def test_every_figure_of_the_earlier_edition_is_kept_or_dropped_on_purpose(
    kainuu_2023: Comparison, project: Project
) -> None:
    page = Page(kainuu_2023, "fi", "", report_context(project, kainuu_2023.case))
    kept = numbers(page_text(page)) | in_results(kainuu_2023)
    tables = tables_of(EARLIER.read_text(encoding="utf-8"))
    assert len(tables) > 15
    assert set(DROPPED) <= set(tables)
    lost = {
        name: numbers(text) - kept - REPLACED.get(name, set())
        for name, text in tables.items()
        if name not in DROPPED
    }
    assert {name: figures for name, figures in lost.items() if figures} == {}

"""What must hold of every variant of the page, whatever its language, year and seat; used by the
browser tests.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.needed import need
from support.pages import notebook_of
from support.places import ROOT

Facts = dict[str, Any]
Variant = tuple[int, str, str]
"""Year, language, seat ("" for all)."""

LARGEST = 250 * 1024
SMALLEST_LETTERS = 12
SCREEN, MOST_SCREENS = 800, 3
"""The height of a screen of 1280 px, and how many a front page fills at most."""


@cache
def _worked_out(year: int) -> tuple[Comparison, ReportContext]:
    project = Project(ROOT)
    case = load_year(project, "kainuu-ict", year)
    return compare_methods(case), report_context(project, case)


def html_of(variant: Variant, only: Collection[str] | None = None) -> str:
    """Return a page, made from what the notebook's cells would show (test_execute holds the two
    together); `only` names the sections that it has.
    """
    year, language, seat = variant
    comparison, context = _worked_out(year)
    return export_html(notebook_of(Page(comparison, language, seat, context), only))


def facts_of(variants: Collection[Variant], folder: Path) -> dict[Variant, Facts]:
    """Open pages in a browser and return what it found on each."""
    need(browser_missing())
    return dict(zip(variants, facts_of_pages(map(html_of, variants), folder), strict=True))


def facts_of_pages(pages: Iterable[str], folder: Path) -> list[Facts]:
    """The same of pages as texts."""
    need(browser_missing())
    paths = []
    for number, text in enumerate(pages):
        paths.append(folder / f"page-{number}.html")
        paths[-1].write_text(text, encoding="utf-8")
    facts = inspect_pages(paths, folder / "shots")
    invalid = validate_pages(paths)
    for page, path in zip(facts, paths, strict=True):
        page["invalid"] = invalid[path]
    return facts


def nothing_to_report_for_accessibility(page: Facts) -> None:
    assert page["axe"] == []


def html_is_valid(page: Facts) -> None:
    assert page["invalid"] == []


def nothing_outside_and_no_fault_in_script_or_policy(page: Facts) -> None:
    assert page["outside"] == []
    assert page["scriptErrors"] == []
    assert page["violations"] == []
    assert page["policy"].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in page["policy"]


def small(page: Facts) -> None:
    assert page["bytes"] <= LARGEST


def fits_every_screen(page: Facts) -> None:
    assert {width: px for width, px in page["overflow"].items() if px > 0} == {}
    assert page["overflowAt200"] <= 0
    assert page["overflowSpaced"] <= 0
    assert page["narrow"]["unreachable"] == 0
    assert page["narrow"]["unnamed"] == 0
    assert page["narrow"]["smallest"] >= SMALLEST_LETTERS


def bars_have_one_scale(page: Facts) -> None:
    """A longer bar is more in whichever panel it stands: all have the same room."""
    for widths in page["scales"].values():
        assert max(widths, default=0) - min(widths, default=0) <= 1


def front_page_fills_three_screens_at_most(page: Facts) -> None:
    assert 0 < page["front"] <= MOST_SCREENS * SCREEN


def print_loses_no_cell_and_numbers_its_pages(page: Facts) -> None:
    assert page["printLost"] == []
    assert page["printLostFolded"] == []
    assert re.search(r"\b1 ?/ ?\d", page["printed"])
    unasked, asked = page["specialistsOnPaper"]
    assert not any(unasked)
    assert all(asked)


def headings_and_landmarks_in_order(
    page: Facts, landmarks: Sequence[str] = ("main", "nav", "footer")
) -> None:
    levels = [level for level, _ in page["headings"]]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # A report's list of contents is its annex's: it stands below the front page.
    assert page["landmarks"] == list(landmarks)
    assert len(page["ids"]) == len(set(page["ids"]))


def skip_link_is_first_and_shows_itself(page: Facts) -> None:
    assert page["skip"]["works"]
    assert page["skip"]["top"] >= 0


def tables_have_captions_scopes_and_row_headers(page: Facts) -> None:
    assert len(page["tables"]) > 10
    for table in page["tables"]:
        assert table["caption"]
        assert table["withoutScope"] == table["emptyHeaders"] == table["rowsWithoutHeader"] == 0


def pictures_are_drawn_and_told_in_words_with_a_figure(page: Facts) -> None:
    assert len(page["images"]) >= 3
    assert page["imagesBroken"] == 0
    assert all(re.search(r"\d", alt) and re.search(r"€|euro|%", alt) for alt in page["images"])


def same_without_script_but_for_the_explorer(page: Facts) -> None:
    assert page["textWithoutScript"] == page["textWithoutExplorer"]
    assert page["explorer"]


CHECKS: tuple[Callable[[Facts], None], ...] = (
    nothing_to_report_for_accessibility,
    html_is_valid,
    nothing_outside_and_no_fault_in_script_or_policy,
    small,
    fits_every_screen,
    bars_have_one_scale,
    front_page_fills_three_screens_at_most,
    print_loses_no_cell_and_numbers_its_pages,
    headings_and_landmarks_in_order,
    skip_link_is_first_and_shows_itself,
    tables_have_captions_scopes_and_row_headers,
    pictures_are_drawn_and_told_in_words_with_a_figure,
    same_without_script_but_for_the_explorer,
)
"""Each takes what the browser found on a page, and fails if it does not hold."""

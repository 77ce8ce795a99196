"""The documentation site: built, whole, and usable by everybody without a network."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.browser_tools import browser_missing, told_by
from support.needed import need
from website.build import OUTSIDE, build
from website.documents import DOCUMENTS, LANGUAGES, OF_PATH, PAGES, PARTS, ROOT
from website.links import broken_links, outside_links
from website.made_parts import REPORTS
from website.markdown_pages import written
from website.words import WORDS


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    assert build(folder, reports=False) == len(PAGES)
    return folder


def test_every_document_of_the_repository_is_in_the_table() -> None:
    folders = ("", "docs", "docs/fi", "docs/sv", "docs/en", "templates", "examples")
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).glob("*.md")
    }
    assert there == {document.path for document in DOCUMENTS}


def test_pages_have_addresses_of_their_own_and_parts_that_there_are() -> None:
    assert len({document.page for document in PAGES}) == len(PAGES)
    assert {document.part for document in PAGES} <= PARTS.keys()
    assert {document.language for document in PAGES} == LANGUAGES.keys()


def test_the_frame_says_the_same_in_every_language() -> None:
    assert WORDS.keys() == LANGUAGES.keys()
    assert all(names.keys() == WORDS["fi"].keys() for names in WORDS.values())
    assert all(names.keys() == LANGUAGES.keys() for names in PARTS.values())


def test_no_link_within_leads_nowhere(site: Path) -> None:
    assert broken_links(site) == []
    listed = (site / OUTSIDE).read_text(encoding="utf-8").split()
    assert listed == list(outside_links(site))
    assert "https://creativecommons.org/licenses/by/4.0/" in listed


FOR_BOARDS = {
    "docs/fi/hallituksen-jasenelle.md": "kainuu",
    "docs/sv/styrelsen.md": "svenska",
    "docs/en/board.md": "dublin",
}
"""The pages that say what stands on a report's front page, and a report that has all of it."""


@pytest.mark.slow
@pytest.mark.notebook
def test_the_gallery_has_every_report_with_its_papers(tmp_path: Path) -> None:
    build(tmp_path / "site")
    for name, *_, papers in REPORTS:
        made = {path.name for path in (tmp_path / "site" / "reports" / name).rglob("report.*")}
        assert {f"report.{paper}" for paper in {"html", "pdf"} & set(papers.split(","))} <= made
    page = (tmp_path / "site" / "galleria.html").read_text(encoding="utf-8")
    assert page.count("report.html") == len(REPORTS)
    for path, name in FOR_BOARDS.items():
        (made,) = (tmp_path / "site" / "reports" / name).rglob("report.html")
        report = made.read_text(encoding="utf-8")
        named = re.findall(r"\*\*([^*]+)\*\*", OF_PATH[path].text())
        assert len(named) == 10, path
        assert [heading for heading in named if heading not in report] == [], path


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    text = '<a href="b.html">b</a> <a href="#here">c</a> <a href="a.html#no">d</a>'
    (tmp_path / "a.html").write_text(f'<p id="here">{text}</p>', encoding="utf-8")
    assert broken_links(tmp_path) == ["a.html: b.html", "a.html: a.html#no"]


def test_headings_have_the_anchors_that_links_in_the_repository_use() -> None:
    page = written("# Osuus, 0,5 %\n\n## Sama\n\n## Sama\n", str, "Taulukko", {})
    assert [heading.anchor for heading in page.headings] == ["osuus-05-", "sama", "sama-1"]


def test_a_table_is_named_and_can_be_moved_by_keyboard() -> None:
    page = written("# Luvut\n\n| | a |\n| --- | ---: |\n| b | 1 |\n", str, "Taulukko", {})
    assert 'aria-label="Taulukko 1, Luvut" tabindex="0"' in page.html
    assert '<th scope="col" class="right">a</th>' in page.html
    assert "<td></td>" in page.html


def test_what_is_typed_what_a_file_holds_and_what_is_printed_look_different() -> None:
    text = "# A\n\n```sh\ntype\n```\n\n```text\nsee\n```\n\n```toml a/b.toml\nc = 1\n```\n"
    page = written(text, str, "Taulukko", {})
    assert "<pre><code>type\n</code></pre>" in page.html
    assert '<pre class="shown"><code>see\n</code></pre>' in page.html
    assert '<p class="file"><code>a/b.toml</code></p>\n<pre><code>c = 1\n</code></pre>' in page.html


def test_nothing_is_fetched_from_outside(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'src="http' not in text, path
        assert '<link rel="stylesheet" href="http' not in text, path


@pytest.fixture(scope="session")
def seen(site: Path) -> dict[str, Any]:
    """What a real browser finds on every page."""
    need(browser_missing())
    names = [document.page for document in PAGES]
    facts: dict[str, Any] = told_by("site.mjs", site, "raportti", *names, seconds=900)
    return facts


@pytest.mark.browser
@pytest.mark.slow
def test_every_page_is_accessible(seen: dict[str, Any]) -> None:
    assert {page["name"]: page["axe"] for page in seen["pages"] if page["axe"]} == {}
    for page in seen["pages"]:
        assert page["skip"], page["name"]
        assert page["headings"].count(1) == 1, page["name"]
        assert all(after <= before + 1 for before, after in pairwise(page["headings"]))
        assert [name for name, times in Counter(page["ids"]).items() if times > 1] == []


@pytest.mark.browser
@pytest.mark.slow
def test_every_page_works_from_disk_on_every_screen_and_on_paper(seen: dict[str, Any]) -> None:
    for page in seen["pages"]:
        name = page["name"]
        assert (page["outside"], page["scriptErrors"], page["brokenImages"]) == ([], [], 0), name
        assert {width: px for width, px in page["overflow"].items() if px > 0} == {}, name
        assert not page["menuOnPaper"], name
        assert page["wideOnPaper"] <= 0, name


@pytest.mark.browser
@pytest.mark.slow
def test_the_search_leads_to_the_place(seen: dict[str, Any]) -> None:
    searched = seen["searched"]
    assert searched["count"].startswith(WORDS["fi"]["found"])
    assert searched["heading"] == searched["shown"]
    assert searched["axe"] == []

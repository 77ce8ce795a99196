"""Every sentence with a number on the front page is true of the table of the same page or of the
stored snapshots; one that no check knows fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest
from bs4 import BeautifulSoup, SoupStrainer, Tag

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.project import Project
from analyysi.report.language.soft_hyphens import SOFT_HYPHEN
from analyysi.report.page import Page
from analyysi.report.papers.exporter import export_html
from support.front_sentences import (
    LANGUAGES,
    SPACE,
    Reading,
    Words,
    faults_of,
    split_sentences,
    to_number,
)
from support.front_truths import SENTENCES
from support.pages import notebook_of
from support.places import ROOT
from support.stored_year import StoredYear, rounded

YEARS = (("kainuu-ict", 2023), ("kainuu-ict", 2027), ("dublin-fire", 2009), ("dublin-fire", 2013))
SEATS = {
    "kainuu-ict": ("", "105", "290", "578", "620", "697", "765", "777"),
    "dublin-fire": ("", "dublin-city", "dun-laoghaire-rathdown", "fingal", "south-dublin"),
}
SAYS = "p.kicker, h1, p.lead, p.cautions, h2, li, caption, p.note, figcaption > *, dl.questions > *"
"""What a front page says in sentences: words of the page, by where they stand."""
ELSEWHERE = ("td", "th", "p.panel-title", "p.bar", "dl.key-figures")
"""What holds numbers without a sentence; each has a check of its own."""


@dataclass(frozen=True)
class FrontPage:
    """A front page as its readers get it."""

    stored: StoredYear
    words: Words
    seat: str | None
    header: Tag

    @property
    def language(self) -> str:
        return self.words.language

    def texts(self) -> Iterator[str]:
        """Yield every text of the page in words; a key figure with its name and note."""
        for element in self.header.select("dl.key-figures > div"):
            yield ": ".join(_plain(element.select_one(tag)) for tag in ("dt", "dd"))
        for element in self.header.select(SAYS.replace("dl.questions > *", "dl.questions dt, dd")):
            if element.find_parent("dl", class_="key-figures") is None:
                yield _plain(element)
        for element in self.header.select("[aria-label]"):
            yield str(element["aria-label"])

    def number(self, text: str) -> Fraction:
        return to_number(text.strip(), self.language)


@cache
def compared(agreement: str, year: int) -> tuple[Comparison, ReportContext, StoredYear]:
    project = Project(ROOT)
    case = load_year(project, agreement, year)
    return compare_methods(case), report_context(project, case), StoredYear(agreement, year)


@cache
def words_of(agreement: str, year: int, language: str) -> Words:
    return Words(compared(agreement, year)[2], language)


def front_page(agreement: str, year: int, language: str, seat: str) -> FrontPage:
    comparison, context, stored = compared(agreement, year)
    page = Page(comparison, language, seat, context)
    rendered = export_html(notebook_of(page, ("head", "results")))
    html = BeautifulSoup(rendered, "html.parser", parse_only=SoupStrainer("header"))
    header = html.select_one("header.head")
    assert header is not None
    return FrontPage(stored, words_of(agreement, year, language), seat or None, header)


def _plain(element: Tag | None) -> str:
    assert element is not None
    for label in element.select("strong") if element.get("class") == ["cautions"] else ():
        label.extract()
    return re.sub(r"[ \n\t]+", " ", element.get_text()).strip()


@cache
def searched(agreement: str, year: int) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return the sums of the annex's table of rules tried, or None where none were looked for."""
    comparison, context, _ = compared(agreement, year)
    if context.explanation is None:
        return None
    annex = BeautifulSoup(Page(comparison, "fi", "", context).annex().html, "html.parser")
    rows = [
        [to_number(cell.get_text(), "fi") for cell in row.select("td")]
        for row in annex.select("table#families tbody tr")
    ]
    tried, hits, luck = (sum(column, Fraction(0)) for column in zip(*rows, strict=True))
    return tried, hits, luck


def untrue(page: FrontPage) -> list[str]:
    """Return what is untrue on a page, and the sentences with numbers that no check knows."""
    faults = []
    for text in page.texts():
        before = ""
        for sentence in split_sentences(text):
            faults += _faults(page, sentence, before)
            before = sentence
    return faults


def _faults(page: FrontPage, sentence: str, before: str) -> list[str]:
    read = [(row, row.match(page.words, sentence)) for row in SENTENCES]
    known = [(row, places) for row, places in read if places is not None]
    if not known:
        return [f"unknown: {sentence}"] if re.search(r"\d", sentence) else []
    row, places = known[0]
    tables = searched(page.stored.id, page.stored.year) if "tried" in places else None
    reading = Reading(page.stored, page.words, page.seat, before, places, tables)
    return [f"{sentence}: {fault}" for fault in faults_of(row, reading)]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("agreement", "year"), YEARS)
def test_every_sentence_with_a_number_is_true(agreement: str, year: int, language: str) -> None:
    for seat in SEATS[agreement]:
        page = front_page(agreement, year, language, seat)
        assert untrue(page) == [], seat
        assert _unread(page) == [], seat
        _cells_are_true(page)
        _bars_are_true(page)


def _unread(page: FrontPage) -> list[str]:
    """Return texts with numbers that stand where no check looks."""
    read = page.header.select(f"{SAYS}, {', '.join(ELSEWHERE)}")
    texts = page.header.find_all(string=re.compile(r"\d"))
    return [str(text) for text in texts if not any(element in read for element in text.parents)]


def _cells_are_true(page: FrontPage) -> None:
    (table,) = page.header.select("table")
    heads = [_way(re.sub(r" ?€$", "", _plain(head))) for head in table.select("thead th")][1:]
    rows = [
        (_plain(row.select_one("th")), [_plain(cell) for cell in row.select("td")])
        for row in table.select("tbody tr")
    ]
    assert rows
    check = _row_of_all if page.seat is None else _row_of_seat
    for name, cells in rows:
        assert len(cells) == len(heads)
        check(page, name, dict(zip(heads, cells, strict=True)))


def _way(head: str) -> str:
    """Return what a heading names: the way of a column of changes."""
    name = head.replace(SOFT_HYPHEN, "")
    for change in ("Muutos: ", "Ändring: ", "Change: "):
        if name.startswith(change):
            way = name.removeprefix(change)
            return way[:1].upper() + way[1:]
    return name


def _row_of_all(page: FrontPage, name: str, cells: dict[str, str]) -> None:
    stored, (heads, share, *others) = page.stored, cells
    total = name in ("Yhteensä", "Totalt", "Total")
    codes = stored.payers if total else [page.words.payers[name]]
    assert page.number(cells[heads]) == sum(stored.heads[code] for code in codes)
    chosen = stored.euros(stored.chosen)
    assert page.number(cells[share]) == sum(chosen[code] for code in codes)
    for way in others:
        # Changes are rounded each by itself, so the row of sums has none.
        change = stored.changes(page.words.ways[way])[codes[0]]
        assert cells[way] == "" if total else page.number(cells[way]) == change


def _row_of_seat(page: FrontPage, name: str, cells: dict[str, str]) -> None:
    stored, seat = page.stored, str(page.seat)
    share, change, head = cells
    way = page.words.ways.get(name)
    computed = stored.euros(stored.chosen)[seat]
    base = stored.published.get(seat, computed)
    expected = stored.published[seat] if way is None else stored.euros(way)[seat]
    assert page.number(cells[share]) == expected, name
    moved = expected - base
    if way is not None and seat not in stored.published:
        moved = stored.changes(way)[seat]
    assert cells[change] == "–" or page.number(cells[change]) == moved
    assert (cells[change] == "–") == (
        way is None if seat in stored.published else way == stored.chosen
    )
    assert page.number(cells[head]) == rounded(expected / stored.heads[seat], 2)


def _bars_are_true(page: FrontPage) -> None:
    longest = max(page.number(_plain(bar)) for bar in page.header.select("p.bar .value"))
    for panel in page.header.select("div.panel"):
        heads = page.stored.per_head(page.words.ways[_plain(panel.select_one("p.panel-title"))])
        for bar in panel.select("p.bar"):
            amount = page.number(_plain(bar.select_one(".value")))
            assert amount == heads[page.words.payers[_plain(bar.select_one(".name"))]]
            drawn = Fraction(str(bar.select("svg")[0]["width"]).rstrip("%")) / Fraction("0.62")
            assert abs(drawn - amount / longest * 100) < 1


def changed(page: FrontPage, old: str, new: str) -> FrontPage:
    """Return the page with other words in it."""
    text = str(page.header)
    assert old in text
    header = BeautifulSoup(text.replace(old, new), "html.parser").select_one("header")
    assert header is not None
    return FrontPage(page.stored, page.words, page.seat, header)


@pytest.mark.slow
def test_an_unknown_sentence_with_a_number_fails() -> None:
    page = front_page("kainuu-ict", 2023, "fi", "")
    (fault,) = untrue(changed(page, "<h2>Miksi näin</h2>", "<h2>Miksi näin 7 kertaa</h2>"))
    assert fault == "unknown: Miksi näin 7 kertaa"
    inserted = changed(page, '<dl class="questions', '<div>Lisäksi 5</div><dl class="questions')
    assert _unread(inserted) == ["Lisäksi 5"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"7{SPACE}733", f"7{SPACE}743"),
        ("57–67", "57–68"),
        ("Sotkamon lähtö", "Kuhmon lähtö"),
        (f"puuttuu 246{SPACE}euroa", f"puuttuu 247{SPACE}euroa"),
        ("31.12.2022", "31.12.2023"),
        (f"25{SPACE}053", f"25{SPACE}054"),
    ],
)
def test_a_wrong_number_or_name_fails(old: str, new: str) -> None:
    page = front_page("kainuu-ict", 2023, "fi", "")
    altered = changed(page, old, new)
    assert untrue(altered)

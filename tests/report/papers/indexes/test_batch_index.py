"""The page that a batch ends with: what it lists and compares, in every language, from a phone to
paper.

The runs are made up (tests/made_up_runs.py).
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.run.batch.batch import FAILED, UNCHANGED, RunOutcome
from analyysi.run.batch.summary import index_html
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.made_up_runs import a_thousand, everything_at_once, many_payers, run, unlisted
from support.needed import need
from support.page_checks import (
    Facts,
    fits_every_screen,
    headings_and_landmarks_in_order,
    html_is_valid,
    nothing_to_report_for_accessibility,
    print_loses_no_cell_and_numbers_its_pages,
    skip_link_is_first_and_shows_itself,
)

LARGEST = 2 * 1024 * 1024


class Seen(HTMLParser):
    """What stands on a page: tables by their id, links, the text of each element with an id, what
    is folded.
    """

    def __init__(self, runs: Sequence[RunOutcome], language: str = "fi") -> None:
        super().__init__()
        self.html = index_html(runs, language).decode()
        self.tables: dict[str, list[list[str]]] = {}
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.summaries: list[str] = []
        self._rows: list[list[str]] = []
        self._text: list[str] = []
        self.feed(re.sub(r"<style>.*?</style>", "", self.html, flags=re.DOTALL))
        self.text = " ".join("".join(self._text).replace("\u00a0", " ").split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if name := values.get("id"):
            self.ids.append(name)
        if tag == "table":
            self._rows = self.tables.setdefault(str(values["id"]), [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td", "summary", "a"):
            self._from = len(self._text) if tag != "a" else self._from_link(str(values["href"]))

    def _from_link(self, address: str) -> int:
        self._address, self._link_from = address, len(self._text)
        return self._from if self._rows else 0

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "summary"):
            text = " ".join("".join(self._text[self._from :]).replace("\u00a0", " ").split())
            (self.summaries if tag == "summary" else self._rows[-1]).append(text)
            self._text.append(" ")
        elif tag == "a":
            self.links.append(("".join(self._text[self._link_from :]), self._address))

    def handle_data(self, data: str) -> None:
        self._text.append(data)


@pytest.mark.slow
def test_lead_counts_what_became_of_the_reports() -> None:
    assert (
        "21 raporttia: 14 tehtiin nyt, 2 pysyi ennallaan ja 5 epäonnistui."
        in Seen(everything_at_once()).text
    )
    assert (
        "21 rapporter: 14 gjordes nu, 2 är oförändrade och 5 misslyckades."
        in Seen(everything_at_once(), "sv").text
    )
    assert (
        "21 reports: 14 were made now, 2 are unchanged and 5 have failed."
        in Seen(everything_at_once(), "en").text
    )
    assert "1 report: 1 is unchanged." in Seen([run(2023, status=UNCHANGED)], "en").text
    assert "Ajossa ei ole yhtään raporttia." in Seen([]).text


@pytest.mark.slow
def test_failures_come_first_each_cause_once_with_all_its_reports() -> None:
    seen = Seen(everything_at_once())
    assert seen.text.index("Epäonnistuneet raportit", 200) < seen.text.index(
        "made-up · 17 raporttia"
    )
    # Three reports failed of the same.
    assert seen.text.count("Did you mean") == 1
    for name in (
        "made-up 2024: kaikki maksajat, suomi (kansio made-up/2024)",
        "made-up 2024: kaikki maksajat, ruotsi (kansio made-up/2024-sv)",
        "made-up 2024: Öisti, suomi (kansio made-up/2024-seat003)",
        "made-up 2026: kaikki maksajat, ruotsi (kansio made-up/2026-sv)",
        "other-one 2022 (kansio other-one/2022)",
    ):
        assert name in seen.text
    assert [address for label, address in seen.links if label == "epäonnistui"] == [
        "#failed-1",
        "#failed-1",
        "#failed-1",
        "#failed-2",
        "#failed-3",
    ]
    assert {"failed-1", "failed-2", "failed-3"} <= set(seen.ids)
    assert "Epäonnistuneet" not in Seen([run(2023)]).text


def test_fault_is_escaped_in_english_and_keeps_its_lines() -> None:
    fault = "<script>alert('x')</script> & \x1b[31m\nsecond\tline\r\n\n"
    html = index_html([run(2023, status=FAILED, fault=fault)], "fi").decode()
    wanted = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; [31m\nsecond line</p>"
    assert f'<p class="fault" lang="en">{wanted}' in html
    assert "<script" not in html
    assert '<p class="fault">' in index_html([run(2023, status=FAILED, fault=fault)], "en").decode()


def test_a_sentence_is_said_in_the_language_of_the_page_and_once_for_all_it_stopped() -> None:
    failed = [
        run(
            year,
            status=FAILED,
            fault=Sentence(
                "{report} was not made: {reason}. Run the batch again.",
                report=f"made-up/{year}",
                reason=Sentence("the batch was stopped"),
            ),
        )
        for year in (2022, 2023)
    ]
    html = index_html(failed, "fi").decode()
    assert html.count("Raporttia … ei tehty: erä pysäytettiin. Aja erä uudelleen.") == 1
    assert '<p class="fault">' in html
    alone = index_html(failed[:1], "sv").decode()
    assert "made-up/2022 gjordes inte: omgången stoppades." in alone


def test_many_failures_are_folded_and_all_are_named() -> None:
    stopped = [
        run(year, status=FAILED, fault=f"made-up/{year} was not made: stopped.")
        for year in range(2001, 2009)
    ]
    own = [run(year, "sv", status=FAILED, fault=f"cause {year}") for year in range(2001, 2021)]
    seen = Seen([*stopped, *own])
    assert seen.text.count("… was not made: stopped.") == 1
    assert seen.summaries[:2] == ["8 raporttia", "11 muuta syytä"]
    assert all(f"kansio made-up/{year})" in seen.text for year in range(2001, 2009))
    assert all(f"cause {year}" in seen.text for year in range(2001, 2021))


def test_reports_by_year_seat_and_language_with_their_papers() -> None:
    seen = Seen(everything_at_once())
    rows = seen.tables["agreement-1-reports"]
    assert rows[0] == ["Vuosi ja maksaja", "Suomi", "Ruotsi", "Tässä ajossa"]
    assert [row[0] for row in rows[1:]] == [
        *(f"2023: {seat}" for seat in ("kaikki maksajat", "Äkkilä", "Öisti")),
        *(f"2024: {seat}" for seat in ("kaikki maksajat", "Öisti")),
        *(f"2025: {seat}" for seat in ("kaikki maksajat", "Äkkilä", "Öisti")),
        "2026: kaikki maksajat",
    ]
    assert rows[1][1:] == [*["Sivu PDF Sopimusluonnos Tehtävänkuvaus Työkirja"] * 2, "tehty nyt"]
    assert rows[5][1:] == ["epäonnistui", "–", "epäonnistui"]
    assert rows[-1][1:] == ["Sivu", "epäonnistui", "suomi: tehty nyt; ruotsi: epäonnistui"]
    to_pages = [address for label, address in seen.links if label == "Sivu"]
    assert to_pages[:4] == [
        "made-up/2023/report.html",
        "made-up/2023-sv/report.html",
        "made-up/2023-seat002/report.html",
        "made-up/2023-seat002-sv/report.html",
    ]
    papers = [
        address for _, address in seen.links if address.startswith("made-up/2025-seat003-sv/")
    ]
    assert [address.rpartition("/")[2] for address in papers] == [
        "report.html",
        "report.pdf",
        "agreement.docx",
        "job-description.docx",
        "shares.xlsx",
    ]
    assert seen.tables["agreement-2-reports"][-1] == ["2022", "–", "epäonnistui"]
    assert ("runs.csv", "runs.csv") in seen.links


def test_years_alone_name_reports_of_all() -> None:
    assert [row[0] for row in Seen([run(2023), run(2024)]).tables["agreement-1-reports"]] == [
        "Vuosi",
        "2023",
        "2024",
    ]


def test_address_of_a_strange_folder_stays_an_address_in_the_folder() -> None:
    links = dict(Seen([run(2023, agreement='javascript:x"<b> é')]).links)
    assert links["Sivu"] == "javascript%3Ax%22%3Cb%3E%20%C3%A9/2023/report.html"


def test_shares_are_compared_to_the_cent_and_sum_up() -> None:
    table = Seen(everything_at_once()).tables["agreement-1-shares-2023"]
    assert table == [
        ["Maksaja", "2023 €", "2024 €", "2025 €", "2026 €"],
        ["Åla", "–", "–", "–", "1 054,06"],
        ["Äkkilä", "1 013,71", "–", "1 012,97", "1 012,60"],
        ["Keksitty kunta 1", "994,09", "–", "992,61", "991,87"],
        ["Öisti", "1 033,33", "–", "1 033,33", "–"],
        ["Yhteensä", "3 041,13", "–", "3 038,91", "3 058,53"],
    ]
    cents = [
        [int(re.sub(r"\D", "", row[column]) or 0) for row in table[1:]] for column in (1, 3, 4)
    ]
    assert all(sum(shares) == total for *shares, total in cents)


def test_one_change_is_a_column_more_have_a_folded_table() -> None:
    two = Seen([run(2021), run(2024)])
    assert two.tables["agreement-1-shares-2021"][0] == [
        "Maksaja",
        "2021 €",
        "2024 €",
        "Muutos 2021–2024 €",
    ]
    assert two.tables["agreement-1-shares-2021"][-1][1:] == ["3 043,35", "3 040,02", "−3,33"]
    assert two.summaries == []
    more = Seen(everything_at_once())
    assert more.tables["agreement-1-changes-2023"] == [
        ["Maksaja", "2023–2025 €", "2025–2026 €"],
        ["Äkkilä", "−0,74", "−0,37"],
        ["Keksitty kunta 1", "−1,48", "−0,74"],
        ["Öisti", "0,00", "–"],
        ["Yhteensä", "−2,22", "+19,62"],
    ]


def test_change_of_a_year_is_told_in_words() -> None:
    years = Seen(everything_at_once()).tables["agreement-1-years"]
    assert years[0] == ["Vuosi", "Jakotapa", "Tila", "Muutos edellisestä vuodesta", "Tunniste"]
    assert years[1][:4] == ["2023", "Asukasluku 31.12.2021", "päätetty", "–"]
    assert years[2] == ["2024", "–", "–", "–", "–"]
    assert years[4][2:4] == [
        "luonnos",
        "2025–2026: Kokonaiskustannus nousee 19,62 € (0,6 %). Eniten laskee: Keksitty kunta 1, "
        "0,74 €. "
        "Uudet maksajat: Åla. Eivät enää maksa: Öisti.",
    ]
    same = Seen([run(2023, payers=("003",)), run(2024, payers=("003",))], "en").tables[
        "agreement-1-years"
    ]
    assert same[2][3] == "2023–2024: The total cost is the same. No share changes."
    few, many = ("003",), tuple(f"{code:03d}" for code in range(1, 21))
    grown = Seen([run(2023, payers=few), run(2024, payers=many)], "en").tables["agreement-1-years"][
        2
    ][3]
    assert grown.endswith(
        "New payers: Keksitty kunta 1, Äkkilä, Åla, Zeta <i>& Co</i> and 15 others."
    )


def test_different_fingerprints_of_a_year_are_a_warning() -> None:
    seen = Seen(everything_at_once())
    assert seen.text.count("raporttien tunnisteet eroavat") == 1
    assert "other-one 2021: raporttien tunnisteet eroavat" in seen.text
    assert "fedcba9876543210 (other-one/2021-seat001-en)" in seen.text
    assert "vertailu on raportista other-one/2021-en." in seen.text
    assert (
        "tunnisteet eroavat" not in Seen([run(2023), run(2023, "sv"), run(2023, seat="002")]).text
    )


def test_names_are_in_the_language_of_the_page_where_a_report_has_them() -> None:
    both = [run(2023), run(2023, "sv")]
    assert (
        '<h2 id="agreement-1-heading">Fördelning av en påhittad kostnad</h2>'
        in Seen(both, "sv").html
    )
    assert Seen(both, "sv").tables["agreement-1-years"][1][1] == "Invånarantal 31.12.2021"
    seat = Seen([run(2023, "sv", "003")])
    assert (
        '<h2 id="agreement-1-heading" lang="sv">Fördelning av en påhittad kostnad</h2>' in seat.html
    )
    assert '<td class="text" lang="sv">Invånarantal 31.12.2021</td>' in seat.html
    assert seat.tables["agreement-1-reports"][1][0] == "2023: Öisti"


def test_agreement_without_any_report_has_its_name_and_no_comparison() -> None:
    seen = Seen([unlisted(2023), run(2024, status=FAILED)])
    assert '<h2 id="agreement-1-heading">made-up</h2>' in seen.html
    assert list(seen.tables) == ["agreement-1-reports"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_same_reports_in_any_order_give_the_same_bytes(language: str) -> None:
    runs = everything_at_once()
    first = index_html(runs, language)
    for seed in range(5):
        random.Random(seed).shuffle(runs)
        assert index_html(runs, language) == first


def test_nothing_of_the_time_that_it_took_is_on_the_page() -> None:
    one = run(2023)
    assert index_html([replace(one, seconds=9.5)], "fi") == index_html([one], "fi")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ParameterError, match="Valid: en, fi, sv"):
        index_html([run(2023)], "fo")


@pytest.mark.slow
def test_a_thousand_reports_are_folded_by_year_and_all_linked() -> None:
    runs = a_thousand()
    seen = Seen(runs)
    assert len(seen.html.encode()) < LARGEST
    assert len(seen.tables["agreement-1-reports"]) == 1 + 22
    assert seen.summaries[:2] == ["2001: 15 maksajan raportit", "2002: 15 maksajan raportit"]
    assert {f"{one.name}/report.html" for one in runs} == {
        to for label, to in seen.links if label == "Sivu"
    }
    names = [row[0] for row in seen.tables["agreement-1-reports-2001"][1:]]
    assert names[0] == "2001: Keksitty kunta 1"
    assert names[-4:] == ["2001: Zeta <i>& Co</i>", "2001: Åla", "2001: Äkkilä", "2001: Öisti"]


@pytest.mark.slow
def test_many_years_stand_in_tables_that_fit_on_paper_with_nothing_lost() -> None:
    seen = Seen(many_payers())
    assert len(seen.html.encode()) < LARGEST
    years = [
        year
        for start in (2001, 2003, 2013)
        for year in seen.tables[f"agreement-1-shares-{start}"][0][1:]
    ]
    assert years == [f"{year} €" for year in range(2001, 2023)]
    assert {len(seen.tables[f"agreement-1-shares-{start}"]) for start in (2001, 2003, 2013)} == {
        1 + 300 + 1
    }
    pairs = [
        pair
        for start in (2001, 2002, 2012)
        for pair in seen.tables[f"agreement-1-changes-{start}"][0][1:]
    ]
    assert pairs == [f"{year}–{year + 1} €" for year in range(2001, 2022)]


def test_each_agreement_is_in_its_own_currency() -> None:
    kronor = run(2024, "sv", agreement="kommuner")
    assert kronor.record is not None
    kronor.record["report"]["currency"] = "SEK"
    seen = Seen([run(2024, "sv", agreement="made-up"), kronor], "sv")
    headings = [rows[0] for name, rows in seen.tables.items() if "-shares-" in name]
    assert [heading[1] for heading in headings] == ["2024 kr", "2024 €"]


CASES: dict[str, tuple[list[RunOutcome], str]] = {
    **{f"everything-{language}": (everything_at_once(), language) for language in LANGUAGES},
    "empty": ([], "fi"),
    "thousand": (a_thousand(), "sv"),
    "wide": (many_payers(payers=40), "en"),
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Facts]:
    need(browser_missing())
    folder: Path = tmp_path_factory.mktemp("indexes")
    paths = {}
    for name, (runs, language) in CASES.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_bytes(index_html(runs, language))
    found: list[dict[str, Any]] = inspect_pages(list(paths.values()), folder / "shots")
    invalid = validate_pages(list(paths.values()))
    return {
        name: {**page, "invalid": invalid[paths[name]]}
        for name, page in zip(paths, found, strict=True)
    }


@pytest.mark.browser
@pytest.mark.parametrize("name", CASES)
def test_index_in_a_browser(facts: dict[str, Facts], name: str) -> None:
    page = facts[name]
    nothing_to_report_for_accessibility(page)
    html_is_valid(page)
    fits_every_screen(page)
    print_loses_no_cell_and_numbers_its_pages(page)
    headings_and_landmarks_in_order(page, ("nav", "main", "footer"))
    skip_link_is_first_and_shows_itself(page)
    assert page["lang"] == CASES[name][1]
    assert page["title"]
    assert page["outside"] == page["scriptErrors"] == page["violations"] == []
    assert page["policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page["scripts"] == 0
    assert set(page["contents"]) <= set(page["ids"])
    for table in page["tables"]:
        assert table["caption"]
        assert table["withoutScope"] == table["emptyHeaders"] == table["rowsWithoutHeader"] == 0

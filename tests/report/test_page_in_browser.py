"""The Finnish pages as a board member gets them: from disk, no network, phone to A4, in a real
Chromium.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.browser_tools import browser_missing, inspect_pages
from support.needed import need
from support.page_checks import CHECKS, Facts, Variant, facts_of, html_of
from support.page_ends import faults, kept_of

pytestmark = pytest.mark.browser
VARIANTS: tuple[Variant, ...] = (
    (2023, "fi", ""),
    (2023, "fi", "Paltamo"),
    (2027, "fi", ""),
    (2027, "fi", "Paltamo"),
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Facts]:
    return facts_of(VARIANTS, tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_page(
    facts: dict[Variant, Facts], variant: Variant, check: Callable[[Facts], None]
) -> None:
    check(facts[variant])


def test_page_says_its_language_and_matter(facts: dict[Variant, Facts]) -> None:
    title = "Kainuun yhteisen ICT-henkilön kustannusten jako 2023"
    assert facts[2023, "fi", ""]["title"] == title
    assert facts[2023, "fi", "Paltamo"]["title"] == f"{title}: Paltamo"
    assert facts[2027, "fi", ""]["title"].startswith("LUONNOS: ")
    assert {page["lang"] for page in facts.values()} == {"fi"}


def test_reader_finds_the_answer_at_the_top(facts: dict[Variant, Facts]) -> None:
    for seat, wanted in {
        "": (
            "80 000 €",
            "Seitsemän kuntaa",
            "2,30 €",
            "asukasluvun 31.12.2021 mukaan",
            "7 079 euroa",
        ),
        "Paltamo": ("80 000 €", "Paltamon hyväksymä osuus", "7 079 €", "7 325 euroa", "2,30 €"),
    }.items():
        first_screen = facts[2023, "fi", seat]["text"].replace("\u00a0", " ")[:1100]
        for words in wanted:
            assert words in first_screen
    shares = facts[2023, "fi", ""]["tables"][0]["rows"]
    assert [row[0] for row in shares][:4] == ["Sotkamo", "Kuhmo", "Suomussalmi", "Paltamo"]


def test_order_of_the_page(facts: dict[Variant, Facts]) -> None:
    wanted = [
        "resolution",
        "methods",
        "differences",
        "reasons",
        "beside-budgets",
        "leaving",
        "movement",
        "published",
    ]
    wanted += ["next-year", "annex"]
    assert facts[2023, "fi", "Paltamo"]["contents"] == wanted
    wanted.remove("resolution")
    assert facts[2023, "fi", ""]["contents"] == wanted


def test_draft_says_so_on_every_page_and_names_its_assumption(facts: dict[Variant, Facts]) -> None:
    for seat in ("", "Paltamo"):
        draft, analysis = facts[2027, "fi", seat], facts[2023, "fi", seat]
        assert "LUONNOS" in draft["text"]
        assert "Oletus: kokonaiskustannus" in draft["text"]
        pages = draft["printed"].rstrip("\f").split("\f")
        assert len(pages) > 5
        assert all("LUONNOS" in page for page in pages)
        assert "LUONNOS" not in analysis["text"]


def test_footer_of_the_paper_has_the_fingerprint(facts: dict[Variant, Facts]) -> None:
    for page in facts.values():
        pages = page["printed"].rstrip("\f").split("\f")
        assert all("tunniste" in paper for paper in pages)


CELLS = "<tr><td>–</td><td>18 245</td></tr>"
FAINT = {
    "letters": '<tr><td style="color: #bbb">–</td><td style="color: #bbb">7 079</td></tr>',
    "ground": '<tr style="background: #555"><td>–</td><td>7 079</td></tr>',
    "field": '<tr><td><input style="color: #bbb" aria-label="a" value="7 079"></td></tr>',
}


def test_one_faint_text_is_found_among_many_of_other_looks(tmp_path: Path) -> None:
    # The browser is asked for the contrast of one text of each look: every look must be told apart.
    need(browser_missing())
    paths = []
    for name, faint in {"none": "", **FAINT}.items():
        paths.append(tmp_path / f"{name}.html")
        paths[-1].write_text(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>a</title>'
            '<meta http-equiv="Content-Security-Policy" content="img-src data:">'
            "</head><body><main><h1>a</h1>"
            f"<table>{CELLS * 20}{faint}{CELLS * 20}</table></main></body></html>",
            encoding="utf-8",
        )
    faults_of_pages = [page["axe"] for page in inspect_pages(paths, tmp_path / "shots")]
    assert faults_of_pages[0] == []
    for of_page in faults_of_pages[1:]:
        (contrast,) = [fault for fault in of_page if fault.startswith("color-contrast")]
        assert "7 079" in contrast


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_printed_pages_end_where_a_reader_expects(
    facts: dict[Variant, Facts], variant: Variant
) -> None:
    of_all = facts[variant[0], "fi", ""]["tables"][0]
    names = {row[0] for row in of_all["rows"]} - {"Yhteensä"}
    assert "Sotkamo" in names
    pages = facts[variant]["printed"].rstrip("\f").split("\f")
    assert faults(pages, kept_of(html_of(variant), names)) == []

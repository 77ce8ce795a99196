"""The Swedish and English pages, of all and of one participant, in a real Chromium; what no page of
them may say.
"""

import re
from collections.abc import Callable

import pytest

from support.page_checks import CHECKS, Facts, Variant, facts_of

pytestmark = pytest.mark.browser
LONGEST: Variant = (2023, "sv", "")
"""The page whose front page is the longest."""
VARIANTS: tuple[Variant, ...] = (
    *(
        (year, language, seat)
        for language in ("sv", "en")
        for year, seat in ((2023, "Paltamo"), (2027, ""))
    ),
    LONGEST,
)
"""Each language with both years and both kinds of seat, and the longest: all eight pages would take
twice as long, for little.
"""

TITLES = {
    "sv": "Fördelning av kostnaderna för Kajanalands gemensamma ICT-person",
    "en": "Sharing the cost of a joint ICT person in Kainuu",
}
DRAFTS = {"sv": "UTKAST", "en": "DRAFT"}
FINNISH = re.compile(
    r"\b(kunta|kunnan|osuus|jakotapa|asukasluku|maksaa|yhteensä|liite|vuoden)\b", re.IGNORECASE
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
    for (year, language, seat), page in facts.items():
        assert page["lang"] == language
        title = f"{TITLES[language]} {year}" + (f": {seat}" if seat else "")
        assert page["title"] == (f"{DRAFTS[language]}: {title}" if year == 2027 else title)


def test_draft_says_so_on_every_page(facts: dict[Variant, Facts]) -> None:
    for (year, language, _), page in facts.items():
        pages = page["printed"].rstrip("\f").split("\f")
        assert all((DRAFTS[language] in paper) == (year == 2027) for paper in pages)


def test_numbers_and_names_are_of_the_language(facts: dict[Variant, Facts]) -> None:
    swedish, english = (facts[2023, language, "Paltamo"]["text"] for language in ("sv", "en"))
    assert "7\u00a0325\u00a0euro" in swedish
    assert "7,325\u00a0euros" in english
    assert "Kajana" in swedish
    assert "Kajaani" not in swedish
    assert "Kajaani" in english


def test_no_finnish_is_left_but_where_it_is_marked(facts: dict[Variant, Facts]) -> None:
    for page in facts.values():
        assert FINNISH.findall(page["textUnmarked"]) == []

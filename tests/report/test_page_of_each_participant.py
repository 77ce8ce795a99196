"""The pages of the other participants: other figures in each, and the same checks in the browser
for one of them.
"""

import re
from collections.abc import Callable
from functools import cache

import pytest

from support.page_checks import CHECKS, Facts, Variant, facts_of, html_of

pytestmark = pytest.mark.slow

SEATS = ("Sotkamo", "Kuhmo", "Suomussalmi", "Puolanka", "Hyrynsalmi", "Ristijärvi")
VARIANTS: tuple[Variant, ...] = ((2023, "fi", "Ristijärvi"),)
"""The smallest, whose name has an umlaut. What a town's board and manager are called needs no
browser.
"""
SECTIONS = ("head", "resolution", "differences", "reasons", "results")
"""Those that speak of the participant, without the drawings of the others."""


@cache
def page_of(seat: str) -> str:
    return html_of((2023, "fi", seat), only=SECTIONS)


def text_of(seat: str) -> str:
    text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page_of(seat), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Facts]:
    return facts_of(VARIANTS, tmp_path_factory.mktemp("pages"))


@pytest.mark.browser
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_page(
    facts: dict[Variant, Facts], variant: Variant, check: Callable[[Facts], None]
) -> None:
    check(facts[variant])


def test_each_has_its_own_sum_board_and_signatory() -> None:
    expected = {
        "Sotkamo": ("23 814 euroa", "Sotkamon kunnanhallitus", "kunnanjohtaja"),
        "Kuhmo": ("18 245 euroa", "Kuhmon kaupunginhallitus", "kaupunginjohtaja"),
        "Suomussalmi": ("17 279 euroa", "Suomussalmen kunnanhallitus", "kunnanjohtaja"),
        "Puolanka": ("5 629 euroa", "Puolangan kunnanhallitus", "kunnanjohtaja"),
        "Hyrynsalmi": ("4 923 euroa", "Hyrynsalmen kunnanhallitus", "kunnanjohtaja"),
        "Ristijärvi": ("2 785 euroa", "Ristijärven kunnanhallitus", "kunnanjohtaja"),
    }
    for seat, (amount, board, signatory) in expected.items():
        text = text_of(seat)
        item = text[text.index("Esityslistateksti: ") :][:3000]
        resolution = item[item.index(f"{board} päättää hyväksyä") :]
        if seat == "Paltamo":
            assert f"Paltamon maksuosuus vuonna 2023 on {amount} " in resolution
        else:
            assert item.startswith(
                f"Esityslistateksti: {board.split()[0]} osuus on avoin, laskelmassa {amount} "
            )
            assert "[osuus täydennetään, kun jaosta on sovittu]" in resolution
        assert f"allekirjoittaa {signatory}" in resolution


def test_figures_differ_from_seat_to_seat() -> None:
    heads = {text_of(seat)[:2500] for seat in SEATS}
    headings = {tuple(re.findall(r"<h2[^>]*>(.*?)</h2>", page_of(seat))) for seat in SEATS}
    assert len(heads) == len(headings) == len(SEATS)

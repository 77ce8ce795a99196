"""The pages of the other participants: the same checks in the browser, and other figures in each."""

from collections.abc import Callable

import pytest

from page_checks import CHECKS, Facts, Variant, facts_of

pytestmark = pytest.mark.browser
SEATS = ("Sotkamo", "Kuhmo", "Suomussalmi", "Puolanka", "Hyrynsalmi", "Ristijärvi")
VARIANTS: tuple[Variant, ...] = tuple((2023, "fi", seat) for seat in SEATS)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Facts]:
    return facts_of(VARIANTS, tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_page(facts: dict[Variant, Facts], variant: Variant, check: Callable[[Facts], None]) -> None:
    check(facts[variant])


def test_each_has_its_own_sum_board_and_signatory(facts: dict[Variant, Facts]) -> None:
    expected = {
        "Sotkamo": ("23 814,51 euroa", "Sotkamon kunnanhallitus", "kunnanjohtaja"),
        "Kuhmo": ("18 245,21 euroa", "Kuhmon kaupunginhallitus", "kaupunginjohtaja"),
        "Suomussalmi": ("17 278,64 euroa", "Suomussalmen kunnanhallitus", "kunnanjohtaja"),
        "Puolanka": ("5 629,13 euroa", "Puolangan kunnanhallitus", "kunnanjohtaja"),
        "Hyrynsalmi": ("4 922,62 euroa", "Hyrynsalmen kunnanhallitus", "kunnanjohtaja"),
        "Ristijärvi": ("2 784,65 euroa", "Ristijärven kunnanhallitus", "kunnanjohtaja"),
    }
    for seat, (amount, board, signatory) in expected.items():
        text = facts[2023, "fi", seat]["text"].replace("\u00a0", " ")
        resolution = text[text.index("Päätösesitys: ") :][:900]
        assert f"{board} päättää hyväksyä" in resolution
        assert f"Maksuosuus ({seat}) on {amount}" in resolution
        assert f"allekirjoittaa {signatory}" in resolution


def test_figures_differ_from_seat_to_seat(facts: dict[Variant, Facts]) -> None:
    heads = {page["text"][:1500] for page in facts.values()}
    headings = {tuple(text for level, text in page["headings"] if level == 2) for page in facts.values()}
    assert len(heads) == len(headings) == len(SEATS)

"""What numbers are counted in, by the words that stand with them."""

from collections.abc import Callable, Iterator
from itertools import chain

import pytest

from analyysi.errors import ParameterError, SchemaError
from analyysi.languages.units import UNITS
from analyysi.tables.numbers.scale_table import MONEY, SCALES, Scale
from analyysi.tables.numbers.scales import (
    DOUBTED_SUMS,
    OUTWEIGHS_MONEY,
    QUANTITIES,
    is_other_quantity,
    means_money,
    means_percent_share,
    scale_before,
    scale_behind,
    scale_in,
    scale_named,
    without_vat,
)


def named(text: str, *, header: bool = False) -> str | None:
    scale = scale_in(text, header=header)
    return None if scale is None else scale.name


def written(word: str) -> Iterator[str]:
    """Yield a word of the table as texts have it: each word for the money, with and without
    spaces.
    """
    whole = word.replace("*", "").replace("…", "hanke").replace("#", "1 000")
    for euros in MONEY["€"] if "€" in word else ("",):
        for kronor in MONEY["¤"] if "¤" in word else ("",):
            text = whole.replace("€", euros).replace("¤", kronor)
            yield text
            if "#" not in word and "000" not in word:
                yield text.replace(" ", "")


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_word_of_a_row_says_that_row_and_no_other(scale: Scale) -> None:
    for word in (*scale.finnish, *scale.swedish, *scale.english, *scale.signs, *scale.as_units):
        for text in written(word):
            assert named(text) == scale.name, (word, text)
    for word in scale.numerals:
        for text in written(word):
            assert named(text, header=True) == scale.name, (word, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kuntien maksuosuudet 2022, tuhatta euroa",
        "Maksuosuus (1.000 €)",
        "(1 000 €)",
        "€1,000",
        "€'000",
        "EUR 1 000",
        "t. euroa",
        "Tuhansia euroja",
        "1000 euroa",
        "Maksuosuus 2022 1 000 €",
        "Betalningsandel, tusental euro",
        "Contribution (in thousands of euros)",
        "Luvut ovat TUHANSINA",
        "Maksuosuus, te",
        "teur",
        "kEUR",
    ],
)
def test_thousands_are_seen_in_titles_headers_and_notes(text: str) -> None:
    assert named(text, header=True) == "thousand_euros"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kustannus 80 000 €", "euros"),
        ("Kustannus 1 000 000 €", "euros"),
        ("€1,000.00", "euros"),
        ("€1,000,000", "euros"),
        ("Maksuosuus 2 1 000 €", "euros"),
        ("Ke 12.5.2022", None),
        ("Ryhmä E", None),
        ("8,8 per cent", None),
        ("Maksuosuus", None),
        ("milj. € ja t€", "million_euros"),
        ("t€/asukas", "euros_per_inhabitant"),
        ("€/vuosi", "euros"),
        ("€/kunta", "euros"),
        ("1,2 milj. €", "million_euros"),
        ("12 Mkr", "million_kronor"),
        ("kt€", None),
    ],
)
def test_sums_and_words_that_only_look_like_units_are_no_scale(text: str, name: str | None) -> None:
    assert named(text, header=True) == name


def test_a_thousand_in_a_cell_is_a_sum() -> None:
    assert (named("1 000 €"), named("€1,000"), named("7,1 t€")) == (
        "euros",
        "euros",
        "thousand_euros",
    )


def test_a_scale_beside_a_number_ends_where_its_words_end() -> None:
    behind, before = scale_behind(" t€ (2022)"), scale_before("Paltamo -€")
    assert behind is not None
    assert before is not None
    assert (behind[0].name, behind[1]) == ("thousand_euros", 3)
    assert (before[0].name, before[1]) == ("euros", 9)
    assert scale_behind("kpl") is None
    assert scale_behind(" 7 €") is None
    assert scale_before("Paltamo") is None
    assert scale_before("79 |") is None


@pytest.mark.parametrize("look", [scale_in, is_other_quantity])
def test_a_text_that_is_no_header_is_refused_by_its_length(look: Callable[[str], object]) -> None:
    assert look("€/asukas " * 300)
    with pytest.raises(SchemaError, match="has 4001 signs, and a title, a header or a note has at"):
        look("x" * 4001)


def test_an_unknown_unit_is_refused_with_the_nearest() -> None:
    assert scale_named("thousand_euros").factor == 1000
    with pytest.raises(ParameterError, match=r"--unit tousand_euros: .*'thousand_euros'"):
        scale_named("tousand_euros")


MONEY_HEADERS = [
    "Maksuosuus",
    "Maksuosuudet 2022",
    "€",
    "eur",
    "Summa, €",
    "Kustannus",
    "Betalningsandel",
    "Belopp",
    "Amount",
    "Maksuosuus (sis. alv 25,5 %)",
    "Maksuosuus € (alv 0 %)",
    "Maksuosuus €, asukasluvun mukaan",
    "Henkilöstökulut €",
    "Osuus t€",
    "Kostnad, tkr",
]
SHARE_HEADERS = ["Osuus %", "%", "2022, %", "Andel %", "Jako-%", "Maksuosuus, %", "Share per cent"]
OTHER_HEADERS = [
    "Väkiluku 31.12.2021",
    "Työasemat",
    "htv",
    "Henkilöä",
    "Y-tunnus",
    "€/asukas",
    "Maksu/asukas",
    "€/htv",
    "Veroprosentti",
    "Muutos %",
    "Muutos €",
    "Väkiluku (tuhatta)",
    "Osuus väkiluvusta, %",
    "Folkmängd",
    "Population",
    "Kuntanumero",
    "Pinta-ala km²",
    "Verotulot €",
    "Hyvitys €",
    "Maksuosuus (vähennys)",
    "Lisenssit",
]
NEITHER = [
    "Kunta",
    "Osuus",
    "Andel",
    "2022",
    "",
    "Huom",
    "alv 0 %",
    "€ ja %",
    "Työttömyys-%",
    "Osuus kustannuksista",
]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        *((header, "money") for header in MONEY_HEADERS),
        *((header, "share") for header in SHARE_HEADERS),
        *((header, "other") for header in OTHER_HEADERS),
        *((header, "") for header in NEITHER),
    ],
)
def test_a_header_says_one_thing_or_nothing(header: str, kind: str) -> None:
    said = {
        "money": means_money(header),
        "share": means_percent_share(header),
        "other": is_other_quantity(header),
    }
    assert [name for name, is_said in said.items() if is_said] == ([kind] if kind else [])


def test_every_unit_that_is_no_money_has_words_in_each_language() -> None:
    of_figures = {unit.name: unit.headers for unit in UNITS.values() if unit.cents is None}
    beside_euros = {**OUTWEIGHS_MONEY, **DOUBTED_SUMS}
    for name, words in {**of_figures, **QUANTITIES, **beside_euros}.items():
        assert len(words) == 3, f"{name} needs words for headers in fi, sv and en"
        for word in " ".join(words).split():
            assert is_other_quantity(word.replace("*", "")), word
    for word in " ".join(chain.from_iterable(beside_euros.values())).split():
        assert is_other_quantity(f"{word.replace('*', '')} €"), word


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("18 200,00 € (alv 0 %)", "18 200,00 €"),
        ("18 200,00 €, moms 0 %", "18 200,00 €"),
        ("18 200,00 € VAT 0%", "18 200,00 €"),
        ("alv-osuus 8,8 %", "alv-osuus 8,8 %"),
        ("Osuus 8,8 %", "Osuus 8,8 %"),
        ("79 € ilman alv:tä", "79 €"),
    ],
)
def test_value_added_tax_is_no_share(text: str, rest: str) -> None:
    assert without_vat(text) == rest

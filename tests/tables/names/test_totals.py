"""Labels of totals and of sums within a table."""

import unicodedata

import pytest

from analyysi.agreement.agreement import Party
from analyysi.tables.names.payers import Payers
from analyysi.tables.names.totals import is_subtotal, is_total


@pytest.mark.parametrize(
    "text",
    [
        "Yhteensä",
        "YHTEENSÄ 2023",
        "Kunnat yhteensä",
        "KUNNAT YHTEENSÄ:",
        "Kaikki yhteensä",
        "Kuntien osuudet yht.",
        "Summa",
        "Loppusumma, €",
        "Kokonaiskustannukset",
        "Totalt",
        "Sammanlagt",
        "Kommunerna totalt",
        "Summa totalt",
        "Total",
        "Grand total",
        "Σ",
        "Osa II yhteensä",
        "Jaon pohja, summa",
        "Kuntayhtymä yhteensä",
    ],
)
def test_a_total_is_known_by_its_word(text: str) -> None:
    assert is_total(text) == ("Kuntayhtymä" not in text)
    assert is_total(unicodedata.normalize("NFD", text)) == is_total(text)
    assert not is_subtotal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Paltamo",
        "Paltamo yhteensä",
        "paltamo yhteensä",
        "PALTAMO YHTEENSÄ",
        "IIN KUNTA YHTEENSÄ",
        "Kajaanin kaupunki yhteensä",
        "Nystad totalt",
        "Koski Tl yhteensä",
        "Summa Oy",
        "Total Energi Ab",
        "Totalförsvaret",
        "Muut",
        "",
    ],
)
def test_no_total_is_of_one(text: str) -> None:
    assert not is_total(text)


def test_a_party_with_such_a_name_is_no_total() -> None:
    club = Party(code="summa", kind="organisation", name={"fi": "Summa", "sv": "Totala klubben"})
    assert is_total("Summa")
    assert not is_total("Summa", Payers([club]))
    assert not is_total("Totala klubbens andel totalt", Payers([club]))
    assert is_total("Yhteensä", Payers([club]))


@pytest.mark.parametrize("text", ["Välisumma", "Välisumma 1", "Delsumma", "Subtotal", "SUBTOTAL:"])
def test_a_sum_within_the_table_is_known_by_its_word(text: str) -> None:
    assert is_subtotal(text)
    assert not is_total(text)


def test_a_total_of_some_is_a_part_beside_a_total_of_all() -> None:
    labels = ["Paltamo", "Kunnat yhteensä", "Kainuun liitto", "Kaikki yhteensä"]
    assert [label for label in labels if is_subtotal(label, labels)] == ["Kunnat yhteensä"]
    assert not is_subtotal("Kunnat yhteensä", labels[:3])
    assert is_subtotal("Kommunerna totalt", ["Kommunerna totalt", "Totalsumma"])
    assert not is_subtotal("Yhteensä", ["Kunnat yhteensä", "Yhteensä"])

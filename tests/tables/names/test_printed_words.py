"""Printed texts in words, whatever marks and invisible signs stand beside and within them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.names.municipality_names import municipalities
from analyysi.tables.names.payers import Match, Payers
from analyysi.tables.names.printed_words import cleaned, folded_words, is_beside, printed_words
from support.parties import PARTIES

PAYERS = Payers(PARTIES)
BEFORE = ["", " ", "\u00a0", "- ", "• ", "KU578 ", "578 ", "0578 - ", "Kunta: ", "\ufeff"]
AFTER = ["", " ", "*", "¹", " 1)", " (2)", "[3]", " 2023", " (578)", ", 578", ":", " – Paltamo"]


@given(
    st.sampled_from(BEFORE),
    st.sampled_from(AFTER),
    st.sampled_from(["Paltamo", "Paltamon kunta", "Paltamo kommun", "Paltamon osuus"]),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_what_stands_beside_a_name_changes_nothing(
    before: str, after: str, name: str, write: type[str], form: str
) -> None:
    text = unicodedata.normalize(form, f"{before}{write(name)}{after}")  # type: ignore[arg-type]
    match = PAYERS.of_cell(text)
    assert match is not None
    assert match.code == "578"


@given(st.text(max_size=20))
def test_no_text_makes_a_reader_fall(text: str) -> None:
    assert all(word.folded for word in printed_words(text))
    if not any(character.isalnum() for character in text):
        assert PAYERS.of_cell(text) is None


@given(
    st.sampled_from([code for code in municipalities() if code not in ("578", "091", "105")]),
    st.sampled_from(["", "KU", "0"]),
)
def test_a_code_of_another_is_never_a_party(code: str, before: str) -> None:
    match = PAYERS.of_cell(f"{before}{code}")
    own = code in PAYERS.codes
    assert match == (Match(code, "code") if own else None)
    assert (PAYERS.other(f"{before}{code}") is None) == own


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S:t Michel", ("st", "michel")),
        ("Sankt Michel", ("st", "michel")),
        ("Mänttä-Vilppula", ("mänttä-vilppula",)),
        ("Paltamo 1) 5)", ("paltamo",)),
        ("Kainuun liitto – förbund", ("kainuun", "liitto", "förbund")),
        ("Osa II", ("osa", "2")),
        ("II", ("ii",)),
        ("IIN KUNTA", ("iin", "kunta")),
        ("§ 12 Paltamo", ("12", "paltamo")),
    ],
)
def test_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert folded_words(text) == words


def test_a_capital_is_remembered() -> None:
    assert [word.capital for word in printed_words("Lahti ja lahti")] == [True, False, False]


def test_invisible_signs_go() -> None:
    assert cleaned("\ufeffPal\u00adtamo\u200b\u00a01") == "Paltamo 1"


def test_words_that_say_nothing_of_who_is_meant() -> None:
    assert all(map(is_beside, ("kunta", "stads", "2023")))
    assert not any(map(is_beside, ("paltamo", "578", "vuokratalot")))


@pytest.mark.parametrize("text", ["Paltamo", "ÄHTÄRI", "Ii", "II", "Sankt", "S", "ſ", "Paltamo¹"])
def test_a_plain_word_is_folded_as_any_other(text: str) -> None:
    assert folded_words(text) == tuple(word.folded for word in printed_words(text))

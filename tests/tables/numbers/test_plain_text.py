"""Plain texts, and lists of words as patterns."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.numbers.plain_text import Words, plain, words_pattern
from analyysi.tables.numbers.scale_table import MONEY, SCALES


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("  Yhteensa\u0308 ", "Yhteensä"),
        ("7\u2009079\u202f000", "7 079 000"),
        ("\u22125 \u20135 \u20115", "-5 -5 -5"),
        ("7079¹", "7079¹"),
        ("m²", "m²"),
    ],
)
def test_signs_become_ordinary_and_a_footnote_no_digit(text: str, made: str) -> None:
    assert plain(text) == made


@pytest.mark.parametrize(
    ("word", "text", "match"),
    [
        ("t €", "7,1t euroa", "t euroa"),
        ("t €", "kt€", None),
        ("maksuosuu*", "Maksuosuudet", "Maksuosuudet"),
        ("€ / …", "€/2022", None),
        ("€ / …", "€/työasema", "€/työasema"),
        ("€'000", "€’000", "€’000"),
        ("summa", "loppusumma", None),
    ],
)
def test_words_are_found_whole(word: str, text: str, match: str | None) -> None:
    pattern = words_pattern([word], {"€": ("€", "euroa")})
    hit = re.search(pattern, text, re.IGNORECASE)
    assert (hit.group() if hit else None) == match


WORDS = [
    *(word for scale in SCALES.values() for word in (*scale.finnish, *scale.swedish)),
    *(word for scale in SCALES.values() for word in (*scale.english, *scale.signs)),
    "ökning",
]
PIECES = sorted({piece for word in WORDS for piece in re.split(r"([ *…'€¤])", word)})


@given(
    st.lists(st.sampled_from([*PIECES, "euroa", "SEK", "ſ", "İ", "ı", "1", "’"]), max_size=6),
    st.sampled_from([str, str.upper, str.title]),
    st.lists(st.sampled_from(WORDS), max_size=5),
)
def test_words_are_found_as_by_their_pattern(
    pieces: list[str], in_case: type[str], words: list[str]
) -> None:
    text = in_case("".join(pieces))
    expected = re.finditer(words_pattern(words, MONEY), text, re.IGNORECASE) if words else ()
    spans = [match.span() for match in Words(words, MONEY).finditer(text)]
    assert spans == [match.span() for match in expected]


def test_no_other_letter_is_taken_for_one_of_a_word() -> None:
    """Whether a text may have a word is asked of its small letters before a pattern is compiled."""
    letters = {letter for word in WORDS for letter in word if letter.isalpha()}
    every = "".join(map(chr, range(0x110000)))
    taken = set(re.findall(f"[{''.join(letters)}]", every, re.IGNORECASE))
    others = {letter for letter in taken if plain(letter).lower() not in letters}
    assert others == set("ſıİ")

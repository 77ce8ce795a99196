"""Plain texts, and lists of words as patterns."""

import re

import pytest

from analyysi.tables.numbers.plain_text import plain, words_pattern


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

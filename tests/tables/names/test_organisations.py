"""Organisations whose names begin with a municipality's."""

import pytest

from analyysi.tables.names.organisations import is_organisation
from analyysi.tables.names.printed_words import printed_words


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Kajaanin Mamselli Oy", True),
        ("Kajaanin Ylä-Kainuun Vesi Oy", True),
        ("Paltamon seurakunta", True),
        ("Paltamo församling", True),
        ("Paltamon kunta", False),
        ("Paltamo maksaa Mamselli Oy:lle", False),
        ("Paltamo", False),
    ],
)
def test_a_name_before_an_organisations_words(text: str, is_one: bool) -> None:
    assert is_organisation(printed_words(text), 1) == is_one

"""Small numbers in words: every language has all of them, and Finnish in the cases it needs."""

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.small_numbers import FINNISH_NUMBERS, SWEDISH_NUMBERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_spells_nought_to_twelve(language: str) -> None:
    spelled = LANGUAGES[language].number_words
    assert "word" in spelled
    assert {len(set(words)) for words in spelled.values()} == {13}


def test_finnish_cases_end_as_they_should() -> None:
    assert all(word.removesuffix("toista").endswith("n") for word in FINNISH_NUMBERS["genitive"])
    assert all(
        word.removesuffix("toista").endswith(("ssa", "ssä")) for word in FINNISH_NUMBERS["inessive"]
    )
    assert all(
        word.removesuffix("toista").endswith(("lla", "llä")) for word in FINNISH_NUMBERS["adessive"]
    )
    assert FINNISH_NUMBERS["genitive"][7] == FINNISH_NUMBERS["word"][7] == "seitsemän"


def test_one_in_swedish_has_two_genders() -> None:
    assert [SWEDISH_NUMBERS[case][1] for case in ("word", "common")] == ["ett", "en"]
    assert SWEDISH_NUMBERS["word"][2:] == SWEDISH_NUMBERS["common"][2:]

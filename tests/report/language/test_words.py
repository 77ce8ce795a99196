"""Words without a case: texts of frozen records, quotation marks, and messages in every language."""

from fractions import Fraction

import pytest

from analyysi.errors import ParameterError, ReportError
from analyysi.languages.local_text import LocalText
from analyysi.messages import KeyName, Listing, Message, Money, Number, Percent
from analyysi.report.language.words import Words, message_in_every_language


def test_a_frozen_text_falls_back_to_finnish_and_says_so() -> None:
    text = LocalText(fi="Lähde: Tilastokeskus", en="Source: Statistics Finland")
    shown = {
        language: (Words(language, "EUR").frozen(text), Words(language, "EUR").foreign(text))
        for language in ("fi", "sv", "en")
    }
    assert shown == {
        "fi": ("Lähde: Tilastokeskus", ""),
        "sv": ("Lähde: Tilastokeskus", "fi"),
        "en": ("Source: Statistics Finland", ""),
    }


def test_a_sentence_within_a_message_is_said_in_the_language_of_the_message() -> None:
    fault = ParameterError("it has no year yet")
    text = Message("{question}: {fault}", {"question": "Vuosi", "fault": fault.sentence})
    assert Words("en", "EUR").of(text) == "Vuosi: it has no year yet"
    assert Words("fi", "EUR").of(text) == "Vuosi: sillä ei ole vielä yhtään vuotta"


def test_each_language_has_its_quotation_marks() -> None:
    assert [Words(code, "EUR").quoted("x") for code in ("fi", "sv", "en")] == ["”x”", "”x”", "“x”"]


def test_a_message_is_written_in_every_language_with_its_numbers() -> None:
    text = message_in_every_language(Message("{sum}", {"sum": Money(123450, 2)}))
    assert text.texts == {
        "fi": "1\u00a0234,50\u00a0€",
        "sv": "1\u00a0234,50\u00a0€",
        "en": "€1,234.50",
    }


def test_a_name_that_only_a_case_knows_is_refused() -> None:
    with pytest.raises(ReportError, match="has no name here"):
        Words("fi", "EUR").of(KeyName("population"))


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fi", "Seitsemän 7 13 2,5"), ("sv", "Sju 7 13 2,5"), ("en", "Seven 7 13 2.5")],
)
def test_small_numbers_are_words_where_a_catalogue_asks_for_them(language: str, shown: str) -> None:
    text = Words(language, "EUR").say(
        "{few:Word} {few} {many:word} {half:word}",
        few=Number(7),
        many=Number(13),
        half=Number(Fraction(5, 2), 1),
    )
    assert text == shown


def test_numbers_have_the_cases_of_their_language() -> None:
    finnish = Words("fi", "EUR")
    assert finnish.in_case(Number(2), "inessive") == "kahdessa"
    assert finnish.in_case(Listing([Number(1), Number(2)]), "genitive") == "yhden ja kahden"
    with pytest.raises(ReportError, match=r"'sv' has no case 'adessive' of .*Valid: common, word"):
        Words("sv", "EUR").in_case(Number(2), "adessive")


def test_what_has_no_cases_is_refused() -> None:
    with pytest.raises(ReportError, match=r"'word' of Percent.*Write the placeholder .* without"):
        Words("fi", "EUR").say("{part:word}", part=Percent(Fraction(1, 8)))

"""Words without a case: texts of frozen records, quotation marks, and messages in every language."""

import pytest

from analyysi.errors import ReportError
from analyysi.languages.local_text import LocalText
from analyysi.messages import KeyName, Message, Money
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

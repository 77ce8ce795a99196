"""A fault of an answer is a sentence in English and in the language of whoever answers."""

import pytest

from analyysi.drafting.agreements.answer_error import AnswerError, fault_of
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from analyysi.languages.saying import said
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words

YEAR = Message("'{answer}' is not a year: four digits such as {example} were expected.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_told_in_the_language(language: str) -> None:
    fault = AnswerError(YEAR, answer="27", example="2027")
    sentence = fault_of(fault, Words(language, MAIN_CURRENCY))
    assert "27" in sentence
    assert "2027" in sentence
    assert (sentence == str(fault)) == (language == RECORD_LANGUAGE)
    # A command that is given such an answer says it in its user's language too.
    assert said(fault, language) == sentence


def test_another_fault_is_told_as_it_stands() -> None:
    fault = ParameterError("The file is gone.")
    assert fault_of(fault, Words("fi", MAIN_CURRENCY)) == "The file is gone."

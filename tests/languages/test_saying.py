"""Sentences in the user's language, and in English where a translation lacks."""

from datetime import date
from fractions import Fraction

import pytest

from analyysi.errors import ParameterError, Sentence, either
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import Amount, Figure, PerCent, said
from analyysi.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "--language: there is no language 'svv'. Did you mean 'sv'? Valid: en, fi, sv."),
        ("fi", "--language: kieltä ”svv” ei ole. Tarkoititko ”sv”? Mahdolliset: en, fi, sv."),
        ("sv", "--language: språket ”svv” finns inte. Menade du ”sv”? Möjliga: en, fi, sv."),
    ],
)
def test_an_error_is_said_with_the_sentences_in_it(language: str, sentence: str) -> None:
    error = ParameterError(
        "{place}: there is no language '{code}'.{near}",
        place="--language",
        code="svv",
        near=did_you_mean("svv", ["en", "fi", "sv"]),
    )
    assert said(error, language) == sentence


def test_values_are_said_in_the_language() -> None:
    assert said(either(["a", "b"]), "sv") == "a eller b"
    assert said(date(2026, 3, 1), "fi") == "1.3.2026"
    assert said(date(2026, 3, 1), "en") == "2026-03-01"
    assert said(LocalText(fi="Kajaani", sv="Kajana"), "sv") == "Kajana"
    assert said(2027, "fi") == "2027"


def test_a_text_without_a_translation_is_said_in_english() -> None:
    assert said(Sentence("nobody translates {this}", this="it"), "fi") == "nobody translates it"
    assert said(ParameterError("{odd}"), "fi") == "{odd}"


def test_numbers_are_written_as_the_language_does() -> None:
    numbers = Sentence(
        "{amount} {share} {luck}",
        amount=Amount(707950),
        share=PerCent(Fraction(1, 8), 1),
        luck=Figure("0.3"),
    )
    assert numbers == "7079.50 12.5% 0.3"
    assert said(numbers, "en") == numbers
    assert said(numbers, "fi") == said(numbers, "sv") == "7\u00a0079,50 12,5\u00a0% 0,3"

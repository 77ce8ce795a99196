"""Faults in the reader's words."""

from __future__ import annotations

import pytest

from analyysi.desk_file.engine.refusal import RefusedError, in_readers_words
from analyysi.errors import ParameterError
from analyysi.messages import Message, Money
from analyysi.report.language.words import Words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Kirjoita nollaa suurempi summa tässä muodossa: 8,00\u00a0€"),
        ("en", "Write a sum above zero in this form: €8.00"),
    ],
)
def test_a_message_is_said_with_its_values(language: str, said: str) -> None:
    values = {"example": Money(800, 2)}
    error = RefusedError(Message("Write a sum above zero in this form: {example}", values))
    assert in_readers_words(error, Words(language, "EUR")) == said


def test_errors_and_faults_of_the_disk_are_said_too() -> None:
    words = Words("fi", "EUR")
    error = ParameterError(
        "{agreement} {year} is not in this file, so it cannot be computed here.",
        agreement="a",
        year=1,
    )
    assert in_readers_words(error, words).startswith("a 1 ei ole tässä tiedostossa")
    assert "täynnä" in in_readers_words(OSError(28, "No space left on device"), words)

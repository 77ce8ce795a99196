"""A fault of an answer, as a sentence in the language of whoever answers."""

from __future__ import annotations

from dataclasses import dataclass

from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.languages.saying import said
from analyysi.messages import Message, Value
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words


class AnswerError(ParameterError):
    """An answer that cannot be taken. `str` is the sentence in English; `message` is it as data.

    Examples
    --------
    >>> fault = Message("'{answer}' is no change in per cent, such as {example}.")
    >>> print(AnswerError(fault, answer="some", example="2.5"))
    'some' is no change in per cent, such as 2.5.
    """

    def __init__(self, message: Message, **values: Value) -> None:
        self.message = Message(message.text, {**message.values, **values})
        super().__init__("{fault}", fault=_InWords(self.message))


@dataclass(frozen=True)
class _InWords:
    """A message as a sentence of the command line has it."""

    message: Message

    @property
    def main(self) -> str:
        """The message in English."""
        return self.or_main(RECORD_LANGUAGE)

    def or_main(self, language: str) -> str:
        """Say the message in a language."""
        return Words(language, MAIN_CURRENCY).of(self.message)


def fault_of(error: AnalyysiError, words: Words) -> str:
    """Say a fault in the reader's language."""
    if isinstance(error, AnswerError):
        return words.of(error.message)
    return said(error, words.language)

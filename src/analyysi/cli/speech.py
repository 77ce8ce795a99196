"""What the commands print, in the language of whoever called them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analyysi.cli.screen import tell
from analyysi.errors import Sentence, joined
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.languages.saying import said

if TYPE_CHECKING:
    from analyysi.messages import Value

_spoken = [RECORD_LANGUAGE]
"""The language of this process, which `speak` sets once it is known."""


def speak(language: str) -> None:
    """Set the language that the commands speak from now on."""
    _spoken[0] = language


def spoken() -> str:
    """Return the language that the commands speak."""
    return _spoken[0]


def in_words(value: object) -> str:
    """Say a sentence, an exception or a value in the language that the commands speak."""
    return said(value, spoken())


def print_sentence(text: str, /, err: bool = False, **values: object) -> None:
    """Print a sentence, made as `errors.Sentence` makes it or made already."""
    sentence = text if isinstance(text, Sentence) and not values else Sentence(text, **values)
    tell(in_words(sentence), err=err)


def print_lines(lines: Iterable[object], err: bool = False) -> None:
    """Print sentences and values, a line each."""
    for line in lines:
        tell(in_words(line), err=err)


def headings(*texts: str) -> list[str]:
    """Say the headings of a table's columns, or other short texts."""
    return [in_words(Sentence(text)) for text in texts]


def bulleted(sentences: Iterable[object]) -> Sentence:
    """Return sentences as the lines of one list."""
    return joined([Sentence("- {item}", item=sentence) for sentence in sentences], "\n")


def said_message(message: Value) -> str:
    """Say a message of the report, or a value of one, in the language that the commands speak."""
    # Not above: its libraries take longer to import than a help text to print.
    from analyysi.money import MAIN_CURRENCY
    from analyysi.report.language.words import Words

    return Words(spoken(), MAIN_CURRENCY).of(message)


def said_number(number: float, decimals: int) -> str:
    """Write a number that was worked out to so many decimals as the language does."""
    written = f"{number:.{decimals}f}"
    return written if spoken() == RECORD_LANGUAGE else written.replace(".", ",")

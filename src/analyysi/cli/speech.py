"""What the commands print, in the language of whoever called them."""

from __future__ import annotations

import typer

from analyysi.errors import Sentence
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.languages.saying import said

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
    typer.echo(in_words(sentence), err=err)

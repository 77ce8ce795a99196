"""Arguments and options that several commands have, and checks of what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from analyysi.cli import answers
from analyysi.cli.completion import complete_agreement, complete_language, complete_year
from analyysi.cli.speech import speak
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.plain_text import shortened
from analyysi.languages.user_language import LANGUAGE_VARIABLE, checked_language
from analyysi.suggestions import did_you_mean

AgreementArgument = Annotated[
    str,
    typer.Argument(
        help="The agreement's folder in data/agreements, e.g. kainuu-ict.",
        autocompletion=complete_agreement,
    ),
]
YearArgument = Annotated[
    str, typer.Argument(help="The year of the terms, e.g. 2023.", autocompletion=complete_year)
]
ProjectOption = Annotated[
    str,
    typer.Option(
        "--project", help="The project's folder; else the one the working folder lies in."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress, only results.")]


def _speak(language: str) -> str:
    if language:
        speak(checked_language(language, "--language"))
    return language


LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        help=Sentence(
            "The language of the command line: {languages}; else that of {variable}, of the "
            "project or of the machine.",
            languages=", ".join(LANGUAGES),
            variable=LANGUAGE_VARIABLE,
        ),
        callback=_speak,
        is_eager=True,
        autocompletion=complete_language,
    ),
]
"""Every command that has no language of its own takes it too (`help_pages.Command`)."""

_LONGEST_YEAR = 9


def year_of(text: str, example: int = 2023) -> int:
    """Return the year that a text is; raise `ParameterError` if it is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_YEAR):
        raise ParameterError(
            "'{text}' is not a year: a whole number such as {example} was expected.",
            text=shortened(text),
            example=example,
        )
    return int(text)


def check_format(name: str, valid: Sequence[str]) -> None:
    """Refuse a format that is not among the valid ones, or stands beside `--json`.

    Parameters
    ----------
    valid
        The formats of the command; the first is that of a command without `--format`.

    Raises
    ------
    ParameterError
        With the nearest format, or the pair that does not go together.
    """
    if name not in valid:
        raise ParameterError(
            "There is no format '{name}'.{near}", name=name, near=did_you_mean(name, valid)
        )
    if answers.is_asked() and name != valid[0]:
        raise ParameterError(
            "--format {name} and --json do not go together: give one of them.", name=name
        )


def listed(text: str) -> list[str]:
    """Return the names of an option that takes several with commas, each once."""
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))

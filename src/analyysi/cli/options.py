"""Arguments and options that several commands have, and checks of what they are given."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from analyysi.errors import ParameterError
from analyysi.plain_text import shortened
from analyysi.suggestions import did_you_mean

AgreementArgument = Annotated[
    str, typer.Argument(help="The agreement's folder in data/agreements, e.g. kainuu-ict.")
]
YearArgument = Annotated[str, typer.Argument(help="The year of the terms, e.g. 2023.")]
ProjectOption = Annotated[
    str,
    typer.Option(
        "--project", help="The project's folder; else the one the working folder lies in."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]


_LONGEST_YEAR = 9


def year_of(text: str, example: int = 2023) -> int:
    """Return the year that a text is; raise `ParameterError` if it is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_YEAR):
        raise ParameterError(
            f"'{shortened(text)}' is not a year: a whole number such as {example} was expected."
        )
    return int(text)


def check_choice(name: str, valid: Collection[str], what: str) -> None:
    """Refuse a name that is not among the valid ones with a `ParameterError` that names the
    nearest; `what` says what is chosen: "format".
    """
    if name not in valid:
        raise ParameterError(f"There is no {what} '{name}'.{did_you_mean(name, valid)}")


def listed(text: str) -> list[str]:
    """Return the names of an option that takes several with commas, each once."""
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))

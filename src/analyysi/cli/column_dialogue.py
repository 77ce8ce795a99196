"""What a table leaves open asked of the person at the terminal, who sees its first rows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from analyysi.tables.asked import Asked, Thing

Read = TypeVar("Read")

_QUESTIONS: dict[Thing, str] = {
    "payer": "Which column names the payers?",
    "amount": "Which column holds the sums?",
    "percent": "Which column holds the per cents?",
}


def asking_for_columns(asked: Asked, read: Callable[[Asked], Read]) -> Read:
    """Read a table; where it leaves a column open, show its first rows, ask, and read again.

    Without a person at the terminal (input or output is no terminal) nothing is asked: the fault
    shows the first rows and names the option. What was answered is printed as the options that
    would have said the same.

    Raises
    ------
    OpenColumnError
        If there is nobody to ask.
    """
    from analyysi.tables.columns import OpenColumnError

    answered = asked
    while True:
        try:
            outcome = read(answered)
            break
        except OpenColumnError as fault:
            if not _somebody_is_there() or fault.thing not in _QUESTIONS:
                raise
            typer.echo(f"{fault.question}\n{fault.rows}")
            column = typer.prompt(f"{_QUESTIONS[fault.thing]} Letter or header").strip()
            answered = replace(answered, **{fault.thing: column})
    if answered != asked:
        typer.echo(f"The same without questions: {' '.join(answered.options)}")
    return outcome


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()

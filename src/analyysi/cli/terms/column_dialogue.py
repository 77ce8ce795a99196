"""What a table leaves open asked of the person at the terminal, who sees its first rows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from analyysi.cli.screen import ask
from analyysi.cli.speech import in_words, print_lines, print_sentence
from analyysi.errors import ParameterError, Sentence

if TYPE_CHECKING:
    from analyysi.tables.asked import Asked, Thing

Read = TypeVar("Read")


@dataclass(frozen=True)
class _Question:
    """A column that may be asked for."""

    text: Sentence
    answered: Callable[[Asked, str], Asked]
    """Returns what is said of the table, with an answer."""


_QUESTIONS: dict[Thing, _Question] = {
    "payer": _Question(
        Sentence("Which column names the payers?"),
        lambda asked, column: replace(asked, payer=column),
    ),
    "amount": _Question(
        Sentence("Which column holds the sums?"),
        lambda asked, column: replace(asked, amount=column),
    ),
    "percent": _Question(
        Sentence("Which column holds the per cents?"),
        lambda asked, column: replace(asked, percent=column),
    ),
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
    last: _Question | None = None
    while True:
        try:
            outcome = read(answered)
            break
        except OpenColumnError as fault:
            if not _somebody_is_there() or fault.thing not in _QUESTIONS:
                raise
            last = _QUESTIONS[fault.thing]
            print_lines([fault.question, fault.rows])
            question = Sentence("{question} Letter or header", question=last.text)
            column = ask(in_words(question)).strip()
            answered = last.answered(answered, column)
        except ParameterError as fault:
            if last is None:
                raise
            print_lines([fault])  # the answer names no column: the same is asked again
            answered, last = last.answered(answered, ""), None
    if answered != asked:
        print_sentence("The same without questions: {options}", options=" ".join(answered.options))
    return outcome


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()

"""The words of the report that a reader may not know, each in a sentence; what one table alone
uses is explained below it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyysi.comparison.case import Case
from analyysi.messages import Message
from analyysi.report.blocks import Fact, Facts
from analyysi.report.reader import Reader


def _always(_: Case) -> bool:
    return True


@dataclass(frozen=True)
class _Term:
    """A word, what it means here, and whether the report of a case uses it."""

    term: Message
    meaning: Message
    used_in: Callable[[Case], bool] = _always


_TERMS = (
    _Term(Message("Total cost"), Message("The sum that is shared among the payers in a year.")),
    _Term(Message("Share"), Message("What one payer pays of the total cost.")),
    _Term(
        Message("Allocation key"),
        Message("The figure in proportion to which a cost or a part of it is shared."),
    ),
    _Term(
        Message("Way of sharing"),
        Message("The rule that makes shares of the total cost, for instance by a key or equally."),
    ),
    _Term(
        Message("Mix"),
        Message("A way that shares one part of the cost by one rule and the rest by others."),
    ),
    _Term(
        Message("Reference date"),
        Message(
            "The day whose figure is used, for instance the population on the last of December."
        ),
    ),
    _Term(
        Message("Remainder"),
        Message("What is left of an exact share when it is rounded down to whole cents."),
        lambda case: case.rounding.by_remainder,
    ),
    _Term(
        Message("Cooperative game"),
        Message("A model in which every group of payers has a cost of its own."),
        lambda case: case.problem.game is not None,
    ),
    _Term(
        Message("Claim"),
        Message("The most that a payer would pay."),
        lambda case: bool(case.problem.claims),
    ),
    _Term(
        Message("Fingerprint"),
        Message(
            "A code worked out from the input files and results: the same code, the same cents."
        ),
    ),
)


def glossary(reader: Reader) -> Facts:
    """Return the words and what each means here; only those that the report uses."""
    words = reader.words
    return Facts(
        [
            Fact(words.of(row.term), words.of(row.meaning))
            for row in _TERMS
            if row.used_in(reader.case)
        ]
    )

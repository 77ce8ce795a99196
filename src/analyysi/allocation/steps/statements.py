"""What the sentence of a step states of the final shares, and whether that is true of them.

A step inside others sees what they leave: a smaller sum, fewer payers. Its sentence is read above
the table of the whole sum. So the statements are counted from the whole sum, and held against the
shares that the table has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from analyysi.allocation.problem import ExactSplit, Problem

Relation = Literal["=", ">=", "<="]


@dataclass(frozen=True)
class Statement:
    """That a payer pays exactly, at least or at most so many cents."""

    payer: str
    relation: Relation
    cents: Fraction

    def holds(self, amount: Fraction | int, unit: int = 0) -> bool:
        """Return whether an amount agrees with this, or lies off it by less than `unit` cents.

        >>> least = Statement("005", ">=", Fraction(600))
        >>> least.holds(600), least.holds(599), least.holds(599, unit=100), least.holds(500, 100)
        (True, False, True, False)
        """
        over = amount - self.cents
        if self.relation == ">=":
            over = min(over, Fraction(0))
        elif self.relation == "<=":
            over = max(over, Fraction(0))
        return not over or abs(over) < unit


@dataclass(frozen=True)
class Seen:
    """A problem that was given to a step, and how the step and what stands inside shared it."""

    problem: Problem
    split: ExactSplit


@dataclass(frozen=True)
class Standing:
    """Where a step stands in a split.

    `total` and `payers` are those of the whole split. Bounds ask what stands inside them several
    times: `first` is before anybody was held at a bound, `last` is what the shares are made of.
    """

    total: Fraction
    payers: tuple[str, ...]
    first: Seen
    last: Seen

    def concerns(self, payer: str) -> bool:
        """Return whether the step had a say in a payer's share: steps around it may have set it."""
        return payer in self.first.split.amounts


def states_nothing(_: Any, standing: Standing) -> Sequence[Statement]:
    """State nothing: the sentence has no amount and no part."""
    return ()


def untrue(
    statements: Sequence[Statement],
    amounts: Mapping[str, Fraction] | Mapping[str, int],
    unit: int = 0,
) -> tuple[Statement, ...]:
    """Return the statements with which the amounts do not agree (see `Statement.holds`)."""
    return tuple(
        statement for statement in statements if not statement.holds(amounts[statement.payer], unit)
    )

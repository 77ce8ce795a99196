"""What is asked: a total, who shares it, and the figures known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

Figures = Mapping[str, Fraction]
"""A figure, or an amount in cents, of each payer."""
Parameters = Mapping[str, Any]
"""Parameters as a file of terms has them: ratios and euros are text."""
Costs = Mapping[frozenset[str], Fraction]
"""What each group of payers, none of them empty, would cost by itself, in cents."""
Level = Callable[[Fraction], dict[str, Fraction]]
"""What each pays at a level that is common to all."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer here, not an error
    """The question has no answer."""


@dataclass(frozen=True)
class Question:
    """A total in cents, to be shared exactly among the payers.

    `held` are the amounts that bounds around this question have set apart from it: a bound inside
    them counts parts of the total from the total with them.
    """

    total: Fraction
    payers: tuple[str, ...]
    keys: Mapping[str, Figures] = field(default_factory=dict)
    claims: Mapping[str, Figures] = field(default_factory=dict)
    costs: Costs | None = None
    held: Figures = field(default_factory=dict)

    @property
    def whole(self) -> Fraction:
        """Return the total before bounds set any payer apart."""
        return self.total + sum(self.held.values())

    def left(self, total: Fraction, without: Collection[str]) -> Question:
        """Return the question for another total without some payers.

        What groups would cost is known for the total and the payers of the terms only.
        """
        if total < 0:
            raise Refused("more is set apart than there is to share")
        payers = tuple(code for code in self.payers if code not in without)
        if not payers:
            raise Refused("nobody is left")
        same = payers == self.payers and total == self.total
        return replace(self, total=total, payers=payers, costs=self.costs if same else None)


def known(figures: Mapping[str, Figures], name: str, payers: Sequence[str]) -> Figures:
    """Return the payers' figures of that name: each is needed, and none may lie below zero."""
    if name not in figures or any(code not in figures[name] for code in payers):
        raise Refused(f"a figure of {name} is not known")
    weights = {code: figures[name][code] for code in payers}
    if min(weights.values()) < 0:
        raise Refused(f"a figure of {name} is below zero")
    return weights


def in_proportion(total: Fraction, weights: Figures) -> dict[str, Fraction]:
    """Return C · w / W for each."""
    if not any(weights.values()):
        raise Refused("every weight is zero")
    return {code: total * weight / sum(weights.values()) for code, weight in weights.items()}


def level_at(total: Fraction, shares: Level, turns: Iterable[Fraction]) -> dict[str, Fraction]:
    """Return what each pays at the level where the sum is the total.

    The sum is a straight line between two turning points that follow each other, and level beyond
    the last: the first pair between which the total lies is looked for.
    """
    levels = sorted({Fraction(0), *turns})
    for low, high in pairwise([*levels, levels[-1] + 1]):
        at_low, at_high = sum(shares(low).values()), sum(shares(high).values())
        if min(at_low, at_high) <= total <= max(at_low, at_high):
            rise = at_high - at_low
            return shares(low + (high - low) * (total - at_low) / rise if rise else low)
    raise Refused("no level gives the total")


def cents(euros: str) -> Fraction:
    """Read an amount of the terms."""
    return Fraction(euros) * 100

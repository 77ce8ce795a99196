"""What a search for a property starts from and what it finds: a way to share with its rounding, the
problem as it is, the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analyysi.allocation.problem import Problem
from analyysi.allocation.ratios import Ratios
from analyysi.messages import Message

Exact = Callable[[Problem], Mapping[str, Fraction]]
"""A method with its parameters and steps: a problem to exact cents per payer."""

Rounding = Callable[[Mapping[str, Fraction]], Mapping[str, int]]
"""Exact cents per payer to whole ones."""


@dataclass(frozen=True)
class Procedure:
    """A method with its parameters and steps, how its exact amounts are rounded, and the unit in
    cents they are rounded to.

    `is_rule` is false of sums without a known rule: what they would be for other figures is not
    known, and no property that changes the problem is looked for. `noise` is the part of the total
    by which exact shares may move without meaning, as `Method.noise`. `house_monotone` is that of
    the rounding rule's row. `named` are the payers that the method's parameters name: what one of
    them and another would pay as one is not agreed.
    """

    exact: Exact
    rounded: Rounding
    unit: int = 1
    is_rule: bool = True
    noise: Fraction = Fraction(0)
    house_monotone: bool = False
    named: frozenset[str] = frozenset()

    def cents(self, problem: Problem) -> Mapping[str, int]:
        """Share, and round."""
        return self.rounded(self.exact(problem))


@dataclass(frozen=True)
class Present:
    """A problem as it is and a way to share it: what every search starts from, worked out once for
    all of them.
    """

    problem: Problem
    split: Procedure

    @cached_property
    def exact(self) -> Ratios:
        """Exact cents per payer."""
        return Ratios.of(self.split.exact(self.problem))

    @cached_property
    def cents(self) -> Mapping[str, int]:
        """Rounded cents per payer."""
        return self.split.rounded(self.exact)


@dataclass(frozen=True)
class Finding:
    """What was found of one property. `holds` is None where it does not apply, or where nothing
    speaks against it and nothing proves it; `evidence` is the witness or the reason.
    """

    name: str
    holds: bool | None
    evidence: Message

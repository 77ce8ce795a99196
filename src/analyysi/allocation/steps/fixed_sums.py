"""Steps that only set fixed sums apart first, taken together: what each payer pays beside its share
of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.agreement.values import Frozen
from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step import Step


@dataclass(frozen=True)
class FixedSums:
    """Sums in exact cents, so that each share is a payer's sum and its share of the rest.

    `of_payer` has the sum of everybody who pays, below zero for one that is credited. `sharers`
    share the rest, the total less all sums, by the method. `least` has what the method must give
    those whose sum is below zero, or a step would pay them money back: the steps refuse that.
    """

    of_payer: Mapping[str, Fraction]
    sharers: tuple[str, ...]
    least: Mapping[str, Fraction]


def fixed_sums(steps: Sequence[tuple[Step, Frozen]], problem: Problem) -> FixedSums | None:
    """Add up what nested steps set apart, the first of them outermost; None if one does more.

    The total of the problem says nothing: whether it covers the sums is for the caller to ask.

    Raises
    ------
    AllocationError
        If a step refuses the payers of the problem, or nobody is left to share the rest.

    Examples
    --------
    >>> from analyysi.allocation.steps.step_table import STEPS
    >>> sum_each = STEPS["sum_each"]
    >>> steps = [(sum_each, sum_each.parameters(amount="2000.00"))]
    >>> of_all = fixed_sums(steps, Problem(Fraction(0), ("005", "020")))
    >>> {code: int(amount) for code, amount in of_all.of_payer.items()}
    {'005': 200000, '020': 200000}
    """
    sums = dict.fromkeys(problem.payers, Fraction(0))
    levels: list[Mapping[str, Fraction]] = []
    left = problem
    for step, parameters in steps:
        first = step.sums_first(parameters, left)
        if first is None:
            return None
        for code, amount in first.of_payer.items():
            sums[code] = sums.get(code, Fraction(0)) + amount
        levels.append(first.of_payer)
        left = left.without(set(first.apart), left.total)
    needed = {code: _least(code, levels) for code in left.payers}
    return FixedSums(sums, left.payers, {code: least for code, least in needed.items() if least})


def _least(code: str, levels: Sequence[Mapping[str, Fraction]]) -> Fraction:
    """Return what the method must give a payer so that no step, from the innermost out, leaves it
    less than nothing.
    """
    together = least = Fraction(0)
    for level in reversed(levels):
        together += level.get(code, Fraction(0))
        least = max(least, -together)
    return least

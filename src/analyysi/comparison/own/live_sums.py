"""The sums that steps set apart first, as the explorer and the workbook need them to share other
totals among other payers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.fixed_sums import FixedSums, fixed_sums
from analyysi.comparison.case import Case
from analyysi.errors import AllocationError


@dataclass(frozen=True)
class SumsApart:
    """What the steps of a case set apart, whatever the total is; of no steps nothing.

    Every sum is a whole number of rounding units. So the largest remainder of the rest, with the
    sums added, is that of the whole: a share rounded down is the sum and the share of the rest
    rounded down.
    """

    cents: Mapping[str, int]
    """The sum of everybody who pays, below zero for one that is credited."""
    least: Mapping[str, int]
    """What those whose sum is below zero must get of the rest, in cents."""
    rest: Problem
    """Who shares the rest, and by which figures; its total is the whole total."""
    staying: frozenset[str]
    """Who cannot be taken out: a step names the payer, or has it pay in any case."""
    keys: tuple[str, ...]
    """The keys from which sums are counted."""

    @property
    def apart(self) -> frozenset[str]:
        """Who has no part in the rest."""
        return frozenset(self.cents) - frozenset(self.rest.payers)

    @property
    def total(self) -> int:
        """All sums, in cents."""
        return sum(self.cents.values())

    @property
    def nothing(self) -> bool:
        """Whether the method shares the whole total among all."""
        return not any(self.cents.values()) and not self.apart


def sums_apart(case: Case, problem: Problem | None = None) -> SumsApart | None:
    """Return what the steps of a case set apart first; None if a step does more than that, or a sum
    is no multiple of the rounding unit.

    Parameters
    ----------
    problem
        Other payers and their figures than the case's.

    Raises
    ------
    AllocationError
        If a step refuses the payers of `problem`.
    """
    problem = problem or case.problem
    fixed = fixed_sums(case.steps, problem)
    unit = case.terms.rounding.unit
    if fixed is None or any(amount % unit for amount in fixed.of_payer.values()):
        return None
    staying = [code for code in fixed.of_payer if not _may_leave(case, problem, fixed, code)]
    return SumsApart(
        cents=_whole(fixed.of_payer),
        least=_whole(fixed.least),
        rest=problem.without(set(problem.payers) - set(fixed.sharers), problem.total),
        staying=frozenset(staying),
        keys=case.step_keys,
    )


def only_sums_first(case: Case) -> bool:
    """Return whether the steps do no more than set a sum of each payer apart, the rest of the total
    being shared among all: then a share is that sum and the payer's part of the rest.
    """
    fixed = fixed_sums(case.steps, case.problem)
    if fixed is None or not any(fixed.of_payer.values()):
        return False
    return set(fixed.of_payer) == set(fixed.sharers)


def _whole(amounts: Mapping[str, Fraction]) -> dict[str, int]:
    return {code: int(amount) for code, amount in amounts.items()}


def _may_leave(case: Case, problem: Problem, fixed: FixedSums, code: str) -> bool:
    """Return whether the steps share without a payer as they do with it, but for its sum."""
    if not case.steps:
        return True
    try:
        without = fixed_sums(case.steps, problem.without({code}, problem.total))
    except AllocationError:
        return False
    others = {payer: amount for payer, amount in fixed.of_payer.items() if payer != code}
    return without is not None and without.of_payer == others

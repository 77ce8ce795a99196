"""The weights of splits that are made of no keys but are in proportion to weights all the same,
such as the square root of a key: with them a split can be tried with other sums and payers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from analyysi.allocation.problem import Problem
from analyysi.allocation.ratios import Ratios
from analyysi.comparison.case import Case, Variant
from analyysi.comparison.compare import Comparison, Split
from analyysi.errors import AllocationError

_FEW = 2
"""Of so few payers nobody can be taken out so that a proportion is left."""


def live_splits(comparison: Comparison, rest: Problem | None = None) -> dict[str, Split]:
    """Return the splits, by id, whose weights are the same proportion whoever takes part: those of
    a method with `weights` and without `parts`.

    Parameters
    ----------
    rest
        What steps leave to be shared, where they set payers apart.
    """
    case = replace(comparison.case, problem=rest or comparison.case.problem)
    return {split.id: split for split in comparison.splits if is_live(case, split.variant)}


def is_live(case: Case, variant: Variant) -> bool:
    """Return whether a variant shares in proportion to weights that do not move against each other
    when a payer is taken out. It is tried with each payer in turn.

    What was found when the split was first made is kept in the record of an analyst's own rule.
    """
    if variant.parts is not None:
        return False
    rule = next((rule for rule in case.additions.methods if rule.name == variant.method.name), None)
    if rule is not None and rule.live is not None:
        return rule.live
    weights = weights_of(variant, case.problem)
    if weights is None:
        return False
    if len(weights) <= _FEW:
        return True
    whole = Ratios.of(weights)
    return all(_keeps_proportion(variant, case.problem, whole, code) for code in whole.numerators)


def weights_of(variant: Variant, problem: Problem) -> Mapping[str, Fraction] | None:
    """Return the weights that a variant makes of a problem; None if it has none there."""
    try:
        return variant.method.weights(problem, variant.parameters)
    except AllocationError:
        return None


def _keeps_proportion(variant: Variant, problem: Problem, whole: Ratios, code: str) -> bool:
    """Return whether the weights of the others stay in proportion when one payer is out, but for
    what the method's own numbers are inexact by.
    """
    left = replace(problem, payers=tuple(payer for payer in problem.payers if payer != code))
    without = weights_of(variant, left)
    before = whole.without(code)
    if without is None or not before.total:
        return without is None and not before.total
    expected = before.in_proportion(Fraction(1))
    moved = Ratios.of(without).in_proportion(Fraction(1)) - expected
    return all(abs(moved[payer]) <= variant.method.noise for payer in moved)

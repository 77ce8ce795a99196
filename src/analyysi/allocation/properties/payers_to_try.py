"""Among whom a witness is looked for: all payers, or of many those with extreme shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, pairwise

from analyysi.allocation.problem import Problem
from analyysi.allocation.ratios import Ratios

_ALL = 40
_EXTREMES = 8
"""Of more payers than `_ALL`, a witness is looked for among this many of the largest and of the
smallest shares.
"""


def number_tried(payers: int) -> int:
    """Return among how many of so many payers a witness is looked for.

    >>> number_tried(40), number_tried(41)
    (40, 16)
    """
    return payers if payers <= _ALL else 2 * _EXTREMES


def tried(problem: Problem, shares: Mapping[str, int]) -> list[str]:
    """Return the payers to try, in their order: all, or of many those with the largest and the
    smallest shares.
    """
    if len(problem.payers) <= _ALL:
        return list(problem.payers)
    chosen = set(_extremes(problem, shares))
    return [code for code in problem.payers if code in chosen]


def pairs(problem: Problem, shares: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """Return the pairs to try: all, or of many the neighbours among the extreme shares and each
    with its opposite.
    """
    if len(problem.payers) <= _ALL:
        return combinations(problem.payers, 2)
    ranked = _extremes(problem, shares)
    # The two in the middle are neighbours and opposites at once.
    return [*pairwise(ranked), *zip(ranked[: _EXTREMES - 1], ranked[::-1], strict=False)]


def _extremes(problem: Problem, shares: Mapping[str, int]) -> list[str]:
    ranked = sorted(problem.payers, key=lambda code: (shares[code], code))
    return ranked[:_EXTREMES] + ranked[-_EXTREMES:]


def largest_change(
    before: Ratios, after: Mapping[str, Fraction], payers: Iterable[str]
) -> tuple[str, Fraction]:
    """Return whose share moves most, the first of equals, and by how much it grows."""
    change = Ratios.of(after) - before
    code = max(payers, key=lambda code: abs(change.numerators[code]))
    return code, change[code]

"""ROUNDING_RULES of the second implementation: a function each, from exact shares in units to whole
units. The share of each is a fraction of a unit; together they are a whole number.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import floor

from second.question import Figures, Refused

RoundingRule = Callable[[Figures, int], dict[str, int]]
Signpost = Callable[[int], Fraction]
"""From how many units on one more is given: the square of it, since some are roots."""


def largest_remainder(shares: Figures, units: int) -> dict[str, int]:
    """⌊q⌋ for all, and one more for those with the largest q - ⌊q⌋; equal ones by code."""
    given = {code: floor(share) for code, share in shares.items()}
    by_remainder = sorted(shares, key=lambda code: (given[code] - shares[code], code))
    for code in by_remainder[: units - sum(given.values())]:
        given[code] += 1
    return given


def quota(shares: Figures, units: int) -> dict[str, int]:
    """The next unit to the largest w / (a + 1) among those with a < ⌈h · w / W⌉."""
    given = dict.fromkeys(sorted(shares), 0)
    for count in range(1, units + 1):
        below = [code for code in given if given[code] * units < count * shares[code]]
        given[max(below, key=lambda code: shares[code] / (given[code] + 1))] += 1
    return given


def by_signposts(signpost: Signpost, shares: Figures, units: int) -> dict[str, int]:
    """Give the units one by one to the largest w / d(a), equal ones by code.

    Where there are many, the first are those whose w / d(a) is above a level at which there are
    still too few: whoever is given one later is given these earlier.
    """
    paying = sorted(code for code in shares if shares[code])
    given = dict.fromkeys(shares, 0)
    level = Fraction(max(0, units - 2 * len(paying)), units or 1)
    for code in paying:
        count = max(0, floor(shares[code] * level) - 2)
        while signpost(count) < (shares[code] * level) ** 2:
            count += 1
        given[code] = count
    for code in paying:
        if not given[code] and not signpost(0):
            given[code] = 1
    if sum(given.values()) > units:
        raise Refused("everybody pays a unit, and there are too few")
    while sum(given.values()) < units:
        given[max(paying, key=lambda code: shares[code] ** 2 / signpost(given[code]))] += 1
    return given


ROUNDING_RULES: dict[str, RoundingRule] = {
    "largest_remainder": largest_remainder,
    "quota": quota,
    "jefferson": partial(by_signposts, lambda count: Fraction(count + 1) ** 2),
    "webster": partial(by_signposts, lambda count: Fraction(2 * count + 1, 2) ** 2),
    "huntington_hill": partial(by_signposts, lambda count: Fraction(count * (count + 1))),
    "dean": partial(
        by_signposts, lambda count: Fraction(2 * count * (count + 1), 2 * count + 1) ** 2
    ),
    "adams": partial(by_signposts, lambda count: Fraction(count) ** 2),
}


def rounded(rule: str, amounts: Figures, unit: int) -> dict[str, int]:
    """Round exact cents to whole units of so many cents, and return cents."""
    units = sum(amounts.values(), Fraction(0)) / unit
    if units.denominator > 1 or min(amounts.values()) < 0:
        raise Refused("an amount below zero, or a sum that is no whole number of units")
    given = ROUNDING_RULES[rule](
        {code: amount / unit for code, amount in amounts.items()}, int(units)
    )
    return {code: count * unit for code, count in given.items()}

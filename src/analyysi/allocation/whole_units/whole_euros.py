"""Shares as papers show them: whole euros that sum to the total as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.money import round_half_up

_EURO = 100


def whole_euros(cents: Mapping[str, int]) -> dict[str, int]:
    """Round shares to whole euros so that they sum to their rounded sum.

    Each share goes down or up to the next euro; the largest remainders go up, ties by ascending
    code. So one payer's shown sum is the same in every table, sentence and paper, a shown
    difference is that of two shown sums, and the parts make the printed total.

    Parameters
    ----------
    cents
        What each payer pays, in whole cents; a sum below zero (money back) is rounded alike.

    Returns
    -------
    Whole euros by payer, in the order given.

    Examples
    --------
    >>> whole_euros({"105": 33_34, "290": 33_33, "578": 33_33})
    {'105': 34, '290': 33, '578': 33}
    """
    total = int(round_half_up(Fraction(sum(cents.values()), _EURO)))
    floors = {code: amount // _EURO for code, amount in cents.items()}
    left = total - sum(floors.values())
    by_remainder = sorted(cents, key=lambda code: (-(cents[code] % _EURO), code))
    return {code: floor + (code in by_remainder[:left]) for code, floor in floors.items()}

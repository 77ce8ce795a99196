"""Shares as papers show them: whole euros and per cents that sum to the total as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.money import round_half_up

BESIDE_EUROS, BESIDE_CENTS = 1, 2
"""How many decimals the per cents beside whole euros have, and those beside sums to the cent."""

_EURO = 100
_PER_CENT = 100


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
    return _rounded(cents, _EURO, total)


def in_whole_euros(cents: Mapping[str, int]) -> dict[str, int]:
    """Return the shares of `whole_euros` in cents, for what writes amounts that are given in cents.

    >>> in_whole_euros({"105": 33_34, "290": 33_33, "578": 33_33})
    {'105': 3400, '290': 3300, '578': 3300}
    """
    return {code: euros * _EURO for code, euros in whole_euros(cents).items()}


def shown_change(cents: int) -> int:
    """Return a change in cents as papers show it: rounded to a whole euro by itself, half up.

    Not the difference of two sums of `in_whole_euros`, which may have gone to the farther euro for
    the sake of their total: who works a change out from the cents of the annex must find it.

    >>> shown_change(5_202_58), shown_change(-16_883_11), shown_change(-50)
    (520300, -1688300, -100)
    """
    size = (abs(cents) + _EURO // 2) // _EURO * _EURO
    return size if cents > 0 else -size


def parts_of_total(amounts: Mapping[str, int], decimals: int) -> dict[str, Fraction]:
    """Round each payer's part of the sum to per cents of so many decimals that make 100 together.

    Rounded as `whole_euros` rounds: largest remainders up, ties by ascending code.

    Parameters
    ----------
    amounts
        What each payer pays: cents beside a table to the cent, `whole_euros` or `in_whole_euros`
        beside one of whole euros, so that a reader finds the per cents from the sums shown.
    decimals
        How many decimals the per cents are shown with.

    Returns
    -------
    Ratios by payer, in the order given: they sum to 1. All are 0 where the sum is not above zero.

    Examples
    --------
    >>> parts_of_total({"105": 34, "290": 33, "578": 33}, 1)["105"]
    Fraction(17, 50)
    >>> [str(part * 100) for part in parts_of_total({"105": 1, "290": 1, "578": 1}, 0).values()]
    ['34', '33', '33']
    """
    total, whole = sum(amounts.values()), _PER_CENT * 10**decimals
    if total <= 0:
        return dict.fromkeys(amounts, Fraction(0))
    scaled = {code: amount * whole for code, amount in amounts.items()}
    return {code: Fraction(part, whole) for code, part in _rounded(scaled, total, whole).items()}


def are_levelled(amounts: Mapping[str, int], decimals: int) -> bool:
    """Return whether some per cent of `parts_of_total` is not the nearest one to its own part: it
    was moved so that all make 100 together, which a paper must say beside them.

    >>> are_levelled({"105": 1, "290": 1, "578": 1}, 0), are_levelled({"105": 1, "290": 3}, 0)
    (True, False)
    """
    total = sum(amounts.values())
    if total <= 0:
        return False
    parts = parts_of_total(amounts, decimals)
    return any(
        round_half_up(Fraction(amounts[code] * _PER_CENT, total), decimals) != part * _PER_CENT
        for code, part in parts.items()
    )


def _rounded(amounts: Mapping[str, int], unit: int, total: int) -> dict[str, int]:
    """Return each amount in whole units, down or up, so that they sum to the total."""
    floors = {code: amount // unit for code, amount in amounts.items()}
    left = total - sum(floors.values())
    by_remainder = sorted(amounts, key=lambda code: (-(amounts[code] % unit), code))
    raised = set(by_remainder[:left])
    return {code: floor + (code in raised) for code, floor in floors.items()}

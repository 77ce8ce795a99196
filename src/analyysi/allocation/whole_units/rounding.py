"""From exact shares to money: whole units that sum to the total, ties settled by a stated rule."""

from collections.abc import Mapping
from fractions import Fraction

from analyysi.allocation.whole_units.apportionment import APPORTIONMENT_RULES
from analyysi.allocation.whole_units.quotas import Rounded, RoundingRule, TieWords, quotas
from analyysi.messages import Message


def largest_remainder(amounts: Mapping[str, Fraction], unit: int = 1) -> Rounded:
    """Round exact amounts to whole units by the method of the largest remainder.

    Every share is rounded down; the units left over go, one each, to the largest remainders. Equal
    remainders are settled by ascending code, so the order of the input cannot matter. A share that
    is a whole number of units has no remainder and stays as it is.

    Parameters
    ----------
    amounts
        Exact cents per payer, zero or more, summing to a whole number of units.
    unit
        The unit in cents: 1 for cents, 100 for whole euros.

    Raises
    ------
    AllocationError
        If an amount is negative, or the amounts do not sum to a whole number of units.

    References
    ----------
    Balinski & Young (1982), *Fair Representation* (Hamilton's method).

    Examples
    --------
    >>> third = Fraction(10000, 3)
    >>> largest_remainder({"091": third, "020": third, "005": third}).cents
    {'091': 3333, '020': 3333, '005': 3334}
    """
    due = quotas(amounts, unit)
    divided = [divmod(numerator, due.denominator) for numerator in due.numerators]
    whole = [units for units, _ in divided]
    remainders = [remainder for _, remainder in divided]
    left = due.units - sum(whole)
    if not left:
        return Rounded(
            {code: units * unit for code, units in zip(due.codes, whole, strict=True)}, (), ()
        )
    edge = sorted(remainders, reverse=True)[left - 1]
    winners = {
        code for code, remainder in zip(due.codes, remainders, strict=True) if remainder > edge
    }
    equal = sorted(
        code for code, remainder in zip(due.codes, remainders, strict=True) if remainder == edge
    )
    taken = left - len(winners)
    winners.update(equal[:taken])
    cents = {
        code: (units + (code in winners)) * unit
        for code, units in zip(due.codes, whole, strict=True)
    }
    return Rounded(cents, tuple(sorted(winners)), tuple(equal) if taken < len(equal) else ())


USUAL_ROUNDING = RoundingRule(
    "largest_remainder",
    largest_remainder,
    Message("method of the largest remainder"),
    Message(
        "Every share is first rounded down. The units left over go one each to the payers whose "
        "share lost most in rounding."
    ),
    "Balinski & Young (1982), Fair Representation (Hamilton's method)",
    by_remainder=True,
    tie_words=TieWords(
        Message("Equal remainders are settled by ascending code."),
        Message("Equal remainders are settled by ascending municipality number."),
    ),
)
"""The rule that new terms start from."""

ROUNDING_RULES: dict[str, RoundingRule] = {
    row.name: row for row in (USUAL_ROUNDING, *APPORTIONMENT_RULES.values())
}
"""Every rounding rule by the name that terms use."""

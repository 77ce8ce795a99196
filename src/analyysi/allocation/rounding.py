"""From exact shares to money: whole units that sum to the total, ties settled by a stated rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analyysi.errors import AllocationError
from analyysi.messages import Message


@dataclass(frozen=True)
class Rounded:
    """Shares in whole cents.

    `cents` sums to the total. `rounded_up` are the payers that got one of the units left over when
    every share had been rounded down. `tied` are those whose remainders were equal where the last of
    those units was given, so that the tie rule decided between them; empty when it decided nothing.
    """

    cents: Mapping[str, int]
    rounded_up: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True)
class RoundingRule:
    """A row of `ROUNDING_RULES`."""

    name: str
    function: Callable[[Mapping[str, Fraction], int], Rounded]
    title: Message
    rule: Message
    reference: str


def largest_remainder(amounts: Mapping[str, Fraction], unit: int = 1) -> Rounded:
    """Round exact amounts to whole units by the method of the largest remainder.

    Every share is rounded down; the units left over go, one each, to the largest remainders. Equal
    remainders are settled by ascending code, so the order of the input cannot matter.

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
    >>> largest_remainder({"091": Fraction(10000, 3), "020": Fraction(10000, 3), "005": Fraction(10000, 3)}).cents
    {'091': 3333, '020': 3333, '005': 3334}
    """
    if unit < 1:
        raise AllocationError(f"The rounding unit is {unit} cents: one or more was expected.")
    negative = [code for code, amount in amounts.items() if amount < 0]
    if negative:
        raise AllocationError(f"The share of {', '.join(negative)} is negative: it cannot be rounded.")
    quotas = {code: amount / unit for code, amount in amounts.items()}
    total = sum(quotas.values(), Fraction(0))
    if total.denominator != 1:
        raise AllocationError(
            f"The shares sum to {total * unit} cents, which is not a multiple of the rounding unit of {unit} cents. "
            "Choose a finer unit."
        )
    whole = {code: quota.numerator // quota.denominator for code, quota in quotas.items()}
    remainders = {code: quota - whole[code] for code, quota in quotas.items()}
    left = int(total) - sum(whole.values())
    order = sorted(quotas, key=lambda code: (-remainders[code], code))
    winners = order[:left]
    for code in winners:
        whole[code] += 1
    tied: tuple[str, ...] = ()
    if winners and len(order) > left and remainders[order[left]] == remainders[winners[-1]]:
        at_the_edge = remainders[winners[-1]]
        tied = tuple(sorted(code for code in order if remainders[code] == at_the_edge))
    return Rounded({code: units * unit for code, units in whole.items()}, tuple(sorted(winners)), tied)


ROUNDING_RULES: dict[str, RoundingRule] = {
    row.name: row
    for row in (
        RoundingRule(
            "largest_remainder",
            largest_remainder,
            Message("method of the largest remainder"),
            Message(
                "Every share is first rounded down. The units left over go one each to the payers whose share "
                "lost most in rounding."
            ),
            "Balinski & Young (1982), Fair Representation (Hamilton's method)",
        ),
    )
}
"""Every rounding rule by the name that terms use."""

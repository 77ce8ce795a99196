"""A published table checked: whether its parts, its total and its per cents agree. Nothing is ever
repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Literal

from analyysi.allocation.whole_units.whole_euros import parts_of_total
from analyysi.money import round_half_up
from analyysi.tables.asked import UNKNOWN
from analyysi.tables.decision_table import DecisionTable, PrintedPercent
from analyysi.tables.numbers.printed_numbers import decimals

Kind = Literal["sum", "total", "percent", "total_percent", "sum_of_percents"]
"""sum: the parts and the stated total; total: two totals; percent: an amount and its per cent;
total_percent: that of the total's row is not 100; sum_of_percents: further from 100 than rounding
explains."""

_UNITS = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
_NOISE = Fraction(1, 10**9)
"""How far a spreadsheet's unrounded per cent may be off: binary numbers are not exact."""
_FEWEST = 3
"""Of fewer payers a single part that is not rounded as the others says nothing."""


@dataclass(frozen=True)
class TableFault:
    """What does not agree, with what is printed and what was expected: euros, or per cent for the
    kinds of per cent.
    """

    kind: Kind
    payer: str | None
    printed: Decimal
    expected: Decimal

    @property
    def difference(self) -> Decimal:
        """Return how much the printed number is too large (or, negative, too small)."""
        return self.printed - self.expected


@dataclass(frozen=True)
class Checked:
    """What the checks of a table found. Amounts are in cents."""

    parts: int
    """The sum of the parts as printed."""
    stated: int | None
    """The total of the table itself, or the one that was given with it; None if neither is known.
    """
    faults: tuple[TableFault, ...]
    percents: Decimal | None
    """The sum of the printed per cents; None if not every part has one, or they are not rounded."""
    unit: int
    """The largest unit, in cents, that the parts look rounded to."""
    believed: bool
    """Whether there is a total, in the table or from elsewhere, that the parts were checked by; or
    somebody has said that nobody knows it.
    """
    odd: str | None
    """The one payer whose part is not rounded as all others are; then `unit` is that of the others.
    """

    @property
    def adds_up(self) -> bool:
        """Return whether nothing is at fault."""
        return not self.faults


def check_table(table: DecisionTable, given: int | Literal["unknown"] | None = None) -> Checked:
    """Check the parts of a table against its total, its per cents and each other, and list every
    fault.

    Parameters
    ----------
    given
        A total from elsewhere (minutes, the budget), in cents. It is checked too, and the per cents
        are then of it. `UNKNOWN` if nobody knows it: the table is then believed without one.
    """
    believed = given is not None or table.total is not None or table.summed_up
    given = None if given == UNKNOWN else given
    parts = sum(table.cents.values())
    in_table = table.total.cents if table.total is not None else None
    totals = [total for total in (in_table, given) if total is not None]
    stated = given if given is not None else in_table
    faults = [
        TableFault("sum", None, _euros(total), _euros(parts))
        for total in dict.fromkeys(totals)
        if total != parts
    ]
    if len(set(totals)) > 1:
        faults.append(TableFault("total", None, _euros(totals[0]), _euros(totals[1])))
    whole = stated if stated is not None else parts
    printed = [
        (share.payer, share.cents, share.percent)
        for share in table.shares
        if share.percent is not None
    ]
    together = _rounded_together(table)
    for payer, cents, percent in () if together else printed:
        expected = _expected(percent, cents, whole)
        if expected is not None:
            faults.append(TableFault("percent", payer, percent.value, expected))
    percents = None
    if len(printed) == len(table.shares) and not any(
        percent.unrounded for _, _, percent in printed
    ):
        percents = sum((percent.value for _, _, percent in printed), Decimal(0))
        reach = sum(
            (Fraction(1, 2 * 10 ** decimals(percent.value)) for _, _, percent in printed),
            Fraction(0),
        )
        if abs(Fraction(percents) - 100) > reach:
            faults.append(TableFault("sum_of_percents", None, percents, Decimal(100)))
    of_total = table.total.percent if table.total is not None else None
    # 100,1 may be printed where it is what the rounded per cents add up to.
    if (
        of_total is not None
        and of_total.value != percents
        and abs(Fraction(of_total.value) - 100) > _NOISE * 100
    ):
        faults.append(TableFault("total_percent", None, of_total.value, Decimal(100)))
    unit, odd = _unit(table)
    return Checked(parts, stated, tuple(faults), percents, unit, believed, odd)


def _rounded_together(table: DecisionTable) -> bool:
    """Return whether the per cents are those that `parts_of_total` makes of the sums, so that they
    make 100: one of them may then be a unit off its own rounding.
    """
    printed = {share.payer: share.percent for share in table.shares if share.percent is not None}
    if len(printed) < len(table.shares) or any(percent.unrounded for percent in printed.values()):
        return False
    places = max(decimals(percent.value) for percent in printed.values())
    parts = parts_of_total(table.cents, places)
    return all(Fraction(printed[payer].value) == ratio * 100 for payer, ratio in parts.items())


def _expected(percent: PrintedPercent, cents: int, whole: int) -> Decimal | None:
    """Return what the per cent of an amount should be, rounded as printed; None if it is what is
    printed.
    """
    if not whole:
        return None
    exact = Fraction(cents, whole) * 100
    if percent.unrounded and abs(Fraction(percent.value) - exact) <= _NOISE * 100:
        return None
    expected = round_half_up(exact, min(decimals(percent.value), 4))
    return None if not percent.unrounded and expected == percent.value else expected


def _unit(table: DecisionTable) -> tuple[int, str | None]:
    cents = table.cents
    unit = _common(list(cents.values()))
    if len(cents) < _FEWEST:
        return unit, None
    for payer in cents:
        others = _common([amount for code, amount in cents.items() if code != payer])
        if others > unit and others >= 100:
            return others, payer
    return unit, None


def _common(amounts: Sequence[int]) -> int:
    """Return the largest unit of which all amounts are multiples; 1 if all are zero."""
    if not any(amounts):
        return 1
    divisor = gcd(*amounts)
    return max(unit for unit in _UNITS if divisor % unit == 0)


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)

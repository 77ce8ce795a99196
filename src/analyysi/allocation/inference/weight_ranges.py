"""The weights on a line of rules that give a full published table, exactly: one range, if any.

The largest remainder rounds shares x (in units, summing to a whole number) to whole numbers v of
the same sum just if no payer gained more than one unit over another: max(v - x) - min(v - x) <= 1,
where at exactly one the tie rule decides. On a line of rules x moves straight with the weight, so
the left side is convex in it, and the weights that fulfil this are a range. Both ends of the range
are found by Newton's steps on that convex function, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.inference.rule_families import Rule, RuleFamily, WholeLine
from analyysi.allocation.whole_units.rounding import largest_remainder


@dataclass(frozen=True)
class WeightRange:
    """The weights on one line that give a full table, and the natural numbers among them."""

    family: RuleFamily
    line: int
    unit: int
    """The unit of rounding, in cents."""
    low: Fraction
    high: Fraction
    """Both ends give the table too, unless a tie of remainders is decided the other way there."""
    natural: tuple[Fraction, ...]
    """The natural numbers that give the table, in order; the one weight of a line without a choice.
    """

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules at the natural numbers."""
        return tuple(self.family.rule_on(self.line, weight) for weight in self.natural)

    @property
    def halfway(self) -> Rule:
        """Return the rule halfway on the line, which has both of what the line mixes; the weight is
        of the equal part or of the first key.
        """
        return self.family.rule_on(self.line, Fraction(1, 2))

    @property
    def reaches_simpler(self) -> bool:
        """Return whether the range reaches an end of its line, where the rule is a simpler one that
        gives the table or borders on doing so.
        """
        return self.family.free and (self.low == 0 or self.high == 1)


def weight_range(
    family: RuleFamily, line: int, values: Sequence[int], unit: int
) -> WeightRange | None:
    """Return the weights of a line that give the values, in cents, by the largest remainder; None
    if there are none.

    Parameters
    ----------
    values
        Every payer's cents, multiples of `unit`, summing to the family's total.
    """
    whole = family.exact_line(line)
    if not family.free:
        given = Fraction(0)
        fits = _gives(family, whole, given, values, unit)
        return WeightRange(family, line, unit, given, given, (given,)) if fits else None
    low = _end(whole, values, unit, Fraction(0), forward=True)
    high = _end(whole, values, unit, Fraction(1), forward=False)
    if low is None or high is None or low > high:
        return None
    if low == high and not _gives(family, whole, low, values, unit):
        return None
    natural = tuple(
        weight
        for weight in family.weights
        if low < weight < high
        or (weight in (low, high) and _gives(family, whole, weight, values, unit))
    )
    return WeightRange(family, line, unit, low, high, natural)


def _end(
    line: WholeLine, values: Sequence[int], unit: int, weight: Fraction, *, forward: bool
) -> Fraction | None:
    """Return the first weight from an end of the line on at which no payer gains more than a unit
    over another; None if there is none.
    """
    most = unit * line.denominator
    while True:
        above, below = weight.numerator, weight.denominator
        gains = [
            below * (value * line.denominator - start) - above * slope
            for value, start, slope in zip(values, line.starts, line.slopes, strict=True)
        ]
        highest, lowest = max(gains), min(gains)
        if highest - lowest <= below * most:
            return weight
        gainer, loser = gains.index(highest), gains.index(lowest)
        # How fast the one payer's gain over the other falls with the weight.
        falling = line.slopes[gainer] - line.slopes[loser]
        if falling <= 0 if forward else falling >= 0:
            return None
        at_nought = (values[gainer] - values[loser]) * line.denominator
        at_nought -= line.starts[gainer] - line.starts[loser]
        weight = Fraction(at_nought - most, falling)
        if not 0 <= weight <= 1:
            return None


def _gives(
    family: RuleFamily, line: WholeLine, weight: Fraction, values: Sequence[int], unit: int
) -> bool:
    """Return whether the rule at a weight gives the values, ties settled as always."""
    payers = family.keys.payers
    amounts = {
        payer: (start + weight * slope) / line.denominator
        for payer, start, slope in zip(payers, line.starts, line.slopes, strict=True)
    }
    cents = largest_remainder(amounts, unit).cents
    return [cents[payer] for payer in payers] == list(values)

"""Rounding many payers' shares in arrays of numpy, to the same cents.

Whole numbers of 64 bits are exact; floating-point numbers only guess how many units each payer gets
and who competes for the last ones. These are settled in whole numbers of any length, and the edge
between who got a unit and who did not is looked at exactly once more. What does not fit, or is not
as it must be at the edge, is rounded without arrays.

numpy is not imported here: who has it hands it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import compress
from types import ModuleType
from typing import Any

from analyysi.allocation.whole_units.apportionment import NEAR, edge, settle
from analyysi.allocation.whole_units.quotas import Quotas, Rounded, RoundingRule, quotas
from analyysi.allocation.whole_units.signposts import DIVISOR_METHODS, Signposts

_TOO_LARGE = 1 << 62
"""Numbers below it can be added once in 64 bits."""

_MARGIN = 1e-9
"""How far claims in floating point may be off, as a part of them; they are right to about 1e-15."""


def in_arrays(rule: RoundingRule, numpy: ModuleType) -> RoundingRule:
    """Return a rule that rounds to the same cents by arrays of numpy, the module that is given; the
    rule itself if there is no such way.
    """
    signposts = DIVISOR_METHODS.get(rule.name)
    if signposts is None and not rule.by_remainder:
        return rule

    def function(amounts: Mapping[str, Fraction], unit: int = 1) -> Rounded:
        due, rounded = quotas(amounts, unit), None
        if max(*due.numerators, due.denominator, due.units * unit) < _TOO_LARGE:
            arrays = _Arrays(numpy, due, unit)
            rounded = (
                arrays.largest_remainder()
                if signposts is None
                else arrays.divisor_method(signposts)
            )
        return rule.function(amounts, unit) if rounded is None else rounded

    return replace(rule, function=function)


@dataclass(frozen=True)
class _Arrays:
    """One rounding. An array has a number for each payer with a share above zero, in their order,
    unless it is said to be of all.
    """

    np: Any
    due: Quotas
    unit: int

    @cached_property
    def _numerators(self) -> Any:
        """The shares of all, as whole numbers over one denominator."""
        return self.np.array(self.due.numerators, dtype=self.np.int64)

    @cached_property
    def _paying(self) -> Any:
        """Whose shares are above zero, by their places among all."""
        return self.np.flatnonzero(self._numerators)

    @cached_property
    def _shares(self) -> Any:
        return self._numerators[self._paying] / self.due.denominator

    def largest_remainder(self) -> Rounded:
        """Round by the method of the largest remainder."""
        due = self.due
        whole, remainders = self.np.divmod(self._numerators, due.denominator)
        left = due.units - int(whole.sum())
        if not left:
            return self._rounded(whole, ())
        rank = len(remainders) - left
        last = self.np.partition(remainders, rank)[rank]
        more = remainders > last
        equal = {due.codes[place]: place for place in self.np.flatnonzero(remainders == last)}
        taken = left - int(more.sum())
        for code in sorted(equal)[:taken]:
            more[equal[code]] = True
        return self._rounded(whole + more, tuple(sorted(equal)) if taken < len(equal) else ())

    def divisor_method(self, signposts: Signposts) -> Rounded | None:
        """Round by a divisor method; None if that is refused or the answer would not be sure."""
        if not self.due.units or self.due.units < len(self._paying):
            return None
        units = self._near_the_total(signposts)
        lacking = self.due.units - int(units.sum())
        if abs(lacking) > NEAR or abs(lacking) >= len(units):
            return None
        with self.np.errstate(divide="ignore"):
            if lacking > 0:
                claims = self._claims(signposts, units)
                strong = self.np.partition(claims, -lacking)[-lacking]
                self._settle(signposts, units, claims >= strong * (1 - _MARGIN))
            elif lacking < 0:
                claims = self._held(signposts, units)
                weak = self.np.partition(claims, -lacking)[-lacking]
                self._settle(signposts, units, claims <= weak * (1 + _MARGIN))
            held = self._held(signposts, units)
            near = held <= held.min() * (1 + _MARGIN)
            near |= self._claims(signposts, units) >= held.min() * (1 - _MARGIN)
        tied = edge(signposts, *self._competing(units, near))
        if tied is None:
            return None
        of_all = self.np.zeros_like(self._numerators)
        of_all[self._paying] = units
        return self._rounded(of_all, tied)

    def _near_the_total(self, signposts: Signposts) -> Any:
        """Guess the units by a common number that makes them sum to the total or nearly so."""
        total = aim = self.due.units
        for _ in range(4):
            larger = self._shares * (aim / total)
            whole = self.np.floor(larger)
            units = (whole + (self._points(signposts, whole) <= larger)).astype(self.np.int64)
            lacking = total - int(units.sum())
            if abs(lacking) <= NEAR or aim + lacking < 1:
                break
            aim += lacking
        return units

    def _points(self, signposts: Signposts, units: Any) -> Any:
        """Return the points between so many units and one more."""
        above, below = signposts.at(units.astype(float))
        return self.np.sqrt(above / below) if signposts.squared else above / below

    def _claims(self, signposts: Signposts, units: Any) -> Any:
        """Return the claims to one unit more."""
        return self._shares / self._points(signposts, units)

    def _held(self, signposts: Signposts, units: Any) -> Any:
        """Return the claims to the last unit; endless where it cannot be taken."""
        claims = self._claims(signposts, self.np.maximum(units - 1, 0))
        return self.np.where(units > signposts.least, claims, self.np.inf)

    def _competing(self, units: Any, chosen: Any) -> tuple[list[str], list[int], list[int]]:
        """Return codes, numerators and units of the payers chosen."""
        places = self._paying[chosen].tolist()
        codes = [self.due.codes[place] for place in places]
        return codes, [self.due.numerators[place] for place in places], units[chosen].tolist()

    def _settle(self, signposts: Signposts, units: Any, chosen: Any) -> None:
        """Give the units lacking to the payers chosen, or take those too many from them."""
        codes, numerators, competing = self._competing(units, chosen)
        lacking = self.due.units - int(units.sum())
        settle(signposts, codes, numerators, competing, sum(competing) + lacking)
        units[chosen] = competing

    def _rounded(self, of_all: Any, tied: tuple[str, ...]) -> Rounded:
        whole = self._numerators // self.due.denominator
        above = sorted(compress(self.due.codes, (of_all > whole).tolist()))
        below = sorted(compress(self.due.codes, (of_all < whole).tolist()))
        cents = dict(zip(self.due.codes, (of_all * self.unit).tolist(), strict=True))
        return Rounded(cents, tuple(above), tied, tuple(below))

"""The arithmetic of the workbook's formulas, in the steps in which a spreadsheet computes them.

A spreadsheet calculates in doubles and hides it: it compares fifteen digits, and LibreOffice's INT
and QUOTIENT make 8000000 of 7999999.999999999. So the formulas keep to whole numbers of at most
fifteen digits, and find the whole part of a quotient as (a - MOD(a; b)) / b, in which every step is
exact. What they hold at the figures of the report is computed here in the same steps, so that a
program that shows the file without calculating shows the right cents.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

MOST = 10**15
"""No whole number in a formula reaches this: fifteen digits are exact, and compared exactly, in
every spreadsheet.
"""

MOST_TO_COMPARE = 10**14
"""No sum of weights, and so no remainder, reaches this: the comparisons of LibreOffice allow for a
2⁻⁴⁸th part.
"""

STEPS = 3
"""How many digits of each remainder are written out."""

LARGEST_BASE = 40_000
"""Its third power stays below `MOST_TO_COMPARE`, and for as many as `MOST_BASES` added up below
`MOST`.
"""

MOST_BASES = 15

TOLERANCE = 1e-13
"""The last remainders are fractions in doubles. `MOST_BASES` of them are added with an error below
5e-14.
"""

APART = 10**12
"""Different last remainders must lie further apart than this many-eth part of one: well above the
tolerance.
"""


@dataclass(frozen=True)
class Basis:
    """What a part of the total is shared by: a key, or equally (`key` None).

    There is a weight for each payer, in their order: the figure times `scale`, a whole number.
    """

    key: str | None
    scale: int
    weights: tuple[int, ...]

    @cached_property
    def sum(self) -> int:
        """The weights added up."""
        return sum(self.weights)

    def fits(self, units: int) -> bool:
        """Return whether the formulas are exact when this many units are shared by the weights."""
        return 0 < self.sum < MOST_TO_COMPARE and units * max(self.weights) < MOST


@dataclass(frozen=True)
class BasisShares:
    """Rounding units shared by one basis, for each payer in order.

    `whole` is the share rounded down, `remainders` what the division leaves over, `ranks` their
    order from 1 on, and `units` the share after rounding.
    """

    whole: tuple[int, ...]
    remainders: tuple[int, ...]
    ranks: tuple[int, ...]
    units: tuple[int, ...]


def share_by_basis(
    units: int, basis: Basis, order: Sequence[int], apart: Collection[int] = ()
) -> BasisShares:
    """Share whole units by one basis, by the largest remainder. `order` is each payer's place by
    code; `apart` are the places of those who have no part in it, and no rank before anybody.

    >>> share_by_basis(100_00, Basis(None, 1, (1, 1, 1)), (3, 2, 1)).units
    (3333, 3333, 3334)
    """
    products = [units * weight for weight in basis.weights]
    remainders = tuple(product % basis.sum for product in products)
    whole = tuple(
        (product - remainder) // basis.sum
        for product, remainder in zip(products, remainders, strict=True)
    )
    ranks = _ranks([(remainder, 0.0) for remainder in remainders], order, apart)
    return BasisShares(whole, remainders, ranks, _rounded(units, whole, ranks))


@dataclass(frozen=True)
class MixShares:
    """Rounding units shared by several bases, each for its part of the total.

    `weights[k] / weight_sum` of the total goes by basis k. What one basis leaves over is a fraction
    with the divisor of that basis. These fractions cannot be added over one denominator, which
    would be too long for a double. So each is written out digit by digit in the number system of
    `base` (`remainders`: what is left after 0, 1, 2, 3 digits), the digits of all bases are added,
    and what is left of them after the last digit is added as doubles.
    """

    weights: tuple[int, ...]
    weight_sum: int
    divisors: tuple[int, ...]
    base: int
    exact: bool
    """Whether different remainders lie so far apart that doubles can distinguish them."""
    remainders: tuple[tuple[tuple[int, ...], ...], ...]
    """By number of digits, payer and basis."""
    whole_of_bases: tuple[int, ...]
    """The whole units of the bases, added up."""
    after_digits: tuple[float, ...]
    """What is left after the last digit, in units of the last digit."""
    digits: tuple[int, ...]
    """The digits of the bases added up, as one number; it may hold further whole units."""
    remainder_digits: tuple[int, ...]
    """The remainder after whole units: its digits as one number."""
    remainder_fractions: tuple[float, ...]
    """The remainder after whole units: what comes after those digits."""
    whole: tuple[int, ...]
    ranks: tuple[int, ...]
    units: tuple[int, ...]


def share_by_mix(
    units: int,
    bases: Sequence[Basis],
    weights: Sequence[int],
    order: Sequence[int],
    apart: Collection[int] = (),
) -> MixShares:
    """Share whole units by several bases, weighted, by the largest remainder.

    >>> bases = [Basis(None, 1, (1, 1)), Basis("population", 1, (1, 2))]
    >>> share_by_mix(100_00, bases, (3, 7), (1, 2)).units
    (3833, 6167)
    """
    weight_sum = sum(weights)
    divisors = tuple(
        weight_sum * basis.sum if weight else 1
        for basis, weight in zip(bases, weights, strict=True)
    )
    base = min(LARGEST_BASE, MOST // max(divisors))
    by_basis = [
        _parts(units, basis, weight, weight_sum, order)
        for basis, weight in zip(bases, weights, strict=True)
    ]
    by_payer = list(zip(*by_basis, strict=True))
    written = [_written_out(parts, divisors, base) for parts in by_payer]
    whole_of_bases = tuple(_whole_units(parts, divisors) for parts in by_payer)
    digits = tuple(payer.digits for payer in written)
    remainder_digits = tuple(number % base**STEPS for number in digits)
    fractions = tuple(payer.remainder_fraction for payer in written)
    whole = tuple(
        units_of_bases + (number - remainder) // base**STEPS
        for units_of_bases, number, remainder in zip(
            whole_of_bases, digits, remainder_digits, strict=True
        )
    )
    ranks = _ranks(list(zip(remainder_digits, fractions, strict=True)), order, apart)
    return MixShares(
        weights=tuple(weights),
        weight_sum=weight_sum,
        divisors=divisors,
        base=base,
        exact=_is_exact(units, bases, weights, base),
        remainders=tuple(zip(*(payer.remainders for payer in written), strict=True)),
        whole_of_bases=whole_of_bases,
        after_digits=tuple(payer.after_digits for payer in written),
        digits=digits,
        remainder_digits=remainder_digits,
        remainder_fractions=fractions,
        whole=whole,
        ranks=ranks,
        units=_rounded(units, whole, ranks),
    )


def _is_exact(units: int, bases: Sequence[Basis], weights: Sequence[int], base: int) -> bool:
    """Return whether no number of a mix is too large, and no two remainders too close."""
    weight_sum = sum(weights)
    used = [basis for basis, weight in zip(bases, weights, strict=True) if weight]
    return (
        len(bases) <= MOST_BASES
        and all(basis.fits(units) for basis in used)
        and weight_sum * units < MOST
        and max(weight_sum * basis.sum for basis in used) < MOST_TO_COMPARE
        and weight_sum * prod(basis.sum for basis in used) <= base**STEPS * APART
    )


@dataclass(frozen=True)
class _Part:
    """A payer's share of one basis's part: `whole + numerator / divisor` units."""

    whole: int
    numerator: int
    """Not negative; it may hold one more whole unit."""


def _parts(
    units: int, basis: Basis, weight: int, weight_sum: int, order: Sequence[int]
) -> list[_Part]:
    """Return each payer's share of `weight / weight_sum` of the units, which a basis shares."""
    if not weight:
        return [_Part(0, 0)] * len(order)
    shares = share_by_basis(units, basis, order)
    parts = []
    for whole, remainder in zip(shares.whole, shares.remainders, strict=True):
        weighted = weight * whole
        numerator = weighted % weight_sum * basis.sum + weight * remainder
        parts.append(_Part(weighted // weight_sum, numerator))
    return parts


def _whole_units(parts: Sequence[_Part], divisors: Sequence[int]) -> int:
    """Return the whole units that the parts hold, each part for itself."""
    return sum(
        basis_share.whole + basis_share.numerator // divisor
        for basis_share, divisor in zip(parts, divisors, strict=True)
    )


@dataclass(frozen=True)
class _WrittenOut:
    """A payer's remainders written out digit by digit, as `MixShares` describes."""

    remainders: tuple[tuple[int, ...], ...]
    digits: int
    after_digits: float
    remainder_fraction: float


def _written_out(parts: Sequence[_Part], divisors: Sequence[int], base: int) -> _WrittenOut:
    remainders = tuple(
        basis_share.numerator % divisor
        for basis_share, divisor in zip(parts, divisors, strict=True)
    )
    every_step = [remainders]
    digits = 0
    for _ in range(STEPS):
        scaled = [remainder * base for remainder in remainders]
        next_digits = (number // divisor for number, divisor in zip(scaled, divisors, strict=True))
        digits = digits * base + sum(next_digits)
        remainders = tuple(
            number % divisor for number, divisor in zip(scaled, divisors, strict=True)
        )
        every_step.append(remainders)
    after_digits = sum(
        remainder / divisor for remainder, divisor in zip(remainders, divisors, strict=True)
    )
    carried = int(after_digits + TOLERANCE)
    return _WrittenOut(tuple(every_step), digits + carried, after_digits, after_digits - carried)


def _ranks(
    remainders: Sequence[tuple[int, float]], order: Sequence[int], apart: Collection[int]
) -> tuple[int, ...]:
    """Rank remainders, the largest first, equal ones by code; those apart are before nobody."""

    def is_ahead(rival: int, payer: int) -> bool:
        (rival_digits, rival_fraction), (digits, fraction) = remainders[rival], remainders[payer]
        if rival_digits != digits:
            return rival_digits > digits
        if abs(rival_fraction - fraction) > TOLERANCE:
            return rival_fraction > fraction
        return order[rival] < order[payer]

    places = range(len(order))
    rivals = [place for place in places if place not in apart]
    ranks = []
    for payer in places:
        ranks.append(1 + sum(is_ahead(rival, payer) for rival in rivals))
    return tuple(ranks)


def _rounded(units: int, whole: Sequence[int], ranks: Sequence[int]) -> tuple[int, ...]:
    """Give one unit more to as many of the first ranks as there are units left over."""
    left_over = units - sum(whole)
    return tuple(
        rounded_down + (rank <= left_over) for rounded_down, rank in zip(whole, ranks, strict=True)
    )

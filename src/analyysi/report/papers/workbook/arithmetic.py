"""The arithmetic of the workbook's formulas, in the steps in which a spreadsheet takes them.

A spreadsheet reckons in doubles and hides it: it compares fifteen digits, and LibreOffice's INT and
QUOTIENT make 8000000 of 7999999.999999999. So the formulas keep to whole numbers of at most fifteen
digits, and find the whole part of a quotient as (a - MOD(a; b)) / b, in which every step is exact.
What they hold at the figures of the report is worked out here in the same steps, so that a program
that shows the file without reckoning shows the right cents.
"""

from __future__ import annotations

from collections.abc import Sequence
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
"""How many times the remainder of a part is taken on to the next digits."""

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
    """What a part of the sum is shared by: a key, or equally (`key` None). One weight per payer, in
    their order.

    A weight is the figure times `scale`, a whole number.
    """

    key: str | None
    scale: int
    weights: tuple[int, ...]

    @cached_property
    def sum(self) -> int:
        """The weights added up."""
        return sum(self.weights)

    def fits(self, units: int) -> bool:
        """Tell whether the formulas are exact when this many units are shared by the weights."""
        return 0 < self.sum < MOST_TO_COMPARE and units * max(self.weights) < MOST


@dataclass(frozen=True)
class Quotients:
    """Units shared by one basis: rounded down, the remainder of each division, its rank, the units
    after rounding.
    """

    whole: tuple[int, ...]
    rest: tuple[int, ...]
    rank: tuple[int, ...]
    units: tuple[int, ...]


def share(units: int, basis: Basis, order: Sequence[int]) -> Quotients:
    """Share whole units by one basis, by the largest remainder. `order` is each payer's place by
    code.

    >>> share(100_00, Basis(None, 1, (1, 1, 1)), (3, 2, 1)).units
    (3333, 3333, 3334)
    """
    products = [units * weight for weight in basis.weights]
    rest = tuple(product % basis.sum for product in products)
    whole = tuple(
        (product - left) // basis.sum for product, left in zip(products, rest, strict=True)
    )
    rank = _ranks([(left, 0.0) for left in rest], order)
    return Quotients(whole, rest, rank, _units(units, whole, rank))


@dataclass(frozen=True)
class Mixed:
    """Units shared by several bases, each for its part of the sum.

    `parts[k] / of` of the sum goes by basis k. What one basis leaves over is a fraction with the
    divisor of that basis. These fractions cannot be added over one denominator, which would be too
    long for a double. So each is written out digit by digit in the number system of `base`
    (`rests`: what is left after 0, 1, 2, 3 digits), the digits of all bases are added, and what is
    left of them after the last digit is added as doubles.
    """

    parts: tuple[int, ...]
    of: int
    divisors: tuple[int, ...]
    base: int
    exact: bool
    """Whether different remainders lie so far apart that the doubles can tell them."""
    rests: tuple[tuple[tuple[int, ...], ...], ...]
    """By number of digits, payer and basis."""
    parts_whole: tuple[int, ...]
    """The whole units of the bases, added up."""
    last: tuple[float, ...]
    """What is left after the last digit, in the last digit's ones."""
    digits: tuple[int, ...]
    """The digits of the bases added up, as one number; it may hold further whole units."""
    first: tuple[int, ...]
    """The remainder after whole units: its digits as one number."""
    then: tuple[float, ...]
    """The remainder after whole units: what comes after those digits."""
    whole: tuple[int, ...]
    rank: tuple[int, ...]
    units: tuple[int, ...]


def mix(units: int, bases: Sequence[Basis], parts: Sequence[int], order: Sequence[int]) -> Mixed:
    """Share whole units by several bases, `parts` of the sum by each, by the largest remainder.

    >>> mix(100_00, [Basis(None, 1, (1, 1)), Basis("population", 1, (1, 2))], (3, 7), (1, 2)).units
    (3833, 6167)
    """
    of, payers = sum(parts), range(len(order))
    divisors = tuple(
        of * basis.sum if part else 1 for basis, part in zip(bases, parts, strict=True)
    )
    base = min(LARGEST_BASE, MOST // max(divisors))
    shared = [share(units, basis, order) if basis.sum else None for basis in bases]

    def numerator(payer: int, k: int) -> int:
        one = shared[k]
        return (
            0
            if one is None
            else parts[k] * one.whole[payer] % of * bases[k].sum + parts[k] * one.rest[payer]
        )

    def whole_units(payer: int, k: int) -> int:
        one = shared[k]
        return (0 if one is None else parts[k] * one.whole[payer] // of) + numerator(
            payer, k
        ) // divisors[k]

    rests = [tuple(tuple(numerator(i, k) % divisors[k] for k in range(len(bases))) for i in payers)]
    sums = [0] * len(payers)
    for _ in range(STEPS):
        before = rests[-1]
        rests.append(
            tuple(
                tuple(left * base % divisor for left, divisor in zip(row, divisors, strict=True))
                for row in before
            )
        )
        sums = [
            digits * base
            + sum(left * base // divisor for left, divisor in zip(row, divisors, strict=True))
            for digits, row in zip(sums, before, strict=True)
        ]
    last = tuple(
        sum(left / divisor for left, divisor in zip(row, divisors, strict=True))
        for row in rests[-1]
    )
    carried = [int(left + TOLERANCE) for left in last]
    digits = tuple(one + more for one, more in zip(sums, carried, strict=True))
    first = tuple(one % base**STEPS for one in digits)
    then = tuple(left - more for left, more in zip(last, carried, strict=True))
    parts_whole = tuple(sum(whole_units(i, k) for k in range(len(bases))) for i in payers)
    whole = tuple(parts_whole[i] + (digits[i] - first[i]) // base**STEPS for i in payers)
    rank = _ranks(list(zip(first, then, strict=True)), order)
    used = [basis for basis, part in zip(bases, parts, strict=True) if part]
    return Mixed(
        parts=tuple(parts),
        of=of,
        divisors=divisors,
        base=base,
        exact=len(bases) <= MOST_BASES
        and all(basis.fits(units) for basis in used)
        and of * units < MOST
        and max(divisors) < MOST_TO_COMPARE
        and of * prod(basis.sum for basis in used) <= base**STEPS * APART,
        rests=tuple(rests),
        parts_whole=parts_whole,
        last=last,
        digits=digits,
        first=first,
        then=then,
        whole=whole,
        rank=rank,
        units=_units(units, whole, rank),
    )


def _ranks(remainders: Sequence[tuple[int, float]], order: Sequence[int]) -> tuple[int, ...]:
    """Rank remainders, the largest first, equal ones by code."""

    def ahead(one: int, other: int) -> bool:
        (first, then), (own_first, own_then) = remainders[other], remainders[one]
        if first != own_first:
            return first > own_first
        if abs(then - own_then) > TOLERANCE:
            return then > own_then
        return order[other] < order[one]

    places = range(len(order))
    return tuple(1 + sum(ahead(one, other) for other in places) for one in places)


def _units(units: int, whole: Sequence[int], rank: Sequence[int]) -> tuple[int, ...]:
    left = units - sum(whole)
    return tuple(one + (place <= left) for one, place in zip(whole, rank, strict=True))

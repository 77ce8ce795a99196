"""Measures of how evenly a burden lies. Each is exact, and none of them says alone what is fair.

The burden of a payer is its amount divided by a base: inhabitants, or tax revenue. The Gini
coefficient and the Lorenz curve weight each payer by its base, so that a large municipality counts
as many people as it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from math import lcm

from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError


@dataclass(frozen=True)
class Burden:
    """How a split weighs on a base. `of_payer` is amount divided by base; `average` the whole by
    the whole.
    """

    of_payer: Mapping[str, Fraction]
    average: Fraction
    lorenz: tuple[tuple[Fraction, Fraction], ...]
    """Points from (0, 0) to (1, 1): the part of the base with the lightest burdens, and the part
    that it pays.
    """

    @property
    def gini(self) -> Fraction:
        """Return the Gini coefficient: 0 if every unit of the base bears the same, towards 1 if one
        bears all.

        Gini (1912): twice the area between the Lorenz curve and the diagonal, here exact.
        """
        bases, paid, denominator = self._whole_numbers
        twice_the_area = sum(
            (there - here) * (low + high)
            for (here, low), (there, high) in pairwise(zip(bases, paid, strict=True))
        )
        return 1 - Fraction(twice_the_area, denominator * denominator)

    @property
    def ratio(self) -> Fraction | None:
        """Return the heaviest burden divided by the lightest, or None if somebody bears nothing."""
        low = min(self.of_payer.values())
        return max(self.of_payer.values()) / low if low else None

    @property
    def deviation(self) -> Fraction:
        """Return the part of the sum that would have to move for every unit of the base to bear the
        same.

        This is the Hoover (Schutz, Robin Hood) index: half the sum of absolute deviations from an
        equal burden.
        """
        bases, paid, denominator = self._whole_numbers
        return Fraction(
            max((base - sum_ for base, sum_ in zip(bases, paid, strict=True)), default=0),
            denominator,
        )

    @cached_property
    def _whole_numbers(self) -> tuple[list[int], list[int], int]:
        """The points' two coordinates as whole numbers over one denominator."""
        denominator = lcm(
            *(coordinate.denominator for point in self.lorenz for coordinate in point)
        )
        bases, paid = zip(*self.lorenz, strict=True)
        return _over(bases, denominator), _over(paid, denominator), denominator


def _over(figures: Sequence[Fraction], denominator: int) -> list[int]:
    """Return the numerators of figures over a common denominator of theirs."""
    return [figure.numerator * (denominator // figure.denominator) for figure in figures]


def burden(amounts: Mapping[str, Fraction], base: Mapping[str, Fraction]) -> Burden:
    """Set amounts against a base.

    Parameters
    ----------
    amounts
        Cents per payer, zero or more, not all zero.
    base
        The base of each of these payers, above zero.

    Raises
    ------
    AllocationError
        If a payer has no base, or a base is not above zero, or nothing is paid.

    Examples
    --------
    >>> even = burden({"a": Fraction(10), "b": Fraction(20)}, {"a": Fraction(1), "b": Fraction(2)})
    >>> even.gini, even.ratio, even.deviation
    (Fraction(0, 1), Fraction(1, 1), Fraction(0, 1))
    """
    paid, bases = _set_against(amounts, base)
    of_payer = {
        code: Fraction(cents * bases.denominator, bases.numerators[code] * paid.denominator)
        for code, cents in paid.numerators.items()
    }
    # Two burdens that differ do so by more than one part of the square of the largest base:
    # enlarged so far, their whole parts are in the same order.
    enlarged = 2 * max(bases.numerators.values()) ** 2
    rank = {
        code: cents * enlarged // bases.numerators[code] for code, cents in paid.numerators.items()
    }
    order = sorted(amounts, key=lambda code: (rank[code], code))
    below = accumulate([0, *map(bases.numerators.__getitem__, order)])
    above = accumulate([0, *map(paid.numerators.__getitem__, order)])
    whole, sum_ = sum(bases.numerators.values()), sum(paid.numerators.values())
    points = tuple(
        (Fraction(under, whole), Fraction(over, sum_))
        for under, over in zip(below, above, strict=True)
    )
    return Burden(of_payer, paid.total / bases.total, points)


def is_even(amounts: Mapping[str, Fraction], base: Mapping[str, Fraction]) -> bool:
    """Return whether every unit of the base bears the same: whether the Gini coefficient of
    `burden` is zero.

    Raises
    ------
    AllocationError
        As `burden`.

    >>> is_even({"a": Fraction(10), "b": Fraction(20)}, {"a": Fraction(1), "b": Fraction(2)})
    True
    """
    paid, bases = _set_against(amounts, base)
    whole, sum_ = sum(bases.numerators.values()), sum(paid.numerators.values())
    return all(
        cents * whole == bases.numerators[code] * sum_ for code, cents in paid.numerators.items()
    )


def _set_against(
    amounts: Mapping[str, Fraction], base: Mapping[str, Fraction]
) -> tuple[Ratios, Ratios]:
    """Return amounts and bases of the same payers as whole numbers, or say why
    there is no burden.
    """
    paid, bases = Ratios.of(amounts), Ratios.of(base)
    wrong = [code for code in paid.numerators if bases.numerators.get(code, 0) <= 0]
    if wrong:
        raise AllocationError(
            f"There is no base above zero for {', '.join(wrong)}: its burden is not defined."
        )
    if not sum(paid.numerators.values()):
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    return paid, bases.among(tuple(paid.numerators))


def progressivity(amounts: Mapping[str, Fraction], ability: Mapping[str, Fraction]) -> Fraction:
    """Return by how much the share of the payers grows faster than their ability to pay (Kakwani
    1977, by payers).

    The concentration of the amounts, payers ordered by ability per payer, less the Gini coefficient
    of the ability: above zero, the larger pay more than in proportion; zero, just in proportion;
    below zero, less.

    >>> ability = {"a": Fraction(1), "b": Fraction(3)}
    >>> progressivity({"a": Fraction(1), "b": Fraction(3)}, ability)
    Fraction(0, 1)
    >>> progressivity({"a": Fraction(2), "b": Fraction(2)}, ability)
    Fraction(-1, 4)
    """
    if any(ability.get(code, Fraction(0)) < 0 for code in amounts) or not sum(
        ability[code] for code in amounts
    ):
        raise AllocationError(
            "Progressivity needs an ability to pay of zero or more for each payer, not all zero."
        )
    by_level: dict[Fraction, list[Fraction]] = {}
    for code, amount in amounts.items():
        by_level.setdefault(ability[code], []).append(amount)
    paid: list[Fraction] = []
    able: list[Fraction] = []
    for level, alike in sorted(by_level.items()):
        # Payers of one ability have no order among them: each stands for their mean.
        paid += [sum(alike, Fraction(0)) / len(alike)] * len(alike)
        able += [level] * len(alike)
    return _concentration(paid) - _concentration(able)


def _concentration(ordered: list[Fraction]) -> Fraction:
    count, whole = len(ordered), sum(ordered, Fraction(0))
    if not whole:
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    weighted = sum((place * figure for place, figure in enumerate(ordered, start=1)), Fraction(0))
    return 2 * weighted / (count * whole) - Fraction(count + 1, count)

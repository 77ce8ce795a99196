"""Measures of how evenly a burden lies. Each is exact, and none of them says alone what is fair.

The burden of a payer is its amount divided by a base: inhabitants, or tax revenue. The Gini
coefficient and the Lorenz curve weight each payer by its base, and progressivity each by its
inhabitants, so that a large municipality counts as many people as it has.
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
            "There is no base above zero for {payers}: its burden is not defined.",
            payers=", ".join(wrong),
        )
    if not sum(paid.numerators.values()):
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    return paid, bases.among(tuple(paid.numerators))


def progressivity(
    amounts: Mapping[str, Fraction],
    ability: Mapping[str, Fraction],
    heads: Mapping[str, Fraction],
) -> Fraction:
    """Return by how much what is paid grows faster, from head to head, than the ability to pay
    (Kakwani 1977): the concentration of the amounts less the Gini coefficient of the ability.

    Every head weighs one: a payer stands for as many heads as it has, each with the mean ability
    and the mean payment of its payer. Above zero, those with more ability per head pay more than in
    proportion to it; zero, just in proportion; below zero, less.

    Parameters
    ----------
    amounts
        What each payer pays, zero or more, not all zero.
    ability
        What each of these payers can pay by, such as its tax revenue: zero or more, not all zero.
    heads
        How many inhabitants each of these payers has, above zero.

    Raises
    ------
    AllocationError
        If one of these is not so.

    Examples
    --------
    >>> heads = {"a": Fraction(2), "b": Fraction(1)}
    >>> ability = {"a": Fraction(1), "b": Fraction(2)}
    >>> progressivity({"a": Fraction(3), "b": Fraction(6)}, ability, heads)
    Fraction(0, 1)
    >>> progressivity({"a": Fraction(6), "b": Fraction(3)}, ability, heads)
    Fraction(-1, 3)
    """
    if any(ability.get(code, Fraction(0)) < 0 for code in amounts) or not sum(
        ability.get(code, Fraction(0)) for code in amounts
    ):
        raise AllocationError(
            "Progressivity needs an ability to pay of zero or more for each payer, not all zero."
        )
    able = {code: ability[code] for code in amounts}
    return concentration(amounts, able, heads) - concentration(able, able, heads)


def concentration(
    amounts: Mapping[str, Fraction],
    ability: Mapping[str, Fraction],
    heads: Mapping[str, Fraction],
) -> Fraction:
    """Return the concentration index of amounts over heads that are ordered by ability per head:
    twice the area between the concentration curve and the diagonal.

    Heads of one ability have no order among them. Above zero, those with more ability have more of
    the amounts. Parameters and errors as in `progressivity`.

    References
    ----------
    Kakwani, Wagstaff & van Doorslaer (1997), Socioeconomic inequalities in health, Journal of
    Econometrics 77; O'Donnell et al. (2008), *Analyzing Health Equity Using Household Survey Data*,
    chapter 8, grouped data.
    """
    without = [code for code in amounts if heads.get(code, Fraction(0)) <= 0]
    if without:
        raise AllocationError(
            "There are no heads above zero for {payers}.", payers=", ".join(without)
        )
    paid_in_all = sum(amounts.values(), Fraction(0))
    if not paid_in_all:
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    by_level: dict[Fraction, tuple[Fraction, Fraction]] = {}
    for code, amount in amounts.items():
        level = ability[code] / heads[code]
        people, paid = by_level.get(level, (Fraction(0), Fraction(0)))
        by_level[level] = people + heads[code], paid + amount
    twice_the_area = so_far = Fraction(0)
    for _, (people, paid) in sorted(by_level.items()):
        twice_the_area += people * (2 * so_far + paid)
        so_far += paid
    heads_in_all = sum((heads[code] for code in amounts), Fraction(0))
    return 1 - twice_the_area / (heads_in_all * paid_in_all)

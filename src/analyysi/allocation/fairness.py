"""Measures of how evenly a burden lies. Each is exact, and none of them says alone what is fair.

The burden of a payer is its amount divided by a base: inhabitants, or tax revenue. The Gini coefficient and the
Lorenz curve weight each payer by its base, so that a large municipality counts as many people as it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from analyysi.errors import AllocationError


@dataclass(frozen=True)
class Burden:
    """How a split weighs on a base. `of_payer` is amount divided by base; `average` the whole by the whole."""

    of_payer: Mapping[str, Fraction]
    average: Fraction
    lorenz: tuple[tuple[Fraction, Fraction], ...]
    """Points from (0, 0) to (1, 1): the part of the base with the lightest burdens, and the part that it pays."""

    @property
    def gini(self) -> Fraction:
        """Return the Gini coefficient: 0 if every unit of the base bears the same, towards 1 if one bears all.

        Gini (1912): twice the area between the Lorenz curve and the diagonal, here exact.
        """
        area = sum(
            ((there[0] - here[0]) * (there[1] + here[1]) / 2 for here, there in pairwise(self.lorenz)),
            Fraction(0),
        )
        return 1 - 2 * area

    @property
    def ratio(self) -> Fraction | None:
        """Return the heaviest burden divided by the lightest, or None if somebody bears nothing."""
        low = min(self.of_payer.values())
        return max(self.of_payer.values()) / low if low else None

    @property
    def deviation(self) -> Fraction:
        """Return the part of the sum that would have to move for every unit of the base to bear the same.

        This is the Hoover (Schutz, Robin Hood) index: half the sum of absolute deviations from an equal burden.
        """
        return max((base - paid for base, paid in self.lorenz), default=Fraction(0))


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
    wrong = [code for code in amounts if base.get(code, Fraction(0)) <= 0]
    if wrong:
        raise AllocationError(f"There is no base above zero for {', '.join(wrong)}: its burden is not defined.")
    paid, whole = sum(amounts.values(), Fraction(0)), sum((base[code] for code in amounts), Fraction(0))
    if not paid:
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    of_payer = {code: amount / base[code] for code, amount in amounts.items()}
    points = [(Fraction(0), Fraction(0))]
    for code in sorted(amounts, key=lambda code: (of_payer[code], code)):
        points.append((points[-1][0] + base[code] / whole, points[-1][1] + amounts[code] / paid))
    return Burden(of_payer, paid / whole, tuple(points))


def progressivity(amounts: Mapping[str, Fraction], ability: Mapping[str, Fraction]) -> Fraction:
    """Return by how much the share of the payers grows faster than their ability to pay (Kakwani 1977, by payers).

    The concentration of the amounts, payers ordered by ability per payer, less the Gini coefficient of the ability:
    above zero, the larger pay more than in proportion; zero, just in proportion; below zero, less.

    >>> ability = {"a": Fraction(1), "b": Fraction(3)}
    >>> progressivity({"a": Fraction(1), "b": Fraction(3)}, ability)
    Fraction(0, 1)
    >>> progressivity({"a": Fraction(2), "b": Fraction(2)}, ability)
    Fraction(-1, 4)
    """
    if any(ability.get(code, Fraction(0)) < 0 for code in amounts) or not sum(ability[code] for code in amounts):
        raise AllocationError("Progressivity needs an ability to pay of zero or more for each payer, not all zero.")
    levels = sorted({ability[code] for code in amounts})
    paid: list[Fraction] = []
    able: list[Fraction] = []
    for level in levels:
        # Payers of one ability have no order among them: each stands for their mean.
        alike = [amounts[code] for code in amounts if ability[code] == level]
        paid += [sum(alike, Fraction(0)) / len(alike)] * len(alike)
        able += [level] * len(alike)
    return _concentration(paid) - _concentration(able)


def _concentration(ordered: list[Fraction]) -> Fraction:
    count, whole = len(ordered), sum(ordered, Fraction(0))
    if not whole:
        raise AllocationError("Nothing is paid: there is no burden to compare.")
    weighted = sum((place * value for place, value in enumerate(ordered, start=1)), Fraction(0))
    return 2 * weighted / (count * whole) - Fraction(count + 1, count)

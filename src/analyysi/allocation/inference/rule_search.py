"""Which rule gave a published share: every rule of a stated family is tried, and luck is reckoned
with.

Who tries ten thousand rules on one figure will find some that give it. So beside the rules that hit
stands the number that were tried, and how many hits chance alone would bring where the rules'
figures lie that close together.

The rules are those of `rule_families.FAMILIES`: the equal split, one key, two keys, an equal part
or the organiser beside a key, and means of a key over some years. Which rounding was used can be
found from a full published table only: there every rule of `ROUNDING_RULES` is tried. Otherwise
shares are rounded by the largest remainder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import exp, gcd, prod

import numpy as np
from numpy.typing import NDArray

from analyysi.allocation.inference.quick_checks import MARGIN, may_be_part, may_be_table
from analyysi.allocation.inference.rule_families import (
    FAMILIES,
    Floats,
    Rule,
    RuleFamily,
    Weights,
    WholeKeys,
    rule_families,
    whole_keys,
)
from analyysi.allocation.whole_units.rounding import (
    ROUNDING_RULES,
    USUAL_ROUNDING,
    largest_remainder,
)
from analyysi.errors import AllocationError
from analyysi.suggestions import did_you_mean

__all__ = ["FAMILIES", "Family", "Hit", "Inference", "Near", "Rule", "infer", "rounded_away"]

_UNITS = (1, 100, 1000, 10_000, 100_000)
_NEAR = Fraction(1, 100)
_WINDOW = Fraction(3, 100)
"""The stretch on either side of a published share, as a part of it, in which the rules' figures are
counted.
"""
_USUAL = USUAL_ROUNDING.name


@dataclass(frozen=True)
class Hit:
    """A rule that gives every published share, rounded to `unit` cents, and what it gives to all
    payers.

    `roundings` are the rounding rules that do so: of a full table any, otherwise none but the
    largest remainder is tried.
    """

    rule: Rule
    unit: int
    cents: Mapping[str, int]
    roundings: tuple[str, ...] = (_USUAL,)


@dataclass(frozen=True)
class Near:
    """A rule that comes near. There may be thousands, so all of it is worked out when it is asked
    for.
    """

    family: RuleFamily = field(repr=False)
    number: int
    """The rule's number in its family."""
    published: Mapping[int, int] = field(repr=False)
    """The place of each published payer, to cents."""

    @cached_property
    def distance(self) -> Fraction:
        """The largest distance from a published share, in cents, exact."""
        numerator, denominator = _distance(self.family, self.number, self.published)
        return Fraction(numerator, denominator)

    @cached_property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.family.rule(self.number)

    @cached_property
    def amounts(self) -> Mapping[str, Fraction]:
        """What the rule gives to all payers, exact."""
        return self.family.amounts(self.number)


@dataclass(frozen=True)
class Family:
    """A family's balance: how many rules were tried, how many hit, how many would by luck."""

    name: str
    tried: int
    hits: int
    by_luck: float

    @property
    def chance(self) -> float:
        """Return how likely at least one hit by luck is (Poisson)."""
        return 1 - exp(-self.by_luck)


@dataclass(frozen=True)
class Inference:
    """What the search found. Families, hits and near rules are in the order of simplicity, then by
    distance.
    """

    published: Mapping[str, int]
    families: tuple[Family, ...]
    hits: tuple[Hit, ...]
    near: tuple[Near, ...]
    below: tuple[str, Fraction] | None
    """For one published payer: the key alone that gives the most below its share, and what it
    gives.
    """
    above: tuple[str, Fraction] | None
    implied: Mapping[str, Fraction] = field(default_factory=dict)
    """Key to the sum, in cents, that would give the one published share exactly if shared by it."""

    @property
    def tables(self) -> int:
        """The number of different full tables that the hits give."""
        return len({tuple(sorted(hit.cents.items())) for hit in self.hits})

    @property
    def hitting_rules(self) -> int:
        """The number of rules that give every published share; one that does so in two units, such
        as whole euros and tens, is two hits.
        """
        return sum(family.hits for family in self.families)

    @property
    def verdict(self) -> str:
        """ "identified" (one table, and luck is unlikely), "several" (tables differ or luck
        explains a hit), "none".
        """
        if not self.hits:
            return "none"
        simplest = min(FAMILIES.index(hit.rule.family) for hit in self.hits)
        luck = sum(family.by_luck for family in self.families[: simplest + 1])
        return "identified" if self.tables == 1 and luck < 0.01 else "several"

    def decisive(self) -> tuple[str, int] | None:
        """Return the unpublished payer whose share would separate the hits best, and into how
        many groups.
        """
        groups: dict[str, int] = {}
        for payer in self.hits[0].cents if self.hits else ():
            if payer not in self.published:
                groups[payer] = len({hit.cents[payer] for hit in self.hits})
        if not groups or max(groups.values()) < 2:
            return None
        payer = min(groups, key=lambda code: (-groups[code], code))
        return payer, groups[payer]


def infer(
    total: int,
    payers: Sequence[str],
    keys: Mapping[str, Weights],
    published: Mapping[str, int],
    means: Mapping[str, Weights] | None = None,
    excess: Fraction = Fraction(0),
) -> Inference:
    """Try every rule of the families on the published shares.

    Parameters
    ----------
    total
        The sum to be shared, in cents, above zero. A full published table below it means that
        somebody else pays the rest, and one above it that the figures were printed rounded: its own
        sum is then shared.
    payers
        Everybody who shares.
    keys
        Name to each payer's weight. A key that lacks a payer, has a negative weight or none above
        zero is passed over; keys with the same proportions are tried once, under the first name.
    published
        Payer to cents.
    means
        Means of keys over some years, as `keys`: tried too, but not in pairs nor beside an equal
        part and an organiser at once.
    excess
        How far the published shares may exceed the total, in cents, because they were printed
        rounded: see `rounded_away`.

    Raises
    ------
    AllocationError
        If nothing is published, a published payer is not a payer, or the shares exceed the total by
        more.
    """
    _check(total, payers, published, excess)
    full = set(published) == set(payers)
    shared = sum(published.values()) if full else total
    usable = whole_keys(payers, keys)
    search = _Search(shared, tuple(payers), dict(published), full=full)
    for family in rule_families(shared, usable, whole_keys(payers, means or {}, usable), full=full):
        search.try_all(family)
    implied: dict[str, Fraction] = {}
    below: list[tuple[Fraction, str]] = []
    above: list[tuple[Fraction, str]] = []
    if len(published) == 1:
        ((payer, cents),) = published.items()
        singles, implied = _by_single_keys(usable, search.payers.index(payer), shared, cents)
        below = [(amount, name) for name, amount in singles.items() if amount < cents]
        above = [(amount, name) for name, amount in singles.items() if amount > cents]
    return Inference(
        published=dict(published),
        families=tuple(search.families),
        hits=tuple(sorted(search.hits, key=_simplest_first)),
        near=tuple(search.near),
        below=max(below)[::-1] if below else None,
        above=min(above)[::-1] if above else None,
        implied=implied,
    )


def _simplest_first(hit: Hit) -> tuple[object, ...]:
    return hit.rule.simplicity, -hit.unit, hit.rule.keys


def _by_single_keys(
    keys: WholeKeys, place: int, total: int, cents: int
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Return what each key alone gives the payer at a place, and the total by which each key would
    give it those cents.
    """
    given: dict[str, Fraction] = {}
    implied: dict[str, Fraction] = {}
    for name, numbers, whole in zip(keys.names, keys.numbers, keys.sums, strict=True):
        given[name] = Fraction(total * numbers[place], whole)
        if numbers[place]:
            implied[name] = Fraction(cents * whole, numbers[place])
    return given, implied


def rounded_away(total: int, units: Sequence[int]) -> Fraction:
    """Return by how much published shares may exceed the total by rounding alone, in cents.

    Each figure is at most half the unit to which it was printed from the exact one. Of the total's
    own unit nothing is said: it is taken as the finest of the shares' if the total is a multiple of
    that, else as the cent.

    Parameters
    ----------
    units
        The units, in cents, of the shares that were printed to a coarser one than the cent.
    """
    unit_of_total = [min(units)] if units and total % min(units) == 0 else []
    return Fraction(sum([*units, *unit_of_total]), 2)


def _check(
    total: int, payers: Sequence[str], published: Mapping[str, int], excess: Fraction
) -> None:
    if not published:
        raise AllocationError(
            "Nothing is published: at least one share is needed to look for its rule."
        )
    for code in published:
        if code not in payers:
            raise AllocationError(
                f'A published share is of "{code}", who is not a payer.{did_you_mean(code, payers)}'
            )
    if sum(published.values()) > total + excess or total < 1:
        raise AllocationError(
            f"The published shares ({sum(published.values())} cents) exceed the total of {total} "
            "cents. Correct one, "
            'or state the unit to which each share was printed (accuracy = "1000.00") if rounding '
            "explains it."
        )


class _Search:
    """Tries the rules of a family at once by quick figures, and by exact ones those that these do
    not rule out.
    """

    def __init__(
        self, total: int, payers: tuple[str, ...], published: Mapping[str, int], *, full: bool
    ) -> None:
        self.total, self.payers, self.published, self.full = total, payers, published, full
        finest = gcd(*published.values())
        self.units = [unit for unit in _UNITS if finest % unit == 0]
        self.values = list(published.values())
        self.shown = {payers.index(payer): cents for payer, cents in published.items()}
        self.off = MARGIN * total
        self.slack = 1 + self.off
        self.families: list[Family] = []
        self.hits: list[Hit] = []
        self.near: list[Near] = []

    def try_all(self, family: RuleFamily) -> None:
        """Try every rule of a family; families are to come in their order."""
        figures = [family.figures(place) for place in self.shown]
        worst = np.max(
            [abs(given - cents) for given, cents in zip(figures, self.values, strict=True)], axis=0
        )
        reach = float(max(self.values) * _NEAR)
        # What the roundings of a full table may do at most is said in `may_be_table`.
        farthest = self.units[-1] * (len(self.payers) + 1 if self.full else 1)
        numbers = np.flatnonzero(worst <= max(reach, farthest) + self.slack)
        fitting = self._fitting(family, numbers)
        hitting, hitting_rules = np.zeros(len(numbers), dtype=bool), 0
        for column in np.flatnonzero(np.any(fitting, axis=0)).tolist():
            units = [unit for unit, fits in zip(self.units, fitting, strict=True) if fits[column]]
            hits = self._hits(family, int(numbers[column]), units)
            self.hits += hits
            hitting[column] = bool(hits)
            hitting_rules += bool(hits)
        near = numbers[(worst[numbers] <= reach + self.slack) & ~hitting]
        self.near += [
            Near(family, number, self.shown)
            for number in self._from_the_nearest(family, near, worst[near])
        ]
        self.families.append(
            Family(family.name, len(family), hitting_rules, self._by_luck(figures))
        )

    def _from_the_nearest(
        self, family: RuleFamily, numbers: NDArray[np.int_], quick: Floats
    ) -> list[int]:
        """Return those of the rules that come near, by their exact distance, from their quick ones.

        Rules whose quick distances lie too close together to be ordered by them are put in order by
        the exact ones, which decide too whether a rule comes near whose quick distance lies at the
        edge.
        """

        def exact(number: int) -> tuple[Fraction, int]:
            return Fraction(*_distance(family, number, self.shown)), number

        order = np.argsort(quick, kind="stable")
        quick = quick[order]
        nearest: list[int] = numbers[order].tolist()
        close = np.concatenate([[False], np.diff(quick) <= 2 * self.off, [False]])
        for first, last in np.flatnonzero(np.diff(close)).reshape(-1, 2).tolist():
            nearest[first : last + 1] = sorted(nearest[first : last + 1], key=exact)
        most = max(self.values) * _NEAR
        sure = int(np.searchsorted(quick, float(most) - self.off, side="right"))
        return nearest[:sure] + [number for number in nearest[sure:] if exact(number)[0] <= most]

    def _fitting(self, family: RuleFamily, numbers: NDArray[np.int_]) -> list[NDArray[np.bool_]]:
        """Return, for each unit and each of the rules, whether the rule may give the published
        shares in that unit.
        """
        if not len(numbers):
            return [np.zeros(0, dtype=bool) for _ in self.units]
        everybody = np.column_stack(
            [family.figures(place, numbers) for place in range(len(self.payers))]
        )
        places = list(self.shown)
        if self.full:
            return [may_be_table(everybody[:, places], self.values, unit) for unit in self.units]
        return [
            may_be_part(everybody, places, self.values, self.total, unit)
            if self.total % unit == 0
            else np.zeros(len(numbers), dtype=bool)
            for unit in self.units
        ]

    def _hits(self, family: RuleFamily, number: int, units: Sequence[int]) -> list[Hit]:
        """Round what a rule gives, exactly, and return it for each unit in which it gives the
        published shares.
        """
        rule, amounts = family.rule(number), family.amounts(number)
        return [hit for unit in units if (hit := self._hit(rule, amounts, unit)) is not None]

    def _hit(self, rule: Rule, amounts: Mapping[str, Fraction], unit: int) -> Hit | None:
        if self.full:
            fitting = tuple(
                name
                for name in ROUNDING_RULES
                if self._rounded(name, amounts, unit) == self.published
            )
            return (
                Hit(rule, unit, {payer: self.published[payer] for payer in self.payers}, fitting)
                if fitting
                else None
            )
        # What the organiser pays takes part in the rounding, so that the whole sums to the total.
        first = self.total * rule.organiser
        cents = dict(largest_remainder({**amounts, "": first} if first else amounts, unit).cents)
        cents.pop("", None)
        return (
            Hit(rule, unit, cents)
            if all(cents[payer] == expected for payer, expected in self.published.items())
            else None
        )

    @staticmethod
    def _rounded(
        rounding: str, amounts: Mapping[str, Fraction], unit: int
    ) -> Mapping[str, int] | None:
        try:
            return ROUNDING_RULES[rounding].function(amounts, unit).cents
        except AllocationError:  # fewer units than payers that are due one
            return None

    def _by_luck(self, figures: Sequence[Floats]) -> float:
        """Reckon how many hits chance brings.

        For each published payer: how densely the family's figures lie around its share, times the
        width of the stretch that rounds to it. The payers are taken as independent of each other,
        but for the last one of a full table, whose share follows from the others' and proves
        nothing more. Each rounding that is tried is a chance more, though most of them give the
        same table.
        """
        tried = len(figures[0])
        chances = []
        for given, cents in zip(figures, self.values, strict=True):
            window = max(float(cents * _WINDOW), float(self.units[-1]))
            count = int(np.count_nonzero((given >= cents - window) & (given <= cents + window)))
            # The coarsest unit that the published shares allow has the widest stretch.
            chances.append(min(1.0, max(count, 1) / tried * self.units[-1] / (2 * window)))
        if self.full:
            chances.remove(min(chances))
            chances.append(float(len(ROUNDING_RULES)))
        return tried * prod(chances)


def _distance(family: RuleFamily, number: int, published: Mapping[int, int]) -> tuple[int, int]:
    """Return a rule's largest distance from a published share, in cents:
    numerator and denominator.
    """
    numerators, denominator = family.exact(number, list(published))
    return max(
        [
            abs(numerator - cents * denominator)
            for numerator, cents in zip(numerators, published.values(), strict=True)
        ]
    ), denominator

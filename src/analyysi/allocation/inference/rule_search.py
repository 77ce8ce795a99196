"""Which rule gave a published share: every rule of a stated family is tried, and luck is reckoned
with.

Who tries ten thousand rules on one figure will find some that give it. So beside the rules that hit
stands the number that were tried, and how many hits chance alone would bring where the rules'
figures lie that close together.

The rules are those of `rule_families.FAMILIES`: the equal split, one key, two keys, an equal part
or the organiser beside a key, and means of a key over some years. Of a full table the weights that
give it are worked out as a range for every choice of keys, and the natural numbers in it are the
rules that hit. Shares are rounded by the largest remainder; where no rule gives a full table so,
the other rows of `ROUNDING_RULES` are tried on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from analyysi.allocation.inference.findings import FamilyBalance, Hit, Inference, Near
from analyysi.allocation.inference.luck import hits_by_luck
from analyysi.allocation.inference.quick_checks import (
    MARGIN,
    farthest,
    may_be_table,
    numbers_within,
    round_quickly,
    stretches,
)
from analyysi.allocation.inference.rule_families import (
    Floats,
    Numbers,
    RuleFamily,
    Weights,
    WholeKeys,
    rule_families,
    whole_keys,
)
from analyysi.allocation.inference.weight_ranges import WeightRange, weight_range
from analyysi.allocation.whole_units.rounding import (
    ROUNDING_RULES,
    USUAL_ROUNDING,
    largest_remainder,
)
from analyysi.errors import AllocationError
from analyysi.suggestions import did_you_mean

_UNITS = (1, 100, 1000, 10_000, 100_000)
_NEAR = Fraction(1, 100)
_MOST_NEAR = 2
"""How many rules that come near are kept of each piece of a family."""
_MOST_HITS = 1000
"""How many rules that give some shares are kept of each piece of a family, the simplest."""
_BLOCK = 1 << 14
"""How many rules' quick figures for all payers are held at once."""


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
    of_means = whole_keys(payers, means or {}, usable)
    search = _Search(shared, tuple(payers), dict(published), full=full)
    search.try_all(list(rule_families(shared, usable, of_means, full=full)))
    below, above = _enclosing(search.shown, usable, shared)
    return Inference(
        published=dict(published),
        full=full,
        families=tuple(search.families.values()),
        hits=tuple(sorted(search.hits, key=_simplest_first)),
        ranges=tuple(search.ranges),
        near=tuple(search.near),
        tables=1 if full and search.hits else search.tables_of_part(),
        groups=search.groups_of_part(),
        key_names=usable.names,
        mean_names=of_means.names,
        below=below,
        above=above,
    )


def _simplest_first(hit: Hit) -> tuple[object, ...]:
    return hit.rule.simplicity, -hit.unit, hit.rule.keys


def _enclosing(
    shown: Mapping[int, int], keys: WholeKeys, total: int
) -> tuple[tuple[str, Fraction] | None, tuple[str, Fraction] | None]:
    """Return the two keys that enclose one published share, and what each alone gives; see
    `Inference`. Of several shares there are none.
    """
    if len(shown) != 1:
        return None, None
    ((place, cents),) = shown.items()
    below: list[tuple[Fraction, str]] = []
    above: list[tuple[Fraction, str]] = []
    for name, numbers, whole in zip(keys.names, keys.numbers, keys.sums, strict=True):
        amount = Fraction(total * numbers[place], whole)
        if amount < cents:
            below.append((amount, name))
        elif amount > cents:
            above.append((amount, name))
    return (
        max(below)[::-1] if below else None,
        min(above)[::-1] if above else None,
    )


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
                'A published share is of "{code}", who is not a payer.{near}',
                code=code,
                near=did_you_mean(code, payers),
            )
    if sum(published.values()) > total + excess or total < 1:
        raise AllocationError(
            "The published shares ({sum} cents) exceed the total of {total} cents. "
            "Correct one, or state the unit to which each share was printed "
            '(accuracy = "1000.00") if rounding explains it.',
            sum=sum(published.values()),
            total=total,
        )


@dataclass(frozen=True)
class _Hitting:
    """The rules of a piece of a family that give the shares: the simplest as hits, the numbers of
    all.
    """

    hits: list[Hit]
    numbers: Numbers


class _Search:
    """Tries the rules of a family at once by quick figures, and by exact ones those that these do
    not rule out.
    """

    def __init__(
        self, total: int, payers: tuple[str, ...], published: Mapping[str, int], *, full: bool
    ) -> None:
        self.total, self.payers, self.published, self.full = total, payers, published, full
        # What nobody has published is rounded along with the rest, and so sums to the total.
        finest = gcd(total, *published.values())
        self.units = [unit for unit in _UNITS if finest % unit == 0]
        self.shown = {payers.index(payer): cents for payer, cents in published.items()}
        self.table = {payer: published[payer] for payer in payers if payer in published}
        self.in_order = list(self.table.values())
        self.families: dict[str, FamilyBalance] = {}
        self.hits: list[Hit] = []
        self.ranges: list[WeightRange] = []
        self.near: list[Near] = []
        self.tables: list[Numbers] = []

    def try_all(self, families: Sequence[RuleFamily]) -> None:
        """Try every rule of the families, which come in their order; where none gives a full table
        by the usual rounding, try the others.
        """
        if not self.full:
            for family in families:
                self._add(family, self._hits_of_part(family), chances=1)
            return
        hits = [self._usual_hits(family) for family in families]
        chances = 1
        if not any(of_family.hits for of_family in hits):
            hits = [self._unusual_hits(family) for family in families]
            chances = len(ROUNDING_RULES)
        for family, of_family in zip(families, hits, strict=True):
            self._add(family, of_family, chances)

    def _add(self, family: RuleFamily, hitting: _Hitting, chances: int) -> None:
        """Add a piece of a family and what hits in it; so many roundings were tried."""
        luck = chances * hits_by_luck(family, self.shown, self.units[-1], full=self.full)
        balance = FamilyBalance(family.name, len(family), len(hitting.numbers), luck)
        before = self.families.get(family.name)
        self.families[family.name] = before + balance if before else balance
        self.hits += hitting.hits
        self.near += self._nearest(family, hitting.numbers)

    def _usual_hits(self, family: RuleFamily) -> _Hitting:
        """Return the rules that give the shares by the largest remainder; keep the ranges of a full
        table.
        """
        reaches = dict.fromkeys(self.shown, float(self.units[-1]))
        lows, highs = stretches(family, self.shown, reaches)
        hits, numbers = [], []
        # What gives the table in a finer unit does so in the coarsest too: see `weight_ranges`.
        unit = self.units[-1]
        for line in np.flatnonzero(lows <= highs + MARGIN).tolist():
            weights = weight_range(family, line, self.in_order, unit)
            if weights is not None:
                self.ranges.append(weights)
                hits += [Hit(rule, unit, self.table) for rule in weights.rules]
                first = line * len(family.weights)
                numbers += [first + family.weights.index(weight) for weight in weights.natural]
        return _Hitting(hits, np.array(numbers, dtype=np.int_))

    def _hits_of_part(self, family: RuleFamily) -> _Hitting:
        """Return the rules that give the shares, which are not all."""
        reaches = dict.fromkeys(self.shown, float(self.units[-1]))
        numbers = numbers_within(family, *stretches(family, self.shown, reaches))
        units = np.zeros(len(numbers), dtype=np.int_)
        tables = np.zeros((len(numbers), len(self.payers)), dtype=np.int_)
        for first in range(0, len(numbers), _BLOCK):
            block = slice(first, first + _BLOCK)
            figures = self._everybody(family, numbers[block])
            for unit in self.units:  # of several units the coarsest stays
                rows, cents = self._fitting(family, numbers[block], figures, unit)
                units[block][rows], tables[block][rows] = unit, cents
        hitting = np.flatnonzero(units)
        self.tables.append(tables[hitting])
        simplest = hitting[np.argsort(family.ranks(numbers[hitting]), kind="stable")[:_MOST_HITS]]
        hits = []
        for row in simplest.tolist():
            cents_of = dict(zip(self.payers, tables[row].tolist(), strict=True))
            hits.append(Hit(family.rule(int(numbers[row])), int(units[row]), cents_of))
        return _Hitting(hits, numbers[hitting])

    def _fitting(
        self, family: RuleFamily, numbers: Numbers, figures: Floats, unit: int
    ) -> tuple[Numbers, Numbers]:
        """Return the places of the rules that give the shares in that unit, and what they give
        everybody; by exact figures wherever quick ones might be wrong.
        """
        places, values = list(self.shown), list(self.shown.values())
        far = np.abs(figures[:, places] - values) > unit + MARGIN * self.total
        rows = np.flatnonzero(~np.any(far, axis=1))
        cents, sure = round_quickly(
            figures[rows], self.total, unit, with_rest=family.pays_organiser
        )
        for row in np.flatnonzero(~sure).tolist():
            exact = self._by_largest_remainder(family, int(numbers[rows[row]]), unit)
            cents[row] = [exact[payer] for payer in self.payers]
        fits = np.all(cents[:, places] == values, axis=1)
        return rows[fits], cents[fits]

    def tables_of_part(self) -> int:
        """Return how many different full tables the rules give that give some published shares."""
        return len(np.unique(np.concatenate(self.tables), axis=0)) if self.tables else 0

    def groups_of_part(self) -> dict[str, int]:
        """Return how many different shares these rules give to each unpublished payer."""
        if not self.tables:
            return {}
        columns = np.concatenate(self.tables).T
        return {
            payer: len(np.unique(column))
            for payer, column in zip(self.payers, columns, strict=True)
            if payer not in self.published
        }

    def _by_largest_remainder(
        self, family: RuleFamily, number: int, unit: int
    ) -> Mapping[str, int]:
        """Round what a rule gives. What the organiser pays takes part in the rounding, so that the
        whole sums to the total.
        """
        amounts = family.amounts(number)
        left = self.total - sum(amounts.values(), Fraction(0))
        cents = dict(largest_remainder({**amounts, "": left} if left else amounts, unit).cents)
        cents.pop("", None)
        return cents

    def _unusual_hits(self, family: RuleFamily) -> _Hitting:
        """Return the rules that give a full table by a rounding that is not the usual one."""
        unit = self.units[-1]
        reaches = {
            place: unit * farthest(len(self.payers), self.total // unit, cents // unit)
            for place, cents in self.shown.items()
        }
        numbers = numbers_within(family, *stretches(family, self.shown, reaches))
        hits: dict[int, Hit] = {}
        for first in range(0, len(numbers), _BLOCK):
            block = numbers[first : first + _BLOCK]
            everybody = self._everybody(family, block)
            units = [may_be_table(everybody, self.in_order, step) for step in self.units]
            for number in block[np.any(units, axis=0)].tolist():
                hit = self._unusual_hit(family, number)
                if hit is not None:
                    hits[number] = hit
        return _Hitting(list(hits.values()), np.array(list(hits), dtype=np.int_))

    def _unusual_hit(self, family: RuleFamily, number: int) -> Hit | None:
        """Return the rule of that number in the coarsest unit in which it gives the table."""
        amounts = family.amounts(number)
        for unit in reversed(self.units):
            roundings = self._roundings(amounts, unit)
            if roundings:
                return Hit(family.rule(number), unit, self.table, roundings)
        return None

    def _roundings(self, amounts: Mapping[str, Fraction], unit: int) -> tuple[str, ...]:
        names = []
        for name, rounding in ROUNDING_RULES.items():
            if name == USUAL_ROUNDING.name:
                continue
            try:
                cents = rounding.function(amounts, unit).cents
            except AllocationError:  # fewer units than payers that are due one
                continue
            if cents == self.published:
                names.append(name)
        return tuple(names)

    def _nearest(self, family: RuleFamily, hitting: Numbers) -> list[Near]:
        """Return the rules that come nearest without giving the shares, the nearest first.

        Rules whose quick distances lie too close together to be ordered by them are put in order by
        the exact ones, which decide too whether a rule comes near whose quick distance lies at the
        edge.
        """
        reach = max(self.shown.values()) * _NEAR
        reaches = dict.fromkeys(self.shown, float(reach))
        within = numbers_within(family, *stretches(family, self.shown, reaches))
        numbers = np.setdiff1d(within, hitting)
        if not len(numbers):
            return []
        worst = np.zeros(len(numbers))
        for place, cents in self.shown.items():
            worst = np.maximum(worst, np.abs(family.figures(place, numbers) - cents))
        wanted = min(_MOST_NEAR, len(numbers))
        edge = np.partition(worst, wanted - 1)[wanted - 1] + 2 * MARGIN * self.total
        near = [Near(family, number, self.shown) for number in numbers[worst <= edge].tolist()]
        near = [rule for rule in near if rule.distance <= reach]
        return sorted(near, key=lambda rule: (rule.distance, rule.number))[:_MOST_NEAR]

    def _everybody(self, family: RuleFamily, numbers: Numbers) -> Floats:
        places = range(len(self.payers))
        return np.column_stack([family.figures(place, numbers) for place in places])

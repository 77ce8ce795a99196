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

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest
from math import gcd

from analyysi.allocation.inference.findings import FamilyBalance, Hit, Inference, Near
from analyysi.allocation.inference.luck import hits_by_luck
from analyysi.allocation.inference.quick_checks import (
    MARGIN,
    Stretch,
    farthest,
    may_be_table,
    numbers_within,
    places_within,
    quick_distances,
    round_quickly,
    stretches,
    whole_lines,
)
from analyysi.allocation.inference.rule_families import (
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

Cents = tuple[int, ...]
"""What each payer gets, in the order of the payers."""

_UNITS = (1, 100, 1000, 10_000, 100_000)
_NEAR = Fraction(1, 100)
_MOST_NEAR = 2
"""How many rules that come near are kept of each piece of a family."""
_MOST_HITS = 1000
"""How many rules that give some shares are kept of each piece of a family, the simplest."""


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
    numbers: list[int]


class _Search:
    """Tries the rules of a family by quick figures, a line at a time, and by exact ones those that
    these do not rule out.
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
        self.tables: set[tuple[int, ...]] = set()

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
        hits, numbers = [], []
        # What gives the table in a finer unit does so in the coarsest too: see `weight_ranges`.
        unit = self.units[-1]
        for line, low, high in stretches(family, self.shown, reaches):
            if low > high + MARGIN:
                continue
            weights = weight_range(family, line, self.in_order, unit)
            if weights is not None:
                self.ranges.append(weights)
                hits += [Hit(rule, unit, self.table) for rule in weights.rules]
                first = line * len(family.weights)
                numbers += [first + family.weights.index(weight) for weight in weights.natural]
        return _Hitting(hits, numbers)

    def _hits_of_part(self, family: RuleFamily) -> _Hitting:
        """Return the rules that give the shares, which are not all; of several units the coarsest
        stays.
        """
        hitting: dict[int, tuple[int, Cents]] = {}
        for unit, within in self._by_unit(family):
            for line, first, after in places_within(family, within):
                before = line * len(family.weights)
                for numbers, cents in self._tables(family, before + first, before + after, unit):
                    if all(cents[place] == value for place, value in self.shown.items()):
                        hitting.update(dict.fromkeys(numbers, (unit, cents)))
        self.tables.update({cents for _, cents in hitting.values()})
        hits = []
        for number in sorted(sorted(hitting), key=family.rank)[:_MOST_HITS]:
            unit, cents = hitting[number]
            hits.append(Hit(family.rule(number), unit, dict(zip(self.payers, cents, strict=True))))
        return _Hitting(hits, list(hitting))

    def _by_unit(self, family: RuleFamily) -> list[tuple[int, list[Stretch]]]:
        """Return each unit, the finest first, with the stretches that lie within it of the shares;
        what is within a finer one is so within a coarser.
        """
        by_unit: list[tuple[int, list[Stretch]]] = []
        within = whole_lines(family)
        for unit in reversed(self.units):
            reaches = dict.fromkeys(self.shown, float(unit))
            within = stretches(family, self.shown, reaches, within)
            by_unit.append((unit, within))
        return by_unit[::-1]

    def _tables(
        self, family: RuleFamily, first: int, after: int, unit: int
    ) -> Iterator[tuple[Sequence[int], Cents]]:
        """Yield the numbers from `first` to before `after`, all of one line, those together that
        give everybody the same, rounded to a unit; and what they give.
        """
        rounded: dict[int, tuple[Cents, bool]] = {}
        for number in range(first, after)[:: max(1, after - first - 1)]:  # both ends
            rounded[number] = self._rounded(family, number, unit)
        open_parts = [(first, after - 1)]
        while open_parts:
            start, end = open_parts.pop()
            if end - start < 2:
                continue
            cents, sure = rounded[start]
            if sure and rounded[end] == (cents, True):
                # Between two weights at which no tie is near, the same table is given throughout:
                # that nobody gains a unit over another is a condition on each side of a line.
                yield range(start + 1, end), cents
            else:
                middle = (start + end) // 2
                rounded[middle] = self._rounded(family, middle, unit)
                open_parts += [(start, middle), (middle, end)]
        for number, (cents, _) in rounded.items():
            yield (number,), cents

    def _rounded(self, family: RuleFamily, number: int, unit: int) -> tuple[Cents, bool]:
        """Return what a rule gives everybody, rounded to a unit; and whether quick figures are sure
        of it, or exact ones had to be asked.
        """
        figures = family.quick_figures(number)
        cents = round_quickly(figures, self.total, unit, with_rest=family.pays_organiser)
        if cents is not None:
            return cents, True
        exact = self._by_largest_remainder(family, number, unit)
        return tuple([exact[payer] for payer in self.payers]), False

    def tables_of_part(self) -> int:
        """Return how many different full tables the rules give that give some published shares."""
        return len(self.tables)

    def groups_of_part(self) -> dict[str, int]:
        """Return how many different shares these rules give to each unpublished payer."""
        if self.full:
            return {}
        groups = {}
        for place, payer in enumerate(self.payers):
            if payer not in self.published:
                groups[payer] = len({cents[place] for cents in self.tables})
        return groups

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
        hits: dict[int, Hit] = {}
        for number in numbers_within(family, stretches(family, self.shown, reaches)):
            figures = family.quick_figures(number)
            if any(may_be_table(figures, self.in_order, step) for step in self.units):
                hit = self._unusual_hit(family, number)
                if hit is not None:
                    hits[number] = hit
        return _Hitting(list(hits.values()), list(hits))

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

    def _nearest(self, family: RuleFamily, hitting: Collection[int]) -> list[Near]:
        """Return the rules that come nearest without giving the shares, the nearest first.

        Rules whose quick distances lie too close together to be ordered by them are put in order by
        the exact ones, which decide too whether a rule comes near whose quick distance lies at the
        edge.
        """
        reach = max(self.shown.values()) * _NEAR
        near = [Near(family, number, self.shown) for number in self._near(family, hitting, reach)]
        near = [rule for rule in near if rule.distance <= reach]
        return sorted(near, key=lambda rule: (rule.distance, rule.number))[:_MOST_NEAR]

    def _near(self, family: RuleFamily, hitting: Collection[int], reach: Fraction) -> list[int]:
        """Return the numbers of the rules that may be the nearest, in their order. They are looked
        for close by first: within the whole reach there may be very many.
        """
        passed_over = frozenset(hitting)
        for part in (64, 8, 1):
            within = float(reach / part)
            around = stretches(family, self.shown, dict.fromkeys(self.shown, within))
            distances = [
                (distance, number)
                for distance, number in quick_distances(family, around, self.shown)
                if number not in passed_over
            ]
            nearest = nsmallest(_MOST_NEAR, distances)
            edge = (nearest[-1][0] if nearest else 0) + 2 * MARGIN * self.total
            if part == 1 or (len(nearest) == _MOST_NEAR and edge <= within):
                break
        return [number for distance, number in distances if distance <= edge]

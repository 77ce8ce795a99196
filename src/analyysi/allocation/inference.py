"""Which rule gave a published share: every rule of a stated family is tried, and luck is reckoned with.

Who tries ten thousand rules on one figure will find some that give it. So beside the rules that hit stands the
number that were tried, and how many hits chance alone would bring where the rules' figures lie that close together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import exp

from analyysi.allocation.rounding import largest_remainder
from analyysi.errors import AllocationError
from analyysi.suggestions import did_you_mean

Weights = Mapping[str, Fraction]
FAMILIES = ("key", "equal_and_key", "organiser_and_key", "organiser_equal_and_key", "two_keys")
"""Families of rules, the simplest first: one key; an equal part and a key; the organiser first, then one key; the
organiser first, then an equal part and a key; two keys."""

_EQUAL_STEPS = range(5, 100, 5)
_FINE_STEPS = range(1, 100)
_TOP_STEPS = range(1, 21)
_NEAR = Fraction(1, 100)
_WINDOW = Fraction(3, 100)
"""The stretch on either side of a published share, as a part of it, in which the rules' figures are counted."""


@dataclass(frozen=True)
class Rule:
    """A way to share: the organiser pays `organiser` of the total first, `equal` of the rest is shared equally, and the
    other parts each by a key. `equal` and the parts of `keys` sum to one."""

    organiser: Fraction
    equal: Fraction
    keys: tuple[tuple[str, Fraction], ...]

    @property
    def family(self) -> str:
        """Return the family that the rule is of."""
        if self.organiser:
            return "organiser_equal_and_key" if self.equal else "organiser_and_key"
        if self.equal:
            return "equal_and_key"
        return "key" if len(self.keys) == 1 else "two_keys"

    @property
    def simplicity(self) -> tuple[int, int]:
        """Return what ranks rules: the family, then how round the parts are."""
        parts = (self.organiser, self.equal, *(part for _, part in self.keys))
        return FAMILIES.index(self.family), max(part.denominator for part in parts)


@dataclass(frozen=True)
class Hit:
    """A rule that gives every published share, rounded to `unit` cents, and what it gives to all payers."""

    rule: Rule
    unit: int
    cents: Mapping[str, int]


@dataclass(frozen=True)
class Near:
    """A rule that comes near: the largest distance from a published share, in cents, exact."""

    rule: Rule
    distance: Fraction
    amounts: Mapping[str, Fraction]


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
    """What the search found. Families, hits and near rules are in the order of simplicity, then by distance."""

    published: Mapping[str, int]
    families: tuple[Family, ...]
    hits: tuple[Hit, ...]
    near: tuple[Near, ...]
    below: tuple[str, Fraction] | None
    """For one published payer: the key alone that gives the most below its share, and what it gives."""
    above: tuple[str, Fraction] | None
    implied: Mapping[str, Fraction] = field(default_factory=dict)
    """Key to the sum, in cents, that would give the one published share exactly if shared by it."""

    @property
    def tables(self) -> int:
        """The number of different full tables that the hits give."""
        return len({tuple(sorted(hit.cents.items())) for hit in self.hits})

    @property
    def verdict(self) -> str:
        """ "identified" (one table, and luck is unlikely), "several" (tables differ or luck explains a hit), "none"."""
        if not self.hits:
            return "none"
        simplest = min(FAMILIES.index(hit.rule.family) for hit in self.hits)
        luck = sum(family.by_luck for family in self.families[: simplest + 1])
        return "identified" if self.tables == 1 and luck < 0.01 else "several"

    def decisive(self) -> tuple[str, int] | None:
        """Return the unpublished payer whose share would tell the hits apart best, and into how many groups."""
        groups = {
            payer: len({hit.cents[payer] for hit in self.hits})
            for payer in (self.hits[0].cents if self.hits else ())
            if payer not in self.published
        }
        if not groups or max(groups.values()) < 2:
            return None
        payer = min(groups, key=lambda code: (-groups[code], code))
        return payer, groups[payer]


def infer(total: int, payers: Sequence[str], keys: Mapping[str, Weights], published: Mapping[str, int]) -> Inference:
    """Try every rule of the families on the published shares.

    Parameters
    ----------
    total
        The sum to be shared, in cents, above zero. A full published table below it means that somebody else pays the
        rest: its own sum is then shared.
    payers
        Everybody who shares.
    keys
        Name to each payer's weight. A key that lacks a payer, has a negative weight or none above zero is passed over;
        keys with the same proportions are tried once, under the first name.
    published
        Payer to cents.

    Raises
    ------
    AllocationError
        If nothing is published, a published payer is not a payer, or the shares exceed the total.
    """
    _check(total, payers, published)
    usable = _distinct(payers, keys)
    full = set(published) == set(payers)
    shared = sum(published.values()) if full else total
    units = [unit for unit in (1, 100, 1000, 10_000, 100_000) if all(value % unit == 0 for value in published.values())]
    search = _Search(shared, tuple(payers), usable, dict(published), units)
    for rule in _rules(usable, full=full, can_top=not full):
        search.try_(rule)
    one = next(iter(published)) if len(published) == 1 else None
    singles = {} if one is None else {name: shared * w[one] / sum(w.values()) for name, w in usable.items()}
    below = [(amount, name) for name, amount in singles.items() if amount < published[one]] if one else []
    above = [(amount, name) for name, amount in singles.items() if amount > published[one]] if one else []
    return Inference(
        published=dict(published),
        families=search.families(),
        hits=tuple(sorted(search.hits, key=lambda hit: (hit.rule.simplicity, -hit.unit, hit.rule.keys))),
        near=tuple(sorted(search.near, key=lambda near: (near.rule.simplicity[0], near.distance))),
        below=max(below)[::-1] if below else None,
        above=min(above)[::-1] if above else None,
        implied={
            name: Fraction(published[one]) * sum(w.values()) / w[one] for name, w in usable.items() if one and w[one]
        },
    )


def amounts_of(rule: Rule, total: int, payers: Sequence[str], keys: Mapping[str, Weights]) -> dict[str, Fraction]:
    """Return each payer's exact cents by a rule; what the organiser pays first is not among them."""
    left = total * (1 - rule.organiser)
    amounts = dict.fromkeys(payers, left * rule.equal / len(payers))
    for name, part in rule.keys:
        weights = keys[name]
        whole = sum((weights[code] for code in payers), Fraction(0))
        for code in payers:
            amounts[code] += left * part * weights[code] / whole
    return amounts


def _check(total: int, payers: Sequence[str], published: Mapping[str, int]) -> None:
    if not published:
        raise AllocationError("Nothing is published: at least one share is needed to look for its rule.")
    for code in published:
        if code not in payers:
            raise AllocationError(f'A published share is of "{code}", who is not a payer.{did_you_mean(code, payers)}')
    if sum(published.values()) > total or total < 1:
        raise AllocationError(
            f"The published shares ({sum(published.values())} cents) exceed the total of {total} cents. Correct one."
        )


def _distinct(payers: Sequence[str], keys: Mapping[str, Weights]) -> dict[str, dict[str, Fraction]]:
    found: dict[tuple[Fraction, ...], str] = {}
    for name, weights in keys.items():
        if all(code in weights and weights[code] >= 0 for code in payers) and any(weights[code] for code in payers):
            whole = sum((weights[code] for code in payers), Fraction(0))
            found.setdefault(tuple(weights[code] / whole for code in payers), name)
    return {name: {code: Fraction(keys[name][code]) for code in payers} for name in found.values()}


def _rules(keys: Mapping[str, Weights], *, full: bool, can_top: bool) -> Iterator[Rule]:
    """Yield every rule of the families. A full table is fine enough to tell single per cents apart."""
    nothing, hundred = Fraction(0), 100
    if not keys:
        return
    for name in keys:
        yield Rule(nothing, nothing, ((name, Fraction(1)),))
    steps = _FINE_STEPS if full else _EQUAL_STEPS
    for name in keys:
        for equal in steps:
            yield Rule(nothing, Fraction(equal, hundred), ((name, Fraction(hundred - equal, hundred)),))
    for one, other in combinations(keys, 2):
        for part in _EQUAL_STEPS:
            parts = ((one, Fraction(part, hundred)), (other, Fraction(hundred - part, hundred)))
            yield Rule(nothing, nothing, parts)
    if can_top:
        for name in keys:
            for top in _TOP_STEPS:
                yield Rule(Fraction(top, hundred), nothing, ((name, Fraction(1)),))
        for name in keys:
            for top in _TOP_STEPS:
                for equal in _EQUAL_STEPS:
                    share = ((name, Fraction(hundred - equal, hundred)),)
                    yield Rule(Fraction(top, hundred), Fraction(equal, hundred), share)


class _Search:
    """Tries rules one by one: a quick exact look at the published payers first, the whole table only for those near."""

    def __init__(
        self,
        total: int,
        payers: tuple[str, ...],
        keys: Mapping[str, Weights],
        published: Mapping[str, int],
        units: Sequence[int],
    ) -> None:
        self.total, self.payers, self.keys, self.published, self.units = total, payers, keys, published, units
        self.hits: list[Hit] = []
        self.near: list[Near] = []
        self._tried = dict.fromkeys(FAMILIES, 0)
        self._found = dict.fromkeys(FAMILIES, 0)
        self._values: dict[str, dict[str, list[float]]] = {
            family: {payer: [] for payer in published} for family in FAMILIES
        }
        self._shares = {
            name: {code: weights[code] / sum(weights.values()) for code in published} for name, weights in keys.items()
        }
        self._float_shares = {
            name: {code: float(share) for code, share in shares.items()} for name, shares in self._shares.items()
        }

    def try_(self, rule: Rule) -> None:
        family = rule.family
        self._tried[family] += 1
        left, equal = float(self.total * (1 - rule.organiser)), float(rule.equal) / len(self.payers)
        worst = 0.0
        for payer, value in self.published.items():
            parts = sum(float(part) * self._float_shares[name][payer] for name, part in rule.keys)
            amount = left * (equal + parts)
            self._values[family][payer].append(amount)
            worst = max(worst, abs(amount - value))
        # A quick look in binary numbers, far wider than its own error; what decides below is exact.
        reach = max(self.units[-1], max(self.published.values()) * float(_NEAR))
        if worst <= reach + 1:
            self._look(rule, family)

    def _look(self, rule: Rule, family: str) -> None:
        amounts = amounts_of(rule, self.total, self.payers, self.keys)
        distance = max(abs(amounts[payer] - value) for payer, value in self.published.items())
        hit = False
        for unit in self.units:
            if distance >= unit:
                continue
            # What the organiser pays takes part in the rounding, so that the whole sums to the total.
            rest = self.total - sum(amounts.values(), Fraction(0))
            parts = {**amounts, "": rest} if rest else amounts
            if self.total % unit:
                continue
            cents = dict(largest_remainder(parts, unit).cents)
            cents.pop("", None)
            if all(cents[payer] == value for payer, value in self.published.items()):
                self.hits.append(Hit(rule, unit, cents))
                hit = True
        if hit:
            self._found[family] += 1
        elif distance <= max(self.published.values()) * _NEAR:
            self.near.append(Near(rule, distance, amounts))

    def families(self) -> tuple[Family, ...]:
        return tuple(
            Family(name, self._tried[name], self._found[name], self._by_luck(name))
            for name in FAMILIES
            if self._tried[name]
        )

    def _by_luck(self, family: str) -> float:
        """Reckon how many hits chance brings.

        For each published payer: how densely the family's figures lie around its share, times the width of the
        stretch that rounds to it. The payers are taken as independent of each other.
        """
        tried = self._tried[family]
        expected = float(tried)
        for payer, value in self.published.items():
            values = sorted(self._values[family][payer])
            window = max(float(value * _WINDOW), float(self.units[-1]))
            count = bisect_right(values, value + window) - bisect_left(values, value - window)
            # The coarsest unit that the published shares allow has the widest stretch.
            expected *= min(1.0, max(count, 1) / tried * self.units[-1] / (2 * window))
        return expected

"""What a search for the rule behind published shares found, and what may be concluded from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from analyysi.allocation.inference.rule_families import Rule, RuleFamily
from analyysi.allocation.inference.weight_ranges import WeightRange
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING

Verdict = Literal["known", "possible", "none"]

LITTLE_LUCK = 0.001
"""Where luck would bring fewer hits than this, over all families, it is taken to explain none."""

FEWEST_SHARES = 3
"""Of one or two shares a rule is never known, whatever gives them."""

_USUAL = USUAL_ROUNDING.name


@dataclass(frozen=True)
class Hit:
    """A rule that gives every published share, rounded to `unit` cents, the coarsest unit in which
    it does so, and what it gives to all payers.

    `roundings` are the rounding rules that do so: the largest remainder, or where no rule gives a
    full table by it, others.
    """

    rule: Rule
    unit: int
    cents: Mapping[str, int]
    roundings: tuple[str, ...] = (_USUAL,)

    @property
    def usual(self) -> bool:
        """Return whether the usual rounding gives the shares."""
        return _USUAL in self.roundings


@dataclass(frozen=True)
class Near:
    """A rule that comes near; what it gives is worked out when it is asked for."""

    family: RuleFamily = field(repr=False)
    number: int
    """The rule's number in its family."""
    published: Mapping[int, int] = field(repr=False)
    """The place of each published payer, to cents."""

    @cached_property
    def distance(self) -> Fraction:
        """The largest distance from a published share, in cents, exact."""
        numerators, denominator = self.family.exact(self.number, list(self.published))
        distances = [
            abs(numerator - cents * denominator)
            for numerator, cents in zip(numerators, self.published.values(), strict=True)
        ]
        return Fraction(max(distances), denominator)

    @cached_property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.family.rule(self.number)

    @cached_property
    def amounts(self) -> Mapping[str, Fraction]:
        """What the rule gives to all payers, exact."""
        return self.family.amounts(self.number)


@dataclass(frozen=True)
class FamilyBalance:
    """How many rules were tried, how many hit, how many would by luck."""

    name: str
    tried: int
    hits: int
    by_luck: float

    def __add__(self, other: FamilyBalance) -> FamilyBalance:
        """Return the balance of two pieces of a family."""
        return FamilyBalance(
            self.name,
            self.tried + other.tried,
            self.hits + other.hits,
            self.by_luck + other.by_luck,
        )


@dataclass(frozen=True)
class Inference:
    """What the search found. Families and hits are in the order of simplicity; near rules, the
    nearest of each family, in that of the families, then by distance. Of the rules that give some
    shares only there may be very many: the simplest of each family are among the hits, and
    `hitting_rules` counts all.
    """

    published: Mapping[str, int]
    full: bool
    """Whether every payer's share is published."""
    families: tuple[FamilyBalance, ...]
    hits: tuple[Hit, ...]
    ranges: tuple[WeightRange, ...]
    """Of a full table: the weights that give it, for each choice of keys by which some do."""
    near: tuple[Near, ...]
    tables: int
    """How many different full tables the rules give that give the published shares."""
    groups: Mapping[str, int]
    """Unpublished payer to how many different shares these rules give it."""
    key_names: tuple[str, ...]
    """The keys that were tried: those that define a share, each proportion once."""
    mean_names: tuple[str, ...]
    """The means that were tried."""
    below: tuple[str, Fraction] | None
    """For one published payer: the key alone that gives the most below its share, and what it
    gives.
    """
    above: tuple[str, Fraction] | None
    """The same of the key alone that gives the least above its share."""

    @property
    def tried(self) -> int:
        """Return how many rules were tried."""
        return sum(family.tried for family in self.families)

    @property
    def by_luck(self) -> float:
        """Return how many rules would give the shares by luck alone, over all families."""
        return sum(family.by_luck for family in self.families)

    @property
    def hitting_rules(self) -> int:
        """Return the number of rules that give every published share."""
        return sum(family.hits for family in self.families)

    @property
    def unnatural(self) -> tuple[WeightRange, ...]:
        """Return the choices of keys that give the table by some weight, but by no natural number;
        without those whose range only borders on a simpler rule.
        """
        return tuple(
            ranges for ranges in self.ranges if not ranges.natural and not ranges.reaches_simpler
        )

    @property
    def verdict(self) -> Verdict:
        """Return what may be said of the rule.

        "known": every share is published, three or more; one rule at a natural weight gives them,
        by the usual rounding; no other choice of keys does so at any weight; and luck would bring
        fewer than `LITTLE_LUCK` hits over all families. "possible": some rule gives them. "none":
        no rule that was tried.
        """
        if not self.hits:
            return "possible" if self.unnatural else "none"
        return "known" if self._alone and self.by_luck < LITTLE_LUCK else "possible"

    @property
    def too_lucky(self) -> bool:
        """Return whether luck alone keeps the one rule that gives the whole table from being
        known.
        """
        return self._alone and self.by_luck >= LITTLE_LUCK

    @property
    def _alone(self) -> bool:
        alone = len(self.hits) == 1 and not self.unnatural and self.hits[0].usual
        return alone and self.full and len(self.published) >= FEWEST_SHARES

    def decisive(self) -> tuple[str, int] | None:
        """Return the unpublished payer whose share would separate the rules best, and into how
        many groups.
        """
        if max(self.groups.values(), default=0) < 2:
            return None
        payer = min(self.groups, key=lambda code: (-self.groups[code], code))
        return payer, self.groups[payer]

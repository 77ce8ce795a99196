"""Families of rules by which a share may have come about, and each rule's figures: quick in bulk,
exact singly.

A family is a choice of keys (one, two or none) times a choice of parts in whole per cents. The
quick figures are binary numbers, made for all rules of a family at once, and serve only to pass
over what is far off and to count how densely figures lie. Whatever is said of a rule comes from the
exact ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import gcd, lcm, prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyysi.messages import Message

Weights: TypeAlias = Mapping[str, Fraction]
Floats: TypeAlias = NDArray[np.float64]

FAMILY_TITLES: Mapping[str, Message] = {
    "equal": Message("everybody the same"),
    "key": Message("one key"),
    "equal_and_key": Message("an equal part and one key"),
    "organiser_and_key": Message("the organiser first, then one key"),
    "mean": Message("a mean of years, alone or with one of these"),
    "organiser_equal_and_key": Message("the organiser first, then an equal part and one key"),
    "two_keys": Message("two keys"),
}
"""Families of rules, the simplest first, to what a report calls them. A mean is of a key over some
years: alone, beside an equal part or after the organiser.
"""

FAMILIES = tuple(FAMILY_TITLES)
"""The names of the families, the simplest first."""

_HUNDRED = 100
_EQUAL_STEPS = range(5, 100, 5)
_FINE_STEPS = range(1, 100)
_TOP_STEPS = range(1, 21)
_PER_CENT = tuple(Fraction(number, _HUNDRED) for number in range(_HUNDRED + 1))


@dataclass(frozen=True)
class Rule:
    """A way to share: the organiser pays `organiser` of the total first, `equal` of the rest is
    shared equally, and the other parts each by a key. `equal` and the parts of `keys` sum to one.
    `mean` says that the key is a mean."""

    organiser: Fraction
    equal: Fraction
    keys: tuple[tuple[str, Fraction], ...]
    mean: bool = False

    @property
    def family(self) -> str:
        """Return the family that the rule is of."""
        if self.mean:
            return "mean"
        if not self.keys:
            return "equal"
        if self.organiser:
            return "organiser_equal_and_key" if self.equal else "organiser_and_key"
        if self.equal:
            return "equal_and_key"
        return "key" if len(self.keys) == 1 else "two_keys"

    @property
    def simplicity(self) -> tuple[int, int]:
        """Return what ranks rules: the family, then how round the parts are."""
        shares = (self.organiser, self.equal, *(share for _, share in self.keys))
        return FAMILIES.index(self.family), max(share.denominator for share in shares)


@dataclass(frozen=True)
class Step:
    """The parts of a rule in whole per cents: of the organiser; of the rest, the equal one and
    those of the keys.
    """

    organiser: int
    equal: int
    keys: tuple[int, ...]


@dataclass(frozen=True)
class WholeKeys:
    """Keys over the same payers, as whole numbers without a common factor: `numbers[key][payer]`,
    summing to `sums`.
    """

    payers: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    sums: tuple[int, ...]

    @cached_property
    def shares(self) -> Floats:
        """Each key's quick shares, a row for a key and a column for a payer."""
        shares = []
        for numbers, whole in zip(self.numbers, self.sums, strict=True):
            shares.append([number / whole for number in numbers])
        return np.array(shares, dtype=np.float64).reshape(len(self.names), len(self.payers))


def whole_keys(
    payers: Sequence[str], keys: Mapping[str, Weights], but: WholeKeys | None = None
) -> WholeKeys:
    """Write keys as whole numbers.

    A key that lacks a payer, has a negative weight or none above zero is passed over, and so is one
    with the proportions of a key of `but`; of keys with the same proportions the first is kept.
    """
    names_by_numbers: dict[tuple[int, ...], str] = {}
    for name, weights in keys.items():
        if all(code in weights and weights[code] >= 0 for code in payers) and any(
            weights[code] for code in payers
        ):
            ratios = [weights[code].as_integer_ratio() for code in payers]
            common = lcm(*(below for _, below in ratios))
            numbers = [above * (common // below) for above, below in ratios]
            factor = gcd(*numbers)
            names_by_numbers.setdefault(tuple(number // factor for number in numbers), name)
    for known in but.numbers if but else ():
        names_by_numbers.pop(known, None)
    return WholeKeys(
        tuple(payers),
        tuple(names_by_numbers.values()),
        tuple(names_by_numbers),
        tuple(map(sum, names_by_numbers)),
    )


@dataclass(frozen=True)
class RuleFamily:
    """The rules of one family in a fixed order: by the choice of keys, then by the step."""

    name: str
    total: int
    keys: WholeKeys
    choices: tuple[tuple[int, ...], ...]
    """Which of the keys a rule takes, by number."""
    steps: tuple[Step, ...]

    def __len__(self) -> int:
        return len(self.choices) * len(self.steps)

    def rule(self, number: int) -> Rule:
        """Return the rule of that number."""
        choice, step = self._at(number)
        keys = tuple(
            (self.keys.names[key], _PER_CENT[per_cent])
            for key, per_cent in zip(choice, step.keys, strict=True)
        )
        return Rule(_PER_CENT[step.organiser], _PER_CENT[step.equal], keys, self.name == "mean")

    def figures(self, payer: int, numbers: NDArray[np.int_] | None = None) -> Floats:
        """Return what each rule, or each of those numbers, gives a payer: quick figures in cents,
        in their order.
        """
        left, equal, parts = self._quick_steps
        shares = self.keys.shares[self._choices, payer]
        if numbers is None:
            by_keys = np.zeros((len(self.choices), len(self.steps)))
            for place in range(len(parts)):
                by_keys += np.multiply.outer(shares[:, place], parts[place])
            figures: Floats = left * (equal + by_keys)
            return figures.ravel()
        choice, step = np.divmod(numbers, len(self.steps))
        some = np.zeros(len(numbers))
        for place in range(len(parts)):
            some += shares[choice, place] * parts[place, step]
        return left[step] * (equal[step] + some)

    @cached_property
    def _quick_steps(self) -> tuple[Floats, Floats, Floats]:
        """For each step: what the organiser leaves, in cents; each payer's equal part; the part of
        each key.
        """
        left = np.array(
            [
                float(Fraction(self.total * (_HUNDRED - step.organiser), _HUNDRED))
                for step in self.steps
            ]
        )
        equal = np.array([step.equal / _HUNDRED for step in self.steps]) / len(self.keys.payers)
        per_cents = np.array([step.keys for step in self.steps], dtype=np.float64)
        parts = (per_cents / _HUNDRED).T
        return left, equal, parts.reshape(-1, len(self.steps))

    @cached_property
    def _choices(self) -> NDArray[np.int_]:
        return np.array(self.choices, dtype=np.int_).reshape(len(self.choices), -1)

    def exact(self, number: int, places: Sequence[int]) -> tuple[list[int], int]:
        """Return what a rule gives the payers at some places: cents as numerators over one
        denominator.
        """
        choice, step = self._at(number)
        payers = len(self.keys.payers)
        common = prod([self.keys.sums[key] for key in choice])
        left = self.total * (_HUNDRED - step.organiser)
        amounts = [left * step.equal * common] * len(places)
        for key, per_cent in zip(choice, step.keys, strict=True):
            factor = left * per_cent * payers * (common // self.keys.sums[key])
            weights = self.keys.numbers[key]
            for at, place in enumerate(places):
                amounts[at] += factor * weights[place]
        return amounts, _HUNDRED * _HUNDRED * payers * common

    def amounts(self, number: int) -> dict[str, Fraction]:
        """Return each payer's exact cents by a rule; what the organiser pays first is not among
        them.
        """
        payers = self.keys.payers
        numerators, denominator = self.exact(number, range(len(payers)))
        return {
            payer: Fraction(numerator, denominator)
            for payer, numerator in zip(payers, numerators, strict=True)
        }

    def _at(self, number: int) -> tuple[tuple[int, ...], Step]:
        choice, step = divmod(number, len(self.steps))
        return self.choices[choice], self.steps[step]


def rule_families(
    total: int, keys: WholeKeys, means: WholeKeys, *, full: bool
) -> Iterator[RuleFamily]:
    """Yield the families that have a rule, the simplest first.

    `full`: every payer's share is published. Such a table is fine enough to distinguish single per
    cents apart, and leaves nothing to an organiser.
    """
    single_keys, alone = (
        tuple((number,) for number in range(len(keys.names))),
        (Step(0, 0, (_HUNDRED,)),),
    )
    beside_equal = tuple(
        Step(0, equal, (_HUNDRED - equal,)) for equal in (_FINE_STEPS if full else _EQUAL_STEPS)
    )
    after_organiser = () if full else tuple(Step(top, 0, (_HUNDRED,)) for top in _TOP_STEPS)
    organiser_and_equal = (
        ()
        if full
        else tuple(
            Step(top, equal, (_HUNDRED - equal,)) for top in _TOP_STEPS for equal in _EQUAL_STEPS
        )
    )
    two_parts = tuple(Step(0, 0, (first_key, _HUNDRED - first_key)) for first_key in _EQUAL_STEPS)
    of_means = tuple((number,) for number in range(len(means.names)))
    for family in (
        RuleFamily("equal", total, keys, ((),), (Step(0, _HUNDRED, ()),)),
        RuleFamily("key", total, keys, single_keys, alone),
        RuleFamily("equal_and_key", total, keys, single_keys, beside_equal),
        RuleFamily("organiser_and_key", total, keys, single_keys, after_organiser),
        RuleFamily("mean", total, means, of_means, alone + beside_equal + after_organiser),
        RuleFamily("organiser_equal_and_key", total, keys, single_keys, organiser_and_equal),
        RuleFamily(
            "two_keys", total, keys, tuple(combinations(range(len(keys.names)), 2)), two_parts
        ),
    ):
        if len(family):
            yield family

"""Families of rules by which a share may have come about, and each rule's figures: quick in bulk,
exact singly.

A family is a bundle of lines. On a line two ways of sharing are mixed, each to all payers: equally,
by a key, or to the organiser alone. One weight moves along it from nought to one, and the natural
numbers among the weights are the rules that are tried. The quick figures are binary numbers and
serve only to pass over what is far off and to count how densely figures lie. Whatever is said of a
rule comes from the exact ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import gcd, lcm
from typing import TypeAlias

from analyysi.allocation.inference.natural_numbers import (
    NATURAL_NUMBERS,
    ROUND_NUMBERS,
    naturalness,
)
from analyysi.messages import Message

Weights: TypeAlias = Mapping[str, Fraction]

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

MOST_TO_ORGANISER = Fraction(1, 5)
"""The largest part that an organiser is tried to pay first."""

_TOP_NUMBERS = tuple(number for number in NATURAL_NUMBERS if number <= MOST_TO_ORGANISER)
_ALONE = (Fraction(0),)


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
        """Return what ranks rules: the family, then how natural the parts are."""
        shares = (self.organiser, self.equal, *(share for _, share in self.keys))
        return FAMILIES.index(self.family), max(map(naturalness, shares))


@dataclass(frozen=True)
class WholeKeys:
    """Keys over the same payers, as whole numbers without a common factor: `numbers[key][payer]`,
    summing to `sums`.
    """

    payers: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    sums: tuple[int, ...]

    @property
    def equal(self) -> int:
        """Return the place of the equal split in `ends`: after the keys."""
        return len(self.names)

    @property
    def nobody(self) -> int:
        """Return the place in `ends` of what leaves nothing to the payers."""
        return len(self.names) + 1

    @cached_property
    def ends(self) -> tuple[tuple[tuple[int, ...], int], ...]:
        """What may stand at the end of a line: the keys, the equal split and nobody, each as whole
        numbers and what they are parts of.
        """
        everybody = len(self.payers)
        return (
            *zip(self.numbers, self.sums, strict=True),
            ((1,) * everybody, everybody),
            ((0,) * everybody, 1),
        )

    @cached_property
    def shares(self) -> tuple[tuple[float, ...], ...]:
        """Each end's quick shares, one for each payer."""
        shares = []
        for numbers, whole in self.ends:
            shares.append(tuple([number / whole for number in numbers]))
        return tuple(shares)


def whole_keys(
    payers: Sequence[str], keys: Mapping[str, Weights], known: WholeKeys | None = None
) -> WholeKeys:
    """Write keys as whole numbers.

    A key that lacks a payer, has a negative weight or none above zero is passed over, and so is one
    with the proportions of a key of `known`, or of equal shares; of keys with the same proportions
    the first is kept.
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
    for numbers_of_key in known.numbers if known else ():
        names_by_numbers.pop(numbers_of_key, None)
    names_by_numbers.pop((1,) * len(payers), None)
    return WholeKeys(
        tuple(payers),
        tuple(names_by_numbers.values()),
        tuple(names_by_numbers),
        tuple(map(sum, names_by_numbers)),
    )


@dataclass(frozen=True)
class WholeLine:
    """A line in whole numbers: at weight w a payer gets (start + w · slope) / denominator cents."""

    starts: tuple[int, ...]
    slopes: tuple[int, ...]
    denominator: int


@dataclass(frozen=True)
class RuleFamily:
    """Rules of one family in a fixed order: by the organiser's part where that is not the weight
    itself, by the choice of two ends, then by the weight of the first end.
    """

    name: str
    total: int
    keys: WholeKeys
    choices: tuple[tuple[int, int], ...]
    """The first and the second end of each line, by their places in `keys.ends`."""
    weights: tuple[Fraction, ...]
    """The weights of the first end that are tried, in order."""
    organisers: tuple[Fraction, ...] = _ALONE
    """What the organiser pays first, before each of the choices."""

    def __len__(self) -> int:
        return self.lines * len(self.weights)

    @property
    def lines(self) -> int:
        """Return the number of lines."""
        return len(self.organisers) * len(self.choices)

    @cached_property
    def free(self) -> bool:
        """Return whether the weight may be any; else it is given, and a line is one rule."""
        return self.weights != _ALONE

    @cached_property
    def pays_organiser(self) -> bool:
        """Return whether the organiser pays something first by every rule of the family."""
        to_organiser = self.free and self.keys.nobody in self.choices[0]
        return to_organiser or self.organisers != _ALONE

    def rank(self, number: int) -> int:
        """Return how natural the parts of the rule of that number are, as `Rule.simplicity`."""
        line, place = divmod(number, len(self.weights))
        of_weights, of_organisers = self._ranks
        return max(of_weights[place], of_organisers[line // len(self.choices)])

    @cached_property
    def _ranks(self) -> tuple[list[int], list[int]]:
        return list(map(naturalness, self.weights)), list(map(naturalness, self.organisers))

    def rule(self, number: int) -> Rule:
        """Return the rule of that number."""
        line, weight = divmod(number, len(self.weights))
        return self.rule_on(line, self.weights[weight])

    def rule_on(self, line: int, weight: Fraction) -> Rule:
        """Return the rule on a line at a weight of its first end, natural or not."""
        organiser, (first, second) = self._at(line)
        equal, keys = Fraction(0), []
        for end, part in ((first, weight), (second, 1 - weight)):
            if end == self.keys.nobody:
                organiser += (1 - organiser) * part
            elif end == self.keys.equal:
                equal += part
            elif part:
                keys.append((self.keys.names[end], part))
        if self.keys.nobody in (first, second):
            keys = [(name, Fraction(1)) for name, _ in keys]
        return Rule(organiser, equal, tuple(keys), self.name == "mean")

    def quick_figures(self, number: int) -> list[float]:
        """Return what a rule gives each payer: quick figures in cents."""
        line, place = divmod(number, len(self.weights))
        weight = self.quick_weights[place]
        left, at_one, at_nought = self._shares_of_lines[line]
        return [
            left * nought + weight * (left * (one - nought))
            for one, nought in zip(at_one, at_nought, strict=True)
        ]

    def quick_lines(self, payer: int) -> list[tuple[float, float]]:
        """Return what each line gives a payer at weight nought, in cents, and how much more at
        weight one: quick figures.
        """
        lines = self._quick_lines.get(payer)
        if lines is None:
            lines = self._quick_lines[payer] = [
                (left * at_nought[payer], left * (at_one[payer] - at_nought[payer]))
                for left, at_one, at_nought in self._shares_of_lines
            ]
        return lines

    @cached_property
    def _quick_lines(self) -> dict[int, list[tuple[float, float]]]:
        return {}

    @cached_property
    def quick_weights(self) -> list[float]:
        """The weights as quick numbers."""
        return list(map(float, self.weights))

    @cached_property
    def _shares_of_lines(self) -> list[tuple[float, tuple[float, ...], tuple[float, ...]]]:
        """What the organiser leaves on each line, in cents, and the quick shares of it at weight
        one and at weight nought.
        """
        shares = self.keys.shares
        lines = []
        for organiser in self.organisers:
            left = float(self.total * (1 - organiser))
            lines += [(left, shares[one], shares[nought]) for one, nought in self.choices]
        return lines

    def exact_line(self, line: int) -> WholeLine:
        """Return a line exactly."""
        organiser, (first, second) = self._at(line)
        (at_one, whole), (at_nought, other_whole) = self.keys.ends[first], self.keys.ends[second]
        left = self.total * (organiser.denominator - organiser.numerator)
        starts = [left * number * whole for number in at_nought]
        slopes = [
            left * number * other_whole - start
            for number, start in zip(at_one, starts, strict=True)
        ]
        return WholeLine(tuple(starts), tuple(slopes), organiser.denominator * whole * other_whole)

    def exact(self, number: int, places: Sequence[int]) -> tuple[list[int], int]:
        """Return what a rule gives the payers at some places: cents as numerators over one
        denominator.
        """
        line_number, place = divmod(number, len(self.weights))
        line, weight = self.exact_line(line_number), self.weights[place]
        above, below = weight.numerator, weight.denominator
        return [
            below * line.starts[payer] + above * line.slopes[payer] for payer in places
        ], below * line.denominator

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

    def _at(self, line: int) -> tuple[Fraction, tuple[int, int]]:
        organiser, choice = divmod(line, len(self.choices))
        return self.organisers[organiser], self.choices[choice]


def rule_families(
    total: int, keys: WholeKeys, means: WholeKeys, *, full: bool
) -> Iterator[RuleFamily]:
    """Yield the families that have a rule, the simplest first; that of means in up to three pieces.

    `full`: every payer's share is published. Such a table leaves nothing to an organiser.
    """
    singles = range(len(keys.names))
    alone = tuple((keys.nobody, key) for key in singles)
    beside_equal = tuple((keys.equal, key) for key in singles)
    of_means = range(len(means.names))
    mean_alone = tuple((means.nobody, key) for key in of_means)
    equal_and_mean = tuple((means.equal, key) for key in of_means)
    pairs = tuple(combinations(singles, 2))
    to_organiser = () if full else _TOP_NUMBERS
    for family in (
        RuleFamily("equal", total, keys, ((keys.nobody, keys.equal),), _ALONE),
        RuleFamily("key", total, keys, alone, _ALONE),
        RuleFamily("equal_and_key", total, keys, beside_equal, NATURAL_NUMBERS),
        RuleFamily("organiser_and_key", total, keys, alone, to_organiser),
        RuleFamily("mean", total, means, mean_alone, _ALONE),
        RuleFamily("mean", total, means, equal_and_mean, NATURAL_NUMBERS),
        RuleFamily("mean", total, means, mean_alone, to_organiser),
        RuleFamily(
            "organiser_equal_and_key", total, keys, beside_equal, ROUND_NUMBERS, to_organiser
        ),
        RuleFamily("two_keys", total, keys, pairs, NATURAL_NUMBERS),
    ):
        if len(family):
            yield family

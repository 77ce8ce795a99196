"""How often the search for a rule is right, over random rules of which the truth is known.

The keys are the stored figures that `analyysi explain kainuu-ict 2023` tries. A true rule is drawn,
its table worked out and rounded here, without the search, and the search is then asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import TypeAlias

from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.rule_search import infer
from analyysi.comparison.explain import Explanation

Parts: TypeAlias = dict[str | None, Fraction]
"""Key to its part of the total; None for the equal part."""

TOTALS = (80_000_00, 80_000_00, 200_000_00, 1_000_000_00, 5_000_000_00)
CENT, EURO, TEN, HUNDRED = 1, 100, 1000, 10_000
THIRDS_AND_SUCH = tuple(Fraction(*ratio) for ratio in ((1, 3), (2, 3), (1, 6), (5, 6), (3, 8)))


@dataclass(frozen=True)
class Figures:
    """The keys and means that are tried, and each one's exact share of every payer."""

    payers: tuple[str, ...]
    keys: Mapping[str, Mapping[str, Fraction]]
    means: Mapping[str, Mapping[str, Fraction]]
    shares: dict[str | None, dict[str, Fraction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shares[None] = dict.fromkeys(self.payers, Fraction(1, len(self.payers)))
        for name, weights in {**self.keys, **self.means}.items():
            whole = sum((Fraction(weights[payer]) for payer in self.payers), Fraction(0))
            self.shares[name] = {payer: weights[payer] / whole for payer in self.payers}

    @cached_property
    def quick(self) -> Mapping[str | None, list[float]]:
        """The shares as quick numbers, in the order of the payers."""
        return {
            name: [float(of[payer]) for payer in self.payers] for name, of in self.shares.items()
        }

    def table(self, parts: Parts, total: int, unit: int) -> dict[str, int]:
        """Return the cents by the largest remainder, ties by ascending code, computed apart."""
        units = total // unit
        down, remainders = {}, {}
        for payer in self.payers:
            exact = Fraction(0)
            for name, part in parts.items():
                exact += units * part * self.shares[name][payer]
            down[payer], remainders[payer] = int(exact), exact - int(exact)
        left = units - sum(down.values())
        for payer in sorted(self.payers, key=lambda code: (-remainders[code], code))[:left]:
            down[payer] += 1
        return {payer: count * unit for payer, count in down.items()}


def figures_of(explanation: Explanation) -> Figures:
    """Return the figures that an explanation tried."""
    stored = {name: figures.of_payer for name, figures in explanation.figures.items()}
    stored |= dict(explanation.case.problem.keys)
    inference = explanation.inference
    return Figures(
        tuple(explanation.case.terms.participants),
        {name: stored[name] for name in inference.key_names},
        {name: stored[name] for name in inference.mean_names},
    )


# True rules
# ------------------------------------------------------------------------------------------


def _per_cent(draw: Random) -> Fraction:
    return Fraction(draw.randint(1, 99), 100)


def _three_parts(draw: Random) -> tuple[Fraction, Fraction, Fraction]:
    first, second = sorted(draw.sample(range(1, 100), 2))
    return Fraction(first, 100), Fraction(second - first, 100), Fraction(100 - second, 100)


def _key(draw: Random, figures: Figures) -> Parts:
    return {draw.choice(list(figures.keys)): Fraction(1)}


def _mean(draw: Random, figures: Figures) -> Parts:
    return {draw.choice(list(figures.means)): Fraction(1)}


def _equal_and(weight: Fraction, name: str) -> Parts:
    return {None: weight, name: 1 - weight}


def _equal_and_key(draw: Random, figures: Figures) -> Parts:
    return _equal_and(_per_cent(draw), draw.choice(list(figures.keys)))


def _equal_and_mean(draw: Random, figures: Figures) -> Parts:
    return _equal_and(_per_cent(draw), draw.choice(list(figures.means)))


def _third_and_key(draw: Random, figures: Figures) -> Parts:
    return _equal_and(draw.choice(THIRDS_AND_SUCH), draw.choice(list(figures.keys)))


def _two_keys(draw: Random, figures: Figures) -> Parts:
    return _in_two(draw, figures, _per_cent(draw))


def _in_two(draw: Random, figures: Figures, weight: Fraction) -> Parts:
    first, second = draw.sample(list(figures.keys), 2)
    return {first: weight, second: 1 - weight}


def _two_odd(draw: Random, figures: Figures) -> Parts:
    return _in_two(draw, figures, Fraction(draw.randint(1, 9999), 10_000))


def _equal_odd(draw: Random, figures: Figures) -> Parts:
    weight = Fraction(draw.randint(1, 9999), 10_000)
    return _equal_and(weight, draw.choice(list(figures.keys)))


def _equal_and_two(draw: Random, figures: Figures) -> Parts:
    return dict(zip((None, *draw.sample(list(figures.keys), 2)), _three_parts(draw), strict=True))


def _three_keys(draw: Random, figures: Figures) -> Parts:
    return dict(zip(draw.sample(list(figures.keys), 3), _three_parts(draw), strict=True))


INSIDE: tuple[Callable[[Random, Figures], Parts], ...] = (
    _key, _mean, _equal_and_key, _equal_and_mean, _third_and_key, _two_keys
)  # fmt: skip
"""Rules that are among those tried."""

OUTSIDE: tuple[Callable[[Random, Figures], Parts], ...] = (
    _two_odd, _equal_odd, _equal_and_two, _three_keys
)  # fmt: skip
"""Rules that are not: weights that are no natural numbers (hundredths of a per cent), three parts.
"""

ROUND_ONES = (_key, _equal_and_key, _two_keys)
"""Rules in whole per cents."""


# What the search says of them
# ------------------------------------------------------------------------------------------


def parts_of(rule: Rule) -> Parts:
    """Return a rule without an organiser as parts."""
    parts: Parts = dict(rule.keys)
    if rule.equal:
        parts[None] = rule.equal
    return parts


def rates(
    figures: Figures, tables: int, unit: int, published: int | None, seed: int
) -> Counter[str]:
    """Count what the search says of random tables.

    Parameters
    ----------
    published
        How many shares are published; None: all.

    Returns
    -------
    Counts of: tables; inside (the true rule is among those tried); named (it was named among the
    possible ones); known, possible, none; wrong keys (known, and not the true keys); wrong weights
    (known, the true keys, other weights); inside known.
    """
    draw = Random(seed)
    counts: Counter[str] = Counter()
    for _ in range(tables):
        kind = draw.choice(INSIDE + OUTSIDE)
        true = kind(draw, figures)
        total = draw.choice(TOTALS)
        table = figures.table(true, total, unit)
        if published is not None:
            table = {payer: table[payer] for payer in draw.sample(figures.payers, published)}
        inference = infer(total, figures.payers, figures.keys, table, figures.means)
        named = [parts_of(hit.rule) for hit in inference.hits]
        counts.update(["tables", inference.verdict])
        if kind in INSIDE:
            counts.update(["inside"] + ["named"] * (true in named))
        if inference.verdict == "known":
            counts["inside known"] += kind in INSIDE
            counts["wrong keys"] += set(named[0]) != set(true)
            counts["wrong weights"] += set(named[0]) == set(true) and named[0] != true
    return counts


def all_round_rules(figures: Figures, table: Mapping[str, int], total: int) -> list[Parts]:
    """Return every rule of one key, of an equal part and a key, or of two keys that gives a full
    table in euros with parts in whole per cents: brute force, every rule rounded by itself.

    A payer's figures are compared first, so that not every rule need be rounded.
    """
    names: Sequence[str | None] = [None, *figures.keys]
    rules: list[Parts] = [{name: Fraction(1)} for name in figures.keys]
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            rules += _near_pairs(figures, table, total, (first, second))
    return [parts for parts in rules if figures.table(parts, total, EURO) == table]


def _near_pairs(
    figures: Figures,
    table: Mapping[str, int],
    total: int,
    pair: tuple[str | None, str | None],
) -> list[Parts]:
    """Return the mixtures of two keys that come within a euro of what one payer pays: the one whose
    shares by the two keys differ most. Quick numbers do, a tenth of a cent being far above their
    error.
    """
    one, other = (figures.quick[name] for name in pair)
    place = max(range(len(one)), key=lambda payer: abs(one[payer] - other[payer]))
    paid = table[figures.payers[place]]
    near = []
    for part in range(1, 100):
        quick = total * (part * one[place] + (100 - part) * other[place]) / 100
        if abs(quick - paid) < EURO + 0.1:
            per_cent = Fraction(part, 100)
            near.append({pair[0]: per_cent, pair[1]: 1 - per_cent})
    return near


def round_rules(figures: Figures, tables: int, seed: int) -> Counter[str]:
    """Count, over random true rules in whole per cents and their tables in euros: those whose true
    rule was named; those that brute force finds no other rule for; and of these, those for which
    the search named it alone among the rules in whole per cents.
    """
    draw = Random(seed)
    counts: Counter[str] = Counter()
    for _ in range(tables):
        true = draw.choice(ROUND_ONES)(draw, figures)
        total = draw.choice(TOTALS)
        table = figures.table(true, total, EURO)
        inference = infer(total, figures.payers, figures.keys, table)
        round_ones = []
        for hit in inference.hits:
            parts = parts_of(hit.rule)
            if all((part * 100).denominator == 1 for part in parts.values()):
                round_ones.append(parts)
        counts.update(["tables"] + ["named"] * (true in round_ones))
        if all_round_rules(figures, table, total) == [true]:
            counts.update(["one only"] + ["alone"] * (round_ones == [true]))
    return counts

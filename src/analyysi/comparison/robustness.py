"""How firm the sums are when figures are revised and keys weighted otherwise: draws with a fixed
seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import prod
from random import Random

from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.ratios import Ratios
from analyysi.allocation.steps.step_table import with_steps
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, Split
from analyysi.errors import AllocationError

_REVISION = 100
"""Figures are revised by at most a hundredth, in steps of a ten-thousandth."""

_MOST_EQUALLY = 30
"""Per cent that a draw shares equally at most."""


@dataclass(frozen=True)
class Robustness:
    """How firm the chosen split is when figures are revised and keys have other weights.

    `within` is, for each payer, the part of the draws in which it pays at most `reach` cents more
    or less than in the chosen split; `low` and `high` enclose nine draws in ten. `ranking` is the
    part of the draws in which the payers stand in the same order by what they pay. `ways` is, for
    each payer, the part of the draws in which the ways in the body of the report, on the revised
    figures, stand in the same order by what it would pay.
    """

    draws: int
    seed: int
    reach: int
    within: Mapping[str, Fraction]
    low: Mapping[str, int]
    high: Mapping[str, int]
    ranking: Fraction
    ways: Mapping[str, Fraction]


def robustness(
    comparison: Comparison, draws: int = 1000, seed: int = 2023, reach: int = 100_00
) -> Robustness | None:
    """Draw revised figures and other weights of the keys, and see how far each payer's sum moves.

    In each draw every figure is revised by up to one per cent. The total is then shared by a mix:
    at most three tenths equally, the rest by the keys of the terms with weights drawn at random.
    The seed fixes all draws.

    Returns
    -------
    None if the terms have no usable key: then there is nothing to draw.
    """
    case = comparison.case
    payers = case.problem.payers
    usable = [name for name in case.problem.keys if _usable(case.problem, name)]
    if not usable:
        return None
    draw = Random(seed)
    figures = {name: Ratios.of(key) for name, key in case.problem.keys.items()}
    chosen = comparison.chosen.cents
    order = _ranking(chosen, payers)
    body = comparison.leading
    by_way = {split.id: split.exact.amounts for split in body}
    ways = {code: _order_of_ways(by_way, code) for code in payers}
    recompute = {split.id: _recompute(case, split) for split in body}
    sums: dict[str, list[int]] = {code: [] for code in payers}
    same, same_ways = 0, dict.fromkeys(payers, 0)
    for _ in range(draws):
        revised = {name: _revised(key, draw) for name, key in figures.items()}
        amounts = _mixed(case.problem.total, payers, [revised[name] for name in usable], draw)
        rounded = case.rounding.function(amounts, case.terms.rounding.unit).cents
        for code in payers:
            sums[code].append(rounded[code])
        same += _ascending([(-rounded[code], code) for code in order])
        problem = replace(case.problem, keys=revised)
        by_revised = {
            name: Ratios.of(amounts_of(problem)) for name, amounts_of in recompute.items()
        }
        for code in payers:
            same_ways[code] += _in_order(ways[code], by_revised, code)
    edge = draws // 20
    ordered = {code: sorted(draws_of_payer) for code, draws_of_payer in sums.items()}
    return Robustness(
        draws=draws,
        seed=seed,
        reach=reach,
        within={code: _part_within(sums[code], chosen[code], reach) for code in sums},
        low={code: cents[edge] for code, cents in ordered.items()},
        high={code: cents[-1 - edge] for code, cents in ordered.items()},
        ranking=Fraction(same, draws),
        ways={code: Fraction(count, draws) for code, count in same_ways.items()},
    )


def _part_within(drawn: Sequence[int], cents: int, reach: int) -> Fraction:
    """Return the part of the drawn sums that lie at most `reach` cents from `cents`."""
    return Fraction(sum(abs(amount - cents) <= reach for amount in drawn), len(drawn))


def _usable(problem: Problem, name: str) -> bool:
    try:
        problem.weights(name)
    except AllocationError:
        return False
    return True


def numbers(draw: Random, below: int, count: int) -> list[int]:
    """Draw whole numbers from zero on, each below a limit: those that as many calls of `randint`
    give.

    `randint` asks for as few bits as the limit has and asks again where they make too large a
    number. Done here, so that the draws of a published year hang on the bits of the generator
    alone.
    """
    bits, next_bits = below.bit_length(), draw.getrandbits
    drawn: list[int] = []
    while len(drawn) < count:
        number = next_bits(bits)
        if number < below:
            drawn.append(number)
    return drawn


def _revised(key: Ratios, draw: Random) -> Ratios:
    """Revise every figure, in parts of ten thousand: the unit of a key is without effect on any
    share.
    """
    revisions = numbers(draw, 2 * _REVISION + 1, len(key.numerators))
    least = 10_000 - _REVISION
    revised = {
        code: figure * (least + more)
        for (code, figure), more in zip(key.numerators.items(), revisions, strict=True)
    }
    return Ratios(revised, key.denominator)


def _mixed(total: Fraction, payers: Sequence[str], keys: Sequence[Ratios], draw: Random) -> Ratios:
    """Share the total equally in part, and the rest by the keys, with weights drawn at random."""
    (equal,) = numbers(draw, _MOST_EQUALLY + 1, 1)
    weights = numbers(draw, 1001, len(keys))
    if not any(weights):
        weights[0] = 1
    counting = [
        (key.numerators, weight) for key, weight in zip(keys, weights, strict=True) if weight
    ]
    sums = [_sum_of(figures, payers) for figures, _ in counting]
    # All over one denominator: hundredths of the total, each payer's equal part, the weights and
    # the sums of the keys.
    above, below = total.as_integer_ratio()
    common, weighted = prod(sums), sum(weights)
    amounts = [above * equal * weighted * common] * len(payers)
    for (figures, weight), whole in zip(counting, sums, strict=True):
        factor = above * (100 - equal) * weight * len(payers) * (common // whole)
        amounts = [
            amount + factor * figures[code] for amount, code in zip(amounts, payers, strict=True)
        ]
    return Ratios(
        dict(zip(payers, amounts, strict=True)), below * 100 * len(payers) * weighted * common
    )


def _sum_of(figures: Mapping[str, int], payers: Sequence[str]) -> int:
    return sum([figures[code] for code in payers])


def _recompute(case: Case, split: Split) -> Callable[[Problem], Mapping[str, Fraction]]:
    """Return what computes a split on revised figures; one that uses no key is as it was."""
    variant = split.variant
    by_keys = {"key", "keys", "weights"} & set(type(variant.parameters).model_fields)
    if not by_keys and not case.step_keys:
        unmoved = Ratios.of(split.exact.amounts)
        return lambda problem: unmoved

    def method(inner: Problem) -> ExactSplit:
        return variant.method.function(inner, variant.parameters)

    whole = with_steps(method, case.steps)
    return lambda problem: whole(problem).amounts


def _ranking(cents: Mapping[str, int], payers: Sequence[str]) -> list[str]:
    return sorted(payers, key=lambda code: (-cents[code], code))


def _ascending(entries: Sequence[tuple[int, str]]) -> bool:
    return all(entry < following for entry, following in pairwise(entries))


def _order_of_ways(by_way: Mapping[str, Mapping[str, Fraction]], payer: str) -> list[str]:
    """Return the ways from the cheapest to the dearest for a payer, equal ones by name."""
    return sorted(
        (name for name, amounts in by_way.items() if payer in amounts),
        key=lambda n: (by_way[n][payer], n),
    )


def _in_order(ways: Sequence[str], by_way: Mapping[str, Ratios], payer: str) -> bool:
    """Return whether these ways, and no others, concern a payer and stand in their order by what it
    would pay.
    """
    if len(ways) != sum([payer in amounts.numerators for amounts in by_way.values()]):
        return False
    before: tuple[int, int, str] | None = None
    for name in ways:
        amounts = by_way[name]
        numerator, denominator = amounts.numerators.get(payer), amounts.denominator
        if numerator is None:
            return False
        if before is not None:
            # Fractions compared without being reduced.
            cheaper, dearer = before[0] * denominator, numerator * before[1]
            if cheaper > dearer or (cheaper == dearer and before[2] > name):
                return False
        before = numerator, denominator, name
    return True

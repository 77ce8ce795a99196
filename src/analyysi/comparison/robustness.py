"""How firm the sums are when figures are revised and keys weighted otherwise: draws with a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps import with_steps
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, Split
from analyysi.errors import AllocationError

_REVISION = 100
"""Figures are revised by at most a hundredth, in steps of a ten-thousandth."""

_MOST_EQUALLY = 30
"""Per cent that a draw shares equally at most."""


@dataclass(frozen=True)
class Robustness:
    """How firm the chosen split is when figures are revised and keys weighted otherwise.

    `within` is, for each payer, the part of the draws in which it pays at most `reach` cents more or less than in the
    chosen split; `low` and `high` enclose nine draws in ten. `ranking` is the part of the draws in which the payers
    stand in the same order by what they pay. `ways` is, for each payer, the part of the draws in which the ways in the
    body of the report, on the revised figures, stand in the same order by what it would pay.
    """

    draws: int
    seed: int
    reach: int
    within: Mapping[str, Fraction]
    low: Mapping[str, int]
    high: Mapping[str, int]
    ranking: Fraction
    ways: Mapping[str, Fraction]


def robustness(comparison: Comparison, draws: int = 1000, seed: int = 2023, reach: int = 100_00) -> Robustness | None:
    """Draw revised figures and other weights of the keys, and see how far each payer's sum moves.

    In each draw every figure is revised by up to one per cent. The total is then shared by a mix: at most three tenths
    equally, the rest by the keys of the terms with weights drawn at random. The seed fixes all draws.

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
    chosen = comparison.chosen.cents
    order = _ranking(chosen, payers)
    ways = {code: _order_of_ways({split.id: split.exact.amounts for split in comparison.body}, code) for code in payers}
    sums: dict[str, list[int]] = {code: [] for code in payers}
    same, same_ways = 0, dict.fromkeys(payers, 0)
    for _ in range(draws):
        revised = replace(case.problem, keys=dict(_revised(case.problem, draw)))
        amounts = _mixed(revised, usable, draw)
        rounded = case.rounding.function(amounts, case.terms.rounding.unit).cents
        for code in payers:
            sums[code].append(rounded[code])
        same += _ranking(rounded, payers) == order
        by_way = {split.id: _anew(case, split, revised) for split in comparison.body}
        for code in payers:
            same_ways[code] += _order_of_ways(by_way, code) == ways[code]
    edge = draws // 20
    ordered = {code: sorted(values) for code, values in sums.items()}
    return Robustness(
        draws=draws,
        seed=seed,
        reach=reach,
        within={
            code: Fraction(sum(abs(value - chosen[code]) <= reach for value in values), draws)
            for code, values in sums.items()
        },
        low={code: values[edge] for code, values in ordered.items()},
        high={code: values[-1 - edge] for code, values in ordered.items()},
        ranking=Fraction(same, draws),
        ways={code: Fraction(count, draws) for code, count in same_ways.items()},
    )


def _usable(problem: Problem, name: str) -> bool:
    try:
        problem.weights(name)
    except AllocationError:
        return False
    return True


def _revised(problem: Problem, draw: Random) -> Iterator[tuple[str, dict[str, Fraction]]]:
    """Revise every figure, in parts of ten thousand: the unit of a key is without effect on any share."""
    for name, key in problem.keys.items():
        yield name, {code: figure * (10_000 + draw.randint(-_REVISION, _REVISION)) for code, figure in key.items()}


def _mixed(problem: Problem, keys: Sequence[str], draw: Random) -> dict[str, Fraction]:
    """Share the total equally in part, and the rest by the keys, with weights drawn at random."""
    payers, total = problem.payers, problem.total
    equal = draw.randint(0, _MOST_EQUALLY)
    weights = [draw.randint(0, 1000) for _ in keys]
    if not any(weights):
        weights[0] = 1
    amounts = dict.fromkeys(payers, total * Fraction(equal, 100) / len(payers))
    for name, weight in zip(keys, weights, strict=True):
        key = problem.keys[name]
        whole = sum((key[code] for code in payers), Fraction(0))
        part = total * Fraction((100 - equal) * weight, 100 * sum(weights)) / whole
        for code in payers:
            amounts[code] += part * key[code]
    return amounts


def _anew(case: Case, split: Split, problem: Problem) -> Mapping[str, Fraction]:
    """Work a way out on revised figures; one that uses no key is as it was."""
    variant = split.variant
    if not {"key", "keys", "weights"} & set(type(variant.parameters).model_fields):
        return split.exact.amounts

    def method(inner: Problem) -> ExactSplit:
        return variant.method.function(inner, variant.parameters)

    return with_steps(method, case.steps)(problem).amounts


def _ranking(cents: Mapping[str, int], payers: Sequence[str]) -> list[str]:
    return sorted(payers, key=lambda code: (-cents[code], code))


def _order_of_ways(by_way: Mapping[str, Mapping[str, Fraction]], payer: str) -> list[str]:
    """Return the ways from the cheapest to the dearest for a payer, equal ones by name."""
    return sorted((name for name, amounts in by_way.items() if payer in amounts), key=lambda n: (by_way[n][payer], n))

"""What if: somebody leaves or joins, the total changes, figures are revised. Each answer is in whole cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps import with_steps
from analyysi.comparison.case import Case, Variant, figures_of
from analyysi.comparison.compare import Comparison
from analyysi.errors import AllocationError, SchemaError, SourceError

TOTALS = (Fraction(-1, 5), Fraction(-1, 10), Fraction(1, 10), Fraction(1, 5))
"""Changes of the total that are tried: a fifth and a tenth, down and up."""

_REVISION = 100
"""Figures are revised by at most a hundredth, in steps of a ten-thousandth."""


@dataclass(frozen=True)
class Scenario:
    """One case that is otherwise than the terms have it, and what each payer then pays."""

    payer: str | None
    """Who leaves or joins; None where the total changes."""
    total: int
    cents: Mapping[str, int]
    changes: Mapping[str, int]
    """Cents more (or, negative, less) than in the chosen split, for those who pay in both."""

    @property
    def hardest_hit(self) -> tuple[str, int]:
        """Return who pays most more (or least less), and how many cents."""
        code = max(sorted(self.changes), key=lambda payer: self.changes[payer])
        return code, self.changes[code]


@dataclass(frozen=True)
class Robustness:
    """How firm the chosen split is when figures are revised and keys weighted otherwise.

    `within` is, for each payer, the part of the draws in which it pays at most `reach` cents more or less than in the
    chosen split; `low` and `high` enclose nine draws in ten. `ranking` is the part of the draws in which the payers
    stand in the same order by what they pay.
    """

    draws: int
    seed: int
    reach: int
    within: Mapping[str, Fraction]
    low: Mapping[str, int]
    high: Mapping[str, int]
    ranking: Fraction


def withdrawals(comparison: Comparison) -> tuple[Scenario, ...]:
    """Let each participant leave, one by one; the others share the whole total by the chosen split.

    A split that is not defined without somebody (agreed shares) has no scenario for it.
    """
    case = comparison.case
    found = []
    for code in case.problem.payers:
        if len(case.problem.payers) < 2:
            break
        try:
            problem = case.problem.without({code}, case.problem.total)
            found.append(_scenario(comparison, code, problem))
        except AllocationError:
            continue
    return tuple(found)


def joins(comparison: Comparison) -> tuple[Scenario, ...]:
    """Let each party that stays outside join, one by one; the total stays.

    A party without a figure, or a split that is not defined with it, has no scenario.
    """
    case = comparison.case
    found = []
    for outsider in case.terms.outside:
        payers = (*case.problem.payers, outsider.payer)
        try:
            keys = figures_of(case, payers)
            found.append(_scenario(comparison, outsider.payer, Problem(case.problem.total, payers, keys)))
        except (AllocationError, SchemaError, SourceError):
            continue
    return tuple(found)


def totals(comparison: Comparison, changes: Sequence[Fraction] = TOTALS) -> tuple[Scenario, ...]:
    """Let the total be otherwise, rounded to the rounding unit of the terms."""
    case = comparison.case
    unit = case.terms.rounding.unit
    found = []
    for change in changes:
        total = round(case.problem.total * (1 + change) / unit) * unit
        found.append(_scenario(comparison, None, replace(case.problem, total=Fraction(total))))
    return tuple(found)


def robustness(comparison: Comparison, draws: int = 1000, seed: int = 2023, reach: int = 100_00) -> Robustness | None:
    """Draw revised figures and other weights of the keys, and see how far each payer's sum moves.

    In each draw every figure is revised by up to one per cent, and the total is shared by a mix: at most three tenths
    equally, the rest by the keys of the terms with weights drawn at random. The seed fixes all draws.

    Returns
    -------
    None if the terms have no usable key: then there is nothing to draw.
    """
    case = comparison.case
    payers = case.problem.payers
    keys = [_usable(case.problem, name) for name in case.problem.keys]
    usable = [key for key in keys if key is not None]
    if not usable:
        return None
    draw = Random(seed)
    chosen = comparison.chosen.cents
    sums: dict[str, list[int]] = {code: [] for code in payers}
    order = _ranking(chosen, payers)
    same = 0
    for _ in range(draws):
        equal = draw.randint(0, 30)
        weights = [draw.randint(0, 1000) for _ in usable]
        if not any(weights):
            weights[0] = 1
        amounts = _draw_amounts(case, usable, equal, weights, draw)
        rounded = case.rounding.function(amounts, case.terms.rounding.unit).cents
        for code in payers:
            sums[code].append(rounded[code])
        same += _ranking(rounded, payers) == order
    ordered = {code: sorted(values) for code, values in sums.items()}
    edge = draws // 20
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
    )


def _usable(problem: Problem, name: str) -> dict[str, Fraction] | None:
    try:
        return problem.weights(name)
    except AllocationError:
        return None


def _draw_amounts(
    case: Case, keys: Sequence[Mapping[str, Fraction]], equal: int, weights: Sequence[int], draw: Random
) -> dict[str, Fraction]:
    payers, total = case.problem.payers, case.problem.total
    amounts = dict.fromkeys(payers, total * Fraction(equal, 100) / len(payers))
    for key, weight in zip(keys, weights, strict=True):
        revised = {code: figure * (10_000 + draw.randint(-_REVISION, _REVISION)) for code, figure in key.items()}
        whole = sum(revised.values(), Fraction(0))
        part = total * Fraction(100 - equal, 100) * Fraction(weight, sum(weights))
        for code in payers:
            amounts[code] += part * revised[code] / whole
    return amounts


def _ranking(cents: Mapping[str, int], payers: Sequence[str]) -> list[str]:
    return sorted(payers, key=lambda code: (-cents[code], code))


def _scenario(comparison: Comparison, payer: str | None, problem: Problem) -> Scenario:
    cents = share(comparison.case, comparison.chosen.variant, problem)
    chosen = comparison.chosen.cents
    changes = {code: amount - chosen[code] for code, amount in cents.items() if code in chosen}
    return Scenario(payer, int(problem.total), cents, changes)


def share(case: Case, variant: Variant, problem: Problem) -> dict[str, int]:
    """Share another problem as the case shares its own: the variant within the steps, rounded by the terms' rule."""

    def method(inner: Problem) -> ExactSplit:
        return variant.method.function(inner, variant.parameters)

    exact = with_steps(method, case.steps)(problem)
    return dict(case.rounding.function(exact.amounts, case.terms.rounding.unit).cents)

"""What if somebody leaves or joins, or the total changes. Each answer is in whole cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from analyysi.agreement.total import Capped
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step_table import with_steps
from analyysi.allocation.whole_units.whole_euros import shown_change
from analyysi.comparison.case import Case, Variant, figures_of
from analyysi.comparison.compare import Comparison
from analyysi.errors import AllocationError, SchemaError, SourceError

TOTALS = (Fraction(-1, 5), Fraction(-1, 10), Fraction(1, 10), Fraction(1, 5))
"""Changes of the total that are tried: a fifth and a tenth, down and up."""


@dataclass(frozen=True)
class Scenario:
    """One case that differs from the terms, and what each payer then pays."""

    payer: str | None
    """Who leaves or joins; None where the total changes."""
    total: int
    cents: Mapping[str, int]
    changes: Mapping[str, int]
    """Cents more (or, negative, less) than in the chosen split, for those who pay in both."""
    shown_changes: Mapping[str, int]
    """The same as papers show it: in cents, each rounded to a whole euro."""


@lru_cache(maxsize=1)
def withdrawals(comparison: Comparison) -> tuple[Scenario, ...]:
    """Let each participant leave, one by one; the others share the whole total by the chosen split.

    A split that is not defined without somebody (agreed shares), or has it pay all the same (a part
    that a step takes from it first), has no scenario for it.
    """
    case = comparison.case
    scenarios = []
    for code in case.problem.payers:
        if len(case.problem.payers) < 2:
            break
        try:
            problem = case.problem.without({code}, case.problem.total)
            scenario = _scenario(comparison, code, problem)
        except AllocationError:
            continue
        if code not in scenario.cents:
            scenarios.append(scenario)
    return tuple(scenarios)


def uncomputed_withdrawals(comparison: Comparison) -> tuple[str, ...]:
    """Return the participants that have no scenario of their leaving among `withdrawals`, since the
    terms say of them by name what they pay or have paid.
    """
    computed = {scenario.payer for scenario in withdrawals(comparison)}
    return tuple(code for code in comparison.case.problem.payers if code not in computed)


def would_leave(comparison: Comparison, scenario: Scenario | None = None) -> tuple[str, ...] | None:
    """Return who would pay less by itself than its share: in the chosen split, or after a scenario.

    So it is seen whether one that leaves draws others after it.

    Returns
    -------
    The payers in the order of the case, none if all do better together. None if it is not known
    what each would pay by itself: then nobody's wish to leave can be stated, and no cost is made
    up.
    """
    game = comparison.case.problem.game
    if game is None:
        return None
    alone = game.stand_alone()
    cents = comparison.chosen.cents if scenario is None else scenario.cents
    return tuple(
        code
        for code in comparison.case.problem.payers
        if code in cents and cents[code] > alone[code]
    )


def joins(comparison: Comparison) -> tuple[Scenario, ...]:
    """Let each party that stays outside join, one by one; the total stays.

    A party without a figure, or a split that is not defined with it, has no scenario.
    """
    case = comparison.case
    scenarios = []
    for outsider in case.terms.outside:
        if outsider.payer in comparison.chosen.cents:
            continue  # it has withdrawn and still pays: it is no newcomer
        payers = (*case.problem.payers, outsider.payer)
        try:
            keys = figures_of(case, payers, _needed(case))
            units = case.problem.unit_cents
            problem = Problem(case.problem.total, payers, keys, unit_cents=units)
            scenarios.append(_scenario(comparison, outsider.payer, problem))
        except (AllocationError, SchemaError, SourceError):
            continue
    return tuple(scenarios)


def _needed(case: Case) -> list[str]:
    """Return the keys that a party must have figures of to join: an analyst's own key only if the
    chosen split is shared by it.
    """
    return [
        name
        for name in case.terms.keys
        if name not in case.additions.keys or name in case.used_keys
    ]


def totals(comparison: Comparison, changes: Sequence[Fraction] = TOTALS) -> tuple[Scenario, ...]:
    """Let the total change, rounded to the rounding unit of the terms.

    A split that is not defined for a total has no scenario for it.
    """
    case = comparison.case
    scenarios = []
    for total in tried_totals(case, changes):
        try:
            scenarios.append(
                _scenario(comparison, None, replace(case.problem, total=Fraction(total)))
            )
        except (
            AllocationError
        ):  # bounds, a part paid first or declared costs that do not fit another total
            continue
    return tuple(scenarios)


def tried_totals(case: Case, changes: Sequence[Fraction] = TOTALS) -> list[int]:
    """Return the totals that `totals` tries, defined for the split or not: none above the limit of
    the terms, which the total may not exceed.
    """
    unit, limit = case.terms.rounding.unit, total_limit(case)
    tried = [round(case.problem.total * (1 + change) / unit) * unit for change in changes]
    return [total for total in tried if limit is None or total <= limit]


def total_limit(case: Case) -> int | None:
    """Return what the total may be at most, in cents; None where the terms set no limit."""
    rule = case.terms.total.from_last_year
    return rule.limit if isinstance(rule, Capped) else None


def _scenario(comparison: Comparison, payer: str | None, problem: Problem) -> Scenario:
    cents = share(comparison.case, comparison.chosen.variant, problem)
    chosen = comparison.chosen
    changes = _changes(cents, chosen.cents)
    shown_changes = {code: shown_change(change) for code, change in changes.items()}
    return Scenario(payer, int(problem.total), cents, changes, shown_changes)


def _changes(amounts: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    """Return how the amounts differ from those before, for those who have both."""
    return {code: amount - before[code] for code, amount in amounts.items() if code in before}


def share(case: Case, variant: Variant, problem: Problem) -> dict[str, int]:
    """Share another problem as the case shares its own: the variant within the steps, rounded by
    the terms' rule.
    """

    def method(inner: Problem) -> ExactSplit:
        return variant.method.function(inner, variant.parameters)

    exact = with_steps(method, case.steps)(problem)
    return dict(case.rounding.function(exact.amounts, case.terms.rounding.unit).cents)

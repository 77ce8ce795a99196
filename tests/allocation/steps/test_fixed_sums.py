"""Sums set apart first, added up, are what the steps themselves make of any total."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.fixed_sums import fixed_sums
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.errors import AllocationError

PAYERS = ("005", "020", "091", "105")
EUROS = st.integers(0, 40).map(lambda cents: f"{cents}.00")
NAMED = st.dictionaries(st.sampled_from(PAYERS), EUROS, min_size=1, max_size=2)

DRAWN: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "sum_each": st.fixed_dictionaries({"amount": EUROS, "amounts": NAMED}),
    "off_the_top": st.fixed_dictionaries(
        {"payer": st.sampled_from(["organiser", "005"]), "amount": EUROS}
    ),
    "credit": st.fixed_dictionaries({"amounts": NAMED, "source": st.just("invoice")}),
    "outside_base": st.fixed_dictionaries({"payers": st.just(("091",))}),
    "own_deductible": st.fixed_dictionaries({"own_costs": st.just("costs"), "amount": EUROS}),
    "own_cost_less_income": st.just({"own_costs": "costs", "own_income": "income"}),
}
"""Parameters of the steps that only set fixed sums apart."""


def row(name: str, values: dict[str, Any]) -> tuple[Step, Frozen]:
    return STEPS[name], STEPS[name].parameters.model_validate(values)


STEP = st.sampled_from(sorted(DRAWN)).flatmap(
    lambda name: DRAWN[name].map(lambda values: row(name, values))
)
FIGURES = st.fixed_dictionaries(dict.fromkeys(PAYERS, st.integers(0, 9).map(Fraction)))


def by_people(problem: Problem) -> ExactSplit:
    return METHODS["proportional"].function(problem, ByKey(key="people"))


@given(
    st.lists(STEP, max_size=3),
    st.integers(0, 30_000),
    st.fixed_dictionaries({"people": FIGURES, "costs": FIGURES, "income": FIGURES}),
)
def test_each_share_is_the_sum_and_the_method_s_part_of_the_rest(
    steps: list[tuple[Step, Frozen]], cents: int, keys: dict[str, dict[str, Fraction]]
) -> None:
    keys["people"]["020"] += 1
    units = {"costs": 100, "income": 100}
    problem = Problem(Fraction(cents), PAYERS, keys, unit_cents=units)
    try:
        made = dict(with_steps(by_people, steps)(problem).amounts)
    except AllocationError:
        made = None
    try:
        fixed = fixed_sums(steps, problem)
    except AllocationError:
        assert made is None
        return
    if fixed is None:
        return
    rest = cents - sum(fixed.of_payer.values())
    apart = set(PAYERS) - set(fixed.sharers)
    if rest < 0:
        assert made is None
        return
    parts = by_people(problem.without(apart, Fraction(rest))).amounts
    paid_back = any(parts[code] < least for code, least in fixed.least.items())
    shares = {code: amount + parts.get(code, 0) for code, amount in fixed.of_payer.items()}
    if made is not None:
        assert not paid_back
        assert made == shares
    # Those who are apart get nothing of the rest: what the steps refuse of them holds of any total.
    elif not paid_back:
        assert any(shares[code] < 0 for code in apart) or _names_twice(steps)


def _names_twice(steps: list[tuple[Step, Frozen]]) -> bool:
    """Return whether two steps set what one payer pays by itself, which no split allows."""
    names = [step.name for step, _ in steps]
    apart = [getattr(values, "payer", None) for _, values in steps]
    twice = [payer for payer in apart if payer is not None and apart.count(payer) > 1]
    return bool(twice) or names.count("outside_base") > 1


@pytest.mark.parametrize("name", sorted(set(STEPS) - set(DRAWN)))
def test_other_steps_are_no_fixed_sums(name: str) -> None:
    step = STEPS[name]
    problem = Problem(Fraction(100), PAYERS)
    assert fixed_sums([(step, step.parameters.model_construct())], problem) is None


def test_a_part_of_the_total_is_no_fixed_sum() -> None:
    problem = Problem(Fraction(100), PAYERS)
    values = {"payer": "organiser", "share": Fraction(1, 10)}
    assert fixed_sums([row("off_the_top", values)], problem) is None


def test_a_credit_needs_its_share_unless_a_sum_inside_carries_it() -> None:
    problem = Problem(Fraction(0), PAYERS)
    credit = row("credit", {"amounts": {"005": "30.00"}, "source": "invoice"})
    each = row("sum_each", {"amount": "10.00"})
    inside, outside = fixed_sums([credit, each], problem), fixed_sums([each, credit], problem)
    assert inside is not None
    assert outside is not None
    assert inside.of_payer["005"] == outside.of_payer["005"] == -20_00
    assert inside.least == {"005": 20_00}
    assert outside.least == {"005": 30_00}

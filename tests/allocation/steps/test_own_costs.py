"""Own costs, deductibles and own income: worked by hand, refused where they cannot be."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.methods import METHODS
from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.changed_problems import in_other_units
from analyysi.allocation.steps.own_costs import OwnCostLessIncome, OwnDeductible
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.errors import AllocationError
from support.steps import BY_PEOPLE, PEOPLE, euros

COSTS = (120, 150, 210)
INCOME = (20, 0, 60)


def problem(total: int = 600_00, costs: tuple[int, ...] = COSTS, unit: int = 100) -> Problem:
    keys = {"people": PEOPLE}
    for name, figures in (("costs", costs), ("income", INCOME)):
        keys[name] = dict(zip(PEOPLE, map(Fraction, figures), strict=True))
    return Problem(Fraction(total), tuple(PEOPLE), keys, unit_cents={"costs": unit, "income": unit})


def shared(name: str, by: Problem, **parameters: Any) -> Mapping[str, Fraction]:
    step = (STEPS[name], STEPS[name].parameters(**parameters))
    method = METHODS["proportional"].function
    return with_steps(lambda inner: method(inner, BY_PEOPLE), [step])(by).amounts


def test_own_costs_up_to_a_deductible_are_borne_and_the_rest_is_pooled() -> None:
    # 120 + 140 + 140 are borne; of the 200 left each has a sixth, two sixths, three sixths.
    split = shared("own_deductible", problem(), own_costs="costs", amount="140")
    assert split == {
        "020": 120_00 + Fraction(200_00, 6),
        "091": 140_00 + Fraction(200_00, 3),
        "105": 140_00 + Fraction(200_00, 2),
    }
    no_deductible = shared("own_deductible", problem(), own_costs="costs", amount="0")
    assert no_deductible == {"020": 100_00, "091": 200_00, "105": 300_00}


def test_a_deductible_may_be_a_payers_own() -> None:
    named = {"020": "0", "091": "150", "105": "150"}
    split = shared("own_deductible", problem(), own_costs="costs", amounts=named)
    assert split == {"020": 50_00, "091": 250_00, "105": 300_00}
    with pytest.raises(AllocationError, match="There is no deductible for 105"):
        shared("own_deductible", problem(), own_costs="costs", amounts={"020": "0", "091": "1"})


def test_own_cost_less_income_is_paid_and_the_rest_is_shared() -> None:
    split = shared("own_cost_less_income", problem(), own_costs="costs", own_income="income")
    assert split == {
        "020": 100_00 + Fraction(200_00, 6),
        "091": 150_00 + Fraction(200_00, 3),
        "105": 150_00 + Fraction(200_00, 2),
    }
    without = shared("own_cost_less_income", problem(), own_costs="costs")
    assert without == {"020": 140_00, "091": 190_00, "105": 270_00}


@pytest.mark.parametrize(
    ("name", "by", "parameters", "words"),
    [
        (
            "own_deductible",
            problem(300_00),
            {"own_costs": "costs", "amount": "140"},
            r"up to the deductible come to 400\.00 euros, more than the sum to be shared, 300",
        ),
        (
            "own_cost_less_income",
            problem(300_00),
            {"own_costs": "costs"},
            r"own costs less own income come to 480\.00 euros, more than",
        ),
        (
            "own_cost_less_income",
            problem(200_00, costs=(0, 60, 110)),
            {"own_costs": "costs", "own_income": "income"},
            r"would have these paid money back: 020 1\.66 euros",
        ),
        (
            "own_cost_less_income",
            problem(),
            {"own_costs": "people"},
            "'people' is no sum of money in the currency of the total",
        ),
        (
            "own_cost_less_income",
            problem(costs=(-1, 1, 1)),
            {"own_costs": "costs"},
            "Key 'costs' is below zero for 020",
        ),
        ("own_deductible", problem(), {"own_costs": "cost", "amount": "1"}, "Did you mean 'costs'"),
    ],
)
def test_what_cannot_be_paid_is_refused(
    name: str, by: Problem, parameters: dict[str, str], words: str
) -> None:
    with pytest.raises(AllocationError, match=words):
        shared(name, by, **parameters)


def test_a_payer_without_a_sum_is_named() -> None:
    lacking = problem()
    del lacking.keys["costs"]["091"]  # type: ignore[attr-defined]
    with pytest.raises(AllocationError, match="Key 'costs' has no sum for 091"):
        shared("own_cost_less_income", lacking, own_costs="costs")


def test_thousands_of_euros_are_the_same_sums() -> None:
    thousands = problem(600_000_00, unit=100_000)
    small = shared("own_cost_less_income", problem(), own_costs="costs")
    large = shared("own_cost_less_income", thousands, own_costs="costs")
    assert large == {code: amount * 1000 for code, amount in small.items()}
    again = in_other_units(problem())
    assert shared("own_cost_less_income", again, own_costs="costs") == small


@given(
    costs=st.tuples(*[st.integers(0, 200)] * 3),
    deductible=st.integers(0, 250),
    extra=st.integers(0, 300),
)
def test_all_is_shared_and_nobody_escapes_its_own(
    costs: tuple[int, ...], deductible: int, extra: int
) -> None:
    by = problem(sum(costs) + extra, costs, unit=1)
    split = shared("own_deductible", by, own_costs="costs", amount=euros(deductible))
    assert sum(split.values()) == by.total
    for code, cost in zip(PEOPLE, costs, strict=True):
        assert split[code] >= min(cost, deductible)
    whole = shared("own_cost_less_income", by, own_costs="costs")
    assert sum(whole.values()) == by.total
    assert [whole[code] - cost for code, cost in zip(PEOPLE, costs, strict=True)] == [
        extra * PEOPLE[code] / 6 for code in PEOPLE
    ]


def test_what_a_board_reads() -> None:
    one = STEPS["own_deductible"].rule(OwnDeductible(own_costs="costs", amount="1"))
    some = STEPS["own_deductible"].rule(OwnDeductible(own_costs="costs", amounts={"020": "1"}))
    both = OwnDeductible(own_costs="costs", amount="1", amounts={"020": "2"})
    texts = {one.text, some.text, STEPS["own_deductible"].rule(both).text}
    assert len(texts) == 3
    net = STEPS["own_cost_less_income"].rule
    assert "income" in net(OwnCostLessIncome(own_costs="costs", own_income="income")).values
    assert "income" not in net(OwnCostLessIncome(own_costs="costs")).values

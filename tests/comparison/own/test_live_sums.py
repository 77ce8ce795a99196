"""What steps set apart first, as papers that can be changed need it."""

from typing import Any

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.own.live_sums import sums_apart
from support.fixed_sums import CREDIT, FIRST, ORGANISER, OUTSIDE, SUMS, within


def test_sums_of_nested_steps_are_added_and_who_is_named_stays(kainuu_2023: Comparison) -> None:
    apart = sums_apart(within(kainuu_2023.case, CREDIT, SUMS, FIRST, OUTSIDE))
    assert apart is not None
    assert apart.cents["765"] == 2000_00
    assert apart.cents["578"] == 500_00
    assert apart.cents[ORGANISER] == 5000_00
    assert apart.total == 17_500_00
    assert apart.apart == {"697", ORGANISER}
    assert apart.staying == {"578", "697", ORGANISER}
    assert not apart.nothing


def test_without_steps_all_share_the_whole(kainuu_2023: Comparison) -> None:
    apart = sums_apart(kainuu_2023.case)
    assert apart is not None
    assert apart.nothing
    assert apart.rest.payers == kainuu_2023.case.problem.payers
    assert not apart.staying


FLOOR: dict[str, Any] = {"name": "floor", "parameters": {"amount": "6000.00"}}
PART: dict[str, Any] = {"name": "off_the_top", "parameters": {"payer": ORGANISER, "share": "0.1"}}


@pytest.mark.parametrize("step", [FLOOR, PART])
def test_a_step_that_does_more_is_none(kainuu_2023: Comparison, step: dict[str, Any]) -> None:
    assert sums_apart(within(kainuu_2023.case, SUMS, step)) is None


def test_a_sum_off_the_rounding_unit_is_none(kainuu_2023: Comparison) -> None:
    odd = {"name": "sum_each", "parameters": {"amount": "2000.50"}}
    assert sums_apart(within(kainuu_2023.case, odd, unit=100)) is None
    assert sums_apart(within(kainuu_2023.case, odd)) is not None


def test_own_costs_are_counted_from_their_key(kainuu_2023: Comparison) -> None:
    key = "income_tax_2020"
    step = {
        "name": "own_deductible",
        "parameters": {"own_costs": key, "amount": "3000.00"},
    }
    apart = sums_apart(within(kainuu_2023.case, step))
    assert apart is not None
    assert apart.keys == (key,)
    assert set(apart.cents.values()) == {3000_00}
    assert not apart.staying

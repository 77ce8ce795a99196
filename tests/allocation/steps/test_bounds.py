"""Bounds and transitions worked by hand, what holds of them on random cases, and a second way to
the same shares.
"""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.steps.bounds import Cap, Floor, FloorAndCap
from analyysi.allocation.steps.change_limits import Change, LimitChange
from analyysi.allocation.steps.step_table import OutsideBase
from analyysi.allocation.steps.transitions import (
    PhaseIn,
    TrueUp,
    WithdrawalFadeOut,
)
from analyysi.allocation.whole_units.apportionment import APPORTIONMENT_RULES
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import AllocationError
from support.steps import BOUNDS, CODES, TOTALS, WEIGHTS, _only, bounded, euros, shares, split

# Worked by hand: 600.00 euros by 1 : 2 : 3 are 100, 200 and 300 euros.


def test_floor() -> None:
    # 020 pays 150; the 450 that are left go 2 : 3 to the others.
    wanted = {"020": 150_00, "091": 180_00, "105": 270_00}
    assert shares(600_00, ("floor", Floor(amounts={"020": "150.00"}))) == wanted
    assert shares(600_00, ("floor", Floor(amount="150"))) == wanted
    assert shares(600_00, ("floor", Floor(share="0.25"))) == wanted
    assert shares(600_00, ("floor", Floor(shares={"020": "1/4"}))) == wanted
    assert shares(600_00, ("floor", Floor(amount="10", shares={"020": "1/4"}))) == wanted


def test_floor_that_binds_a_second_payer_in_its_turn() -> None:
    # At least 190 for all: first 020 is held; of 410 left 091 would pay 164, so it is held too; 105
    # pays 220.
    assert shares(600_00, ("floor", Floor(amount="190.00"))) == {
        "020": 190_00,
        "091": 190_00,
        "105": 220_00,
    }


def test_cap() -> None:
    # 105 pays 240 and the others 360 by 1 : 2.
    assert shares(600_00, ("cap", Cap(amount="240"))) == {
        "020": 120_00,
        "091": 240_00,
        "105": 240_00,
    }
    assert shares(600_00, ("cap", Cap(shares={"105": "0.4"}))) == {
        "020": 120_00,
        "091": 240_00,
        "105": 240_00,
    }


def test_floor_and_cap_at_once() -> None:
    # Floor 170 adds 70 to 020, cap 250 takes 50 off 105: more is added, so 020 is held first, and
    # of 430 left 105 pays 258, 8 above its cap; then 091 pays what is left, 180.
    both = FloorAndCap(floor=Floor(amount="170"), cap=Cap(amount="250"))
    assert shares(600_00, ("floor_and_cap", both)) == {"020": 170_00, "091": 180_00, "105": 250_00}
    # Floor 110 adds 10, cap 290 takes 10: both are held at once and 091 pays as before.
    even = FloorAndCap(floor=Floor(amount="110"), cap=Cap(amount="290"))
    assert shares(600_00, ("floor_and_cap", even)) == {"020": 110_00, "091": 200_00, "105": 290_00}


def test_floor_and_cap_can_undo_what_one_of_them_alone_would_hold() -> None:
    # By 1 : 1 : 2 of 400: 100, 100, 200. The cap of 105, 120, releases 80; the floor of 020, 110,
    # adds 10. The cap is held first, and then 020 pays 140 by its key: its floor does not bind.
    weights = {"020": Fraction(1), "091": Fraction(1), "105": Fraction(2)}
    both = FloorAndCap(floor=Floor(amounts={"020": "110"}), cap=Cap(amounts={"105": "120"}))
    assert shares(400_00, ("floor_and_cap", both), weights=weights) == {
        "020": 140_00,
        "091": 140_00,
        "105": 120_00,
    }


def test_floor_and_cap_the_other_way_round() -> None:
    # The floor of 105, 300, adds 100; the cap of 020, 90, releases 10. Of the 100 left 020 pays 50,
    # below its cap.
    weights = {"020": Fraction(1), "091": Fraction(1), "105": Fraction(2)}
    both = FloorAndCap(floor=Floor(amounts={"105": "300"}), cap=Cap(amounts={"020": "90"}))
    assert shares(400_00, ("floor_and_cap", both), weights=weights) == {
        "020": 50_00,
        "091": 50_00,
        "105": 300_00,
    }


def test_parts_of_the_total_are_kept_in_whole_cents() -> None:
    # A third of 100 cents is 33 1/3: a floor of 34, a cap of 33.
    assert shares(100, ("floor", Floor(shares={"020": "1/3"})))["020"] == 34
    assert shares(100, ("cap", Cap(shares={"105": "1/3"})))["105"] == 33


def test_a_bound_within_a_bound_counts_from_the_whole() -> None:
    # The cap holds 105 at 200. The floor inside, for all 25 % of the whole 600, holds 020 at 150 of
    # the 400 left.
    cap, low = ("cap", Cap(amount="200", amounts={"091": "500"})), ("floor", Floor(share="0.25"))
    assert shares(600_00, cap, low) == {"020": 150_00, "091": 250_00, "105": 200_00}
    # A payer that the outer bound holds may be named by the inner one.
    named = ("floor", Floor(amounts={"105": "10", "020": "150"}))
    assert shares(600_00, cap, named) == {"020": 150_00, "091": 250_00, "105": 200_00}


def test_a_bound_leaves_those_outside_the_base_alone_only_inside_it() -> None:
    outside, low = ("outside_base", OutsideBase(payers=("105",))), ("floor", Floor(amount="250"))
    assert shares(600_00, outside, low) == {"020": 250_00, "091": 350_00, "105": 0}
    with pytest.raises(
        AllocationError, match='"105" cannot be left outside the base: it is not a payer'
    ):
        shares(600_00, low, outside)


@pytest.mark.parametrize(
    ("model", "values", "words"),
    [
        (Floor, {}, "give amount or share for all payers, or amounts or shares of some"),
        (Floor, {"amount": "1", "share": "0.1"}, "not both"),
        (
            Cap,
            {"amounts": {"020": "1"}, "shares": {"020": "0.1"}},
            "020 has both an amount and a share",
        ),
        (Cap, {"amount": "-1"}, "zero or more"),
        (Cap, {"amounts": {"020": "-1"}}, "zero or more"),
        (FloorAndCap, {"floor": {"amount": "1"}}, "cap"),
        (Change, {}, "either amount or share"),
        (Change, {"amount": "-1"}, "zero or more"),
        (
            LimitChange,
            {"last_year": {"020": "1"}, "source": "s"},
            "give increase, decrease or both",
        ),
        (
            LimitChange,
            {"last_year": {"020": "1"}, "source": "s", "increase": {"share": "1"}, "new": ("020",)},
            "020 is new and yet has an amount",
        ),
        (
            LimitChange,
            {"last_year": {"020": "-1"}, "source": "s", "increase": {"share": "1"}},
            "last year's amount of 020 is below zero",
        ),
        (
            PhaseIn,
            {"last_year": {"020": "1"}, "source": "s", "year": 4, "years": 3},
            "year 4 lies after the end of the transition, year 3",
        ),
        (PhaseIn, {"last_year": {"020": "0"}, "source": "s", "year": 1, "years": 3}, "all zero"),
        (
            PhaseIn,
            {"last_year": {"020": "1"}, "source": "s", "year": 0, "years": 3},
            "greater than or equal to 1",
        ),
        (PhaseIn, {"last_year": {"020": "1"}, "year": 1, "years": 3}, "source"),
        (
            TrueUp,
            {"differences": {"020": "2"}, "paid_total": "5", "actual_total": "4", "source": "s"},
            "the differences sum to 2.00, but actual_total less paid_total is -1.00",
        ),
        (
            TrueUp,
            {
                "differences": {"020": "0"},
                "paid_total": "5",
                "actual_total": "5",
                "tolerance": "-1",
                "source": "s",
            },
            "must be zero or more",
        ),
        (
            WithdrawalFadeOut,
            {
                "payer": "020",
                "last_share": "0.1",
                "schedule": ("0.5", "0.6"),
                "year": 1,
                "source": "s",
            },
            "must not rise",
        ),
        (
            WithdrawalFadeOut,
            {"payer": "020", "last_share": "0.1", "schedule": ("0.5",), "year": 2, "source": "s"},
            "year 2 lies after the end of the schedule, year 1",
        ),
        (
            WithdrawalFadeOut,
            {"payer": "020", "schedule": ("0.5",), "year": 1, "source": "s"},
            "either last_share",
        ),
        (
            WithdrawalFadeOut,
            {"payer": "020", "last_amount": "-1", "schedule": ("0.5",), "year": 1, "source": "s"},
            "last_amount must be zero or more",
        ),
    ],
)
def test_parameters_that_will_not_do(
    model: type[Frozen], values: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        model.model_validate(values)


def test_a_larger_unit_may_cross_a_bound_that_is_no_multiple_of_it() -> None:
    # At least 2.10 for 020 of 10.00; 7.90 by 2 : 3 are 3.16 and 4.74. In whole euros the one over
    # goes to 105.
    low = split(10_00, ("floor", Floor(amounts={"020": "2.10"})))
    assert low.amounts["020"] == 2_10
    assert largest_remainder(low.amounts, 100).cents == {"020": 2_00, "091": 3_00, "105": 5_00}
    # At most 0.90 for 020; 9.10 by 2 : 3 are 3.64 and 5.46. The two euros over go to 020 and 091.
    high = split(10_00, ("cap", Cap(amounts={"020": "0.90"})))
    assert high.amounts["020"] == 90
    assert largest_remainder(high.amounts, 100).cents == {"020": 1_00, "091": 4_00, "105": 5_00}


def test_a_rule_without_the_quota_may_move_a_held_payer() -> None:
    # Jefferson's method takes a unit from small payers for the largest: here from one that pays its
    # floor.
    amounts = {"A": Fraction(905, 10), "B": Fraction(3), "C": Fraction(65, 10)}
    assert largest_remainder(amounts).cents["B"] == 3
    assert APPORTIONMENT_RULES["quota"].function(amounts, 1).cents["B"] == 3
    many = {f"{i:02}": Fraction(19, 10) for i in range(10)} | {"A": Fraction(81)}
    assert APPORTIONMENT_RULES["quota"].function(many, 1).cents["A"] == 81
    assert APPORTIONMENT_RULES["jefferson"].function(many, 1).cents["A"] > 81


@pytest.mark.slow
@given(
    cents=TOTALS, weights=WEIGHTS, low=BOUNDS, code=st.sampled_from(CODES), more=st.integers(0, 50)
)
def test_a_higher_floor_never_lowers_that_payer(
    cents: int, weights: dict[str, Fraction], low: dict[str, int], code: str, more: int
) -> None:
    low = _only(weights, low)
    assume(code in weights)
    before, after = (
        bounded(cents, weights, {**low, code: low.get(code, 0) + plus}, {}) for plus in (0, more)
    )
    assume(before is not None)
    assert before is not None
    if after is not None:
        assert after[code] >= before[code]
        assert all(after[other] <= before[other] for other in weights if other != code)


@pytest.mark.slow
@given(cents=TOTALS, weights=WEIGHTS, low=BOUNDS, high=BOUNDS)
def test_bounds_kept_once_are_kept(
    cents: int, weights: dict[str, Fraction], low: dict[str, int], high: dict[str, int]
) -> None:
    low, high = _only(weights, low), _only(weights, high)
    found = bounded(cents, weights, low, high)
    assume(found is not None and cents)
    assert found is not None
    # Sharing by the result itself crosses no bound, so the step does nothing more; twice around is
    # once around.
    again = bounded(cents, dict(found), low, high)
    assert again == found
    both = FloorAndCap(
        floor=Floor(amount="0", amounts={code: euros(bound) for code, bound in low.items()}),
        cap=Cap(amount="9999", amounts={code: euros(bound) for code, bound in high.items()}),
    )
    assert shares(cents, ("floor_and_cap", both), ("floor_and_cap", both), weights=weights) == found


@given(cents=TOTALS, weights=WEIGHTS)
def test_a_bound_that_binds_nobody_changes_nothing(
    cents: int, weights: dict[str, Fraction]
) -> None:
    plain = split(cents, weights=weights)
    low = Floor(amounts={code: euros(floor(amount)) for code, amount in plain.amounts.items()})
    high = Cap(amounts={code: euros(ceil(amount)) for code, amount in plain.amounts.items()})
    for step in (
        ("floor", low),
        ("cap", high),
        ("floor_and_cap", FloorAndCap(floor=low, cap=high)),
    ):
        assert split(cents, step, weights=weights) == plain

"""Bounds and transitions worked by hand, what holds of them on random cases, and a second way to
the same shares.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.bounds import (
    BOUND_STEPS,
    Cap,
    Change,
    Floor,
    FloorAndCap,
    LimitChange,
)
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, OutsideBase, with_steps
from analyysi.allocation.steps.transitions import (
    TRANSITION_STEPS,
    PhaseIn,
    TrueUp,
    WithdrawalFadeOut,
)
from analyysi.allocation.whole_units.apportionment import APPORTIONMENT_RULES
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, Number, PayerName, Percent

ROWS = STEPS
PEOPLE = {"020": Fraction(1), "091": Fraction(2), "105": Fraction(3)}
BY_PEOPLE = ByKey(key="people")

StepOfTerms = tuple[str, Frozen]


def problem(cents: int, weights: Mapping[str, Fraction] = PEOPLE) -> Problem:
    return Problem(Fraction(cents), tuple(weights), {"people": weights})


def split(
    cents: int,
    *steps: StepOfTerms,
    weights: Mapping[str, Fraction] = PEOPLE,
    method: str = "proportional",
) -> ExactSplit:
    parameters: Frozen = BY_PEOPLE if method == "proportional" else NoParameters()
    rows = [(ROWS[name], values) for name, values in steps]
    return with_steps(lambda inner: METHODS[method].function(inner, parameters), rows)(
        problem(cents, weights)
    )


def shares(cents: int, *steps: StepOfTerms, **more: Any) -> dict[str, Fraction]:
    return dict(split(cents, *steps, **more).amounts)


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


def test_the_working_is_that_of_all_payers() -> None:
    exact = split(600_00, ("floor", Floor(amount="190.00")))
    assert exact.working == split(600_00).working
    assert list(exact.amounts) == list(PEOPLE)


def test_parts_of_the_total_are_kept_in_whole_cents() -> None:
    # A third of 100 cents is 33 1/3: a floor of 34, a cap of 33.
    assert shares(100, ("floor", Floor(shares={"020": "1/3"})))["020"] == 34
    assert shares(100, ("cap", Cap(shares={"105": "1/3"})))["105"] == 33


def test_order_of_steps_is_seen_in_the_result() -> None:
    # The organiser's 100 first, then at least a fifth: of 500 that is 100, and 400 go 2 : 3.
    top = ("off_the_top", OffTheTop(payer="liitto", amount="100"))
    fifth = ("floor", Floor(share="0.2"))
    assert shares(600_00, top, fifth) == {
        "020": 100_00,
        "091": 160_00,
        "105": 240_00,
        "liitto": 100_00,
    }
    # The floor around it: a fifth of the 600 is 120; of the 480 left the organiser takes 100, and
    # 380 go 2 : 3.
    assert shares(600_00, fifth, top) == {
        "020": 120_00,
        "091": 152_00,
        "105": 228_00,
        "liitto": 100_00,
    }


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


def test_a_payer_that_a_step_inside_charges_cannot_be_held() -> None:
    # 105 pays a tenth by the step inside, 60, and at least 90 by the one around it.
    top = ("off_the_top", OffTheTop(payer="105", share="0.1"))
    low = ("floor", Floor(amounts={"105": "90"}))
    with pytest.raises(
        AllocationError, match="A bound holds 105, and a step inside it sets a share too"
    ):
        shares(600_00, low, top)
    enough = ("floor", Floor(amounts={"105": "60"}))
    assert shares(600_00, enough, top) == {"020": 180_00, "091": 360_00, "105": 60_00}


def test_limit_of_change() -> None:
    last = {"020": "90.00", "091": "250.00", "105": "260.00"}
    # Up by at most 10 %: 020 pays 99 and not 100, 105 pays 286 and not 300; 091 carries the 15.
    up = LimitChange(last_year=last, source="KH 1 §", increase=Change(share="0.10"))
    assert shares(600_00, ("limit_change", up)) == {"020": 99_00, "091": 215_00, "105": 286_00}
    # Down by at most 20 euros: 091 pays 230; 370 go 1 : 3.
    down = LimitChange(last_year=last, source="KH 1 §", decrease=Change(amount="20"))
    assert shares(600_00, ("limit_change", down)) == {"020": 92_50, "091": 230_00, "105": 277_50}
    # A third of 150.01 is 50.00 1/3: the share falls to 100.01 at the lowest. A third more than
    # 100.01 is 133.34 2/3.
    odd = {"last_year": {"020": "150.01", "091": "0.01", "105": "449.98"}, "source": "KH 1 §"}
    third = LimitChange(**odd, decrease=Change(share="1/3"))
    assert shares(600_00, ("limit_change", third))["020"] == 100_01
    raised = LimitChange(
        last_year={"091": "100.01"},
        source="KH 1 §",
        increase=Change(share="1/3"),
        new=("020", "105"),
    )
    assert shares(600_00, ("limit_change", raised))["091"] == 133_34
    # 105 is new and has no limit.
    fresh = LimitChange(
        last_year={"020": "90", "091": "150"},
        source="KH 1 §",
        increase=Change(share="0.1"),
        new=("105",),
    )
    assert shares(600_00, ("limit_change", fresh)) == {"020": 99_00, "091": 165_00, "105": 336_00}


def test_limits_of_change_that_cannot_be_kept() -> None:
    last = {"020": "90.00", "091": "150.00", "105": "260.00"}
    up = LimitChange(last_year=last, source="KH 1 §", increase=Change(share="0.10"))
    words = (
        "The largest shares by last year's cannot be kept: 020 99.00 euros, 091 165.00 euros, 105 "
        "286.00 euros. Of the "
        "sum to be shared, 600.00 euros, 50.00 euros are left to nobody. Raise them."
    )
    with pytest.raises(AllocationError, match=words):
        shares(600_00, ("limit_change", up))
    down = LimitChange(last_year=last, source="KH 1 §", decrease=Change(amount="0"))
    with pytest.raises(
        AllocationError,
        match="The least shares by last year's cannot be kept: 020 90.00 euros, 091",
    ):
        shares(300_00, ("limit_change", down))
    partly = LimitChange(last_year={"020": "90"}, source="KH 1 §", decrease=Change(amount="0"))
    with pytest.raises(
        AllocationError, match="no amount of last year for 091, 105: every payer needs one"
    ):
        shares(300_00, ("limit_change", partly))


def test_phase_in() -> None:
    # Last year 200, 100 and 100 of 400: of 600 that is 300, 150, 150. A third of the way to 100,
    # 200, 300.
    last = {"020": "200", "091": "100", "105": "100"}
    steps = [PhaseIn(last_year=last, source="KH 1 §", year=year, years=3) for year in (1, 2, 3)]
    third, two_thirds, whole = (shares(600_00, ("phase_in", step)) for step in steps)
    assert third == {"020": Fraction(700_00, 3), "091": Fraction(500_00, 3), "105": 200_00}
    assert two_thirds == {"020": Fraction(500_00, 3), "091": Fraction(550_00, 3), "105": 250_00}
    assert whole == shares(600_00)


def test_phase_in_needs_last_years_amounts_of_just_the_payers() -> None:
    half = {"source": "KH 1 §", "year": 1, "years": 2}
    with pytest.raises(AllocationError, match="no amount of last year for 105"):
        shares(600_00, ("phase_in", PhaseIn(last_year={"020": "1", "091": "1"}, **half)))
    with pytest.raises(
        AllocationError, match="name \"106\", which does not pay this year. Did you mean '105'"
    ):
        shares(
            600_00, ("phase_in", PhaseIn(last_year={"020": "1", "091": "1", "106": "1"}, **half))
        )
    organiser = ("off_the_top", OffTheTop(payer="liitto", amount="100"))
    known = PhaseIn(last_year={"020": "100", "091": "100", "105": "100", "liitto": "300"}, **half)
    # The organiser's 100 this year and half of 600 last year: 200.
    assert shares(600_00, ("phase_in", known), organiser)["liitto"] == 200_00
    # Held at 250 by the cap around it, 020 was the only one that paid last year.
    alone = PhaseIn(last_year={"020": "9", "091": "0", "105": "0"}, **half)
    with pytest.raises(
        AllocationError, match="Last year's amounts of those who pay this year are all zero"
    ):
        shares(600_00, ("cap", Cap(amount="250")), ("phase_in", alone))


def test_true_up() -> None:
    # 020 paid 5 too much, 091 20 too little and 105 3 too little: 582 are shared 1 : 2 : 3, and 18
    # are settled.
    settle = {
        "differences": {"020": "-5", "091": "20", "105": "3"},
        "paid_total": "500",
        "actual_total": "518",
    }
    step = TrueUp(**settle, source="tilinpäätös 2026")
    assert shares(600_00, ("true_up", step)) == {"020": 92_00, "091": 214_00, "105": 294_00}
    # Below 5 euros nothing is settled: 15 more is collected, and 105 is left as it is.
    tolerant = TrueUp(**settle, tolerance="5.00", source="tilinpäätös 2026")
    assert shares(600_00, ("true_up", tolerant)) == {"020": 92_50, "091": 215_00, "105": 292_50}


def test_true_up_that_cannot_be_done() -> None:
    back = TrueUp(differences={"020": "-150"}, paid_total="150", actual_total="0", source="tp")
    with pytest.raises(AllocationError, match="these would be paid money back: 020 25.00 euros"):
        shares(600_00, ("true_up", back))
    more = TrueUp(differences={"020": "601"}, paid_total="0", actual_total="601", source="tp")
    with pytest.raises(
        AllocationError, match="601.00 euros, are more than the sum to be shared, 600.00 euros"
    ):
        shares(600_00, ("true_up", more))
    other = TrueUp(differences={"578": "1"}, paid_total="0", actual_total="1", source="tp")
    with pytest.raises(AllocationError, match='settled with "578", which does not pay here'):
        shares(600_00, ("true_up", other))


def test_withdrawal() -> None:
    # 105 had half of the cost; in the second year it pays a half of that, a quarter: 150. The
    # others 450 by 1 : 2.
    step = WithdrawalFadeOut(
        payer="105", last_share="1/2", schedule=("0.75", "0.5", "0.25"), year=2, source="KH 1 §"
    )
    assert shares(600_00, ("withdrawal_fade_out", step)) == {
        "020": 150_00,
        "091": 300_00,
        "105": 150_00,
    }
    first = WithdrawalFadeOut(payer="020", last_share="0", schedule=("1",), year=1, source="KH 1 §")
    assert list(shares(600_00, ("withdrawal_fade_out", first))) == ["020", "091", "105"]
    # A payer that is no more among them, by its last amount: 200 at 60 % are 120; 480 by 1 : 2 : 3.
    gone = WithdrawalFadeOut(
        payer="578", last_amount="200", schedule=("0.6",), year=1, source="KH 1 §"
    )
    wanted = {"020": 80_00, "091": 160_00, "105": 240_00, "578": 120_00}
    assert shares(600_00, ("withdrawal_fade_out", gone)) == wanted
    assert list(shares(600_00, ("withdrawal_fade_out", gone))) == list(wanted)
    with pytest.raises(
        AllocationError, match="The part of 578, which has withdrawn, is 120.00 euros: more than"
    ):
        shares(100_00, ("withdrawal_fade_out", gone))


# Bounds that cannot be kept.


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            ("floor", Floor(amount="250")),
            "The floors cannot be kept: 020 250.00 euros, 091 250.00 euros, 105 250.00 euros. "
            "With all that is held "
            "they exceed the sum to be shared, 600.00 euros, by 150.00 euros. Lower them.",
        ),
        (("floor", Floor(amounts={"020": "601"})), "The floors cannot be kept: 020 601.00 euros."),
        (
            ("cap", Cap(amount="150")),
            "The caps cannot be kept: 020 150.00 euros, 091 150.00 euros, 105 150.00 euros. Of "
            "the sum to be shared, "
            "600.00 euros, 150.00 euros are left to nobody. Raise them.",
        ),
        (
            ("floor_and_cap", FloorAndCap(floor=Floor(amounts={"020": "9"}), cap=Cap(amount="8"))),
            "The floor of 020, 9.00 euros, lies above its cap, 8.00",
        ),
        (
            ("floor", Floor(amounts={"021": "1"})),
            'The floor names "021", which is not a payer here. Did you mean',
        ),
        (
            ("cap", Cap(shares={"021": "1"})),
            'The cap names "021", which is not a payer here. Did you mean',
        ),
    ],
)
def test_bounds_that_cannot_be_kept(step: StepOfTerms, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        shares(600_00, step)


def test_the_others_must_be_able_to_share_the_rest() -> None:
    none = {"020": Fraction(0), "091": Fraction(0), "105": Fraction(3)}
    with pytest.raises(
        AllocationError, match="When 105 had been held at a bound, the rest could not be shared"
    ):
        shares(600_00, ("cap", Cap(amount="240")), weights=none)
    # When nothing is left, there is nothing to share.
    assert shares(600_00, ("floor", Floor(amounts={"020": "600"}))) == {
        "020": 600_00,
        "091": 0,
        "105": 0,
    }
    free = {"020": Fraction(1), "091": Fraction(0), "105": Fraction(0)}
    assert shares(600_00, ("floor", Floor(amounts={"091": "600"})), weights=free)["091"] == 600_00
    half = {"020": Fraction(1), "091": Fraction(1), "105": Fraction(0)}
    both = FloorAndCap(floor=Floor(amounts={"020": "400"}), cap=Cap(amounts={"091": "200"}))
    assert shares(600_00, ("floor_and_cap", both), weights=half) == {
        "020": 400_00,
        "091": 200_00,
        "105": 0,
    }
    # But a step inside that takes an amount finds nothing to take it from.
    with pytest.raises(AllocationError, match="The part taken off the top"):
        shares(
            600_00,
            ("floor", Floor(amounts={"020": "600"})),
            ("off_the_top", OffTheTop(payer="liitto", amount="10")),
        )
    agreed = FixedShares(shares={"020": "0.1", "091": "0.4", "105": "0.5"})
    with pytest.raises(AllocationError, match="Fixed shares do not fit the payers"):
        ROWS["floor"].function(
            problem(600_00), lambda p: METHODS["fixed"].function(p, agreed), Floor(amount="100")
        )


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


# Rounding after a bound.


def test_a_held_payer_takes_no_part_in_the_contest_for_the_cents() -> None:
    # 100 cents, at least 21 for 020: 79 by 2 : 3 are 31.6 and 47.4; the cent over goes to 091.
    exact = split(100, ("floor", Floor(amounts={"020": "0.21"})))
    assert largest_remainder(exact.amounts).cents == {"020": 21, "091": 32, "105": 47}


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


# A second way to floors and caps in proportion to a key: the rate at which everybody pays, found by
# sorting.


def by_rate(
    cents: int, weights: Mapping[str, Fraction], low: Mapping[str, int], high: Mapping[str, int]
) -> Any:
    """Share by one rate: everybody pays rate times weight, but at least its floor and at most its
    cap.
    """

    def collected(rate: Fraction) -> Fraction:
        return sum((paid(code, rate) for code in weights), Fraction(0))

    def paid(code: str, rate: Fraction) -> Fraction:
        return max(
            Fraction(low.get(code, 0)), min(rate * weights[code], Fraction(high.get(code, cents)))
        )

    turns = sorted(
        {Fraction(0)}
        | {Fraction(bound) / weights[code] for side in (low, high) for code, bound in side.items()}
    )
    if collected(Fraction(0)) > cents:
        return None
    below = max(rate for rate in turns if collected(rate) <= cents)
    slope = sum(
        weights[code]
        for code in weights
        if paid(code, below + Fraction(1, 10**30)) > paid(code, below)
    )
    rate = below + (cents - collected(below)) / slope if slope else below
    found = {code: paid(code, rate) for code in weights}
    return found if sum(found.values()) == cents else None


CODES = ("005", "020", "091", "105", "578")
WEIGHTS = st.dictionaries(
    st.sampled_from(CODES),
    st.sampled_from([Fraction(n) for n in (1, 1, 2, 3, 8)]),
    min_size=1,
    max_size=5,
)
TOTALS = st.integers(0, 400)
BOUNDS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 150), max_size=4)


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def bounded(
    cents: int, weights: Mapping[str, Fraction], low: Mapping[str, int], high: Mapping[str, int]
) -> dict[str, Fraction] | None:
    steps: list[StepOfTerms] = []
    least = Floor(amount="0", amounts={code: euros(bound) for code, bound in low.items()})
    most = Cap(amount="9999", amounts={code: euros(bound) for code, bound in high.items()})
    steps.append(("floor_and_cap", FloorAndCap(floor=least, cap=most)))
    try:
        return shares(cents, *steps, weights=weights)
    except AllocationError:
        return None


def _only(weights: Mapping[str, Fraction], bounds: Mapping[str, int]) -> dict[str, int]:
    return {code: bound for code, bound in bounds.items() if code in weights}


@given(cents=TOTALS, weights=WEIGHTS, low=BOUNDS, high=BOUNDS)
def test_water_filling(
    cents: int, weights: dict[str, Fraction], low: dict[str, int], high: dict[str, int]
) -> None:
    low, high = _only(weights, low), _only(weights, high)
    high = {code: max(bound, low.get(code, 0)) for code, bound in high.items()}
    found = bounded(cents, weights, low, high)
    event(f"kept: {found is not None}, bounds: {bool(low)} {bool(high)}")
    assert found == by_rate(cents, weights, low, high)
    if found is not None:
        assert sum(found.values()) == cents
        assert all(low.get(code, 0) <= found[code] <= high.get(code, cents) for code in weights)


@pytest.mark.parametrize("side", ["floor", "cap"])
@given(cents=TOTALS, weights=WEIGHTS, bounds=BOUNDS)
def test_one_sided_water_filling(
    side: str, cents: int, weights: dict[str, Fraction], bounds: dict[str, int]
) -> None:
    bounds = _only(weights, bounds)
    assume(bounds)
    model = Floor if side == "floor" else Cap
    step = (side, model(amounts={code: euros(bound) for code, bound in bounds.items()}))
    wanted = by_rate(
        cents, weights, bounds if side == "floor" else {}, bounds if side == "cap" else {}
    )
    if wanted is None:
        with pytest.raises(AllocationError, match="cannot be kept"):
            shares(cents, step, weights=weights)
    else:
        assert shares(cents, step, weights=weights) == wanted


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


# What holds of every step.


def _drawn(name: str, cents: int, payers: Sequence[str], data: st.DataObject) -> Frozen:
    amounts = {code: euros(data.draw(st.integers(0, 150), code)) for code in payers}
    share = data.draw(st.sampled_from(["0", "0.1", "1/3", "0.5", "1"]), "share")
    source = "KH 1 §"
    some = dict(list(amounts.items())[:1])
    makers: dict[str, Callable[[], Frozen]] = {
        "floor": lambda: Floor(share=share, amounts=some),
        "cap": lambda: Cap(share=share, amounts=some),
        "floor_and_cap": lambda: FloorAndCap(floor=Floor(amounts=some), cap=Cap(share=share)),
        "limit_change": lambda: LimitChange(
            last_year=amounts,
            source=source,
            increase=Change(share=share),
            decrease=Change(amount="0.20"),
        ),
        "phase_in": lambda: PhaseIn(last_year=amounts, source=source, year=1, years=3),
        "true_up": lambda: TrueUp(
            differences={code: euros(i) for i, code in enumerate(payers)},
            paid_total="0",
            actual_total=euros(sum(range(len(payers)))),
            tolerance="0.02",
            source=source,
        ),
        "withdrawal_fade_out": lambda: WithdrawalFadeOut(
            payer=data.draw(st.sampled_from([*payers, "999"])),
            last_share=share,
            schedule=("0.5",),
            year=1,
            source=source,
        ),
    }
    assume(name != "phase_in" or any(value != "0.00" for value in amounts.values()))
    return makers[name]()


@pytest.mark.parametrize("name", [row.name for row in BOUND_STEPS])
@pytest.mark.parametrize("method", ["equal", "proportional"])
@given(cents=TOTALS, weights=WEIGHTS, data=st.data())
def test_every_step_keeps_the_total_and_knows_no_order(
    method: str, name: str, cents: int, weights: dict[str, Fraction], data: st.DataObject
) -> None:
    step = (name, _drawn(name, cents, tuple(weights), data))
    try:
        found = shares(cents, step, weights=weights, method=method)
    except AllocationError as error:
        event(f"refused: {str(error)[:20]}")
        return
    assert sum(found.values()) == cents
    assert min(found.values()) >= 0
    assert set(weights) <= set(found)
    order = data.draw(st.permutations(list(weights)))
    assert (
        shares(cents, step, weights={code: weights[code] for code in order}, method=method) == found
    )


# What a board reads.


def rule(name: str, parameters: Frozen) -> Message:
    return ROWS[name].rule(parameters)


def test_rules() -> None:
    bound = {"bound": Money(150_00, 2)}
    assert rule("floor", Floor(amount="150")) == Message(
        "Nobody pays less than {bound}; the rest is shared anew among the others.", bound
    )
    some = rule("cap", Cap(shares={"105": "0.4"}, amounts={"020": "5"}))
    assert some.text == "At most this is paid: {bounds}; the rest is shared anew among the others."
    part = Message("{share} of the total", {"share": Percent(Fraction(2, 5), None)})
    assert some.values["bounds"] == Listing(
        [
            Message("{payer} {bound}", {"payer": PayerName("020"), "bound": Money(5_00, 2)}),
            Message("{payer} {bound}", {"payer": PayerName("105"), "bound": part}),
        ]
    )
    except_one = rule("floor", Floor(share="0.1", amounts={"020": "5"}))
    assert except_one.text.startswith(
        "Nobody pays less than {bound}, or where another floor is given, than that: {bounds};"
    )
    both = rule("floor_and_cap", FloorAndCap(floor=Floor(amount="150"), cap=Cap(amount="150")))
    assert (both.text, set(both.values)) == ("{floor} {cap}", {"floor", "cap"})
    change = {"last_year": {"020": "1"}, "source": "s"}
    up = rule("limit_change", LimitChange(**change, increase=Change(share="0.05")))
    assert up.values == {"increase": Percent(Fraction(1, 20), None)}
    two = rule(
        "limit_change",
        LimitChange(**change, increase=Change(share="0.05"), decrease=Change(amount="9")),
    )
    assert two.values["decrease"] == Money(9_00, 2)
    phase = rule("phase_in", PhaseIn(**change, year=1, years=4))
    assert phase.values == {
        "year": Number(1),
        "years": Number(4),
        "new": Percent(Fraction(1, 4), None),
        "old": Percent(Fraction(3, 4), None),
    }
    settle = {"differences": {"020": "0"}, "paid_total": "0", "actual_total": "0", "source": "s"}
    assert rule("true_up", TrueUp(**settle)).values == {}
    assert rule("true_up", TrueUp(**settle, tolerance="10")).values == {
        "tolerance": Money(10_00, 2)
    }
    fade = WithdrawalFadeOut(
        payer="105", last_share="1/2", schedule=("0.75", "0.5"), year=2, source="s"
    )
    assert rule("withdrawal_fade_out", fade).values == {
        "payer": PayerName("105"),
        "part": Percent(Fraction(1, 2), None),
    }


def test_rows_stand_among_the_steps_under_their_own_names() -> None:
    rows = [*BOUND_STEPS, *TRANSITION_STEPS]
    assert all(STEPS[row.name] is row for row in rows)
    assert len(STEPS) == len(rows) + 2  # off_the_top and outside_base

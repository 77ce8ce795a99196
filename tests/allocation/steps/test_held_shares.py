"""Payers held at their bounds: a second computation, and bounds that cannot be kept."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given

from analyysi.allocation.methods import METHODS, FixedShares
from analyysi.allocation.steps.bounds import (
    Cap,
    Floor,
    FloorAndCap,
)
from analyysi.allocation.steps.step_table import OffTheTop
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import AllocationError
from support.steps import (
    BOUNDS,
    PEOPLE,
    ROWS,
    TOTALS,
    WEIGHTS,
    StepOfTerms,
    _only,
    bounded,
    euros,
    problem,
    shares,
    split,
)


def test_the_working_is_that_of_all_payers() -> None:
    exact = split(600_00, ("floor", Floor(amount="190.00")))
    assert exact.working == split(600_00).working
    assert list(exact.amounts) == list(PEOPLE)


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


@pytest.mark.parametrize(
    ("floor", "part", "left"),
    [
        ("200", {"share": "0.1"}, "0.00"),
        ("190", {"amount": "60"}, "30.00"),
    ],
)
def test_floors_that_leave_too_little_for_a_party_inside_are_named(
    floor: str, part: dict[str, str], left: str
) -> None:
    top = ("off_the_top", OffTheTop(payer="liitto", **part))
    with pytest.raises(AllocationError) as refused:
        shares(600_00, ("floor", Floor(amount=floor)), top)
    assert str(refused.value) == (
        f"The floors cannot be kept: 020 {floor}.00 euros, 091 {floor}.00 euros, 105 {floor}.00 "
        f"euros. Of the sum to be shared, 600.00 euros, they leave {left} euros, and a step inside "
        "sets what liitto pays of it. Lower them, or put that step outside."
    )


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


# Rounding after a bound.


def test_a_held_payer_takes_no_part_in_the_contest_for_the_cents() -> None:
    # 100 cents, at least 21 for 020: 79 by 2 : 3 are 31.6 and 47.4; the cent over goes to 091.
    exact = split(100, ("floor", Floor(amounts={"020": "0.21"})))
    assert largest_remainder(exact.amounts).cents == {"020": 21, "091": 32, "105": 47}


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


@pytest.mark.slow
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


def test_two_steps_do_not_set_what_one_payer_pays() -> None:
    tenth = ("off_the_top", OffTheTop(payer="liitto", share="0.1"))
    with pytest.raises(AllocationError, match='Two steps set what "liitto" pays'):
        shares(600_00, tenth, tenth)


def test_of_two_organisers_each_pays_its_part() -> None:
    first = ("off_the_top", OffTheTop(payer="liitto", share="0.1"))
    second = ("off_the_top", OffTheTop(payer="yhtyma", amount="60"))
    assert shares(600_00, first, second) == {
        "020": 80_00,
        "091": 160_00,
        "105": 240_00,
        "liitto": 60_00,
        "yhtyma": 60_00,
    }

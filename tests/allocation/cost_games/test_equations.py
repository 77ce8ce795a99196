"""Payments held by equations, and the directions that they leave free."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.coalition_sums import Lanes, subset_sums
from analyysi.allocation.cost_games.equations import Held, Space

SIZE = 4
EVERYONE = (1 << SIZE) - 1
MASKS = st.lists(st.integers(1, EVERYONE), max_size=6)


def paid(payments: list[Fraction] | list[int], mask: int) -> Fraction:
    return sum((Fraction(payments[n]) for n in range(SIZE) if mask >> n & 1), Fraction(0))


def holding(masks: list[int]) -> tuple[Held, list[int]]:
    """Hold coalitions one after the other, and return those that were not settled already."""
    held, taken = Held(SIZE), []
    for mask in masks:
        further = held.holding(mask)
        if further is not held:
            taken.append(mask)
        held = further
    return held, taken


@given(masks=MASKS, payments=st.lists(st.integers(-9, 9), min_size=SIZE, max_size=SIZE))
def test_the_point_keeps_what_is_held_and_the_space_changes_none_of_it(
    masks: list[int], payments: list[int]
) -> None:
    held, taken = holding(masks)
    amounts = [int(paid(payments, mask)) for mask in taken]
    point = [Fraction(payment, held.determinant) for payment in held.point(amounts)]
    assert held.rank + held.space.dimension == SIZE
    for mask in masks:
        assert paid(point, mask) == paid(payments, mask)
        assert held.space.column(mask) == [0] * held.space.dimension
    for direction in held.space.directions:
        assert any(direction)


def test_what_is_settled_already_adds_nothing() -> None:
    held, taken = holding([0b0001, 0b0010, 0b0011])
    assert (held.rank, taken) == (2, [0b0001, 0b0010])
    assert held.point([2, 3]) == [2, 3, 0, 0]


@given(masks=MASKS)
def test_what_is_held_once_more_is_not_worked_out_again(masks: list[int]) -> None:
    held, again = Held(SIZE), []
    for _ in range(2):
        known = held
        for mask in masks:
            known = known.holding(mask)
        again.append(known)
    assert again[0] is again[1]
    assert again[0].space is again[1].space


@given(masks=MASKS, multipliers=st.lists(st.integers(-5, 5), min_size=SIZE, max_size=SIZE))
def test_prices_and_sums_are_those_of_the_directions(
    masks: list[int], multipliers: list[int]
) -> None:
    space = holding(masks)[0].space
    chosen = multipliers[: space.dimension]
    prices = space.prices(chosen)
    for mask, total in enumerate(subset_sums(prices)):
        column = space.column(mask)
        assert total == sum(m * entry for m, entry in zip(chosen, column, strict=True))
        assert space.settled[mask] == (not any(column))


@given(masks=MASKS, bits=st.sampled_from([64, 128]), alone=st.booleans())
def test_what_is_settled_is_left_out(masks: list[int], bits: int, alone: bool) -> None:
    space = holding(masks)[0].space
    lanes = Lanes(SIZE, bits)
    marks = space.left_out(lanes, alone)
    for lane in range(lanes.count):
        single = 1 << lane - (1 << SIZE) if lane > EVERYONE else 0
        settled = not alone or space.settled[single] if single else space.settled[lane]
        assert marks >> lane * bits & (1 << bits) - 1 == settled * ((1 << bits) - 1)


def test_no_direction_is_left_when_all_is_settled() -> None:
    space = Space(2, [])
    assert (space.dimension, space.prices([]), space.column(3)) == (0, [0, 0], [])
    assert space.settled == [True] * 4

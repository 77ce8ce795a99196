"""Payments held by equations, and the directions that they leave free."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.equations import Held, Space
from analyysi.allocation.cost_games.games import subset_sums

SIZE = 4
EVERYONE = (1 << SIZE) - 1
MASKS = st.lists(st.integers(1, EVERYONE), max_size=6)


def paid(payments: list[Fraction] | list[int], mask: int) -> Fraction:
    return sum((Fraction(payments[n]) for n in range(SIZE) if mask >> n & 1), Fraction(0))


@given(masks=MASKS, payments=st.lists(st.integers(-9, 9), min_size=SIZE, max_size=SIZE))
def test_the_point_keeps_what_is_held_and_the_space_changes_none_of_it(
    masks: list[int], payments: list[int]
) -> None:
    held = Held(SIZE)
    for mask in masks:
        held.add(mask, paid(payments, mask))
    point, space = held.point(), held.space()
    assert held.rank + space.dimension == SIZE
    for mask in masks:
        assert paid(point, mask) == paid(payments, mask)
        assert space.column(mask) == [0] * space.dimension
    for direction in space.directions:
        assert any(direction)


def test_what_is_settled_already_adds_nothing() -> None:
    held = Held(SIZE)
    for mask, amount in ((0b0001, 2), (0b0010, 3), (0b0011, 5)):
        held.add(mask, Fraction(amount))
    assert held.rank == 2
    assert held.point() == [2, 3, 0, 0]


@given(masks=MASKS, multipliers=st.lists(st.integers(-5, 5), min_size=SIZE, max_size=SIZE))
def test_prices_and_sums_are_those_of_the_directions(
    masks: list[int], multipliers: list[int]
) -> None:
    held = Held(SIZE)
    for mask in masks:
        held.add(mask, Fraction(0))
    space = held.space()
    chosen = multipliers[: space.dimension]
    prices = space.prices(chosen)
    for mask, total in enumerate(subset_sums(prices)):
        column = space.column(mask)
        assert total == sum(m * entry for m, entry in zip(chosen, column, strict=True))
        assert space.sums_of_zero()[mask] == (not any(column))


def test_no_direction_is_left_when_all_is_settled() -> None:
    space = Space(2, [])
    assert (space.dimension, space.prices([]), space.column(3)) == (0, [0, 0], [])
    assert space.sums_of_zero() == [True] * 4

"""Sums of every coalition side by side in one long number against the same one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.coalition_sums import Lanes, subset_sums

PLAYERS = 3
COUNT = (1 << PLAYERS) + PLAYERS
NUMBERS = st.integers(-(2**62), 2**62) | st.integers(-3, 3)
LANES = st.sampled_from([Lanes(PLAYERS, 64), Lanes(PLAYERS, 128)])


def read(lanes: Lanes, packed: int) -> list[int]:
    """Read the numbers of all lanes one by one, from the lowest on."""
    numbers = []
    for _ in range(lanes.count):
        lane = packed & (1 << lanes.bits) - 1
        number = lane - (1 << lanes.bits) if lane >> lanes.bits - 1 else lane
        numbers.append(number)
        packed = packed - number >> lanes.bits
    return numbers


@given(lanes=LANES, numbers=st.lists(NUMBERS, min_size=COUNT, max_size=COUNT))
def test_numbers_come_out_of_their_lanes_as_they_went_in(lanes: Lanes, numbers: list[int]) -> None:
    assert read(lanes, lanes.packed(numbers)) == numbers


@given(
    lanes=LANES,
    weights=st.lists(st.integers(-(2**59), 2**59), min_size=PLAYERS, max_size=PLAYERS),
    first=st.integers(-9, 9),
    alone=st.lists(NUMBERS, min_size=PLAYERS, max_size=PLAYERS),
)
def test_sums_are_those_of_the_list(
    lanes: Lanes, weights: list[int], first: int, alone: list[int]
) -> None:
    assert read(lanes, lanes.sums(weights, first, alone)) == [*subset_sums(weights, first), *alone]


@given(
    lanes=LANES,
    numbers=st.lists(NUMBERS, min_size=COUNT, max_size=COUNT),
    left_out=st.lists(st.booleans(), min_size=COUNT, max_size=COUNT),
)
def test_the_least_and_the_first_below_zero_are_found(
    lanes: Lanes, numbers: list[int], left_out: list[bool]
) -> None:
    packed, marked = lanes.packed(numbers), lanes.marked(left_out)
    counted = [0 if out else number for number, out in zip(numbers, left_out, strict=True)]
    below = [lane for lane, number in enumerate(counted) if number < 0]
    least = counted.index(min(counted)) if below else -1
    assert lanes.least(packed, marked, first=False) == least
    assert lanes.least(packed, marked, first=True) == (below[0] if below else -1)


@given(furthest=st.integers(0, 2**130))
def test_lanes_are_wide_enough(furthest: int) -> None:
    bits = Lanes.bits_for(furthest)
    lanes = Lanes(1, bits)
    assert read(lanes, lanes.packed([furthest, -furthest, 0])) == [furthest, -furthest, 0]

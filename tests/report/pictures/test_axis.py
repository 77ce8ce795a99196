"""Rows on an axis: round numbers that have room, names and words that move nothing."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.ticker import MaxNLocator

from analyysi.report.pictures.axis import (
    Beside,
    Scale,
    apart,
    round_numbers,
    round_steps,
    rows_on_axis,
)
from analyysi.report.pictures.canvas import Text
from analyysi.report.pictures.letters import SMALL, text_width

ends = st.tuples(st.integers(-(10**7), 0), st.integers(1, 10**7))


@given(ends=ends, intervals=st.integers(2, 6), parts=st.sampled_from([1, 100]))
def test_numbers_of_an_axis_are_round_and_the_finest_that_are_few_enough(
    ends: tuple[int, int], intervals: int, parts: int
) -> None:
    low, high = ends
    numbers = round_numbers(low, high, intervals, parts)
    assert 0 in numbers
    assert low <= numbers[0]
    assert numbers[-1] <= high
    steps = list(islice(round_steps(), 40))
    (step,) = {round((after - before) * parts) for before, after in pairwise(numbers)} or {0}
    assert len(numbers) <= intervals + 1
    if step:
        assert step in steps
        finer = [other for other in steps if other < step]
        assert all(other * intervals < (high - low) * parts for other in finer)
        # As many as there is room for: none is missing at either end.
        assert (numbers[0] - low) * parts < step
        assert (high - numbers[-1]) * parts < step


@given(high=st.integers(50, 10**7), intervals=st.integers(2, 6))
def test_numbers_from_zero_are_those_of_matplotlib(high: int, intervals: int) -> None:
    ticks = MaxNLocator(intervals, steps=[1, 2, 2.5, 5, 10]).tick_values(0, high)
    theirs = [float(tick) for tick in ticks if 0 <= tick <= high]
    assume(len(theirs) > 1)
    assume(all(tick == int(tick) for tick in theirs))  # whole euros
    assert round_numbers(0, high, intervals) == pytest.approx(theirs)


@given(high=st.integers(1, 10**7), width=st.integers(60, 600))
def test_numbers_do_not_run_into_each_other(high: int, width: int) -> None:
    scale = Scale(lambda euros: f"{euros:.0f} euroa vuodessa")
    numbers = apart(0, high, 5, scale, width)
    places = [number / high * width for number in numbers]
    halves = [text_width(scale.write(number), SMALL) / 2 for number in numbers]
    assert (
        all(
            before + half < after - next_half
            for (before, half), (after, next_half) in pairwise(zip(places, halves, strict=True))
        )
        or len(numbers) <= 2
    )


def test_a_row_that_stands_out_moves_nothing() -> None:
    def sheet(marked: bool) -> list[tuple[float, float]]:
        rows = [Beside("Kristiinankaupunki", "1 €", marked), Beside("Ii", "2 €", False)]
        canvas = rows_on_axis(rows, [10, 20], Scale(str)).canvas
        return [(mark.x, mark.y) for mark in canvas.marks if isinstance(mark, Text)]

    assert sheet(True) == sheet(False)


def test_what_is_written_as_nothing_is_left_out() -> None:
    scale = Scale(lambda euros: "" if euros < 0 else f"{euros:.0f}")
    assert apart(-30, 30, 5, scale, 300) == [0, 20]

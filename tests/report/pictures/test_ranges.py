"""Bands run from low to high, with a dot for the chosen share."""

from __future__ import annotations

import pytest

from analyysi.report.pictures.canvas import Circle, Shape
from analyysi.report.pictures.ranges import BAND
from support.drawings import NAMES, ranges


def test_a_band_runs_from_low_to_high_and_the_dot_may_lie_beside_it() -> None:
    marks = ranges().marks
    bands = [mark.lines[0] for mark in marks if isinstance(mark, Shape) and mark.look.fill == BAND]
    ends = [(band[0][0], band[1][0]) for band in bands]
    assert len(ends) == len(NAMES)
    assert [high - low for low, high in ends] == pytest.approx(
        [ends[0][1] - ends[0][0]] * len(NAMES)  # each is 2500 wide
    )
    dots = [mark.x for mark in marks if isinstance(mark, Circle)]
    assert dots[2] < ends[2][0]
    assert ends[1][0] < dots[1] < ends[1][1]

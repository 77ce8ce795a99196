"""Bands run from low to high, with a dot for the chosen share."""

from __future__ import annotations

import pytest

from support.drawings import (
    NAMES,
    both_widths,
    drawn,
    ranges,
)


@pytest.mark.slow
@both_widths
def test_a_band_runs_from_low_to_high_and_the_dot_may_lie_beside_it(narrow: bool) -> None:
    axes = drawn(ranges, narrow)[1].axes[0]
    bands = axes.patches
    assert len(bands) == len(NAMES)
    assert len({round(band.get_width(), 6) for band in bands}) == 1  # each is 2500 wide
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots[2] < bands[2].get_x()
    assert bands[1].get_x() < dots[1] < bands[1].get_x() + bands[1].get_width()

"""Bars show more and less by side and fill, and nothing runs through a text."""

from __future__ import annotations

import pytest
from matplotlib.transforms import Bbox

from support.drawings import (
    FINE,
    Draw,
    both_widths,
    boxes,
    changes,
    drawn,
    lopsided,
    meet,
    nothing,
    only_less,
    only_more,
)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [changes, only_more, only_less, nothing, lopsided])
@both_widths
def test_no_bar_and_no_line_runs_through_a_text(draw: Draw, narrow: bool) -> None:
    texts, marks = boxes(drawn(draw, narrow)[1])
    # A line has no width: it is given half a point.
    wide = [
        Bbox.from_extents(mark.x0 - 0.25 * FINE, mark.y0, mark.x1 + 0.25 * FINE, mark.y1)
        for mark in marks
    ]
    assert [name for name, box in texts for mark in wide if meet(box, mark)] == []


@pytest.mark.slow
@both_widths
def test_more_is_filled_and_less_is_not(narrow: bool) -> None:
    bars = drawn(changes, narrow)[1].axes[0].patches
    less, more = [bar for bar in bars if bar.get_facecolor()[:3] == (1, 1, 1)], bars
    assert len(bars) == 5  # no bar for zero
    assert len(less) == 2
    lengths = [bar.get_width() for bar in more]
    assert lengths[0] / lengths[1] == pytest.approx(12386 / 6817)
    assert lengths[0] / lengths[-1] == pytest.approx(12386 / 8644)
    assert max(bar.get_x() + bar.get_width() for bar in less) == pytest.approx(
        min(bar.get_x() for bar in more if bar not in less)
    )


@pytest.mark.slow
@both_widths
def test_a_side_without_bars_has_no_name(narrow: bool) -> None:
    assert "maksaisi vähemmän" not in drawn(only_more, narrow)[0]
    assert "maksaisi enemmän" not in drawn(only_less, narrow)[0]
    assert "maksaisi vähemmän" in drawn(changes, narrow)[0]
    assert "maksaisi enemmän" in drawn(changes, narrow)[0]

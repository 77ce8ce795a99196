"""Bars show more and less by side and fill, and nothing runs through a text."""

from __future__ import annotations

import pytest
from matplotlib.transforms import Bbox

from analyysi.report.pictures.canvas import ACCENT, Shape
from support.drawings import (
    FINE,
    Draw,
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
def test_no_bar_and_no_line_runs_through_a_text(draw: Draw) -> None:
    texts, marks = boxes(drawn(draw)[1])
    # A line has no width: it is given half a point.
    wide = [
        Bbox.from_extents(mark.x0 - 0.25 * FINE, mark.y0, mark.x1 + 0.25 * FINE, mark.y1)
        for mark in marks
    ]
    assert [name for name, box in texts for mark in wide if meet(box, mark)] == []


def test_more_is_filled_and_less_is_not() -> None:
    bars = [mark for mark in changes().marks if isinstance(mark, Shape) and mark.look.fill]
    assert len(bars) == 5  # no bar for zero
    ends = [(bar.lines[0][0][0], bar.lines[0][1][0]) for bar in bars]
    lengths = [end - zero for zero, end in ends]
    assert lengths[0] / lengths[1] == pytest.approx(12386 / 6817)
    assert lengths[0] / lengths[-1] == pytest.approx(-12386 / 8644)
    assert len({zero for zero, _ in ends}) == 1
    fills = ["#ffffff" if length < 0 else ACCENT for length in lengths]
    assert [bar.look.fill for bar in bars] == fills


def test_a_side_without_bars_has_no_name() -> None:
    assert "maksaisi vähemmän" not in drawn(only_more)[0]
    assert "maksaisi enemmän" not in drawn(only_less)[0]
    assert "maksaisi vähemmän" in drawn(changes)[0]
    assert "maksaisi enemmän" in drawn(changes)[0]

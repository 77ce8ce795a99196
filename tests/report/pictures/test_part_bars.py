"""Each payer has a bar for each figure, in the order of the names."""

from __future__ import annotations

import pytest

from analyysi.report.pictures.canvas import Canvas, Shape, Text
from analyysi.report.pictures.part_bars import PartRow, draw_part_bars
from support.drawings import NAMES, part_bars


def bars_of(canvas: Canvas) -> list[Shape]:
    return [mark for mark in canvas.marks if isinstance(mark, Shape) and mark.look.fill]


def test_each_payer_has_a_bar_for_each_figure() -> None:
    *samples, first, second = bars_of(
        draw_part_bars([PartRow("Ii", [40.0, 60.0])], ["Asukasluku", "Menot"], str)
    )
    assert [bar.look for bar in (first, second)] == [sample.look for sample in samples]
    lengths = [bar.lines[0][1][0] - bar.lines[0][0][0] for bar in (first, second)]
    assert lengths[0] / lengths[1] == pytest.approx(40 / 60)
    assert first.lines[0][0][1] < second.lines[0][0][1]


def test_a_part_that_is_not_known_has_no_bar_and_one_below_zero_goes_to_the_left() -> None:
    rows = [PartRow("Ii", [None, 0.0]), PartRow("Salo", [-20.0, 120.0])]
    _, _, below, above = bars_of(draw_part_bars(rows, ["Vuosikate", "Menot"], str))
    zero = above.lines[0][0][0]
    assert below.lines[0][0][0] == zero > below.lines[0][1][0]
    assert above.lines[0][1][0] > zero


def test_names_stand_beside_their_bars() -> None:
    canvas = part_bars()
    heights = {mark.text: mark.y for mark in canvas.marks if isinstance(mark, Text)}
    assert heights[NAMES[0]] < heights[NAMES[1]] < heights[NAMES[3]] < canvas.height


def test_nothing_to_draw_is_an_empty_sheet() -> None:
    assert bars_of(draw_part_bars([], [], str)) == []

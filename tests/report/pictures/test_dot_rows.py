"""Dot rows hold values below zero, and zero alone."""

from __future__ import annotations

from analyysi.report.blocks import Dot, DotRow
from analyysi.report.pictures.axis import Scale
from analyysi.report.pictures.canvas import ACCENT, Circle, Shape
from analyysi.report.pictures.dot_rows import draw_dot_rows

EUROS = Scale(lambda euros: f"{euros:.0f}")


def test_dot_rows_hold_values_below_zero_and_zero_alone() -> None:
    dots = [Dot(-50, "circle"), Dot(-9, "circle"), Dot(20, "circle", chosen=True)]
    canvas = draw_dot_rows([DotRow("Kunta", dots, "x")], EUROS)
    low, near, high = [mark.x for mark in canvas.marks if isinstance(mark, Circle)]
    assert 60 < low < near < high < canvas.width - 20
    assert (near - low) / (high - low) == 41 / 70
    draw_dot_rows([DotRow("Kunta", [Dot(0, "square")], "x")], EUROS)


def test_the_chosen_dot_is_filled_and_drawn_last() -> None:
    dots = [Dot(10, "square"), Dot(20, "diamond", chosen=True), Dot(30, "circle")]
    canvas = draw_dot_rows([DotRow("Kunta", dots, "x")], EUROS)
    filled = [mark for mark in canvas.marks if isinstance(mark, Shape | Circle) and mark.look.fill]
    assert [mark.look.fill for mark in filled] == ["#ffffff", "#ffffff", ACCENT]
    assert [isinstance(mark, Circle) for mark in filled] == [False, True, False]
    assert isinstance(filled[-1], Shape)
    assert len({x for x, _ in filled[-1].lines[0]}) == 3  # a diamond

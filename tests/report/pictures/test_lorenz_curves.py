"""Lorenz curves: the chosen one is solid, the others are dashed, and each has its name along it."""

from __future__ import annotations

from math import atan2, degrees, hypot

import pytest

from analyysi.report.pictures.canvas import ACCENT, GREY, GRID, Canvas, Point, Shape, Text
from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.svg import svg_of
from support.drawings import lorenz


def curves_of(canvas: Canvas) -> list[Shape]:
    """Return the diagonal and the curves, in the order in which they are drawn."""
    lines = [mark for mark in canvas.marks if isinstance(mark, Shape)]
    return [line for line in lines if len(line.lines) == 1 and line.look.width > 1]


def names_of(canvas: Canvas) -> list[Text]:
    """Return what is written along the curves."""
    return [mark for mark in canvas.marks if isinstance(mark, Text) and mark.anchor == "end"][5:]


def test_the_chosen_curve_is_solid_and_the_others_are_dashed() -> None:
    diagonal, equal, chosen = curves_of(lorenz())
    assert len(diagonal.lines[0]) == 2
    assert equal.look.dashes
    assert equal.look.line == GREY
    assert not chosen.look.dashes
    assert chosen.look.line == ACCENT
    assert chosen.look.width > equal.look.width


def test_axes_run_from_nothing_to_all() -> None:
    (grid,) = [
        mark for mark in lorenz().marks if isinstance(mark, Shape) and mark.look.line == GRID
    ]
    diagonal = curves_of(lorenz())[0].lines[0]
    assert diagonal[0] in grid.lines[0]
    assert diagonal[1] in grid.lines[-1]


def test_a_name_lies_along_the_stretch_before_the_bend() -> None:
    canvas = lorenz()
    _, equal_curve, chosen_curve = curves_of(canvas)
    equal, chosen = names_of(canvas)
    for name, curve in ((equal, equal_curve), (chosen, chosen_curve)):
        (x0, y0), (x1, y1), _ = curve.lines[0]
        assert name.turn == pytest.approx(degrees(atan2(y1 - y0, x1 - x0)))
        assert hypot(name.x - x1, name.y - y1) < 25
        assert name.y > y1  # below the curve
    assert (equal.text, chosen.text) == ("Tasajako", "Valittu")
    assert (equal.bold, chosen.bold) == (False, True)


def drawn_along(points: list[Point], name: str) -> Canvas:
    return draw_lorenz([Line(points, name)], str, "x", "y")


def test_long_names_are_broken_and_stay_above_the_foot() -> None:
    long = "Asukasluvun ja verotettavien tulojen mukaan painotettu jako"
    names = names_of(drawn_along([(0, 0), (0.5, 0.2), (1, 1)], long))
    assert " ".join(name.text for name in names) == long
    assert len(names) > 1
    assert names_of(drawn_along([(0, 0), (0.5, 0.3), (1, 1)], "")) == []


def test_axes_are_written_by_the_readers_percent_and_named() -> None:
    canvas = draw_lorenz(
        [Line([(0, 0), (1, 1)], "")], lambda part: f"{part * 100:.0f} %", "Väestö", "Kustannus"
    )
    svg = svg_of(canvas)
    assert all(f">{text}<" in svg for text in ("0 %", "50 %", "100 %", "Väestö", "Kustannus"))

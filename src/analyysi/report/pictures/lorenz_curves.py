"""Lorenz curves of how the burden adds up over the inhabitants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from analyysi.report.pictures.canvas import ACCENT, GREY, GRID, RULE, Canvas, Look, Point
from analyysi.report.pictures.letters import wrapped

_DASHES: tuple[tuple[float, ...], ...] = ((9, 4), (3, 3), (15, 4, 3, 4))
"""Dashes and names, not colour, distinguish the lines that are not the chosen one."""

_WIDTH, _HEIGHT = 420, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 398, 10, 330
"""Where the axes are, in pixels."""
_LINE, _SAMPLE = 18, 40
"""From line to line of a name, and how much of a curve's line stands before it."""


@dataclass(frozen=True)
class Line:
    """A line through points, its name (empty: not written), chosen or not."""

    points: Sequence[Point]
    name: str
    chosen: bool = False


def draw_lorenz(
    lines: Sequence[Line], percent: Callable[[float], str], x_name: str, y_name: str
) -> Canvas:
    """Draw Lorenz curves with their diagonal. One drawing serves a wide page and a phone.

    Parameters
    ----------
    lines
        From (0, 0) to (1, 1), each below the diagonal or on it.
    percent
        Writes a part of one on an axis in the reader's language.
    x_name, y_name
        What the axes measure.
    """
    canvas = Canvas(_WIDTH, _HEIGHT)
    _draw_axes(canvas, percent, x_name, y_name)
    canvas.line([_place((0, 0)), _place((1, 1))], RULE, 4)
    dashes = cycle(_DASHES)
    for line in sorted(lines, key=lambda line: line.chosen):
        look = Look(line=ACCENT, width=3.2)
        if not line.chosen:
            look = Look(line=GREY, width=1.9, dashes=next(dashes))
        canvas.lines([[_place(point) for point in line.points]], look)
        if line.name:
            _write_name(canvas, line, look)
    return canvas


def _place(point: Point) -> Point:
    across, up = point
    return _LEFT + across * (_RIGHT - _LEFT), _BOTTOM - up * (_BOTTOM - _TOP)


def _draw_axes(canvas: Canvas, percent: Callable[[float], str], x_name: str, y_name: str) -> None:
    quarters = [quarter / 4 for quarter in range(5)]
    grid = [[_place((part, 0)), _place((part, 1))] for part in quarters]
    grid += [[_place((0, part)), _place((1, part))] for part in quarters]
    canvas.lines(grid, Look(line=GRID))
    canvas.line([(_LEFT, _TOP), (_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)], RULE, 1)
    for part in quarters:
        x, y = _place((part, part))
        canvas.text(x, _BOTTOM + 13, percent(part), colour=GREY, anchor="middle")
        canvas.text(_LEFT - 6, y, percent(part), colour=GREY, anchor="end")
    middle, height = _place((0.5, 0.5))
    canvas.text(middle, _HEIGHT - 12, x_name, colour=GREY, anchor="middle")
    canvas.text(13, height, y_name, colour=GREY, anchor="middle", turn=-90)


def _write_name(canvas: Canvas, line: Line, look: Look) -> None:
    """Write a curve's name at the foot of the sheet, after a sample of the line."""
    begin = _SAMPLE + 10
    height = canvas.height + _LINE / 2
    canvas.lines([[(0, height), (_SAMPLE, height)]], look)
    for text in wrapped(line.name, _WIDTH - begin, bold=True):
        canvas.text(begin, canvas.height + _LINE / 2, text, bold=line.chosen)
        canvas.height += _LINE

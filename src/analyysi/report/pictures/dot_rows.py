"""Dot plots with a row per payer or method."""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.allocation.method import Outline
from analyysi.report.blocks import Dot, DotRow
from analyysi.report.pictures.axis import Beside, Scale, rows_on_axis
from analyysi.report.pictures.canvas import ACCENT, GREY, RULE, Canvas, Look

CIRCLE: Outline = "circle"
"""The outline of dots that differ by being filled or hollow only."""

_CHOSEN, _OTHER = 1.2, 0.75
"""How large dots are beside those of the front page."""


def draw_dot_rows(rows: Sequence[DotRow], scale: Scale) -> Canvas:
    """Draw one row of dots per payer or method, the chosen split filled.

    Parameters
    ----------
    rows
        From top to bottom.
    scale
        Writes an axis value in the reader's language.
    """
    values = [dot.value for row in rows for dot in row.dots]
    beside = [Beside(row.label, row.words, row.marked) for row in rows]
    sheet = rows_on_axis(beside, values, scale)
    for row, middle in zip(rows, sheet.middles, strict=True):
        places = [sheet.place(dot.value) for dot in row.dots]
        sheet.canvas.line([(min(places), middle), (max(places), middle)], RULE, 4)
        for dot in sorted(row.dots, key=lambda dot: dot.chosen):
            _draw(sheet.canvas, dot, sheet.place(dot.value), middle)
    return sheet.canvas


def _draw(canvas: Canvas, dot: Dot, across: float, middle: float) -> None:
    fill, line = (ACCENT, ACCENT) if dot.chosen else ("#ffffff", GREY)
    size = _CHOSEN if dot.chosen else _OTHER
    canvas.dot((across, middle), dot.outline, size, Look(fill, line, 1.5))

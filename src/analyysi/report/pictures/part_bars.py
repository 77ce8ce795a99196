"""Bars side by side: each payer's part of several figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyysi.report.pictures.axis import WIDE, round_numbers
from analyysi.report.pictures.canvas import ACCENT, GREY, GRID, INK, Canvas, Look
from analyysi.report.pictures.letters import SMALL, text_width, wrapped

_NAMES, _GAP, _EDGE, _LINE, _FOOT = 200, 20, 24, 17, 24
_THICK, _APART = 9, 10
"""In pixels: a bar, and what is between the bars of two payers."""
_INTERVALS = 8
_LOOKS = (
    Look(ACCENT, ACCENT),
    Look("#93b8da", ACCENT),
    Look("#ffffff", ACCENT),
    Look(GREY, GREY),
    Look("#d5dadf", GREY),
    Look("#ffffff", GREY),
)
"""The looks of the figures in turn; bars stand in the order of their names, too."""


@dataclass(frozen=True)
class PartRow:
    """A payer and its part of each figure in per cent; None where it has none."""

    name: str
    parts: Sequence[float | None]


def draw_part_bars(
    rows: Sequence[PartRow], names: Sequence[str], write: Callable[[float], str]
) -> Canvas:
    """Draw a bar for each part, under a payer's name one for each figure in the order of the names.

    Parameters
    ----------
    rows
        From top to bottom.
    names
        What the figures are called.
    write
        Writes a number of per cent on the axis.
    """
    canvas = Canvas(WIDE, 0.0)
    for number, name in enumerate(names):
        _name_figure(canvas, name, _LOOKS[number % len(_LOOKS)])
    labels = [wrapped(row.name, _NAMES) for row in rows]
    begin = max((text_width(line) for label in labels for line in label), default=0) + _GAP
    values = [part for row in rows for part in row.parts if part is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    scale = (WIDE - begin - _EDGE) / (high - low or 1.0)
    zero = begin - low * scale
    top = canvas.height + _APART / 2
    heights = [max(_THICK * len(names), _LINE * len(label)) + _APART for label in labels]
    canvas.height = top + sum(heights) + _FOOT
    foot = canvas.height - _FOOT
    for per_cent in round_numbers(low, high, _INTERVALS):
        across = zero + per_cent * scale
        canvas.line([(across, top), (across, foot)], GRID, 1)
        canvas.text(across, foot + 13, write(per_cent), size=SMALL, colour=GREY, anchor="middle")
    for row, label, height in zip(rows, labels, heights, strict=True):
        middle = top + height / 2
        for place, line in enumerate(label):
            canvas.text(0, middle + (place - (len(label) - 1) / 2) * _LINE, line)
        upper = middle - _THICK * len(names) / 2
        for number, part in enumerate(row.parts):
            look, above = _LOOKS[number % len(_LOOKS)], upper + number * _THICK
            if part:
                end = zero + part * scale
                canvas.rectangle((zero, above + 1), (end, above + _THICK - 1), look)
        top += height
    canvas.line([(zero, foot - sum(heights)), (zero, foot)], INK, 1.3)
    return canvas


def _name_figure(canvas: Canvas, name: str, look: Look) -> None:
    """Write a figure's name at the foot of the sheet, after a sample of its bars."""
    middle = canvas.height + _LINE / 2
    canvas.rectangle((1, middle - _THICK / 2 + 1), (25, middle + _THICK / 2 - 1), look)
    for line in wrapped(name, WIDE - 33):
        canvas.text(33, canvas.height + _LINE / 2, line)
        canvas.height += _LINE

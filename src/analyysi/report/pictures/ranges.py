"""Range charts of how far each share may move, with the chosen share on the range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.report.pictures.axis import Beside, Scale, rows_on_axis
from analyysi.report.pictures.canvas import ACCENT, GREY, Canvas, Look

BAND = "#c3d7e8"
_HALF, _RADIUS = 5.5, 5.6
"""In pixels: half of a band's thickness, and the dot of the chosen share."""


@dataclass(frozen=True)
class Span:
    """A row: its name, its range, the chosen value (within the range or not), words, whether it
    stands out.
    """

    label: str
    low: float
    high: float
    value: float
    words: str
    marked: bool = False


def draw_ranges(spans: Sequence[Span], scale: Scale) -> Canvas:
    """Draw a band per row and the chosen value as a dot.

    Parameters
    ----------
    spans
        From top to bottom.
    scale
        Writes an axis value in the reader's language.
    """
    values = [number for span in spans for number in (span.low, span.high, span.value)]
    beside = [Beside(span.label, span.words, span.marked) for span in spans]
    sheet = rows_on_axis(beside, values, scale)
    for span, middle in zip(spans, sheet.middles, strict=True):
        low, high, chosen = map(sheet.place, (span.low, span.high, span.value))
        upper, lower = middle - _HALF, middle + _HALF
        sheet.canvas.rectangle((low, upper), (high, lower), Look(BAND))
        ends = [[(end, upper), (end, lower)] for end in (low, high)]
        sheet.canvas.lines(ends, Look(line=GREY, width=1.5))
        sheet.canvas.circle((chosen, middle), _RADIUS, Look(ACCENT, "#ffffff", 1.2))
    return sheet.canvas

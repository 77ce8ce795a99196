"""Range charts of how far each share may move, with the chosen share on the range, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan

from analyysi.report.pictures.picture import (
    ACCENT,
    GREY,
    GRID,
    RULE,
    SMALL,
    WORDS,
    Canvas,
    in_our_style,
    text_width,
    wrapped,
)

BAND = "#c3d7e8"
_NAMES, _LINE, _THICK, _FOOT = 200, 17, 11, 24


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


def draw_ranges(spans: Sequence[Span], tick: Callable[[float], str], *, narrow: bool) -> str:
    """Draw a band per row and the chosen value as a dot, and return SVG text.

    Parameters
    ----------
    spans
        From top to bottom.
    tick
        Writes an axis value in the reader's language.
    narrow
        For a phone: name and words stand above the band instead of beside it.
    """
    width = 350 if narrow else 720
    with in_our_style():
        names = [
            wrapped(span.label, width if narrow else _NAMES, bold=span.marked) for span in spans
        ]
        lines = max(len(name) for name in names)
        row = lines * _LINE + 38 if narrow else max(36, lines * _LINE + 8)
        bottom = row * len(spans)
        board = Canvas(width, bottom + _FOOT)
        beside = max(text_width(span.words, WORDS) for span in spans) + 16
        first, last = 0.0, width - 26.0
        if not narrow:
            widest = max(text_width(line, bold=True) for name in names for line in name)
            first, last = min(_NAMES, widest) + 16, width - beside - 10
        middles = [number * row + (row - 12 if narrow else row / 2) for number in range(len(spans))]
        # Where names stand above the bands, the grid leaves them alone.
        stretches = [(middle - 10, middle + 10) for middle in middles] if narrow else [(0, bottom)]
        place_of = _axis(board, spans, tick, (first + 14, last), bottom, stretches)
        for number, (span, name, middle) in enumerate(zip(spans, names, middles, strict=True)):
            upper = number * row + 10 if narrow else middle - (len(name) - 1) * _LINE / 2
            for at, line in enumerate(name):
                board.text(0, upper + at * _LINE, line, bold=span.marked)
            if narrow:
                board.text(0, upper + len(name) * _LINE - 1, span.words, size=SMALL, colour=GREY)
            else:
                board.text(last + 26, middle, span.words, size=WORDS, colour=GREY)
            _draw(board, span, place_of, middle)
        return board.svg()


def _axis(
    board: Canvas,
    spans: Sequence[Span],
    tick: Callable[[float], str],
    ends: tuple[float, float],
    bottom: float,
    stretches: Sequence[tuple[float, float]],
) -> Callable[[float], float]:
    """Draw the axis, which includes zero, and return the function from a value to its place."""
    from matplotlib.ticker import MaxNLocator

    lowest = min(0.0, *(min(span.low, span.value) for span in spans))
    highest = max(0.0, *(max(span.high, span.value) for span in spans)) or 1.0
    first, last = ends

    def place_of(number: float) -> float:
        return first + (number - lowest) / (highest - lowest) * (last - first)

    for number in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(lowest, highest):
        if lowest <= number <= highest:
            across = place_of(number)
            heights = [height for upper, lower in stretches for height in (upper, lower, nan)]
            board.line([across] * len(heights), heights, GRID, 0.8, zorder=0)
            board.text(across, bottom + 13, tick(number), size=SMALL, colour=GREY, anchor="center")
    board.line([first - 14, last + 10], [bottom, bottom], RULE, 0.8, zorder=0)
    return place_of


def _draw(board: Canvas, span: Span, place_of: Callable[[float], float], middle: float) -> None:
    from matplotlib.patches import Rectangle

    low, high, chosen = place_of(span.low), place_of(span.high), place_of(span.value)
    half = _THICK / 2
    board.axes.add_patch(
        Rectangle((low, middle - half), high - low, _THICK, facecolor=BAND, clip_on=False, zorder=1)
    )
    for end in (low, high):
        board.line([end, end], [middle - half, middle + half], GREY, 1.1, zorder=2)
    outline = {"markeredgecolor": "white", "markeredgewidth": 0.9}
    board.line(
        [chosen],
        [middle],
        ACCENT,
        0,
        marker="o",
        markersize=8.5,
        markerfacecolor=ACCENT,
        zorder=3,
        **outline,
    )

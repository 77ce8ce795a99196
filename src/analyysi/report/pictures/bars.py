"""Bar charts of what each would pay more or less, from a zero line, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.report.pictures.picture import (
    ACCENT,
    GREY,
    INK,
    SMALL,
    Canvas,
    in_our_style,
    text_width,
    wrapped,
)

_NAMES = 190
"""The most that names may take of a wide drawing, in pixels."""
_GAP, _LINE = 7, 17


@dataclass(frozen=True)
class Bar:
    """A row: its name, the length of its bar (below zero: to the left), the words at its end, and
    whether it stands out.
    """

    label: str
    value: float
    words: str
    marked: bool = False


def draw_changes(bars: Sequence[Bar], less: str, more: str, *, narrow: bool) -> str:
    """Draw bars from a zero line, and return SVG text.

    Less goes to the left and is outlined, more to the right and is filled, and each bar has its
    words at its end, so the difference does not rest on colour or direction alone.

    Parameters
    ----------
    bars
        From top to bottom.
    less, more
        What the two sides mean, written above them; a side without bars has none.
    narrow
        For a phone: a name stands above its bar instead of beside it.
    """
    width = 350 if narrow else 720
    with in_our_style():
        room = width if narrow else _NAMES
        names = [wrapped(bar.label, room, bold=bar.marked) for bar in bars]
        lines = max(len(name) for name in names)
        row, thick = (lines * _LINE + 35, 15) if narrow else (max(34, lines * _LINE + 8), 18)
        top = 26
        board = Canvas(width, top + row * len(bars) + 4)
        begin = 0.0 if narrow else _names_width(names) + 16
        zero, scale = _zero(bars, begin, width)
        _name_sides(board, bars, less, more, zero, width)
        for place, (bar, name) in enumerate(zip(bars, names, strict=True)):
            above = top + place * row
            if narrow:
                middle = above + len(name) * _LINE + 4 + thick / 2
                first = above + _LINE / 2
            else:
                middle = above + row / 2
                first = middle - (len(name) - 1) * _LINE / 2
            for number, line in enumerate(name):
                board.text(0, first + number * _LINE, line, bold=bar.marked)
            _draw(board, bar, zero, scale, middle, thick)
            if narrow:  # beside the bar only: a line through a name is hard to read
                board.line([zero, zero], [middle - thick / 2 - 3, middle + thick / 2 + 3], INK, 1)
        if not narrow:
            board.line([zero, zero], [top - 4, top + row * len(bars)], INK, 1)
        return board.svg()


def _names_width(names: Sequence[Sequence[str]]) -> float:
    widest = max(text_width(line, bold=True) for name in names for line in name)
    return min(_NAMES, widest)


def _zero(bars: Sequence[Bar], begin: float, width: float) -> tuple[float, float]:
    """Return where zero is and how many pixels a unit takes, so that every bar and the words at its
    end have room.
    """
    left = [bar for bar in bars if bar.value < 0]
    right = [bar for bar in bars if bar.value >= 0]
    least = max((-bar.value for bar in left), default=0.0)
    most = max((bar.value for bar in right), default=0.0)
    words_below, words_above = _words_width(left), _words_width(right)
    # One pixel at either edge belongs to the line of a bar's outline.
    scale = (width - begin - words_below - words_above - 2) / (least + most or 1)
    return begin + 1 + words_below + least * scale, scale


def _words_width(bars: Sequence[Bar]) -> float:
    return max((text_width(bar.words, bold=bar.marked) + _GAP for bar in bars), default=0.0)


def _draw(board: Canvas, bar: Bar, zero: float, scale: float, middle: float, thick: float) -> None:
    from matplotlib.patches import Rectangle

    length = bar.value * scale
    if bar.value:
        shape = Rectangle(
            (min(zero, zero + length), middle - thick / 2),
            abs(length),
            thick,
            facecolor=ACCENT if bar.value > 0 else "white",
            edgecolor=ACCENT,
            linewidth=1.1,
            joinstyle="miter",
            clip_on=False,
        )
        board.axes.add_patch(shape)
    gap, anchor = (_GAP, "left") if bar.value >= 0 else (-_GAP, "right")
    board.text(zero + length + gap, middle, bar.words, bold=bar.marked, anchor=anchor)


def _name_sides(
    board: Canvas, bars: Sequence[Bar], less: str, more: str, zero: float, width: float
) -> None:
    more_begins = zero
    if any(bar.value < 0 for bar in bars):
        less_ends = max(zero - _GAP, text_width(less, SMALL))
        more_begins = max(zero + _GAP, less_ends + 2 * _GAP)
        board.text(less_ends, 9, less, size=SMALL, colour=GREY, anchor="right")
    if any(bar.value > 0 for bar in bars):
        more_begins = min(more_begins, width - text_width(more, SMALL))
        board.text(more_begins, 9, more, size=SMALL, colour=GREY)

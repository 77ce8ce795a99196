"""Bar charts of what each would pay more or less, from a zero line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.report.pictures.axis import WIDE
from analyysi.report.pictures.canvas import ACCENT, GREY, INK, Canvas, Look
from analyysi.report.pictures.letters import SMALL, text_width, wrapped

_NAMES = 190
"""The most that names may take of a wide drawing, in pixels."""
_GAP, _LINE, _TOP, _THICK = 7, 17, 26, 18


@dataclass(frozen=True)
class Bar:
    """A row: its name, the length of its bar (below zero: to the left), the words at its end, and
    whether it stands out.
    """

    label: str
    value: float
    words: str
    marked: bool = False


def draw_changes(bars: Sequence[Bar], less: str, more: str) -> Canvas:
    """Draw bars from a zero line.

    Less goes to the left and is outlined, more to the right and is filled, and each bar has its
    words at its end, so the difference does not rest on colour or direction alone. All words take
    as much room as they would in bold letters, so a row that stands out moves nothing.

    Parameters
    ----------
    bars
        From top to bottom.
    less, more
        What the two sides mean, written above them; a side without bars has none.
    """
    names = [wrapped(bar.label, _NAMES, bold=True) for bar in bars]
    row = max(34, max(len(name) for name in names) * _LINE + 8)
    canvas = Canvas(WIDE, _TOP + row * len(bars) + 4)
    begin = max(text_width(line, bold=True) for name in names for line in name) + 16
    zero, scale = _zero(bars, begin)
    _name_sides(canvas, bars, less, more, zero)
    for place, (bar, name) in enumerate(zip(bars, names, strict=True)):
        middle = _TOP + (place + 0.5) * row
        canvas.lines_of_text(0, middle, name, _LINE, bold=bar.marked)
        _draw(canvas, bar, zero, scale, middle)
    canvas.line([(zero, _TOP - 4), (zero, _TOP + row * len(bars))], INK, 1.3)
    return canvas


def _zero(bars: Sequence[Bar], begin: float) -> tuple[float, float]:
    """Return where zero is and how many pixels a unit takes, so that every bar and the words at its
    end have room.
    """
    left = [bar for bar in bars if bar.value < 0]
    right = [bar for bar in bars if bar.value >= 0]
    least = max((-bar.value for bar in left), default=0.0)
    most = max((bar.value for bar in right), default=0.0)
    words_below, words_above = _words_width(left), _words_width(right)
    # One pixel at either edge belongs to the line of a bar's outline.
    scale = (WIDE - begin - words_below - words_above - 2) / (least + most or 1)
    return begin + 1 + words_below + least * scale, scale


def _words_width(bars: Sequence[Bar]) -> float:
    return max((text_width(bar.words, bold=True) + _GAP for bar in bars), default=0.0)


def _draw(canvas: Canvas, bar: Bar, zero: float, scale: float, middle: float) -> None:
    end = zero + bar.value * scale
    if bar.value:
        look = Look(ACCENT if bar.value > 0 else "#ffffff", ACCENT, 1.5)
        canvas.rectangle((zero, middle - _THICK / 2), (end, middle + _THICK / 2), look)
    gap, anchor = (_GAP, "start") if bar.value >= 0 else (-_GAP, "end")
    canvas.text(end + gap, middle, bar.words, bold=bar.marked, anchor=anchor)


def _name_sides(canvas: Canvas, bars: Sequence[Bar], less: str, more: str, zero: float) -> None:
    more_begins = zero
    if any(bar.value < 0 for bar in bars):
        less_ends = max(zero - _GAP, text_width(less, SMALL))
        more_begins = max(zero + _GAP, less_ends + 2 * _GAP)
        canvas.text(less_ends, 9, less, size=SMALL, colour=GREY, anchor="end")
    if any(bar.value > 0 for bar in bars):
        more_begins = min(more_begins, canvas.width - text_width(more, SMALL))
        canvas.text(more_begins, 9, more, size=SMALL, colour=GREY)

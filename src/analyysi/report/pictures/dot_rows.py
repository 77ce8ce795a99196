"""Dot plots with a row per payer or method, as SVG with the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from analyysi.allocation.method import Outline
from analyysi.report.blocks import DotRow
from analyysi.report.pictures.picture import (
    ACCENT,
    GREY,
    INK,
    PIXEL,
    RULE,
    SMALL,
    WORDS,
    in_our_style,
    svg_of,
    text_width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

_WIDE_LETTERS, _NARROW_LETTERS = 28, 46
"""How many letters of a row's name fit on a line."""

_WIDE, _NARROW = 720, 350
_WIDE_ENDS, _NARROW_ENDS = (0.24, 0.66), (0.05, 0.92)
"""Where the axis begins and ends, as parts of the width."""

_WORDS_AT = 1.04
"""Where the words of a row begin, as a part of the axis."""

_APART = 6
"""How many pixels there are at least between two numbers on the axis."""


CIRCLE: Outline = "circle"
"""The outline of dots that differ by being filled or hollow only."""

_MARKERS: Mapping[Outline, str] = {
    "square": "s",
    "circle": "o",
    "diamond": "D",
    "triangle": "^",
    "pentagon": "p",
    "triangle_down": "v",
}
"""Each outline to the marker that matplotlib draws."""


def draw_dot_rows(rows: Sequence[DotRow], tick: Callable[[float], str], *, narrow: bool) -> str:
    """Draw one row of dots per payer or method, the chosen split filled, and return SVG text.

    Parameters
    ----------
    rows
        From top to bottom.
    tick
        Writes an axis value in the reader's language.
    narrow
        For a phone: the words stand under the row's name instead of beside the dots.
    """
    from matplotlib.figure import Figure

    width = _NARROW if narrow else _WIDE
    bottom = 26
    with in_our_style():
        beside = [_words(row.words, narrow) for row in rows]
        lines = max(
            len(_lines(row.label, narrow)) + len(words) - 1
            for row, words in zip(rows, beside, strict=True)
        )
        row_height = (52 if narrow else 38) + (lines - 1) * (16 if narrow else 0)
        height = row_height * len(rows) + bottom
        figure = Figure(figsize=(width * PIXEL, height * PIXEL), dpi=72)
        left, right = _NARROW_ENDS if narrow else _WIDE_ENDS
        axes = figure.add_axes((left, bottom / height, right - left, 1 - bottom / height))
        values = [dot.value for row in rows for dot in row.dots]
        top = max(0, *values) or 1  # a change may be zero for all, or below zero
        axes.set_xlim(min(0, *values) * 1.04 - 0.03 * top, top * 1.04)
        axes.set_ylim(len(rows), 0)
        for place, row in enumerate(rows):
            _draw_row(axes, row, place + (1 - 14 / row_height if narrow else 0.5))
            _write_row(axes, row, beside[place], place, row_height if narrow else None, left, right)
        _draw_axis(axes, tick, (right - left) * width, 4 if narrow else 5)
        return svg_of(figure)


def _draw_row(axes: Axes, row: DotRow, y: float) -> None:
    values = [dot.value for dot in row.dots]
    axes.plot(
        [min(values), max(values)],
        [y, y],
        color=RULE,
        linewidth=3,
        solid_capstyle="round",
        zorder=1,
    )
    for dot in sorted(row.dots, key=lambda dot: dot.chosen):
        axes.plot(
            [dot.value],
            [y],
            marker=_MARKERS[dot.outline],
            markersize=8 if dot.chosen else 5,
            markerfacecolor=ACCENT if dot.chosen else "white",
            markeredgecolor=ACCENT if dot.chosen else GREY,
            markeredgewidth=1.1,
            zorder=3 if dot.chosen else 2,
            linestyle="none",
        )


def _write_row(
    axes: Axes,
    row: DotRow,
    words: Sequence[str],
    place: int,
    narrow_height: int | None,
    left: float,
    right: float,
) -> None:
    weight = "bold" if row.marked else "normal"
    across = axes.get_yaxis_transform()
    lines = _lines(row.label, narrow_height is not None)
    if narrow_height is not None:
        y = 10 / narrow_height
        for line in lines:
            axes.text(0, place + y, line, transform=across, va="center", weight=weight, color=INK)
            y += 16 / narrow_height
        for line in words:
            axes.text(
                0,
                place + y - 2 / narrow_height,
                line,
                transform=across,
                va="center",
                size=SMALL,
                color=GREY,
            )
            y += 16 / narrow_height
        return
    start = -left / (right - left)
    for number, line in enumerate(lines):
        y = place + 0.5 + (number - (len(lines) - 1) / 2) * 0.42
        axes.text(start, y, line, transform=across, va="center", weight=weight, color=INK)
    for number, line in enumerate(words):
        y = place + 0.5 + (number - (len(words) - 1) / 2) * 0.42
        axes.text(_WORDS_AT, y, line, transform=across, va="center", size=WORDS, color=GREY)


def _words(words: str, narrow: bool) -> list[str]:
    """Break the words about a row where they would run out of the picture."""
    left, right = _NARROW_ENDS if narrow else _WIDE_ENDS
    if narrow:
        return wrapped(words, (1 - left) * _NARROW, SMALL)
    return wrapped(words, (1 - left - _WORDS_AT * (right - left)) * _WIDE, WORDS)


def _lines(label: str, narrow: bool) -> list[str]:
    return wrap(label, _NARROW_LETTERS if narrow else _WIDE_LETTERS, break_long_words=False) or [
        label
    ]


def _draw_axis(axes: Axes, tick: Callable[[float], str], width: float, most: int) -> None:
    from matplotlib.ticker import FuncFormatter

    axes.xaxis.set_major_locator(_locator(axes, tick, width, most))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    axes.tick_params(axis="x", length=0, labelcolor=GREY, labelsize=SMALL, pad=4)
    axes.set_yticks([])
    axes.grid(axis="x", color="#eceff2", linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)


def _locator(axes: Axes, tick: Callable[[float], str], width: float, most: int) -> MaxNLocator:
    """Return the finest division of the axis whose numbers do not run into each other."""
    from matplotlib.ticker import MaxNLocator

    low, high = axes.get_xlim()
    for intervals in range(most, 1, -1):
        locator = MaxNLocator(intervals, steps=[1, 2, 2.5, 5, 10])
        shown = [
            number
            for number in locator.tick_values(low, high)
            if low <= number <= high and tick(number)
        ]
        halves = [text_width(tick(number), SMALL) / 2 for number in shown]
        gaps = [(after - before) / (high - low) * width for before, after in pairwise(shown)]
        if all(gap >= sum(pair) + _APART for gap, pair in zip(gaps, pairwise(halves), strict=True)):
            return locator
    return MaxNLocator(1, steps=[1, 2, 2.5, 5, 10])

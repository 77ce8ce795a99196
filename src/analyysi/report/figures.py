"""Pictures for the board: dot rows drawn by matplotlib as SVG, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analyysi.report.picture import ACCENT, GREY, INK, PIXEL, RULE, in_our_style, svg_of

_WIDE_LETTERS, _NARROW_LETTERS = 28, 46
"""How many letters of a row's name fit on a line."""


@dataclass(frozen=True)
class Dot:
    """A point on a row: its place on the axis, its kind (a key of `MARKERS`), chosen or not."""

    value: float
    kind: str
    chosen: bool = False


@dataclass(frozen=True)
class DotRow:
    """A row: its name, its dots, the words about its lowest and highest dot, whether it stands out."""

    label: str
    dots: Sequence[Dot]
    words: str
    marked: bool = False


MARKERS = {"equal": "s", "proportional": "o", "mix": "D", "fixed": "^"}
_OTHER_MARKER = "v"


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
    width = 350 if narrow else 720
    lines = max(len(_lines(row.label, narrow)) for row in rows)
    row_height = (52 if narrow else 38) + (lines - 1) * (16 if narrow else 0)
    bottom = 26
    height = row_height * len(rows) + bottom
    with in_our_style():
        figure = Figure(figsize=(width * PIXEL, height * PIXEL), dpi=72)
        left, right = (0.05, 0.92) if narrow else (0.24, 0.66)
        axes = figure.add_axes((left, bottom / height, right - left, 1 - bottom / height))
        values = [dot.value for row in rows for dot in row.dots]
        top = max(0, *values) or 1  # a change may be zero for all, or below zero
        axes.set_xlim(min(0, *values) * 1.04 - 0.03 * top, top * 1.04)
        axes.set_ylim(len(rows), 0)
        for place, row in enumerate(rows):
            _draw_row(axes, row, place + (1 - 14 / row_height if narrow else 0.5))
            _write_row(axes, row, place, row_height if narrow else None, left, right)
        _draw_axis(axes, tick, narrow)
        return svg_of(figure)


def _draw_row(axes: Axes, row: DotRow, y: float) -> None:
    values = [dot.value for dot in row.dots]
    axes.plot([min(values), max(values)], [y, y], color=RULE, linewidth=3, solid_capstyle="round", zorder=1)
    for dot in sorted(row.dots, key=lambda dot: dot.chosen):
        axes.plot(
            [dot.value],
            [y],
            marker=MARKERS.get(dot.kind, _OTHER_MARKER),
            markersize=8 if dot.chosen else 5,
            markerfacecolor=ACCENT if dot.chosen else "white",
            markeredgecolor=ACCENT if dot.chosen else GREY,
            markeredgewidth=1.1,
            zorder=3 if dot.chosen else 2,
            linestyle="none",
        )


def _write_row(axes: Axes, row: DotRow, place: int, narrow_height: int | None, left: float, right: float) -> None:
    weight = "bold" if row.marked else "normal"
    across = axes.get_yaxis_transform()
    lines = _lines(row.label, narrow_height is not None)
    if narrow_height is not None:
        y = 10 / narrow_height
        for line in lines:
            axes.text(0, place + y, line, transform=across, va="center", weight=weight, color=INK)
            y += 16 / narrow_height
        axes.text(0, place + y - 2 / narrow_height, row.words, transform=across, va="center", size=8.25, color=GREY)
        return
    start = -left / (right - left)
    for number, line in enumerate(lines):
        y = place + 0.5 + (number - (len(lines) - 1) / 2) * 0.42
        axes.text(start, y, line, transform=across, va="center", weight=weight, color=INK)
    axes.text(1.04, place + 0.5, row.words, transform=across, va="center", size=8.6, color=GREY)


def _lines(label: str, narrow: bool) -> list[str]:
    return wrap(label, _NARROW_LETTERS if narrow else _WIDE_LETTERS, break_long_words=False) or [label]


def _draw_axis(axes: Axes, tick: Callable[[float], str], narrow: bool) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(4 if narrow else 5, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    axes.tick_params(axis="x", length=0, labelcolor=GREY, labelsize=8.25, pad=4)
    axes.set_yticks([])
    axes.grid(axis="x", color="#eceff2", linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(RULE)

"""Lorenz curves of how the burden adds up over the inhabitants, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import atan2, degrees
from textwrap import fill
from typing import TYPE_CHECKING

from analyysi.report.pictures.picture import ACCENT, GREY, INK, PIXEL, RULE, in_our_style, svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DASHES: tuple[tuple[float, ...], ...] = ((5, 2), (1.5, 1.5), (8, 2, 1.5, 2))
"""Dashes and names, not colour, distinguish the lines that are not the chosen one."""

_LETTERS = 44
"""How many letters of a name fit along a curve."""


@dataclass(frozen=True)
class Line:
    """A line through points, its name written beside it (or nowhere if empty), chosen or not."""

    points: Sequence[tuple[float, float]]
    name: str
    chosen: bool = False


def draw_lorenz(
    lines: Sequence[Line],
    percent: Callable[[float], str],
    x_name: str,
    y_name: str,
    *,
    narrow: bool,
) -> str:
    """Draw Lorenz curves with their diagonal, and return SVG text.

    Parameters
    ----------
    lines
        From (0, 0) to (1, 1), each below the diagonal or on it.
    percent
        Writes a part of one on an axis in the reader's language.
    x_name, y_name
        What the axes measure.
    narrow
        For a phone.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    width, height = (350, 330) if narrow else (560, 420)
    with in_our_style():
        figure = Figure(figsize=(width * PIXEL, height * PIXEL), dpi=72)
        left, bottom, right, top = 62 / width, 44 / height, 22 / width, 10 / height
        axes = figure.add_axes((left, bottom, 1 - left - right, 1 - bottom - top))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.plot([0, 1], [0, 1], color=RULE, linewidth=3, zorder=1)
        dashes = cycle(_DASHES)
        for line in lines:
            across, up = zip(*line.points, strict=True)
            style = {"linestyle": "solid"} if line.chosen else {"dashes": next(dashes)}
            colour, thick = (ACCENT, 2.4) if line.chosen else (GREY, 1.4)
            axes.plot(
                across, up, color=colour, linewidth=thick, zorder=3 if line.chosen else 2, **style
            )
            if line.name:
                _write_along(axes, line)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(4, steps=[2.5, 5, 10]))
            axis.set_major_formatter(FuncFormatter(lambda ratio, _: percent(ratio)))
        axes.set_xlabel(x_name, color=GREY, size=8.6)
        axes.set_ylabel(y_name, color=GREY, size=8.6)
        axes.tick_params(length=0, labelcolor=GREY, labelsize=8.25, pad=4)
        axes.grid(color="#eceff2", linewidth=0.8, zorder=0)
        axes.set_axisbelow(True)
        for side in ("right", "top"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(RULE)
        return svg_of(figure)


def _write_along(axes: Axes, line: Line) -> None:
    """Write a curve's name just below it, along the stretch that leads to where it bends most.

    The curve is convex: to the left of that stretch it runs above the stretch's straight
    continuation, so a name that is longer than the stretch does not meet it.
    """
    place = max(
        range(len(line.points)), key=lambda number: line.points[number][0] - line.points[number][1]
    )
    box = axes.get_window_extent()
    (x0, y0), (x1, y1) = line.points[max(place - 1, 0)], line.points[place]
    axes.annotate(
        fill(line.name, _LETTERS),
        (x1, y1),
        xytext=(2, -4),
        textcoords="offset points",
        rotation=degrees(atan2((y1 - y0) * box.height, (x1 - x0) * box.width)),
        rotation_mode="anchor",
        va="top",
        ha="right",
        color=INK,
        weight="bold" if line.chosen else "normal",
        size=8.6,
    )

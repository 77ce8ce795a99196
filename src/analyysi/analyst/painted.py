"""Drawings of the report as figures of matplotlib."""

from __future__ import annotations

from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle as CirclePatch
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analyysi.report.pictures.canvas import Canvas, Circle, Look, Shape, Text

_PIXEL = 0.75
"""A pixel in points."""
_SIDES = {"start": "left", "middle": "center", "end": "right"}
_STYLE: dict[Any, Any] = {
    # The letters that texts of drawings are measured by.
    "font.family": ["DejaVu Sans"],
    # A "$" in a name is a dollar sign, and begins no formula.
    "text.parse_math": False,
}


def painted(canvas: Canvas) -> Figure:
    """Return a new figure with the marks of a canvas on its one axes, which measures in pixels from
    the top left corner. An analyst's settings of matplotlib change nothing in it.
    """
    with style.context(["default", _STYLE]):
        size = canvas.width * _PIXEL / 72, canvas.height * _PIXEL / 72
        figure = Figure(figsize=size, dpi=72)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, canvas.width)
        axes.set_ylim(canvas.height, 0)
        for order, mark in enumerate(canvas.marks):
            match mark:
                case Shape():
                    _paint_shape(axes, mark, order)
                case Circle():
                    patch = CirclePatch((mark.x, mark.y), mark.radius, clip_on=False)
                    patch.set(zorder=order, **_looking(mark.look))
                    axes.add_patch(patch)
                case Text():
                    _write(axes, mark, order)
        return figure


def _paint_shape(axes: Axes, shape: Shape, order: int) -> None:
    paths = [
        Path([*line, line[0]] if shape.closed else line, closed=shape.closed)
        for line in shape.lines
    ]
    patch = PathPatch(Path.make_compound_path(*paths), joinstyle="round", clip_on=False)
    patch.set(zorder=order, **_looking(shape.look))
    axes.add_patch(patch)


def _looking(look: Look) -> dict[str, Any]:
    """Return a look as matplotlib names it."""
    width = look.width * _PIXEL
    looking: dict[str, Any] = {
        "facecolor": look.fill or "none",
        "edgecolor": look.line or "none",
        "linewidth": width if look.line else 0,
    }
    if look.dashes:
        # Dashes are counted in widths of the line.
        looking["linestyle"] = (0, [dash / look.width for dash in look.dashes])
    if look.hatch:
        looking |= {"hatch": "////", "hatchcolor": look.hatch}
    return looking


def _write(axes: Axes, text: Text, order: int) -> None:
    axes.text(
        text.x,
        text.y,
        text.text,
        size=text.size * _PIXEL,
        weight="bold" if text.bold else "normal",
        color=text.colour,
        ha=_SIDES[text.anchor],
        va="baseline",
        rotation=-text.turn,
        rotation_mode="anchor",
        zorder=order,
    )


def literal(text: str) -> str:
    """Return a text as matplotlib draws it letter by letter in an analyst's own style, where a "$"
    else begins a formula.

    >>> literal("A$^$B")
    'A\\\\$^\\\\$B'
    """
    return text.replace("$", r"\$")

"""A drawing in a notebook: shown as the report draws it, and a figure of matplotlib once it is
asked for anything that one has.
"""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from analyysi.report.many_payers import MOST_ROWS, are_many
from analyysi.report.pictures.canvas import Canvas
from analyysi.report.pictures.part_bars import PartRow, draw_part_bars
from analyysi.report.pictures.svg import svg_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from analyysi.report.language.numbers import Numbers

_DOTS_PER_INCH = 120
"""Of a figure in a notebook, where letters are to be as large as those of the text."""


class Chart:
    """A drawing that has everything that a figure of matplotlib has (`chart.axes`,
    `chart.savefig`, `chart.suptitle`).

    matplotlib is imported when something of the figure is asked for; until then the drawing is
    shown without it, which takes half a second less.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._painted: Figure | None = None

    @property
    def figure(self) -> Figure:
        """The drawing as a figure of matplotlib, always the same one; once it is there, it is what
        a notebook shows, with whatever was changed in it.
        """
        if self._painted is None:
            from analyysi.analyst.painted import painted

            self._painted = painted(self._canvas)
            self._painted.set_dpi(_DOTS_PER_INCH)
        return self._painted

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # how to show a chart, it says itself
            raise AttributeError(name)
        return getattr(self.figure, name)

    def _repr_svg_(self) -> str | None:
        return svg_of(self._canvas) if self._painted is None else None

    def _repr_png_(self) -> bytes | None:
        if self._painted is None:
            return None
        content = BytesIO()
        self._painted.savefig(content, format="png", dpi=self._painted.dpi)
        return content.getvalue()

    def __repr__(self) -> str:
        return f"<chart of {self._canvas.width:g} × {self._canvas.height:g} pixels>"


def chart_of_parts(figures: DataFrame, numbers: Numbers) -> Chart:
    """Draw each row's part of every column's sum in per cent, the first row on top; of many rows
    the largest, and below them how many are left out.
    """
    parts = (100 * figures / figures.sum()).astype(float)
    left_out = 0
    if are_many(list(parts.index)):
        ranked = parts.sum(axis=1).rank(method="first", ascending=False)
        parts, left_out = parts[ranked <= MOST_ROWS], len(parts) - MOST_ROWS
    rows = [
        PartRow(str(name), list(map(_known, of_row)))
        for name, of_row in zip(parts.index, parts.to_numpy().tolist(), strict=True)
    ]
    if left_out:
        rows.append(PartRow(f"+ {left_out}", [None] * len(parts.columns)))

    def write(per_cent: float) -> str:
        return numbers.percent(Fraction(round(per_cent), 100), 0)

    return Chart(draw_part_bars(rows, [str(name) for name in parts.columns], write))


def _known(part: float) -> float | None:
    """Return a part; None where a column lacks it or sums to nothing."""
    return part if isfinite(part) else None

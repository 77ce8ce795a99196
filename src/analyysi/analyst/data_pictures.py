"""Pictures of stored figures: lines over the years, bars where there is one year only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analyysi.analyst.painted import literal
from analyysi.languages.units import UNITS
from analyysi.report.language.words import Words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 9.0, 3.6
"""Inches; the height is that of one panel."""

_SIGNS = {"per_cent": "%"}

_MARKS = "osD^vP*X"
"""Each payer's mark: colour alone does not tell lines apart."""


class ShownDrawing(Drawing):
    """A figure that every notebook shows as a picture, whichever backend matplotlib has."""

    def _repr_png_(self) -> bytes:
        content = BytesIO()
        self.savefig(content, format="png")
        return content.getvalue()


@dataclass(frozen=True)
class Panel:
    """A figure of a table: payers by years, what it is called, and in which unit it is."""

    table: str
    label: str
    unit: str
    frame: pd.DataFrame


def unit_in_words(unit: str, words: Words) -> str:
    """Return a unit as a reader writes it; one that no key has stands without underlines, and per
    cent as its sign.
    """
    known = UNITS.get(unit)
    return words.of(known.words) if known is not None else _SIGNS.get(unit, unit.replace("_", " "))


def drawing(panels: Sequence[Panel], words: Words) -> Drawing:
    """Draw each panel under the one before it; without panels, say that nothing is stored."""
    if not panels:
        picture = ShownDrawing(figsize=(_WIDTH, 0.6), layout="constrained")
        picture.text(0.0, 0.5, words.say("Nothing is stored to be drawn."), va="center")
        return picture
    picture = ShownDrawing(figsize=(_WIDTH, _HEIGHT * len(panels)), layout="constrained")
    for place, panel in enumerate(panels, start=1):
        _draw(picture.add_subplot(len(panels), 1, place), panel, words)
    return picture


def _draw(axes: Axes, panel: Panel, words: Words) -> None:
    axes.set_title(literal(f"{panel.label} ({panel.table})"), loc="left")
    whole, frame = FuncFormatter(lambda amount, _: _tick(amount, words)), panel.frame
    if len(frame.columns) == 1:
        amounts = frame.iloc[::-1, 0]
        axes.barh([literal(str(payer)) for payer in amounts.index], list(amounts), color="#3b6ea5")
        axes.set_xlabel(literal(f"{panel.unit}, {frame.columns[0]}"))
        axes.xaxis.set_major_formatter(whole)
        return
    for place, (payer, of_years) in enumerate(frame.iterrows()):
        mark = _MARKS[place % len(_MARKS)]
        name = literal(str(payer))
        axes.plot(list(frame.columns), list(of_years), marker=mark, markersize=4, label=name)
    axes.set_ylabel(literal(panel.unit))
    axes.yaxis.set_major_formatter(whole)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)


def _tick(amount: float, words: Words) -> str:
    return words.numbers.plain(Fraction(amount), 0 if amount == round(amount) else 2)

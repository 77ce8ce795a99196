"""A picture of the report (drawings, alt text and caption) and the common style of all drawings.

Matplotlib is imported where something is drawn or measured: a front page has no drawing of it, and
whoever compares ways of sharing draws nothing.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analyysi.errors import ReportError
from analyysi.report.html import render
from analyysi.report.pictures.svg import data_uri, slim

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, ACCENT, GREY, RULE, GRID = "#1a1a1a", "#0b4f8a", "#5f6b76", "#d5dadf", "#eceff2"
TEXT, WORDS, SMALL = 9.75, 8.6, 8.25
"""Sizes of letters in points: names; words beside a drawing; axes, 11 px, the smallest there is."""

_FONT = "DejaVu Sans"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "analyysi",
    # Lengths of text are measured with the font that matplotlib brings along, so every machine
    # draws alike.
    "font.family": [_FONT],
    "font.size": TEXT,
    # A "$" in a name is a dollar sign, and begins no formula.
    "text.parse_math": False,
}
_ENLARGED = 1.2
"""How much larger a wide drawing is shown than drawn: its letters are then nearly as large as those
of the text.
"""
PIXEL = 1 / 72 * 0.75
"""A CSS pixel in inches of the SVG, whose points browsers take as 4/3 pixels."""


@dataclass(frozen=True)
class Picture:
    """A figure with its two drawings (wide and for a phone), its alt text and its caption.

    `narrow` is empty where the wide drawing serves a phone too.
    """

    id: str
    wide: str
    narrow: str
    alt: str
    caption: str

    def html(self) -> Markup:
        """Return the figure as HTML; a picture without an alt text is refused."""
        if not self.alt.strip():
            raise ReportError(
                "Figure {figure} has no alt text: a reader who cannot see it would learn nothing.",
                figure=self.id,
            )
        uris = {"wide": data_uri(self.wide)}
        sizes = {"wide": _size(self.wide, _ENLARGED if self.narrow else 1)}
        if self.narrow:
            uris["narrow"] = data_uri(self.narrow)
            sizes["narrow"] = _size(self.narrow)
        return render("figure.html.j2", picture=self, uri=uris, size=sizes)


@contextmanager
def in_our_style() -> Iterator[None]:
    """Draw in the report's own style, whatever matplotlib's settings are."""
    from matplotlib import style

    with style.context(["default", _STYLE]), _letters_of_readers():
        yield


@contextmanager
def _letters_of_readers() -> Iterator[None]:
    """Say nothing of a letter that the measuring font lacks: the page is read with the reader's own
    fonts, and the PDF names such a letter itself (`unknown_signs`).
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        yield


def literal(text: str) -> str:
    """Return a text as matplotlib draws it letter by letter in an analyst's own style, where a "$"
    else begins a formula.

    >>> literal("A$^$B")
    'A\\\\$^\\\\$B'
    """
    return text.replace("$", r"\$")


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG text with the same bytes each time: no date, no creator, the reader's
    fonts.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.StringIO()
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
        out, metadata={"Date": None, "Creator": None}
    )
    svg = slim(out.getvalue())
    drawn = _drawn.get()
    if drawn is not None:
        drawn[svg] = figure
    return svg


_drawn: ContextVar[dict[str, Figure] | None] = ContextVar("drawn", default=None)


@contextmanager
def figures_drawn() -> Iterator[dict[str, Figure]]:
    """Collect the figures of matplotlib that pictures are drawn by meanwhile, each by its SVG."""
    figures: dict[str, Figure] = {}
    before = _drawn.set(figures)
    try:
        yield figures
    finally:
        _drawn.reset(before)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Return an upper bound of a text's width in pixels: readers' fonts are narrower than the
    measured one.
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=_FONT, size=size, weight="bold" if bold else "normal")
    with _letters_of_readers():
        points: float = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    return points / 0.75 * 1.01


def wrapped(text: str, width: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Break a text into lines of so many pixels, between words only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Canvas:
    """A sheet to draw on in pixels, counted from the top left corner. Used
    within `in_our_style`.
    """

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self._figure = Figure(figsize=(width * PIXEL, height * PIXEL), dpi=72)
        self.axes = self._figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: str = INK,
        anchor: str = "left",
    ) -> None:
        """Write a line whose middle is at the height `y`; `anchor` says which end (or the centre)
        is at `x`.
        """
        # Centred by the font, not by the letters of the line: lines of one height stand on one base
        # line.
        y += 0.36 * size / 0.75
        self.axes.text(
            x, y, text, size=size, weight="bold" if bold else "normal", color=colour, ha=anchor
        )

    def line(
        self, across: Sequence[float], down: Sequence[float], colour: str, width: float, **more: Any
    ) -> None:
        """Draw a line through points, or marks on them."""
        self.axes.plot(across, down, color=colour, linewidth=width, clip_on=False, **more)

    def svg(self) -> str:
        """Return what has been drawn."""
        return svg_of(self._figure)


def _size(svg: str, scale: float = 1) -> tuple[int, int]:
    head = svg[: svg.index(">")]
    width, height = (
        float(re.findall(rf" {name}='([\d.]+)pt'", head)[0]) / 0.75 for name in ("width", "height")
    )
    return round(width * scale), round(height * scale)

"""A sheet of marks in pixels, counted from the top left corner: what every drawing is made of.

`svg` writes it for pages and papers, and an analyst's notebook paints it with matplotlib
(`analyst.painted`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from analyysi.allocation.method import Outline
from analyysi.report.pictures.letters import TEXT

INK, ACCENT, GREY, RULE, GRID = "#1a1a1a", "#0b4f8a", "#5f6b76", "#d5dadf", "#eceff2"

Point = tuple[float, float]

OUTLINES: Mapping[Outline, Sequence[Point]] = {
    "circle": (),
    "square": ((-4, -4), (4, -4), (4, 4), (-4, 4)),
    "diamond": ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
    "triangle": ((0, -5), (5, 4), (-5, 4)),
    "triangle_down": ((0, 5), (5, -4), (-5, -4)),
    "pentagon": ((0, -5.2), (5, -1.6), (3, 4.2), (-3, 4.2), (-5, -1.6)),
}
"""The corners of each outline around a dot's place, in pixels; a circle of `RADIUS` has none."""
RADIUS = 4.5


@dataclass(frozen=True)
class Look:
    """How a shape is drawn: the colours of its fill and its line (none where empty), the width of
    the line, its dashes and gaps in pixels, and the colour of hatching over the fill.
    """

    fill: str = ""
    line: str = ""
    width: float = 1.0
    dashes: Sequence[float] = ()
    hatch: str = ""


@dataclass(frozen=True)
class Shape:
    """Lines through points, or rings where `closed`: a ring within another is a hole in it."""

    lines: Sequence[Sequence[Point]]
    look: Look
    closed: bool


@dataclass(frozen=True)
class Circle:
    """A circle around its middle."""

    x: float
    y: float
    radius: float
    look: Look


@dataclass(frozen=True)
class Text:
    """A line of letters on its base line; `anchor` says which end (or the middle) is at the place,
    `turn` by how many degrees it is turned about that, clockwise.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool
    colour: str
    anchor: str
    turn: float = 0.0


Mark = Shape | Circle | Text


@dataclass
class Canvas:
    """A sheet of so many pixels; what is drawn later lies over what was drawn before."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: str = INK,
        anchor: str = "start",
        turn: float = 0.0,
    ) -> None:
        """Write a line whose middle is at the height `y`; `anchor` is "start", "middle" or "end".

        Centred by the font, not by the letters of the line: lines of one height stand on one base
        line.
        """
        below, slope = 0.36 * size, radians(turn)
        place = x - below * sin(slope), y + below * cos(slope)
        self.marks.append(Text(*place, text, size, bold, colour, anchor, turn))

    def lines_of_text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        step: float,
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write lines from their left ends, so many pixels below each other, the middle of all at
        the height `y`.
        """
        for number, line in enumerate(lines):
            below = (number - (len(lines) - 1) / 2) * step
            self.text(x, y + below, line, size=size, bold=bold, colour=colour)

    def line(
        self, points: Sequence[Point], colour: str, width: float, dashes: Sequence[float] = ()
    ) -> None:
        """Draw a line through points."""
        self.lines([points], Look(line=colour, width=width, dashes=dashes))

    def lines(self, lines: Sequence[Sequence[Point]], look: Look) -> None:
        """Draw several lines of one look."""
        if lines:
            self.marks.append(Shape(lines, look, closed=False))

    def rings(self, rings: Sequence[Sequence[Point]], look: Look) -> None:
        """Draw closed rings; one within another is a hole in it."""
        self.marks.append(Shape(rings, look, closed=True))

    def rectangle(self, corner: Point, opposite: Point, look: Look) -> None:
        """Draw a rectangle between two corners."""
        (left, top), (right, bottom) = corner, opposite
        self.rings([[(left, top), (right, top), (right, bottom), (left, bottom)]], look)

    def circle(self, middle: Point, radius: float, look: Look) -> None:
        """Draw a circle."""
        self.marks.append(Circle(*middle, radius, look))

    def dot(self, place: Point, outline: Outline, scale: float, look: Look) -> None:
        """Draw a dot of an outline at a place, so many times as large as `OUTLINES` has it."""
        corners = OUTLINES[outline]
        if not corners:
            self.circle(place, RADIUS * scale, look)
            return
        x, y = place
        self.rings([[(x + across * scale, y + down * scale) for across, down in corners]], look)

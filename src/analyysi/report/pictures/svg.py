"""Drawings as SVG of few bytes, the same each time, and the data address that embeds one in a
page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from markupsafe import Markup

from analyysi.report.pictures.canvas import INK, Canvas, Circle, Look, Point, Shape, Text
from analyysi.report.pictures.letters import TEXT

_SCREEN_FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
"""Font names of several words need no quotation marks in CSS."""
_TEXT = f"text{{font-family:{_SCREEN_FONTS};font-size:{TEXT:g}px;fill:{INK}}}"
_BOLD = ".bold{font-weight:700}"
_HATCHED = (
    "<pattern id='{id}' width='6' height='6' patternUnits='userSpaceOnUse'>"
    "<rect width='6' height='6' fill='{fill}'/>"
    "<path d='M-1,1L1,-1M0,6L6,0M5,7L7,5' stroke='{hatch}'/></pattern>"
)


def svg_of(canvas: Canvas) -> str:
    """Return a canvas as SVG text: its size in points, since browsers take a point as 4/3 pixels.

    What looks alike has a class, whose rule stands in the style sheet of the drawing. Numbers keep
    one decimal.
    """
    sheet = _StyleSheet()
    elements: list[str] = []
    line_before: Look | None = None
    for mark in canvas.marks:
        match mark:
            case Shape():
                data, is_line = path_data(mark.lines, closed=mark.closed), not mark.look.fill
                if is_line and mark.look == line_before:  # one path for lines of one look
                    elements[-1] = f"{elements[-1][:-3]}{data}'/>"
                else:
                    holes = " fill-rule='evenodd'" if mark.closed and len(mark.lines) > 1 else ""
                    elements.append(f"<path{sheet.looking(mark.look)}{holes} d='{data}'/>")
                line_before = mark.look if is_line else None
                continue
            case Circle():
                at = f"cx='{number(mark.x)}' cy='{number(mark.y)}' r='{number(mark.radius)}'"
                elements.append(f"<circle{sheet.looking(mark.look)} {at}/>")
            case Text():
                elements.append(_text(mark, sheet))
        line_before = None
    width, height = number(canvas.width), number(canvas.height)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{canvas.width * 0.75:g}pt' "
        f"height='{canvas.height * 0.75:g}pt' viewBox='0 0 {width} {height}'>"
        f"<style>{sheet.rules()}</style>{sheet.patterns()}"
        f"<path fill='#fff' d='M0,0H{width}V{height}H0z'/>{''.join(elements)}</svg>"
    )


def _text(text: Text, sheet: _StyleSheet) -> str:
    style = "" if text.size == TEXT else f"font-size:{text.size:g}px;"
    style += "" if text.colour == INK else f"fill:{_short(text.colour)};"
    style += "" if text.anchor == "start" else f"text-anchor:{text.anchor};"
    x, y = number(text.x), number(text.y)
    turn = f" transform='rotate({number(text.turn)},{x},{y})'" if text.turn else ""
    named = sheet.named(style, bold=text.bold)
    return f"<text{named} x='{x}' y='{y}'{turn}>{escape(text.text)}</text>"


class _StyleSheet:
    """The rules of a drawing's style sheet, and the patterns that they refer to."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._hatched: dict[tuple[str, str], str] = {}

    def looking(self, look: Look) -> str:
        """Return the attribute that gives a shape its look."""
        fill = _short(look.fill) or "none"
        if look.hatch:
            hatched = fill, _short(look.hatch)
            fill = f"url(#{self._hatched.setdefault(hatched, f'h{len(self._hatched)}')})"
        style = f"fill:{fill};"
        if look.line:
            style += f"stroke:{_short(look.line)};stroke-linejoin:round;"
            style += "" if look.width == 1 else f"stroke-width:{look.width:g};"
        if look.dashes:
            style += f"stroke-dasharray:{','.join(map(number, look.dashes))};"
        return self.named(style)

    def named(self, style: str, *, bold: bool = False) -> str:
        """Return the attribute that names a style, "" for none."""
        name = self._names.setdefault(style, f"c{len(self._names)}") if style else ""
        names = " ".join(filter(None, (name, "bold" if bold else "")))
        return f" class='{names}'" if names else ""

    def rules(self) -> str:
        """Return the whole sheet."""
        named = [f".{name}{{{style[:-1]}}}" for style, name in self._names.items()]
        return "".join([_TEXT, _BOLD, *named])

    def patterns(self) -> str:
        """Return the hatchings."""
        return "".join(
            _HATCHED.format(id=name, fill=fill, hatch=hatch)
            for (fill, hatch), name in self._hatched.items()
        )


def path_data(lines: Sequence[Sequence[Point]], *, closed: bool) -> str:
    """Return lines or rings as the data of a path, with commas, since a space costs three bytes in
    an address.

    >>> path_data([[(1, 2), (30.04, 2), (30.04, 9)], [(0, 0), (-0.5, 1)]], closed=True)
    'M1,2H30V9zM0,0L-.5,1z'
    """
    commands = []
    for line in lines:
        points = [(number(x), number(y)) for x, y in line]
        if closed and points[-1] == points[0]:
            del points[-1]
        before = points[0]
        commands.append(f"M{before[0]},{before[1]}")
        for x, y in points[1:]:
            if (x, y) != before:
                commands.append(
                    f"H{x}" if y == before[1] else f"V{y}" if x == before[0] else f"L{x},{y}"
                )
            before = x, y
        commands.append("z" if closed else "")
    return "".join(commands)


def number(amount: float) -> str:
    """Write a number with at most one decimal and without redundant zeros.

    >>> [number(amount) for amount in (129.6001, -0.496, -0.04, 12)]
    ['129.6', '-.5', '0', '12']
    """
    written = f"{amount:.1f}".removesuffix(".0")
    return "0" if written == "-0" else re.sub(r"^(-?)0\.", r"\1.", written)


def _short(colour: str) -> str:
    return "#fff" if colour == "#ffffff" else colour


def bare(svg: str) -> str:
    """Return an SVG without what stands before its element, and without its metadata."""
    return re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)


def data_uri(svg: str) -> Markup:
    """Return a data address that holds the drawing, fit for an attribute in quotation marks.

    Only characters that an address or HTML does not allow are encoded; letters beyond ASCII are
    allowed in both.
    """
    return Markup(
        "data:image/svg+xml,"
        + re.sub(r"[\s%#<>\"&{}|\\^`]", lambda match: quote(match[0]), svg, flags=re.ASCII)
    )

"""What a picture of the report is: drawings, an alt text and a caption; and the one style of all drawings."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from string import ascii_lowercase
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from markupsafe import Markup
from matplotlib import style
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analyysi.errors import ReportError
from analyysi.report.html import render

INK, ACCENT, GREY, RULE, GRID = "#1a1a1a", "#0b4f8a", "#5f6b76", "#d5dadf", "#eceff2"
TEXT, WORDS, SMALL = 9.75, 8.6, 8.25
"""Sizes of letters in points: names; words beside a drawing; axes, 11 px, the smallest there is."""

_FONT = "DejaVu Sans"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "analyysi",
    # Lengths of text are measured with the font that matplotlib brings along, so every machine draws alike.
    "font.family": [_FONT],
    "font.size": TEXT,
}
_SCREEN_FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
"""Without quotation marks, which a name of several words may do without."""
_ENLARGED = 1.2
"""How much larger a wide drawing is shown than drawn: its letters are then nearly as large as those of the text."""
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
            raise ReportError(f"Figure {self.id} has no alt text: a reader who cannot see it would learn nothing.")
        drawings = {"wide": self.wide, "narrow": self.narrow}
        return render(
            "figure.html.j2",
            picture=self,
            uri={name: _data_uri(svg) for name, svg in drawings.items() if svg},
            size={
                name: _size(svg, _ENLARGED if name == "wide" and self.narrow else 1)
                for name, svg in drawings.items()
                if svg
            },
        )


@contextmanager
def in_our_style() -> Iterator[None]:
    """Draw in the report's own style, whatever matplotlib's settings are."""
    with style.context(["default", _STYLE]):
        yield


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG text, the same bytes each time: no date, no creator, the reader's own fonts."""
    out = io.StringIO()
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
        out, metadata={"Date": None, "Creator": None}
    )
    return _slim(out.getvalue())


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """Return how many pixels wide a text is at most: the reader's own fonts are narrower than the measured one."""
    font = FontProperties(family=_FONT, size=size, weight="bold" if bold else "normal")
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
    """A sheet to draw on in pixels, counted from the top left corner. Used within `in_our_style`."""

    def __init__(self, width: float, height: float) -> None:
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
        """Write a line whose middle is at the height `y`; `anchor` says which end (or the centre) is at `x`."""
        # Centred by the font, not by the letters of the line: lines of one height stand on one base line.
        y += 0.36 * size / 0.75
        self.axes.text(x, y, text, size=size, weight="bold" if bold else "normal", color=colour, ha=anchor)

    def line(self, across: Sequence[float], down: Sequence[float], colour: str, width: float, **more: Any) -> None:
        """Draw a line through points, or marks on them."""
        self.axes.plot(across, down, color=colour, linewidth=width, clip_on=False, **more)

    def svg(self) -> str:
        """Return what has been drawn."""
        return svg_of(self._figure)


_NOTHING_SAID = ("font-family:", "text-anchor:start")
"""Properties that the drawing has anyway: the fonts are named once for all texts."""


def _slim(svg: str) -> str:
    """Take out of an SVG what no reader sees; the drawing stays as it is.

    Numbers keep two decimals, groups that say nothing go, a style used more than once becomes a class, names are short.
    """
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    root = ElementTree.fromstring(svg)
    defined = [name for element in root.iter() if (name := element.get("id")) is not None]
    names = dict(zip((name for name in defined if re.search(rf"#{name}\b", svg)), _short_names(), strict=False))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {key: text for key, value in element.attrib.items() if (text := _slimmed(key, value, names))}
        key_of_link = "{http://www.w3.org/1999/xlink}href"
        if key_of_link in element.attrib:
            element.attrib["href"] = element.attrib.pop(key_of_link)
    _unwrap(root)
    _name_styles(root)
    root.attrib.pop("version", None)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg", **root.attrib}
    return _written(root)


def _short_names() -> Iterator[str]:
    return chain(ascii_lowercase, ("".join(pair) for pair in product(ascii_lowercase, repeat=2)))


def _slimmed(key: str, value: str, names: dict[str, str]) -> str:
    """Return an attribute's value in as few letters as say the same; nothing where it need not be said."""
    if key == "id":
        return names.get(value, "")
    if key == "d":
        return _path(value)
    value = re.sub(r"#(\w+)", lambda found: f"#{names.get(found[1], found[1])}", value)
    value = re.sub(r"-?\d*\.\d+|-0\b", lambda found: _number(found[0]), value)
    if key == "style":
        said = (part.strip().replace(": ", ":").replace("#ffffff", "#fff") for part in value.split(";"))
        return ";".join(part for part in said if part and not part.startswith(_NOTHING_SAID))
    return "" if key == "transform" and value.startswith("rotate(0 ") else value


def _number(text: str) -> str:
    """Write a number with at most two decimals, without zeros that may be left out.

    >>> [_number(text) for text in ("129.600001", "-0.496", "-0.001", "12")]
    ['129.6', '-.5', '0', '12']
    """
    rounded = f"{float(text):.2f}".rstrip("0").rstrip(".")
    return "0" if rounded in ("-0", "0") else re.sub(r"^(-?)0\.", r"\1.", rounded)


def _path(data: str) -> str:
    """Write the data of a path closely: commas instead of spaces, which cost three bytes in an address.

    >>> _path("M 129.6001 199.5 L 356.4 199.5 L 356.4 0 z")
    'M129.6,199.5H356.4V0z'
    """
    written, before = [], ["", ""]
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [_number(text) for text in rest.split()]
        if command == "L" and numbers[1] == before[1]:
            written.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == before[0]:
            written.append(f"V{numbers[1]}")
        else:
            written.append(command + ",".join(numbers))
        before = numbers[-2:] or before
    return "".join(written)


def _unwrap(element: Element) -> None:
    """Let the children of groups without any attribute stand for them; groups alike that follow each other are one."""
    children: list[Element] = []
    for child in list(element):
        _unwrap(child)
        if child.tag in ("g", "defs") and not len(child):
            continue
        for part in list(child) if child.tag == "g" and not child.attrib else [child]:
            if part.tag == "g" and children and (children[-1].tag, children[-1].attrib) == (part.tag, part.attrib):
                children[-1].extend(list(part))
            else:
                children.append(part)
    element[:] = children


def _name_styles(root: Element) -> None:
    """Say once what several elements look like, in the style sheet of the drawing."""
    styled = [element for element in root.iter() if element.get("style")]
    counted = Counter(element.attrib["style"] for element in styled)
    names = dict(zip((text for text, times in counted.items() if times > 1), _short_names(), strict=False))
    for element in styled:
        if (text := element.attrib["style"]) in names:
            del element.attrib["style"]
            element.attrib["class"] = names[text]
    sheet = root.find(".//style")
    if sheet is not None:
        rules = [(sheet.text or "").replace(": ", ":").replace("; ", ";"), f"text{{font-family:{_SCREEN_FONTS}}}"]
        sheet.text = "".join([*rules, *(f".{name}{{{text}}}" for text, name in names.items())])
        sheet.attrib.clear()


def _written(element: Element) -> str:
    """Write an element with apostrophes round its values: in an address they need no code."""
    values = "".join(f" {key}='{escape(value, _QUOTED)}'" for key, value in element.attrib.items())
    text = element.text or "" if element.tag in ("text", "style") else ""
    inside = escape(text) + "".join(_written(child) for child in element)
    return f"<{element.tag}{values}>{inside}</{element.tag}>" if inside else f"<{element.tag}{values}/>"


_QUOTED = {"'": "&#39;"}


def _size(svg: str, scale: float = 1) -> tuple[int, int]:
    head = svg[: svg.index(">")]
    width, height = (float(re.findall(rf" {name}='([\d.]+)pt'", head)[0]) / 0.75 for name in ("width", "height"))
    return round(width * scale), round(height * scale)


def _data_uri(svg: str) -> Markup:
    """Return a drawing as an address that holds it, fit for an attribute within quotation marks.

    Only what an address or HTML does not allow is coded; letters beyond ASCII are allowed in both.
    """
    return Markup(
        "data:image/svg+xml," + re.sub(r"[\s%#<>\"&{}|\\^`]", lambda found: quote(found[0]), svg, flags=re.ASCII)
    )

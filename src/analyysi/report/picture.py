"""What a picture of the report is: two drawings, an alt text and a caption; and the one style of all drawings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analyysi.errors import ReportError
from analyysi.report.html import render

INK, ACCENT, GREY, RULE = "#1a1a1a", "#0b4f8a", "#5f6b76", "#d5dadf"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "analyysi",
    # Lengths of text are measured with the font that matplotlib brings along, so every machine draws alike.
    "font.family": ["DejaVu Sans"],
    "font.size": 9.75,
}
_SCREEN_FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
PIXEL = 1 / 72 * 0.75
"""A CSS pixel in inches of the SVG, whose points browsers take as 4/3 pixels."""


@dataclass(frozen=True)
class Picture:
    """A figure with its two drawings (wide and for a phone), its alt text and its caption."""

    id: str
    wide: str
    narrow: str
    alt: str
    caption: str

    def html(self) -> Markup:
        """Return the figure as HTML; a picture without an alt text is refused."""
        if not self.alt.strip():
            raise ReportError(f"Figure {self.id} has no alt text: a reader who cannot see it would learn nothing.")
        size = {name: _size(svg) for name, svg in (("wide", self.wide), ("narrow", self.narrow))}
        return render(
            "figure.html.j2",
            picture=self,
            wide=_data_uri(self.wide),
            narrow=_data_uri(self.narrow),
            size=size,
        )


@contextmanager
def in_our_style() -> Iterator[None]:
    """Draw in the report's own style, whatever matplotlib's settings are."""
    with rc_context(_STYLE):
        yield


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG text, the same bytes each time: no date, no creator, the reader's own fonts."""
    out = io.StringIO()
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
        out, metadata={"Date": None, "Creator": None}
    )
    return _slim(out.getvalue())


def _slim(svg: str) -> str:
    """Drop the prologue and name the reader's own fonts; the drawing stays as it is."""
    body = _METADATA.sub("", svg[svg.index("<svg") :])
    return "\n".join(line.strip() for line in body.replace("'DejaVu Sans'", _SCREEN_FONTS).splitlines())


def _size(svg: str) -> tuple[int, int]:
    head = svg[: svg.index(">")]
    width, height = (float(head.split(f'{name}="')[1].split("pt")[0]) / 0.75 for name in ("width", "height"))
    return round(width), round(height)


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml," + quote(svg, safe="~()*!.'/:;=,+@&$?- ").replace(" ", "%20")

"""A picture of the report: its drawings, its alt text and its caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import Markup

from analyysi.errors import ReportError
from analyysi.report.html import render
from analyysi.report.pictures.canvas import Canvas
from analyysi.report.pictures.svg import data_uri, svg_of

_ENLARGED = 1.2
"""How much larger a wide drawing is shown than drawn: its letters are then nearly as large as those
of the text.
"""


@dataclass(frozen=True)
class Picture:
    """A figure with its two drawings (wide and for a phone), its alt text and its caption.

    `narrow` is empty where the wide drawing serves a phone too. `canvas` has the marks of the wide
    one; an analyst's own figure has none.
    """

    id: str
    wide: str
    narrow: str
    alt: str
    caption: str
    canvas: Canvas | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, name: str, wide: Canvas, narrow: Canvas | None, alt: str, caption: str) -> Picture:
        """Return the picture of drawings; without a narrow one the wide one serves a phone too."""
        return cls(name, svg_of(wide), "" if narrow is None else svg_of(narrow), alt, caption, wide)

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


def _size(svg: str, scale: float = 1) -> tuple[int, int]:
    head = svg[: svg.index(">")]
    width, height = (
        float(re.findall(rf" {name}='([\d.]+)pt'", head)[0]) / 0.75 for name in ("width", "height")
    )
    return round(width * scale), round(height * scale)

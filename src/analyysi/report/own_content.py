"""The analyst's own sections, figures and tables, as fragments that go into page and papers."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import chain
from math import isfinite
from numbers import Rational, Real
from typing import Any
from xml.etree import ElementTree

from matplotlib import style

from analyysi.errors import ReportError
from analyysi.report.blocks import Block, Paragraph, as_data
from analyysi.report.html import DATA, Fragment, render
from analyysi.report.language.words import Words
from analyysi.report.pictures.picture import Picture
from analyysi.report.section_fragment import section_fragment
from analyysi.report.tables import NOTHING, Column, Row, Table

_STYLE: dict[Any, Any] = {"svg.hashsalt": "analyysi", "svg.fonttype": "path"}
"""Letters are drawn as shapes: no reader's fonts, and no paper's, need have them."""
_WIDEST = 540.0
"""Points that the column of text is wide; a wider drawing is shown smaller."""
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
"""How many pixels a unit of length of an SVG is."""
_MOST_DECIMALS = 2


@dataclass(frozen=True)
class OwnContent(Fragment):
    """What an analyst shows without a heading of its own, or puts into a section of hers."""

    blocks: tuple[Block, ...] = ()


def own_section(title: str, contents: Sequence[str | Block | OwnContent]) -> Fragment:
    """Return a section of texts, blocks, figures and tables, listed in the page's contents.

    Raises
    ------
    ReportError
        If it has no title: a section is found by it.
    """
    if not title.strip():
        raise ReportError("A section needs a title: it stands in the list of contents.")
    blocks = list(chain.from_iterable(map(_blocks_of, contents)))
    return section_fragment(_name("own", title, blocks), title, title, blocks)


def own_figure(figure: Any, alt: str, caption: str, table: Table | None = None) -> OwnContent:
    """Return a figure with its caption, and under it the table of what it shows, if there is one.

    Parameters
    ----------
    figure
        A figure or axes of matplotlib (`df.plot()` returns axes), or SVG as text.
    alt
        What the figure shows, in words, for those who do not see it.

    Raises
    ------
    ReportError
        If there is no alt text, or the figure is neither of matplotlib nor SVG.
    """
    if not alt.strip():
        raise ReportError(
            "A figure needs an alt text (alt=...): say in words what it shows, so that a reader "
            "who cannot see it learns the same."
        )
    drawing = _drawing(figure)
    picture = Picture(_name("own-figure", drawing, alt, caption), drawing, "", alt, caption)
    return _own([picture] if table is None else [picture, table], alt)


def own_table(table: Table) -> OwnContent:
    """Return a table that stands by itself."""
    return _own([table], table.caption)


def table_of(frame: Any, words: Words, caption: str, note: str = "") -> Table:
    """Return the table of a data frame or of rows, with numbers as the language writes them.

    Parameters
    ----------
    frame
        A data frame, whose index heads the rows; or rows, of which the first holds the columns'
        headings and the first cell of each the row's.
    caption
        What the table shows. A reader of a screen reader hears it first.

    Raises
    ------
    ReportError
        If there is no caption, or rows are not as long as the first.
    """
    if not caption.strip():
        raise ReportError("A table needs a caption (caption=...): say what it shows.")
    head, *body = _rows_of_frame(frame) if hasattr(frame, "itertuples") else map(list, frame)
    for row in body:
        if len(row) != len(head):
            raise ReportError(
                f"Table '{caption}': the row '{row[0] if row else ''}' has {len(row)} cells, the "
                f"first row has {len(head)}."
            )
    columns, cells = [], []
    for place in range(1, len(head)):
        column = [row[place] for row in body]
        columns.append(Column(str(head[place]), text=any(isinstance(cell, str) for cell in column)))
        cells.append(_column_cells(column, words))
    rows = [
        Row(_cell(row[0], 0, words), row_cells)
        for row, row_cells in zip(body, _transposed(cells, len(body)), strict=True)
    ]
    name = _name("own-table", caption, head, body)
    return Table(name, caption, str(head[0]), columns, rows, note=note, wide=len(columns) > 5)


def _own(blocks: Sequence[Block], plain: str) -> OwnContent:
    """Return blocks that stand where their cell does, under no heading of their own."""
    html = render("own.html.j2", parts=[block.html() for block in blocks])
    extra = {DATA: {"blocks": as_data(blocks)}}
    return OwnContent("own", html, plain, extra=extra, blocks=tuple(blocks))


def _blocks_of(content: str | Block | OwnContent) -> tuple[Block, ...]:
    """Return a text as paragraphs, which an empty line parts; a block or a fragment as it is."""
    if isinstance(content, OwnContent):
        return content.blocks
    if isinstance(content, str):
        texts = (" ".join(text.split()) for text in re.split(r"\n\s*\n", content))
        return tuple(Paragraph(text) for text in texts if text)
    return (content,)


def _name(kind: str, *contents: Any) -> str:
    """Return an address in the page that the same contents always have, and no others."""
    return f"{kind}-{sha256(repr(contents).encode('utf-8')).hexdigest()[:10]}"


def _drawing(figure: Any) -> str:
    """Return a figure as SVG whose size is in points, not wider than the column of text."""
    canvas = getattr(figure, "figure", figure)  # axes know the figure that they are in
    if hasattr(canvas, "savefig"):
        written = io.StringIO()
        with style.context(_STYLE):
            # Cut to what is drawn, as the notebook shows it: long names at an axis stay whole.
            canvas.savefig(
                written,
                format="svg",
                bbox_inches="tight",
                metadata={"Date": None, "Creator": None},
            )
        return _sized(written.getvalue())
    if isinstance(figure, str) and "<svg" in figure:
        return _sized(figure)
    raise ReportError(
        f"A figure is one of matplotlib or SVG as text, not {type(figure).__name__}: save it as "
        "SVG and give its text."
    )


def _sized(svg: str) -> str:
    """Put an SVG of any size into one that is measured in points."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fault:
        raise ReportError(f"The SVG of the figure cannot be read: {fault}.") from fault
    width, height = _pixels(root)
    points = min(width * 0.75, _WIDEST)
    inner = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{points:g}pt' "
        f"height='{height * points / width:g}pt' viewBox='0 0 {width:g} {height:g}'>{inner}</svg>"
    )


def _pixels(root: ElementTree.Element) -> tuple[float, float]:
    """Return how wide and high an SVG is: as it says, or else as its view box does."""
    lengths = [_length(root.get(name, "")) for name in ("width", "height")]
    box = [float(number) for number in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    width, height = lengths if all(lengths) else box[2:4] or (0.0, 0.0)
    if not width or not height:
        raise ReportError("The SVG of the figure does not say how large it is (width and height).")
    return width, height


def _length(text: str) -> float | None:
    """Return a length of an SVG in pixels; None for a part of something, such as 100 %."""
    length = re.fullmatch(r"\s*([\d.]+)\s*([a-z]*)\s*", text)
    if length is None or length[2] not in _PIXELS:
        return None
    return float(length[1]) * _PIXELS[length[2]]


def _rows_of_frame(frame: Any) -> list[list[Any]]:
    """Return a data frame as rows: the columns' names first, each row headed by its index."""
    columns = [_label(name) for name in frame.columns]
    rows = frame.astype(object).where(frame.notna(), None).itertuples(name=None)
    return [
        [_label(frame.index.names), *columns],
        *([_label(index), *cells] for index, *cells in rows),
    ]


def _label(name: Any) -> Any:
    """Return a name as it is, and a name of several levels as one text."""
    if not isinstance(name, Sequence) or isinstance(name, str):
        return name
    return " ".join(str(level) for level in name if level is not None)


def _transposed(columns: Sequence[Sequence[str]], rows: int) -> list[list[str]]:
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[]] * rows


def _column_cells(column: Sequence[Any], words: Words) -> list[str]:
    """Write a column, whose numbers all have as many decimals as the one that needs most."""
    decimals = max((_decimals(cell) for cell in column), default=0)
    return [_cell(cell, decimals, words) for cell in column]


def _decimals(cell: Any) -> int:
    if not _is_number(cell) or cell == int(cell):
        return 0
    exact = _exact(cell)
    needed = (places for places in range(_MOST_DECIMALS) if (exact * 10**places).denominator == 1)
    return next(needed, _MOST_DECIMALS)


def _cell(cell: Any, decimals: int, words: Words) -> str:
    """Write a cell in the reader's language; what is missing as a dash."""
    if cell is None or cell != cell:
        return NOTHING
    if _is_number(cell):
        return words.numbers.plain(_exact(cell), decimals)
    if isinstance(cell, date):
        return words.numbers.day(cell)
    return str(cell)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (Real, Decimal)) and not isinstance(cell, bool) and isfinite(cell)


def _exact(cell: Any) -> Fraction:
    """Return a number as it is written, so that 0.1 is a tenth."""
    return Fraction(cell) if isinstance(cell, Rational) else Fraction(str(cell))

"""The sheets of the workbook: titles, lines of text and formatted tables, set for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from analyysi.languages.plain_text import cell_text

ACCENT, INK, PALE, OWN = "#0b4f8a", "#1a1a1a", "#eef4f9", "#fff3cd"

POINTS_OF_LINE = 15
"""How high a row of one line is."""
_MOST_LINES = 12

_LETTERS = 1.08
"""Letters to the width of a digit, in which columns are measured; bold ones are as wide as digits.
"""

_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.8}
_PAGE = ((11.69 - 1.0) * 72, (8.27 - 1.4) * 72)
"""Width and height in points of what an A4 page on its side has room for within the margins."""
_UPRIGHT = ((8.27 - 1.0) * 72, (11.69 - 1.4) * 72)
"""The same of an A4 page that stands."""

_LEAST_SCALE = 0.45
"""A sheet that would have to be smaller than this to fit on one page goes on over several."""

_SPARE = 0.96
"""The part of a page's height that is counted on: programs measure fonts each in their own way."""

_FORMATS = {
    "code": "@",
    "whole": "#,##0_)",
    "decimal": "#,##0.00_)",
    "cents": "#,##0.00_)",
    "exact": "#,##0.000000_)",
    "fraction": "0.000000000000_)",
    "large": "0.00E+00_)",
    "difference": '+#,##0.00_);"−"#,##0.00_);0.00_)',
}
"""Numbers end a little before the edge of the cell: "_)" leaves the width of a bracket."""

_LOOKS: dict[str, dict[str, Any]] = {
    "header": {
        "bold": True,
        "text_wrap": True,
        "valign": "bottom",
        "bottom": 2,
        "bottom_color": ACCENT,
    },
    "own": {"bold": True, "bg_color": OWN},
    "total": {"bold": True, "top": 1, "top_color": INK},
    "entry": {"bg_color": PALE, "border": 1, "border_color": ACCENT, "locked": False},
}
"""How the cells of a table look besides plain ones."""

_MAY_BE_DONE = dict.fromkeys(
    ("objects", "scenarios", "format_cells", "format_columns", "format_rows", "autofilter"), True
)
"""What a reader may do on a protected sheet: make columns wider, filter, copy or move a chart."""

_STANDARD_WIDTH = 8.43
"""How wide a column is that has no width of its own."""

_TEXTS = ("text", "lines", "code", "title", "heading", "mark", "line")


def quoted(text: str) -> str:
    """Write a text as formulas hold it."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True)
class SheetCell:
    """A cell of a table: a value, the kind of value that it is, and the formula that it comes from.

    With a formula, `value` is what the formula comes to at the report's figures. `entry` cells may
    be changed.
    """

    value: str | float
    kind: str = "text"
    formula: str = ""
    entry: bool = False


@dataclass(frozen=True)
class Span:
    """Cells of a sheet in a block, as formulas name them: rows and columns from 0, the last ones
    included.
    """

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{quote_sheetname(self.sheet)}!{self.here}"

    @property
    def here(self) -> str:
        """The cells as a formula of the same sheet names them."""
        first = xl_rowcol_to_cell(self.top, self.left, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(self.bottom, self.right, row_abs=True, col_abs=True)
        return first if first == last else f"{first}:{last}"

    @property
    def plain(self) -> str:
        """The cells as a reader names them: "C9:G15"."""
        return self.here.replace("$", "")

    def row(self, place: int) -> Span:
        """Return one row of the block."""
        return Span(self.sheet, self.top + place, self.left, self.top + place, self.right)

    def column(self, place: int) -> Span:
        """Return one column of the block."""
        return Span(self.sheet, self.top, self.left + place, self.bottom, self.left + place)

    def cell(self, row: int, column: int) -> Span:
        """Return one cell of the block."""
        return self.row(row).column(column)

    def below(self, rows: int) -> Span:
        """Return the row that many rows below the block's last, in the same columns; 0 is the next
        one.
        """
        row = self.bottom + 1 + rows
        return Span(self.sheet, row, self.left, row, self.right)

    def after(self) -> Span:
        """Return the cells to the right of the block, one column wide."""
        return Span(self.sheet, self.top, self.right + 1, self.bottom, self.right + 1)


class Book:
    """The workbook being written: its file, its formats, and the words of its page feet."""

    def __init__(self, file: xlsxwriter.Workbook, foot: str, percent: str) -> None:
        self.file = file
        self.foot = foot
        self._percent = percent
        self._formats: dict[tuple[str, str], Any] = {}

    def format(self, kind: str, look: str = "") -> Any:
        """Return the format of a kind of value: plain, "total", "header", "entry" or "own", in the
        row of the reader's own payer.
        """
        if (kind, look) not in self._formats:
            self._formats[kind, look] = self.file.add_format(self._properties(kind, look))
        return self._formats[kind, look]

    def _properties(self, kind: str, look: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": "Calibri",
            "font_size": 11,
            "font_color": INK,
            "valign": "top",
        }
        number = self._percent if kind == "percent" else _FORMATS.get(kind, "General")
        properties["num_format"] = number
        if kind not in _TEXTS:
            properties["align"] = "right"
        if kind not in _TEXTS and (number == "General" or look == "header"):
            properties["indent"] = 1  # a text among numbers
        if kind in ("lines", "line"):
            properties["text_wrap"] = kind == "lines"
        if kind == "title":
            properties |= {"font_size": 18, "bold": True, "font_color": ACCENT}
        if kind == "heading":
            properties |= {"font_size": 13, "bold": True, "font_color": ACCENT}
        if kind == "mark":
            properties |= {"bold": True}
        properties |= _LOOKS.get(look, {})
        return properties


class Sheet:
    """A sheet that is written from the top down. `row` is the next row to be written."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name = book, name
        self.page: Any = book.file.add_worksheet(name)
        self.row = 0
        self._widths = list(widths)
        self._right = 0
        self._heights: dict[int, float] = {}
        self._blocks: list[int] = []
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.set_margins(**_MARGINS)
        foot = book.foot.replace("&", "&&")
        self.page.set_footer(f'&L&"Calibri,Regular"&9 {foot}&R&"Calibri,Regular"&9&P / &N')

    def say(self, text: str, kind: str = "line", formula: str = "") -> Span:
        """Write a text over the empty cells to its right: a title, a heading or a line."""
        place = Span(self.name, self.row, 0, self.row, 0)
        if kind in ("title", "heading"):
            self._set_points(self.row, 28 if kind == "title" else 22)
        if kind == "heading":
            self.block()
        self._write(self.row, 0, SheetCell(text, kind, formula), self.book.format(kind))
        self.row += 1
        return place

    def paragraph(self, text: str, letters: int) -> None:
        """Write a paragraph over the empty cells to its right, a row for each line of at most so
        many letters.
        """
        for line in wrap(text, letters):
            self.say(line)

    def words(self, text: str) -> None:
        """Write a paragraph into the first column, as high as its lines need."""
        self._set_height(self.row, [text])
        self._write(self.row, 0, SheetCell(text, "lines"), self.book.format("lines"))
        self.row += 1

    def stand_out(self, row: int, criteria: str) -> None:
        """Let a row stand out while a formula holds; its words say the same."""
        look = self.book.file.add_format(
            {"bold": True, "font_color": "#ffffff", "bg_color": ACCENT}
        )
        rule = {"type": "formula", "criteria": criteria, "format": look}
        self.page.conditional_format(row, 0, row, len(self._widths) - 1, rule)

    def link(self, cell: Span, to: Sheet, text: str = "") -> None:
        """Make a cell a link to a sheet, with the sheet's name or another text."""
        look = self.book.file.add_format(
            {"font_name": "Calibri", "font_color": ACCENT, "underline": 1, "valign": "top"}
        )
        self.page.write_url(
            cell.top, cell.left, f"internal:{quote_sheetname(to.name)}!A1", look, text or to.name
        )

    def block(self) -> None:
        """Begin what is kept together on paper, as a heading does."""
        self._blocks.append(self.row)

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[SheetCell]],
        totals: int = 0,
        own: int | None = None,
    ) -> Span:
        """Write a table and return the span of its body. The last `totals` rows sum up; `own` is
        the place of the row that stands out as the reader's own.
        """
        self._set_height(self.row, headers, bold=True)
        for column, header in enumerate(headers):
            numeric = all(row[column].kind not in _TEXTS for row in rows)
            look = self.book.format("header" if numeric else "text", "header")
            self._write(self.row, column, SheetCell(header), look)
        top = self.row + 1
        for place, row in enumerate(rows):
            if any(cell.kind == "lines" for cell in row):
                texts = [str(cell.value) if cell.kind == "lines" else "" for cell in row]
                self._set_height(top + place, texts)
            row_look = "total" if place >= len(rows) - totals else "own" if place == own else ""
            for column, cell in enumerate(row):
                look = "entry" if cell.entry else row_look
                self._write(top + place, column, cell, self.book.format(cell.kind, look))
        self.row = top + len(rows)
        self._right = max(self._right, len(headers) - 1)
        return Span(self.name, top, 0, self.row - 1, len(headers) - 1)

    def finish(
        self, frozen: int, repeated: int, rows: int | None = None, columns: int | None = None
    ) -> None:
        """Set what paper and screen need: the first rows stay in sight, the cursor is at A1, only
        the cells of `SheetCell.entry` can be changed.

        Parameters
        ----------
        frozen
            How many rows stay on the screen.
        repeated
            How many rows stand on every page.
        rows, columns
            How many are printed, where not all are. They come on one page, on its side or
            standing, as long as they can be read on it.
        """
        self.page.freeze_panes(frozen, 0)
        self.page.repeat_rows(0, repeated - 1)
        right = max(self._right, len(self._widths) - 1)
        last_row = self.row if rows is None else rows - 1
        last_column = right if columns is None else columns - 1
        self.page.print_area(0, 0, last_row, last_column)
        self._fit(last_row, last_column, repeated)
        self.page.set_selection(0, 0, 0, 0)
        # Without a password: it keeps formulas from slips, not from whoever wants to see or change.
        self.page.protect("", _MAY_BE_DONE)
        # A code such as "020" is text on purpose.
        self.page.ignore_errors(
            {"number_stored_as_text": Span(self.name, 0, 0, self.row, right).plain}
        )

    def _fit(self, last_row: int, last_column: int, repeated: int) -> None:
        """Bring what is printed on one page, or on pages of its width if it is too long for one."""
        widths = self._widths[: last_column + 1]
        widths += [_STANDARD_WIDTH] * (last_column + 1 - len(widths))
        width = sum((width * 7 + 5) * 0.75 for width in widths)
        height = self._height(0, last_row + 1)
        on_side, standing = (
            min(1.0, page[0] / width, page[1] * _SPARE / height) for page in (_PAGE, _UPRIGHT)
        )
        if max(on_side, standing) >= _LEAST_SCALE:
            if standing > on_side:
                self.page.set_portrait()
            self.page.fit_to_pages(1, 1)
        else:
            self.page.fit_to_pages(1, 0)
            scale = min(1.0, _PAGE[0] / width)
            self.page.set_h_pagebreaks(self._breaks(repeated, last_row, scale))

    def _height(self, first: int, after: int) -> float:
        return sum(self._heights.get(row, POINTS_OF_LINE) for row in range(first, after))

    def _breaks(self, repeated: int, last_row: int, scale: float) -> list[int]:
        """Return the rows before which a new page begins, so that no table is torn that fits on
        one.
        """
        room = _PAGE[1] * _SPARE / scale
        blocks = [row for row in self._blocks if row <= last_row]
        top = self._height(0, repeated)
        used = self._height(0, blocks[0]) if blocks else 0.0
        breaks: list[int] = []
        for first, after in pairwise([*blocks, last_row + 1]):
            needed = self._height(first, after)
            if first != blocks[0] and used + needed > room:
                breaks.append(first)
                used = top
            used += needed
            if used > room:  # a table longer than a page flows on, under the repeated rows
                used = top + (used - room) % (room - top)
        return breaks

    def _write(self, row: int, column: int, cell: SheetCell, look: Any) -> None:
        if cell.formula:
            self.page.write_formula(row, column, cell.formula, look, cell.value)
        elif isinstance(cell.value, str):
            # A name that starts with "=" is no formula.
            self.page.write_string(row, column, cell_text(cell.value), look)
        else:
            self.page.write_number(row, column, cell.value, look)

    def _set_height(self, row: int, texts: Sequence[str], bold: bool = False) -> None:
        """Make room for wrapped text: no program measures it when it opens the file."""
        letters = 1.0 if bold else _LETTERS
        lines = max(
            _lines(text, width - bold, letters)
            for text, width in zip(texts, self._widths, strict=False)
        )
        self._set_points(row, POINTS_OF_LINE * min(lines, _MOST_LINES) + 2)

    def _set_points(self, row: int, points: float) -> None:
        self._heights[row] = points
        self.page.set_row(row, points)


def _lines(text: str, width: float, letters: float) -> int:
    """Count the lines that a text takes when words are wrapped at a width, which is counted in
    digits.
    """
    lines, used = 1, 0.0
    for word in text.split():
        # A word longer than the line, such as a checksum, is broken, and its letters are as wide as
        # digits.
        needed = len(word) / letters if len(word) <= width else float(len(word))
        if used and used + 1 + needed > width:
            lines, used = lines + 1, 0.0
        while needed > width:
            lines, needed = lines + 1, needed - width
        used += needed + (1 / letters if used else 0)
    return lines

"""What a part of a spreadsheet holds, counted while its XML goes by; nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from xml.parsers.expat import ExpatError, ParserCreate

from analyysi.errors import Sentence, SourceError
from analyysi.tables.files.cell import Place, column_of_letters
from analyysi.tables.files.walls.limits import MOST_COLUMNS, MOST_ROWS, SMALLER, mebibytes

MOST_CELLS = 150_000
"""Cells that hold something: some six seconds of reading."""
MOST_FORMATTED = 400_000
"""Cells with those that have a format only."""
MOST_JOINED = 100_000
"""Cells that are merged, or share a link: six whole rows of a sheet."""
MOST_ELEMENTS = 3_000_000
MOST_DEPTH = 250
"""Elements in each other: Excel and LibreOffice write some twenty."""
MOST_TEXT = 4 * 1024 * 1024
"""Bytes of one text or one tag: a cell of Excel has at most 32 767 signs."""

_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_HOLDS = (f"{_OFFICE}value-type", f"{_TABLE}formula")
_REFERENCE = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d{1,18})")
_FAR = 10**18


@dataclass
class SheetCount:
    """What the parts of one file hold together."""

    name: str
    """The file's, for messages."""
    elements: int = 0
    formatted: int = 0
    filled: int = 0
    joined: int = 0

    def keep(self, row: int, column: int, copies: int = 1) -> None:
        """Count a cell that holds something, its row and column from 1.

        Raises
        ------
        SourceError
            If it lies beyond what is read, or is one too many.
        """
        self.filled += copies
        if row > MOST_ROWS or column > MOST_COLUMNS:
            place = (
                Sentence("the cell {cell}", cell=str(Place(row, column - 1)))
                if row < _FAR
                else Sentence("a cell far below")
            )
            raise SourceError(
                "{file} holds something in {place}, and at most {rows} rows and "
                "{columns} columns are read. Delete the rows and columns that are "
                "not of the table (Ctrl+End goes to a sheet's last cell), and save it "
                "again.",
                file=self.name,
                place=place,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        if self.filled > MOST_CELLS:
            raise SourceError(
                "{file} has more than {most} cells that hold something, the most "
                "that is read. {smaller}",
                file=self.name,
                most=MOST_CELLS,
                smaller=SMALLER,
            )

    def join(self, reference: str) -> None:
        """Count the cells of a range: the readers make an object of each."""
        corners = [_place(corner) for corner in reference.split(":")]
        if len(corners) != 2 or None in corners:
            return
        sides = [abs(last - first) + 1 for first, last in zip(*filter(None, corners), strict=True)]
        self.joined += prod(sides)
        if self.joined > MOST_JOINED:
            raise SourceError(
                "{file}: the cells {cells} are merged or share one link, and at most "
                "{most} such cells are read. Take them apart and save it again.",
                file=self.name,
                cells=reference,
                most=MOST_JOINED,
            )

    def refuse_many(self) -> None:
        """Refuse what has grown too large."""
        if self.formatted > MOST_FORMATTED:
            raise SourceError(
                "{file} has more than {most} cells with those that are empty "
                "and have a format, the most that is read. {smaller}",
                file=self.name,
                most=MOST_FORMATTED,
                smaller=SMALLER,
            )
        if self.elements > MOST_ELEMENTS:
            raise SourceError(
                "{file} is made of more than {most} elements, the most that is read. {smaller}",
                file=self.name,
                most=MOST_ELEMENTS,
                smaller=SMALLER,
            )


class PartReader:
    """Reads a part as it comes. What is no XML, such as a picture, is passed over."""

    def __init__(self, count: SheetCount, beginning: bytes) -> None:
        """Take the count to add to, and the part's first bytes."""
        self._count = count
        self._begun = beginning.lstrip(_BEFORE_MARKUP)[:1] in (b"", b"<")
        self._fed = self._depth = self._text = 0
        self._rows: list[int] = []  # depths of the rows of Excel that are open
        self._cell = 0  # depth of the cell that is open
        self._holds = False
        self._row = self._column = 0
        self._row_copies = self._copies = 1
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._say
        self._parser.EntityDeclHandler = self._declare

    def feed(self, piece: bytes) -> None:
        """Read on.

        Raises
        ------
        SourceError
            If a limit is broken.
        """
        if not self._begun:
            return
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, False)
        except (ExpatError, LookupError, ValueError):
            self._begun = False  # the reader, which has the same parser, stops here too
            return
        if self._fed - max(self._parser.CurrentByteIndex, 0) > MOST_TEXT:
            self._refuse_long()
        self._count.refuse_many()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._text = 0
        self._count.elements += 1
        if self._depth > MOST_DEPTH:
            raise SourceError(
                "{file} has more than {most} elements in each other, which no "
                "spreadsheet program writes: open it in Excel or LibreOffice and save it "
                "again.",
                file=self._count.name,
                most=MOST_DEPTH,
            )
        if self._rows and self._depth == self._rows[-1] + 1:
            self._start_excel_cell(attributes)
        elif tag in _CELLS:
            self._start_cell(attributes)
        elif tag.startswith(_EXCEL):
            self._start_excel(tag.removeprefix(_EXCEL), attributes)
        elif tag == f"{_TABLE}table":
            self._row, self._row_copies = 0, 1
        elif tag == f"{_TABLE}table-row":
            self._row += self._row_copies
            self._row_copies = _copies(attributes, "number-rows-repeated")
            self._column = 0

    def _start_excel(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self._rows.append(self._depth)
            written = attributes.get("r", "")
            self._row = _number(written, odd=_FAR) if written else self._row + 1
            self._column = 0
        elif tag in ("mergeCell", "hyperlink"):
            self._count.join(attributes.get("ref", ""))
        elif tag == "f":
            self._holds = True

    def _start_excel_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        place = _place(attributes.get("r", ""))
        if place is not None:
            self._row, self._column = place
        self._begin_cell(holds=False)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        copies = _copies(attributes, "number-columns-repeated")
        self._column += copies
        self._copies = copies * self._row_copies
        self._begin_cell(holds=any(name in attributes for name in _HOLDS))

    def _begin_cell(self, holds: bool) -> None:
        self._count.formatted += 1
        self._cell, self._holds = self._depth, holds

    def _end(self, tag: str) -> None:
        if self._depth == self._cell:
            if self._holds:
                last_row = self._row + self._row_copies - 1
                self._count.keep(last_row, self._column, self._copies)
            self._cell = 0
        elif self._rows and self._depth == self._rows[-1]:
            self._rows.pop()
        self._depth -= 1
        self._text = 0

    def _say(self, text: str) -> None:
        self._text += len(text)
        if self._text > MOST_TEXT:
            self._refuse_long()
        if self._cell and not self._holds:
            self._holds = bool(text.strip())

    def _declare(self, *declared: object) -> None:
        raise SourceError(
            "{file} declares entities, which no spreadsheet program writes: open it "
            "in Excel or LibreOffice and save it again.",
            file=self._count.name,
        )

    def _refuse_long(self) -> None:
        raise SourceError(
            "{file} has a text of more than {most}, which is the most that is read. {smaller}",
            file=self._count.name,
            most=mebibytes(MOST_TEXT),
            smaller=SMALLER,
        )


def _copies(attributes: Mapping[str, str], name: str) -> int:
    return max(_number(attributes.get(f"{_TABLE}{name}", "")), 1)


def _number(written: str, odd: int = 0) -> int:
    """Return a whole number as it is written, no larger than need be; `odd` for what is none."""
    if not written.isdecimal():
        return odd
    return int(written) if len(written) < len(str(_FAR)) else _FAR


def _place(reference: str) -> tuple[int, int] | None:
    """Return a cell's row and column, from 1; None of what is no reference."""
    written = _REFERENCE.fullmatch(reference)
    if written is None:
        return None
    column = column_of_letters(written["column"])
    return None if column is None else (_number(written["row"]), column + 1)

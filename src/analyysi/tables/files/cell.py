"""A table as a person sees it: cells, rows and sheets, and what is there but not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analyysi.errors import Sentence


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown. A text that looks like a number has no `number`."""

    text: str
    """What is shown, without footnote marks: "4 800,00 €" of a number with that format."""
    number: Decimal | None = None
    """The number that is shown, exact: 4800 where 4800.25 is stored with a format of whole numbers.
    Of a per cent the shown one: 8.8 where 0.088 is stored and "8,8 %" is shown.
    """
    stored: Decimal | None = None
    """The number that the file holds, where it is not the one that is shown; in the unit of
    `number`: 8.849 of a per cent stored as 0.08849.
    """
    unit: str = ""
    """What the number's format says beside it, such as "€", "%" or "t€"; empty of a text."""
    note: str = ""
    """A footnote mark in superscript that stood beside the text."""
    fault: str = ""
    """Why the cell cannot be believed, as the end of a sentence that begins with its name: "holds a
    formula that was never calculated", "holds the error #REF!", "is struck out".
    """

    @property
    def written(self) -> str:
        """Return its text; nothing of a spreadsheet's own number, whose decimal mark is that of
        whoever opens it and says nothing.
        """
        return self.text if self.number is None else ""

    @property
    def empty(self) -> bool:
        """Return whether nothing stands in it."""
        return not self.text.strip() and not self.fault


EMPTY = Cell("")


@dataclass(frozen=True)
class SheetRow:
    """A row that is seen."""

    number: int
    """Its number in the file, from 1."""
    cells: Mapping[int, Cell]
    """Its cells that hold something, by the number of the column in the file, from 0."""

    def cell(self, column: int) -> Cell:
        """Return a cell; one that holds nothing is empty."""
        return self.cells.get(column, EMPTY)


@dataclass(frozen=True)
class Sheet:
    """What is seen of one table: its rows that hold something, in the order of the file."""

    name: str
    """The sheet of a spreadsheet; empty of a text file."""
    rows: tuple[SheetRow, ...]
    hidden: bool = False
    """Whether the whole sheet is hidden: it is read only if somebody names it."""
    unseen: tuple[str, ...] = ()
    """What is there and not seen, in words: "column B is hidden", "row 9 is hidden"."""

    @property
    def width(self) -> int:
        """Return how many columns there are, up to the last one that holds something."""
        return 1 + max((column for row in self.rows for column in row.cells), default=-1)


@dataclass(frozen=True)
class TableFile:
    """A file of tables: the sheets that hold something, in the order of the file."""

    name: str
    """The file's name for messages."""
    sheets: tuple[Sheet, ...]

    @property
    def seen(self) -> tuple[Sheet, ...]:
        """Return the sheets that are not hidden."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


@dataclass(frozen=True)
class Place:
    """Where a cell is, as a spreadsheet names it."""

    row: int
    """From 1."""
    column: int
    """From 0."""
    sheet: str = field(default="")

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """Say it: "B4", or "sheet Osuudet, B4"."""
        cell = f"{column_letter(self.column)}{self.row}"
        if not self.sheet:
            return Sentence(cell)
        return Sentence("sheet {sheet}, {cell}", sheet=self.sheet, cell=cell)


def column_letter(column: int) -> str:
    """Return a spreadsheet's letter for a column.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_of_letters(letters: str) -> int | None:
    """Return the column of a spreadsheet's letters; None if they are none.

    >>> column_of_letters("ab"), column_of_letters("B4")
    (27, None)
    """
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

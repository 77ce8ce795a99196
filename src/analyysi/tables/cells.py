"""The cells of a file, whatever its form: CSV, spreadsheet, or lines of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.errors import ParameterError, SourceError
from analyysi.suggestions import did_you_mean
from analyysi.tables.numbers.printed_numbers import of_binary

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
TABLES = (".csv", ".tsv", *SPREADSHEETS)
TEXTS = (".txt",)


@dataclass(frozen=True)
class TableCell:
    """A cell as the file has it. `number` is a spreadsheet's number; a text that looks like one has
    none.
    """

    text: str
    number: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Return whether nothing stands in it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Sheet:
    """The cells of one table: `rows[0]` is the first row of the file."""

    name: str
    rows: tuple[tuple[TableCell, ...], ...]

    @property
    def empty(self) -> bool:
        """Whether no cell has anything in it."""
        return all(cell.empty for row in self.rows for cell in row)


def read_sheets(path: Path) -> list[Sheet]:
    """Read the tables of a file: one of a CSV, one per sheet that is not empty of a spreadsheet.

    Raises
    ------
    SourceError
        If the file is missing, empty, damaged or of another form.
    """
    ending = path.suffix.lower()
    if ending not in TABLES:
        raise SourceError(
            f"{path.name} is of a form that is not read. Save it as "
            f"{', '.join((*TABLES, *TEXTS))}, or paste the "
            "lines of the minutes into a .txt file."
        )
    if ending in SPREADSHEETS:
        sheets = _spreadsheet(path)
    else:
        text = read_text(path)
        rows = _csv_rows(text, path.name, ending)
        sheets = [Sheet("", tuple(tuple(map(TableCell, row)) for row in rows))]
    filled = [sheet for sheet in sheets if not sheet.empty]
    if not filled:
        raise SourceError(f"{path.name} is empty: a table of payers and euros was expected.")
    return filled


def chosen_sheet(sheets: Sequence[Sheet], name: str, where: str) -> Sheet | None:
    """Return the sheet of a name, or the only one; None if there are several and none is named."""
    if name:
        named = next((sheet for sheet in sheets if sheet.name == name), None)
        if named is None:
            names = [sheet.name for sheet in sheets if sheet.name]
            raise ParameterError(
                f"{where} has no sheet '{name}' with anything in it.{did_you_mean(name, names)}"
            )
        return named
    return sheets[0] if len(sheets) == 1 else None


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 (with or without a mark), UTF-16 with a mark, or the code page of
    Finnish Windows.
    """
    raw = _bytes(path)
    encodings = (
        ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    )
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(f"{path.name} is no text in UTF-8 or Windows-1252: save it again as UTF-8.")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise SourceError(
            f"There is no file {path}: the published table was expected there."
        ) from error


def _csv_rows(text: str, where: str, ending: str) -> list[list[str]]:
    counts = {mark: text.count(mark) for mark in (";", "\t", ",")}
    # A decimal comma may stand in a file that is separated otherwise, hardly the other way round.
    separator = (
        "\t" if ending == ".tsv" else next((mark for mark in (";", "\t") if counts[mark]), ",")
    )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SourceError(f"{where} is not a CSV table: {error}.") from error
    if separator == ",":
        _check_commas(rows, where)
    return rows


def _check_commas(rows: list[list[str]], where: str) -> None:
    """Refuse rows that are longer than the header above them: decimal commas have cut their numbers
    in two.
    """
    widths = [len(row) for row in rows if len(list(filter(str.strip, row))) > 1]
    for number, row in enumerate(rows, start=1):
        if widths and len(row) > widths[0]:
            raise SourceError(
                f"{where}: row {number} has {len(row)} cells, the header {widths[0]}. In a file "
                "separated by commas a "
                "number with a decimal comma stands in quotes; separate the cells by semicolons "
                "instead."
            )


def _spreadsheet(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    content = _bytes(path)
    if not content:
        raise SourceError(f"{path.name} is empty: a table of payers and euros was expected.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(book, name) for name in book.sheet_names]
    except CalamineError as error:
        raise SourceError(
            f"{path.name} cannot be opened as a spreadsheet ({error}): save it again."
        ) from error


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    rows = book.get_sheet_by_name(name).to_python(False)
    return Sheet(name, tuple(tuple(map(_cell, row)) for row in rows))


def _cell(value: int | float | str | bool | time | date | datetime | timedelta) -> TableCell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return TableCell(str(value))
    number = of_binary(float(value)) if isinstance(value, float) else Decimal(value)
    return TableCell(format(number, "f"), number)

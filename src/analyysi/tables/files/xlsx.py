"""Workbooks of Excel (.xlsx, .xlsm), read by openpyxl."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.errors import SourceError
from analyysi.tables.files.cell import Cell, Sheet
from analyysi.tables.files.number_formats import shown_number, shown_text, stored_number
from analyysi.tables.files.seen import FILTERED_OUT, HIDDEN, Found, Merged, seen_of
from analyysi.tables.files.shown_dates import shown_date
from analyysi.tables.files.spreadsheet_cells import NEVER_CALCULATED, error, lettered, truth
from analyysi.tables.files.text_runs import Run, text_cell

_DAMAGED = (
    BadZipFile,
    InvalidFileException,
    zlib.error,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl and the libraries below it raise of a damaged file."""


def read_xlsx(content: bytes, name: str) -> list[Sheet]:
    """Read the sheets of a workbook that hold something.

    Raises
    ------
    SourceError
        If it is damaged.
    """
    try:
        formulas = _workbook(content, values=False)
        values = _workbook(content, values=True) if _has_formulas(formulas) else formulas
        stale = bool(formulas.calculation.fullCalcOnLoad)
        sheets = [
            seen_of(_found(sheet, values[sheet.title], stale)) for sheet in formulas.worksheets
        ]
    except _DAMAGED as fault:
        raise SourceError(
            f"{name} cannot be opened as an Excel workbook, it is damaged ({fault}): open it in "
            "Excel or LibreOffice and save it again as .xlsx."
        ) from fault
    return [sheet for sheet in sheets if sheet is not None]


def _workbook(content: bytes, values: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures, rules and headings, which are not read
        return load_workbook(
            io.BytesIO(content), rich_text=True, data_only=values, keep_links=False
        )


def _written(sheet: Worksheet) -> Iterator[ExcelCell]:
    """Yield the cells that the file has. `iter_rows` would make all those up to the last one."""
    for cell in sheet._cells.values():
        if isinstance(cell, ExcelCell):
            yield cell


def _has_formulas(book: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in _written(sheet))


def _found(sheet: Worksheet, values: Worksheet, stale: bool) -> Found:
    cells = {}
    show_nothing = []
    for written in _written(sheet):
        value = values._cells[written.row, written.column]
        if value.value is None and written.data_type != "f":
            continue
        place = written.row, written.column - 1
        cell = _cell(value, written.data_type == "f", stale)
        cells[place] = cell
        if cell.empty and not cell.note and value.value not in (None, ""):
            show_nothing.append(place)
    seen = _Seen(sheet)
    return Found(
        sheet.title,
        {place: cell for place, cell in cells.items() if cell.text or cell.fault or cell.note},
        seen.row,
        seen.column,
        [
            Merged(area.min_row, area.max_row, area.min_col - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        ],
        sheet.sheet_state != "visible",
        show_nothing,
    )


@dataclass(frozen=True)
class _Seen:
    """Which rows and columns of a sheet are seen."""

    sheet: Worksheet

    def row(self, number: int) -> str:
        size = self.sheet.row_dimensions.get(number)
        if size is None or (size.height is None and not size.hidden):
            hidden = bool(self.sheet.sheet_format.zeroHeight) and size is None
        else:
            hidden = bool(size.hidden) or size.height == 0
        if not hidden:
            return ""
        return FILTERED_OUT if self._filtered(number) else HIDDEN

    def column(self, number: int) -> str:
        for size in self.sheet.column_dimensions.values():
            first = size.min if size.min is not None else 0
            last = size.max if size.max is not None else first
            if first <= number + 1 <= last:
                return HIDDEN if size.hidden or size.width == 0 else ""
        return ""

    def _filtered(self, number: int) -> bool:
        chosen = self.sheet.auto_filter
        if not chosen.ref or not chosen.filterColumn:
            return False
        first, last = (int("".join(filter(str.isdigit, part))) for part in chosen.ref.split(":"))
        return first < number <= last


def _cell(cell: ExcelCell, is_formula: bool, stale: bool) -> Cell:
    value = cell.value
    if value is None:
        # An empty text that a formula came to has a type of its own in the file.
        return Cell("", fault=NEVER_CALCULATED) if cell.data_type == "n" else Cell("")
    if cell.data_type == "e":
        return error(str(value))
    if isinstance(value, bool):
        shown = truth(value)
    elif isinstance(value, int | float):
        shown = shown_number(stored_number(value), cell.number_format)
        if is_formula and stale and value == 0:
            # Programs that cannot calculate write 0 and ask Excel to calculate on opening.
            shown = replace(shown, fault=NEVER_CALCULATED)
    elif isinstance(value, date | datetime | time | timedelta):
        shown = Cell(shown_date(value, cell.number_format))
    else:
        return text_cell(_runs(cell, value))
    return lettered(shown, _lettering(cell.font, ""))


def _runs(cell: ExcelCell, value: object) -> Iterator[Run]:
    if not isinstance(value, CellRichText):
        yield _lettering(cell.font, shown_text(str(value), cell.number_format))
        return
    for piece in value:
        is_block = isinstance(piece, TextBlock)
        yield _lettering(piece.font, piece.text) if is_block else _lettering(cell.font, piece)


def _lettering(font: Font | InlineFont, text: str) -> Run:
    return Run(text, font.vertAlign == "superscript", bool(font.strike))

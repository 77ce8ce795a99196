"""Workbooks of Excel (.xlsx, .xlsm), read by openpyxl."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.errors import SourceError
from analyysi.tables.files.cell import Cell, Sheet
from analyysi.tables.files.content import DAMAGE
from analyysi.tables.files.number_formats import shown_number, shown_text, stored_number
from analyysi.tables.files.seen import FILTERED_OUT, HIDDEN, Found, Merged, seen_of
from analyysi.tables.files.shown_dates import Moment, is_date_format, shown_date
from analyysi.tables.files.spreadsheet_cells import NEVER_CALCULATED, error, lettered, truth
from analyysi.tables.files.text_runs import Run, text_cell

_ASKS_TO_CALCULATE = re.compile(rb'<(?:\w+:)?calcPr\s[^>]*fullCalcOnLoad="(?:1|true)"')


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
        stale = _asks_to_calculate(content) and not _has_values(formulas, values)
        sheets = [
            seen_of(_found(sheet, values[sheet.title], stale)) for sheet in formulas.worksheets
        ]
    except (*DAMAGE, InvalidFileException) as fault:
        raise SourceError(
            "{file} cannot be opened as an Excel workbook, it is damaged ({fault}): "
            "open it in Excel or LibreOffice and save it again as .xlsx.",
            file=name,
            fault=str(fault),
        ) from fault
    return [sheet for sheet in sheets if sheet is not None]


def _workbook(content: bytes, values: bool) -> Workbook:
    # Its remarks are of pictures, rules and styles, which are not read.
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return load_workbook(
            io.BytesIO(content), rich_text=True, data_only=values, keep_links=False
        )


def _asks_to_calculate(content: bytes) -> bool:
    """Return whether a workbook wants its formulas calculated on opening, as programs that cannot
    calculate write it. openpyxl takes that for granted.
    """
    with ZipFile(io.BytesIO(content)) as archive:
        return _ASKS_TO_CALCULATE.search(archive.read("xl/workbook.xml")) is not None


def _written(sheet: Worksheet) -> Iterator[ExcelCell]:
    """Yield the cells that the file has. `iter_rows` would make all those up to the last one."""
    for cell in sheet._cells.values():
        if isinstance(cell, ExcelCell):
            yield cell


def _has_formulas(book: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in _written(sheet))


def _has_values(formulas: Workbook, values: Workbook) -> bool:
    """Return whether any formula came to a number other than 0, so that somebody calculated."""
    for sheet in formulas.worksheets:
        for cell in _written(sheet):
            value = values[sheet.title]._cells[cell.row, cell.column].value
            if cell.data_type == "f" and value and isinstance(value, int | float):
                return True
    return False


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
        shown = _day(cell, value)
    else:
        return text_cell(_runs(cell, value))
    return lettered(shown, _lettering(cell.font, ""))


def _day(cell: ExcelCell, value: Moment) -> Cell:
    """Return a day or a time; a number where openpyxl takes a letter of its format for a day's."""
    if is_date_format(cell.number_format):
        return Cell(shown_date(value, cell.number_format))
    return shown_number(
        stored_number(to_excel(value, cell.parent.parent.epoch)), cell.number_format
    )


def _runs(cell: ExcelCell, value: object) -> Iterator[Run]:
    if not isinstance(value, CellRichText):
        yield _lettering(cell.font, shown_text(unescape(str(value)), cell.number_format))
        return
    for piece in value:
        is_block = isinstance(piece, TextBlock)
        yield _lettering(piece.font, piece.text) if is_block else _lettering(cell.font, piece)


def _lettering(font: Font | InlineFont, text: str) -> Run:
    return Run(text, font.vertAlign == "superscript", bool(font.strike))

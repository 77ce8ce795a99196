"""Workbooks of Excel 97-2003 (.xls), read by xlrd.

xlrd gives the value that a formula came to and not that there is a formula. Excel, LibreOffice
and Google Sheets calculate before they save, so what is read is what was shown. A program that
writes formulas without calculating leaves an empty text in the cell, which is read as an empty
cell, never as a number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import xlrd
from xlrd.book import Book
from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError
from xlrd.sheet import Cell as XlsCell
from xlrd.sheet import Sheet as XlsSheet
from xlrd.xldate import XLDateError

from analyysi.errors import Sentence, SourceError, sentence_of
from analyysi.tables.files.cell import Cell, Sheet
from analyysi.tables.files.content import DAMAGE
from analyysi.tables.files.number_formats import shown_number, shown_text, stored_number
from analyysi.tables.files.seen import HIDDEN, Found, Merged, seen_of
from analyysi.tables.files.shown_dates import is_date_format, shown_date
from analyysi.tables.files.spreadsheet_cells import error, lettered, truth
from analyysi.tables.files.text_runs import Run, text_cell

_SUPERSCRIPT = 1
_WORKBOOKS = ("workbook", "book")


def read_xls(content: bytes, name: str) -> list[Sheet]:
    """Read the sheets of an old workbook that hold something.

    Raises
    ------
    SourceError
        If it is damaged or locked by a password.
    """
    try:
        _refuse_circle(content)
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),  # it would print its remarks
        )
        sheets = [seen_of(_XlsTable(book, sheet).found()) for sheet in book.sheets()]
    except (*DAMAGE, xlrd.XLRDError, CompDocError) as fault:
        locked = "encrypted" in str(fault)
        reason = (
            Sentence("it is locked by a password")
            if locked
            else Sentence("it is damaged ({fault})", fault=sentence_of(fault) or str(fault))
        )
        raise SourceError(
            "{file} cannot be opened as an Excel workbook, {reason}: open it in "
            "Excel or LibreOffice and save it as .xlsx without a password.",
            file=name,
            reason=reason,
        ) from fault
    return [sheet for sheet in sheets if sheet is not None]


def _refuse_circle(content: bytes) -> None:
    """Refuse a workbook whose small parts lead back to one of themselves: the library would follow
    them for ever.
    """
    if not content.startswith(SIGNATURE):
        return
    document = CompDoc(content, logfile=io.StringIO())
    for part in document.dirlist:
        if part.name.lower() not in _WORKBOOKS or part.tot_size >= document.min_size_std_stream:
            continue
        passed: set[int] = set()
        place = part.first_SID
        while 0 <= place < len(document.SSAT):
            if place in passed:
                raise CompDocError(Sentence("its parts lead round in a circle"))
            passed.add(place)
            place = document.SSAT[place]


@dataclass
class _XlsTable:
    """A sheet of the file while it is read."""

    book: Book
    sheet: XlsSheet
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    show_nothing: list[tuple[int, int]] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)

    def found(self) -> Found:
        """Return what the sheet holds, seen or not."""
        merged = [
            Merged(first_row + 1, last_row, first_column, last_column - 1)
            for first_row, last_row, first_column, last_column in self.sheet.merged_cells
        ]
        for row in range(self.sheet.nrows):
            for column in range(self.sheet.row_len(row)):
                self._keep(row, column, merged)
        return Found(
            self.sheet.name,
            self.cells,
            self._row_unseen,
            self._column_unseen,
            merged,
            self.sheet.visibility != 0,
            self.show_nothing,
            self.covered,
        )

    def _keep(self, row: int, column: int, merged: list[Merged]) -> None:
        written = self.sheet.cell(row, column)
        if written.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or written.value == "":
            return
        place = row + 1, column
        cell = self._cell(written, row, column)
        if any(area.covers(*place) for area in merged):
            self.covered.append(place)
        elif cell.empty and not cell.note:
            self.show_nothing.append(place)
        else:
            self.cells[place] = cell

    def _row_unseen(self, number: int) -> str:
        size = self.sheet.rowinfo_map.get(number - 1)
        if size is None:
            return HIDDEN if self.sheet.default_row_hidden else ""
        return HIDDEN if size.hidden or size.height == 0 else ""

    def _column_unseen(self, number: int) -> str:
        size = self.sheet.colinfo_map.get(number)
        return HIDDEN if size is not None and (size.hidden or size.width == 0) else ""

    def _cell(self, written: XlsCell, row: int, column: int) -> Cell:
        look = self.book.xf_list[written.xf_index]
        lettering = self._lettering(look.font_index)
        code = self.book.format_map[look.format_key].format_str
        if written.ctype == xlrd.XL_CELL_TEXT:
            return text_cell(self._runs(written, row, column, lettering, code))
        if written.ctype == xlrd.XL_CELL_ERROR:
            return error(xlrd.error_text_from_code.get(written.value, "#ERROR"))
        if written.ctype == xlrd.XL_CELL_BOOLEAN:
            cell = truth(bool(written.value))
        elif written.ctype == xlrd.XL_CELL_DATE and is_date_format(code):
            cell = self._date(written.value, code)
        else:
            cell = shown_number(stored_number(written.value), code)
        return lettered(cell, lettering)

    def _date(self, value: float, code: str) -> Cell:
        try:
            moment = xlrd.xldate_as_datetime(value, self.book.datemode)
        except (XLDateError, OverflowError, ValueError):
            return Cell(
                str(value),
                fault=Sentence("has the format of a date and holds {value}", value=str(value)),
            )
        return Cell(shown_date(moment, code))

    def _lettering(self, font_index: int) -> Run:
        font = self.book.font_list[font_index]
        return Run("", font.escapement == _SUPERSCRIPT, bool(font.struck_out))

    def _runs(
        self, written: XlsCell, row: int, column: int, lettering: Run, code: str
    ) -> Iterator[Run]:
        changes = self.sheet.rich_text_runlist_map.get((row, column), [])
        if not changes:
            yield replace(lettering, text=shown_text(written.value, code))
            return
        starts = [start for start, _ in changes]
        yield replace(lettering, text=written.value[: starts[0]])
        for (start, font_index), end in zip(changes, [*starts[1:], None], strict=True):
            yield replace(self._lettering(font_index), text=written.value[start:end])

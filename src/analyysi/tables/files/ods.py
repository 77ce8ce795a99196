"""OpenDocument spreadsheets (.ods). They hold what is shown of each cell beside what is stored."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from math import isfinite, nan
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analyysi.errors import Sentence, SourceError
from analyysi.languages.plain_text import shortened
from analyysi.tables.files.cell import Cell, Sheet
from analyysi.tables.files.content import DAMAGE
from analyysi.tables.files.number_formats import shown_number, stored_number
from analyysi.tables.files.numbers_as_text import number_as_shown
from analyysi.tables.files.ods_styles import Styles, attribute, tag
from analyysi.tables.files.seen import FILTERED_OUT, HIDDEN, Found, Merged, seen_of
from analyysi.tables.files.spreadsheet_cells import NEVER_CALCULATED, error, lettered, truth
from analyysi.tables.files.text_runs import Run, text_cell

_MOST_REPEATED = 20_000
"""How often a row or a cell with something in it may be repeated: no table has more equal rows."""

_CACHE = "'file:"
"""How the name of a table begins in which LibreOffice keeps what it took from another file."""

_NUMBERS = {"float", "currency", "percentage"}
_ROW_PARTS = {tag("table", name) for name in ("table-header-rows", "table-rows", "table-row-group")}
_COLUMN_PARTS = {
    tag("table", name) for name in ("table-header-columns", "table-columns", "table-column-group")
}


def read_ods(content: bytes, name: str) -> list[Sheet]:
    """Read the sheets of an OpenDocument spreadsheet that hold something.

    Raises
    ------
    SourceError
        If it is damaged, or one row fills the whole sheet.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            body = fromstring(archive.read("content.xml"))
            named = fromstring(archive.read("styles.xml")) if _has_styles(archive) else None
    except (*DAMAGE, DefusedXmlException) as fault:
        raise SourceError(
            "{file} cannot be opened as an OpenDocument spreadsheet, it is damaged "
            "or locked by a password ({fault}): open it in LibreOffice and save it "
            "again.",
            file=name,
            fault=str(fault),
        ) from fault
    styles = Styles(root for root in (named, body) if root is not None)
    tables = body.iterfind(f".//{tag('office', 'spreadsheet')}/{tag('table', 'table')}")
    sheets = [seen_of(_Table(table, styles, name).found()) for table in tables if _own(table)]
    return [sheet for sheet in sheets if sheet is not None]


def _has_styles(archive: ZipFile) -> bool:
    return "styles.xml" in archive.namelist()


def _own(table: Element) -> bool:
    """Return whether a person made a table; the others are copies of parts of other files."""
    return (
        not attribute(table, "table", "name").startswith(_CACHE)
        and table.find(tag("table", "table-source")) is None
    )


@dataclass
class _Table:
    """A table of the file while it is read."""

    table: Element
    styles: Styles
    file: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    show_nothing: list[tuple[int, int]] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    rows_unseen: list[tuple[range, str]] = field(default_factory=list)
    column_styles: list[tuple[range, str]] = field(default_factory=list)

    def found(self) -> Found:
        """Return what the table holds, seen or not."""
        columns_unseen = self._read_columns()
        number = 1
        for row, folded in _leaves(self.table, "table-row", _ROW_PARTS, False):
            repeated = _repeated(row, "number-rows-repeated")
            rows = range(number, number + repeated)
            number += repeated
            if reason := self._why_unseen(row, "table-row", "row-height", folded):
                self.rows_unseen.append((rows, reason))
            self._read_row(row, rows)
        return Found(
            attribute(self.table, "table", "name"),
            self.cells,
            lambda row: _of(self.rows_unseen, row),
            lambda column: _of(columns_unseen, column),
            self.merged,
            self._hidden(),
            self.show_nothing,
            self.covered,
        )

    def _hidden(self) -> bool:
        style = attribute(self.table, "table", "style-name")
        return self.styles.value("table", style, "table-properties", "table", "display") == "false"

    def _read_columns(self) -> list[tuple[range, str]]:
        unseen = []
        number = 0
        for column, folded in _leaves(self.table, "table-column", _COLUMN_PARTS, False):
            repeated = _repeated(column, "number-columns-repeated")
            columns = range(number, number + repeated)
            number += repeated
            if reason := self._why_unseen(column, "table-column", "column-width", folded):
                unseen.append((columns, reason))
            self.column_styles.append(
                (columns, attribute(column, "table", "default-cell-style-name"))
            )
        return unseen

    def _why_unseen(self, line: Element, family: str, size: str, folded: bool) -> str:
        visibility = attribute(line, "table", "visibility")
        if visibility == "filter":
            return FILTERED_OUT
        style = attribute(line, "table", "style-name")
        measure = self.styles.value(family, style, f"{family}-properties", "style", size)
        no_size = bool(measure) and not measure.strip("0.acehimnoptx%")
        return HIDDEN if folded or visibility == "collapse" or no_size else ""

    def _read_row(self, row: Element, rows: range) -> None:
        column = 0
        row_style = attribute(row, "table", "default-cell-style-name")
        for written in row:
            if written.tag not in {_CELL, _COVERED}:
                continue
            repeated = _repeated(written, "number-columns-repeated")
            columns = range(column, column + repeated)
            column += repeated
            style = (
                attribute(written, "table", "style-name")
                or row_style
                or _of(self.column_styles, columns.start)
            )
            cell = _cell(written, style, self.styles)
            if cell is None:
                continue
            if len(rows) * len(columns) > _MOST_REPEATED:
                raise SourceError(
                    "{file}: in the sheet {sheet} row {row} stands {count} times. "
                    "Delete the rows and columns that are not of the table, and save it "
                    "again.",
                    file=self.file,
                    sheet=attribute(self.table, "table", "name"),
                    row=rows.start,
                    count=len(rows),
                )
            self._keep(written, cell, rows, columns)

    def _keep(self, written: Element, cell: Cell, rows: range, columns: range) -> None:
        if written.tag == _CELL:
            self._keep_merged(written, rows.start, columns.start)
        for row in rows:
            for column in columns:
                if written.tag == _COVERED:
                    self.covered.append((row, column))
                elif cell.empty and not cell.note:
                    self.show_nothing.append((row, column))
                else:
                    self.cells[row, column] = cell

    def _keep_merged(self, written: Element, row: int, column: int) -> None:
        height = _repeated(written, "number-rows-spanned")
        width = _repeated(written, "number-columns-spanned")
        if height > 1 or width > 1:
            self.merged.append(Merged(row, row + height - 1, column, column + width - 1))


_CELL = tag("table", "table-cell")
_COVERED = tag("table", "covered-table-cell")


def _leaves(
    parent: Element, leaf: str, parts: set[str], folded: bool
) -> Iterator[tuple[Element, bool]]:
    """Yield the rows or columns of a table, and whether they lie in a group that is folded."""
    for child in parent:
        if child.tag == tag("table", leaf):
            yield child, folded
        elif child.tag in parts:
            shut = attribute(child, "table", "display") == "false"
            yield from _leaves(child, leaf, parts, folded or shut)


def _repeated(element: Element, name: str) -> int:
    number = attribute(element, "table", name)
    return max(int(number), 1) if number.isdecimal() else 1


def _of(ranges: list[tuple[range, str]], number: int) -> str:
    """Return what ascending ranges say of a number; nothing if it lies in none of them."""
    place = bisect_right(ranges, number, key=lambda item: item[0].start)
    if not place:
        return ""
    numbers, said = ranges[place - 1]
    return said if number in numbers else ""


def _cell(written: Element, style: str, styles: Styles) -> Cell | None:
    """Return a cell; None if it holds nothing."""
    lines = written.findall(tag("text", "p"))
    runs = list(_runs(lines, styles, styles.run("table-cell", style)))
    text = "".join(run.text for run in runs).strip()
    kind = attribute(written, "office", "value-type")
    if attribute(written, "calcext", "value-type") == "error":
        return error(text)
    if not kind and not text:
        # A formula that came to an empty text has an empty paragraph.
        never = attribute(written, "table", "formula") and not lines
        return Cell("", fault=NEVER_CALCULATED) if never else None
    if kind in _NUMBERS:
        cell = _number(written, text, bool(lines), kind == "percentage")
        return lettered(cell, styles.run("table-cell", style))
    if kind == "boolean" and not lines:
        return truth(attribute(written, "office", "boolean-value") == "true")
    if not lines:
        value = attribute(written, "office", f"{kind}-value")
        return text_cell([replace(styles.run("table-cell", style), text=value)]) if value else None
    return text_cell(runs)


def _number(written: Element, text: str, has_text: bool, percent: bool) -> Cell:
    value = attribute(written, "office", "value")
    try:
        number = float(Decimal(value))
    except InvalidOperation:
        number = nan
    if not isfinite(number):
        return Cell(
            text, fault=Sentence("holds '{value}', which is no number", value=shortened(value))
        )
    stored = stored_number(number)
    if not has_text:
        return shown_number(stored, "0.00%" if percent else "General")
    return number_as_shown(text, stored.scaleb(2) if percent and "%" in text else stored)


def _runs(lines: list[Element], styles: Styles, lettering: Run) -> Iterator[Run]:
    for number, line in enumerate(lines):
        if number:
            yield replace(lettering, text="\n")
        yield from _pieces(line, styles, lettering)


def _pieces(element: Element, styles: Styles, lettering: Run) -> Iterator[Run]:
    yield replace(lettering, text=element.text or "")
    for child in element:
        if child.tag == tag("text", "s"):
            count = attribute(child, "text", "c")
            yield replace(lettering, text=" " * min(int(count) if count.isdecimal() else 1, 1000))
        elif child.tag in {tag("text", "tab"), tag("text", "line-break")}:
            yield replace(lettering, text=" ")
        elif child.tag == tag("text", "span"):
            inner = styles.run("text", attribute(child, "text", "style-name"), lettering)
            yield from _pieces(child, styles, inner)
        elif child.tag != tag("office", "annotation"):
            yield from _pieces(child, styles, lettering)
        yield replace(lettering, text=child.tail or "")

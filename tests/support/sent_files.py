"""Files as officials send them, written from rows of cells: text in any encoding, xlsx and ods with
what a person does not see.

`Page` says what a sheet holds and what of it is hidden; `as_xlsx` and `as_ods` write the same pages.
The xls and ods of LibreOffice are in `tests/fixtures/sent_tables`, converted from the same pages by
`python tests/support/sent_books.py`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Styled:
    """A cell of a spreadsheet that is more than a value."""

    value: object
    number_format: str = ""
    """As a spreadsheet writes it: '#,##0" t€"'."""
    struck: bool = False
    raised: str = ""
    """A mark in superscript after the text."""
    formula: str = ""
    """With the value as the calculated one; None as value where it never was calculated."""
    comment: str = ""


@dataclass(frozen=True)
class Page:
    """A sheet: its rows, and what of it is not seen. Rows and columns from 0."""

    rows: Rows
    name: str = "Taulu"
    state: Literal["seen", "hidden", "very hidden"] = "seen"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    grouped: bool = False
    """Whether they are hidden by a closed group."""
    filtered: bool = False
    """Whether the rows are hidden by a filter."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Blocks of one cell: first row, first column, last row, last column."""


def as_text(
    rows: Rows,
    delimiter: str = ";",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
    quoted: bool = False,
) -> bytes:
    """Write rows as a spreadsheet saves text."""
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=line_end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def as_lines(lines: Sequence[str], encoding: str = "utf-8") -> bytes:
    return "".join(f"{line}\n" for line in lines).encode(encoding, "replace")


def _plain(cell: Any) -> Styled:
    return cell if isinstance(cell, Styled) else Styled(cell)


# Excel
# ------------------------------------------------------------------------------------------


def as_xlsx(*pages: Page) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for page in pages:
        _write_page(book, book.add_worksheet(page.name), page)
    first = next((page.name for page in pages if page.state == "seen"), None)
    if first:
        book.get_worksheet_by_name(first).activate()
        book.get_worksheet_by_name(first).set_first_sheet()
    book.close()
    return out.getvalue()


def _write_page(book: Any, sheet: Any, page: Page) -> None:
    for left in page.merged:
        sheet.merge_range(*left, "")
    for number, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            _write_cell(book, sheet, number, column, _plain(cell))
    level = {"level": 1} if page.grouped else {}
    for number in page.hidden_rows:
        sheet.set_row(number, None, None, {"hidden": True, **level})
    for column in page.hidden_columns:
        sheet.set_column(column, column, None, None, {"hidden": True, **level})
    if page.filtered:
        sheet.autofilter(0, 0, len(page.rows) - 1, len(page.rows[0]) - 1)
        sheet.filter_column(0, "x != Kajaani")
    if page.state == "hidden":
        sheet.hide()
    elif page.state == "very hidden":
        sheet.very_hidden()


def _write_cell(book: Any, sheet: Any, row: int, column: int, cell: Styled) -> None:
    look = {"num_format": cell.number_format} if cell.number_format else {}
    shape = book.add_format({**look, **({"font_strikeout": True} if cell.struck else {})})
    if cell.comment:
        sheet.write_comment(row, column, cell.comment)
    if cell.formula:
        value = "" if cell.value is None else cell.value
        sheet.write_formula(row, column, f"={cell.formula}", shape, value)
    elif cell.raised:
        small = book.add_format({"font_script": 1})
        sheet.write_rich_string(row, column, str(cell.value), small, cell.raised)
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value, shape)
    elif cell.value is not None:
        sheet.write_number(row, column, cell.value, shape)


# OpenDocument
# ------------------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in {
        "office": "office", "table": "table", "text": "text", "style": "style",
        "number": "datastyle", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_STYLES = (
    '<style:style style:name="struck" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="raised" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
    '<style:style style:name="unseen" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
)


def as_ods(*pages: Page) -> bytes:
    """Write pages as LibreOffice does: repeated empty rows at the end, shown texts beside values."""
    formats: dict[str, str] = {}
    tables = "".join(_ods_page(page, formats) for page in pages)
    styles = "".join(
        f'{_ods_format(name, code)}<style:style style:name="c{name}" style:family="table-cell" '
        f'style:data-style-name="{name}"/>'
        for code, name in formats.items()
    )
    content = (
        f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
        f"{_STYLES}{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def _ods_format(name: str, code: str) -> str:
    """Write a number format: digits after the point, groups, and a text behind."""
    digits, _, behind = code.partition('"')
    decimals = len(digits.partition(".")[2].strip(" ,%"))
    number = (
        f'<number:number number:decimal-places="{decimals}" number:min-integer-digits="1"'
        f"{' number:grouping=' + chr(34) + 'true' + chr(34) if ',' in digits else ''}/>"
    )
    if "%" in code:
        text = "<number:text> %</number:text>"
        return (
            f'<number:percentage-style style:name="{name}">{number}{text}</number:percentage-style>'
        )
    text = f"<number:text>{escape(behind.rstrip(chr(34)))}</number:text>" if behind else ""
    return f'<number:number-style style:name="{name}">{number}{text}</number:number-style>'


def _ods_page(page: Page, formats: dict[str, str]) -> str:
    width = max(map(len, page.rows), default=1)
    columns = "".join(
        '<table:table-column table:visibility="collapse"/>'
        if column in page.hidden_columns
        else "<table:table-column/>"
        for column in range(width)
    )
    rows = [_ods_row(page, number, formats) for number in range(len(page.rows))]
    rows.append(
        f'<table:table-row table:number-rows-repeated="{1_048_576 - len(rows)}">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    style = "" if page.state == "seen" else ' table:style-name="unseen"'
    return f"<table:table table:name={quoteattr(page.name)}{style}>{columns}{''.join(rows)}</table:table>"


def _ods_row(page: Page, number: int, formats: dict[str, str]) -> str:
    seen = ""
    if number in page.hidden_rows:
        seen = f' table:visibility="{"filter" if page.filtered else "collapse"}"'
    cells = []
    for column, cell in enumerate(page.rows[number]):
        inside = [
            (bottom - top + 1, right - left + 1, (top, left) == (number, column))
            for top, left, bottom, right in page.merged
            if top <= number <= bottom and left <= column <= right
        ]
        cells.append(_ods_cell(_plain(cell), formats, inside))
    return f"<table:table-row{seen}>{''.join(cells)}</table:table-row>"


def _ods_cell(cell: Styled, formats: dict[str, str], inside: list[tuple[int, int, bool]]) -> str:
    if inside and not inside[0][2]:
        return "<table:covered-table-cell/>"
    marks = ""
    if inside:
        marks = (
            f' table:number-rows-spanned="{inside[0][0]}"'
            f' table:number-columns-spanned="{inside[0][1]}"'
        )
    if cell.number_format:
        name = formats.setdefault(cell.number_format, f"n{len(formats)}")
        marks += f' table:style-name="c{name}"'
    elif cell.struck:
        marks += ' table:style-name="struck"'
    if cell.formula:
        marks += f' table:formula="of:={escape(cell.formula)}"'
    note = ""
    if cell.comment:
        note = f"<office:annotation><text:p>{escape(cell.comment)}</text:p></office:annotation>"
    if cell.value is None:
        return f"<table:table-cell{marks}>{note}</table:table-cell>"
    if isinstance(cell.value, str):
        raised = f'<text:span text:style-name="raised">{cell.raised}</text:span>'
        text = escape(cell.value) + (raised if cell.raised else "")
        kind = ' office:value-type="string"'
    else:
        kind = f' office:value-type="{"percentage" if "%" in cell.number_format else "float"}"'
        kind += f' office:value="{cell.value!r}"'
        text = _shown(cell)
    return f"<table:table-cell{kind}{marks}>{note}<text:p>{text}</text:p></table:table-cell>"


def _shown(cell: Styled) -> str:
    """Write a number as its format shows it in a Finnish LibreOffice."""
    if not cell.number_format:
        return str(cell.value).replace(".", ",")
    digits, _, behind = cell.number_format.partition('"')
    decimals = len(digits.partition(".")[2].strip(" ,%"))
    exact = Decimal(str(cell.value)) * (100 if "%" in digits else 1)
    value = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    shown = f"{value:,.{decimals}f}".replace(",", "\u00a0" if "," in digits else "").replace(
        ".", ","
    )
    return shown + (" %" if "%" in digits else "") + escape(behind.rstrip('"'))

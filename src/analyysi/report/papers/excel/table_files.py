"""TABLE_FORMATS: a plain table as a file that a Finnish or Swedish Excel opens at a double click.

Excel decides by what a cell of a CSV looks like: 091 would lose its zero, and 1/7 become the first
of July. Codes and fractions are therefore written as `="091"`, the one spelling that Excel and
LibreOffice both keep as text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from analyysi import __version__
from analyysi.errors import Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.plain_text import cell_text, csv_text, one_line, property_text
from analyysi.money import euros

Cell = str | int | Decimal | Fraction | None
"""What stands in a cell; None where there is nothing."""

_MOST_DIGITS = 15
"""Spreadsheets hold so many digits of a number: an amount of more is written as text."""


@dataclass(frozen=True)
class CellKind:
    """A row of `CELL_KINDS`: how a cell is written.

    Parameters
    ----------
    in_csv
        Writes it for a CSV with a decimal comma.
    number_format
        How a spreadsheet shows it; "@" is text.
    number
        Makes the number that a spreadsheet holds; None if it holds text.
    """

    in_csv: Callable[[Any], str]
    number_format: str
    number: Callable[[Any], float] | None = None


def _kept_as_text(text: object) -> str:
    return f'="{text}"'


def _with_comma(number: object) -> str:
    return str(number).replace(".", ",")


CELL_KINDS: dict[str, CellKind] = {
    "text": CellKind(csv_text, "@"),
    "code": CellKind(_kept_as_text, "@"),
    "fraction": CellKind(_kept_as_text, "@"),
    "cents": CellKind(
        lambda cents: _with_comma(euros(cents)), "#,##0.00", lambda cents: cents / 100
    ),
    "number": CellKind(_with_comma, "General", float),
}
"""Every kind of cell: `cents` are whole cents, shown as euros; codes have letters, digits and
hyphens only.
"""


@dataclass(frozen=True)
class ExcelColumn:
    """A column: its heading, the kind of its cells (a row of `CELL_KINDS`), its width in digits."""

    heading: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True)
class ExcelTable:
    """A plain table and what its file says of itself.

    Parameters
    ----------
    title
        Of the document, in its properties.
    sheet
        The name of the sheet.
    day
        The day that the file bears: never the clock's, so that the bytes stay the same.
    foot
        What stands below each printed page.
    """

    title: str
    sheet: str
    language: str
    day: date
    columns: Sequence[ExcelColumn]
    rows: Sequence[Sequence[Cell]]
    foot: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    Sentence(
                        "{title}: a row has {count} cells: {row}",
                        title=self.title,
                        count=len(row),
                        row=row,
                    )
                )


def excel_csv(table: ExcelTable) -> bytes:
    """Write a table as CSV for a Finnish or Swedish Excel: UTF-8 with a byte order mark, semicolon,
    decimal comma, carriage return and line feed.

    There is no line "sep=;": after it Excel takes no notice of the byte order mark.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_text(column.heading) for column in table.columns])
    kinds = [CELL_KINDS[column.kind] for column in table.columns]
    for row in table.rows:
        writer.writerow(
            "" if cell is None else kind.in_csv(cell) for kind, cell in zip(kinds, row, strict=True)
        )
    return out.getvalue().encode("utf-8-sig")


def excel_workbook(table: ExcelTable) -> bytes:
    """Write a table as an .xlsx file of one sheet, with its header row frozen and filters on it."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_properties(
        {
            "title": property_text(table.title),
            "comments": f"analyysi {__version__}",
            "created": datetime.combine(table.day, time()),
        }
    )
    sheet = file.add_worksheet(table.sheet)
    heading = file.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    formats = [
        file.add_format({"num_format": CELL_KINDS[column.kind].number_format})
        for column in table.columns
    ]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, one_line(column.heading), heading)
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if cell is not None:
                _write(sheet, (number, place), CELL_KINDS[column.kind], cell, formats[place])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    foot = table.foot.replace("&", "&&")
    # A digit behind the size of the letters would be one of the size.
    sheet.set_footer(f"&L&8{' ' if foot[:1].isdigit() else ''}{foot}&R&8&P / &N")
    file.close()
    return in_language(out.getvalue(), LANGUAGES[table.language].office_tag)


def _write(sheet: Any, place: tuple[int, int], kind: CellKind, cell: Any, look: Any) -> None:
    written = kind.in_csv(cell) if kind.number is not None else one_line(str(cell))
    if kind.number is None or sum(map(str.isdigit, written)) > _MOST_DIGITS:
        sheet.write_string(*place, cell_text(written), look)
    else:
        sheet.write_number(*place, kind.number(cell), look)


def in_language(data: bytes, tag: str) -> bytes:
    """Say in a workbook's properties which language it is in, which xlsxwriter does not.

    Every entry keeps its fixed time, so that the bytes stay the same.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<dc:language>{tag}</dc:language>".encode() + end)
            new.writestr(entry, content)
    return out.getvalue()


TABLE_FORMATS: dict[str, Callable[[ExcelTable], bytes]] = {
    ".xlsx": excel_workbook,
    ".csv": excel_csv,
}
"""What makes a file of a plain table, by its ending."""

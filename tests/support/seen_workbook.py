"""A workbook with everything that a person sees otherwise than it is stored, and what is seen.

`tests/fixtures/tables/` has it as LibreOffice saved it in three forms; its README says how.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.tables.files.cell import Cell, Sheet

RAISED = InlineFont(vertAlign="superscript")
ACCOUNTING = (
    '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'  # as Excel writes it
)


@dataclass(frozen=True)
class Row:
    """A row of the sheet Osuudet: a label in A, a draft in the hidden B, the value in C."""

    label: object
    value: object
    code: str = "General"
    seen: Cell | None = None
    """What is seen of the value; of a cell at fault the fault says only that there is one."""
    font: Font | None = None


def number(
    text: str, shown: str | int, unit: str = "", stored: str | None = None, fault: str = ""
) -> Cell:
    return Cell(text, Decimal(shown), Decimal(stored) if stored else None, unit=unit, fault=fault)


FAULT = "at fault"
ROWS = (
    Row("Kunta", "Maksuosuus €", seen=Cell("Maksuosuus €")),
    Row("Hyrynsalmi", 4800.25, '#,##0\\ "€"', number("4 800 €", 4800, "€", "4800.25")),
    Row("Kuhmo", 18199.75, '#,##0\\ "€"', number("18 200 €", 18200, "€", "18199.75")),
    Row("Paltamo", CellRichText(["7079", TextBlock(RAISED, "1")]), seen=Cell("7079", note="1")),
    Row("Puolanka", 0.06875, "0.0%", number("6,9%", "6.9", "%", "6.875")),
    Row("Ristijärvi", 0.25, "0.0\\ %", number("25,0 %", 25, "%")),
    Row("poistettu", 24000, seen=number("24000", 24000, fault=FAULT), font=Font(strike=True)),
    Row("jako nollalla", "=1/0", seen=Cell("#DIV/0!", fault=FAULT)),
    Row("viittaus", "=#REF!+1", seen=Cell("#REF!", fault=FAULT)),
    Row("summa", "=4800+18200", seen=number("23000", 23000)),
    Row("tyhjä kaava", '=IF(1=1,"","x")'),
    Row("päivä", date(2022, 5, 3), "d.m.yyyy", Cell("3.5.2022")),
    Row("miinus", -79.5, "#,##0.00;[Red]\\-#,##0.00", number("-79,50", "-79.5")),
    Row("sulut", -79.5, "#,##0.00_);(#,##0.00)", number("(79,50)", "-79.5")),
    Row("punainen", -79.5, "#,##0.00;[Red]#,##0.00", Cell("", fault=FAULT)),
    Row("tuhansina", 7079000, "#,##0,", Cell("", fault=FAULT)),
    Row("piilotettu", 123, ";;;"),
    Row("tuhatta", 7.1, '0.0" t€"', number("7,1 t€", "7.1", "t€")),
    Row("viiva", 0, ACCOUNTING, number("- €", 0, "€")),
    Row("kymppi", CellRichText(["10", TextBlock(RAISED, "3"), "€"]), seen=Cell("10³€")),
    Row("koodi", 91, "000", number("091", 91)),
    Row("ehto", 1200, '[>1000]0.0,"k";0', Cell("", fault=FAULT)),
    Row(
        CellRichText(["Sotkamo ", TextBlock(InlineFont(strike=True), "Kajaani")]),
        24000,
        seen=number("24000", 24000),
    ),
)
HIDDEN_ROW = len(ROWS) + 1
FOLDED_ROWS = range(HIDDEN_ROW + 2, HIDDEN_ROW + 5)
NOTHING_SHOWN = 1 + next(place for place, row in enumerate(ROWS) if row.code == ";;;")


def write_seen_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Osuudet"
    for place, row in enumerate(ROWS, start=1):
        sheet.cell(place, 1, row.label)
        sheet.cell(place, 2, 1000 + place)
        cell = sheet.cell(place, 3, row.value)
        cell.number_format = row.code
        if row.font:
            cell.font = row.font
    sheet.cell(HIDDEN_ROW, 1, "Kajaani")
    sheet.cell(HIDDEN_ROW, 3, 30000)
    sheet.row_dimensions[HIDDEN_ROW].hidden = True
    for place in FOLDED_ROWS:
        sheet.cell(place, 1, f"ryhmän rivi {place}")
    sheet.row_dimensions.group(FOLDED_ROWS[0], FOLDED_ROWS[-1], hidden=True)
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("E1:F2")
    sheet["E1"] = "Yhdistetty"
    for name, state in (("Luonnos", "hidden"), ("Salattu", "veryHidden"), ("Tyhjä", "visible")):
        book.create_sheet(name).sheet_state = state
    for name in ("Luonnos", "Salattu"):
        book[name].append(["Paltamo", 7786.9])
    _filtered(book.create_sheet("Suodatettu"))
    book.save(path)


def _filtered(sheet: Worksheet) -> None:
    for row in (["Kunta", "€"], ["Paltamo", 1], ["Kuhmo", 2], ["Sotkamo", 3]):
        sheet.append(row)
    sheet.auto_filter.ref = "A1:B4"
    sheet.auto_filter.add_filter_column(0, ["Paltamo", "Sotkamo"])
    sheet.row_dimensions[3].hidden = True


def differences(sheet: Sheet) -> list[str]:
    """Return where the sheet Osuudet is read otherwise than it is seen."""
    rows = {row.number: row for row in sheet.rows}
    texts = []
    for place, row in enumerate(ROWS, start=1):
        cell = rows[place].cell(2)
        expected = row.seen or Cell("")
        same = bool(cell.fault) if expected.fault else cell == expected
        if not same:
            texts.append(f"C{place}: {cell} for {expected}")
    return texts

"""Excel workbooks as they are seen. The first six shapes are those of tables that were taken wrongly
once.
"""

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.errors import SourceError
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.spreadsheet_cells import NEVER_CALCULATED
from analyysi.tables.files.xlsx import read_xlsx
from support.places import ROOT
from support.seen_workbook import (
    FOLDED_ROWS,
    HIDDEN_ROW,
    NOTHING_SHOWN,
    RAISED,
    ROWS,
    differences,
    write_seen_workbook,
)

SHARES = {"Hyrynsalmi": 4800, "Kuhmo": 18200, "Paltamo": 7079, "Puolanka": 5500}
UNSEEN = (
    "column B is hidden",
    f"row {HIDDEN_ROW} is hidden",
    f"rows {FOLDED_ROWS[0]} to {FOLDED_ROWS[-1]} are hidden",
    f"C{NOTHING_SHOWN} holds what the cell's format does not show",
)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(change: Callable[[Worksheet], object]) -> Sheet:
    """Return the sheet of a table of shares after a change."""
    book = openpyxl.Workbook()
    book.active.append(["Kunta", "Maksuosuus €"])
    for row in SHARES.items():
        book.active.append(row)
    change(book.active)
    (sheet,) = read_xlsx(saved(book), "a.xlsx")
    return sheet


def changed_xml(content: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with another text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            text = archive.read(name)
            if name == part:
                assert re.search(old.encode(), text)
                text = re.sub(old.encode(), new.encode(), text)
            copy.writestr(name, text)
    return out.getvalue()


def numbers(sheet: Sheet, column: int) -> dict[str, Decimal | None]:
    return {row.cell(0).text: row.cell(column).number for row in sheet.rows[1:]}


def test_footnote_mark_in_superscript_is_no_digit() -> None:
    sheet = read(lambda page: page.cell(4, 2, CellRichText(["7079", TextBlock(RAISED, "1")])))
    cell = sheet.rows[3].cell(1)
    assert (cell.text, cell.note, cell.number, cell.fault) == ("7079", "1", None, "")


def test_hidden_column_is_not_read() -> None:
    def draft(page: Worksheet) -> None:
        page.insert_cols(2)
        for row in range(1, 6):
            page.cell(row, 2, 5280)
        page.column_dimensions["B"].hidden = True

    sheet = read(draft)
    assert sheet.unseen == ("column B is hidden",)
    assert numbers(sheet, 2) == SHARES
    assert all(1 not in row.cells for row in sheet.rows)


def test_hidden_sheet_is_marked_and_very_hidden_too() -> None:
    book = openpyxl.Workbook()
    for state in ("hidden", "veryHidden", "visible"):
        sheet = book.create_sheet(state)
        sheet.append(["Paltamo", 1])
        sheet.sheet_state = state
    sheets = read_xlsx(saved(book), "a.xlsx")
    assert {sheet.name: sheet.hidden for sheet in sheets} == {
        "hidden": True,
        "veryHidden": True,
        "visible": False,
    }


def test_hidden_row_is_not_read() -> None:
    def hide(page: Worksheet) -> None:
        page.append(["Kajaani", 30000])
        page.row_dimensions[6].hidden = True

    sheet = read(hide)
    assert sheet.unseen == ("row 6 is hidden",)
    assert numbers(sheet, 1) == SHARES


def test_struck_out_row_is_at_fault() -> None:
    def strike(page: Worksheet) -> None:
        page.append(["Kajaani", 30000])
        for cell in page[6]:
            cell.font = Font(strike=True)

    row = read(strike).rows[-1]
    assert [cell.fault for cell in row.cells.values()] == ["is struck out"] * 2


def test_number_is_the_shown_one_and_the_stored_one_beside_it() -> None:
    def shown_whole(page: Worksheet) -> None:
        page["B2"] = 4800.25
        page["B2"].number_format = "#,##0"

    cell = read(shown_whole).rows[1].cell(1)
    assert (cell.text, cell.number, cell.stored) == ("4 800", 4800, Decimal("4800.25"))


def test_all_is_seen_of_a_calculated_workbook() -> None:
    content = (ROOT / "tests/fixtures/tables/seen.xlsx").read_bytes()
    sheets = read_xlsx(content, "seen.xlsx")
    assert differences(sheets[0]) == []
    assert sheets[0].unseen == UNSEEN
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Osuudet", False),
        ("Luonnos", True),
        ("Salattu", True),
        ("Suodatettu", False),
    ]
    assert sheets[-1].unseen == ("row 3 is hidden by a filter",)


def test_formula_that_was_never_calculated_is_a_fault(tmp_path: Path) -> None:
    write_seen_workbook(tmp_path / "a.xlsx")
    sheet = read_xlsx((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")[0]
    formulas = [place for place, row in enumerate(ROWS, start=1) if str(row.value)[:1] == "="]
    rows = {row.number: row for row in sheet.rows}
    assert len(formulas) == 4
    faults = {rows[place].cell(2).fault for place in formulas}
    assert faults == {NEVER_CALCULATED}
    assert len(differences(sheet)) == 2  # the sum and the empty text; errors are faults both ways


def written_by_a_program(*values: int) -> bytes:
    """Return a workbook of formulas as a program writes it that cannot calculate; 0 where it is not
    told their values.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for column, value in enumerate(values):
            page.write_formula(0, column, "=1+1", value=value)
        page.write(0, len(values), 0)
    return out.getvalue()


def test_zero_that_a_program_wrote_for_every_formula_was_never_calculated() -> None:
    content = written_by_a_program(0, 0)
    (sheet,) = read_xlsx(content, "a.xlsx")
    faults = [cell.fault for cell in sheet.rows[0].cells.values()]
    assert faults == [NEVER_CALCULATED] * 2 + [""]
    calculated = changed_xml(content, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    (sheet,) = read_xlsx(calculated, "a.xlsx")
    assert [cell.number for cell in sheet.rows[0].cells.values()] == [0, 0, 0]


def test_zero_beside_values_that_a_program_knew_is_a_zero() -> None:
    (sheet,) = read_xlsx(written_by_a_program(2, 0), "a.xlsx")
    cells = sheet.rows[0].cells.values()
    assert [(cell.number, cell.fault) for cell in cells] == [(2, ""), (0, ""), (0, "")]


def test_a_letter_in_a_number_format_makes_no_day() -> None:
    def hours(page: Worksheet) -> None:
        page["B2"].number_format = "0\\ \\h"

    cell = read(hours).rows[1].cell(1)
    assert (cell.text, cell.number, cell.unit) == ("4800 h", 4800, "h")


def test_escaped_signs_of_a_text_are_read() -> None:
    cell = read(lambda page: page.cell(2, 1, "Hyryn_x0073_almi")).rows[1].cell(0)
    assert cell.text == "Hyrynsalmi"


def test_rows_and_columns_without_height_or_width_are_hidden() -> None:
    book = openpyxl.Workbook()
    for row in (["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]):
        book.active.append(row)
    book.active.column_dimensions["B"].width = 99
    book.active.row_dimensions[2].height = 99
    part = "xl/worksheets/sheet1.xml"
    content = changed_xml(saved(book), part, '<row r="2"[^>]*>', '<row r="2" ht="0">')
    content = changed_xml(content, part, 'width="99"', 'width="0"')
    (sheet,) = read_xlsx(content, "a.xlsx")
    assert sheet.unseen == ("column B is hidden", "row 2 is hidden")
    assert [list(row.cells) for row in sheet.rows] == [[0, 2], [0, 2]]


def test_rows_that_are_hidden_unless_they_say_otherwise() -> None:
    book = openpyxl.Workbook()
    for row in (["a"], ["b"]):
        book.active.append(row)
    book.active.row_dimensions[1].height = 15
    content = changed_xml(
        saved(book), "xl/worksheets/sheet1.xml", "<sheetFormatPr", '<sheetFormatPr zeroHeight="1"'
    )
    (sheet,) = read_xlsx(content, "a.xlsx")
    assert [row.number for row in sheet.rows] == [1]
    assert sheet.unseen == ("row 2 is hidden",)


def test_a_range_of_hidden_columns_is_hidden() -> None:
    def hide(page: Worksheet) -> None:
        for column in range(3, 8):
            page.cell(2, column, "x")
        page.column_dimensions.group("C", "F", hidden=True)

    sheet = read(hide)
    assert sheet.unseen == ("columns C to F are hidden",)
    assert list(sheet.rows[1].cells) == [0, 1, 6]


def test_superscript_number_and_errors_are_faults() -> None:
    def change(page: Worksheet) -> None:
        page["B2"].font = Font(vertAlign="superscript")
        page["B3"] = "#N/A"
        page["B3"].data_type = "e"
        page["B4"] = True

    rows = read(change).rows
    assert "superscript" in rows[1].cell(1).fault
    assert rows[2].cell(1).fault == "holds the error #N/A"
    assert rows[3].cell(1).text == "TOSI"


def test_text_that_looks_like_a_number_has_none() -> None:
    def change(page: Worksheet) -> None:
        page["B2"] = "4 800,00 €"

    cell = read(change).rows[1].cell(1)
    assert (cell.text, cell.number) == ("4 800,00 €", None)


@pytest.mark.slow
def test_a_cell_in_the_last_corner_makes_no_rectangle() -> None:
    sheet = read(lambda page: page.cell(1048576, 16384, "x"))
    assert [row.number for row in sheet.rows][-1] == 1048576
    assert sheet.width == 16384
    assert len(sheet.rows) == 6


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_damaged_workbook_is_told(part: str) -> None:
    content = changed_xml(saved(openpyxl.Workbook()), part, ">", "")
    with pytest.raises(SourceError, match="a.xlsx cannot be opened as an Excel workbook"):
        read_xlsx(content, "a.xlsx")

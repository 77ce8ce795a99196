"""A plain table opens in a Finnish Excel as it is: nothing is lost, rounded or taken for a formula."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analyysi.report.papers.excel.table_files import (
    CELL_KINDS,
    TABLE_FORMATS,
    Cell,
    ExcelColumn,
    ExcelTable,
    excel_csv,
    excel_workbook,
)
from support.needed import need
from support.office_tools import convert, office_missing

AMOUNTS = st.integers(min_value=-(10**20), max_value=10**20)
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)


def table(kind: str, cells: list[Cell], heading: str = "Maksuosuus, €") -> ExcelTable:
    return ExcelTable(
        title="Jako",
        sheet="Osuudet",
        language="fi",
        day=date(2023, 1, 1),
        columns=[ExcelColumn(heading, kind)],
        rows=[[cell] for cell in cells],
    )


def in_csv(kind: str, cells: list[Cell]) -> list[str]:
    text = excel_csv(table(kind, cells)).decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    return ["".join(row) for row in rows]


def in_workbook(kind: str, cells: list[Cell]) -> list[Any]:
    sheet = load_workbook(io.BytesIO(excel_workbook(table(kind, cells)))).active
    assert sheet is not None
    return [sheet.cell(number, 1).value for number in range(2, len(cells) + 2)]


def test_bytes_of_the_csv_are_those_that_excel_needs() -> None:
    content = excel_csv(table("cents", [707_950, -5], heading="Maksuosuus, €"))
    assert content == "\ufeffMaksuosuus, €\r\n7079,50\r\n-0,05\r\n".encode()


@given(AMOUNTS)
def test_no_cent_is_lost_or_rounded(cents: int) -> None:
    (written,) = in_csv("cents", [cents])
    assert Decimal(written.replace(",", ".")) * 100 == cents
    (cell,) = in_workbook("cents", [cents])
    assert round(Fraction(str(cell).replace(",", ".")) * 100) == cents


@given(CODES)
def test_codes_stay_text(code: str) -> None:
    assert in_csv("code", [code]) == [f'="{code}"']
    assert in_workbook("code", [code]) == [code]


def test_a_fraction_is_no_date() -> None:
    assert in_csv("fraction", [Fraction(1, 7), Fraction(0)]) == ['="1/7"', '="0"']
    assert in_workbook("fraction", [Fraction(1, 7), Fraction(0)]) == ["1/7", "0"]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+358 40", "-a", '=HYPERLINK("http://a")'])
def test_text_is_never_a_formula(text: str) -> None:
    assert in_csv("text", [text]) == [f"'{text}"]
    with zipfile.ZipFile(io.BytesIO(excel_workbook(table("text", [text])))) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")
        assert not [name for name in file.namelist() if "rels" in name and "sheet1" in name]


def test_text_keeps_to_its_cell() -> None:
    assert in_csv("text", ['a;"b"\r\nc', "Äijä"]) == ['a;"b" c', "Äijä"]


@pytest.mark.parametrize("kind", CELL_KINDS)
def test_nothing_is_an_empty_cell(kind: str) -> None:
    assert in_csv(kind, [None]) == [""]
    assert in_workbook(kind, [None]) == [None]


@pytest.mark.parametrize("ending", TABLE_FORMATS)
def test_the_same_table_is_the_same_bytes(ending: str) -> None:
    made = TABLE_FORMATS[ending]
    assert made(table("cents", [1])) == made(table("cents", [1]))


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="Jako: a row has 2 cells"):
        ExcelTable("Jako", "Osuudet", "fi", date(2023, 1, 1), [ExcelColumn("a")], [["a", "b"]])


@pytest.mark.slow
def test_a_finnish_office_opens_the_csv_as_it_is(tmp_path: Path) -> None:
    need(office_missing())
    written = ExcelTable(
        title="Jako",
        sheet="Osuudet",
        language="fi",
        day=date(2023, 1, 1),
        columns=[
            ExcelColumn("Tunnus", "code"),
            ExcelColumn("Kunta"),
            ExcelColumn("Maksuosuus, €", "cents"),
            ExcelColumn("Tarkka osuus", "fraction"),
        ],
        rows=[["091", "=Helsinki", 123_456_789, Fraction(1, 7)], ["578", "Äänekoski", -5, None]],
    )
    path = tmp_path / "results-excel.csv"
    path.write_bytes(excel_csv(written))
    # What a double click does in a Finnish Windows: semicolon, UTF-8, Finnish numbers (1035).
    (opened,) = convert([path], "xlsx", tmp_path / "opened", "CSV:59,34,76,1,,1035,false,true")
    sheet = load_workbook(opened, data_only=True).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Tunnus", "Kunta", "Maksuosuus, €", "Tarkka osuus"],
        ["091", "'=Helsinki", 1_234_567.89, "1/7"],
        ["578", "Äänekoski", -0.05, None],
    ]

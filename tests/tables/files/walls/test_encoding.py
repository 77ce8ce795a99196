"""Sheets come back from another process as they were, and nothing else does."""

import json
from decimal import Decimal

import pytest

from analyysi.tables.files.cell import Cell, Sheet, SheetRow
from analyysi.tables.files.formats import FORMATS
from analyysi.tables.files.walls.encoding import decoded_sheets, encoded
from support.places import ROOT

CELL = Cell("4 800,00 €", Decimal("4800.00"), Decimal("4800.25"), "€", "1", "is struck out")
SHEETS = [
    Sheet("Osuudet", (SheetRow(2, {0: Cell("Ähtäri"), 3: CELL}),), True, ("row 9 is hidden",)),
    Sheet("", ()),
]


def test_sheets_come_back_as_they_were() -> None:
    assert decoded_sheets(encoded(SHEETS)) == SHEETS


@pytest.mark.parametrize(
    ("form", "ending"), [("excel_workbook", "xlsx"), ("open_document", "ods"), ("excel_97", "xls")]
)
def test_real_sheets_come_back_as_they_were(form: str, ending: str) -> None:
    content = (ROOT / f"tests/fixtures/tables/seen.{ending}").read_bytes()
    sheets = FORMATS[form].reader(content, "a")
    assert decoded_sheets(encoded(sheets)) == sheets


def changed(**fields: object) -> bytes:
    names = ("text", "number", "stored", "unit", "note", "fault")
    cell = {**dict.fromkeys(names, ""), "number": None, "stored": None, **fields}
    column = cell.pop("column", 0)
    return json.dumps([["", [[1, [[column, *cell.values()]]]], False, []]]).encode()


@pytest.mark.parametrize(
    "encoding",
    [
        b"",
        b"\xff",
        b"{}",
        b"[[]]",
        b"[" * 100_000,
        b'[["", [], false, [], 1]]',
        b'[["", [], 0, []]]',
        b'[["", [], false, [1]]]',
        b'[["", [[true, []]], false, []]]',
        changed(text=1),
        changed(column="0"),
        changed(number=1.5),
        changed(number="NaN"),
        changed(number="sNaN"),
        changed(number="Infinity"),
        changed(number="1e999999"),
        changed(number="x"),
        changed(stored="1" * 401),
        changed(more=""),
    ],
)
def test_anything_else_is_refused(encoding: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of several modules
        decoded_sheets(encoding)

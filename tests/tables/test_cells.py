"""The cells of a file, whatever its form."""

from decimal import Decimal
from pathlib import Path

import pytest

from analyysi.errors import ParameterError, SourceError
from analyysi.tables.cells import Sheet, TableCell, chosen_sheet, read_sheets, read_text
from support.written_tables import as_xlsx


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Kunta;€\nÄhtäri;1,50\n".encode("cp1252")),
        ("a.csv", "Kunta;€\nÄhtäri;1,50\n".encode("utf-8-sig")),
        ("a.csv", "Kunta\t€\nÄhtäri\t1,50\n".encode("utf-16")),
        ("a.csv", 'Kunta,€\nÄhtäri,"1,50"\n'.encode()),
        ("a.tsv", "Kunta\t€\nÄhtäri\t1,50\n".encode()),
    ],
)
def test_every_text_form_has_the_same_cells(tmp_path: Path, name: str, content: bytes) -> None:
    (sheet,) = read_sheets(written(tmp_path, name, content))
    assert texts(sheet) == [["Kunta", "€"], ["Ähtäri", "1,50"]]


def test_a_spreadsheet_keeps_its_numbers_and_skips_empty_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    as_xlsx(path, {"Tyhjä": [], "Taulu": [["Kunta", "€"], ["Ähtäri", 0.1]]})
    (sheet,) = read_sheets(path)
    assert sheet.name == "Taulu"
    assert sheet.rows[1] == (TableCell("Ähtäri"), TableCell("0.1", Decimal("0.1")))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"x", "is of a form that is not read"),
        ("a.csv", b" ; \n ; ", "is empty: a table of payers and euros was expected"),
        ("a.xlsx", b"", "is empty"),
        ("a.xlsx", b"not a workbook", "a.xlsx"),
        ("a.csv", b"Kunta,Eurot\nPaltamo,7079,00\n", "row 2 has 3 cells, the header 2"),
    ],
)
def test_files_without_a_table(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_sheets(written(tmp_path, name, content))


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a.txt"):
        read_text(tmp_path / "a.txt")


def test_the_sheet_that_is_named_or_the_only_one() -> None:
    first, second = (Sheet(name, ((TableCell("x"),),)) for name in ("Jako", "Muu"))
    assert chosen_sheet([first, second], "Muu", "a.xlsx") is second
    assert chosen_sheet([first], "", "a.xlsx") is first
    assert chosen_sheet([first, second], "", "a.xlsx") is None
    with pytest.raises(ParameterError, match="no sheet 'Jaok' with anything in it. Did you mean"):
        chosen_sheet([first, second], "Jaok", "a.xlsx")


def test_what_is_empty() -> None:
    assert TableCell("  ").empty
    assert Sheet("", ((TableCell(""),), ())).empty
    assert not Sheet("", ((TableCell(""),), (TableCell("x"),))).empty

"""The one door: forms of files by their content, and the sheet that is meant."""

import io
import subprocess
import sys
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.tables.files.cell import Cell, Sheet, SheetRow, TableFile
from analyysi.tables.files.formats import FORMATS, chosen_sheet, endings, read_table_file
from support.places import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "tables"
CSV = "Kunta;€\nPaltamo;7079\n".encode()
PX = b'CHARSET="ANSI";HEADING="V";VALUES("V")="x";DATA=1;'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def archive(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for member in members:
            zipped.writestr(zipfile.ZipInfo(member), "x")  # of no day: a test has its name of it
    return out.getvalue()


@cache
def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Paltamo", 7079])
    book.save(out)
    return out.getvalue()


EXAMPLES = {
    "excel_workbook": workbook,
    "open_document": (FIXTURES / "seen.ods").read_bytes,
    "excel_97": (FIXTURES / "seen.xls").read_bytes,
    "pc_axis": lambda: PX,
    "delimited": lambda: CSV,
}


def test_every_form_has_an_example_and_what_a_row_needs() -> None:
    assert set(EXAMPLES) == set(FORMATS)
    assert len(endings()) == len(set(endings()))
    assert all(ending.startswith(".") and ending.islower() for ending in endings())
    assert all(form.title and form.name == name for name, form in FORMATS.items())


@pytest.mark.slow
def test_no_library_for_spreadsheets_is_imported_before_one_is_read() -> None:
    program = (
        "import sys, analyysi.tables.files.formats;"
        "print({'openpyxl', 'xlrd', 'numpy', 'defusedxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"set()"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_content_decides_whatever_the_name_ends_in(tmp_path: Path, name: str) -> None:
    content = EXAMPLES[name]()
    expected = FORMATS[name].reader(content, "a")
    assert expected
    for form in FORMATS.values():
        if name == "delimited" and form.name == "pc_axis":
            continue  # a file by that name that is none is told as such
        path = written(tmp_path, f"a{form.endings[0]}", content)
        assert list(read_table_file(path).sheets) == expected


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", archive("kunnat.csv"), "is a zip archive: unpack it"),
        ("a.xlsx", archive("kunnat.csv")[:40], "is damaged: its end is missing"),
        ("a.xlsb", archive("xl/workbook.bin"), "is a binary workbook of Excel"),
        ("a.numbers", archive("Index/Document.iwa"), "Apple's Numbers"),
        ("a.numbers", archive("Index.zip", "preview.jpg"), "Apple's Numbers"),
        ("a.docx", archive("word/document.xml"), "is a Word document: copy its table"),
        ("a.odt", archive("mimetype", "content.xml"), "no spreadsheet"),
        (
            "a.xlsx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "is locked by a password: open it, save it without the password",
        ),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "is a Word document"),
        ("a.msg", OLE, "is no spreadsheet"),
        ("a.gsheet", b'{"url": "x"}', "is only a link to a table on the web"),
        ("a.pdf", b"%PDF-1.7", "is a PDF file"),
        ("a.xls", b"<html><table><tr><td>Paltamo", "is a web page, whatever its name ends in"),
        ("a.xls", b"\xef\xbb\xbf\n<TABLE>", "is a web page"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "is a table in XML of Excel 2003",
        ),
        ("a.xlsx", b"not a workbook", "is no spreadsheet, whatever its name ends in"),
        ("a.xls", b"MIME-Version: 1.0\nX-Document-Type: Workbook", "is a web page"),
        ("a.xlsx", b'{"error": "no such table", "code": 404}', "is data in JSON, not a table"),
        ("a.txt", b"{\\rtf1 Paltamo; 7079", "is a text document"),
        ("a.csv", b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "is a table in the old form SYLK"),
        ("a.dat", b"Paltamo 7079", "is of a form that is not read. Save it as .xlsx"),
        ("a.csv", b" ; \n ; ", "is empty: a table was expected"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "holds bytes that are no text"),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(SourceError, match=f"^{name} .*{words}"):
        read_table_file(written(tmp_path, name, content))


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_damaged_file_is_read_or_told_and_nothing_else(name: str, data: st.DataObject) -> None:
    content = bytearray(EXAMPLES[name]())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with suppress(SourceError):
        FORMATS[name].reader(bytes(content), "a")


def test_text_by_the_name_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    (sheet,) = read_table_file(written(tmp_path, "a.xls", CSV.replace(b";", b"\t"))).sheets
    assert sheet.rows[1].cell(1).text == "7079"


def sheet(name: str, *texts: str, hidden: bool = False) -> Sheet:
    cells = {column: Cell(text) for column, text in enumerate(texts)}
    return Sheet(name, (SheetRow(1, cells),) if cells else (), hidden)


def names_payer(text: str) -> bool:
    return text in {"Paltamo", "Kuhmo"}


def chosen(asked: str, *sheets: Sheet) -> str:
    return chosen_sheet(TableFile("a.xlsx", sheets), asked, names_payer).name


SHARES, NOTES = sheet("Osuudet", "Kunta", "Paltamo"), sheet("Ohje", "Lue")
DRAFT = sheet("Luonnos", "Paltamo", hidden=True)


def test_the_sheet_that_is_asked_for_is_read_even_if_it_is_hidden() -> None:
    assert chosen("Ohje", SHARES, NOTES) == "Ohje"
    assert chosen("Luonnos", SHARES, DRAFT) == "Luonnos"
    with pytest.raises(ParameterError, match="no sheet 'Osudet' .* Did you mean 'Osuudet'"):
        chosen("Osudet", SHARES, NOTES)
    with pytest.raises(ParameterError, match="a.xlsx has no sheets: leave out"):
        chosen("Osuudet", sheet("", "Paltamo"))


def test_else_the_only_seen_one_or_the_only_one_that_names_a_payer() -> None:
    assert chosen("", SHARES) == "Osuudet"
    assert chosen("", NOTES) == "Ohje"
    assert chosen("", NOTES, SHARES, DRAFT) == "Osuudet"
    assert chosen("", sheet("Tyhjä"), NOTES) == "Ohje"
    assert chosen("", NOTES, sheet("Vanha ohje", "Lue", hidden=True)) == "Ohje"


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ((NOTES, DRAFT), "'Ohje' names no payer. Hidden sheet is 'Luonnos': it is read only if"),
        (
            (SHARES, sheet("Vuosi 2021", "Kuhmo"), DRAFT),
            "several sheets: 'Osuudet', 'Vuosi 2021'. Name one with --sheet. Hidden sheet is",
        ),
        ((NOTES, sheet("Muu", "Lue")), "several sheets: 'Ohje', 'Muu'. Name one with --sheet."),
        ((DRAFT,), "shows no sheet with anything in it. Hidden sheet is 'Luonnos'"),
    ],
)
def test_otherwise_the_seen_ones_are_listed_and_the_hidden_ones_told(
    sheets: tuple[Sheet, ...], words: str
) -> None:
    with pytest.raises(SchemaError, match=words):
        chosen("", *sheets)

"""FORMATS: the forms of files that tables come in, and the one door through which they are read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.suggestions import did_you_mean
from analyysi.tables.files.cell import Sheet, TableFile
from analyysi.tables.files.delimited import read_delimited, separator_of
from analyysi.tables.files.encodings import decoded, file_bytes
from analyysi.tables.files.ods import read_ods
from analyysi.tables.files.px import read_px
from analyysi.tables.files.xls import read_xls
from analyysi.tables.files.xlsx import read_xlsx

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00")
_PX = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX)=")
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|meta|table|div)\b", re.I)


@dataclass(frozen=True)
class Content:
    """The bytes of a file, and what they show of its form."""

    raw: bytes
    ending: str
    """Of the file's name, in small letters, with its point."""
    members: frozenset[str]
    """The names of what a zip archive holds; empty of any other file."""

    def ole(self, *streams: str) -> bool:
        """Return whether it is a compound file of Windows with one of these streams."""
        names = (stream.encode("utf-16-le") for stream in streams)
        return self.raw.startswith(_OLE) and any(name in self.raw for name in names)


@dataclass(frozen=True)
class Form:
    """A form of file that tables come in. Its content decides, not the ending of its name."""

    name: str
    title: str
    endings: tuple[str, ...]
    fits: Callable[[Content], bool]
    reader: Callable[[bytes, str], list[Sheet]]
    """Takes the bytes and the file's name for messages; returns the sheets that hold something."""


@dataclass(frozen=True)
class ForeignForm:
    """A form of file that people send as a table and that is not read, with what to do."""

    fits: Callable[[Content], bool]
    is_what: str
    to_do: str


def _is_ods(content: Content) -> bool:
    return {"mimetype", "content.xml"} <= content.members and b"opendocument.spreadsheet" in (
        content.raw[:200]
    )


def _is_xls(content: Content) -> bool:
    return content.ole("Workbook", "Book") or _OLD_EXCEL.match(content.raw) is not None


def _is_px(content: Content) -> bool:
    return content.ending == ".px" or _PX.match(content.raw) is not None


def _is_text(content: Content) -> bool:
    if content.members or content.raw.startswith((_ZIP, _OLE)):
        return False
    if content.ending in _of_text:
        return True
    named_as_spreadsheet = content.ending in {
        ending for form in FORMATS.values() for ending in form.endings
    }
    return named_as_spreadsheet and separator_of(decoded(content.raw, "")) is not None


_of_text = (".csv", ".tsv", ".tab", ".txt")

_ROWS = (
    Form(
        "xlsx",
        "Excel workbook",
        (".xlsx", ".xlsm"),
        lambda content: "xl/workbook.xml" in content.members,
        read_xlsx,
    ),
    Form("ods", "OpenDocument spreadsheet", (".ods",), _is_ods, read_ods),
    Form("xls", "Excel 97-2003 workbook", (".xls",), _is_xls, read_xls),
    Form("px", "PX table", (".px",), _is_px, read_px),
    Form("text", "text with separators", _of_text, _is_text, read_delimited),
)
FORMATS = {form.name: form for form in _ROWS}
"""The forms by name, in the order in which they are tried."""

_SAVE = "open it in the program that it is of, and save the table as .xlsx"
_FOREIGN = (
    ForeignForm(
        lambda content: content.ole("EncryptedPackage"),
        "is locked by a password",
        "open it, save it without the password and give that file",
    ),
    ForeignForm(
        lambda content: "xl/workbook.bin" in content.members,
        "is a binary workbook of Excel (.xlsb)",
        "save it in Excel as .xlsx",
    ),
    ForeignForm(
        lambda content: (
            any(member.endswith((".iwa", "Index.zip", "index.xml")) for member in content.members)
            and not content.members & {"content.xml", "xl/workbook.xml"}
        ),
        "is a document of Apple's Numbers or Pages",
        "export the table there as Excel or CSV",
    ),
    ForeignForm(
        lambda content: "word/document.xml" in content.members or content.ole("WordDocument"),
        "is a Word document",
        "copy its table into a spreadsheet, or its lines into a .txt file",
    ),
    ForeignForm(
        lambda content: "content.xml" in content.members,
        "is an OpenDocument file, but no spreadsheet",
        "copy its table into a spreadsheet and save it as .ods or .xlsx",
    ),
    ForeignForm(
        lambda content: bool(content.members),
        "is a zip archive",
        "unpack it and give the file with the table",
    ),
    ForeignForm(
        lambda content: content.raw.startswith(_ZIP),
        "is damaged: its end is missing",
        "get the file once more and give it whole",
    ),
    ForeignForm(
        lambda content: content.raw.startswith(_OLE),
        "is no spreadsheet",
        _SAVE,
    ),
    ForeignForm(
        lambda content: content.ending in {".gsheet", ".numbers-tef"},
        "is only a link to a table on the web",
        "open it in Google Sheets and download it as .xlsx",
    ),
    ForeignForm(
        lambda content: content.raw.startswith(b"%PDF"),
        "is a PDF file",
        "copy its table into a spreadsheet, or its lines into a .txt file",
    ),
    ForeignForm(
        lambda content: _WEB_PAGE.match(content.raw) is not None,
        "is a web page, whatever its name ends in",
        "open it in Excel or LibreOffice and save it as .xlsx",
    ),
    ForeignForm(
        lambda content: b"urn:schemas-microsoft-com:office:spreadsheet" in content.raw[:2000],
        "is a table in XML of Excel 2003",
        "open it in Excel or LibreOffice and save it as .xlsx",
    ),
)


def read_table_file(path: Path) -> TableFile:
    """Read a file of tables as it is seen.

    Raises
    ------
    SourceError
        If it is missing, empty, damaged, locked, or of a form that is not read.
    """
    raw = file_bytes(path)
    content = Content(raw, path.suffix.lower(), _members(raw))
    form = _form_of(content, path.name)
    sheets = tuple(form.reader(raw, path.name))
    if not any(sheet.rows or sheet.unseen for sheet in sheets):
        raise SourceError(f"{path.name} is empty: a table was expected.")
    return TableFile(path.name, sheets)


def chosen_sheet(file: TableFile, asked: str, names_payer: Callable[[str], bool]) -> Sheet:
    """Return the sheet to read: the one that is asked for, even a hidden one; else the only seen
    one; else the only seen one that names a payer.

    Parameters
    ----------
    asked
        The name of a sheet, or nothing.
    names_payer
        Whether a cell's text names a payer.

    Raises
    ------
    ParameterError
        If there is no sheet of that name.
    SchemaError
        If none is asked for and there is none to choose, or several.
    """
    if asked:
        return _named(file, asked)
    seen = [sheet for sheet in file.seen if sheet.rows]
    with_payers = [sheet for sheet in seen if _names_payer(sheet, names_payer)]
    if len(with_payers) == 1:
        return with_payers[0]
    hidden = [sheet for sheet in file.sheets if sheet.hidden]
    hidden_payers = [sheet for sheet in hidden if _names_payer(sheet, names_payer)]
    if len(seen) == 1 and not hidden_payers:
        return seen[0]
    raise SchemaError(_no_choice(file.name, with_payers or seen, hidden_payers or hidden))


def _form_of(content: Content, name: str) -> Form:
    for foreign in _FOREIGN:
        if foreign.fits(content) and not _read_by_another(content):
            raise SourceError(f"{name} {foreign.is_what}: {foreign.to_do}.")
    for form in FORMATS.values():
        if form.fits(content):
            return form
    endings = [ending for form in FORMATS.values() for ending in form.endings]
    if content.ending in endings:
        raise SourceError(
            f"{name} is no spreadsheet, whatever its name ends in: open it in the program that it "
            "was made with, and save it as .xlsx or CSV."
        )
    raise SourceError(
        f"{name} is of a form that is not read. Save it as {', '.join(endings)}, or paste the "
        "lines of the minutes into a .txt file."
    )


def _read_by_another(content: Content) -> bool:
    return any(form.fits(content) for form in FORMATS.values() if form.name != "text")


def _members(raw: bytes) -> frozenset[str]:
    if not raw.startswith(_ZIP):
        return frozenset()
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            return frozenset(archive.namelist())
    except BadZipFile:
        return frozenset()


def _named(file: TableFile, asked: str) -> Sheet:
    for sheet in file.sheets:
        if sheet.name == asked:
            return sheet
    names = [sheet.name for sheet in file.sheets if sheet.name]
    if not names:
        raise ParameterError(f"{file.name} has no sheets: leave out the sheet '{asked}'.")
    raise ParameterError(
        f"{file.name} has no sheet '{asked}' with anything in it.{did_you_mean(asked, names)}"
    )


def _names_payer(sheet: Sheet, names_payer: Callable[[str], bool]) -> bool:
    return any(
        names_payer(cell.text) for row in sheet.rows for cell in row.cells.values() if cell.text
    )


def _no_choice(name: str, choices: Sequence[Sheet], hidden: Sequence[Sheet]) -> str:
    if not choices:
        sentence = f"{name} shows no sheet with anything in it."
    elif len(choices) == 1:
        sentence = f"{name}: the sheet '{choices[0].name}' names no payer."
    else:
        names = ", ".join(f"'{sheet.name}'" for sheet in choices)
        sentence = f"{name} has several sheets: {names}. Name one with --sheet."
    if not hidden:
        return sentence
    names = ", ".join(f"'{sheet.name}'" for sheet in hidden)
    verb = "sheets are" if len(hidden) > 1 else "sheet is"
    return f"{sentence} Hidden {verb} {names}: it is read only if you name it with --sheet."

"""FORMATS: the forms of files that tables come in, and the one door through which they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError, joined
from analyysi.suggestions import did_you_mean
from analyysi.tables.files.cell import Sheet, TableFile
from analyysi.tables.files.content import Content
from analyysi.tables.files.delimited import read_delimited, separator_of
from analyysi.tables.files.encodings import decoded, file_bytes
from analyysi.tables.files.foreign_forms import FOREIGN_FORMS
from analyysi.tables.files.walls.apart import can_read_apart, read_apart

_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00")
_PX = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX)=")


@dataclass(frozen=True)
class Form:
    """A form of file that tables come in. Its content decides, not the ending of its name."""

    name: str
    title: str
    endings: tuple[str, ...]
    fits: Callable[[Content], bool]
    reader: Callable[[bytes, str], list[Sheet]]
    """Takes the bytes and the file's name for messages; returns the sheets that hold something."""
    apart: bool = True
    """Whether it is read in a process with limits: all that is no plain text."""


# What reads a form is imported where one is read: libraries for spreadsheets take half a second.


def _read_xlsx(content: bytes, name: str) -> list[Sheet]:
    from analyysi.tables.files.xlsx import read_xlsx

    return read_xlsx(content, name)


def _read_ods(content: bytes, name: str) -> list[Sheet]:
    from analyysi.tables.files.ods import read_ods

    return read_ods(content, name)


def _read_xls(content: bytes, name: str) -> list[Sheet]:
    from analyysi.tables.files.xls import read_xls

    return read_xls(content, name)


def _read_px(content: bytes, name: str) -> list[Sheet]:
    from analyysi.tables.files.px import read_px

    return read_px(content, name)


def _is_ods(content: Content) -> bool:
    named = b"opendocument.spreadsheet" in content.raw[:200]
    return named and {"mimetype", "content.xml"} <= content.members


def _is_xls(content: Content) -> bool:
    return content.has_stream("Workbook", "Book") or _OLD_EXCEL.match(content.raw) is not None


def _is_px(content: Content) -> bool:
    if content.is_binary:
        return False
    return content.ending == ".px" or _PX.match(content.raw) is not None


def _is_delimited(content: Content) -> bool:
    """Return whether it is text: by its ending, or by another form's with something separated."""
    if content.is_binary or content.ending not in endings():
        return False
    of_text = content.ending in text_endings()
    return of_text or separator_of(decoded(content.raw, "The file")) is not None


_ROWS = (
    Form(
        "excel_workbook",
        "Excel workbook",
        (".xlsx", ".xlsm"),
        lambda content: "xl/workbook.xml" in content.members,
        _read_xlsx,
    ),
    Form("open_document", "OpenDocument spreadsheet", (".ods",), _is_ods, _read_ods),
    Form("excel_97", "Excel 97-2003 workbook", (".xls",), _is_xls, _read_xls),
    Form("pc_axis", "PX table", (".px",), _is_px, _read_px, apart=False),
    Form(
        "delimited",
        "text with separators",
        (".csv", ".tsv", ".tab", ".txt"),
        _is_delimited,
        read_delimited,
        apart=False,
    ),
)
FORMATS = {form.name: form for form in _ROWS}
"""The forms by name, in the order in which they are tried."""


def endings() -> tuple[str, ...]:
    """Return the endings of the names of files that are read."""
    return tuple(ending for form in FORMATS.values() for ending in form.endings)


def text_endings() -> tuple[str, ...]:
    """Return those of the names of text files."""
    return FORMATS["delimited"].endings


def read_table_file(path: Path) -> TableFile:
    """Read a file of tables as it is seen.

    Raises
    ------
    SourceError
        If it is missing, empty, damaged, locked, of a form that is not read, or breaks a limit.
    """
    raw = file_bytes(path)
    form = _form_of(Content(raw, path.suffix.lower()), path.name)
    if form.apart and can_read_apart():
        sheets = tuple(read_apart(form.name, raw, path.name))
    else:
        sheets = tuple(form.reader(raw, path.name))
    if not any(sheet.rows or sheet.unseen for sheet in sheets):
        raise SourceError("{file} is empty: a table was expected.", file=path.name)
    return TableFile(path.name, sheets)


class OpenSheetError(SchemaError):
    """A file of several sheets that leaves open which one is meant."""

    def __init__(self, text: str, sheets: Sequence[Sheet]) -> None:
        super().__init__(text)
        self.sheets = tuple(sheets)
        """Those that may be meant, hidden ones last."""


def chosen_sheet(
    file: TableFile, asked: str, names_payer: Callable[[str], bool], option: str = "--sheet"
) -> Sheet:
    """Return the sheet to read: the one that is asked for, even a hidden one; else the only seen
    one; else the only seen one that names a payer.

    Parameters
    ----------
    asked
        The name of a sheet, or nothing.
    names_payer
        Whether a cell's text names a payer.
    option
        How a sheet is named by whoever reads: "--sheet" on the command line. Empty: nobody can.

    Raises
    ------
    ParameterError
        If there is no sheet of that name.
    SchemaError
        If none is asked for and there is none to choose, or several (`OpenSheetError`).
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
    choices, others = with_payers or seen, hidden_payers or hidden
    if not option and len(choices) > 1:
        raise SchemaError(
            "{file} has several sheets: {names}. Leave in it only the one that is to be read.",
            file=file.name,
            names=joined(Sentence("'{sheet}'", sheet=sheet.name) for sheet in choices),
        )
    sentence = _no_choice(file.name, choices, others, option)
    if len(choices) > 1 or others:
        raise OpenSheetError(sentence, (*choices, *others))
    raise SchemaError(sentence)


def _form_of(content: Content, name: str) -> Form:
    """Return the form of a file. Text comes last: a web page is text too, and no table."""
    *by_content, delimited = FORMATS.values()
    for form in by_content:
        if form.fits(content):
            return form
    for foreign in FOREIGN_FORMS:
        if foreign.fits(content):
            raise SourceError(
                "{file} {is_what}: {to_do}.",
                file=name,
                is_what=foreign.is_what,
                to_do=foreign.to_do,
            )
    if delimited.fits(content):
        return delimited
    if content.ending in endings():
        raise SourceError(
            "{file} is no spreadsheet, whatever its name ends in: open it in the "
            "program that it was made with, and save it as .xlsx or CSV.",
            file=name,
        )
    raise SourceError(
        "{file} is of a form that is not read. Save it as {endings}, or paste "
        "the lines of the minutes into a .txt file.",
        file=name,
        endings=", ".join(endings()),
    )


def _named(file: TableFile, asked: str) -> Sheet:
    for sheet in file.sheets:
        if sheet.name == asked:
            return sheet
    names = [sheet.name for sheet in file.sheets if sheet.name]
    if not names:
        raise ParameterError(
            "{file} has no sheets: leave out the sheet '{asked}'.", file=file.name, asked=asked
        )
    raise ParameterError(
        "{file} has no sheet '{asked}' with anything in it.{near}",
        file=file.name,
        asked=asked,
        near=did_you_mean(asked, names),
    )


def _names_payer(sheet: Sheet, names_payer: Callable[[str], bool]) -> bool:
    return any(
        names_payer(cell.text) for row in sheet.rows for cell in row.cells.values() if cell.text
    )


def _quoted(sheets: Sequence[Sheet]) -> Sentence:
    return joined(Sentence("'{text}'", text=sheet.name) for sheet in sheets)


def _no_choice(
    name: str, choices: Sequence[Sheet], hidden: Sequence[Sheet], option: str
) -> Sentence:
    if not choices:
        sentence = Sentence("{file} shows no sheet with anything in it.", file=name)
    elif len(choices) == 1:
        sentence = Sentence(
            "{file}: the sheet '{sheet}' names no payer.", file=name, sheet=choices[0].name
        )
    else:
        names = _quoted(choices)
        sentence = Sentence(
            "{file} has several sheets: {names}. Name one with {option}.",
            file=name,
            names=names,
            option=option,
        )
    if not hidden:
        return sentence
    names = _quoted(hidden)
    return Sentence(
        "{sentence} Hidden sheets are {names}: it is read only if you name it with {option}."
        if len(hidden) > 1
        else "{sentence} Hidden sheet is {names}: it is read only if you name it with {option}.",
        sentence=sentence,
        names=names,
        option=option,
    )

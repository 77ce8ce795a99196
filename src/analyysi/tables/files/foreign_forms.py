"""Forms of files that people send as tables and that are not read, each with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analyysi.errors import Sentence
from analyysi.tables.files.content import ZIP, Content

_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:!doctype html|html|head|meta|table|div)\b|MIME-Version:)", re.I
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]\s*[\"{\[]")
_SYLK = re.compile(rb"ID;P\w*(?:;[NE])*\s+[A-Z];")
_SAVE_AS_XLSX = Sentence("open it in Excel or LibreOffice and save it as .xlsx")
_COPY = Sentence("copy its table into a spreadsheet, or its lines into a .txt file")


@dataclass(frozen=True)
class ForeignForm:
    """A form that is not read. Rows are asked in their order; the first that fits is told."""

    fits: Callable[[Content], bool]
    is_what: Sentence
    """The end of a sentence that begins with the file's name."""
    to_do: Sentence


FOREIGN_FORMS = (
    ForeignForm(
        lambda content: content.has_stream("EncryptedPackage"),
        Sentence("is locked by a password"),
        Sentence("open it, save it without the password and give that file"),
    ),
    ForeignForm(
        lambda content: "xl/workbook.bin" in content.members,
        Sentence("is a binary workbook of Excel (.xlsb)"),
        Sentence("save it in Excel as .xlsx"),
    ),
    ForeignForm(
        lambda content: any(name.endswith((".iwa", "Index.zip")) for name in content.members),
        Sentence("is a document of Apple's Numbers or Pages"),
        Sentence("export the table there as Excel or CSV"),
    ),
    ForeignForm(
        lambda content: (
            "word/document.xml" in content.members or content.has_stream("WordDocument")
        ),
        Sentence("is a Word document"),
        _COPY,
    ),
    ForeignForm(
        lambda content: "content.xml" in content.members,
        Sentence("is an OpenDocument file, but no spreadsheet"),
        Sentence("copy its table into a spreadsheet and save it as .ods or .xlsx"),
    ),
    ForeignForm(
        lambda content: bool(content.members),
        Sentence("is a zip archive"),
        Sentence("unpack it and give the file with the table"),
    ),
    ForeignForm(
        lambda content: content.raw.startswith(ZIP),
        Sentence("is damaged: its end is missing"),
        Sentence("get the file once more and give it whole"),
    ),
    ForeignForm(
        lambda content: content.is_ole,
        Sentence("is no spreadsheet"),
        Sentence("open it in the program that it was made with, and save the table as .xlsx"),
    ),
    ForeignForm(
        lambda content: content.ending == ".gsheet",
        Sentence("is only a link to a table on the web"),
        Sentence("open it in Google Sheets and download it as .xlsx"),
    ),
    ForeignForm(lambda content: content.raw.startswith(b"%PDF"), Sentence("is a PDF file"), _COPY),
    ForeignForm(
        lambda content: _WEB_PAGE.match(content.raw) is not None,
        Sentence("is a web page, whatever its name ends in"),
        _SAVE_AS_XLSX,
    ),
    ForeignForm(
        lambda content: _JSON.match(content.raw) is not None,
        Sentence("is data in JSON, not a table"),
        Sentence("get the table as .xlsx or CSV"),
    ),
    ForeignForm(
        lambda content: content.raw.startswith(b"{\\rtf"), Sentence("is a text document"), _COPY
    ),
    ForeignForm(
        lambda content: _SYLK.match(content.raw) is not None,
        Sentence("is a table in the old form SYLK"),
        _SAVE_AS_XLSX,
    ),
    ForeignForm(
        lambda content: b"urn:schemas-microsoft-com:office:spreadsheet" in content.raw[:2000],
        Sentence("is a table in XML of Excel 2003"),
        _SAVE_AS_XLSX,
    ),
)

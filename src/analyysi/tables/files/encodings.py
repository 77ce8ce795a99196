"""The bytes of a file that somebody sent, and the text that they are. No other module opens one."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from analyysi.errors import Sentence, SourceError
from analyysi.tables.files.content import OLE, ZIP
from analyysi.tables.files.walls.limits import (
    refuse_large_old_file,
    refuse_large_path,
    refuse_large_text,
)
from analyysi.tables.files.walls.parts import refuse_large_parts

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The byte order marks that a text may begin with."""

_FINNISH_WINDOWS = "cp1252"
"""Latin-1 is read by it too: they differ only in signs that no text has in Latin-1."""

_OLD_LETTERS = re.compile(rb"[a-z][\x84\x86\x8a\x8c\x94][a-z]")
"""An ä, å or ö of MS-DOS (cp850) or of old Macs between letters, where cp1252 has a quotation mark,
a dagger or a capital: no text has these there.
"""

_MOSTLY = 0.4
"""In UTF-16 without a mark about every second byte of a table is zero, always on the same side."""


def file_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    SourceError
        If it is missing, a folder, empty, larger than `walls` allow, or may not be opened.
    """
    refuse_large_path(path)
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise SourceError(
            "The file {file} is a folder: name the file with the table."
            if path.is_dir()
            else "The file {file} is not there: name the file with the table.",
            file=str(path),
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            "{file} cannot be opened ({reason}): close it in other programs, or copy it.",
            file=path.name,
            reason=reason,
        ) from error
    if not content:
        raise SourceError(
            "{file} is empty: a table was expected. Save it once more.", file=path.name
        )
    if content.startswith(ZIP):
        refuse_large_parts(content, path.name)
    elif content.startswith(OLE):
        refuse_large_old_file(content, path.name)
    else:
        refuse_large_text(content, path.name)
    return content


def read_text(path: Path) -> str:
    """Read a text file in UTF-8, UTF-16 (both with or without a byte order mark), the code page of
    Finnish Windows (cp1252) or Latin-1.

    Raises
    ------
    SourceError
        If it is missing, empty or no text.
    """
    return decoded(file_bytes(path), path.name)


def decoded(content: bytes, name: str) -> str:
    """Return the text that a file's bytes are; `name` is the file's, for messages.

    Raises
    ------
    SourceError
        If they are no text.

    Examples
    --------
    >>> decoded("Ähtäri".encode("utf-16-be"), "a.csv")
    'Ähtäri'
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _in(content[len(mark) :], encoding, name)
    if b"\0" in content:
        return _in(content, _without_mark(content, name), name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if _OLD_LETTERS.search(content):
            raise SourceError(
                "{file} has its ä and ö as MS-DOS or old Macs wrote them: save it again "
                "as CSV UTF-8, or as .xlsx.",
                file=name,
            ) from None
        return _in(content, _FINNISH_WINDOWS, name)


def _without_mark(content: bytes, name: str) -> str:
    """Return which UTF-16 a text with zero bytes is in."""
    half = len(content) / 2
    zeros = {
        "utf-16-le": content[1::2].count(0) / half,
        "utf-16-be": content[0::2].count(0) / half,
    }
    encoding = max(zeros, key=lambda encoding: zeros[encoding])
    if zeros[encoding] < _MOSTLY or len(content) % 2 or min(zeros.values()) > 0:
        raise SourceError(_no_text(name))
    return encoding


def _in(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(_no_text(name)) from error
    if "\0" in text:
        raise SourceError(_no_text(name))
    return text


def _no_text(name: str) -> Sentence:
    return Sentence(
        "{file} holds bytes that are no text in UTF-8, UTF-16 or Windows-1252: "
        "save it again as CSV UTF-8, or as .xlsx.",
        file=name,
    )

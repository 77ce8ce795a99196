"""How large a file that somebody sent may be: looked at before any reader sees it."""

from __future__ import annotations

import stat
from pathlib import Path

from analyysi.errors import Sentence, SourceError

MOST_BYTES = 20 * 1024 * 1024
"""Of the file. A table of every municipality over twenty years has a tenth of it."""
MOST_OLD_BYTES = 5 * 1024 * 1024
"""Of a file of Excel 97-2003, in which a cell takes six bytes and more, and nothing is packed."""
MOST_LINES = 200_000
MOST_SEPARATORS = 1_000_000
"""Signs of a text that may separate cells: some eight seconds of reading."""
MOST_ROWS = 200_000
"""The last row of a sheet that may hold something. Formats may go on to its end."""
MOST_COLUMNS = 2_000
"""The same of columns, in a text too."""

SMALLER = Sentence("Save the sheet that is meant as a file of its own, without what is not needed.")


def refuse_large_path(path: Path) -> None:
    """Refuse a file that is no plain file or too large, before it is opened.

    Raises
    ------
    SourceError
        If it is a pipe or a device, or has more bytes than are read. Says nothing of a missing one.
    """
    try:
        status = path.stat()
    except OSError:
        return
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise SourceError("{file} is no plain file: name the file with the table.", file=path.name)
    if stat.S_ISREG(status.st_mode) and status.st_size > MOST_BYTES:
        raise SourceError(
            "{file} has {size}, and at most {most} are read. {smaller}",
            file=path.name,
            size=mebibytes(status.st_size),
            most=mebibytes(MOST_BYTES),
            smaller=SMALLER,
        )


def refuse_large_old_file(content: bytes, name: str) -> None:
    """Refuse a file of Office 97-2003 that would take the machine's time.

    Raises
    ------
    SourceError
        If it has more bytes than are read.
    """
    if len(content) > MOST_OLD_BYTES:
        raise SourceError(
            "{file} has {size}, and at most {most} are read of a file of "
            "Excel 97-2003: save it as .xlsx.",
            file=name,
            size=mebibytes(len(content)),
            most=mebibytes(MOST_OLD_BYTES),
        )


def refuse_large_text(content: bytes, name: str) -> None:
    """Refuse a text that would take the machine's time.

    Raises
    ------
    SourceError
        If a limit is broken; tells the limit.
    """
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if lines > MOST_LINES:
        raise SourceError(
            "{file} has {lines} lines, and at most {most} are read. {smaller}",
            file=name,
            lines=lines,
            most=MOST_LINES,
            smaller=SMALLER,
        )
    separators = sum(map(content.count, (b";", b",", b"\t")))
    if separators > MOST_SEPARATORS:
        raise SourceError(
            "{file} has {separators} separators, and at most {most} are read. {smaller}",
            file=name,
            separators=separators,
            most=MOST_SEPARATORS,
            smaller=SMALLER,
        )


def mebibytes(count: int) -> str:
    """Write bytes as whole MiB, rounded up."""
    return f"{-(-count // (1024 * 1024))} MiB"

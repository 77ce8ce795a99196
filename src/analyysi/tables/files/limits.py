"""How large a file that somebody sent may be: looked at in pieces, before any reader sees it."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from zipfile import ZipFile

from analyysi.errors import SourceError
from analyysi.tables.files.content import DAMAGE, ZIP

MOST_BYTES = 20 * 1024 * 1024
"""Of the file. A table of every municipality over twenty years has a tenth of it."""
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a spreadsheet, unpacked."""
MOST_PARTS = 5_000
"""Parts of a spreadsheet."""
MOST_CELLS = 300_000
"""Cells of a spreadsheet: some twenty seconds of reading."""
MOST_LINES = 200_000
MOST_SEPARATORS = 2_000_000
"""Signs of a text that may separate cells."""

_PIECE = 64 * 1024
_CELL_TAGS = (b"<c ", b"<table:table-cell")
_SMALLER = "Save the sheet that is meant as a file of its own, without what is not needed."


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
        raise SourceError(f"{path.name} is no plain file: name the file with the table.")
    if stat.S_ISREG(status.st_mode) and status.st_size > MOST_BYTES:
        raise SourceError(
            f"{path.name} has {_mebibytes(status.st_size)}, and at most {_mebibytes(MOST_BYTES)} "
            f"are read. {_SMALLER}"
        )


def refuse_large_content(content: bytes, name: str) -> None:
    """Refuse what would take the memory or the time of the machine.

    A spreadsheet is unpacked piece by piece and counted, whatever its directory says of sizes.

    Raises
    ------
    SourceError
        If a limit is broken; tells the limit.
    """
    if content.startswith(ZIP):
        _count_parts(content, name)
        return
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if lines > MOST_LINES:
        raise SourceError(
            f"{name} has {lines} lines, and at most {MOST_LINES} are read. {_SMALLER}"
        )
    separators = sum(map(content.count, (b";", b",", b"\t")))
    if separators > MOST_SEPARATORS:
        raise SourceError(
            f"{name} has {separators} separators, and at most {MOST_SEPARATORS} are read. "
            f"{_SMALLER}"
        )


def _count_parts(content: bytes, name: str) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise SourceError(
                    f"{name} has {len(parts)} parts, and at most {MOST_PARTS} are read. {_SMALLER}"
                )
            unpacked = cells = 0
            for part in parts:
                with archive.open(part) as stream:
                    end = b""
                    while piece := stream.read(_PIECE):
                        unpacked += len(piece)
                        cells += _cells(end + piece)
                        end = piece[1 - len(_CELL_TAGS[1]) :]
                        _refuse_many(name, unpacked, cells)
    except DAMAGE:
        return  # the reader of its form says what is wrong with it


def _cells(piece: bytes) -> int:
    return sum(map(piece.count, _CELL_TAGS))


def _refuse_many(name: str, unpacked: int, cells: int) -> None:
    if unpacked > MOST_UNPACKED:
        raise SourceError(
            f"{name} unpacks to more than {_mebibytes(MOST_UNPACKED)}, which is the most that is "
            f"read. {_SMALLER}"
        )
    if cells > MOST_CELLS:
        raise SourceError(
            f"{name} has more than {MOST_CELLS} cells, the most that is read. {_SMALLER}"
        )


def _mebibytes(count: int) -> str:
    return f"{-(-count // (1024 * 1024))} MiB"

"""The first wall before spreadsheets: their zip archive is unpacked piece by piece and counted.

It needs no process and no thread, so that it stands on every system. What it counts is what the
readers build, by their own rules: openpyxl takes every child of a row for a cell.
"""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from analyysi.errors import SourceError
from analyysi.tables.files.content import DAMAGE
from analyysi.tables.files.walls.limits import SMALLER, mebibytes
from analyysi.tables.files.walls.marked_up import PartReader, SheetCount

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a spreadsheet, unpacked."""
MOST_PARTS = 5_000
"""Parts of a spreadsheet."""

_PIECE = 64 * 1024
_ENTRY = b"PK\x01\x02"
"""How each entry of an archive's directory begins."""


def refuse_large_parts(content: bytes, name: str) -> None:
    """Refuse a zip archive that would take the memory or the time of the machine.

    It is unpacked piece by piece, whatever its directory says of sizes, and nothing is kept.

    Raises
    ------
    SourceError
        If a limit is broken; tells the limit. Says nothing of damage: that the reader of its form
        does.
    """
    parts = content.count(_ENTRY)  # before the directory is made into objects
    if parts > MOST_PARTS:
        raise SourceError(
            "{file} has {parts} parts, and at most {most} are read. {smaller}",
            file=name,
            parts=parts,
            most=MOST_PARTS,
            smaller=SMALLER,
        )
    try:
        archive = ZipFile(io.BytesIO(content))
    except DAMAGE:
        return
    count = SheetCount(name)
    unpacked = 0
    with archive:
        for part in archive.infolist():
            unpacked = _unpack(archive, part, count, unpacked)


def _unpack(archive: ZipFile, part: ZipInfo, count: SheetCount, unpacked: int) -> int:
    """Count what a part holds, as far as it can be unpacked; return the bytes up to its end."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise SourceError(
            "{file} is packed in a form that no spreadsheet program writes: open it "
            "in Excel or LibreOffice and save it again.",
            file=count.name,
        )
    reader: PartReader | None = None
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                if reader is None:
                    reader = PartReader(count, piece)
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise SourceError(
                        "{file} unpacks to more than {most}, which is the most that is "
                        "read. {smaller}",
                        file=count.name,
                        most=mebibytes(MOST_UNPACKED),
                        smaller=SMALLER,
                    )
                reader.feed(piece)
    except DAMAGE:
        pass  # the reader that needs this part says so
    return unpacked

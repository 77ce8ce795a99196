"""CSV and JSON as the project writes them: the same content, the same bytes, on every system."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path

from analyysi.errors import SourceError
from analyysi.file_system.reading import read_file
from analyysi.sources.plain_table import PlainTable

PACKED = ".gz"
_BATCH = 4000
_LARGEST_UNPACKED = 64 * 1024 * 1024
"""Bytes: as many as an answer may have that is stored."""


MOST_CELLS = 10_000_000
"""Of a table that is read at once: a hundred times what the largest of the project has."""


def too_many_cells(content: bytes) -> bool:
    """Return whether a CSV's bytes have more cells, or rows without any, than are read at once."""
    return sum(map(content.count, (b",", b"\n", b"\r"))) > MOST_CELLS


def read_csv(content: bytes, where: str) -> PlainTable:
    """Read a CSV's bytes as text cells; an empty cell is None.

    Raises
    ------
    SourceError
        If the bytes are not a UTF-8 table with a header, or a row has more or fewer cells than the
        header.
    """
    if too_many_cells(content):
        raise SourceError(
            "{where} has more than {most} cells, and no more are read.",
            where=where,
            most=MOST_CELLS,
        )
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise SourceError(
            "{where} is not a CSV table in UTF-8: {fault}.", where=where, fault=error
        ) from error
    if not header:
        raise SourceError("{where} is not a CSV table in UTF-8: it has no header.", where=where)
    if len(set(header)) != len(header):
        raise SourceError(
            "{where} is not a CSV table in UTF-8: a column stands twice in its header.", where=where
        )
    for number, row in enumerate(rows, start=2):
        if len(row) < len(header):  # a lost cell would look like a missing figure
            raise SourceError(
                "{where} is not a whole CSV table: row {row} has too few cells.",
                where=where,
                row=number,
            )
        if len(row) > len(header):
            raise SourceError(
                "{where} is not a CSV table in UTF-8: row {row} has {cells} cells, "
                "its header {columns}.",
                where=where,
                row=number,
                cells=len(row),
                columns=len(header),
            )
    return PlainTable.of_rows(header, rows)


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write a table of text cells piece by piece: UTF-8, comma, line feed, empty for missing.

    However long the table, no more than a few thousand rows are held.
    """
    rows = iter(rows)
    batch: list[Sequence[str]] = [header]
    while batch:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(batch)
        yield out.getvalue().encode("utf-8")
        batch = list(islice(rows, _BATCH))


def json_bytes(content: object) -> bytes:
    """Write plain data as the project's JSON: UTF-8, two spaces, one line feed at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def answer_bytes(path: Path) -> bytes:
    """Read a stored answer, unpacked if it was stored packed."""
    content = read_file(path)
    if path.suffix != PACKED:
        return content
    try:
        with gzip.open(BytesIO(content if content else b"nothing")) as packed:
            unpacked = packed.read(_LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError("{file} is not a whole gzip file: restore it.", file=path.name) from error
    if len(unpacked) > _LARGEST_UNPACKED:
        raise SourceError(
            "{file} unpacks to more than {most} bytes, which no answer has: restore it.",
            file=path.name,
            most=_LARGEST_UNPACKED,
        )
    return unpacked

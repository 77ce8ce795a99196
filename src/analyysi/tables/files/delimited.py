"""Tables in text files, separated by semicolons, tabs or commas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from analyysi.errors import Sentence, SourceError
from analyysi.tables.files.cell import Cell, Sheet, SheetRow
from analyysi.tables.files.encodings import decoded
from analyysi.tables.files.text_runs import Run, text_cell
from analyysi.tables.files.walls.limits import MOST_COLUMNS

SEPARATORS = ("\t", ";", ",")
"""In the order in which they are believed: a decimal comma may stand in a file that is separated
otherwise, hardly the other way round.
"""

_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(?P<separator>[;,\t])\"?[;,\t]*\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_TEXT_FORMULA = re.compile(r'="(?P<text>(?:[^"]|"")*)"')
_NUMBER = re.compile(r"[-+−–]?\s*\d[\d\s.,'’]*\s*[€%]?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_delimited(content: bytes, name: str) -> list[Sheet]:
    """Read the table of a text file.

    Raises
    ------
    SourceError
        If it is no text, a quotation mark is not closed, or a row is longer than the header or than
        any that is read.
    """
    text = decoded(content, name)
    first_line = _SEPARATOR_LINE.match(text)
    separator = first_line["separator"] if first_line else separator_of(text)
    body = text[first_line.end() :] if first_line else text
    records = _records(body, separator or ",", name)
    rows = []
    for number, record in enumerate(records, start=1):
        if len(record) > MOST_COLUMNS:
            raise SourceError(
                "{file}: row {row} has {cells} cells, and at most {most} "
                "columns are read. Leave out those that are not of the table.",
                file=name,
                row=number,
                cells=len(record),
                most=MOST_COLUMNS,
            )
        cells = {column: _cell(field) for column, field in enumerate(record) if field.strip()}
        if cells:
            rows.append(SheetRow(number, cells))
    _check_widths(records, separator or ",", name)
    return [Sheet("", tuple(rows))]


def separator_of(text: str) -> str | None:
    """Return what separates the cells of most lines, or None if nothing does.

    >>> separator_of("Kunnat; osuudet\\nKunta,€\\nPaltamo,7079\\nKajaani,30000")
    ','
    """
    lines = _QUOTED.sub("", text).splitlines()
    counts = {mark: _lines_with(mark, lines) for mark in SEPARATORS}
    most = max(counts.values())
    if not most:
        return None
    return next(mark for mark in SEPARATORS if counts[mark] * 2 >= most and counts[mark])


def _lines_with(mark: str, lines: Sequence[str]) -> int:
    return sum(mark in line for line in lines)


def _records(text: str, separator: str, name: str) -> list[list[str]]:
    text = _quoted_text_formulas(text, separator)
    try:
        lines = io.StringIO(text, newline="")
        return list(csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise SourceError(
            "{file} is not a table separated by '{separator}': {error}. A quotation "
            "mark that is not closed is the usual cause; mend it, or save the table "
            "as .xlsx.",
            file=name,
            separator=separator,
            error=str(error),
        ) from error


def _quoted_text_formulas(text: str, separator: str) -> str:
    """Return a table in which ="0,5", by which Excel keeps a text as it is, is an ordinary cell."""
    mark = re.escape(separator)
    formula = re.compile(
        rf"(?P<before>^|{mark}){_TEXT_FORMULA.pattern}(?={mark}|\r?$)", re.MULTILINE
    )
    return formula.sub(lambda match: f'{match["before"]}"{match["text"]}"', text)


def _cell(field: str) -> Cell:
    formula = _TEXT_FORMULA.fullmatch(field.strip())
    return text_cell([Run(formula["text"] if formula else field)])


def _check_widths(records: Sequence[Sequence[str]], separator: str, name: str) -> None:
    """Refuse rows that are longer than the header above them: a separator that is part of a number
    or of a name has cut it in two, and what stands right of it is in another column.
    """
    filled = [(number, row) for number, row in enumerate(records, start=1) if _filled(row) > 1]
    first = next((place for place, (_, row) in enumerate(filled) if _has_number(row)), None)
    if first is None:
        return
    # Spreadsheets fill the header up with empty cells, which a decimal comma would slip into.
    length = _last_filled if separator == "," else len
    # A sum such as 2000 may be taken for a year, and its row for a part of the header.
    place = max(first - 1, 0)
    while place and any(map(_YEAR.fullmatch, filled[place][1])):
        place -= 1
    above = filled[place : max(first, 1)]
    header_number, header = max(above, key=lambda numbered: length(numbered[1]))
    columns = length(header)
    for number, row in filled[first:]:
        width = _last_filled(row)
        if width > columns and _has_number(row):
            separates = (
                Sentence("A comma separates the cells")
                if separator == ","
                else Sentence("'{separator}' separates the cells", separator=separator)
            )
            raise SourceError(
                "{file}: row {row} has {width} cells and row {header}, the header, {columns}. "
                "{separates}: put a number or a name that holds one in quotes, or name each "
                "column in the header.",
                file=name,
                row=number,
                width=width,
                header=header_number,
                columns=columns,
                separates=separates,
            )


def _filled(row: Sequence[str]) -> int:
    return sum(bool(field.strip()) for field in row)


def _last_filled(row: Sequence[str]) -> int:
    return max((place for place, field in enumerate(row, start=1) if field.strip()), default=0)


def _has_number(row: Sequence[str]) -> bool:
    fields = [field.strip() for field in row]
    return any(_NUMBER.fullmatch(field) and not _YEAR.fullmatch(field) for field in fields)

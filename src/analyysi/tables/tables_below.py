"""Where several tables stand below each other on a sheet: the first is read, the next is told."""

from __future__ import annotations

from dataclasses import replace

from analyysi.errors import Sentence
from analyysi.tables.asked import Asked
from analyysi.tables.columns import (
    Header,
    is_column_name,
    is_number,
    is_total_row,
    match_of,
    names_payers,
    words_of,
)
from analyysi.tables.files.cell import Sheet, SheetRow
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.plain_text import plain


def above_next_table(
    sheet: Sheet, header: Header, payers: Payers, payer: int, asked: Asked
) -> tuple[Sheet, str]:
    """Cut a sheet above the header of the next table, and say where that begins. Of what is below,
    lines of words stay.

    The first table is whole: its parts can be held against a total of its own. The header of
    another calls its payers by a word such as "Kunta" again, after an empty row, and its columns
    otherwise. Without all of this no row is cut off, and the reader refuses the second header.

    Parameters
    ----------
    payer
        The column of the payers.

    Returns
    -------
    The sheet as it is, and no words, where there is no other table.
    """
    rows = sheet.rows
    first = words_of(header.rows[-1]) if header.rows else ""
    for place in range(header.start + 1, len(rows)):
        row = rows[place]
        if not _is_header(row, payer, asked) or words_of(row) == first:
            continue
        top = _title_of(rows, place, payers)
        has_total = any(is_total_row(above) for above in rows[header.start : top])
        if has_total and rows[top - 1].number + 1 < rows[top].number:
            remark = Sentence(
                "Row {row} begins another table ({words}), which was not read: "
                "copy it to a file of its own if it is meant.",
                row=row.number,
                words=words_of(row),
            )
            # A line of words at the bottom may be of all tables: "Luvut tuhansina euroina".
            words = [below for below in rows[place + 1 :] if _is_words(below, payers)]
            return replace(sheet, rows=(*rows[:top], *words)), remark
    return sheet, ""


def _is_header(row: SheetRow, payer: int, asked: Asked) -> bool:
    further = [cell for column, cell in row.cells.items() if column != payer]
    called = names_payers(plain(row.cell(payer).text), asked)
    return (
        called
        and bool(further)
        and all(is_column_name(cell) or not is_number(cell) for cell in further)
    )


def _title_of(rows: tuple[SheetRow, ...], place: int, payers: Payers) -> int:
    """Return the place of the first line of words right above a header, or of the header itself."""
    while place > 1:
        above = rows[place - 1]
        if above.number + 1 < rows[place].number or not _is_words(above, payers):
            break
        place -= 1
    return place


def _is_words(row: SheetRow, payers: Payers) -> bool:
    """Return whether a row is a line of words that names no payer."""
    if len(row.cells) != 1:
        return False
    (cell,) = row.cells.values()
    names_payer = match_of(cell.text, payers) is not None or payers.other(cell.text)
    return not (is_number(cell) or cell.fault or names_payer)

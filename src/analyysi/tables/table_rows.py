"""The rows of a table, each with the party that it is of, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analyysi.errors import Sentence
from analyysi.tables.columns import is_number, match_of
from analyysi.tables.files.cell import EMPTY, Cell, SheetRow, column_letter
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_subtotal, is_total
from analyysi.tables.numbers.plain_text import plain


@dataclass(frozen=True)
class TableRow:
    """A row below the header, with the party that it is of (None: nobody's, or the total's)."""

    number: int
    """In the file, from 1."""
    cells: Mapping[int, Cell]
    label: str
    match: Match | None
    doubt: str = ""
    """Why it cannot be said whose it is: the label fits several parties, or is struck out."""
    total: bool = False
    """Whether its label is that of a total or a sub-total."""

    def cell(self, column: int) -> Cell:
        """Return a cell; one that holds nothing is empty."""
        return self.cells.get(column, EMPTY)

    @property
    def text(self) -> str:
        """Return what stands in it, from left to right."""
        return " | ".join(plain(self.cells[column].text) for column in sorted(self.cells))


def table_row(row: SheetRow, payer: int, payers: Payers) -> TableRow:
    """Return a row of a sheet with whose it is, by its cell in the column of the payers."""
    cell = row.cell(payer)
    label, doubt, match = plain(cell.text), "", None
    if not label:  # what names a total may stand in another column than the payers
        texts = [plain(row.cell(column).text) for column in sorted(row.cells)]
        label = next(filter(_is_any_total, texts), "")
    if cell.fault:
        doubt = (
            Sentence("'{label}' {fault}", label=label, fault=cell.fault)
            if label
            else Sentence("the payer's cell {fault}", fault=cell.fault)
        )
    elif label:
        try:
            match = payers.of_cell(label)
        except AmbiguousError as error:
            doubt = error.sentence
    total = match is None and not doubt and _is_any_total(label)
    return TableRow(row.number, row.cells, label, match, doubt, total)


def checked_row(row: TableRow, codes: Sequence[int], payers: Payers) -> TableRow:
    """Mark a row whose code and name are not of one party."""
    for column in codes if row.match is not None else ():
        text = plain(row.cell(column).text)
        by_code = match_of(text, payers)
        if row.match is not None and text and (by_code is None or by_code.code != row.match.code):
            doubt = Sentence(
                "'{label}' is {code}, but column {column} says {text}",
                label=row.label,
                code=row.match.code,
                column=column_letter(column),
                text=text,
            )
            return replace(row, match=None, doubt=doubt)
    return row


def torn_rows(rows: Sequence[TableRow], payer: int, payers: Payers) -> list[TableRow]:
    """Mark a note that names a party which has no row, and holds digits: its cells have run
    together.
    """
    present = {row.match.code for row in rows if row.match is not None}
    checked = []
    for row in rows:
        party = _party_in_words(row, payer, payers)
        if party is not None and party.code not in present:
            doubt = Sentence(
                "'{label}' names {payer} and digits in one cell: write the sum apart",
                label=row.label,
                payer=party.code,
            )
            checked.append(replace(row, doubt=doubt))
        else:
            checked.append(row)
    return checked


def _party_in_words(row: TableRow, payer: int, payers: Payers) -> Match | None:
    """Return the party that a note with digits names."""
    is_open = row.match is None and not row.doubt and not row.total and is_note(row, payer)
    if not is_open or not any(map(str.isdecimal, row.label)):
        return None
    # Few tables have such a note, and its patterns take as long to make as those to read.
    from analyysi.tables.line_numbers import numbered

    written = numbered(row.label)
    if not (written.numbers or written.unread or written.ranges):
        return None  # days, sections of minutes
    try:
        return payers.of_line(row.label)
    except AmbiguousError:
        return None


def is_note(row: TableRow, payer: int) -> bool:
    """Return whether a row of nobody is words alone: no number, and no total of several cells."""
    cells = [cell for column, cell in row.cells.items() if column != payer]
    has_number = any(is_number(cell) or cell.fault for cell in cells)
    return not has_number and not (row.total and len(row.cells) > 1)


def _is_any_total(text: str) -> bool:
    return is_total(text) or is_subtotal(text)

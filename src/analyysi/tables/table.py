"""A table that somebody sent: the names of its columns, and the rows below with whose they are.

Decisions, figures of keys and answers of surveys are all read from this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analyysi.errors import ParameterError, SchemaError
from analyysi.suggestions import nearest
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.columns import (
    Header,
    find_header,
    first_rows,
    is_code_header,
    is_number,
    is_payer_header,
    match_of,
    named,
    named_column,
    not_seen,
    payer_column,
    words_of,
)
from analyysi.tables.files.cell import (
    EMPTY,
    Cell,
    Place,
    Sheet,
    SheetRow,
    TableFile,
    column_letter,
)
from analyysi.tables.files.formats import chosen_sheet
from analyysi.tables.line_numbers import numbered
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_subtotal, is_total
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.scales import means_money
from analyysi.tables.tables_below import above_next_table

MOST_FAULTS = 20
"""A message lists no more faults than these."""

_SHOWN_TEXTS = 8


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


@dataclass(frozen=True)
class Table:
    """A table as it is read for its parties."""

    file: str
    sheet: Sheet
    names: tuple[str, ...]
    """What the header rows say of each column, joined; empty where nothing."""
    header: Header
    payer: int
    """The column of the payers."""
    codes: tuple[int, ...]
    """Other columns that say which party a row is of, such as its code."""
    rows: tuple[TableRow, ...]
    """The rows below the header that are of a party, of a total, or of nobody that is known."""
    notes: tuple[TableRow, ...]
    """The rows below the header that are of nobody and hold no number: notes and headings."""
    others: tuple[TableRow, ...]
    """Rows of others, passed over because only the parties' were asked for."""
    left_out: int
    """How many rows were not among those that were asked for by the text of a column."""
    payers: Payers
    hidden_sheets: tuple[str, ...] = ()
    """Sheets of the file that are hidden, but for the one that is read."""
    next_table: str = ""
    """Where another table begins below this one on the sheet, in words."""

    @property
    def where(self) -> str:
        """Return the file, and the sheet where it has a name."""
        return _where(self.file, self.sheet)

    @property
    def columns(self) -> tuple[int, ...]:
        """Return the columns in which something is seen."""
        return tuple(sorted({column for row in self.sheet.rows for column in row.cells}))

    @property
    def of_parties(self) -> tuple[TableRow, ...]:
        """Return the rows of parties."""
        return tuple(row for row in self.rows if row.match is not None)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Return what is in the file and not seen, in words."""
        return (*self.sheet.unseen, *(f"sheet '{name}' is hidden" for name in self.hidden_sheets))

    @property
    def words(self) -> tuple[str, ...]:
        """Return the titles above the header, and the notes below it."""
        return (*self.header.words, *(row.text for row in self.notes))

    @property
    def asides(self) -> tuple[str, ...]:
        """Return words that stand beside the columns of numbers: a heading with nothing below it,
        and texts of rows that hold no digit, such as "t€" in a column of its own.
        """
        below = {column for row in self.rows for column in row.cells}
        headings = [
            plain(cell.text)
            for row in self.header.rows
            for column, cell in row.cells.items()
            if column not in below
        ]
        texts = [
            plain(cell.text)
            for row in self.rows
            for column, cell in row.cells.items()
            if column != self.payer and cell.number is None
        ]
        without_digits = [text for text in texts if not any(map(str.isdigit, text))]
        return tuple(dict.fromkeys(filter(None, (*headings, *without_digits))))

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Return the titles and notes with where they stand."""
        titles = [f"row {row.number}: {words_of(row)}" for row in self.header.titles]
        return (*titles, *(f"row {row.number}: {row.text}" for row in self.notes))

    @property
    def printed(self) -> tuple[str, ...]:
        """Return every row that was read, as it is printed, with where it stands."""
        below = {row.number for row in (*self.rows, *self.notes)}
        kept = [
            row
            for place, row in enumerate(self.sheet.rows)
            if place < self.header.start or row.number in below
        ]
        return tuple(f"row {row.number}: {words_of(row)}" for row in kept)

    def remarks(self, asked: Asked) -> list[str]:
        """Say what was not read: what is hidden, and rows of others."""
        remarks = []
        if self.sheet.hidden:
            remarks.append(f"Sheet '{self.sheet.name}' is hidden, and was read since it was named.")
        if self.unseen:
            remarks.append(f"Not read, since it is not seen: {'; '.join(self.unseen)}.")
        if self.next_table:
            remarks.append(self.next_table)
        if self.others:
            count = len(self.others)
            remarks.append(
                "1 row of others was passed over."
                if count == 1
                else f"{count} rows of others were passed over."
            )
        remarks += self._near_misses()
        if self.left_out:
            kept = ", ".join(wanted.written for wanted in asked.where)
            remarks.append(f"Rows without {kept} were left out: {self.left_out}.")
        return remarks

    def _near_misses(self) -> list[str]:
        """Name rows of others that may be those of a party that has no row, misspelt."""
        present = {row.match.code for row in self.of_parties if row.match is not None}
        printed = self.payers.printed
        missing = [name for name, code in printed.items() if code not in present]
        misses = []
        for row in self.others if missing else ():
            near = nearest(row.label, printed)
            if near in missing and self.payers.other(row.label) is None:
                misses.append(
                    f"Row {row.number}, '{row.label}', was passed over, and {near} has no row: "
                    "mend the name if it is meant."
                )
        return misses[:MOST_FAULTS]

    @property
    def first_rows(self) -> str:
        """Show the first rows with the letters of their columns."""
        return first_rows(self.sheet)

    def place(self, row: TableRow, column: int) -> Place:
        """Return where a cell is."""
        return Place(row.number, column, self.sheet.name)

    def at(self, row: TableRow, column: int) -> str:
        """Name a cell for a message: "row 9 (sheet Osuudet, B9)"."""
        return f"row {row.number} ({self.place(row, column)})"

    def named(self, column: int) -> str:
        """Name a column for a message: its letter, and its header if it has one."""
        return named(self.names, column)

    def column(self, wanted: str, thing: Thing, asked: Asked) -> int:
        """Return the column of a header, a letter or a number from 1.

        Raises
        ------
        ParameterError
            If there is none, several have that header, or nothing of it is seen.
        """
        option = asked.option(thing, wanted)
        column = named_column(wanted, self.names, option, self.where)
        if column not in self.columns:
            hidden = f" {not_seen(self.sheet)}" if self.sheet.unseen else ""
            raise ParameterError(
                f"{option}: nothing is seen in {self.named(column)} of {self.where}.{hidden}"
            )
        return column

    def stray(self, row: TableRow, *, near: bool = True) -> str:
        """Say that a row is of no party, as the end of a sentence that begins with its place.

        `near`: whether the party with the most similar name is looked for, which takes its time.
        """
        if row.doubt:
            return row.doubt
        if is_payer_header(row.label):
            return f"with '{row.label}' a second table begins: leave one in the file"
        if not row.label:
            return "a number stands without a name: write whose it is, or that it is the total"
        municipality = self.payers.other(row.label)
        if municipality:
            return f"'{row.label}' is no party: {municipality}"
        return (
            f"'{row.label}' is no party of the agreement, and no total."
            f"{self.payers.nearest(row.label) if near else ''}"
        )


def read_table(file: TableFile, payers: Payers, asked: Asked) -> Table:
    """Read a table of a file for the parties.

    Raises
    ------
    OpenColumnError
        If several columns name payers.
    SchemaError
        If no row names a party, or none has what is asked for.
    ParameterError
        If a column or a sheet that was asked for is not there.
    """
    sheet = chosen_sheet(
        file,
        asked.sheet,
        lambda text: match_of(text, payers) is not None,
        asked.option("sheet"),
    )
    hidden_sheets = tuple(
        hidden.name for hidden in file.sheets if hidden.hidden and hidden is not sheet
    )
    where = _where(file.name, sheet)
    payer = payer_column(sheet, payers, asked, where)
    header = find_header(sheet, payers, payer, asked)
    sheet, next_table = above_next_table(sheet, header, payers, payer, asked)
    names = tuple(map(header.name, range(sheet.width)))
    rows = [_row(cells, payer, payers) for cells in (*header.totals, *sheet.rows[header.start :])]
    kept = _kept(rows, names, asked, where)
    codes = _code_columns(kept, names, payer, payers)
    kept = [_checked(row, codes, payers) for row in kept]
    kept = _torn(kept, payer, payers)
    if not any(row.match is not None or row.doubt for row in kept):
        raise SchemaError(
            f"{where}: {named(names, payer)} names no party of the agreement. Choose another "
            f"column. Parties: {', '.join(payers.printed)}.\n{first_rows(sheet)}"
        )
    nobodys = [row for row in kept if row.match is None and not row.doubt]
    notes = [row for row in nobodys if _is_note(row, payer)]
    others = [row for row in nobodys if not row.total and not _is_note(row, payer)]
    if not asked.only_parties:
        others = []
    apart = {row.number for row in (*notes, *others)}
    return Table(
        file.name,
        sheet,
        names,
        header,
        payer,
        codes,
        tuple(row for row in kept if row.number not in apart),
        tuple(notes),
        tuple(others),
        len(rows) - len(kept),
        payers,
        hidden_sheets,
        next_table,
    )


def listed_faults(where: str, faults: Sequence[str], advice: Sequence[str] = ()) -> str:
    """Write the faults of a table: twenty at most, how many more there are, and what may help."""
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = [f"\n  - {fault}" for fault in faults[:MOST_FAULTS]]
    more = len(faults) - MOST_FAULTS
    if more > 0:
        lines.append(f"\n  and {more} more.")
    lines += [f"\n{sentence}" for sentence in advice]
    return f"{where} has {count}; nothing was read from it:{''.join(lines)}"


def _where(file: str, sheet: Sheet) -> str:
    return f"{file}, sheet {sheet.name}" if sheet.name else file


def _row(row: SheetRow, payer: int, payers: Payers) -> TableRow:
    cell = row.cell(payer)
    label, doubt, match = plain(cell.text), "", None
    if not label:  # what names a total may stand in another column than the payers
        texts = [plain(row.cell(column).text) for column in sorted(row.cells)]
        label = next(filter(_is_any_total, texts), "")
    if cell.fault:
        doubt = f"'{label}' {cell.fault}" if label else f"the payer's cell {cell.fault}"
    elif label:
        try:
            match = payers.of_cell(label)
        except AmbiguousError as error:
            doubt = str(error)
    total = match is None and not doubt and _is_any_total(label)
    return TableRow(row.number, row.cells, label, match, doubt, total)


def _is_any_total(text: str) -> bool:
    return is_total(text) or is_subtotal(text)


def _code_columns(
    rows: Sequence[TableRow], names: Sequence[str], payer: int, payers: Payers
) -> tuple[int, ...]:
    """Return the other columns that say whose a row is: called so, or a code in every row."""
    matched = [row for row in rows if row.match is not None]
    columns = []
    for column, name in enumerate(names):
        matches = [match_of(row.cell(column).text, payers) for row in matched]
        # A sum may happen to be somebody's number, but hardly in every row.
        are_codes = all(match is not None and match.by == "code" for match in matches)
        is_of_codes = len(matched) > 1 and are_codes and not means_money(name)
        is_called_so = is_code_header(name) and any(matches)
        if column != payer and (is_called_so or is_of_codes):
            columns.append(column)
    return tuple(columns)


def _checked(row: TableRow, codes: Sequence[int], payers: Payers) -> TableRow:
    """Mark a row whose code and name are not of one party."""
    for column in codes if row.match is not None else ():
        text = plain(row.cell(column).text)
        by_code = match_of(text, payers)
        if row.match is not None and text and (by_code is None or by_code.code != row.match.code):
            says = f"column {column_letter(column)} says {text}"
            doubt = f"'{row.label}' is {row.match.code}, but {says}"
            return replace(row, match=None, doubt=doubt)
    return row


def _kept(
    rows: Sequence[TableRow], names: Sequence[str], asked: Asked, where: str
) -> list[TableRow]:
    """Return the rows whose columns have the texts that are asked for."""
    kept = list(rows)
    for wanted in asked.where:
        option = asked.option("where", wanted.written)
        column = named_column(wanted.column, names, option, where)
        texts = {row.number: plain(row.cell(column).text) for row in kept}
        before = len(kept)
        kept = [row for row in kept if wanted.keeps(texts[row.number])]
        if not kept or (wanted.excluded and len(kept) == before):
            different = list(dict.fromkeys(texts.values()))
            shown = ", ".join(f"'{text}'" for text in different[:_SHOWN_TEXTS])
            more = ", ..." if len(different) > _SHOWN_TEXTS else ""
            raise SchemaError(
                f"{where}, {option}: no row has that in {named(names, column)}. It has "
                f"{shown}{more}."
            )
    return kept


def _torn(rows: Sequence[TableRow], payer: int, payers: Payers) -> list[TableRow]:
    """Mark a note that names a party which has no row, and holds digits: its cells have run
    together.
    """
    present = {row.match.code for row in rows if row.match is not None}
    checked = []
    for row in rows:
        party = _party_in_words(row, payer, payers)
        if party is not None and party.code not in present:
            doubt = f"'{row.label}' names {party.code} and digits in one cell: write the sum apart"
            checked.append(replace(row, doubt=doubt))
        else:
            checked.append(row)
    return checked


def _party_in_words(row: TableRow, payer: int, payers: Payers) -> Match | None:
    """Return the party that a note with digits names."""
    is_open = row.match is None and not row.doubt and not row.total and _is_note(row, payer)
    if not is_open or not any(map(str.isdecimal, row.label)):
        return None
    written = numbered(row.label)
    if not (written.numbers or written.unread or written.ranges):
        return None  # days, sections of minutes
    try:
        return payers.of_line(row.label)
    except AmbiguousError:
        return None


def _is_note(row: TableRow, payer: int) -> bool:
    """Return whether a row of nobody is words alone: no number, and no total of several cells."""
    cells = [cell for column, cell in row.cells.items() if column != payer]
    has_number = any(is_number(cell) or cell.fault for cell in cells)
    return not has_number and not (row.total and len(row.cells) > 1)

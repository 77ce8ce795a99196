"""A table that somebody sent: the names of its columns, and the rows below with whose they are.

Decisions, figures of keys and answers of surveys are all read from this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.errors import ParameterError, SchemaError, Sentence, by_count, joined
from analyysi.suggestions import nearest
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.columns import (
    Header,
    find_header,
    first_rows,
    is_code_header,
    is_payer_header,
    match_of,
    named,
    named_column,
    not_seen,
    payer_column,
    words_of,
)
from analyysi.tables.files.cell import (
    Place,
    Sheet,
    TableFile,
)
from analyysi.tables.files.formats import chosen_sheet
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.scales import means_money
from analyysi.tables.table_rows import TableRow, checked_row, is_note, table_row, torn_rows
from analyysi.tables.tables_below import above_next_table

MOST_FAULTS = 20
"""A message lists no more faults than these."""

_SHOWN_TEXTS = 8


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
    def where(self) -> Sentence:
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
        return (
            *self.sheet.unseen,
            *(Sentence("sheet '{sheet}' is hidden", sheet=name) for name in self.hidden_sheets),
        )

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
        titles = [
            Sentence("row {row}: {words}", row=row.number, words=words_of(row))
            for row in self.header.titles
        ]
        return (
            *titles,
            *(Sentence("row {row}: {words}", row=row.number, words=row.text) for row in self.notes),
        )

    @property
    def printed(self) -> tuple[str, ...]:
        """Return every row that was read, as it is printed, with where it stands."""
        below = {row.number for row in (*self.rows, *self.notes)}
        kept = [
            row
            for place, row in enumerate(self.sheet.rows)
            if place < self.header.start or row.number in below
        ]
        return tuple(
            Sentence("row {row}: {words}", row=row.number, words=words_of(row)) for row in kept
        )

    def remarks(self, asked: Asked) -> list[str]:
        """Say what was not read: what is hidden, and rows of others."""
        remarks: list[str] = []
        if self.sheet.hidden:
            remarks.append(
                Sentence(
                    "Sheet '{sheet}' is hidden, and was read since it was named.",
                    sheet=self.sheet.name,
                )
            )
        if self.unseen:
            remarks.append(not_seen(self.unseen))
        if self.next_table:
            remarks.append(self.next_table)
        if self.others:
            remarks.append(
                by_count(
                    len(self.others),
                    "{count} row of others was passed over.",
                    "{count} rows of others were passed over.",
                )
            )
        remarks += self._near_misses()
        if self.left_out:
            kept = ", ".join(wanted.written for wanted in asked.where)
            remarks.append(
                Sentence(
                    "Rows without {filters} were left out: {rows}.",
                    filters=kept,
                    rows=self.left_out,
                )
            )
        return remarks

    def _near_misses(self) -> list[str]:
        """Name rows of others that may be those of a party that has no row, misspelt."""
        present = {row.match.code for row in self.of_parties if row.match is not None}
        printed = self.payers.printed
        missing = [name for name, code in printed.items() if code not in present]
        misses: list[str] = []
        for row in self.others if missing else ():
            near = nearest(row.label, printed)
            if near in missing and self.payers.other(row.label) is None:
                misses.append(
                    Sentence(
                        "Row {row}, '{label}', was passed over, and {payer} has no row: mend "
                        "the name if it is meant.",
                        row=row.number,
                        label=row.label,
                        payer=near,
                    )
                )
        return misses[:MOST_FAULTS]

    @property
    def first_rows(self) -> str:
        """Show the first rows with the letters of their columns."""
        return first_rows(self.sheet)

    def place(self, row: TableRow, column: int) -> Place:
        """Return where a cell is."""
        return Place(row.number, column, self.sheet.name)

    def at(self, row: TableRow, column: int) -> Sentence:
        """Name a cell for a message: "row 9 (sheet Osuudet, B9)"."""
        return Sentence("row {row} ({place})", row=row.number, place=self.place(row, column))

    def named(self, column: int) -> Sentence:
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
            nothing = Sentence(
                "{option}: nothing is seen in {column} of {where}.",
                option=option,
                column=self.named(column),
                where=self.where,
            )
            hidden = self.sheet.unseen
            raise ParameterError(joined([nothing, *([not_seen(hidden)] if hidden else [])], " "))
        return column

    def stray(self, row: TableRow, *, near: bool = True) -> str:
        """Say that a row is of no party, as the end of a sentence that begins with its place.

        `near`: whether the party with the most similar name is looked for, which takes its time.
        """
        if row.doubt:
            return row.doubt
        if is_payer_header(row.label):
            return Sentence(
                "with '{label}' a second table begins: leave one in the file", label=row.label
            )
        if not row.label:
            return Sentence(
                "a number stands without a name: write whose it is, or that it is the total"
            )
        municipality = self.payers.other(row.label)
        if municipality:
            return Sentence(
                "'{label}' is no party: {municipality}", label=row.label, municipality=municipality
            )
        return Sentence(
            "'{label}' is no party of the agreement, and no total.{near}",
            label=row.label,
            near=self.payers.nearest(row.label) if near else Sentence(),
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
    rows = [
        table_row(cells, payer, payers) for cells in (*header.totals, *sheet.rows[header.start :])
    ]
    kept = _kept(rows, names, asked, where)
    codes = _code_columns(kept, names, payer, payers)
    kept = [checked_row(row, codes, payers) for row in kept]
    kept = torn_rows(kept, payer, payers)
    if not any(row.match is not None or row.doubt for row in kept):
        raise _no_party(where, named(names, payer), payers, sheet)
    nobodys = [row for row in kept if row.match is None and not row.doubt]
    notes = [row for row in nobodys if is_note(row, payer)]
    others = [row for row in nobodys if not row.total and not is_note(row, payer)]
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


def listed_faults(where: str, faults: Sequence[str], advice: Sequence[str] = ()) -> Sentence:
    """Write the faults of a table: twenty at most, how many more there are, and what may help."""
    lines = [joined(faults[:MOST_FAULTS], "\n  - ")]
    more = len(faults) - MOST_FAULTS
    if more > 0:
        lines.append(joined(["  ", Sentence("and {more} more.", more=more)], ""))
    return by_count(
        len(faults),
        "{where} has {count} fault; nothing was read from it:\n  - {faults}",
        "{where} has {count} faults; nothing was read from it:\n  - {faults}",
        where=where,
        faults=joined([*lines, *advice], "\n"),
    )


def _where(file: str, sheet: Sheet) -> Sentence:
    if not sheet.name:
        return Sentence(file)
    return Sentence("{file}, sheet {sheet}", file=file, sheet=sheet.name)


def _no_party(where: str, column: str, payers: Payers, sheet: Sheet) -> SchemaError:
    return SchemaError(
        "{where}: {column} names no party of the agreement. Choose another "
        "column. Parties: {parties}.\n{rows}",
        where=where,
        column=column,
        parties=", ".join(payers.printed),
        rows=first_rows(sheet),
    )


def _code_columns(
    rows: Sequence[TableRow], names: Sequence[str], payer: int, payers: Payers
) -> tuple[int, ...]:
    """Return the other columns that say whose a row is: called so, or a code in every row, of
    which one at least is that of the row's name. Figures may all happen to be the codes of some
    municipality.
    """
    matched = [row for row in rows if row.match is not None]
    columns = []
    for column, name in enumerate(names):
        matches = [match_of(row.cell(column).text, payers) for row in matched]
        # A sum may happen to be somebody's number, but hardly in every row.
        are_codes = all(match is not None and match.by == "code" for match in matches)
        are_theirs = any(
            match is not None and row.match is not None and match.code == row.match.code
            for row, match in zip(matched, matches, strict=True)
        )
        is_of_codes = len(matched) > 1 and are_codes and are_theirs and not means_money(name)
        is_called_so = is_code_header(name) and any(matches)
        if column != payer and (is_called_so or is_of_codes):
            columns.append(column)
    return tuple(columns)


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
            shown = [Sentence("'{text}'", text=text) for text in different[:_SHOWN_TEXTS]]
            more = ["..."] if len(different) > _SHOWN_TEXTS else []
            raise SchemaError(
                "{where}, {option}: no row has that in {column}. It has {texts}.",
                where=where,
                option=option,
                column=named(names, column),
                texts=joined([*shown, *more]),
            )
    return kept

"""A published table, read: every fault of its rows at once, and nothing corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.errors import Sentence, by_count
from analyysi.tables.asked import Asked
from analyysi.tables.columns import is_payer_header
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.files.encodings import read_text
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.money_columns import MoneyColumns, money_columns
from analyysi.tables.names.payers import Payers
from analyysi.tables.printed_rows import Faults, Origin, PrintedRow, decision_table
from analyysi.tables.table import MOST_FAULTS, Table, read_table
from analyysi.tables.table_rows import TableRow

_TEXTS = (".txt",)
_BETWEEN_CELLS = re.compile(r"[\t;]")


def read_decision_table(
    path: Path, parties: Sequence[Party], asked: Asked | None = None
) -> DecisionTable:
    """Read a published table from CSV, a spreadsheet or the text of minutes.

    Parameters
    ----------
    parties
        Those that may stand in it.
    asked
        What the user has said of it: columns, sheet, unit, decimal mark, whose rows count. In the
        text of minutes a column is the place of a number in its line, from 1.

    Raises
    ------
    SourceError
        If the file is missing, empty or of a form that is not read.
    OpenColumnError
        If it is left open which columns hold the payers, the sums or the per cents.
    SchemaError
        With every fault of the rows: no such payer, the same twice, no amount, parts of a cent,
        below zero, a sub-total that sums up nothing.
    ParameterError
        If a named column or sheet is not there.
    """
    asked, payers = asked or Asked(), Payers(parties)
    if is_minutes(path):
        from analyysi.tables.minutes_reader import read_minutes

        return read_minutes(path, payers, asked)
    table = read_table(read_table_file(path), payers, asked)
    return _of_table(table, money_columns(table, asked), asked)


def is_minutes(path: Path) -> bool:
    """Return whether a file is lines of text, and no table saved as text.

    A text is a table if a line of it names columns: it is cut into cells by tabs or semicolons, and
    one is a word for payers ("Kunta").
    """
    if path.suffix.lower() not in _TEXTS:
        return False
    rows = [_BETWEEN_CELLS.split(line) for line in read_text(path).splitlines()]
    return not any(len(row) > 1 and any(map(is_payer_header, row)) for row in rows)


def _of_table(table: Table, columns: MoneyColumns, asked: Asked) -> DecisionTable:
    faults = Faults()
    rows = []
    for row in table.rows:
        if row.match is None and not row.total:
            _tell_stray(table, row, columns, faults, asked)
        else:
            rows.append(_printed_row(table, row, columns))
    for note in table.notes:
        if note.label and _may_be_a_share(table, note, columns):
            _tell_stray(table, note, columns, faults, asked)
    passed = [
        Sentence("row {row}: {words}", row=row.number, words=row.text)
        for row in table.rows
        if row.match is None and not row.total
    ]
    origin = Origin(
        table.file,
        table.where,
        columns.scale,
        columns.mark,
        columns.described,
        asked,
        (*table.passed_over, *passed),
        table.printed,
        (*table.remarks(asked), *_of_cells(table, columns)),
        mixed=bool(table.others or table.left_out),
    )
    return decision_table(origin, rows, faults)


def _may_be_a_share(table: Table, note: TableRow, columns: MoneyColumns) -> bool:
    """Return whether words stand where a sum should, beside a name that may be a party's, or in the
    header of a second table.
    """
    text = note.cell(columns.amount).text
    return bool(text) and (
        any(map(str.isdigit, text))
        or is_payer_header(note.label)
        or bool(table.payers.nearest(note.label))
    )


def _tell_stray(
    table: Table, row: TableRow, columns: MoneyColumns, faults: Faults, asked: Asked
) -> None:
    """Note a row that is of no party, if it holds a sum."""
    if row.doubt or not row.cell(columns.amount).empty:
        column = table.payer if row.label else columns.amount
        is_shown = len(faults.by_row) < MOST_FAULTS
        faults.add(row.number, table.at(row, column), table.stray(row, near=is_shown))
        if table.payers.other(row.label) is not None and not row.doubt:
            faults.advice.append(
                Sentence(
                    "Rows of others are passed over with {option}.", option=asked.option("others")
                )
            )


def _printed_row(table: Table, row: TableRow, columns: MoneyColumns) -> PrintedRow:
    amount = row.cell(columns.amount)
    percent = row.cell(columns.percent) if columns.percent is not None else None
    return PrintedRow(
        row.number,
        Sentence("row {row}", row=row.number),
        row.label,
        row.match,
        None if amount.empty else amount,
        None if percent is None or percent.empty else percent,
        table.at(row, columns.amount),
        table.at(row, columns.percent or 0),
    )


def _of_cells(table: Table, columns: MoneyColumns) -> list[str]:
    """Say which sums show another number than they hold, and which have footnote marks."""
    rows = [row for row in table.rows if row.match is not None or row.total]
    amounts = [(table.place(row, columns.amount), row.cell(columns.amount)) for row in rows]
    remarks: list[str] = []
    rounded = [(place, cell) for place, cell in amounts if cell.stored is not None]
    if rounded:
        place, cell = rounded[0]
        remarks.append(
            by_count(
                len(rounded),
                "{count} sum holds another number than the one shown, and the shown one was read: "
                "{place} shows {shown} and holds {stored}. If the other was decided, "
                "show all decimals in the file and save it.",
                "{count} sums hold another number than the one shown, and the shown one was read: "
                "{place} shows {shown} and holds {stored}. If the other was decided, "
                "show all decimals in the file and save it.",
                place=place,
                shown=cell.text.strip(),
                stored=str(cell.stored),
            )
        )
    for column in (table.payer, columns.amount):
        marked = [row for row in rows if row.cell(column).note]
        remarks += [
            Sentence(
                "{place} has the footnote mark {mark}.",
                place=table.place(row, column),
                mark=row.cell(column).note,
            )
            for row in marked
        ]
    return remarks

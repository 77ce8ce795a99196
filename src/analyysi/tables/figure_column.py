"""A column of figures from a table that people send: a number for each party, or none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.errors import SchemaError, Sentence, joined
from analyysi.tables.asked import Asked
from analyysi.tables.columns import OpenColumnError, is_number
from analyysi.tables.files.cell import Cell, column_letter
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.printed_numbers import (
    DoubtfulError,
    NotANumberError,
    common_mark,
    read_printed,
)
from analyysi.tables.table import Table, listed_faults, read_table
from analyysi.tables.table_rows import TableRow


def read_figure_column(
    path: Path, parties: Sequence[Party], asked: Asked
) -> dict[str, Decimal | None]:
    """Read a column of a file of tables: the number of each party that has a row.

    Parameters
    ----------
    parties
        Those that may stand in it, by name or code.
    asked
        What a person says of the table. The column of the figures (`amount`), that of the parties
        and the sheet are needed if several may be meant.

    Returns
    -------
    The code of each party to its number, None where its cell is empty.

    Raises
    ------
    SourceError
        If the file is missing, empty or of a form that is not read.
    SchemaError
        If a row is of no party, a party stands twice, or a cell is no number or shows another than
        it holds; names twenty at most. Also if several columns may be meant.
    ParameterError
        If there is no such column or sheet.
    """
    table = read_table(read_table_file(path), Payers(parties), asked)
    of_figures = figure_column(table, asked)
    mark = common_mark(row.cell(of_figures).written for row in table.of_parties)
    figures: dict[str, Decimal | None] = {}
    faults = []
    for row in (*table.rows, *table.notes):
        at = table.at(row, of_figures)
        cell = row.cell(of_figures)
        if row.match is None:
            if row.doubt or not (row.total or cell.empty):
                faults.append(Sentence("{at}: {fault}", at=at, fault=table.stray(row)))
        elif row.match.code in figures:
            faults.append(
                Sentence("{at}: '{label}' stands there a second time", at=at, label=row.label)
            )
        else:
            figures[row.match.code] = None
            try:
                figures[row.match.code] = cell_number(cell, mark)
            except ValueError as error:
                faults.append(
                    Sentence(
                        "{at}: {fault}: a number for '{label}' was expected",
                        at=at,
                        fault=error,
                        label=row.label,
                    )
                )
    if faults:
        raise SchemaError(listed_faults(joined([table.where, table.named(of_figures)]), faults))
    return figures


def cell_number(cell: Cell, mark: str | None = None) -> Decimal | None:
    """Return the number of a cell, None if it is empty.

    Raises
    ------
    ValueError
        In words, if it holds anything but one number ("n. 520" is no answer that can be shared by),
        or another number than it shows.
    """
    if cell.fault:
        raise ValueError(Sentence("the cell {fault}", fault=cell.fault))
    if cell.stored is not None:
        raise ValueError(
            Sentence(
                "the cell shows {shown} and holds {stored}; write what is meant",
                shown=cell.text.strip(),
                stored=str(cell.stored),
            )
        )
    if cell.empty or cell.number is not None:
        return cell.number
    try:
        return read_printed(cell.text, mark).value
    except DoubtfulError as error:
        raise ValueError(
            Sentence("{fault}; write it without a mark of thousands", fault=error)
        ) from error
    except NotANumberError as error:
        raise ValueError(error.sentence) from error


def figure_column(table: Table, asked: Asked) -> int:
    """Return the column that is asked for, or the only one in which parties have numbers; where
    none has any, the only one whose cells would hold some, but for a fault: an error, a formula
    that was never calculated.
    """
    if asked.amount:
        return table.column(asked.amount, "amount", asked)
    columns = columns_of_figures(table, asked)
    if len(columns) == 1:
        return columns[0]
    listed = joined(map(table.named, columns or table.columns))
    example = asked.option("amount", column_letter(columns[0] if columns else 1))
    raise OpenColumnError(
        "{where}: the figures may be in several columns: {columns}. Name the one that is meant, "
        "such as {option}."
        if columns
        else "{where}: no column holds figures: {columns}. Name the one that is meant, such as "
        "{option}.",
        "amount",
        table.sheet,
        where=table.where,
        columns=listed,
        option=example,
    )


def columns_of_figures(table: Table, asked: Asked) -> list[int]:
    """Return the columns in which parties have numbers; where none has any, those whose cells would
    hold some, but for a fault.
    """
    chosen_by = [table.column(kept.column, "where", asked) for kept in asked.where]
    taken = (table.payer, *table.codes, *chosen_by)
    open_columns = [column for column in table.columns if column not in taken]
    rows = table.of_parties
    columns = [column for column in open_columns if _has_numbers(rows, column)]
    return columns or [column for column in open_columns if _has_faults(rows, column)]


def _has_faults(rows: Sequence[TableRow], column: int) -> bool:
    return any(row.cell(column).fault for row in rows)


def _has_numbers(rows: Sequence[TableRow], column: int) -> bool:
    return any(is_number(row.cell(column)) for row in rows)

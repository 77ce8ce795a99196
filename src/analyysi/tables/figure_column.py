"""A column of figures from a table that people send: a number for each party, or none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.cells import TableCell, chosen_sheet, read_sheets
from analyysi.tables.columns import NamedColumns, Row, find_columns, named
from analyysi.tables.names.payers import Payers
from analyysi.tables.names.totals import is_total
from analyysi.tables.numbers.printed_numbers import DoubtfulError, NotANumberError, read_printed

_AS_ARGUMENTS = {
    "--amount-column ": "column=",
    "--amount-column": "column=",
    "--payer-column": "the first column",
    "--sheet": "sheet=",
    "the euros": "the figures",
    "no column of euros": "no column of figures",
}
"""Words of the reader of decisions, and what they are called here."""


def read_figure_column(
    path: Path, parties: Sequence[Party], column: str = "", sheet: str = ""
) -> dict[str, Decimal | None]:
    """Read a column of a CSV file or a spreadsheet: the number of each party that has a row.

    Parameters
    ----------
    parties
        Those that may stand in it, by name or code.
    column
        The column by its header, its letter or its number from 1; needed if several hold figures.
    sheet
        The sheet of a spreadsheet; needed if several have something in them.

    Returns
    -------
    The code of each party to its number, None where its cell is empty.

    Raises
    ------
    SourceError
        If the file is missing, empty or of a form that is not read.
    SchemaError
        If a row is of no party, a party stands twice, or a cell is no number; names every one.
    ParameterError
        If there is no such column or sheet.
    """
    try:
        return _read(path, Payers(parties), column, sheet)
    except (SchemaError, ParameterError) as error:
        message = str(error)
        for option, argument in _AS_ARGUMENTS.items():
            message = message.replace(option, argument)
        raise type(error)(message) from error


def _read(path: Path, payers: Payers, column: str, sheet: str) -> dict[str, Decimal | None]:
    sheets = read_sheets(path)
    chosen = chosen_sheet(sheets, sheet, path.name)
    if chosen is None:
        names = ", ".join(f"'{filled.name}'" for filled in sheets)
        raise ParameterError(f"{path.name} has several sheets: {names}. Choose one with sheet=...")
    where = f"{path.name}, sheet {chosen.name}" if chosen.name else path.name
    columns = find_columns(chosen, payers, NamedColumns(amount=column), where)
    figures: dict[str, Decimal | None] = {}
    faults = []
    for row in columns.rows:
        if is_total(row.label):
            continue
        if row.match is None:
            faults += _of_nobody(row, row.cell(columns.amount), payers)
        elif row.match.code in figures:
            faults.append(f"row {row.number}: '{row.label}' stands there a second time")
        else:
            try:
                figures[row.match.code] = cell_number(row.cell(columns.amount), columns.mark)
            except ValueError as error:
                faults.append(f"row {row.number}: {error}: a number for '{row.label}' was expected")
    if faults:
        raise SchemaError(f"{where}, {named(columns.names, columns.amount)}: {'; '.join(faults)}.")
    return figures


def cell_number(cell: TableCell, mark: str | None = None) -> Decimal | None:
    """Return the number of a cell, None if it is empty.

    Raises
    ------
    ValueError
        In words, if it holds anything but one number: "n. 520" is no answer that can be shared by.
    """
    if cell.empty or cell.number is not None:
        return cell.number
    try:
        return read_printed(cell.text, mark).value
    except DoubtfulError as error:
        raise ValueError(f"{error}; write it without a mark of thousands") from error
    except NotANumberError as error:
        raise ValueError(str(error)) from error


def _of_nobody(row: Row, cell: TableCell, payers: Payers) -> list[str]:
    """Return what is wrong with a row that is of no party; nothing if it holds no figure."""
    if row.doubt:
        return [f"row {row.number}: {row.doubt}"]
    if cell.empty or not row.label:
        return []
    return [f"row {row.number}: '{row.label}' is no party.{payers.nearest(row.label)}"]

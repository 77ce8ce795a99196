"""Sheets of cells as the readers of files give them, for tests of what is read from them."""

from __future__ import annotations

from analyysi.tables.files.cell import Cell, Sheet, SheetRow, TableFile


def sheet_of(text: str, name: str = "") -> Sheet:
    """Return the sheet of lines whose cells are separated by semicolons."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        texts = enumerate(line.split(";"))
        cells = {column: Cell(cell.strip()) for column, cell in texts if cell.strip()}
        if cells:
            rows.append(SheetRow(number, cells))
    return Sheet(name, tuple(rows))


def file_of(text: str, name: str = "a.csv") -> TableFile:
    """Return the file with the one sheet of these lines."""
    return TableFile(name, (sheet_of(text),))

"""The payers of a table that anybody sent, whoever they are: municipalities by the register, all
others as the table calls them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import check_several, id_of
from analyysi.drafting.agreements.table_figures import payers_in_table
from analyysi.errors import SchemaError, Sentence, joined
from analyysi.languages.local_text import LocalText
from analyysi.suggestions import folded
from analyysi.tables.asked import Asked
from analyysi.tables.columns import (
    OpenColumnError,
    first_rows,
    is_column_name,
    is_number,
    is_payer_header,
    is_total_row,
    named_column,
    words_of,
)
from analyysi.tables.files.cell import Cell, Sheet, SheetRow, TableFile, column_letter
from analyysi.tables.files.formats import chosen_sheet, read_table_file
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_subtotal, is_total
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.table import Table, listed_faults, read_table

_BARE_CODE = re.compile(r"\s*(ku[ -]?)?[0-9]{1,5}\s*", re.IGNORECASE)


@dataclass(frozen=True)
class OwnTable:
    """A table, the payers that it lists, and its rows of nobody."""

    table: Table
    payers: tuple[Party, ...]
    strays: tuple[str, ...]


class _ByLabel(Payers):
    """Payers who are known by what the cells of one table say, letter by letter."""

    def __init__(self, parties: Sequence[Party], labels: Mapping[str, str]) -> None:
        super().__init__(parties)
        self._labels = labels

    def _of_cell(self, text: str) -> Match | None:
        code = self._labels.get(plain(text))
        return None if code is None else Match(code, "name")


def read_own_table(
    path: Path, register: Mapping[str, LocalText], asked: Asked, *, municipal: bool = True
) -> OwnTable:
    """Read a table of payers and their figures, whoever the payers are.

    The payers stand in the one column that has a text in every row with figures; of several, in the
    one that is called by a word for payers. Without such a column they are municipalities by their
    codes.

    Parameters
    ----------
    register
        The municipalities that there are.
    municipal
        Whether a name of the register means that municipality.

    Raises
    ------
    SourceError
        If the file cannot be read.
    SchemaError
        If it has no figures or less than two payers, or a row leaves open whose it is; names twenty
        faults at most. Also if it is open which column or sheet is meant (`OpenColumnError`,
        `OpenSheetError`).
    ParameterError
        If there is no such column or sheet.
    """
    file = read_table_file(path)
    known = Payers(_municipality(code, name) for code, name in register.items())
    sheet = chosen_sheet(file, asked.sheet, known.names_any, asked.option("sheet"))
    column = _payer_column(sheet, file.name, asked)
    if column is None:
        return _by_codes(path, file, sheet, register, asked)
    rows = _rows_of_payers(sheet, column, file.name)
    parties, labels = _parties(rows, column, known if municipal else Payers(()), register, file)
    _check_several(parties)
    payers = _ByLabel(parties, labels)
    reference = _reference(sheet, column)
    table = read_table(file, payers, replace(asked, sheet=sheet.name, payer=reference))
    read = {row.match.code for row in table.of_parties if row.match is not None}
    lost = [party.name.main for party in parties if party.code not in read]
    if lost:
        raise SchemaError(
            "{where}: these rows cannot be told from headings: {names}. Write “Payer” over the "
            "column of the payers.\n{rows}",
            where=file.name,
            names=", ".join(lost),
            rows=first_rows(sheet),
        )
    notes = [row for row in table.notes if row.label or row.text]
    strays = tuple(joined((table.place(row, column), row.text), ": ") for row in notes)
    return OwnTable(table, parties, strays)


def _by_codes(
    path: Path, file: TableFile, sheet: Sheet, register: Mapping[str, LocalText], asked: Asked
) -> OwnTable:
    try:
        listed = payers_in_table(path, register, asked)
    except SchemaError as error:
        raise _open_payers(sheet, file.name, asked, range(sheet.width)) from error
    _check_several(listed.payers)
    return OwnTable(read_table(file, Payers(listed.payers), asked), listed.payers, listed.strays)


def _check_several(parties: Sequence[Party]) -> None:
    try:
        check_several(parties)
    except AnswerError as error:
        raise SchemaError("{fault}", fault=error) from error


def _reference(sheet: Sheet, column: int) -> str:
    """Return how a column is named: by its letter, or by its number where another is called by that
    letter.
    """
    texts = {plain(cell.text).casefold() for row in sheet.rows for cell in row.cells.values()}
    letter = column_letter(column)
    return str(column + 1) if letter.casefold() in texts else letter


def _payer_column(sheet: Sheet, file: str, asked: Asked) -> int | None:
    """Return the column of the names of the payers; None if there is none of names."""
    if asked.payer:
        nameless = [""] * sheet.width
        return named_column(asked.payer, nameless, asked.option("payer", asked.payer), file)
    rows = [row for row in _rows_with_figures(sheet) if not is_total_row(row)]
    if not rows:
        raise SchemaError(
            "{where}: no row has a figure. A row for each payer was expected, with the name and "
            "the figures in columns of their own.\n{rows}",
            where=file,
            rows=first_rows(sheet),
        )
    columns = range(sheet.width)
    named = [column for column in columns if _names_all(rows, column)]
    if len(named) < 2:
        return named[0] if named else None
    above = sheet.rows[: sheet.rows.index(rows[0])]
    called = [column for column in named if _called_payers(above, column)]
    if len(called) == 1:
        return called[0]
    raise _open_payers(sheet, file, asked, named)


def _open_payers(sheet: Sheet, file: str, asked: Asked, columns: Sequence[int]) -> OpenColumnError:
    return OpenColumnError(
        "{where}: the payers may be in several columns: {columns}. Name theirs, such as {option}.",
        "payer",
        sheet,
        where=file,
        columns=joined(
            Sentence("column {column}", column=column_letter(column)) for column in columns
        ),
        option=asked.option("payer", column_letter(columns[0])),
    )


def _names_all(rows: Sequence[SheetRow], column: int) -> bool:
    return all(_is_name(row.cell(column)) for row in rows)


def _called_payers(rows: Sequence[SheetRow], column: int) -> bool:
    return any(_is_called_payer(row.cell(column)) for row in rows)


def _is_name(cell: Cell) -> bool:
    return bool(plain(cell.text)) and not is_number(cell)


def _rows_with_figures(sheet: Sheet) -> list[SheetRow]:
    """Return the rows that hold a figure. A year may be what a column is called: it is a figure
    beside a name below a heading, and else only in a row with another figure.
    """
    plain_rows = [row for row in sheet.rows if _has_figure(row)]
    heading = _heading(sheet, plain_rows)
    if heading is None:
        return plain_rows
    return [row for row in sheet.rows if row in plain_rows or _is_below(row, heading)]


def _heading(sheet: Sheet, plain_rows: Sequence[SheetRow]) -> SheetRow | None:
    """Return the row above the figures that can be nothing else than a heading: texts alone, or one
    with a word for payers.
    """
    end = plain_rows[0].number if plain_rows else sheet.rows[-1].number
    above = [row for row in sheet.rows if row.number < end and len(row.cells) > 1]
    texts = [row for row in above if not _holds_number(row)]
    called = [row for row in above if any(map(_is_called_payer, row.cells.values()))]
    return called[-1] if called else next(iter(texts), None)


def _is_below(row: SheetRow, heading: SheetRow) -> bool:
    named = any(map(_is_name, row.cells.values()))
    return row.number > heading.number and named and _holds_number(row)


def _is_called_payer(cell: Cell) -> bool:
    return is_payer_header(cell.text)


def _holds_number(row: SheetRow) -> bool:
    return any(map(is_number, row.cells.values()))


def _has_figure(row: SheetRow) -> bool:
    """Return whether a row holds a number that is not what a column is called."""
    return any(is_number(cell) and not is_column_name(cell) for cell in row.cells.values())


def _rows_of_payers(sheet: Sheet, column: int, file: str) -> list[SheetRow]:
    """Return the rows of payers: from the first with a figure to the last, and those that follow it
    at once, whose figures are missing. A total ends them, and none is a payer's.

    Raises
    ------
    SchemaError
        If the row above the first may be that of a payer as well as a heading: "Toimisto | 2025".
    """
    rows = _rows_with_figures(sheet)
    of_payers = [row for row in rows if not _is_total(row, column)]
    if not of_payers:
        return []
    last = of_payers[-1].number
    first = _first_below_heading(sheet, column, of_payers[0].number)
    for row in sheet.rows:
        label = plain(row.cell(column).text)
        is_open = row.number == first - 1 and bool(label) and _holds_number(row)
        if is_open and not is_payer_header(label):
            raise SchemaError(
                "{where}: row {row} may be a payer's or a heading: {words}. Write “Payer” over "
                "the column of the payers.",
                where=file,
                row=row.number,
                words=words_of(row),
            )
    kept = []
    for row in sheet.rows:
        if row.number == last + 1 and not _is_total(row, column) and plain(row.cell(column).text):
            last = row.number
        label = plain(row.cell(column).text)
        if first <= row.number <= last and label and not _is_total(row, column):
            kept.append(row)
    return kept


def _first_below_heading(sheet: Sheet, column: int, first: int) -> int:
    """Return the number of the first row of a payer: below a word for payers that is also one whose
    figure cannot be read as it stands, such as "n. 5".
    """
    above = [row for row in sheet.rows if row.number < first]
    headings = [row.number for row in above if _is_called_payer(row.cell(column))]
    if not headings:
        return first
    below = [row for row in above if row.number > headings[-1] and _is_name(row.cell(column))]
    written = [row.number for row in below if len(_texts(row)) > 1]
    return min([*written, first])


def _texts(row: SheetRow) -> list[str]:
    return [cell.text for cell in row.cells.values() if plain(cell.text)]


def _is_total(row: SheetRow, column: int) -> bool:
    label = plain(row.cell(column).text)
    return is_total(label) or is_subtotal(label) or (not label and is_total_row(row))


def _parties(
    rows: Sequence[SheetRow],
    column: int,
    known: Payers,
    register: Mapping[str, LocalText],
    file: TableFile,
) -> tuple[tuple[Party, ...], dict[str, str]]:
    """Return the payers that rows name, and the label of each to its code.

    Raises
    ------
    SchemaError
        Naming every row that leaves open whose it is.
    """
    parties: dict[str, Party] = {}
    labels: dict[str, str] = {}
    written: dict[str, int] = {}
    faults = []
    for row in rows:
        label = plain(row.cell(column).text)
        try:
            party = party_called(label, known, register, parties)
        except AmbiguousError as error:
            faults.append(Sentence("row {row}: {fault}", row=row.number, fault=error))
            continue
        if party.code in parties or folded(label) in written:
            faults.append(
                Sentence("row {row}: {words} stands a second time", row=row.number, words=label)
            )
            continue
        parties[party.code], labels[label], written[folded(label)] = party, party.code, row.number
    if faults:
        raise SchemaError(listed_faults(Sentence(file.name), faults))
    return tuple(parties.values()), labels


def party_called(
    name: str, known: Payers, register: Mapping[str, LocalText], taken: Mapping[str, Party]
) -> Party:
    """Return a municipality by its name, or else an organisation with a code made of its name.

    Parameters
    ----------
    known
        The municipalities that a name may mean.
    taken
        Parties whose codes are taken.

    Raises
    ------
    AmbiguousError
        If a municipality's name stands beside the code of another.
    """
    match = known.of_cell(name)
    # "Maksaja 20" is whoever is called so; 20 and KU020 alone are codes.
    is_called_so = match is not None and match.by == "code" and not _BARE_CODE.fullmatch(name)
    if match is not None and not is_called_so:
        return _municipality(match.code, register[match.code])
    # "maksaja" alone is also the word over a column of payers: the heading would be this payer's.
    stem = id_of(name) or "maksaja-1"
    stem = f"maksaja-{stem}" if stem.isdecimal() else stem
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return Party(code=code, kind="organisation", name=LocalText.in_main_language(name))


def _municipality(code: str, name: LocalText) -> Party:
    return Party(code=code, kind="municipality", name=name)

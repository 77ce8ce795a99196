"""What a table calls its columns, where its rows begin, and which column names the payers.

Nothing is guessed: the payers' column is the only one that names payers, or the one that is asked
for. Rows above the first row of the table are its header and titles; a row that names somebody or
holds a number is never one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyysi.errors import ParameterError, SchemaError, Sentence, joined
from analyysi.suggestions import nearest
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.files.cell import Cell, Sheet, SheetRow, column_letter, column_of_letters
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_subtotal, is_total
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.printed_numbers import NotANumberError, read_with_scale
from analyysi.tables.numbers.scales import scale_in

_MOST_HEADERS = 3
_SHOWN_ROWS = 8
_SHOWN_WIDTH = 24
"""How many letters of a cell stand where a table's first rows are shown."""
_SIDE_BY_SIDE = 3
"""From how many columns on payers in one row stand across; two may be a payer and its host."""
_YEAR = re.compile(r"(19|20)\d\d( ?(€|euroa?|eur))?", re.IGNORECASE)
_PAYER_WORDS = (
    "kunta kunnat kuntien jäsenkunta jäsenkunnat kuntanimi kunnan kunnannimi nimi maksaja maksajat "
    "osapuoli osapuolet jäsen jäsenet alue kommun kommuner kommunen kommunens medlem medlemmar "
    "medlemskommun medlemskommuner betalare part parter namn område municipality municipalities "
    "payer payers party parties member members name council authority county area region"
)
"""Words that a column of payers is called by."""
_CODE_WORDS = (
    "kuntanumero kuntanro kuntakoodi kuntatunnus tunnus koodi kod kommunkod kommunnummer code "
    "codes municipality_code payer_code"
)
"""Words that a column of their codes is called by."""
_NUMBER_WORDS = "numero nro nummer nr number no id"
"""Words that it may be called by, as may a column that counts the rows."""
_WORDS = frozenset(f"{_PAYER_WORDS} {_CODE_WORDS} {_NUMBER_WORDS}".split())


class OpenColumnError(SchemaError):
    """A table that leaves open which column is meant."""

    def __init__(self, text: str, thing: Thing, sheet: Sheet, /, **values: object) -> None:
        question, rows = Sentence(text, **values), first_rows(sheet)
        super().__init__(joined([question, rows], "\n"))
        self.question = question
        self.thing: Thing = thing
        """What is to be asked for."""
        self.sheet = sheet
        """Whose columns are meant."""
        self.rows = rows
        """The first rows with the letters of the columns, for a person to choose by."""


@dataclass(frozen=True)
class Header:
    """The rows above the first row of a table."""

    start: int
    """The place of the first row among the rows of the sheet."""
    rows: tuple[SheetRow, ...]
    """Those that name the columns, three at most."""
    titles: tuple[SheetRow, ...]
    """Those above them."""
    totals: tuple[SheetRow, ...] = ()
    """Totals that stand above the header."""

    def name(self, column: int) -> str:
        """Return what the header rows say of a column, joined."""
        return " ".join(self.texts(column))

    def texts(self, column: int) -> list[str]:
        """Return what the header rows say of a column, the uppermost first.

        A heading of several columns stands in the first of them: it is that of the columns to its
        right too, as long as nothing stands over them in its row and something below.
        """
        texts = [plain(row.cell(column).text) for row in self.rows]
        last = len(texts) - 1
        is_named = any(texts)
        for place, text in enumerate(texts):
            if not text and (place < last or not is_named):
                texts[place] = self._over(place, column)
        return list(dict.fromkeys(filter(None, texts)))

    def _over(self, place: int, column: int) -> str:
        """Return the heading to the left of a column in a header row, if it reaches over it: none
        of the payers' column, and none that a heading above ends before.
        """
        row = self.rows[place]
        left = max((start for start in row.cells if start < column), default=None)
        if left is None:
            return ""
        above = {start for upper in self.rows[:place] for start in upper.cells}
        text = plain(row.cell(left).text)
        ends = any(left < start <= column for start in above)
        return "" if ends or is_payer_header(text) else text

    @property
    def words(self) -> tuple[str, ...]:
        """Return the titles, and what stands alone in a row of the header."""
        alone = [row for row in self.rows if len(row.cells) == 1]
        return tuple(words_of(row) for row in (*self.titles, *alone))


def find_header(sheet: Sheet, payers: Payers, payer: int | None, asked: Asked) -> Header:
    """Find where the rows of a table begin.

    The columns are named by the last row that is called by a word for payers ("Kunta") before
    somebody is named, or without such a row by those before the first row that names somebody or
    holds a number. Below it no row is a part of the header if something stands in the payers'
    column; above it only a total is a row of the table.

    Parameters
    ----------
    payer
        The column of the payers; None where it is not known yet: the first that holds something.
    """
    rows = sheet.rows
    top = _first_of_header(sheet)
    labels = [_label(row, payer) for row in rows]
    below = range(top, len(rows))
    named_somebody = (place for place in below if _names_somebody(labels[place], payers))
    first_named = next(named_somebody, len(rows))
    called = [place for place in range(top, first_named) if names_payers(labels[place], asked)]
    begin = called[-1] + 1 if called else top
    of_table = (place for place in range(begin, len(rows)) if _is_row(rows[place], payers, payer))
    start = next(of_table, len(rows))
    labelled = [place for place in range(begin, start) if labels[place]]
    # Where no word for payers stands, the first row with a label names the columns.
    start = next(iter(labelled if called else labelled[1:]), start)
    first = start
    while first > max(top, start - _MOST_HEADERS) and _touch(rows, first, start):
        if _has_sum(rows[first - 1]):
            break
        first -= 1
    above = rows[:first]
    totals = tuple(row for row in above if is_total_row(row))
    titles = tuple(row for row in above if row not in totals)
    return Header(start, rows[first:start], titles, totals)


def payer_column(sheet: Sheet, payers: Payers, asked: Asked, where: str) -> int:
    """Return the column of the payers: the one that is asked for, or the only one that names any.

    Raises
    ------
    OpenColumnError
        If several name payers and do not say the same.
    SchemaError
        If none does, or the payers stand side by side in one row.
    ParameterError
        If there is no such column.
    """
    if asked.payer:
        header = find_header(sheet, payers, None, asked)
        names = [header.name(column) for column in range(sheet.width)]
        return named_column(asked.payer, names, asked.option("payer", asked.payer), where)
    columns = range(sheet.width)
    # A name that stands alone in its row may be a letterhead: it counts where no other row names
    # anybody.
    matches = [_matches(sheet, column, payers, alone=False) for column in columns]
    if not any(matches):
        matches = [_matches(sheet, column, payers, alone=True) for column in columns]
    with_names = [column for column, of_it in enumerate(matches) if _has_names(of_it.values())]
    candidates = with_names or [column for column, of_it in enumerate(matches) if of_it]
    if not candidates:
        texts = (cell.text.strip() for row in sheet.rows for cell in row.cells.values())
        text = next(filter(None, texts), "")
        raise SchemaError(
            "{where}: no row names a party of the agreement. Its first cell is "
            "'{cell}'.{near} Parties: {parties}.\n{rows}",
            where=where,
            cell=text,
            near=payers.nearest(text),
            parties=", ".join(payers.printed),
            rows=first_rows(sheet),
        )
    first = candidates[0]
    # A name in Finnish and one in Swedish beside each other say the same.
    if all(_agree(matches[first], matches[column]) for column in candidates[1:]):
        return first
    _refuse_side_by_side(sheet, [matches[column] for column in candidates], where)
    listed = joined(
        Sentence("column {column}", column=column_letter(column)) for column in candidates
    )
    raise OpenColumnError(
        "{where}: the payers may be in several columns: {columns}. Name theirs, such as {option}.",
        "payer",
        sheet,
        where=where,
        columns=listed,
        option=asked.option("payer", column_letter(first)),
    )


def is_payer_header(label: str) -> bool:
    """Return whether a label is what a column of payers is called, and nothing else."""
    words = set(_words(label))
    return bool(words) and words <= _WORDS


def is_row_number_header(label: str) -> bool:
    """Return whether a label may be that of a column that counts the rows: "Nro"."""
    words = set(_words(label))
    return bool(words) and words <= set(_NUMBER_WORDS.split())


def is_code_header(name: str) -> bool:
    """Return whether a header says that a column holds the codes of the payers."""
    words = set(_words(name))
    return not words.isdisjoint(_CODE_WORDS.split()) and words <= _WORDS


def words_of(row: SheetRow) -> str:
    """Return what stands in a row, from left to right."""
    return " | ".join(plain(row.cell(column).text) for column in sorted(row.cells))


def named(names: Sequence[str], column: int) -> Sentence:
    """Name a column for a message: its letter, and its header if it has one."""
    letter = column_letter(column)
    if not names[column]:
        return Sentence("column {column}", column=letter)
    return Sentence("column {column} ('{name}')", column=letter, name=names[column])


def named_column(wanted: str, names: Sequence[str], option: str, where: str) -> int:
    """Return the column of a header, a letter or a number from 1.

    Parameters
    ----------
    option
        How it was asked for, for a message: "--amount-column Eurot".

    Raises
    ------
    ParameterError
        If there is none, or several have that header.
    """
    text = plain(wanted)
    folded = text.casefold()
    same = [column for column, name in enumerate(names) if plain(name).casefold() == folded]
    if len(same) == 1:
        return same[0]
    if same:
        listed = joined(named(names, column) for column in same)
        raise ParameterError(
            "{where} has several columns '{name}': {columns}. Choose one by its letter.",
            where=where,
            name=wanted,
            columns=listed,
        )
    is_number = re.fullmatch(r"\d{1,9}", text) is not None
    column = int(text) - 1 if is_number else column_of_letters(text)
    if column is not None and 0 <= column < len(names):
        return column
    listed = joined(named(names, column) for column in range(len(names)))
    near = nearest(wanted, filter(None, names))
    meant = Sentence() if near is None else Sentence(" Did you mean '{name}'?", name=near)
    raise ParameterError(
        "{option}: {where} has no such column.{near} Its columns: {columns}.",
        option=option,
        where=where,
        near=meant,
        columns=listed,
    )


def first_rows(sheet: Sheet) -> Sentence:
    """Show the first rows of a sheet with the letters of their columns."""
    rows = sheet.rows[:_SHOWN_ROWS]
    columns = sorted({column for row in rows for column in row.cells})
    lines = [["", *map(column_letter, columns)]]
    for row in rows:
        texts = [_cut(plain(row.cell(column).text)) for column in columns]
        lines.append([str(row.number), *texts])
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    shown: list[str] = []
    for line in lines:
        padded = " | ".join(map(str.ljust, line, widths))
        shown.append(f"  {padded}".rstrip())
    if sheet.unseen:
        shown.append(not_seen(sheet.unseen))
    return joined(shown, "\n")


def not_seen(unseen: Sequence[str]) -> Sentence:
    """Say what is there and not read, since it is not seen."""
    return Sentence("Not read, since it is not seen: {unseen}.", unseen=joined(unseen, "; "))


def match_of(text: str, payers: Payers) -> Match | None:
    """Return the party that a cell names; None too where it may name several."""
    try:
        return payers.of_cell(text) if text.strip() else None
    except AmbiguousError:
        return None


def is_number(cell: Cell) -> bool:
    """Return whether a cell holds a number, whatever its decimal mark."""
    if cell.number is not None:
        return True
    try:
        read_with_scale(cell.text, ",")
    except NotANumberError:
        return False
    return True


def _first_of_header(sheet: Sheet) -> int:
    """Return the place of the first row that is more than a title, one text in the first column."""
    first = min((column for row in sheet.rows for column in row.cells), default=0)
    more = (place for place, row in enumerate(sheet.rows) if list(row.cells) != [first])
    return next(more, 0)


def _label(row: SheetRow, payer: int | None) -> str:
    return plain(row.cell(min(row.cells) if payer is None else payer).text)


def _is_row(row: SheetRow, payers: Payers, payer: int | None) -> bool:
    """Return whether a row is one of the table's own: it names somebody, or holds a number."""
    label = _label(row, payer)
    if _names_somebody(label, payers):
        return True
    column = min(row.cells) if payer is None else payer
    numbers = [cell for place, cell in row.cells.items() if place != column and is_number(cell)]
    # Without a name beside it a year, or "1 000 €", is what a column is called.
    return any(label or not is_column_name(cell) for cell in numbers)


def _names_somebody(label: str, payers: Payers) -> bool:
    return bool(label) and (match_of(label, payers) is not None or bool(payers.other(label)))


def _has_sum(row: SheetRow) -> bool:
    """Return whether a row holds a number that is no name of a column."""
    return any(is_number(cell) and not is_column_name(cell) for cell in row.cells.values())


def is_total_row(row: SheetRow) -> bool:
    """Return whether a row has the label of a total or a sub-total, and a number."""
    cells = row.cells.values()
    has_label = any(is_total(cell.text) or is_subtotal(cell.text) for cell in cells)
    return has_label and any(is_number(cell) for cell in cells)


def names_payers(label: str, asked: Asked) -> bool:
    """Return whether a label is what a column of payers is called: "Kunta", "Kunta/Kommun"."""
    if asked.payer and label.casefold() == plain(asked.payer).casefold():
        return True
    return is_payer_header(label)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def is_column_name(cell: Cell) -> bool:
    """Return whether a number is what a column is called: a year, or "1 000 €"."""
    text = plain(cell.text)
    if _YEAR.fullmatch(text):
        return True
    scale = scale_in(text, header=True)
    return scale is not None and not scale.is_euros


def _touch(rows: Sequence[SheetRow], place: int, start: int) -> bool:
    """Return whether no empty row parts a row from the one below it."""
    return place == start or rows[place - 1].number + 1 == rows[place].number


def _matches(sheet: Sheet, column: int, payers: Payers, *, alone: bool) -> dict[int, Match]:
    """Return whom a column names, by row."""
    matches = {}
    for row in sheet.rows:
        match = match_of(row.cell(column).text, payers)
        if match is not None and (alone or len(row.cells) > 1):
            matches[row.number] = match
    return matches


def _has_names(matches: Iterable[Match]) -> bool:
    return any(match.by != "code" for match in matches)


def _agree(first: Mapping[int, Match], second: Mapping[int, Match]) -> bool:
    return first.keys() == second.keys() and all(
        match.code == second[number].code for number, match in first.items()
    )


def _refuse_side_by_side(sheet: Sheet, named: Sequence[Mapping[int, Match]], where: str) -> None:
    """Refuse a table with its payers across: each of several columns names one in the same row."""
    rows = {number for of_column in named for number in of_column}
    if len(named) < _SIDE_BY_SIDE or len(rows) > 1:
        return
    raise SchemaError(
        "{where}: the payers stand side by side in row {row}, and each was "
        "expected on a row of its own. Turn the table in the spreadsheet: copy "
        "it, and paste special with Transpose.\n{rows}",
        where=where,
        row=min(rows),
        rows=first_rows(sheet),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_WIDTH else f"{text[: _SHOWN_WIDTH - 1]}…"

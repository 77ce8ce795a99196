"""Which columns of a table hold the payers, the euros and the per cents: by their names, else by
their form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from analyysi.errors import ParameterError, SchemaError
from analyysi.suggestions import did_you_mean
from analyysi.tables.cells import Sheet, TableCell
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_total
from analyysi.tables.numbers.printed_numbers import (
    NotANumberError,
    decimal_mark,
    plain,
    read_printed,
)

_PERCENT = re.compile(r"%|prosent|procent|per ?cent", re.IGNORECASE)
_PER_HEAD = re.compile(
    r"/ ?(as|inv|cap|inh|head)|asukasta kohti|per invånare|per (head|capita|inhabitant)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"1 ?000 ?(€|eur)|tuhat|\bt€|\bteur\b|\btkr\b|tusen|thousand", re.IGNORECASE
)
_EUROS = re.compile(
    r"€|\beur(o|oa|os)?\b|maksuosuus|maksu\b|betalningsandel|avgift|belopp|\bamount\b|\bfee\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"osuus|summa|määrä|andel|\bshare\b|contribution|kustannus|kostnad|\bcost\b", re.IGNORECASE
)
_PAYER = re.compile(
    r"kunta|kunnat|jäsen|maksaja|osapuoli|nimi|tunnus|koodi|numero|"
    r"kommun|medlem|betalare|part\b|namn|kod|"
    r"municipality|member|payer|party|name|code",
    re.IGNORECASE,
)
_MOST_HEADERS = 3


@dataclass(frozen=True)
class Row:
    """A row of the table below its header, with the party that it is of (None: nobody's, or the
    total's).
    """

    number: int
    cells: tuple[TableCell, ...]
    label: str
    match: Match | None
    doubt: str = ""
    """Why the label fits several parties, in words."""

    def cell(self, column: int) -> TableCell:
        """Return a cell; one that the row is too short for is empty."""
        return self.cells[column] if column < len(self.cells) else TableCell("")


@dataclass(frozen=True)
class Columns:
    """The columns chosen, by number from 0, with every column's name, and the
    rows that they hold.
    """

    names: tuple[str, ...]
    payer: int
    amount: int
    percent: int | None
    rows: tuple[Row, ...]
    mark: str | None
    """The decimal mark that the table shows, where it is the same throughout."""

    @property
    def described(self) -> str:
        """Return which columns are read, in words."""
        columns = [
            f"payer in {named(self.names, self.payer)}",
            f"euros in {named(self.names, self.amount)}",
        ]
        if self.percent is not None:
            columns.append(f"per cent in {named(self.names, self.percent)}")
        return ", ".join(columns)


@dataclass(frozen=True)
class NamedColumns:
    """Columns that the user has named, by header, number from 1 or letter; empty where not."""

    payer: str = ""
    amount: str = ""
    percent: str = ""
    mark: str = ""
    """The decimal mark."""


def named(names: Sequence[str], column: int) -> str:
    """Name a column for a message: its letter, and its header if it has one."""
    letter = _letter(column)
    return f"column {letter} ('{names[column]}')" if names[column] else f"column {letter}"


def find_columns(sheet: Sheet, payers: Payers, asked: NamedColumns, where: str) -> Columns:
    """Find the columns of a table.

    Raises
    ------
    SchemaError
        If no row names a party, or several columns may be meant: names them and the option that
        chooses.
    ParameterError
        If a named column is not there.
    """
    width = max(len(row) for row in sheet.rows)
    matches = [_matches(sheet, column, payers) for column in range(width)]
    top = min(chain.from_iterable(matches), default=None)
    if top is None:
        text = next(cell.text.strip() for row in sheet.rows for cell in row if not cell.empty)
        raise SchemaError(
            f"{where}: no row names a party of the agreement. Its first cell is "
            f"'{text}'.{payers.nearest(text)} "
            f"Parties: {', '.join(payers.printed)}."
        )
    payer = _payer_column(matches) if not asked.payer else None
    start, headers = _header(sheet, top, payer)
    names = tuple(_header_text(headers, column) for column in range(width))
    if payer is None:
        payer = _named_column(asked.payer, names, "--payer-column", where)
    rows = tuple(_rows(sheet, start, payer, matches, payers))
    matched = [row for row in rows if row.match is not None]
    if not matched:
        raise SchemaError(
            f"{where}: {named(names, payer)} names no party of the agreement. Choose another "
            "column."
        )
    numeric = [
        column for column in range(width) if column != payer and _is_numeric(matched, column)
    ]
    # A column of codes beside the names is no column of figures.
    numeric = [column for column in numeric if len(matches[column]) < max(2, len(matched) / 2)]
    share = _percent_column(matched, numeric, names, asked.percent, where)
    amounts = [
        column for column in numeric if column != share and not _is_percent(matched, column, names)
    ]
    amount = _amount_column(amounts, names, asked.amount, where)
    if amount == share:
        raise ParameterError(
            f"{where}: {named(names, amount)} cannot hold both the euros and the per cents."
        )
    above = " ".join(_text(row, column) for row in sheet.rows[:start] for column in range(len(row)))
    if _THOUSANDS.search(plain(names[amount] or above)):
        raise SchemaError(
            f"{where}: {named(names, amount)} is in thousand euros. Shares to the cent are not in "
            "it; take a table in "
            "euros."
        )
    marks = {decimal_mark(row.cell(amount).text) for row in rows} - {None}
    mark = asked.mark or (marks.pop() if len(marks) == 1 else None)
    return Columns(names, payer, amount, share, rows, mark)


def _header_text(headers: Sequence[Sequence[TableCell]], column: int) -> str:
    """Return what the header rows say of a column, joined."""
    return " ".join(filter(None, (_text(row, column) for row in headers)))


def _matches(sheet: Sheet, column: int, payers: Payers) -> dict[int, Match]:
    matches = {}
    for number, row in enumerate(sheet.rows):
        if column < len(row) and not row[column].empty:
            try:
                match = payers.of_cell(row[column].text)
            except AmbiguousError:
                continue
            if match is not None:
                matches[number] = match
    return matches


def _payer_column(matches: Sequence[dict[int, Match]]) -> int:
    """Return the column that names most parties; of a code and a name beside
    each other the name.
    """
    most = max(map(len, matches))
    best = [column for column, of_column in enumerate(matches) if len(of_column) == most]
    with_names = (column for column in best if _has_names(matches[column]))
    return next(with_names, best[0])


def _has_names(matches: dict[int, Match]) -> bool:
    """Return whether a column names parties, not only codes."""
    return any(match.by != "code" for match in matches.values())


def _header(sheet: Sheet, top: int, payer: int | None) -> tuple[int, list[tuple[TableCell, ...]]]:
    """Return where the rows of payers begin, and the rows of headers above: a misspelt payer may
    stand first.
    """
    first = top
    while first > 0 and _may_be_payer(sheet.rows[first - 1], payer or 0):
        first -= 1
    headers: list[tuple[TableCell, ...]] = []
    for row in reversed(sheet.rows[:first]):
        if sum(not cell.empty for cell in row) < 2 or len(headers) == _MOST_HEADERS:
            break
        headers.insert(0, row)
    return first, headers


def _may_be_payer(row: tuple[TableCell, ...], payer: int) -> bool:
    label = _text(row, payer)
    if not label or _PAYER.search(label):
        return False
    others = [cell for column, cell in enumerate(row) if column != payer and not cell.empty]
    return any(
        _number(cell) and not re.fullmatch(r"(19|20)\d\d", cell.text.strip()) for cell in others
    )


def _rows(
    sheet: Sheet, first: int, payer: int, matches: Sequence[dict[int, Match]], payers: Payers
) -> list[Row]:
    rows = []
    for number, cells in enumerate(sheet.rows[first:], start=first):
        if all(cell.empty for cell in cells):
            continue
        label = _text(cells, payer)
        if not label:  # what names the total may stand in another column than the payers
            label = next((cell.text.strip() for cell in cells if is_total(cell.text)), "")
        match: Match | None = matches[payer].get(number)
        doubt = ""
        if match is None and label:
            try:
                match = payers.of_cell(label)
            except AmbiguousError as error:
                doubt = str(error)
        second_code = "" if match is None else _other_code(number, payer, match.code, matches)
        if match is not None and second_code:
            doubt = f"'{label}' is {match.code}, but another cell of the row says {second_code}"
            match = None
        rows.append(Row(number + 1, cells, label, match, doubt))
    return rows


def _other_code(number: int, payer: int, code: str, matches: Sequence[dict[int, Match]]) -> str:
    """Return the party that another column of names or codes has in the row, if it is not the same;
    else nothing.
    """
    for column, of_column in enumerate(matches):
        if column == payer or number not in of_column:
            continue
        names_parties = 2 * len(of_column) >= len(matches[payer])
        if names_parties and of_column[number].code != code:
            return of_column[number].code
    return ""


def _number(cell: TableCell) -> bool:
    if cell.number is not None:
        return True
    try:
        read_printed(cell.text, ",")
    except NotANumberError:
        return False
    return True


def _is_numeric(rows: Sequence[Row], column: int) -> bool:
    cells = [cell for row in rows if not (cell := row.cell(column)).empty]
    return bool(cells) and Fraction(sum(map(_number, cells)), len(cells)) >= Fraction(1, 2)


def _is_percent(rows: Sequence[Row], column: int, names: Sequence[str]) -> bool:
    return bool(_PERCENT.search(names[column])) or any("%" in row.cell(column).text for row in rows)


def _percent_column(
    rows: list[Row], numeric: list[int], names: Sequence[str], wanted: str, where: str
) -> int | None:
    if wanted:
        return _named_column(wanted, names, "--percent-column", where)
    percents = [column for column in numeric if _is_percent(rows, column, names)]
    if len(percents) > 1:
        raise SchemaError(_several("per cents", percents, names, "--percent-column", where))
    return percents[0] if percents else None


def _amount_column(numeric: list[int], names: Sequence[str], wanted: str, where: str) -> int:
    if wanted:
        return _named_column(wanted, names, "--amount-column", where)
    sums = [column for column in numeric if not _PER_HEAD.search(plain(names[column]))]
    by_name: list[Callable[[str], object]] = [_EUROS.search, _SHARE.search, lambda name: True]
    for known in by_name:
        candidates = [column for column in sums if known(plain(names[column]))]
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise SchemaError(_several("euros", candidates, names, "--amount-column", where))
    raise SchemaError(
        f"{where}: no column of euros was found among "
        f"{', '.join(named(names, n) for n in range(len(names)))}. Name it "
        "with --amount-column."
    )


def _several(what: str, columns: list[int], names: Sequence[str], option: str, where: str) -> str:
    listed = ", ".join(named(names, column) for column in columns)
    return (
        f"{where}: the {what} may be in several columns: {listed}. Choose one with {option}, such "
        f"as {option} "
        f"{_letter(columns[0])}."
    )


def _named_column(wanted: str, names: Sequence[str], option: str, where: str) -> int:
    """Return the column of a header, a number from 1 or a letter."""
    text = plain(wanted)
    same = [
        column for column, name in enumerate(names) if plain(name).casefold() == text.casefold()
    ]
    if len(same) == 1:
        return same[0]
    column = int(text) - 1 if text.isdecimal() else _column_of(text)
    if not same and column is not None and 0 <= column < len(names):
        return column
    if same:
        listed = ", ".join(named(names, column) for column in same)
        raise ParameterError(
            f"{where} has several columns '{wanted}': {listed}. Choose one by its letter."
        )
    listed = ", ".join(named(names, column) for column in range(len(names)))
    raise ParameterError(
        f"{option} {wanted}: {where} has no such "
        f"column.{did_you_mean(wanted, [name for name in names if name])} "
        f"Its columns: {listed}."
    )


def _text(row: Sequence[TableCell], column: int) -> str:
    return row[column].text.strip() if column < len(row) else ""


def _letter(column: int) -> str:
    """Return a spreadsheet's letter for a column.

    >>> _letter(0), _letter(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _column_of(letters: str) -> int | None:
    if not re.fullmatch(r"[A-Za-z]{1,2}", letters):
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

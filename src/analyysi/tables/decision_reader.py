"""A published table, read: every fault of its rows at once, and nothing corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.cells import TEXTS, Sheet, TableCell, chosen_sheet, read_sheets, read_text
from analyysi.tables.columns import Columns, NamedColumns, Row, find_columns
from analyysi.tables.decision_table import DecisionTable, PrintedPercent, PrintedShare, PrintedTotal
from analyysi.tables.minutes import Line, Number, read_lines
from analyysi.tables.names.payers import Match, Payers
from analyysi.tables.names.totals import is_total
from analyysi.tables.numbers.printed_numbers import (
    DoubtfulError,
    NotANumberError,
    cents,
    decimal_mark,
    decimals,
    read_printed,
)

__all__ = [
    "DecisionTable",
    "NamedColumns",
    "PrintedPercent",
    "PrintedShare",
    "PrintedTotal",
    "read_decision_table",
]

_MOST_PRINTED = 4
"""Per cents with more decimals than these are a spreadsheet's unrounded numbers."""


@dataclass(frozen=True)
class _Entry:
    """A row or a line as read, before its numbers are: `percent` and `amount` may be None where
    nothing stands.
    """

    where: str
    label: str
    match: Match | None
    amount: TableCell | None
    percent: TableCell | None


def read_decision_table(
    path: Path, parties: Sequence[Party], asked: NamedColumns | None = None, sheet: str = ""
) -> DecisionTable:
    """Read a published table from CSV, a spreadsheet or the text of minutes.

    Parameters
    ----------
    parties
        Those that may stand in it.
    asked
        Columns and a decimal mark where the user has named them. In the text of minutes a column is
        the place of a number in its line, from 1.
    sheet
        The sheet of a spreadsheet; needed if several name parties.

    Raises
    ------
    SourceError
        If the file is missing, empty or of a form that is not read.
    SchemaError
        With every fault of the rows: no such payer, the same twice, no amount, parts of a cent,
        below zero.
    ParameterError
        If a named column or sheet is not there.
    """
    asked, payers = asked or NamedColumns(), Payers(parties)
    if asked.mark not in ("", ",", "."):
        raise ParameterError(f"--decimal-mark '{asked.mark}': a comma or a point was expected.")
    if path.suffix.lower() in TEXTS:
        return _of_minutes(path, payers, asked)
    return _of_sheet(path, payers, asked, sheet)


def _of_sheet(path: Path, payers: Payers, asked: NamedColumns, sheet: str) -> DecisionTable:
    sheets = read_sheets(path)
    chosen = chosen_sheet(sheets, sheet, path.name) or _sheet_with_parties(
        sheets, payers, path.name
    )
    where = f"{path.name}, sheet {chosen.name}" if chosen.name and len(sheets) > 1 else path.name
    columns = find_columns(chosen, payers, asked, where)
    entries, passed, faults = [], [], []
    for row in columns.rows:
        entry = _entry(row, columns)
        if row.doubt:
            faults.append(f"{entry.where}: {row.doubt}")
        elif row.match is None and not is_total(row.label):
            if entry.amount is None:
                texts = (cell.text.strip() for cell in row.cells if not cell.empty)
                passed.append(f"{entry.where}: {' '.join(texts)}")
            else:
                faults.append(_unknown(entry, payers))
        else:
            entries.append(entry)
    printed = []
    for number, cells in enumerate(chosen.rows, start=1):
        if not all(cell.empty for cell in cells):
            printed.append(f"row {number}: {' | '.join(cell.text for cell in cells)}")
    return _table(
        path.name, where, entries, columns.mark, faults, columns.described, passed, printed
    )


def _sheet_with_parties(sheets: Sequence[Sheet], payers: Payers, where: str) -> Sheet:
    with_parties = [sheet for sheet in sheets if _names_party(sheet, payers)]
    if len(with_parties) == 1:
        return with_parties[0]
    names = ", ".join(f"'{sheet.name}'" for sheet in with_parties or sheets)
    what = "several sheets name parties" if with_parties else "no sheet names a party"
    raise SchemaError(f"{where}: {what} of the agreement: {names}. Choose one with --sheet.")


def _names_party(sheet: Sheet, payers: Payers) -> bool:
    return any(payers.of_cell(cell.text) for row in sheet.rows for cell in row)


def _entry(row: Row, columns: Columns) -> _Entry:
    amount = row.cell(columns.amount)
    percent = row.cell(columns.percent) if columns.percent is not None else None
    return _Entry(
        f"row {row.number}",
        row.label,
        row.match,
        None if amount.empty else amount,
        None if percent is None or percent.empty else percent,
    )


def _of_minutes(path: Path, payers: Payers, asked: NamedColumns) -> DecisionTable:
    text = read_text(path)
    lines, passed = read_lines(text, payers)
    if not any(line.match is not None for line in lines):
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        raise SchemaError(
            f"{path.name}: no line names a party of the agreement and a sum. "
            + (f"Its first line is '{first}'. " if first else "It is empty. ")
            + f"Parties: {', '.join(payers.printed)}."
        )
    entries, faults = [], []
    for line in lines:
        where = f"line {line.number}"
        if line.doubt:
            faults.append(f"{where}: {line.doubt}")
        elif line.match is None and not line.total:
            faults.append(_unknown(_Entry(where, line.text, None, None, None), payers))
        else:
            try:
                amount, percent = _amount_and_percent(line, asked)
            except NotANumberError as error:
                faults.append(f"{where}: {error}")
                continue
            entries.append(_Entry(where, line.text, line.match, _cell(amount), _cell(percent)))
    sums = [number for line in lines for number in line.numbers if number.unit != "percent"]
    marks = {decimal_mark(number.text) for number in sums} - {None}
    mark = asked.mark or (marks.pop() if len(marks) == 1 else None)
    described = "the euros and the per cent of each line"
    printed = [
        f"line {number}: {line}"
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    return _table(path.name, path.name, entries, mark, faults, described, passed, printed)


def _amount_and_percent(line: Line, asked: NamedColumns) -> tuple[Number | None, Number | None]:
    """Choose the numbers of a line: those with a unit, else the one that is left."""
    chosen = [
        _placed(line, option, place)
        for option, place in (
            ("--amount-column", asked.amount),
            ("--percent-column", asked.percent),
        )
    ]
    percent = chosen[1] or _only(
        [number for number in line.numbers if number.unit == "percent"],
        line,
        "--percent-column",
        "per cents",
    )
    if chosen[0] is not None:
        return chosen[0], percent
    sums = [number for number in line.numbers if number is not percent and number.unit != "percent"]
    euros = [number for number in sums if number.unit == "euros"]
    return _only(euros or sums, line, "--amount-column", "sums"), percent


def _only(numbers: Sequence[Number], line: Line, option: str, what: str) -> Number | None:
    if len(numbers) > 1:
        listed = ", ".join(
            f"{place}: {number.text}" for place, number in enumerate(line.numbers, start=1)
        )
        raise NotANumberError(
            f"'{line.text}' has {len(numbers)} {what}. Write € after the sum and % after the per "
            "cent, or choose with "
            f"{option} by the place of the number ({listed})"
        )
    return numbers[0] if numbers else None


def _placed(line: Line, option: str, place: str) -> Number | None:
    if not place:
        return None
    if not place.isdecimal() or int(place) < 1:
        raise ParameterError(
            f"{option} {place}: in a text a number's place in its line was expected, such as 1."
        )
    # A line with fewer numbers, such as that of the total, has none at that place.
    return line.numbers[int(place) - 1] if int(place) <= len(line.numbers) else None


def _cell(number: Number | None) -> TableCell | None:
    if number is None:
        return None
    sign = {"percent": " %", "euros": " €"}.get(number.unit, "")
    return TableCell(f"{number.text}{sign}")


def _unknown(entry: _Entry, payers: Payers) -> str:
    return (
        f"{entry.where}: '{entry.label}' is no party of the agreement, and no "
        f"total.{payers.nearest(entry.label)}"
    )


def _table(
    file: str,
    where: str,
    entries: Sequence[_Entry],
    mark: str | None,
    faults: list[str],
    described: str,
    passed: Sequence[str],
    printed: Sequence[str],
) -> DecisionTable:
    percents, more = _percents(entries)
    faults += more
    shares: list[PrintedShare] = []
    totals: list[PrintedTotal] = []
    for entry, percent in zip(entries, percents, strict=True):
        amount, fault = _amount(entry, mark)
        if fault:
            faults.append(fault)
        if amount is None or entry.amount is None:
            continue
        if entry.match is None:
            totals.append(
                PrintedTotal(entry.where, entry.label, entry.amount.text.strip(), amount, percent)
            )
        else:
            match = entry.match
            shares.append(
                PrintedShare(
                    entry.where,
                    match.code,
                    entry.label,
                    match.by,
                    entry.amount.text.strip(),
                    amount,
                    percent,
                )
            )
    faults += _twice(entries)
    if len({total.cents for total in totals}) > 1:
        listed = ", ".join(f"{total.text} ({total.where})" for total in totals)
        faults.append(
            f"the table has several totals: {listed}. Leave the one that is of these shares"
        )
    if faults:
        ordered = sorted(faults, key=_place_of)
        count = "1 fault" if len(ordered) == 1 else f"{len(ordered)} faults"
        raise SchemaError(
            f"{where} has {count}; nothing was read from it:"
            + "".join(f"\n  - {fault}" for fault in ordered)
        )
    return DecisionTable(
        file, tuple(shares), totals[0] if totals else None, described, tuple(passed), tuple(printed)
    )


def _place_of(fault: str) -> int:
    digits = fault.partition(":")[0].split(" ")[-1]
    return int(digits) if digits.isdecimal() else 10**9


def _amount(entry: _Entry, mark: str | None) -> tuple[int | None, str]:
    """Return whole cents, or what is wrong with the amount."""
    if entry.amount is None:
        if entry.match is None:
            return None, ""  # a total without a sum tells nothing
        return None, (
            f"{entry.where}: '{entry.label}' has no sum. Write 0 if it pays nothing, or take the "
            "row away if it does "
            "not take part; a formula is read after its spreadsheet has been saved"
        )
    amount = entry.amount.number
    if amount is None:
        try:
            read = read_printed(entry.amount.text, mark)
        except DoubtfulError as error:
            return (
                None,
                f"{entry.where}: {error}: say which with --decimal-mark , or --decimal-mark .",
            )
        except NotANumberError as error:
            return None, f"{entry.where}: {error}: a sum for '{entry.label}' was expected"
        if read.percent:
            return (
                None,
                f"{entry.where}: '{entry.amount.text.strip()}' is a per cent: a sum was expected",
            )
        amount = read.value
    whole = cents(amount)
    shown = format(amount, "f")
    if whole is None:
        return None, (
            f"{entry.where}: {shown} of '{entry.label}' has more than two decimals. What was "
            "decided is in whole "
            "cents: write the sum as it was decided"
        )
    if whole < 0:
        return (
            None,
            f"{entry.where}: {shown} of '{entry.label}' is below zero: a share is zero or more",
        )
    return whole, ""


def _twice(entries: Sequence[_Entry]) -> list[str]:
    places: dict[str, list[str]] = {}
    for entry in entries:
        if entry.match is not None:
            places.setdefault(entry.match.code, []).append(f"{entry.where} '{entry.label}'")
    return [
        f"payer {code} stands {len(lines)} times: {', '.join(lines)}"
        for code, lines in places.items()
        if len(lines) > 1
    ]


def _percents(entries: Sequence[_Entry]) -> tuple[list[PrintedPercent | None], list[str]]:
    """Read the per cents. A spreadsheet has them as ratios (0.088) and without the zeros that it
    shows (9 for 9,0).
    """
    percents: list[PrintedPercent | None] = []
    bare: list[bool] = []
    faults = []
    for entry in entries:
        percent, is_bare = None, False
        if entry.percent is not None:
            try:
                number, is_bare = _percent_value(entry.percent)
                percent = PrintedPercent(entry.percent.text.strip(), number)
            except NotANumberError as error:
                faults.append(f"{entry.where}: {error}: a per cent was expected")
        percents.append(percent)
        bare.append(is_bare)
    if _are_ratios(entries, percents, bare):
        percents = [
            percent and replace(percent, value=percent.value.scaleb(2)) for percent in percents
        ]
    return _as_shown(entries, percents), faults


def _are_ratios(
    entries: Sequence[_Entry], percents: Sequence[PrintedPercent | None], bare: Sequence[bool]
) -> bool:
    """Return whether the per cents are ratios: none has a sign, and the payers'
    come to 2 at most.
    """
    of_payers = [
        percent.value
        for percent, entry in zip(percents, entries, strict=True)
        if percent is not None and entry.match is not None
    ]
    all_bare = all(
        is_bare for is_bare, percent in zip(bare, percents, strict=True) if percent is not None
    )
    return bool(of_payers) and all_bare and sum(of_payers) <= 2


def _as_shown(
    entries: Sequence[_Entry], percents: Sequence[PrintedPercent | None]
) -> list[PrintedPercent | None]:
    """Write a spreadsheet's per cents with one number of decimals, and mark those that have more
    than anybody prints.
    """
    from_numbers = [
        entry.percent is not None and entry.percent.number is not None for entry in entries
    ]
    marked: list[PrintedPercent | None] = []
    for percent, from_number in zip(percents, from_numbers, strict=True):
        if percent is not None and from_number and decimals(percent.value) > _MOST_PRINTED:
            marked.append(replace(percent, unrounded=True))
        else:
            marked.append(percent)
    rounded = [
        percent is not None and from_number and not percent.unrounded
        for percent, from_number in zip(marked, from_numbers, strict=True)
    ]
    places = [
        decimals(percent.value)
        for percent, is_rounded in zip(marked, rounded, strict=True)
        if percent is not None and is_rounded
    ]
    unit = Decimal(1).scaleb(-max(places, default=0))
    return [
        replace(percent, value=percent.value.quantize(unit))
        if percent is not None and is_rounded
        else percent
        for percent, is_rounded in zip(marked, rounded, strict=True)
    ]


def _percent_value(cell: TableCell) -> tuple[Decimal, bool]:
    """Return the number, and whether it may be a ratio: no sign of per cent stands by it."""
    if cell.number is not None:
        return cell.number, True
    # Thousands of per cent do not occur, so that a single mark is a decimal one.
    read = read_printed(cell.text if "%" in cell.text else f"{cell.text} %")
    if read.value < 0:
        raise NotANumberError(f"'{cell.text.strip()}' is below zero")
    return read.value, "%" not in cell.text

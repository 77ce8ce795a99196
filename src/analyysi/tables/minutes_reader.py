"""A decision out of the lines of minutes: the sum and the per cent of each payer's line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.files.cell import Cell
from analyysi.tables.files.encodings import read_text
from analyysi.tables.minutes import Line, Number, read_lines
from analyysi.tables.money_columns import EUROS
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.printed_numbers import NotANumberError, decimal_mark
from analyysi.tables.numbers.scales import scale_named
from analyysi.tables.printed_rows import Faults, Origin, PrintedRow, decision_table

TEXTS = (".txt",)
_CUT_INTO_CELLS = re.compile(r"[\t;]")


def is_minutes(path: Path) -> bool:
    """Return whether a file is lines of text, and no table saved as text.

    A text whose every line has the same number of tabs or semicolons is a table, as spreadsheets
    save it.
    """
    if path.suffix.lower() not in TEXTS:
        return False
    lines = [line for line in read_text(path).splitlines() if line.strip()]
    marks = {len(_CUT_INTO_CELLS.findall(line)) for line in lines}
    return not (len(lines) > 2 and len(marks) == 1 and marks != {0})


def read_minutes(path: Path, payers: Payers, asked: Asked) -> DecisionTable:
    """Read the lines of minutes as a published table.

    Raises
    ------
    SourceError
        If there is no such file.
    SchemaError
        If no line names a party and a sum, or with every fault of the lines.
    ParameterError
        If a number's place is none, or a column is asked for that lines do not have.
    """
    text = read_text(path)
    unit = scale_named(asked.unit, asked.option("unit")) if asked.unit else None
    lines, passed = read_lines(text, payers, unit=unit, amount_place=asked.amount)
    if not any(line.match is not None for line in lines):
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        raise SchemaError(
            f"{path.name}: no line names a party of the agreement and a sum. "
            + (f"Its first line is '{first}'. " if first else "It is empty. ")
            + f"Parties: {', '.join(payers.printed)}."
        )
    rows, faults, others = [], Faults(), 0
    for line in lines:
        where = f"line {line.number}"
        if line.doubt:
            faults.add(line.number, where, line.doubt)
        elif line.match is None and not line.total:
            if asked.only_parties:
                others += 1
            else:
                faults.add(line.number, where, _unknown(line, payers))
        else:
            try:
                amount, percent = _amount_and_percent(line, asked)
            except NotANumberError as error:
                faults.add(line.number, where, str(error))
                continue
            rows.append(
                PrintedRow(line.number, where, line.text, line.match, _cell(amount), _cell(percent))
            )
    sums = [number for line in lines for number in line.numbers if number.unit != "percent"]
    marks = {decimal_mark(number.text) for number in sums} - {None}
    printed = [
        f"line {number}: {line}"
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    origin = Origin(
        path.name,
        path.name,
        unit or EUROS,
        asked.mark or (marks.pop() if len(marks) == 1 else None),
        "the euros and the per cent of each line",
        asked,
        tuple(passed),
        tuple(printed),
        (f"Lines of others that were passed over: {others}.",) if others else (),
        mixed=bool(others),
    )
    return decision_table(origin, rows, faults)


def _amount_and_percent(line: Line, asked: Asked) -> tuple[Number | None, Number | None]:
    """Choose the numbers of a line: those with a unit, else the one that is left."""
    amount = _placed(line, asked, "amount", asked.amount)
    percents = [number for number in line.numbers if number.unit == "percent"]
    percent = _placed(line, asked, "percent", asked.percent)
    percent = percent or _only(percents, line, asked, "percent")
    if amount is not None:
        return amount, percent
    sums = [number for number in line.numbers if number is not percent and number.unit != "percent"]
    in_euros = [number for number in sums if number.unit == "euros"]
    return _only(in_euros or sums, line, asked, "amount"), percent


def _only(numbers: Sequence[Number], line: Line, asked: Asked, thing: Thing) -> Number | None:
    if len(numbers) > 1:
        what = {"amount": "sums", "percent": "per cents"}[thing]
        places = [f"{place}: {number.text}" for place, number in enumerate(line.numbers, start=1)]
        raise NotANumberError(
            f"'{line.text}' has {len(numbers)} {what}. Write € after the sum and % after the per "
            f"cent, or choose with {asked.option(thing)} by the place of the number "
            f"({', '.join(places)})"
        )
    return numbers[0] if numbers else None


def _placed(line: Line, asked: Asked, thing: Thing, place: str) -> Number | None:
    if not place:
        return None
    if not place.isdecimal() or int(place) < 1:
        raise ParameterError(
            f"{asked.option(thing, place)}: in a text a number's place in its line was expected, "
            "such as 1."
        )
    # A line with fewer numbers, such as that of the total, has none at that place.
    return line.numbers[int(place) - 1] if int(place) <= len(line.numbers) else None


def _cell(number: Number | None) -> Cell | None:
    if number is None:
        return None
    if number.unit == "percent":
        return Cell(f"{number.text} %")
    # Sums in another scale were told, and stand as bare numbers in it.
    return Cell(f"{number.text} €" if number.scale is EUROS else number.text)


def _unknown(line: Line, payers: Payers) -> str:
    municipality = payers.other_of_line(line.text)
    if municipality:
        return f"'{line.text}' is no party's: {municipality}"
    return f"'{line.text}' is no party of the agreement, and no total.{payers.nearest(line.text)}"

"""A decision out of the lines of minutes: the sum and the per cent of each payer's line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import NoReturn

from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.columns import is_payer_header
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.files.cell import Cell
from analyysi.tables.files.encodings import read_text
from analyysi.tables.minutes import Line, Number, read_lines
from analyysi.tables.money_columns import sum_as_percents
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.printed_numbers import (
    NotANumberError,
    common_mark,
    read_printed,
)
from analyysi.tables.numbers.scales import EUROS, is_other_quantity, says_percent, scale_named
from analyysi.tables.printed_rows import Faults, Origin, PrintedRow, decision_table

_MOST_QUOTED = 80
MOST_LINES = 10_000
MOST_SIGNS = 500_000
"""Of a text that is read line by line: some 250 pages, and as many seconds as one waits for."""


def read_minutes(path: Path, payers: Payers, asked: Asked) -> DecisionTable:
    """Read the lines of minutes as a published table.

    Raises
    ------
    SourceError
        If there is no such file, or it is longer than minutes are.
    SchemaError
        If no line names a party and a sum, or with every fault of the lines.
    ParameterError
        If a number's place is none, or a column is asked for that lines do not have.
    """
    _check_places(asked)
    text = read_text(path)
    _refuse_long(path.name, text)
    unit = scale_named(asked.unit, asked.option("unit")) if asked.unit else None
    lines, passed = read_lines(
        text, payers, unit=unit, amount_place=asked.amount, called=asked.called
    )
    if not any(line.match is not None for line in lines):
        _refuse_nameless(path.name, text, payers)
    others = [line for line in lines if asked.only_parties and _is_nobodys(line)]
    kept = [line for line in lines if not (asked.only_parties and _is_nobodys(line))]
    faults = Faults()
    rows = _printed_rows(kept, payers, asked, faults)
    if not (asked.unit or asked.amount):
        _refuse_other_quantities(path.name, text, rows, asked)
    sums = [number for line in lines for number in line.numbers if number.unit != "percent"]
    printed = [
        Sentence("line {line}: {words}", line=number, words=line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    origin = Origin(
        path.name,
        path.name,
        unit or EUROS,
        asked.mark or common_mark(number.text for number in sums),
        Sentence("the euros and the per cent of each line"),
        asked,
        tuple(passed),
        tuple(printed),
        (Sentence("Lines of others that were passed over: {count}.", count=len(others)),)
        if others
        else (),
        mixed=bool(others),
    )
    return decision_table(origin, rows, faults)


def _refuse_nameless(file: str, text: str, payers: Payers) -> NoReturn:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    raise SchemaError(
        "{file}: no line names one party of the agreement and its sum. Write "
        "each payer on a line of its own, such as 'Paltamo 7 079 €'. Its first "
        "line is '{line}'. Parties: {parties}.",
        file=file,
        line=shorten(first, _MOST_QUOTED, placeholder=" …"),
        parties=", ".join(payers.printed),
    )


def _refuse_long(file: str, text: str) -> None:
    lines = len(text.splitlines())
    if lines > MOST_LINES or len(text) > MOST_SIGNS:
        raise SourceError(
            "{file} has {lines} lines and {signs} signs, and at most {most_lines} "
            "lines and {most_signs} signs of minutes are read. Give the lines that "
            "name the payers and their sums as a file of their own.",
            file=file,
            lines=lines,
            signs=len(text),
            most_lines=MOST_LINES,
            most_signs=MOST_SIGNS,
        )


def _refuse_other_quantities(
    file: str, text: str, rows: Sequence[PrintedRow], asked: Asked
) -> None:
    """Refuse bare numbers below a heading of something else ("Kunta Asukkaita"), and those that sum
    up as per cents do.
    """
    amounts = [row.amount.text for row in rows if row.match is not None and row.amount is not None]
    if any("€" in amount for amount in amounts):
        return
    yes = Sentence(
        "If they are sums of money, say {option}.", option=asked.option("unit", EUROS.name)
    )
    for number, line in enumerate(text.splitlines(), start=1):
        payer, _, heading = plain(line).partition(" ")
        is_other = is_other_quantity(heading) or says_percent(heading)
        if is_payer_header(payer) and is_other:
            raise SchemaError(
                "{file}: the numbers have no sign of euros, and line {line}, "
                "'{words}', says that they are another quantity than shares. {yes}",
                file=file,
                line=number,
                words=plain(line),
                yes=yes,
            )
    try:
        values = [read_printed(amount, ",").value for amount in amounts]
    except NotANumberError:
        return
    if sum_as_percents(values):
        raise SchemaError(
            "{file}: the numbers sum to about 100, as per cents do. {yes}", file=file, yes=yes
        )


def _is_nobodys(line: Line) -> bool:
    return line.match is None and not line.total and not line.doubt


def _printed_rows(
    lines: Sequence[Line], payers: Payers, asked: Asked, faults: Faults
) -> list[PrintedRow]:
    rows = []
    for line in lines:
        where = Sentence("line {line}", line=line.number)
        if line.doubt or _is_nobodys(line):
            faults.add(line.number, where, line.doubt or _unknown(line, payers))
            continue
        try:
            amount, percent = _amount_and_percent(line, asked)
        except NotANumberError as error:
            faults.add(line.number, where, error.sentence)
            continue
        cells = _cell(amount), _cell(percent)
        rows.append(PrintedRow(line.number, where, line.text, line.match, *cells))
    return rows


def _amount_and_percent(line: Line, asked: Asked) -> tuple[Number | None, Number | None]:
    """Choose the numbers of a line: those with a unit, else the one that is left."""
    amount = _placed(line, asked.amount)
    percents = [number for number in line.numbers if number.unit == "percent"]
    percent = _placed(line, asked.percent)
    percent = percent or _only(percents, line, asked, "percent")
    if amount is not None:
        return amount, percent
    sums = [number for number in line.numbers if number is not percent and number.unit != "percent"]
    in_euros = [number for number in sums if number.unit == "money"]
    return _only(in_euros or sums, line, asked, "amount"), percent


def _only(numbers: Sequence[Number], line: Line, asked: Asked, thing: Thing) -> Number | None:
    if len(numbers) > 1:
        places = [f"{place}: {number.text}" for place, number in enumerate(line.numbers, start=1)]
        raise NotANumberError(
            "'{line}' has {count} per cents. Write € after the sum and % after the per "
            "cent, or choose with {option} by the place of the number ({places})"
            if thing == "percent"
            else "'{line}' has {count} sums. Write € after the sum and % after the per "
            "cent, or choose with {option} by the place of the number ({places})",
            line=line.text,
            count=len(numbers),
            option=asked.option(thing),
            places=", ".join(places),
        )
    return numbers[0] if numbers else None


def _check_places(asked: Asked) -> None:
    """Refuse what is no place of a number in its line."""
    places: dict[Thing, str] = {"amount": asked.amount, "percent": asked.percent}
    for thing, place in places.items():
        if place and (not place.isdecimal() or int(place) < 1):
            raise ParameterError(
                "{option}: in a text a number's place in its line was expected, such as 1.",
                option=asked.option(thing, place),
            )


def _placed(line: Line, place: str) -> Number | None:
    # A line with fewer numbers, such as that of the total, has none at that place.
    return line.numbers[int(place) - 1] if place and int(place) <= len(line.numbers) else None


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
        return Sentence(
            "'{line}' is no party's: {municipality}", line=line.text, municipality=municipality
        )
    return Sentence(
        "'{label}' is no party of the agreement, and no total.{near}",
        label=line.text,
        near=payers.nearest(line.text),
    )

"""How the sheets of a file come back from the process that read them: as JSON, and nothing runs."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell, Sheet, SheetRow

_Kind = TypeVar("_Kind")

_MOST_DIGITS = 400
"""Of a number: the largest that a spreadsheet can hold has 309."""


def encoded(sheets: Sequence[Sheet]) -> bytes:
    """Write sheets as JSON: lists of fixed length, numbers as texts."""
    return json.dumps([_sheet_lists(sheet) for sheet in sheets]).encode("ascii")


def decoded_sheets(encoding: bytes) -> list[Sheet]:
    """Return the sheets that `encoded` wrote.

    Raises
    ------
    ValueError
        If it is anything else.

    Examples
    --------
    >>> sheet = Sheet("Osuudet", (SheetRow(2, {1: Cell("7 079", Decimal(7079))}),))
    >>> decoded_sheets(encoded([sheet])) == [sheet]
    True
    """
    try:
        return [_sheet(*lists) for lists in _typed(json.loads(encoding), list)]
    except (TypeError, RecursionError, InvalidOperation) as error:
        raise ValueError(str(error)) from error


def encoded_sentence(sentence: Sentence) -> bytes:
    """Write a sentence as JSON: its text and its values, so that it can be said in any language."""
    return json.dumps(_sentence_lists(sentence)).encode("ascii")


def decoded_sentence(encoding: bytes) -> Sentence:
    """Return the sentence that `encoded_sentence` wrote.

    Raises
    ------
    ValueError
        If it is anything else.

    Examples
    --------
    >>> sentence = Sentence("{file} has {parts} parts.", file="a.ods", parts=2)
    >>> decoded_sentence(encoded_sentence(sentence)).values
    {'file': 'a.ods', 'parts': 2}
    """
    try:
        sentence = _sentence(json.loads(encoding))
        return _typed(sentence, Sentence)
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _sentence_lists(value: object) -> object:
    """Write a value of a sentence: another one as a list of its text and its values."""
    if isinstance(value, Sentence):
        return [value.text, {name: _sentence_lists(each) for name, each in value.values.items()}]
    return value if type(value) is int else str(value)


def _sentence(encoding: object) -> Sentence | str | int:
    if isinstance(encoding, str | int):
        return encoding
    text, values = _typed(encoding, list)
    given = _typed(values, dict)
    if given:
        _refuse_formats(_typed(text, str), given)
    return Sentence(_typed(text, str), **{name: _sentence(each) for name, each in given.items()})


def _refuse_formats(text: str, given: Mapping[str, object]) -> None:
    """Refuse a text that asks for more than to put the values where their names are."""
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None and (name not in given or form or conversion):
            raise TypeError("a text with other placeholders than its values")


def _words(encoding: object) -> str:
    """Return a sentence, or a text that was none."""
    words = _sentence(encoding)
    if not isinstance(words, str):
        raise TypeError("a sentence was expected, not a number")
    return words


def _sheet_lists(sheet: Sheet) -> list[object]:
    rows = [[row.number, _cell_lists(row)] for row in sheet.rows]
    unseen = [_sentence_lists(sentence) for sentence in sheet.unseen]
    return [sheet.name, rows, sheet.hidden, unseen]


def _cell_lists(row: SheetRow) -> list[list[object]]:
    return [[column, *_cell_list(cell)] for column, cell in row.cells.items()]


def _cell_list(cell: Cell) -> list[object]:
    fault = _sentence_lists(cell.fault)
    return [cell.text, _text(cell.number), _text(cell.stored), cell.unit, cell.note, fault]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _sheet(name: object, rows: object, hidden: object, unseen: object) -> Sheet:
    return Sheet(
        _typed(name, str),
        tuple(_row(*row) for row in _typed(rows, list)),
        _typed(hidden, bool),
        tuple(_words(sentence) for sentence in _typed(unseen, list)),
    )


def _row(number: object, cells: object) -> SheetRow:
    by_column: Mapping[int, Cell] = dict(_cell(*cell) for cell in _typed(cells, list))
    return SheetRow(_typed(number, int), by_column)


def _cell(
    column: object,
    text: object,
    number: object,
    stored: object,
    unit: object,
    note: object,
    fault: object,
) -> tuple[int, Cell]:
    return _typed(column, int), Cell(
        _typed(text, str),
        _number(number),
        _number(stored),
        _typed(unit, str),
        _typed(note, str),
        _words(fault),
    )


def _number(written: object) -> Decimal | None:
    if written is None:
        return None
    text = _typed(written, str)
    number = Decimal(text)
    if not number.is_finite() or max(len(text), abs(number.adjusted())) > _MOST_DIGITS:
        raise TypeError("a number that no spreadsheet holds")
    return number


def _typed(value: object, kind: type[_Kind]) -> _Kind:
    """Return a value of exactly this type."""
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
    return value

"""What a table of figures must look like, and a check that reports every fault at once."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from functools import cache
from itertools import product
from math import prod
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import SchemaError as PatternError
from pydantic_core import SchemaValidator, core_schema

from analyysi.errors import SchemaError, Sentence, joined
from analyysi.languages.local_text import BUILT_WHEN_USED, LocalOrFinnish, Printable
from analyysi.languages.plain_text import shortened, visible
from analyysi.sources.plain_table import PlainTable

CODE = "municipality_code"
"""The column that holds the payer's code, always text."""

NAME = "municipality"
YEAR = "year"

SYMBOL_ENDING = "_symbol"
"""Ends the name of the column that holds what the publisher put in a figure's place, or beside it.
"""

_PATTERNS = {
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "date": r"\d{4}-\d{2}-\d{2}",
    "string": r".+",
}
_FORMS = {name: re.compile(pattern, re.ASCII) for name, pattern in _PATTERNS.items()}
_LINES = {name: re.compile(rf"(?:{form}\n)*+{form}", re.ASCII) for name, form in _PATTERNS.items()}
_DIGITS = {"integer": 18, "number": 40}
"""How many digits a figure may have: a whole number of 18 is always one of 64 bits."""

_FAULTS_SHOWN = 20
_LONGEST_PATTERN = 200
_LACKING_LISTED = 100_000
"""Combinations that a table lacks; of more, only the number is told."""


@cache
def _matcher(pattern: str) -> SchemaValidator:
    """Return what matches a whole cell with a pattern, in a time that grows with the cell's length
    only: Python's own expressions can take years over thirty letters.
    """
    ascii_digits = pattern.replace(r"\d", "[0-9]")
    return SchemaValidator(core_schema.str_schema(pattern=f"^(?:{ascii_digits})$"))


def _checked_pattern(pattern: str) -> str:
    if len(pattern) > _LONGEST_PATTERN:
        raise ValueError(
            Sentence(
                "a pattern of at most {most} characters was expected",
                most=_LONGEST_PATTERN,
            )
        )
    try:
        _matcher(pattern)
    except PatternError as error:
        raise ValueError(
            Sentence("'{pattern}' is no regular expression that can be used", pattern=pattern)
        ) from error
    return pattern


class Column(BaseModel):
    """A column: its name, type (in the words of Table Schema), unit, meaning and limits."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=BUILT_WHEN_USED)

    name: Printable
    type: Literal["string", "integer", "number", "date"]
    description: LocalOrFinnish
    unit: Printable | None = None
    required: bool = False
    minimum: int | None = None
    pattern: Annotated[Printable, AfterValidator(_checked_pattern)] | None = None


class TableSchema(BaseModel):
    """A table's columns, in order, its primary key, and the columns whose combinations must all be
    there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=BUILT_WHEN_USED)

    columns: tuple[Column, ...]
    primary_key: tuple[Printable, ...]
    panel: tuple[Printable, ...] = ()
    rows: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _keys_are_columns(self) -> Self:
        names = [column.name for column in self.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(
                Sentence("column {columns} is declared twice", columns=", ".join(twice))
            )
        for field, keys in (("primary_key", self.primary_key), ("panel", self.panel)):
            unknown = sorted(set(keys) - set(names))
            if unknown:
                raise ValueError(
                    Sentence(
                        "{field} names {columns}, which is no column",
                        field=field,
                        columns=", ".join(unknown),
                    )
                )
        return self

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


Cells = Sequence[str | None]
"""The cells of a column as text; None where a cell is empty."""


_ADVICE = Sentence(
    "The table is not as its manifest declares; take the snapshot again or restore it."
)


def check_table(table: PlainTable, schema: TableSchema, where: str) -> PlainTable:
    """Check a table of text cells (`check_form`) and return it with typed columns.

    Returns
    -------
    A new table: integers as `int`, decimals as `Decimal` (both exact), the rest as text; unknown
    cells stay None.
    """
    check_form(table, schema, where)
    typed = {column.name: _typed(table[column.name], column) for column in schema.columns}
    return PlainTable(typed)


def check_form(table: PlainTable, schema: TableSchema, where: str) -> None:
    """Check a table of text cells.

    Parameters
    ----------
    table
        The cells as text; an unknown cell is None (never zero).
    schema
        What is expected.
    where
        The table's name for messages.

    Raises
    ------
    SchemaError
        With every fault found: columns, forms, limits, repeated keys, missing rows.
    """
    faults = table_faults(table.columns, len(table), schema)
    if faults:
        more = Sentence("; and {count} more", count=len(faults) - _FAULTS_SHOWN)
        raise SchemaError(
            "{where}: {faults}{more}. {advice}",
            where=where,
            faults=joined(faults[:_FAULTS_SHOWN], "; "),
            more=more if len(faults) > _FAULTS_SHOWN else "",
            advice=_ADVICE,
        )


def table_faults(columns: Mapping[str, Cells], rows: int, schema: TableSchema) -> list[str]:
    """Return all that is wrong with a table, in words; an empty list if it is as declared.

    Parameters
    ----------
    columns
        Column to its cells, in the order of the table.
    rows
        The number of rows.
    schema
        What is expected.
    """
    faults = _column_faults(list(columns), schema)
    faults += _repeated_keys(columns, schema)
    faulty_columns = set()
    for column in schema.columns:
        cell_faults = list(_cell_faults(columns, column, schema))
        faults += cell_faults
        if cell_faults:
            faulty_columns.add(column.name)
    # One misspelt code would look like many missing rows.
    if faulty_columns.isdisjoint(schema.panel) and set(schema.panel) <= set(columns):
        faults += _missing_combinations(columns, schema)
    if rows != schema.rows:
        faults.append(Sentence("{rows} rows, {expected} expected", rows=rows, expected=schema.rows))
    return faults


def _column_faults(names: Sequence[str], schema: TableSchema) -> list[str]:
    """Name the columns that are not declared, are missing or stand out of order."""
    declared = [column.name for column in schema.columns]
    present = [name for name in names if name in declared]
    in_order = [name for name in declared if name in names]
    moved = [name for name, expected in zip(present, in_order, strict=True) if name != expected]
    return [
        *(
            Sentence("column '{name}' is not expected", name=name)
            for name in names
            if name not in declared
        ),
        *(Sentence("column '{name}' is out of order", name=name) for name in moved),
        *(
            Sentence("column '{name}' is missing", name=name)
            for name in declared
            if name not in names
        ),
    ]


def _repeated_keys(columns: Mapping[str, Cells], schema: TableSchema) -> list[str]:
    """Name every row whose key another row has too."""
    if not set(schema.primary_key) <= set(columns):
        return []
    keys = list(zip(*(columns[name] for name in schema.primary_key), strict=True))
    if len(set(keys)) == len(keys):
        return []
    times = Counter(keys)
    return [
        Sentence("{row}: the same key stands twice", row=_row_name(columns, schema, row))
        for row, key in enumerate(keys)
        if times[key] > 1
    ]


def _cell_faults(
    columns: Mapping[str, Cells], column: Column, schema: TableSchema
) -> Iterable[str]:
    """Name the cells of a column that are empty, of another form or below its minimum."""
    cells = columns.get(column.name, ())
    reasons = _refused(set(cells), column)
    if not reasons:
        return
    for row, cell in enumerate(cells):
        if cell in reasons:
            quoted = "" if cell is None else f" '{shortened(cell)}'"
            yield Sentence(
                "{row}: {column} {reason}",
                row=_row_name(columns, schema, row),
                column=column.name + quoted,
                reason=reasons[cell],
            )


def _refused(cells: Set[str | None], column: Column) -> dict[str | None, str]:
    """Return which of the cells a column refuses, to the reason of each."""
    reasons: dict[str | None, str] = {}
    if _are_all_figures(cells, column):
        return reasons
    most_digits = _DIGITS.get(column.type, sys.maxsize)
    for cell in cells:
        if cell is None:
            if column.required:
                reasons[cell] = Sentence("is empty")
        elif not _has_form(cell, column):
            reasons[cell] = Sentence(
                "is not of the form {pattern}", pattern=column.pattern or _PATTERNS[column.type]
            )
        elif len(cell) > most_digits and sum(map(str.isdigit, cell)) > most_digits:
            reasons[cell] = Sentence("has more than {most} digits", most=_DIGITS[column.type])
        elif _below(cell, column):
            reasons[cell] = Sentence("is below {minimum}", minimum=column.minimum)
        elif not cell.isprintable() and _unprintable(cell):
            reasons[cell] = _unprintable(cell)
    return reasons


def _are_all_figures(cells: Set[str | None], column: Column) -> bool:
    """Return whether all cells of a column are figures as it wants them, looked at together: one by
    one they take many times as long. What is not seen so may still be right.
    """
    filled = [cell for cell in cells if cell is not None]
    if column.pattern is not None or column.type not in _DIGITS or not filled:
        return False
    lines = "\n".join(filled)
    return (
        not (column.required and None in cells)
        and lines.count("\n") == len(filled) - 1
        and max(map(len, filled)) <= _DIGITS[column.type]
        and _LINES[column.type].fullmatch(lines) is not None
        and _at_least(column.minimum, filled, lines)
    )


def _at_least(minimum: int | None, figures: Sequence[str], lines: str) -> bool:
    """Return whether no figure is below a minimum; `lines` has them all."""
    if minimum is None or (minimum <= 0 and "-" not in lines):
        return True
    return minimum <= min(map(Decimal, figures))


def _has_form(cell: str, column: Column) -> bool:
    """Return whether a cell is of its column's pattern and, where it is counted with, a figure."""
    if column.pattern is not None and not _matcher(column.pattern).isinstance_python(cell):
        return False
    if column.pattern is not None and column.type not in _DIGITS:
        return True
    return _FORMS[column.type].fullmatch(cell) is not None


def _unprintable(cell: str) -> str:
    """Return why no paper can print a text; empty of one that can be printed."""
    try:
        visible(cell)
    except ValueError as error:
        return Sentence("cannot be printed: {fault}", fault=error)
    return ""


def _below(cell: str, column: Column) -> bool:
    """Return whether a figure is below the column's minimum."""
    if column.minimum is None or column.type not in ("integer", "number"):
        return False
    return Decimal(cell) < column.minimum


def _row_name(columns: Mapping[str, Cells], schema: TableSchema, row: int) -> str:
    """Name a row by its line in the file and its key."""
    cells = (columns[name][row] for name in schema.primary_key if name in columns)
    return Sentence("row {number} ({key})", number=row + 2, key=_key_text(cells))


def _key_text(cells: Iterable[str | None]) -> str:
    return " ".join("nan" if cell is None else shortened(cell) for cell in cells)


def _missing_combinations(columns: Mapping[str, Cells], schema: TableSchema) -> list[str]:
    """Name the rows that the columns of the panel ask for and the table lacks."""
    if not schema.panel:
        return []
    panel = []
    for name in schema.panel:
        panel.append(["nan" if cell is None else cell for cell in columns[name]])
    stored = set(zip(*panel, strict=True))
    values = [dict.fromkeys(cells) for cells in panel]
    combinations = prod(map(len, values))
    if len(stored) == combinations:
        return []
    if combinations - len(stored) > _LACKING_LISTED:
        return [
            Sentence(
                "{lacking} of {combinations} combinations of {columns} have no row",
                lacking=combinations - len(stored),
                combinations=combinations,
                columns=", ".join(schema.panel),
            )
        ]
    expected = set(product(*values))
    return [Sentence("no row for {key}", key=_key_text(key)) for key in sorted(expected - stored)]


def _typed(cells: Cells, column: Column) -> Sequence[Any]:
    """Return the cells of a column as what they stand for."""
    if column.type == "integer":
        return tuple([None if cell is None else int(cell) for cell in cells])
    if column.type == "number":
        return tuple([None if cell is None else Decimal(cell) for cell in cells])
    return cells

"""What a table of figures must look like, and a check that reports every fault at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors
from pydantic import BaseModel, ConfigDict, Field

from analyysi.errors import SchemaError
from analyysi.local_text import LocalOrFinnish

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
_FAULTS_SHOWN = 20


class Column(BaseModel):
    """A column: its name, type (in the words of Table Schema), unit, meaning and limits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: Literal["string", "integer", "number", "date"]
    description: LocalOrFinnish
    unit: str | None = None
    required: bool = False
    minimum: int | None = None
    pattern: str | None = None


class TableSchema(BaseModel):
    """A table's columns, in order, its primary key, and the columns whose combinations must all be
    there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    panel: tuple[str, ...] = ()
    rows: Annotated[int, Field(ge=1)]

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _pandera_schema(schema: TableSchema) -> pa.DataFrameSchema:
    columns = {}
    for column in schema.columns:
        pattern = column.pattern or _PATTERNS[column.type]
        checks = [
            pa.Check.str_matches(rf"(?a)^(?:{pattern})$", error=f"is not of the form {pattern}")
        ]
        if column.minimum is not None:
            checks.append(_at_least(column.minimum))
        columns[column.name] = pa.Column(str, checks, nullable=not column.required)
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(schema.primary_key))


def _at_least(minimum: int) -> pa.Check:
    def holds(values: pd.Series[str]) -> pd.Series[bool]:
        numbers = pd.to_numeric(values, errors="coerce")
        return numbers.isna() | (numbers >= minimum)

    return pa.Check(holds, error=f"is below {minimum}")


def check_table(frame: pd.DataFrame, schema: TableSchema, where: str) -> pd.DataFrame:
    """Check a table of text cells (`check_form`) and return it with typed columns.

    Returns
    -------
    A new table: integers as ``Int64``, decimals as `Decimal` (exact), the rest as text; unknown
    cells stay missing.
    """
    check_form(frame, schema, where)
    return _typed(frame, schema)


def check_form(frame: pd.DataFrame, schema: TableSchema, where: str) -> None:
    """Check a table of text cells.

    Parameters
    ----------
    frame
        The cells as text; an unknown cell is missing (never zero).
    schema
        What is expected.
    where
        The table's name for messages.

    Raises
    ------
    SchemaError
        With every fault found: columns, forms, limits, repeated keys, missing rows.
    """
    faults: list[str] = []
    try:
        _pandera_schema(schema).validate(frame, lazy=True)
    except SchemaErrors as error:
        faults += _in_words(error, frame, schema)
        if _panel_is_sound(error, frame, schema):
            faults += _missing_combinations(frame, schema)
    else:
        faults += _missing_combinations(frame, schema)
    if len(frame) != schema.rows:
        faults.append(f"{len(frame)} rows, {schema.rows} expected")
    if faults:
        shown = "; ".join(faults[:_FAULTS_SHOWN])
        more = f"; and {len(faults) - _FAULTS_SHOWN} more" if len(faults) > _FAULTS_SHOWN else ""
        raise SchemaError(
            f"{where}: {shown}{more}. The table is not as its manifest declares; take the "
            "snapshot again or restore it."
        )


def _in_words(error: SchemaErrors, frame: pd.DataFrame, schema: TableSchema) -> list[str]:
    faults = []
    repeated: set[int] = set()
    for case in error.failure_cases.to_dict("records"):
        column, check, index, value = (
            case[name] for name in ("column", "check", "index", "failure_case")
        )
        if check == "column_in_schema":
            faults.append(f"column '{value}' is not expected")
        elif check == "column_in_dataframe":
            faults.append(f"column '{value}' is missing")
        elif check == "column_ordered":
            faults.append(f"column '{value}' is out of order")
        elif check == "multiple_fields_uniqueness":
            if index not in repeated:
                repeated.add(index)
                faults.append(f"{_row_name(frame, schema, index)}: the same key stands twice")
        elif check == "not_nullable":
            faults.append(f"{_row_name(frame, schema, index)}: {column} is empty")
        else:
            faults.append(f"{_row_name(frame, schema, index)}: {column} '{value}' {check}")
    return list(dict.fromkeys(faults))


def _panel_is_sound(error: SchemaErrors, frame: pd.DataFrame, schema: TableSchema) -> bool:
    """Tell whether missing rows can be looked for: one misspelt code would look
    like many of them.
    """
    cases = error.failure_cases
    misspelt = set(cases.loc[cases["check"] != "multiple_fields_uniqueness", "column"])
    return set(schema.panel) <= set(frame) and misspelt.isdisjoint(schema.panel)


def _row_name(frame: pd.DataFrame, schema: TableSchema, index: int) -> str:
    row = frame.loc[index]
    key = " ".join(str(row[name]) for name in schema.primary_key if name in frame)
    return f"row {index + 2} ({key})"


def _missing_combinations(frame: pd.DataFrame, schema: TableSchema) -> list[str]:
    if not schema.panel:
        return []
    columns = list(schema.panel)
    expected = pd.MultiIndex.from_product([frame[name].unique() for name in columns], names=columns)
    missing = expected.difference(pd.MultiIndex.from_frame(frame[columns]))
    return [f"no row for {' '.join(map(str, key))}" for key in missing]


def _typed(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    typed: dict[str, Any] = {}
    for column in schema.columns:
        cells = frame[column.name]
        if column.type == "integer":
            typed[column.name] = pd.array(
                [int(c) if pd.notna(c) else pd.NA for c in cells], dtype="Int64"
            )
        elif column.type == "number":
            decimals = [Decimal(c) if pd.notna(c) else None for c in cells]
            typed[column.name] = pd.array(decimals, dtype=object)
        else:
            typed[column.name] = cells.array
    return pd.DataFrame(typed, index=frame.index)

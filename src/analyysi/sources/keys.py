"""An allocation key's figures: one column of a snapshot, one row per payer."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from numbers import Integral

import pandas as pd

from analyysi.agreement.terms import Key
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.schema import CODE
from analyysi.sources.divisions import Join, can_be_added
from analyysi.sources.snapshots import Snapshot
from analyysi.suggestions import did_you_mean


def key_weights(
    name: str, key: Key, snapshot: Snapshot, payers: Iterable[str], where: str, join: Join | None = None
) -> dict[str, Fraction]:
    """Return the exact figure of each payer.

    Parameters
    ----------
    name, key
        The key and what the terms say of it.
    snapshot
        The snapshot that the key names.
    payers
        Whose figures are needed.
    where
        The terms' file for messages.
    join
        How figures of an older municipal division are carried to the case's own; None if there is one division.

    Raises
    ------
    ParameterError
        If the column or a column of `rows` is not in the table (with the nearest name), is not a figure, or
        the reference date is not one of the rows picked.
    SourceError
        If a payer has been merged into another municipality, or its figure cannot be added up across a merger.
    SchemaError
        If a payer has no row, more than one row, or an empty cell; lists every one.
    """
    schema = snapshot.manifest.table_schema
    names = [column.name for column in schema.columns]
    for column_name in (key.column, *key.rows):
        if column_name not in names:
            raise ParameterError(
                f"{where}: key '{name}' asks for column '{column_name}' of {key.snapshot}."
                f"{did_you_mean(column_name, names)}"
            )
    if CODE not in names:
        raise ParameterError(f"{where}: key '{name}': {key.snapshot} has no column '{CODE}', so no figure of a payer.")
    column = schema.column(key.column)
    if column is None or column.type not in ("integer", "number"):
        raise ParameterError(f"{where}: key '{name}' asks for column '{key.column}', which holds no figures.")
    table = snapshot.table
    for column_name, value in key.rows.items():
        table = table[table[column_name] == value]
    if table.empty:
        picked = ", ".join(f"{column_name} = {value}" for column_name, value in key.rows.items())
        raise ParameterError(f"{where}: key '{name}': {key.snapshot} has no rows with {picked}.")
    _check_reference_date(name, key, table, where)
    parts = _parts(name, key, payers, join, can_be_added(column.unit), where)
    needed = dict.fromkeys(code for codes in parts.values() for code in codes)
    figures = _figures(name, key, table, needed, where)
    return {payer: sum((figures[code] for code in codes), Fraction(0)) for payer, codes in parts.items()}


def _parts(
    name: str, key: Key, payers: Iterable[str], join: Join | None, addable: bool, where: str
) -> dict[str, tuple[str, ...]]:
    """Return each payer's code and those of the municipalities that have merged into it since the figures' division."""
    if join is None:
        return {payer: (payer,) for payer in payers}
    parts = {}
    for payer in payers:
        gone = join.absorbed(payer)
        if gone is not None:
            raise SourceError(
                f'{where}: "{payer}" ({gone.absorbed_name}) became part of {gone.into_name} ("{gone.into}") on '
                f"{gone.in_force}, and the figures follow the division of {join.division}. Put {gone.into} instead."
            )
        parts[payer] = join.merged_into(payer, key.snapshot)
        if len(parts[payer]) > 1 and not addable:
            raise SourceError(
                f"{where}: key '{name}': {key.snapshot} follows an older division, in which {payer} was "
                f"{len(parts[payer])} municipalities, and figures of '{key.column}' cannot be added up. Use a snapshot "
                f"of the division of {join.division}."
            )
    return parts


def _check_reference_date(name: str, key: Key, table: pd.DataFrame, where: str) -> None:
    """Refuse terms whose reference date and picked rows tell of different days or years."""
    stated = key.reference_date.isoformat()
    for column, found in (("reference_date", stated), ("year", key.reference_date.year)):
        if column in table and any(value != found for value in table[column]):
            values = sorted({str(value) for value in table[column]})
            raise ParameterError(
                f"{where}: key '{name}' has the reference date {stated}, but its rows are of {', '.join(values[:3])}. "
                "Make `rows` and `reference_date` agree."
            )


def _figures(name: str, key: Key, table: pd.DataFrame, payers: Iterable[str], where: str) -> dict[str, Fraction]:
    by_payer = {code: list(rows[key.column]) for code, rows in table.groupby(CODE)}
    figures = {}
    faults = []
    for payer in payers:
        cells = by_payer.get(payer, [])
        if not cells:
            faults.append(f"no row for {payer}")
        elif len(cells) > 1:
            faults.append(f"{len(cells)} rows for {payer}, one expected: pick them with `rows`")
        elif pd.isna(cells[0]):
            faults.append(f"{key.column} is empty for {payer}")
        else:
            # A pandas integer is a machine word that could overflow in a product; Python's never does.
            figures[payer] = Fraction(int(cells[0]) if isinstance(cells[0], Integral) else cells[0])
    if faults:
        raise SchemaError(
            f"Key '{name}' ({key.snapshot}): {'; '.join(faults)}. Every payer in {where} needs a figure; "
            "take a snapshot that has it, or correct the codes."
        )
    return figures

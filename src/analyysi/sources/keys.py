"""An allocation key's figures: one column of a snapshot, one row per payer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, Protocol

from analyysi.agreement.key import Key
from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError, all_of, joined
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import can_be_added
from analyysi.sources.municipalities.divisions import Join
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE, SYMBOL_ENDING, Column, TableSchema
from analyysi.suggestions import did_you_mean


class FigureTable(Protocol):
    """A table of figures and its declared form: a snapshot's, or a survey's."""

    @property
    def table(self) -> PlainTable:
        """Return the rows, with typed columns."""

    @property
    def table_schema(self) -> TableSchema:
        """Return what the columns are."""


def key_weights(
    name: str,
    key: Key,
    figures: FigureTable,
    payers: Iterable[str],
    where: str,
    join: Join | None = None,
    names: Mapping[str, LocalText] | None = None,
) -> dict[str, Fraction]:
    """Return the exact figure of each payer.

    Parameters
    ----------
    name, key
        The key and what the terms say of it.
    figures
        The snapshot or the survey that the key names.
    payers
        Whose figures are needed.
    where
        The terms' file for messages.
    join
        How figures of an older municipal division are carried to the case's own; None if there is
        one division.
    names
        What payers are called in messages; others go by their code.

    Raises
    ------
    ParameterError
        If the column or a column of `rows` is not in the table (with the nearest name), is not a
        figure, or the reference date is not one of the rows picked.
    SourceError
        If a payer has been merged into another municipality, or its figure cannot be added up
        across a merger.
    SchemaError
        If a payer has no row, more than one row, or an empty cell; lists every one.
    """
    column = _figure_column(name, key, figures.table_schema, where)
    table = _picked_rows(name, key, figures.table, where)
    _check_reference_date(name, key, table, where)
    merged = _merged_codes(name, key, payers, join, can_be_added(column.unit), where)
    needed = dict.fromkeys(chain.from_iterable(merged.values()))
    exact = _figures(name, key, table, needed, where, names or {})
    weights = {}
    for payer, codes in merged.items():
        first, *others = (exact[code] for code in codes)
        weights[payer] = sum(others, first)
    return weights


def _figure_column(name: str, key: Key, schema: TableSchema, where: str) -> Column:
    """Return the column of a key after checking that the table has all that the key names."""
    names = [column.name for column in schema.columns]
    for column_name in (key.column, *key.rows):
        if column_name not in names:
            raise ParameterError(
                "{where}: key '{key}' asks for column '{column}' of {source}.{near}",
                where=where,
                key=name,
                column=column_name,
                source=key.source,
                near=did_you_mean(column_name, names),
            )
    if CODE not in names:
        raise ParameterError(
            "{where}: key '{key}': {source} has no column '{column}', so no figure of a payer.",
            where=where,
            key=name,
            source=key.source,
            column=CODE,
        )
    column = schema.column(key.column)
    if column is None or column.type not in ("integer", "number"):
        raise ParameterError(
            "{where}: key '{key}' asks for column '{column}', which holds no figures.",
            where=where,
            key=name,
            column=key.column,
        )
    if key.combine == "sum" and key.survey is None and not can_be_added(column.unit):
        raise ParameterError(
            "{where}: key '{key}' adds up '{column}', whose figures cannot be added.",
            where=where,
            key=name,
            column=key.column,
        )
    return column


def _picked_rows(name: str, key: Key, table: PlainTable, where: str) -> PlainTable:
    """Return the rows that a key picks; each of several cells must be there, since a misspelt year
    would make another mean.
    """
    picked = ", ".join(f"{column} = {_listed(cells)}" for column, cells in key.rows.items())
    absent = ParameterError(
        "{where}: key '{key}': {source} has no rows with {picked}.",
        where=where,
        key=name,
        source=key.source,
        picked=picked,
    )
    for column_name, cells in key.rows.items():
        choices = cells if isinstance(cells, tuple) else (cells,)
        if not all(choice in table[column_name] for choice in choices):
            raise absent
        table = table.with_cells(column_name, choices)
    if not len(table):
        raise absent
    return table


def _merged_codes(
    name: str, key: Key, payers: Iterable[str], join: Join | None, addable: bool, where: str
) -> dict[str, tuple[str, ...]]:
    """Return each payer's code and those of the municipalities that have merged into it since the
    figures' division.
    """
    if join is None:
        return {payer: (payer,) for payer in payers}
    merged = {}
    for payer in payers:
        gone = join.absorbed(payer)
        if gone is not None:
            raise SourceError(
                '{where}: "{payer}" ({old_name}) became part of {new_name} '
                '("{new_code}") on {day}, and the figures follow the division of '
                "{division}. Put {new_code} instead.",
                where=where,
                payer=payer,
                old_name=gone.absorbed_name,
                new_name=gone.into_name,
                new_code=gone.into,
                day=gone.in_force,
                division=join.division,
            )
        merged[payer] = join.merged_into(payer, key.source)
        if len(merged[payer]) > 1 and not addable:
            raise SourceError(
                "{where}: key '{key}': {source} follows an older division, in which "
                "{payer} was {count} municipalities, and figures of '{column}' cannot be "
                "added up. Use a snapshot of the division of {division}.",
                where=where,
                key=name,
                source=key.source,
                payer=payer,
                count=len(merged[payer]),
                column=key.column,
                division=join.division,
            )
    return merged


def _listed(cells: object) -> str:
    return ", ".join(map(str, cells)) if isinstance(cells, tuple) else str(cells)


def _check_reference_date(name: str, key: Key, table: PlainTable, where: str) -> None:
    """Refuse terms whose reference date and picked rows are of different days or years; a mean is
    of its last.
    """
    stated = key.reference_date.isoformat()
    for column, expected in (("reference_date", stated), ("year", key.reference_date.year)):
        if column not in table:
            continue
        dates = set(table[column])
        if key.combine == "mean" and None not in dates:
            dates = {max(dates)}
        if dates != {expected}:
            periods = sorted({str(period) for period in table[column]})
            raise ParameterError(
                "{where}: key '{key}' has the reference date {day}, but its rows are "
                "of {periods}. Make `rows` and `reference_date` agree.",
                where=where,
                key=name,
                day=key.reference_date,
                periods=", ".join(periods[:3]),
            )


def _symbols(table: PlainTable, column: str, payer: str) -> str:
    """Say which symbols the publisher has where a payer's figure is missing."""
    beside = f"{column}{SYMBOL_ENDING}"
    if beside not in table:
        return ""
    cells = zip(table[CODE], table[column], table[beside], strict=True)
    symbols = sorted(
        {symbol for code, cell, symbol in cells if code == payer and cell is None and symbol}
    )
    quoted = [f"'{symbol}'" for symbol in symbols]
    if not quoted:
        return ""
    return Sentence(" (its publisher has {symbols} there)", symbols=all_of(quoted))


def _fault_of(payer: object, cells: Sequence[object], most: int, key: Key) -> Sentence | None:
    """Return what is wrong with the number of rows of a payer."""
    if not cells:
        return Sentence("no row for {key}", key=payer)
    if len(cells) > 1 and key.combine is None:
        return Sentence(
            "{count} rows for {payer}, one expected: pick them with `rows`, or `combine` them",
            count=len(cells),
            payer=payer,
        )
    if len(cells) != most:
        return Sentence(
            "{count} rows for {payer}, {most} expected", count=len(cells), payer=payer, most=most
        )
    return None


def _figures(
    name: str,
    key: Key,
    table: PlainTable,
    payers: Iterable[str],
    where: str,
    names: Mapping[str, LocalText],
) -> dict[str, Fraction]:
    by_payer: dict[str, list[Any]] = {}
    for code, cell in zip(table[CODE], table[key.column], strict=True):
        if isinstance(code, str):  # a row without a code is nobody's
            by_payer.setdefault(code, []).append(cell)
    figures = {}
    faults: list[Sentence] = []
    silent: list[object] = []
    most = (
        max((len(cells) for cells in by_payer.values()), default=0)
        if key.combine is not None
        else 1
    )
    for payer in payers:
        cells = by_payer.get(payer, [])
        called = names.get(payer, payer)
        fault = _fault_of(called, cells, most, key)
        if not cells and key.survey is not None:
            silent.append(called)
        elif fault is not None:
            faults.append(fault)
        elif None in cells:
            faults.append(
                Sentence(
                    "{column} is empty for {payer}{symbols}",
                    column=key.column,
                    payer=called,
                    symbols=_symbols(table, key.column, payer),
                )
            )
        else:
            exact = [Fraction(cell) for cell in cells]
            total = exact[0] if len(exact) == 1 else sum(exact, Fraction(0))
            figures[payer] = total / len(exact) if key.combine == "mean" else total
    if silent:
        faults.insert(0, Sentence("no answer from {payers}", payers=all_of(silent)))
    if faults:
        cure = Sentence("take a snapshot that has it, or correct the codes")
        if key.survey is not None:
            cure = Sentence("ask for the answer, or write an estimate and mark it as estimated")
        raise SchemaError(
            "Key '{key}' ({source}): {faults}. Every payer in {where} needs a figure; {cure}.",
            key=name,
            source=key.source,
            faults=joined(faults, "; "),
            where=where,
            cure=cure,
        )
    return figures

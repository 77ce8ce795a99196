"""Which columns of a table hold the sums and the per cents, and what the sums are counted in.

A column is money because its header or its cells say so, or because a person says so; never
because it is the only one with numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analyysi.errors import ParameterError, SchemaError, Sentence, joined
from analyysi.tables.asked import Asked, Thing
from analyysi.tables.columns import OpenColumnError, is_number
from analyysi.tables.doubtful_columns import refuse_doubtful_columns
from analyysi.tables.files.cell import Cell, column_letter
from analyysi.tables.numbers.printed_numbers import (
    NotANumberError,
    common_mark,
    read_printed,
    read_with_scale,
)
from analyysi.tables.numbers.scales import (
    EUROS,
    Scale,
    is_other_quantity,
    may_name_a_share,
    means_money,
    means_percent_share,
    names_a_share,
    says_percent,
    scale_in,
    scale_named,
)
from analyysi.tables.table import Table

_CENTS = re.compile(r"\d[.,]\d\d\s*$")
_NEAR_100 = Decimal("0.5")
"""How far from 100 rounded per cents may sum."""


@dataclass(frozen=True)
class MoneyColumns:
    """The columns of a decision, by number from 0."""

    amount: int
    percent: int | None
    scale: Scale
    """What the sums are counted in."""
    mark: str | None
    """The decimal mark that the sums show, where it is the same throughout."""
    described: str
    """Which columns are read, in words."""


def money_columns(table: Table, asked: Asked) -> MoneyColumns:
    """Choose the columns of the sums and of the per cents.

    Raises
    ------
    OpenColumnError
        If no column, or several, say that they are money or shares in per cent.
    SchemaError
        If the column is of another quantity, of bare per cents, or in another scale than euros and
        the person has not said so.
    ParameterError
        If a column that was asked for is not there.
    """
    named = table.column(asked.amount, "amount", asked) if asked.amount else None
    percent = _percent_column(table, asked, named)
    amount = _amount_column(table, asked, percent) if named is None else named
    if amount in (percent, table.payer):
        raise ParameterError(
            "{where}: {column} cannot hold both the euros and the payers."
            if amount == table.payer
            else "{where}: {column} cannot hold both the euros and the per cents.",
            where=table.where,
            column=table.named(amount),
        )
    for row in table.header.rows:
        fault = row.cell(amount).fault
        if fault:
            raise SchemaError(
                "{where}: the header of {column} {fault}.",
                where=table.where,
                column=table.named(amount),
                fault=fault,
            )
    scale = _scale(table, asked, amount)
    cells = [row.cell(amount) for row in table.rows]
    _refuse_other_quantities(table, asked, amount)
    mark = asked.mark or common_mark(cell.written for cell in cells)
    described = [
        Sentence("payer in {column}", column=table.named(table.payer)),
        Sentence(
            "{scale} in {column} as told" if asked.unit else "{scale} in {column}",
            scale=scale.words,
            column=table.named(amount),
        ),
    ]
    if percent is not None:
        described.append(Sentence("per cent in {column}", column=table.named(percent)))
    return MoneyColumns(amount, percent, scale, mark, joined(described))


def scale_of_cell(cell: Cell) -> Scale | None:
    """Return the scale that stands by a number: "t€" of "7,1 t€"; None of a bare number."""
    if cell.number is not None:
        return scale_in(cell.unit) if cell.unit else None
    try:
        return read_with_scale(cell.text, ",").scale
    except NotANumberError:
        return None


def _percent_column(table: Table, asked: Asked, amount: int | None) -> int | None:
    if asked.percent:
        return table.column(asked.percent, "percent", asked)
    free = [column for column in _free(table) if column != amount]
    columns = [column for column in free if _says_percent(table, column)]
    if len(columns) > 1:
        raise _several(table, asked, "percent", columns)
    return columns[0] if columns else None


def _says_percent(table: Table, column: int) -> bool:
    name = table.names[column]
    signs = [_has_percent_sign(cell) for cell in _filled(table, column)]
    return means_percent_share(f"{name} %" if signs and all(signs) else name)


def _has_percent_sign(cell: Cell) -> bool:
    return "%" in (cell.unit or cell.text)


def _amount_column(table: Table, asked: Asked, percent: int | None) -> int:
    columns = [
        column for column in _free(table) if column != percent and _says_money(table, column)
    ]
    if len(columns) > 1:  # words about sums beside the sums
        columns = [column for column in columns if _has_numbers(table, column)] or columns
    if len(columns) == 1 and not names_a_share(table.names[columns[0]]):
        # "Kunta; 2022; Edellinen vuosi €": a sign of euros alone does not say which.
        beside = set(_free(table)) - {percent, *columns}
        columns += [column for column in beside if _may_be_sums(table, column)]
    if len(columns) == 1:
        return columns[0]
    if columns:
        raise _several(table, asked, "amount", sorted(columns))
    raise OpenColumnError(
        "{where}: no column says that it is money. {columns}",
        "amount",
        table.sheet,
        where=table.where,
        columns=_what_columns_are(table, asked),
    )


def _may_be_sums(table: Table, column: int) -> bool:
    """Return whether a column that does not say what it is may hold what each pays: its numbers
    have two decimals, or it is called by a year or "Osuus".
    """
    name = table.names[column]
    cells = _filled(table, column)
    if not cells or not all(map(is_number, cells)) or _other_unit(table, column):
        return False
    if may_name_a_share(name):
        return not _are_bare_percents(table, column)
    is_other = is_other_quantity(name) or says_percent(name) or _are_bare_percents(table, column)
    return not is_other and all(_CENTS.search(cell.text) for cell in cells)


def _what_columns_are(table: Table, asked: Asked) -> Sentence:
    """Say what the other columns are, and how to name the one that is meant."""
    listed = []
    possible = []
    for column in table.columns:
        words = table.named(column)
        if column == table.payer:
            words = Sentence("{column} names the payers", column=words)
        elif column in table.codes:
            words = Sentence("{column} holds their codes", column=words)
        elif is_other_quantity(table.names[column]):
            words = Sentence("{column} is another quantity", column=words)
        elif _are_bare_percents(table, column):
            words = Sentence("{column} sums to about 100, as per cents do", column=words)
        elif _has_numbers(table, column):
            possible.append(column)
        listed.append(words)
    if possible:
        example = asked.option("amount", column_letter(possible[0]))
        return Sentence(
            "Its columns: {columns}. Name the one that is, such as {option}.",
            columns=joined(listed),
            option=example,
        )
    return Sentence(
        "Its columns: {columns}. Take a table with the sums; or if one of these "
        "holds sums of money all the same, name it with {option} and say {unit}.",
        columns=joined(listed),
        option=asked.option("amount"),
        unit=asked.option("unit", EUROS.name),
    )


def _says_money(table: Table, column: int) -> bool:
    name = table.names[column]
    if is_other_quantity(name) or means_percent_share(name) or _other_unit(table, column):
        return False
    return means_money(name) or _cells_say_money(table, column)


def _other_unit(table: Table, column: int) -> str:
    """Return what a number's format says beside it, if that is no money: "htv"."""
    units = (cell.unit for cell in _filled(table, column) if cell.unit not in ("", "%"))
    return next((unit for unit in units if scale_in(unit) is None), "")


def _cells_say_money(table: Table, column: int) -> bool:
    cells = _filled(table, column)
    return bool(cells) and all(scale_of_cell(cell) is not None for cell in cells)


def _has_numbers(table: Table, column: int) -> bool:
    """Return whether a column is more than words."""
    cells = _filled(table, column)
    return any(is_number(cell) or cell.fault for cell in cells)


def _free(table: Table) -> Iterator[int]:
    """Return the columns that do not say whose a row is."""
    taken = (table.payer, *table.codes)
    return (column for column in table.columns if column not in taken)


def _filled(table: Table, column: int) -> list[Cell]:
    return [cell for row in table.of_parties if not (cell := row.cell(column)).empty]


def _several(table: Table, asked: Asked, thing: Thing, columns: Sequence[int]) -> OpenColumnError:
    return OpenColumnError(
        "{where}: the per cents may be in several columns: {columns}. Choose one, such as {option}."
        if thing == "percent"
        else "{where}: the sums may be in several columns: {columns}. Choose one, such as "
        "{option}.",
        thing,
        table.sheet,
        where=table.where,
        columns=joined(map(table.named, columns)),
        option=asked.option(thing, column_letter(columns[0])),
    )


def _scale(table: Table, asked: Asked, amount: int) -> Scale:
    """Return what the sums are counted in: what the person says, else euros. Words in the column
    that say another scale cannot be contradicted, words around it can.
    """
    asked_for = scale_named(asked.unit, asked.option("unit")) if asked.unit else None
    name = table.names[amount]
    in_column = [(Sentence("its header '{name}'", name=name), scale_in(name, header=True))]
    in_column += [
        (Sentence("'{text}' in it", text=cell.text.strip()), scale_of_cell(cell))
        for cell in _filled(table, amount)
    ]
    texts = (table.sheet.name, *table.words, *table.asides)
    around = [(Sentence("'{text}'", text=text), scale_in(text, header=True)) for text in texts]
    stated = next(_not_euros([*in_column, *around]), None)
    if stated is None:
        return asked_for or EUROS
    words, scale = stated
    here = Sentence(
        "{where}: {column} is in {scale}, as {words} says",
        where=table.where,
        column=table.named(amount),
        scale=scale.words,
        words=words,
    )
    by_column = stated in in_column
    if asked_for is None or (by_column and scale.factor is None):
        advice = (scale.remedy if by_column else scale.advice)(asked.called["unit"])
        raise SchemaError(
            "{here}, and shares are read in euros and cents. {advice}", here=here, advice=advice
        )
    if by_column and asked_for != scale:
        option = asked.option("unit", asked_for.name)
        raise SchemaError(
            "{here}, and {option} says {scale}.", here=here, option=option, scale=asked_for.words
        )
    return asked_for


def _not_euros(
    stated: Iterable[tuple[str, Scale | None]],
) -> Iterator[tuple[str, Scale]]:
    for words, scale in stated:
        if scale is not None and not scale.is_euros:
            yield words, scale


def _refuse_other_quantities(table: Table, asked: Asked, amount: int) -> None:
    """Refuse what is no money, or in doubt, unless the person says what the sums are counted in."""
    if asked.unit:
        return
    name = table.names[amount]
    yes = Sentence(
        "If its numbers are what each pays, say {option}.", option=asked.option("unit", EUROS.name)
    )
    here = joined([table.where, table.named(amount)], ": ")
    unit = _other_unit(table, amount)
    if unit:
        raise SchemaError(
            "{here} shows '{unit}' beside its numbers, which is no money. {yes}",
            here=here,
            unit=unit,
            yes=yes,
        )
    if is_other_quantity(name):
        raise SchemaError(
            "{here} says that it is another quantity than a share. {yes}", here=here, yes=yes
        )
    if says_percent(name):
        raise SchemaError("{here} says that it is a per cent. {yes}", here=here, yes=yes)
    scale = scale_in(name, header=True)
    if (scale is None or not scale.is_euros) and _are_bare_percents(table, amount):
        raise SchemaError(
            "{here}: its numbers sum to about 100, as per cents do. {yes} If they "
            "are per cents, name the column of the sums with {option} as well.",
            here=here,
            yes=yes,
            option=asked.option("amount"),
        )
    refuse_doubtful_columns(table, amount, yes)


def _are_bare_percents(table: Table, amount: int) -> bool:
    """Return whether a column's bare numbers sum to about 100, or to about 1."""
    values = []
    for cell in _filled(table, amount):
        if scale_of_cell(cell) is not None:
            return False
        try:
            number = cell.number if cell.number is not None else read_printed(cell.text, ",").value
        except NotANumberError:
            return False
        values.append(number)
    return sum_as_percents(values)


def sum_as_percents(values: Sequence[Decimal]) -> bool:
    """Return whether several numbers sum to about 100, or to about 1.

    >>> sum_as_percents([Decimal("66.7"), Decimal("33.3")]), sum_as_percents([Decimal(100)])
    (True, False)
    """
    whole = sum(values, Decimal(0))
    return len(values) > 1 and (
        abs(whole - 100) <= _NEAR_100 or abs(100 * whole - 100) <= _NEAR_100
    )

"""The table of a trial: what each would pay, by itself, by the terms and last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analyysi.comparison.burden.weight_on_budgets import OF_NET_EXPENSES, Weights
from analyysi.comparison.history import SharedYear
from analyysi.desk import view
from analyysi.report.language.wording import Wording
from analyysi.report.tables import NOTHING, Column, Table


def shares_table(
    year: SharedYear,
    own: SharedYear,
    previous: SharedYear | None,
    measured: Sequence[Weights],
    words: Wording,
    focus: str | None,
) -> Table:
    """Return the desk's table of a trial with the shares that it is compared with beside the
    changes, and with what each pays of its net expenses where budgets are known.

    Parameters
    ----------
    year, own, previous
        The trial, the terms' own split, and the nearest earlier year if there is one.
    measured
        The trial by each yardstick.
    words
        Those of the trial's case.
    focus
        A payer whose row is marked.
    """
    table = replace(view.shares(year, own, previous, words, focus), wide=True)
    codes, say = view.payers_of(year, own), words.say
    at = 2 if year.case.heads is None else 3
    for row in measured:
        if row.yardstick is OF_NET_EXPENSES:
            weights = [row.of_payer.get(code) for code in codes]
            texts = [NOTHING if each is None else words.numbers.amount(each) for each in weights]
            column = Column(words.title(row.title), words.sign)
            table = _with_column(table, at, column, [*texts, NOTHING])
            at += 1
    column = Column(say("By the terms"), words.sign)
    table = _with_column(table, at, column, _cells(own, codes, words))
    if previous is None:
        return table
    column = Column(say("In {year}", year=str(previous.year)), words.sign)
    return _with_column(table, at + 2, column, _cells(previous, codes, words))


def shown_amounts(amounts: Mapping[str, int], words: Wording) -> dict[str, str]:
    """Return sums in cents as a narrow table has them: without cents."""
    return {code: words.numbers.amount(amount, 0) for code, amount in amounts.items()}


def _cells(year: SharedYear, codes: Sequence[str], words: Wording) -> list[str]:
    amounts = [year.cents.get(code) for code in codes]
    texts = [NOTHING if amount is None else words.numbers.amount(amount) for amount in amounts]
    return [*texts, words.numbers.amount(year.total)]


def _with_column(table: Table, at: int, column: Column, cells: Sequence[str]) -> Table:
    rows = [
        replace(row, cells=[*row.cells[:at], cell, *row.cells[at:]])
        for row, cell in zip(table.rows, cells, strict=True)
    ]
    return replace(table, columns=[*table.columns[:at], column, *table.columns[at:]], rows=rows)

"""The totals of a table, wherever they stand: the whole, or sub-totals of the rows above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.errors import Sentence
from analyysi.languages.saying import Amount
from analyysi.tables.decision_table import PrintedShare, PrintedTotal
from analyysi.tables.names.totals import is_subtotal


@dataclass(frozen=True)
class Totals:
    """What the rows of totals of a table are."""

    whole: PrintedTotal | None
    """The one that is, or should be, the sum of all shares."""
    subtotals: tuple[PrintedTotal, ...]
    """Those that are the sum of the shares above them since the one before."""
    summed_up: bool
    """Whether every share is in one of these."""
    wrong: tuple[tuple[PrintedTotal, int], ...]
    """Those that are neither, with the sum of the shares above since the one before, in cents."""


def sort_totals(rows: Sequence[PrintedShare | PrintedTotal]) -> Totals:
    """Tell a table's whole from its sub-totals by what they sum up.

    Parameters
    ----------
    rows
        Shares and totals in the order of the file.
    """
    parts = sum(row.cents for row in rows if isinstance(row, PrintedShare))
    labels = [row.label for row in rows if isinstance(row, PrintedTotal)]
    whole: PrintedTotal | None = None
    subtotals: list[PrintedTotal] = []
    wrong: list[tuple[PrintedTotal, int]] = []
    above = 0
    for row in rows:
        if isinstance(row, PrintedShare):
            above += row.cents
        elif row.cents == parts:
            whole = whole or row
        elif row.cents == above:
            subtotals.append(row)
            above = 0
        else:
            wrong.append((row, above))
            above = 0 if is_subtotal(row.label, labels) else above
    summed_up = bool(subtotals) and not above
    if whole is None:
        # It is the last that may be meant for it; the check of the table tells the difference.
        meant = [pair for pair in wrong if not is_subtotal(pair[0].label, labels)]
        if meant:
            whole = meant[-1][0]
            wrong.remove(meant[-1])
    return Totals(whole, tuple(subtotals), summed_up, tuple(wrong))


def wrong_total(total: PrintedTotal, above: int, parts: int) -> Sentence:
    """Say of a total what it should be: the end of a sentence that begins with its place."""
    return Sentence(
        "'{row}' says {total}, but the rows above it since the last total sum "
        "to {above} and all rows to {parts}",
        row=total.label,
        total=Amount(total.cents),
        above=Amount(above),
        parts=Amount(parts),
    )

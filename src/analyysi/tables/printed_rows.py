"""The rows and lines of a published table put together: its shares, its totals, and every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analyysi.errors import SchemaError, Sentence, joined
from analyysi.tables.asked import Asked
from analyysi.tables.decision_table import DecisionTable, PrintedPercent, PrintedShare, PrintedTotal
from analyysi.tables.files.cell import Cell
from analyysi.tables.names.payers import Match
from analyysi.tables.numbers.scales import Scale
from analyysi.tables.printed_amounts import AmountError, amount_cents
from analyysi.tables.printed_percents import PercentError, ReadPercent, as_printed, read_percent
from analyysi.tables.printed_totals import sort_totals, wrong_total
from analyysi.tables.table import MOST_FAULTS, listed_faults


@dataclass(frozen=True)
class PrintedRow:
    """A row or a line of a party or of a total, before its numbers are read."""

    number: int
    """In the file, from 1."""
    where: str
    """As a message names it: "row 3", "line 3"."""
    label: str
    match: Match | None
    """None of a total."""
    amount: Cell | None
    """None where nothing stands."""
    percent: Cell | None
    amount_at: str = ""
    """As a message names the cell of the sum; empty of a line."""
    percent_at: str = ""


@dataclass
class Faults:
    """The faults of a table, told in the order of the file."""

    by_row: list[tuple[int, str]] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    """What may help against all faults of a kind, a sentence each."""

    def add(self, number: int, where: str, fault: str) -> None:
        """Note a fault of a row or line."""
        self.by_row.append((number, Sentence("{where}: {fault}", where=where, fault=fault)))

    def refuse(self, where: str) -> None:
        """Raise `SchemaError` with the faults, if there are any."""
        if self.by_row:
            ordered = [fault for _, fault in sorted(self.by_row, key=lambda pair: pair[0])]
            advice = list(dict.fromkeys(self.advice))
            raise SchemaError(listed_faults(where, ordered, advice))


@dataclass(frozen=True)
class Origin:
    """Where a table is from, and how its numbers are to be read."""

    file: str
    where: str
    """The file, and its sheet."""
    scale: Scale
    mark: str | None
    columns: str
    asked: Asked
    passed_over: tuple[str, ...]
    printed: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    mixed: bool = False
    """Whether rows of others were left out, so that a total may be of them too."""


def decision_table(origin: Origin, rows: Sequence[PrintedRow], faults: Faults) -> DecisionTable:
    """Read the numbers of the rows, and put the table together.

    Raises
    ------
    SchemaError
        With every fault: of the rows, of payers that stand twice, of totals that are no sum.
    """
    percents = _percents(rows, faults)
    printed: list[PrintedShare | PrintedTotal] = []
    numbers: dict[str, int] = {}
    for row, percent in zip(rows, percents, strict=True):
        share = _printed(row, percent, origin, faults)
        if share is not None:
            printed.append(share)
            numbers[row.where] = row.number
    _tell_twice(rows, faults, origin.asked)
    remarks = list(origin.remarks)
    # Where a share could not be read, no total can be the sum.
    totals = sort_totals(printed if not faults.by_row else [])
    shares = [row for row in printed if isinstance(row, PrintedShare)]
    parts = sum(share.cents for share in shares)
    whole = totals.whole
    wrong = list(totals.wrong)
    if origin.mixed and whole is not None and whole.cents != parts:
        wrong.append((whole, parts))
        whole = None
    for total, above in wrong:
        if origin.mixed:
            remarks.append(
                Sentence(
                    "{where}, '{row}' {sum}, is of rows of others too, and was not compared.",
                    where=total.where,
                    row=total.label,
                    sum=total.text,
                )
            )
        else:
            faults.add(numbers[total.where], total.where, wrong_total(total, above, parts))
    faults.refuse(origin.where)
    return DecisionTable(
        origin.file,
        tuple(shares),
        whole,
        origin.columns,
        origin.passed_over,
        origin.printed,
        totals.subtotals,
        totals.summed_up,
        tuple(remarks),
    )


def _percents(rows: Sequence[PrintedRow], faults: Faults) -> list[PrintedPercent | None]:
    percents: list[ReadPercent | None] = []
    for row in rows:
        percent = None
        if row.percent is not None:
            try:
                percent = read_percent(row.percent)
            except PercentError as error:
                faults.add(row.number, row.percent_at or row.where, error.sentence)
        percents.append(percent)
    return as_printed(percents, [row.match is not None for row in rows])


def _printed(
    row: PrintedRow, percent: PrintedPercent | None, origin: Origin, faults: Faults
) -> PrintedShare | PrintedTotal | None:
    if row.amount is None:
        if row.match is not None:  # a total without a sum tells nothing
            faults.add(
                row.number,
                row.amount_at or row.where,
                Sentence(
                    "'{row}' has no sum. Write 0 if it pays nothing, or take the row away "
                    "if it does not take part",
                    row=row.label,
                ),
            )
        return None
    try:
        cents = amount_cents(row.amount, row.label, origin.scale, origin.mark, origin.asked)
    except AmountError as error:
        faults.add(row.number, row.amount_at or row.where, error.sentence)
        return None
    text = row.amount.text.strip()
    if row.match is None:
        return PrintedTotal(row.where, row.label, text, cents, percent)
    return PrintedShare(row.where, row.match.code, row.label, row.match.by, text, cents, percent)


def _named(row: PrintedRow) -> Sentence:
    return Sentence("{where} '{label}'", where=row.where, label=row.label)


def _tell_twice(rows: Sequence[PrintedRow], faults: Faults, asked: Asked) -> None:
    of_payers: dict[str, list[PrintedRow]] = {}
    for row in rows:
        if row.match is not None:
            of_payers.setdefault(row.match.code, []).append(row)
    for payer, lines in of_payers.items():
        if len(lines) > 1:
            listed = joined(map(_named, lines[:MOST_FAULTS]))
            if len(lines) > MOST_FAULTS:
                more = len(lines) - MOST_FAULTS
                listed = Sentence("{listed} and {more} more", listed=listed, more=more)
            second = lines[1]
            faults.add(
                second.number,
                second.where,
                Sentence(
                    "payer {payer} stands {count} times: {listed}",
                    payer=payer,
                    count=len(lines),
                    listed=listed,
                ),
            )
            faults.advice.append(
                Sentence(
                    "Where several rows are of one payer, keep those that are meant with {option}.",
                    option=asked.option("where", "COLUMN=TEXT"),
                )
            )

"""A published table as it was read: who pays what by it, as printed and in cents."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class PrintedPercent:
    """A per cent as printed. `unrounded`: a spreadsheet's number with more decimals than anybody
    prints.
    """

    text: str
    value: Decimal
    unrounded: bool = False


@dataclass(frozen=True)
class PrintedShare:
    """A row of the table: where it stands, the payer that is meant, and what is printed for it."""

    where: str
    payer: str
    label: str
    known_by: Literal["code", "name", "genitive", "old_name"]
    text: str
    cents: int
    percent: PrintedPercent | None = None


@dataclass(frozen=True)
class PrintedTotal:
    """The row of the total, or of a sub-total."""

    where: str
    label: str
    text: str
    cents: int
    percent: PrintedPercent | None = None


@dataclass(frozen=True)
class DecisionTable:
    """A published table: a row for each payer, in the order of the file, and the total apart."""

    file: str
    shares: tuple[PrintedShare, ...]
    total: PrintedTotal | None
    columns: str
    """Which columns were read, in words."""
    passed_over: tuple[str, ...] = ()
    """Rows and lines that were taken for no payer's, with where they stand."""
    printed: tuple[str, ...] = ()
    """The text of every row as printed."""
    subtotals: tuple[PrintedTotal, ...] = ()
    """Sub-totals, each the sum of the rows above it since the one before."""
    summed_up: bool = False
    """Whether every payer's row is in a sub-total."""
    remarks: tuple[str, ...] = ()
    """What a person who sees the file cannot see of how it was read, a sentence each: what is
    hidden, whose rows were passed over, which cells show another number than they hold.
    """

    @property
    def cents(self) -> dict[str, int]:
        """Return each payer's cents."""
        return {share.payer: share.cents for share in self.shares}

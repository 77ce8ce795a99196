"""The per cents of a table as they were printed; a spreadsheet may hold them as ratios (0.088)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analyysi.errors import WordedError
from analyysi.tables.decision_table import PrintedPercent
from analyysi.tables.files.cell import Cell
from analyysi.tables.numbers.printed_numbers import NotANumberError, decimals, read_printed

_MOST_PRINTED = 4
"""Per cents with more decimals than these are a spreadsheet's unrounded numbers."""


class PercentError(WordedError):
    """A cell that holds no per cent, in words."""


@dataclass(frozen=True)
class ReadPercent:
    """A per cent as its cell says it."""

    percent: PrintedPercent
    bare: bool
    """Whether no sign of per cent stands by it, so that it may be a ratio."""
    binary: bool
    """Whether it is a spreadsheet's number, without the zeros that are printed (9 for 9,0)."""


def read_percent(cell: Cell) -> ReadPercent:
    """Read the per cent of a cell.

    Raises
    ------
    PercentError
        If it holds none, or one below zero.
    """
    if cell.fault:
        raise PercentError("the per cent {fault}", fault=cell.fault)
    shown = cell.text.strip()
    if cell.number is not None:
        percent = PrintedPercent(shown, cell.number)
        return ReadPercent(percent, bare="%" not in cell.unit, binary="%" not in cell.unit)
    # Thousands of per cent do not occur, so that a single mark is a decimal one.
    try:
        read = read_printed(shown if "%" in shown else f"{shown} %")
    except NotANumberError as error:
        raise PercentError("{fault}: a per cent was expected", fault=error) from error
    if read.value < 0:
        raise PercentError("'{percent}' is below zero: a per cent was expected", percent=shown)
    return ReadPercent(PrintedPercent(shown, read.value), "%" not in shown, binary=False)


def as_printed(
    percents: Sequence[ReadPercent | None], of_payers: Sequence[bool]
) -> list[PrintedPercent | None]:
    """Return per cents as they are printed: ratios in per cent, a spreadsheet's numbers with one
    number of decimals, and those marked that have more than anybody prints.

    Parameters
    ----------
    percents
        By row; None where nothing stands.
    of_payers
        Which of the rows are payers', and not the total's.
    """
    values = [read.percent.value for read in _of_payers(percents, of_payers)]
    bare = all(read.bare for read in percents if read is not None)
    # The payers' ratios come to one, or to two if the total's row is taken for a payer's.
    if values and bare and sum(values) <= 2:
        percents = [read and _as_per_cent(read) for read in percents]
    rounded = [
        decimals(read.percent.value)
        for read in percents
        if read is not None and read.binary and not _is_unrounded(read)
    ]
    unit = Decimal(1).scaleb(-max(rounded, default=0))
    return [None if read is None else _shown(read, unit) for read in percents]


def _of_payers(
    percents: Sequence[ReadPercent | None], of_payers: Sequence[bool]
) -> list[ReadPercent]:
    pairs = zip(percents, of_payers, strict=True)
    return [read for read, is_payer in pairs if read is not None and is_payer]


def _as_per_cent(read: ReadPercent) -> ReadPercent:
    value = read.percent.value.scaleb(2)
    return replace(read, percent=replace(read.percent, value=value))


def _is_unrounded(read: ReadPercent) -> bool:
    return read.binary and decimals(read.percent.value) > _MOST_PRINTED


def _shown(read: ReadPercent, unit: Decimal) -> PrintedPercent:
    if _is_unrounded(read):
        return replace(read.percent, unrounded=True)
    if read.binary:
        return replace(read.percent, value=read.percent.value.quantize(unit))
    return read.percent

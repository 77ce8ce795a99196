"""What a cell says of a share: whole cents, or in words why it cannot be said."""

from __future__ import annotations

import re
from decimal import Decimal

from analyysi.errors import WordedError
from analyysi.tables.asked import Asked
from analyysi.tables.files.cell import Cell
from analyysi.tables.money_columns import scale_of_cell
from analyysi.tables.numbers.printed_numbers import DoubtfulError, NotANumberError, read_with_scale
from analyysi.tables.numbers.scales import Scale

_DASHES = re.compile(r"[-–—−‒‐‑\s€]+")
"""What is printed where nothing is paid: "–", "-   €"."""


class AmountError(WordedError):
    """A cell that holds no share, in words: the end of a sentence that begins with its place."""


def amount_cents(cell: Cell, label: str, scale: Scale, mark: str | None, asked: Asked) -> int:
    """Return the whole cents of a share that is zero or more.

    Raises
    ------
    AmountError
        If the cell is at fault, holds no number or a per cent, is in another scale than the table,
        has parts of a cent, or is below zero.
    """
    if cell.fault:
        raise AmountError("the sum of '{payer}' {fault}", payer=label, fault=cell.fault)
    by_cell = scale_of_cell(cell)
    if by_cell is not None and by_cell != scale:
        raise AmountError(
            "'{sum}' of '{payer}' is in {scale}, and the others are in {others}",
            sum=cell.text.strip(),
            payer=label,
            scale=by_cell.words,
            others=scale.words,
        )
    number = _number(cell, label, mark, asked)
    whole = scale.cents(number)
    shown = format(number, "f")
    if whole is None:
        raise AmountError(
            "{sum} of '{payer}' has more than two decimals. What was decided is in "
            "whole cents: write the sum as it was decided",
            sum=shown,
            payer=label,
        )
    if whole < 0:
        raise AmountError(
            "{sum} of '{payer}' is below zero: a share is zero or more", sum=shown, payer=label
        )
    return whole


def _number(cell: Cell, label: str, mark: str | None, asked: Asked) -> Decimal:
    if cell.unit == "%":
        raise AmountError("'{sum}' is a per cent: a sum was expected", sum=cell.text.strip())
    if cell.number is not None:
        return cell.number
    text = cell.text.strip()
    if _DASHES.fullmatch(text):
        raise AmountError(
            "'{payer}' has '{sum}' for a sum: write 0 if it pays nothing", payer=label, sum=text
        )
    try:
        read = read_with_scale(cell.text, mark)
    except DoubtfulError as error:
        comma, point = (asked.option("mark", character) for character in ",.")
        raise AmountError(
            "{fault}: say which with {comma} or {point}", fault=error, comma=comma, point=point
        ) from error
    except NotANumberError as error:
        raise AmountError(
            "{fault}: a sum for '{payer}' was expected", fault=error, payer=label
        ) from error
    if read.percent:
        raise AmountError("'{sum}' is a per cent: a sum was expected", sum=text)
    return read.value

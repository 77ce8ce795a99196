"""Numbers that a file holds twice: as they are stored, and as the text that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell
from analyysi.tables.files.number_formats import (
    doubtful,
    finnish_digits,
    rounded_as_shown,
    says_minus,
    unit_around,
)

_LONGEST_POWER = len("-308")
_NUMBER = re.compile(
    r"(?P<mantissa>\d(?:[\d.,'’\s]*\d)?)(?:E(?P<exponent>[+-]?\d+))?", re.IGNORECASE
)


def number_as_shown(text: str, stored: Decimal) -> Cell:
    """Return a number that is shown as a text, whatever marks of thousands and decimals that has.

    The marks differ between languages, so the reading is the one that the stored number, rounded,
    agrees with. If none does, the cell is at fault.

    Examples
    --------
    >>> cell = number_as_shown("4,800.3 €", Decimal("4800.25"))
    >>> cell.text, cell.number, cell.stored, cell.unit
    ('4 800,3 €', Decimal('4800.3'), Decimal('4800.25'), '€')
    >>> number_as_shown("7,1 t€", Decimal("7079")).fault
    "shows '7,1 t€' and holds 7079"
    """
    text = " ".join(text.split())
    if not text:
        return Cell("", stored=stored)
    blocks = list(_NUMBER.finditer(text))
    if len(blocks) == 1:
        before, after = text[: blocks[0].start()], text[blocks[0].end() :]
        shown = _agreeing(blocks[0], stored)
        below_zero = says_minus(before, after)
        if shown is not None and (below_zero == (stored < 0) or not shown.number):
            number = -shown.number if below_zero and shown.number else shown.number
            written = f"{before}{shown.text}{after}"
            unit = unit_around(before, after)
            return Cell(written, number, None if number == stored else stored, unit)
    if not blocks and stored == 0 and unit_around(text, "") in {"", "€"}:
        return Cell(text, stored, unit=unit_around(text, ""))
    if not blocks and stored in {0, 1} and text.isalpha():
        return Cell(text)  # LibreOffice keeps truth values as numbers
    return doubtful(stored, Sentence("shows '{shown}'", shown=text), text)


@dataclass(frozen=True)
class _Reading:
    number: Decimal
    text: str


def _agreeing(block: re.Match[str], stored: Decimal) -> _Reading | None:
    """Return the reading of some digits that is the stored number, rounded; None if none is."""
    mantissa = block["mantissa"]
    digits = "".join(filter(str.isdigit, mantissa))
    marks = [place for place, mark in enumerate(mantissa) if mark in ",."]
    behind = len(mantissa) - marks[-1] - 1 if marks else 0
    power = block["exponent"] or "0"
    if len(power) > _LONGEST_POWER:  # no number of a spreadsheet is so large or so small
        return None
    for decimals in sorted({behind, 0}, reverse=True):
        places = decimals - int(power)
        try:
            rounded = rounded_as_shown(abs(stored), places)
        except InvalidOperation:  # more digits than are counted with
            continue
        if rounded == Decimal(digits).scaleb(-places):
            whole, tail = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
            grouped = len(marks) > bool(decimals) or any(map(str.isspace, mantissa))
            exponent = block[0][len(mantissa) :]
            return _Reading(rounded, finnish_digits(whole, tail, grouped) + exponent)
    return None

"""Numbers as offices print them: what a cell or a word of a text says, exactly,
and never rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f]+")
_MINUSES = str.maketrans({"−": "-", "–": "-", "‒": "-", "‐": "-", "‑": "-"})
EUROS = r"(?:€|(?:eur|euro|euroa|euros|e)(?![a-zåäö]))"
"""What stands by a sum in euros, as a part of a pattern."""

PERCENT = r"(?:%|(?:prosenttia?|pros|procent|per cent|percent)(?![a-zåäö]))"
"""What stands by a per cent, as a part of a pattern."""

_UNIT = re.compile(rf"(?P<euros>{EUROS})|(?P<percent>{PERCENT})", re.IGNORECASE)
_BODY = re.compile(r"-?\d[\d .,]*")
_MARKED = re.compile(r"([ .,])")
_SHOWN_DIGITS = 15
"""Spreadsheets show no more digits of a number than these; what lies beyond is of their binary
numbers.
"""


class NotANumberError(ValueError):
    """A text that is no number, in words."""


class DoubtfulError(NotANumberError):
    """A number that can be read in two ways: "7,079" is seven thousand or seven."""


@dataclass(frozen=True)
class Printed:
    """A number as it was printed: the text, its exact value, and whether a sign of euros or of per
    cent stood by it.
    """

    text: str
    value: Decimal
    euros: bool = False
    percent: bool = False


def plain(text: str) -> str:
    """Return a text with ordinary spaces and minus signs."""
    return _SPACES.sub(" ", text).strip().translate(_MINUSES)


def read_printed(text: str, mark: str | None = None) -> Printed:
    """Read a number with or without its unit.

    Parameters
    ----------
    mark
        The decimal mark of the table, where it is known.

    Raises
    ------
    NotANumberError
        If the text is anything else; `DoubtfulError` if only the decimal mark is in doubt.

    Examples
    --------
    >>> read_printed("7 079,50 €")
    Printed(text='7 079,50 €', value=Decimal('7079.50'), euros=True, percent=False)
    """
    printed = plain(text)
    units = {match.lastgroup for match in _UNIT.finditer(printed)}
    body = _UNIT.sub("", printed).strip(" .") if units else printed
    if len(units) > 1 or not _BODY.fullmatch(body):
        raise NotANumberError(f"'{text}' is not a number")
    percent = "percent" in units
    return Printed(
        text.strip(), _value(body.strip(), mark, text, percent), "euros" in units, percent
    )


def decimal_mark(text: str) -> str | None:
    """Return the decimal mark that a number shows beyond doubt, or None.

    >>> decimal_mark("7 079,50"), decimal_mark("7,079,000"), decimal_mark("7.079")
    (',', '.', None)
    """
    body = _UNIT.sub("", plain(text)).strip()
    if not _BODY.fullmatch(body):
        return None
    try:
        _value(body, None, text, False)
    except NotANumberError:
        return None
    marks = [mark for mark in body if mark in ",."]
    if not marks:
        return None
    if marks.count(marks[-1]) > 1:
        return "." if marks[-1] == "," else ","
    return marks[-1]


def of_binary(number: float) -> Decimal:
    """Return a spreadsheet's number in its shortest decimal form.

    What a sum of cents leaves beyond the fifteen digits that spreadsheets show (0.1 + 0.2 =
    0.30000000000000004) is of their binary numbers, and no part of a cent.

    >>> of_binary(7079.1), of_binary(0.1 + 0.2), of_binary(80000.0)
    (Decimal('7079.1'), Decimal('0.3'), Decimal('80000'))
    """
    shown = Decimal(format(number, f".{_SHOWN_DIGITS}g"))
    exact = Decimal(repr(number))
    return _without_zeros(shown if decimals(shown) <= 2 else exact)


def decimals(value: Decimal) -> int:
    """Return how many decimals a number is written with."""
    return max(0, -int(value.as_tuple().exponent))


def cents(value: Decimal) -> int | None:
    """Return whole cents, or None if there is a part of one.

    >>> cents(Decimal("7079.10")), cents(Decimal("7079.105"))
    (707910, None)
    """
    scaled = Fraction(value) * 100  # a decimal would be rounded beyond 28 digits
    return int(scaled) if scaled.denominator == 1 else None


def _value(body: str, mark: str | None, text: str, percent: bool) -> Decimal:
    sign, digits = ("-", body[1:].strip()) if body.startswith("-") else ("", body)
    marks = [character for character in digits if character in ",."]
    decimal = _decimal(digits, marks, mark, text, percent)
    whole, _, tail = digits.rpartition(decimal) if decimal else (digits, "", "")
    groups = _MARKED.split(whole)
    separators = set(groups[1::2])
    digit_groups = groups[::2]
    grouped = len(digit_groups[0]) <= 3 and all(len(group) == 3 for group in digit_groups[1:])
    well_formed = (
        len(separators) < 2
        and all(group.isdecimal() for group in digit_groups)
        and (len(digit_groups) == 1 or grouped)
    )
    if not well_formed or (decimal and not tail.isdecimal()):
        raise NotANumberError(f"'{text}' is not a number")
    whole_digits = "".join(digit_groups)
    return Decimal(f"{sign}{whole_digits}.{tail}" if tail else f"{sign}{whole_digits}")


def _decimal(digits: str, marks: list[str], mark: str | None, text: str, percent: bool) -> str:
    """Return the decimal mark of a number, or nothing if it has none."""
    if not marks or marks.count(marks[-1]) > 1:
        return ""
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if (
        len(set(marks)) > 1
        or " " in head
        or percent
        or len(tail) != 3
        or len(head) > 3
        or head == "0"
    ):
        return last
    if mark is None:
        raise DoubtfulError(f"'{text}' can be read as {head}{tail} or as {head} and a fraction")
    return last if last == mark else ""


def _without_zeros(value: Decimal) -> Decimal:
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal

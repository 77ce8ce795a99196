"""Money as whole cents, ratios as fractions: nothing here ever passes through a binary float."""

import re
from decimal import Decimal
from fractions import Fraction

from analyysi.errors import Sentence
from analyysi.languages.plain_text import shortened
from analyysi.suggestions import nearest

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_RATIO = re.compile(r"[+-]?\d+(\.\d+|/\d+)?", re.ASCII)
_LONGEST = 100
"""Characters of a number in a file; what anybody shares has a tenth of them."""

MAIN_CURRENCY = "EUR"
"""The currency of Finnish budgets, taxes and accounts, and of agreements that name no other."""
_MOST_DECIMALS_OF_NUMBERS = 6
"""With more decimals a number is written as a fraction."""
_MOST_DECIMALS = 2
"""Amounts of any currency are held in hundredths, which are called cents."""


def parse_cents(text: str) -> int:
    """Read an amount such as ``"80000"`` or ``"7079.50"`` as whole cents.

    Raises
    ------
    ValueError
        If the text is anything but digits with at most one decimal point, has a part of a cent, or
        has more than 100 characters.

    Examples
    --------
    >>> parse_cents("7079.5")
    707950
    """
    if not _PLAIN_NUMBER.fullmatch(text):
        raise ValueError(
            Sentence(
                "'{given}' is not an amount: write digits with a decimal point, such as 7079.50",
                given=shortened(text),
            )
        )
    _refuse_length(text)
    cents = Fraction(text) * 100
    if cents.denominator != 1:
        raise ValueError(
            Sentence("'{given}' has a part of a cent: money is given in whole cents", given=text)
        )
    return int(cents)


def parse_ratio(text: str) -> Fraction:
    """Read a ratio such as ``"0.30"`` or ``"1/3"`` exactly.

    >>> parse_ratio("0.30") + parse_ratio("0.70")
    Fraction(1, 1)
    """
    if not _RATIO.fullmatch(text):
        raise ValueError(
            Sentence("'{given}' is not a ratio: write 0.30 or 1/3", given=shortened(text))
        )
    _refuse_length(text)
    if text.partition("/")[2].strip("0") == "" and "/" in text:
        raise ValueError(Sentence("'{given}' divides by zero", given=text))
    return Fraction(text)


def _refuse_length(text: str) -> None:
    if len(text) > _LONGEST:
        raise ValueError(
            Sentence(
                "'{given}' is not a number that is read: at most {most} characters were expected",
                given=shortened(text, 20),
                most=_LONGEST,
            )
        )


def round_half_up(value: Fraction, decimals: int = 0) -> Decimal:
    """Round an exact number to `decimals` places, halves away from zero, as offices round.

    >>> round_half_up(Fraction("0.125"), 2), round_half_up(Fraction("-0.125"), 2)
    (Decimal('0.13'), Decimal('-0.13'))
    """
    above, below = abs(value.numerator) * 10**decimals, value.denominator
    whole = (2 * above + below) // (2 * below)
    sign = "-" if value < 0 < whole else ""
    # Made of its digits: Decimal's arithmetic would round to 28 of them.
    return Decimal(f"{sign}{whole}e{-decimals}")


def decimals_needed(value: Fraction) -> int | None:
    """Return the fewest decimals, up to six, that write a number exactly; None if they do not.

    >>> [decimals_needed(Fraction(text)) for text in ("0.9", "2", "1/3")]
    [1, 0, None]
    """
    for decimals in range(_MOST_DECIMALS_OF_NUMBERS + 1):
        if (value * 10**decimals).denominator == 1:
            return decimals
    return None


def euros(cents: int) -> str:
    """Write whole cents as plain euros with two decimals, for files that are read by programs.

    >>> euros(732524), euros(-5)
    ('7325.24', '-0.05')
    """
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def currency_decimals(currency: str) -> int:
    """Return how many decimals amounts in a currency have: 2 for EUR, 0 for JPY.

    Raises
    ------
    ValueError
        If it is or was legal tender nowhere by the CLDR's list (ISO 4217 also has codes of metals,
        of tests and of no currency), with the nearest that is; or if it has more than two decimals,
        since amounts are held in hundredths.

    Examples
    --------
    >>> currency_decimals("SEK"), currency_decimals("JPY")
    (2, 0)
    """
    # Whoever only asks for help of the command line need not wait for the list.
    from analyysi.languages.locale_data import decimals_of_currencies

    known = decimals_of_currencies()
    if currency not in known:
        near = nearest(currency, known)
        raise ValueError(
            Sentence(
                "'{currency}' is no currency of a country: a code of ISO 4217 was "
                "expected, such as EUR or SEK.{near}",
                currency=currency,
                near="" if near is None else Sentence(" Did you mean '{name}'?", name=near),
            )
        )
    decimals = known[currency]
    if decimals > _MOST_DECIMALS:
        raise ValueError(
            Sentence(
                "amounts in {currency} have {decimals} decimals: currencies of at most "
                "{most} can be shared",
                currency=currency,
                decimals=decimals,
                most=_MOST_DECIMALS,
            )
        )
    return decimals

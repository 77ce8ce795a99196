"""Numbers that an analyst brings, taken exactly: what each payer's is, by its name or its code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real

import pandas as pd

from analyysi.suggestions import did_you_mean

FIGURE_DIGITS = 15
"""A figure that stands in a table as a binary number has this many decimal digits, as spreadsheets
show it.
"""

COMPUTED_DIGITS = 12
"""A binary number that a rule has computed counts with this many digits.

The last bits of a logarithm or a power differ between Windows, macOS and Linux; twelve digits do
not, and move no cent of a sum below a milliard euros.
"""


def exact(number: object, digits: int) -> Fraction | None:
    """Return a number exactly, or None where there is none (None, NaN, pandas' NA).

    Whole numbers, fractions and decimals are exact as they are; a binary number is read with this
    many significant digits.

    Raises
    ------
    ValueError
        In words, if it is no number, or infinite.

    Examples
    --------
    >>> exact(0.1, 15), exact(Fraction(1, 3), 15), exact(float("nan"), 15)
    (Fraction(1, 10), Fraction(1, 3), None)
    """
    if number is None or number is pd.NA or number is pd.NaT:
        return None
    if isinstance(number, bool) or not isinstance(number, Decimal | Real):
        raise ValueError(f"'{number}' is no number")  # noqa: TRY004 - a fault of what is given
    if isinstance(number, Integral):  # pandas' too, which are machine words
        return Fraction(int(number))
    if isinstance(number, Rational):
        return Fraction(number)
    if math.isnan(number):
        return None
    if math.isinf(number):
        raise ValueError("the number is infinite")
    if isinstance(number, Decimal):
        return Fraction(number)
    return Fraction(format(float(number), f".{digits - 1}e"))


def labelled(figures: object) -> dict[str, object] | None:
    """Return the labels of a pandas Series or of a mapping with what stands at each; None of
    anything else.

    Raises
    ------
    ValueError
        In words, if a label stands twice.
    """
    if isinstance(figures, pd.Series):
        twice = sorted({str(label) for label in figures.index[figures.index.duplicated()]})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands there more than once")
        return {str(label): figure for label, figure in figures.items()}
    if isinstance(figures, Mapping):
        return {str(label): figure for label, figure in figures.items()}
    return None


def of_payers(
    answer: object, payers: Iterable[str], names: Mapping[str, str]
) -> dict[str, Fraction]:
    """Return the number that a rule gives each payer, exactly, in the order of the payers.

    Parameters
    ----------
    answer
        What the rule returned: a pandas Series or a mapping, by the payers' names or codes.
    payers
        The codes of all who must have a number.
    names
        Names by code.

    Raises
    ------
    ValueError
        In words, if it is no Series or mapping, a payer is missing or unknown, or a number is
        missing, infinite or below zero, or all are zero.
    """
    given = labelled(answer)
    if given is None:
        raise ValueError(
            f"it returned {type(answer).__name__}: a pandas Series or a dict with a number for "
            "each payer was expected"
        )
    codes = {names.get(code, code): code for code in payers}
    by_code = {codes.get(label, label): number for label, number in given.items()}
    unknown = [label for label in by_code if label not in codes.values()]
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no payer.{did_you_mean(unknown[0], codes)}")
    numbers: dict[str, Fraction] = {}
    for name, code in codes.items():
        number = exact(by_code.get(code), COMPUTED_DIGITS)
        if number is None:
            raise ValueError(f"it gives no number for {name}: every payer needs one")
        if number < 0:
            raise ValueError(f"it gives {name} {float(number):g}: zero or more was expected")
        numbers[code] = number
    if not any(numbers.values()):
        raise ValueError("it gives every payer zero: somebody must have more")
    return numbers


def series(figures: Mapping[str, Fraction], names: Mapping[str, str], title: str) -> pd.Series:
    """Return figures as a pandas Series by the payers' names: of whole numbers where all are whole
    and small enough to be exact, else of floats.
    """
    whole = all(
        figure.denominator == 1 and abs(figure) < 2**53  # a float holds no larger one exactly
        for figure in figures.values()
    )
    numbers = [int(figure) if whole else float(figure) for figure in figures.values()]
    index = pd.Index([names.get(code, code) for code in figures], dtype=object)
    return pd.Series(numbers, index=index, name=title, dtype="int64" if whole else "float64")

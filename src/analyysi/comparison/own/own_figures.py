"""Numbers that an analyst brings, taken exactly: what each payer's is, by its name or its code."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from types import ModuleType
from typing import TYPE_CHECKING

from analyysi.agreement.agreement import Party
from analyysi.errors import Sentence
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

FIGURE_DIGITS = 15
"""A figure that stands in a table as a binary number has this many decimal digits, as spreadsheets
show it.
"""

COMPUTED_DIGITS = 12
"""A binary number that a rule has computed counts with this many digits.

The last bits of a logarithm or a power differ between Windows, macOS and Linux; twelve digits
almost never do, and move no cent of a sum below a billion euros.
"""


def _pandas() -> ModuleType | None:
    """Return pandas if it is imported: whoever hands a table of it in has imported it."""
    return sys.modules.get("pandas")


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
    pandas = _pandas()
    if number is None or (pandas and (number is pandas.NA or number is pandas.NaT)):
        return None
    if isinstance(number, bool) or not isinstance(number, Decimal | Real):
        raise ValueError(Sentence("'{number}' is no number", number=number))  # noqa: TRY004 - a fault of what is given
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
    pandas = _pandas()
    if pandas is not None and isinstance(figures, pandas.Series):
        twice = sorted({str(label) for label in figures.index[figures.index.duplicated()]})
        if twice:
            raise ValueError(
                Sentence("{labels} stands there more than once", labels=", ".join(twice))
            )
        return {str(label): figure for label, figure in figures.items()}
    if isinstance(figures, Mapping):
        return {str(label): figure for label, figure in figures.items()}
    return None


def main_names(parties: Mapping[str, Party], payers: Iterable[str]) -> dict[str, str]:
    """Return what each payer is called in tables, by code: its name in the main language; its code
    where it is no party, such as several payers taken as one.
    """
    return {code: parties[code].name.main if code in parties else code for code in payers}


def of_payers(
    answer: object, payers: Iterable[str], parties: Mapping[str, Party]
) -> dict[str, Fraction]:
    """Return the number that a rule gives each payer, exactly, in the order of the payers.

    Parameters
    ----------
    answer
        What the rule returned: a pandas Series or a mapping, by the payers' names in any language
        or their codes.
    payers
        The codes of all who must have a number.
    parties
        The agreement's parties, by code.

    Raises
    ------
    ValueError
        In words, if it is no Series or mapping, a payer is missing, unknown or named twice, or a
        number is missing, infinite or below zero, or all are zero.
    """
    given = labelled(answer)
    if given is None:
        raise ValueError(
            Sentence(
                "it returned {type}: a pandas Series or a dict with a number for each "
                "payer was expected",
                type=type(answer).__name__,
            )
        )
    names = main_names(parties, payers)
    by_code = _by_code(given, names, parties)
    numbers: dict[str, Fraction] = {}
    for code, name in names.items():
        number = exact(by_code.get(code), COMPUTED_DIGITS)
        if number is None:
            raise ValueError(
                Sentence("it gives no number for {name}: every payer needs one", name=name)
            )
        if number < 0:
            raise ValueError(
                Sentence(
                    "it gives {name} {number}: zero or more was expected",
                    name=name,
                    number=f"{float(number):g}",
                )
            )
        numbers[code] = number
    if not any(numbers.values()):
        raise ValueError("it gives every payer zero: somebody must have more")
    return numbers


def _by_code(
    given: Mapping[str, object], names: Mapping[str, str], parties: Mapping[str, Party]
) -> dict[str, object]:
    """Return what stands at each label by the code of the payer that the label means."""
    from analyysi.tables.names.payers import Payers  # no year waits for it that has no own rule

    # Most answers have the names that the rule was given, so these are looked up first.
    codes = {name: code for code, name in names.items()} | {code: code for code in names}
    known = None
    by_code: dict[str, object] = {}
    for label, number in given.items():
        code = codes.get(label)
        if code is None:
            known = known or Payers(parties.values())
            match = known.of_cell(label)
            code = match.code if match is not None else None
        if code is None or code not in names:
            raise ValueError(
                Sentence(
                    "'{label}' is no payer.{near}",
                    label=label,
                    near=did_you_mean(label, names.values()),
                )
            )
        if code in by_code:
            raise ValueError(
                Sentence(
                    "{name} has two numbers there, the second at '{label}'",
                    name=names[code],
                    label=label,
                )
            )
        by_code[code] = number
    return by_code


def series(figures: Mapping[str, Fraction], names: Mapping[str, str], title: str) -> pd.Series:
    """Return figures as a pandas Series by the payers' names: of whole numbers where all are whole
    and small enough to be exact, else of floats.
    """
    import pandas as pd  # only a rule of an analyst's own is given a Series

    whole = all(
        figure.denominator == 1 and abs(figure) < 2**53  # a float holds no larger one exactly
        for figure in figures.values()
    )
    numbers = [int(figure) if whole else float(figure) for figure in figures.values()]
    index = pd.Index([names.get(code, code) for code in figures], dtype=object)
    return pd.Series(numbers, index=index, name=title, dtype="int64" if whole else "float64")

"""What an analyst types, as exact values: amounts and weights in the forms of the reader's
language.
"""

from __future__ import annotations

import re
from fractions import Fraction

from analyysi.money import parse_cents, parse_ratio

_SPACES = " \u00a0\u202f"


def amount_of(text: str, decimal: str, group: str) -> int | None:
    """Read an amount as whole cents; None if it is not an amount in euros with at most two
    decimals.

    A point is taken for the decimal sign too, unless it groups thousands in the language.

    >>> amount_of("85 000,50 €", ",", "\\xa0"), amount_of("85,000.50", ".", ",")
    (8500050, 8500050)
    >>> amount_of("85,000", ",", "\\xa0") is None
    True
    """
    groups = f"[{_SPACES}{re.escape(group)}]"
    decimals = re.escape(decimal) + ("." if group != "." else "")
    plain = text.strip(_SPACES).removesuffix("€").strip(_SPACES)
    match = re.fullmatch(
        rf"(\d+|\d{{1,3}}(?:{groups}\d{{3}})+)(?:[{decimals}](\d{{1,2}}))?", plain, re.ASCII
    )
    if match is None:
        return None
    whole = re.sub(groups, "", match[1])
    return parse_cents(f"{whole}.{match[2]}" if match[2] else whole)


def weight_of(text: str) -> Fraction | None:
    """Read a weight: per cent, whole or with decimals, or a fraction of the whole; None if it is
    neither.

    Nothing is no weight.

    >>> weight_of("12,5 %"), weight_of("1/3"), weight_of(""), weight_of("a third")
    (Fraction(1, 8), Fraction(1, 3), Fraction(0, 1), None)
    """
    plain = text.strip(_SPACES).removesuffix("%").strip(_SPACES).replace(",", ".")
    try:
        ratio = parse_ratio(plain or "0")
    except ValueError:
        return None
    weight = ratio if "/" in plain else ratio / 100
    return weight if 0 <= weight <= 1 else None

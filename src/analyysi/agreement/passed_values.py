"""Parameters as people, schedulers and tables pass them, read as what they mean."""

import re
from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any

from analyysi.errors import Sentence
from analyysi.money import euros, parse_cents

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_WHOLE = re.compile(r"(\d+)(?:\.0+)?")
"""A whole number as schedulers and tables write it: 2023, 2023.0."""
_CODE_DIGITS = 3


def _digits(value: Any) -> str | None:
    """Return the digits of a whole number, whether it was passed as a number or as text; None of
    anything else.
    """
    if isinstance(value, bool) or not isinstance(value, Real | str):
        return None
    match = _WHOLE.fullmatch(str(value).strip())
    return None if match is None else match[1]


def passed_year(value: Any) -> int:
    """Return a year that a scheduler passes as text, or with a nought behind the point, as the
    number that it means.

    Raises
    ------
    ValueError
        If it is no whole number.
    """
    digits = _digits(value)
    if digits is None:
        raise ValueError(
            Sentence(
                "{value} is no year: a whole number such as 2023 was expected", value=repr(value)
            )
        )
    return int(digits)


def passed_seat(value: Any) -> str:
    """Return a municipality's code that was passed as a number as its three digits; names as they
    are.

    Raises
    ------
    ValueError
        If it is neither a text nor a number.
    """
    digits = _digits(value)
    if digits is not None and not isinstance(value, str):
        return digits.zfill(_CODE_DIGITS)
    if not isinstance(value, str):
        expected = Sentence(
            "{value} is neither a name nor a code: Paltamo or 578 was expected, or "
            "nothing for the joint report",
            value=repr(value),
        )
        raise ValueError(expected)  # noqa: TRY004
    text = value.strip()
    # "1.0" may be the code of an organisation, "578.0" is only ever that of a municipality.
    return digits if digits is not None and len(digits) == _CODE_DIGITS else text


def passed_total(value: Any) -> Any:
    """Return an amount as a person or a scheduler writes it ("90 000,50", 90000) as plain euros,
    without cents where there are none; an empty text stays empty.

    Raises
    ------
    ValueError
        If it is no amount above zero, or may be meant in thousands.
    """
    if isinstance(value, bool) or not isinstance(value, str | Real | Decimal):
        expected = Sentence("an amount was expected, such as 90000 or 90000,50")
        raise ValueError(expected)  # noqa: TRY004
    text = _SPACES.sub("", str(value)).removesuffix("€").removesuffix("EUR")
    if not text:
        return ""
    if re.search(r"[.,]\d{3}$", text):
        raise ValueError(
            Sentence(
                "'{given}' may be meant in thousands or with three decimals: write it "
                "without a mark between thousands, 90000 or 90000,50",
                given=text,
            )
        )
    text = text.replace(",", ".")
    cents = parse_cents(text)
    if cents <= 0:
        raise ValueError("an amount above zero was expected")
    return euros(cents).removesuffix(".00")


def passed_listed(value: Any) -> Any:
    """Return names or codes, given as a list, a number or text, as text with commas.

    Raises
    ------
    ValueError
        If nobody is named.
    """
    if isinstance(value, str):
        given: Sequence[Any] = value.split(",")
    else:
        given = value if isinstance(value, list | tuple) else [value]
    names = [passed_seat(name) for name in given]
    listed = ", ".join(filter(None, names))
    if not listed and value != "":
        raise ValueError("nobody is named: name at least one, or leave participants out")
    return listed

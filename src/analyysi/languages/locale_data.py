"""The forms of numbers, money, days and lists in each language, and names of currencies and
countries.

They are the CLDR's, in `locale_data.json`, which `docs/make_locale_data.py` writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

NAME = "locale_data.json"

_SIGN = "¤"
"""What stands for the sign of a currency in a pattern."""
_NUMBER = re.compile(r"[#,.0]+")
_PART_OF_DAY = re.compile(r"d+|M+|L+|y+|[^dMLy]+")


@dataclass(frozen=True)
class LocaleData:
    """The forms of one language, with patterns as the CLDR writes them."""

    decimal: str
    """The mark before decimals."""
    group: str
    """The mark of thousands."""
    percent: str
    money: str
    money_in_words: str
    """With `{0}` for the number and `{1}` for the name of the currency."""
    one_has_decimals: bool
    """Whether a noun after 1.00 is that after 1."""
    months: Sequence[str]
    """Their names in a date, January first."""
    months_alone: Sequence[str]
    short_months_alone: Sequence[str]
    days: Sequence[str]
    """Monday first."""
    short_days: Sequence[str]
    lists: Mapping[str, str]
    """How two are joined ("2"), and how more begin, go on and end."""
    languages: Mapping[str, str]
    countries: Mapping[str, str]
    """By their codes of two letters."""
    currencies: Mapping[str, tuple[str, str, str]]
    """By code: the sign, the name after 1, the name after other numbers."""

    def number(self, value: Decimal) -> str:
        """Write a number with all its decimals and its thousands apart.

        >>> locale_data("fi").number(Decimal("-1234.50"))
        '-1\\xa0234,50'
        """
        whole, _, decimals = f"{value.copy_abs():,f}".partition(".")
        sign = "-" if value.is_signed() else ""
        mark = self.decimal if decimals else ""
        return f"{sign}{whole.replace(',', self.group)}{mark}{decimals}"

    def amount(self, value: Decimal, currency: str) -> str:
        """Write a number with the sign of its currency.

        >>> locale_data("fi").amount(Decimal("-7.50"), "EUR")
        '-7,50\\xa0€'
        """
        number = _NUMBER.sub(self.number(value.copy_abs()), self.money, count=1)
        sign = "-" if value.is_signed() else ""
        return sign + number.replace(_SIGN, self.currencies[currency][0])

    def amount_in_words(self, value: Decimal, currency: str) -> str:
        """Write a number with the name of its currency.

        >>> locale_data("fi").amount_in_words(Decimal(1), "EUR")
        '1 euro'
        """
        _, one, other = self.currencies[currency]
        whole = value.as_tuple().exponent == 0
        name = one if abs(value) == 1 and (whole or self.one_has_decimals) else other
        return self.money_in_words.format(self.number(value), name)

    def in_percent(self, number: str) -> str:
        """Write a number that is already in per cent with the sign where the language has it."""
        return _NUMBER.sub(number, self.percent, count=1)

    def day(self, day: date, pattern: str) -> str:
        """Write a day by a pattern of the CLDR: of d, M (L where it stands alone) and yyyy.

        >>> locale_data("en").day(date(2021, 12, 31), "d MMMM yyyy")
        '31 December 2021'
        """
        return "".join(self._part(part, day) for part in _PART_OF_DAY.findall(pattern))

    def _part(self, part: str, day: date) -> str:
        match part:
            case "d" | "dd":
                return f"{day.day:0{len(part)}}"
            case "M" | "MM":
                return f"{day.month:0{len(part)}}"
            case "MMMM":
                return self.months[day.month - 1]
            case "LLLL":
                return self.months_alone[day.month - 1]
            case "yyyy":
                return f"{day.year:04}"
        if part[0] in "dMLy":
            raise RuntimeError(
                f"No part of a date is written as '{part}': d, M, MMMM, LLLL or yyyy."
            )
        return part

    def listing(self, items: Sequence[str]) -> str:
        """Join one item or more.

        >>> locale_data("fi").listing(["a", "b", "c"])
        'a, b ja c'
        """
        if len(items) < 2:
            return "".join(items)
        if len(items) == 2:
            return self.lists["2"].format(*items)
        joined = self.lists["start"].format(items[0], items[1])
        for item in items[2:-1]:
            joined = self.lists["middle"].format(joined, item)
        return self.lists["end"].format(joined, items[-1])


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((files(__package__) / NAME).read_text(encoding="utf-8"))
    return content


@cache
def locale_data(language: str) -> LocaleData:
    """Return the forms of a language by its code."""
    return LocaleData(**_content()[language])


def decimals_of_currencies() -> Mapping[str, int]:
    """Return how many decimals amounts have, of each currency that is or was legal tender of a
    country.
    """
    decimals: dict[str, int] = _content()["currency_decimals"]
    return decimals

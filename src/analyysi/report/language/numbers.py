"""Numbers, money and dates as a reader of the language expects them."""

import re
from contextlib import AbstractContextManager
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_symbol,
)

from analyysi.languages.language_table import LANGUAGES
from analyysi.money import currency_decimals, round_half_up

_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
_MOST_PERCENT_DECIMALS = 2


def _exact(number: Decimal, decimals: int) -> AbstractContextManager[Context]:
    """Let a number be written with all its digits: Python's own precision is 28, and a number may
    have as many as its file lets it.
    """
    return localcontext(prec=max(28, len(number.as_tuple().digits) + decimals))


class Numbers:
    """Formats exact values for one language. Rounding is half up, in decimals, before Babel sees
    the number.
    """

    def __init__(self, language: str, currency: str) -> None:
        self._language = LANGUAGES[language]
        self.locale = Locale.parse(self._language.locale)
        self.currency = currency

    def language_name(self) -> str:
        """Return the language's own name: "suomi"."""
        return str(self.locale.get_language_name())

    @property
    def sign(self) -> str:
        """The sign of the currency in the language: "€", "kr", or its code where there is none."""
        return str(get_currency_symbol(self.currency, self.locale))

    @property
    def currency_name(self) -> str:
        """The name of the currency after a number: "euroa", "Ruotsin kruunua"."""
        return str(get_currency_name(self.currency, count=2, locale=self.locale))

    @property
    def before_percent(self) -> str:
        """What stands between a number and the per cent sign: a no-break space, or nothing."""
        return _NO_BREAK if _NO_BREAK in self.locale.percent_formats[None].pattern else ""

    def plain(self, value: Fraction | int, decimals: int = 0, signed: bool = False) -> str:
        """Write a number: ``1 234,5``.

        >>> Numbers("fi", "EUR").plain(Fraction(-12345, 10), 1)
        '−1\\xa0234,5'
        """
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        rounded = round_half_up(Fraction(value), decimals)
        # What rounds to nought has no sign: "−0" would be read as less than nothing.
        shown = abs(rounded) if rounded == 0 else rounded
        with _exact(shown, decimals):
            text = format_decimal(shown, format=pattern, locale=self.locale)
        return _signed(text, Fraction(rounded), signed)

    def amount(self, cents: Fraction | int, decimals: int = 2, signed: bool = False) -> str:
        """Write an amount given in cents as a number without its currency, which a heading names.

        A currency without a minor unit has decimals only where an amount is not whole, as a mean
        may be.

        >>> Numbers("fi", "EUR").amount(732500), Numbers("fi", "ISK").amount(732500)
        ('7\\xa0325,00', '7\\xa0325')
        """
        return self.plain(Fraction(cents, 100), self._places(cents, decimals), signed)

    def _places(self, cents: Fraction | int, decimals: int) -> int:
        whole = Fraction(cents, 100).denominator == 1
        return min(decimals, currency_decimals(self.currency)) if whole else decimals

    def money(
        self, cents: Fraction | int, decimals: int = 0, signed: bool = False, words: bool = False
    ) -> str:
        """Write an amount given in cents: ``7 325,24 €``, or in words' form ``7 325 euroa``.

        >>> Numbers("fi", "EUR").money(732524, 2), Numbers("fi", "EUR").money(732524, words=True)
        ('7\\xa0325,24\\xa0€', '7\\xa0325\\xa0euroa')
        """
        amount, decimals = Fraction(cents, 100), self._places(cents, decimals)
        rounded = round_half_up(amount, decimals)
        rounded = abs(rounded) if rounded == 0 else rounded
        with _exact(rounded, decimals):
            text = self._named(rounded, decimals) if words else self._with_sign(rounded, decimals)
        return _signed(text, Fraction(rounded), signed)

    def _named(self, amount: Decimal, decimals: int) -> str:
        return format_currency(
            amount,
            self.currency,
            format="#,##0" + ("." + "0" * decimals if decimals else ""),
            locale=self.locale,
            currency_digits=False,
            format_type="name",
        ).replace(" ", _NO_BREAK)

    def _with_sign(self, amount: Decimal, decimals: int) -> str:
        pattern = self.locale.currency_formats["standard"].pattern
        digits = "0" + ("." + "0" * decimals if decimals else "")
        pattern = re.sub(r"0\.0+", digits, pattern)
        text = format_currency(
            amount, self.currency, format=pattern, locale=self.locale, currency_digits=False
        )
        # A code of letters is set apart from the number, which Babel does not do.
        return re.sub(r"(?<=[A-Za-z])(?=\d)", _NO_BREAK, text)

    def percent(self, ratio: Fraction, decimals: int | None = 1) -> str:
        """Write a ratio as per cent; with `decimals` None, as many as an exact value needs, at most
        two.

        >>> finnish = Numbers("fi", "EUR")
        >>> finnish.percent(Fraction(1, 8), None), finnish.percent(Fraction(3, 10), None)
        ('12,5\\xa0%', '30\\xa0%')
        """
        if decimals is None:
            decimals = next(
                (
                    places
                    for places in range(_MOST_PERCENT_DECIMALS)
                    if (ratio * 100 * 10**places).denominator == 1
                ),
                _MOST_PERCENT_DECIMALS,
            )
        # The pattern puts the sign where the language has it; the number is already in per cent.
        pattern = self.locale.percent_formats[None].pattern
        return re.sub(r"[#,.0]+", self.plain(ratio * 100, decimals), pattern, count=1)

    def day(self, day: date) -> str:
        """Write a day: ``31.12.2021``, in English ``31 December 2021``."""
        return format_date(day, format=self._language.day, locale=self.locale)

    def when(self, when: str) -> str:
        """Write a day, a month or a year as it is known: "2022-09-20", "2022-09" or "2022"."""
        parts = when.split("-")
        if len(parts) == 3:
            return self.day(date.fromisoformat(when))
        if len(parts) == 2:
            return format_date(
                date.fromisoformat(f"{when}-01"), format="LLLL yyyy", locale=self.locale
            )
        return when

    def listing(self, items: list[str]) -> str:
        """Join items as the language joins them: "a, b ja c"."""
        return format_list(items, locale=self.locale) if items else ""


def _signed(text: str, value: Fraction, signed: bool) -> str:
    text = text.replace("-", _MINUS)
    return f"+{text}" if signed and value > 0 else text

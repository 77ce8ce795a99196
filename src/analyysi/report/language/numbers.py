"""Numbers, money and dates as a reader of the language expects them."""

import re
from datetime import date
from fractions import Fraction

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.locale_data import locale_data
from analyysi.money import currency_decimals, round_half_up

_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
_MOST_PERCENT_DECIMALS = 2


class Numbers:
    """Formats exact values for one language. Rounding is half up, in decimals, before the number
    is written.
    """

    def __init__(self, language: str, currency: str) -> None:
        self._language = LANGUAGES[language]
        self._forms = locale_data(language)
        self.currency = currency

    def language_name(self) -> str:
        """Return the language's own name: "suomi"."""
        return self.named_language(self._language.code)

    def named_language(self, code: str) -> str:
        """Return the name of one of the program's languages, else its code."""
        return self._forms.languages.get(code, code)

    def named_country(self, code: str) -> str:
        """Return the name of a country by its code of two letters, else the code."""
        return self._forms.countries.get(code, code)

    @property
    def decimal_mark(self) -> str:
        """What stands before decimals: a comma or a point."""
        return self._forms.decimal

    @property
    def group_mark(self) -> str:
        """What sets thousands apart."""
        return self._forms.group

    @property
    def sign(self) -> str:
        """The sign of the currency in the language: "€", "kr", or its code where there is none."""
        return self._forms.currencies[self.currency][0]

    @property
    def currency_name(self) -> str:
        """The name of the currency after a number: "euroa", "Ruotsin kruunua"."""
        return self._forms.currencies[self.currency][2]

    @property
    def before_percent(self) -> str:
        """What stands between a number and the per cent sign: a no-break space, or nothing."""
        return _NO_BREAK if _NO_BREAK in self._forms.percent else ""

    def plain(self, value: Fraction | int, decimals: int = 0, signed: bool = False) -> str:
        """Write a number: ``1 234,5``.

        >>> Numbers("fi", "EUR").plain(Fraction(-12345, 10), 1)
        '−1\\xa0234,5'
        """
        rounded = round_half_up(Fraction(value), decimals)
        # What rounds to nought has no sign: "−0" would be read as less than nothing.
        text = self._forms.number(abs(rounded) if rounded == 0 else rounded)
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
        if words:
            text = self._forms.amount_in_words(rounded, self.currency).replace(" ", _NO_BREAK)
        else:
            text = self._forms.amount(rounded, self.currency)
            # A code of letters is set apart from the number, which the CLDR's pattern does not do.
            text = re.sub(r"(?<=[A-Za-z])(?=\d)", _NO_BREAK, text)
        return _signed(text, Fraction(rounded), signed)

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
        return self._forms.in_percent(self.plain(ratio * 100, decimals))

    def day(self, day: date) -> str:
        """Write a day: ``31.12.2021``, in English ``31 December 2021``."""
        return self._forms.day(day, self._language.day)

    def when(self, when: str) -> str:
        """Write a day, a month or a year as it is known: "2022-09-20", "2022-09" or "2022"."""
        parts = when.split("-")
        if len(parts) == 3:
            return self.day(date.fromisoformat(when))
        if len(parts) == 2:
            return self._forms.day(date.fromisoformat(f"{when}-01"), "LLLL yyyy")
        return when

    def listing(self, items: list[str]) -> str:
        """Join items as the language joins them: "a, b ja c"."""
        return self._forms.listing(items)


def _signed(text: str, value: Fraction, signed: bool) -> str:
    text = text.replace("-", _MINUS)
    return f"+{text}" if signed and value > 0 else text

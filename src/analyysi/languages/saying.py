"""Sentences of errors and of the command line, said in the user's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from analyysi.errors import in_english, sentence_of
from analyysi.languages.catalogue import translated
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from analyysi.money import euros


@dataclass(frozen=True)
class Amount:
    """A sum of money in a sentence, in whole cents: 7079.00 in English, 7 079,00 in Finnish."""

    cents: int

    @property
    def main(self) -> str:
        """The sum as files have it."""
        return euros(self.cents)

    def or_main(self, language: str) -> str:
        """Write the sum as the language does."""
        return self.main if language == RECORD_LANGUAGE else f"{self}"

    def __str__(self) -> str:
        whole, _, cents = self.main.partition(".")
        return f"{int(whole):,}".replace(",", "\u00a0") + f",{cents}"


@dataclass(frozen=True)
class Figure:
    """A number in a sentence, as it was written with a decimal point: 0.3 in English, 0,3 in
    Finnish.
    """

    main: str

    def or_main(self, language: str) -> str:
        """Write the number as the language does."""
        return self.main if language == RECORD_LANGUAGE else self.main.replace(".", ",")


@dataclass(frozen=True)
class PerCent:
    """A ratio in a sentence, as per cent: 12.5% in English, 12,5 % in Finnish."""

    ratio: Fraction
    decimals: int = 0

    @property
    def main(self) -> str:
        """The ratio as English has it."""
        return f"{float(self.ratio):.{self.decimals}%}"

    def or_main(self, language: str) -> str:
        """Write the ratio as the language does."""
        return self.main if language == RECORD_LANGUAGE else f"{self}"

    def __str__(self) -> str:
        return self.main.replace(".", ",").replace("%", "\u00a0%")


def said(value: object, language: str) -> str:
    """Say a sentence, an exception or a value in a language.

    A text that its catalogue lacks is said in English: nobody is helped by a second fault while
    the first is told.

    Examples
    --------
    >>> from analyysi.suggestions import did_you_mean
    >>> said(did_you_mean("equl", ["equal", "fixed"]), "fi")
    ' Tarkoititko ”equal”? Mahdolliset: equal, fixed.'
    """
    sentence = sentence_of(value)
    if sentence is None:
        return _value(value, language)
    is_english = language == RECORD_LANGUAGE
    text = sentence.text if is_english else translated(sentence.text, language) or sentence.text
    if not sentence.values:
        return text
    return text.format(**{name: said(shown, language) for name, shown in sentence.values.items()})


def _value(value: object, language: str) -> str:
    if isinstance(value, str):
        return value  # of whatever class: HTML stays HTML
    if isinstance(value, date):
        return _day(value, LANGUAGES[language].day) if language != RECORD_LANGUAGE else str(value)
    if hasattr(value, "or_main"):
        return str(value.or_main(language))
    return in_english(value)


def _day(day: date, pattern: str) -> str:
    """Write a day by a pattern of the digits of year, month and day.

    >>> _day(date(2026, 1, 2), "d.M.yyyy")
    '2.1.2026'
    """
    numbers = {"yyyy": day.year, "M": day.month, "d": day.day}
    for letters, number in numbers.items():
        pattern = pattern.replace(letters, str(number))
    return pattern

"""Numbers, money and dates in the forms of each language."""

from datetime import date
from fractions import Fraction

import pytest

from analyysi.languages.language_table import LANGUAGES
from analyysi.report.language.numbers import Numbers


@pytest.mark.parametrize(
    ("language", "money", "percent", "day"),
    [
        ("fi", "1\u00a0234,50\u00a0€", "12,5\u00a0%", "31.12.2021"),
        ("sv", "1\u00a0234,50\u00a0€", "12,5\u00a0%", "31.12.2021"),
        ("en", "€1,234.50", "12.5%", "31 December 2021"),
    ],
)
def test_each_language_has_its_forms(language: str, money: str, percent: str, day: str) -> None:
    numbers = Numbers(language, "EUR")
    assert numbers.money(123450, 2) == money
    assert numbers.percent(Fraction(1, 8)) == percent
    assert numbers.day(date(2021, 12, 31)) == day


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_before_the_per_cent_sign(language: str) -> None:
    numbers = Numbers(language, "EUR")
    assert numbers.percent(Fraction(1, 2), 0) == f"50{numbers.before_percent}%"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nought_has_no_sign_and_a_minus_is_a_minus(language: str) -> None:
    numbers = Numbers(language, "EUR")
    assert numbers.plain(Fraction(-1, 1000), 2, signed=True)[0] == "0"
    assert numbers.plain(-5) == "\u22125"
    assert numbers.plain(5, signed=True) == "+5"


@pytest.mark.parametrize(
    ("language", "currency", "sign", "name", "money"),
    [
        ("fi", "EUR", "€", "euroa", "1\u00a0234,50\u00a0€"),
        ("fi", "SEK", "SEK", "Ruotsin kruunua", "1\u00a0234,50\u00a0SEK"),
        ("sv", "SEK", "kr", "svenska kronor", "1\u00a0234,50\u00a0kr"),
        ("en", "DKK", "DKK", "Danish kroner", "DKK\u00a01,234.50"),
        ("en", "USD", "US$", "US dollars", "US$1,234.50"),
    ],
)
def test_the_currency_has_its_sign_and_name(
    language: str, currency: str, sign: str, name: str, money: str
) -> None:
    numbers = Numbers(language, currency)
    assert (numbers.sign, numbers.currency_name) == (sign, name)
    assert numbers.money(123450, 2) == money


def test_a_number_of_many_digits_has_them_all() -> None:
    numbers, cents = Numbers("fi", "EUR"), int("1234567" * 9)
    for shown in (numbers.amount(cents), numbers.money(cents, 2), numbers.plain(cents)):
        assert "".join(sign for sign in shown if sign.isdecimal()) == str(cents)


def test_a_currency_without_a_minor_unit_has_decimals_only_in_means() -> None:
    icelandic, finnish = Numbers("fi", "ISK"), Numbers("fi", "EUR")
    assert icelandic.amount(1234500) == "12\u00a0345"
    assert finnish.amount(1234500) == "12\u00a0345,00"
    assert icelandic.amount(Fraction(12345, 10)) == "12,35"
    assert icelandic.money(1234500, 2) == "12\u00a0345\u00a0ISK"
    assert finnish.amount(-500, signed=True) == "\u22125,00"

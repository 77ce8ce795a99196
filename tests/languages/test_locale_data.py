"""The forms of each language are those of the CLDR, by Babel's copy of it."""

import importlib.util
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.locale_data import NAME, decimals_of_currencies, locale_data
from support.places import ROOT

LANGUAGE = st.sampled_from(sorted(LANGUAGES))
NUMBER = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15
) | (st.integers(-(10**20), 10**20).map(Decimal))


def maker() -> ModuleType:
    path = ROOT / "docs" / "make_locale_data.py"
    spec = importlib.util.spec_from_file_location("make_locale_data", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def babels(language: str) -> Locale:
    return Locale.parse(LANGUAGES[language].locale)


def with_plain_minus(text: str) -> str:
    return text.replace("\u2212", "-")


def pattern(number: Decimal) -> str:
    places = -int(number.as_tuple().exponent)
    return "#,##0" + ("." + "0" * places if places else "")


def test_the_file_is_what_babel_says() -> None:
    path = ROOT / "src" / "analyysi" / "languages" / NAME
    assert path.read_text(encoding="utf-8") == maker().text(), "run docs/make_locale_data.py"


def test_a_language_with_other_forms_after_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="nouns after a number have forms that are not written"):
        maker().locale_data("pl_PL")


@given(LANGUAGE, NUMBER)
def test_numbers_are_written_as_babel_writes_them(language: str, number: Decimal) -> None:
    expected = format_decimal(number, format=pattern(number), locale=babels(language))
    assert locale_data(language).number(number) == with_plain_minus(expected)


@given(LANGUAGE, NUMBER, st.sampled_from(sorted(decimals_of_currencies())))
def test_money_is_written_as_babel_writes_it(language: str, number: Decimal, currency: str) -> None:
    locale, forms = babels(language), locale_data(language)
    places = pattern(number).removeprefix("#,##")
    signed = locale.currency_formats["standard"].pattern.replace("0.00", places)
    expected = format_currency(number, currency, signed, locale, currency_digits=False)
    assert forms.amount(number, currency) == with_plain_minus(expected)
    expected = format_currency(
        number, currency, pattern(number), locale, currency_digits=False, format_type="name"
    )
    assert forms.amount_in_words(number, currency) == with_plain_minus(expected)


@pytest.mark.parametrize("number", ["0", "1", "-1", "1.00", "1.50", "2"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_a_currency_follows_its_number(language: str, number: str) -> None:
    value = Decimal(number)
    expected = format_currency(
        value, "EUR", pattern(value), babels(language), currency_digits=False, format_type="name"
    )
    assert locale_data(language).amount_in_words(value, "EUR") == with_plain_minus(expected)


@given(
    LANGUAGE, st.dates(), st.sampled_from(["d.M.yyyy", "dd.MM.yyyy", "d MMMM yyyy", "LLLL yyyy"])
)
def test_days_are_written_as_babel_writes_them(language: str, day: date, form: str) -> None:
    assert locale_data(language).day(day, form) == format_date(day, form, babels(language))


def test_a_part_of_a_date_that_is_not_written_is_refused() -> None:
    with pytest.raises(RuntimeError, match="'yy'"):
        locale_data("fi").day(date(2021, 12, 31), "d.M.yy")


@given(LANGUAGE, st.lists(st.text("ab", min_size=1), min_size=1, max_size=6))
def test_items_are_joined_as_babel_joins_them(language: str, items: list[str]) -> None:
    assert locale_data(language).listing(items) == format_list(items, locale=babels(language))

"""What an analyst types, read as exact values."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.desk.entries import amount_of, weight_of
from analyysi.report.language.numbers import Numbers


@given(st.integers(0, 10**12), st.sampled_from([(",", "\u00a0", "fi"), (".", ",", "en")]))
def test_an_amount_as_the_language_writes_it_is_read_back(
    cents: int, form: tuple[str, str, str]
) -> None:
    decimal, group, language = form
    text = Numbers(language, "EUR").plain(Fraction(cents, 100), 2)
    assert amount_of(text, decimal, group) == cents


@given(st.fractions(0, 1, max_denominator=1000))
def test_a_weight_as_a_fraction_is_exact(weight: Fraction) -> None:
    assert weight_of(f"{weight.numerator}/{weight.denominator}") == weight


def test_what_is_no_amount_or_weight_is_none() -> None:
    assert [amount_of(text, ",", "\u00a0") for text in ("", "x", "1,234", "-1")] == [None] * 4
    assert [weight_of(text) for text in ("x", "-1", "101", "1/0")] == [None] * 4
    assert weight_of("") == 0


@pytest.mark.parametrize(
    ("text", "decimal", "group", "cents"),
    [
        ("80 000,00", ",", "\xa0", 8_000_000),
        ("80\xa0000,5 €", ",", "\xa0", 8_000_050),
        ("80000.50", ",", "\xa0", 8_000_050),
        ("80.000", ",", "\xa0", None),
        ("80 000,001", ",", "\xa0", None),
        ("8 0000", ",", "\xa0", None),
        ("80,000.5", ".", ",", 8_000_050),
        ("80,00", ".", ",", None),
        ("-5", ",", "\xa0", None),
        ("\u0661", ",", "\xa0", None),  # a digit, but not one that anybody here types
        ("", ",", "\xa0", None),
    ],
)
def test_amounts(text: str, decimal: str, group: str, cents: int | None) -> None:
    assert amount_of(text, decimal, group) == cents


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("30", "3/10"),
        ("12,5 %", "1/8"),
        ("1/3", "1/3"),
        ("", "0"),
        ("101", None),
        ("-1", None),
        ("1/0", None),
    ],
)
def test_weights(text: str, weight: str | None) -> None:
    assert weight_of(text) == (None if weight is None else Fraction(weight))

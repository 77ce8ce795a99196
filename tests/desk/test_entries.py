"""What an analyst types, read as exact values."""

from fractions import Fraction

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

"""Cents and ratios are exact on the way in and on the way out."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.money import currency_decimals, euros, parse_cents, parse_ratio, round_half_up


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("80000", 80_000_00),
        ("80000.00", 80_000_00),
        ("7079.5", 7079_50),
        ("0.01", 1),
        ("-0.05", -5),
        ("+3", 300),
        ("1.100", 110),
        # Longer than the 28 digits of Decimal's arithmetic.
        ("123456789012345678901234567890.12", 12345678901234567890123456789012),
    ],
)
def test_an_amount_is_read_exactly(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize("text", ["80000.005", "0.001", "1." + "0" * 40 + "1"])
def test_a_part_of_a_cent_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="has a part of a cent: money is given in whole cents"):
        parse_cents(text)


@pytest.mark.parametrize(
    "text", ["", "80 000", "80,00", "1e3", "1E+3", "Infinity", "NaN", ".5", "5.", " 5", "5\n"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"is not an amount: write digits with a decimal point, such as 7079\.50"
    ):
        parse_cents(text)


@given(cents=st.integers(-(10**40), 10**40))
def test_euros_are_read_back_as_the_same_cents(cents: int) -> None:
    assert parse_cents(euros(cents)) == cents


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-100, "-1.00")]
)
def test_euros(cents: int, text: str) -> None:
    assert euros(cents) == text


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("0.30", Fraction(3, 10)),
        ("1/3", Fraction(1, 3)),
        ("2/6", Fraction(1, 3)),
        ("1", Fraction(1)),
    ],
)
def test_a_ratio_is_read_exactly(text: str, ratio: Fraction) -> None:
    assert parse_ratio(text) == ratio


@pytest.mark.parametrize("text", ["1/0", "0/00"])
def test_a_ratio_that_divides_by_zero_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="divides by zero"):
        parse_ratio(text)


@pytest.mark.parametrize("text", ["30 %", "0,30", "1/", "/3", "1/3/5", "1/0.5", "3e-1", ""])
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a ratio: write 0\.30 or 1/3"):
        parse_ratio(text)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.5", 0, "3"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("0.1249", 2, "0.12"),
        ("-0.004", 2, "0.00"),
        ("8.84875", 1, "8.8"),
        ("7", 2, "7.00"),
        # Longer than the 28 digits of Decimal's arithmetic.
        ("1000000000000000000000000000000.125", 2, "1000000000000000000000000000000.13"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, text: str) -> None:
    rounded = round_half_up(Fraction(value), decimals)
    assert isinstance(rounded, Decimal)
    assert f"{rounded:f}" == text


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("EUR", 2), ("SEK", 2), ("DKK", 2), ("USD", 2), ("ISK", 0), ("JPY", 0), ("FIM", 2)],
)
def test_decimals_of_a_currency(currency: str, decimals: int) -> None:
    assert currency_decimals(currency) == decimals


@pytest.mark.parametrize(
    ("currency", "fault"),
    [
        ("SEKK", "'SEKK' is no currency of a country: .*Did you mean 'SKK'?"),
        ("eur", "Did you mean 'EUR'?"),
        (
            "",
            "'' is no currency of a country: a code of ISO 4217 was expected, such as EUR or SEK.$",
        ),
        ("KWD", "amounts in KWD have 3 decimals: currencies of at most 2 can be shared"),
        ("XXX", "'XXX' is no currency of a country"),
        ("XTS", "'XTS' is no currency of a country"),
        ("XAU", "'XAU' is no currency of a country"),
    ],
)
def test_a_currency_that_cannot_be_shared_is_refused(currency: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        currency_decimals(currency)


@pytest.mark.parametrize("read", [parse_cents, parse_ratio])
@pytest.mark.parametrize("text", ["1" * 101, "1" * 5000, "0." + "1" * 5000, "1/" + "3" * 5000])
def test_a_number_of_endless_digits_is_refused_in_a_short_sentence(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(ValueError, match="at most 100 characters|is not an amount") as refusal:
        read(text)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("read", [parse_cents, parse_ratio])
def test_digits_of_other_scripts_are_no_digits(read: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="is not a"):
        read("\u0663")

"""Numbers as offices print them: exact, and doubt is said aloud."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.numbers.printed_numbers import (
    DoubtfulError,
    NotANumberError,
    cents,
    decimal_mark,
    decimals,
    of_binary,
    read_printed,
)


@given(st.integers(0, 10**12))
def test_cents_survive_the_finnish_and_the_english_print(amount: int) -> None:
    whole, part = divmod(amount, 100)
    grouped = f"{whole:,}"
    finnish = f"{grouped.replace(',', ' ')},{part:02} €"
    assert cents(read_printed(finnish).value) == amount
    assert cents(read_printed(f"€{grouped}.{part:02}", ".").value) == amount


@pytest.mark.parametrize(
    ("text", "number", "euros", "percent"),
    [
        ("−5,00 €", "-5.00", True, False),
        ("8,8 %", "8.8", False, True),
        ("1\u00a0234,5 eur", "1234.5", True, False),
        ("12 prosenttia", "12", False, True),
        ("1.234.567", "1234567", False, False),
    ],
)
def test_signs_units_and_groups(text: str, number: str, euros: bool, percent: bool) -> None:
    printed = read_printed(text)
    assert (printed.value, printed.euros, printed.percent) == (Decimal(number), euros, percent)


@pytest.mark.parametrize("text", ["", "noin 5", "1 23", "12,3,4", "5 € %", "1 2345", "--5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NotANumberError, match="is not a number"):
        read_printed(text)


def test_a_mark_that_may_mean_two_things_is_doubtful_until_it_is_said() -> None:
    with pytest.raises(DoubtfulError):
        read_printed("7.079")
    assert read_printed("7.079", ",").value == 7079
    assert read_printed("7.079", ".").value == Decimal("7.079")
    assert decimal_mark("7.079") is None
    assert decimal_mark("text") is None


@pytest.mark.parametrize(("number", "text"), [(0.1, "0.1"), (7079.0, "7079"), (1e-7, "1E-7")])
def test_a_binary_number_is_what_a_spreadsheet_shows(number: float, text: str) -> None:
    assert of_binary(number) == Decimal(text)


def test_decimals_and_parts_of_a_cent() -> None:
    assert decimals(Decimal("1.250")) in (2, 3)
    assert decimals(Decimal(5)) == 0
    assert cents(Decimal("0.005")) is None

"""Numbers that are stored beside the text that is shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.files.numbers_as_text import number_as_shown


@pytest.mark.parametrize(
    ("text", "stored", "seen", "number", "unit"),
    [
        ("4 800,00 €", "4800", "4 800,00 €", "4800", "€"),
        ("€4,800.25", "4800.25", "€4 800,25", "4800.25", "€"),
        ("4.800", "4800.25", "4 800", "4800", ""),
        ("7,079", "7.079", "7,079", "7.079", ""),
        ("8.8%", "8.849", "8,8%", "8.8", "%"),
        ("-79.50", "-79.5", "-79,50", "-79.5", ""),
        ("(79,50)", "-79.5", "(79,50)", "-79.5", ""),
        ("4,80E+03", "4800", "4,80E+03", "4800", ""),
        ("4 800,-", "4800", "4 800,-", "4800", ""),
        ("-   €", "0", "- €", "0", "€"),
        ("091", "91", "091", "91", ""),
        ("7,1 t€", "7.1", "7,1 t€", "7.1", "t€"),
    ],
)
def test_the_reading_is_the_one_that_the_stored_number_agrees_with(
    text: str, stored: str, seen: str, number: str, unit: str
) -> None:
    cell = number_as_shown(text, Decimal(stored))
    assert (cell.text, cell.number, cell.unit, cell.fault) == (seen, Decimal(number), unit, "")
    assert cell.stored == (None if Decimal(stored) == cell.number else Decimal(stored))


@pytest.mark.parametrize(
    ("text", "stored"),
    [("7,1 t€", "7079"), ("79,50", "-79.5"), ("7 079", "7079000"), ("1/2", "0.5"), ("ei", "0.5")],
)
def test_a_text_that_does_not_agree_is_a_fault(text: str, stored: str) -> None:
    cell = number_as_shown(text, Decimal(stored))
    assert cell.number is None
    assert cell.fault == f"shows '{text}' and holds {stored}"


def test_a_truth_value_is_a_text_and_nothing_is_nothing() -> None:
    assert number_as_shown("TOSI", Decimal(1)).number is None
    assert not number_as_shown("TOSI", Decimal(1)).fault
    assert number_as_shown("", Decimal(5)).empty


@given(st.integers(1, 10**9), st.sampled_from([" .", ",.", ".,", " ,", "’."]))
def test_marks_of_any_language_are_read(cents: int, marks: str) -> None:
    value = Decimal(cents).scaleb(-2)
    text = f"{value:,.2f}".translate(str.maketrans({",": marks[0], ".": marks[1]}))
    assert number_as_shown(text, value).number == value


@pytest.mark.parametrize("text", ["1E400", "1e-999999999", "1E" + "9" * 5000, "1," + "0" * 80])
def test_a_text_of_more_digits_than_any_number_has_is_a_fault(text: str) -> None:
    assert number_as_shown(text, Decimal(5)).fault

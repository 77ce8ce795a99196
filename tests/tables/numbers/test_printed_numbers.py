"""Numbers as offices print them: exact, and doubt is said aloud."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyysi.tables.numbers.printed_numbers import (
    MOST_DIGITS,
    DoubtfulError,
    NotANumberError,
    ScaledError,
    cents,
    decimal_mark,
    decimals,
    read_printed,
    read_with_scale,
)
from support.printed_sums import SIGNS_BELOW_ZERO, THOUSANDS, printed_sum, sums


@given(st.integers(0, 10**12))
def test_cents_survive_the_finnish_and_the_english_print(amount: int) -> None:
    whole, part = divmod(amount, 100)
    grouped = f"{whole:,}"
    finnish = f"{grouped.replace(',', ' ')},{part:02} €"
    assert cents(read_printed(finnish).value) == amount
    assert cents(read_printed(f"€{grouped}.{part:02}", ".").value) == amount


@given(sums())
@example((707900, "7\u202f079,- €"))
def test_a_sum_however_it_is_printed_is_the_same_cents_or_refused(sum_: tuple[int, str]) -> None:
    amount, text = sum_
    try:
        printed = read_with_scale(text)
    except NotANumberError:
        return
    if printed.scale is None:
        assert cents(printed.value) == amount
    else:
        assert printed.scale.cents(printed.value) == amount


@given(
    st.integers(1_000_00, 10**11),
    st.sampled_from([mark for mark in THOUSANDS if mark]),
    st.sampled_from([",", "."]),
)
def test_every_mark_of_thousands_is_read_with_cents(amount: int, mark: str, point: str) -> None:
    text = printed_sum(amount, mark, point)
    if mark == point:
        with pytest.raises(NotANumberError):
            read_printed(text)
    else:
        assert cents(read_printed(text).value) == amount


@pytest.mark.parametrize("pattern", SIGNS_BELOW_ZERO)
@pytest.mark.parametrize("body", ["79,00", "7 079,—", "79", "7.079,50"])
def test_every_sign_below_zero_is_kept(pattern: str, body: str) -> None:
    value = read_printed(body).value
    for text in (pattern.format(body), f"{pattern.format(body)} €"):
        assert read_printed(text).value == -value


@pytest.mark.parametrize(
    ("text", "number", "euros", "percent"),
    [
        ("−5,00 €", "-5.00", True, False),
        ("8,8 %", "8.8", False, True),
        ("1\u00a0234,5 eur", "1234.5", True, False),
        ("12 prosenttia", "12", False, True),
        ("1.234.567", "1234567", False, False),
        ("7 079:-", "7079", False, False),
        ("7 079,—", "7079", False, False),
        ("7079:50", "7079.50", False, False),
        ("7.079,-", "7079", False, False),
        ("+5", "5", False, False),
        ("€-79", "-79", True, False),
        ("7 079,00 €/vuosi", "7079.00", True, False),
        ("7,5 %", "7.5", False, True),
        ("7.079 %", "7.079", False, True),
    ],
)
def test_signs_units_and_groups(text: str, number: str, euros: bool, percent: bool) -> None:
    printed = read_printed(text)
    assert (printed.value, printed.euros, printed.percent) == (Decimal(number), euros, percent)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", ""),
        ("1 23", ""),
        ("12,3,4", ""),
        ("1 2345", ""),
        ("0 079", ""),
        ("020 500", ""),
        ("7.079.-", ""),
        ("7 079,--", "stands behind it"),
        ("noin 5", "'noin' stands in front of it"),
        ("=7079", "'=' stands in front of it"),
        ("--5", "'-' stands in front of it"),
        ("7079*", "'*' stands behind it"),
        ("7079 1)", "'1)' stands behind it"),
        ("7079¹", "'¹' stands behind it"),
        ("7079⁵ €", "'⁵ €' stands behind it"),
        ("7 079 -", "'-' stands behind it"),
        ("12 kpl", "'kpl' stands behind it"),
        ("5 € %", "'%' stands behind it"),
        ("€ 5 %", "two units"),
        ("€ 5 kr", "two units"),
        ("-(79)", "2 signs"),
        ("-79-", "2 signs"),
        ("(8,8 %)", "a per cent in brackets"),
        ("7  079", "there are several"),
        ("7\n079", "there are several"),
        ("7\t079", "there are several"),
        ("12:30", "a time of day"),
        ("7079:5", "two digits of cents"),
        ("７０７９", ""),
        ("٣", ""),
        ("1e5", ""),
        ("NaN", ""),
    ],
)
def test_what_is_no_number(text: str, reason: str) -> None:
    with pytest.raises(NotANumberError, match="is not a number") as refusal:
        read_printed(text)
    assert reason in str(refusal.value)


def test_a_number_in_another_scale_is_refused_with_the_way_to_say_it() -> None:
    with pytest.raises(ScaledError, match="thousand euros.*--unit thousand_euros") as refusal:
        read_printed("7,1 t€")
    printed = read_with_scale("7,1 t€")
    assert printed.scale is refusal.value.scale
    assert (printed.value, printed.euros) == (Decimal("7.1"), False)
    with pytest.raises(ScaledError, match="cannot be made into euros"):
        read_printed("7 079 kr")


def test_a_mark_that_may_mean_two_things_is_doubtful_until_it_is_said() -> None:
    with pytest.raises(DoubtfulError) as doubt:
        read_printed("7.079")
    assert doubt.value.readings == (Decimal(7079), Decimal("7.079"))
    assert read_printed("7.079", ",").value == 7079
    assert read_printed("7.079", ".").value == Decimal("7.079")
    assert decimal_mark("7.079") is None
    assert decimal_mark("text") is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [("7'079.50", "."), ("7 079,-", ","), ("7079:50", None), ("1.234.567", ","), ("7,1 t€", ",")],
)
def test_the_decimal_mark_that_a_number_shows(text: str, mark: str | None) -> None:
    assert decimal_mark(text) == mark


@pytest.mark.parametrize("digits", [MOST_DIGITS + 1, 60_000])
def test_more_digits_than_are_read_are_told_with_the_limit(digits: int) -> None:
    with pytest.raises(NotANumberError, match=f"has {digits} digits, and at most {MOST_DIGITS}"):
        read_printed("9" * digits)
    with pytest.raises(NotANumberError) as refusal:
        read_printed("9 " * 60_000)
    assert len(str(refusal.value)) < 200


def test_a_long_text_is_quoted_in_part() -> None:
    with pytest.raises(NotANumberError) as refusal:
        read_printed("kunta " * 20_000)
    assert len(str(refusal.value)) < 200


def test_decimals_and_parts_of_a_cent() -> None:
    assert decimals(Decimal("1.250")) in (2, 3)
    assert decimals(Decimal(5)) == 0
    assert cents(Decimal("0.005")) is None

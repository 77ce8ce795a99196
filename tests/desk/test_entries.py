"""What an analyst types, read as exact values."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.allocation.cost_games.game_methods import Sample
from analyysi.allocation.steps.step_table import OffTheTop, OutsideBase
from analyysi.allocation.steps.transitions import WithdrawalFadeOut
from analyysi.desk.entries import (
    amount_of,
    content_of,
    fault_in_words,
    number_of,
    signed_amount_of,
    weight_of,
    written,
)
from analyysi.desk.fields import Kind
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Message
from analyysi.report.language.numbers import Numbers
from analyysi.report.language.words import Words


@pytest.mark.slow
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "content", "read"),
    [
        (Kind.AMOUNT, 8_000_050, "80000.50"),
        (Kind.AMOUNT, -12_050, "-120.50"),
        (Kind.AMOUNT, "1234.00", "1234.00"),
        (Kind.SHARE, Fraction(1, 8), Fraction(1, 8)),
        (Kind.SHARE, Fraction(1, 3), Fraction(1, 3)),
        (Kind.NUMBER, 1000, 1000),
        (Kind.FIGURE, Fraction(9, 10), Fraction(9, 10)),
        (Kind.FIGURE, Fraction(12_500), Fraction(12_500)),
        (Kind.FIGURE, Fraction(1, 3), Fraction(1, 3)),
        (Kind.TEXT, "kokous 1.1.2026", "kokous 1.1.2026"),
    ],
)
def test_what_is_written_is_read_back(language: str, kind: Kind, content: Any, read: Any) -> None:
    words = Words(language, "EUR")
    assert content_of(kind, written(kind, content, words), words) == read


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.AMOUNT, "paljon", "Kirjoita summa tässä muodossa: 1\xa0234,56"),
        (Kind.SHARE, "puolet", "Anna jokainen paino prosentteina, kuten 12,5\xa0%"),
        (Kind.NUMBER, "3,5", "Kirjoita kokonaisluku."),
        (Kind.FIGURE, "0", "Kirjoita nollaa suurempi luku, kuten 0,9."),
    ],
)
def test_what_cannot_be_read_is_said(kind: Kind, text: str, said: str) -> None:
    words = Words("fi", "EUR")
    fault = content_of(kind, text, words)
    assert isinstance(fault, Message)
    assert words.of(fault).startswith(said)


def test_numbers_and_amounts_below_zero() -> None:
    assert [number_of(text) for text in ("0", " 12 ", "-1", "1e3", "x")] == [
        0,
        12,
        None,
        None,
        None,
    ]
    assert signed_amount_of("- 5,00", ",", "\xa0") == -500
    assert signed_amount_of("--5", ",", "\xa0") is None


@pytest.mark.parametrize(
    ("model", "contents", "said"),
    [
        (Sample, {"draws": 1}, "Skriv ett heltal som är minst 2."),
        (Sample, {"draws": 200_000}, "Skriv ett heltal som är högst 100\xa0000."),
        (OffTheTop, {}, "Det här måste fyllas i."),
        (OutsideBase, {"payers": ()}, "Det här måste fyllas i."),
        (
            OffTheTop,
            {"payer": "105", "share": "0.1", "amount": "5.00"},
            "Ange antingen ett belopp eller en andel, inte båda.",
        ),
        (
            WithdrawalFadeOut,
            {"payer": "105", "last_share": "0.1", "schedule": ["1"], "year": 2, "source": "x"},
            "År 2 ligger efter det sista året, år 1: ta bort steget.",
        ),
        (OffTheTop, {"payer": "105", "extra": 1}, "Detta kan inte användas. "),
    ],
)
def test_a_fault_of_parameters_is_said_in_the_readers_language(
    model: Any, contents: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(contents)
    fault = fault_in_words(dict(caught.value.errors()[0]))
    assert Words("sv", "EUR").of(fault).startswith(said)

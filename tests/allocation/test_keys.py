"""What agreements do to a figure before they share by it, one change after another."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.key import (
    Above,
    Classes,
    Maximum,
    Minimum,
    PayerFactors,
    Plus,
    Transformation,
)
from analyysi.allocation.keys import (
    KEY_CHANGES,
    change_in_words,
    changes_in_words,
    transformed,
)
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Listing, Message
from support.quick import at_most

PEOPLE = {"697": Fraction(1210), "765": Fraction(10_348)}
LEAST = Minimum(kind="minimum", value="2000")
MOST = Maximum(kind="maximum", value="5000")
MORE = Plus(kind="plus", value="1000")
SIZES = Classes(kind="classes", limits=("2000", "8000"), weights=("1", "2", "3"))
HALF = PayerFactors(kind="payer_factors", factors={"697": "0.5"})
EXCESS = Above(kind="above", limit="2000", factor="0.5", of="excess")
WHOLE = Above(kind="above", limit="2000", factor="0.5", of="whole")
RAISED = Above(kind="above", limit="2000", factor="2", of="whole")
FALLING = Classes(kind="classes", limits=("2000",), weights=("3", "1"))
EACH: list[Transformation] = [LEAST, MOST, MORE, SIZES, HALF, EXCESS, WHOLE]


@pytest.mark.parametrize(
    ("steps", "figures"),
    [
        ([], [1210, 10_348]),
        ([MORE], [2210, 11_348]),
        ([LEAST], [2000, 10_348]),
        ([MOST], [1210, 5000]),
        ([LEAST, MORE], [3000, 11_348]),
        ([MORE, LEAST], [2210, 11_348]),
        ([LEAST, MOST, MORE], [3000, 6000]),
        ([HALF], [605, 10_348]),
        ([LEAST, HALF], [1000, 10_348]),
        ([HALF, LEAST], [2000, 10_348]),
        ([EXCESS], [1210, 6174]),
        ([WHOLE], [1210, 5174]),
        ([LEAST, WHOLE], [2000, 5174]),
    ],
)
def test_changes_are_made_in_their_order(steps: list[Transformation], figures: list[int]) -> None:
    assert list(transformed(PEOPLE, steps).values()) == figures
    assert PEOPLE == {"697": 1210, "765": 10_348}


@pytest.mark.parametrize(("people", "weight"), [(1999, 1), (2000, 2), (7999, 2), (8000, 3)])
def test_a_figure_at_a_limit_is_in_the_class_above(people: int, weight: int) -> None:
    assert transformed({"697": Fraction(people)}, [SIZES]) == {"697": weight}


@given(figure=st.fractions(0, 10_000, max_denominator=8))
def test_bounds_hold_whatever_the_figure(figure: Fraction) -> None:
    assert 2000 <= transformed({"697": figure}, [LEAST, MOST])["697"] <= 5000


def test_every_transformation_has_a_row_under_its_kind() -> None:
    models = set(get_args(get_args(Transformation)[0]))
    assert {row.model for row in KEY_CHANGES.values()} == models == {type(step) for step in EACH}
    for name, row in KEY_CHANGES.items():
        assert (name,) == (row.name,) == get_args(row.model.model_fields["kind"].annotation)


def texts(message: Message) -> list[str]:
    inner = [entry for entry in message.values.values() if isinstance(entry, Listing)]
    entries = [entry for listing in inner for entry in listing.items if isinstance(entry, Message)]
    return [message.text, *(text for entry in entries for text in texts(entry))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", [*EACH, RAISED, FALLING], ids=lambda step: step.kind)
def test_every_transformation_is_told_in_every_language(
    step: Transformation, language: str
) -> None:
    for text in texts(change_in_words(step)):
        check_translated(text, language)


FIGURES = st.fractions(0, 10_000, max_denominator=8)
FACTORS = st.fractions(0, 3, max_denominator=8)


@at_most(50)
@given(figure=FIGURES, factor=FACTORS.filter(bool))
def test_a_factor_changes_the_figure_of_its_payer_alone(figure: Fraction, factor: Fraction) -> None:
    step = PayerFactors(kind="payer_factors", factors={"697": factor})
    figures = {"697": figure, "765": figure}
    assert transformed(figures, [step]) == {"697": figure * factor, "765": figure}


@at_most(50)
@given(figure=FIGURES, more=FIGURES, factor=FACTORS.filter(lambda factor: factor != 1))
def test_above_a_limit_only_what_is_above_it_changes(
    figure: Fraction, more: Fraction, factor: Fraction
) -> None:
    part, whole = (
        Above(kind="above", limit="2000", factor=factor, of=of) for of in ("excess", "whole")
    )
    by_part, by_whole = (transformed({"697": figure}, [step])["697"] for step in (part, whole))
    if figure <= 2000:
        assert by_part == by_whole == figure
    else:
        assert by_part == 2000 + factor * (figure - 2000)
        assert by_whole == factor * figure
    # Of the part alone nobody counts for less by growing; of the whole figure this may be so.
    assert transformed({"697": figure + more}, [part])["697"] >= by_part


@pytest.mark.parametrize(
    ("step", "less"),
    [(SIZES, False), (FALLING, True), (WHOLE, True), (RAISED, False), (EXCESS, False)],
)
def test_where_a_larger_figure_may_count_for_less_it_is_said(
    step: Transformation, less: bool
) -> None:
    assert ("less" in change_in_words(step).text) is less
    counted = [transformed({"697": Fraction(people)}, [step])["697"] for people in (2000, 2001, 1)]
    assert (counted[1] < counted[0] or counted[1] < counted[2]) is less


def test_a_factor_of_somebody_who_does_not_pay_is_not_told() -> None:
    factors = PayerFactors(kind="payer_factors", factors={"205": "0.5", "765": "0.9"})
    least = Minimum(kind="minimum", value="2000")
    sentences = changes_in_words([factors, least], ("697", "765"))
    of_sotkamo = PayerFactors(kind="payer_factors", factors={"765": "0.9"})
    assert sentences == [change_in_words(of_sotkamo), change_in_words(least)]
    assert changes_in_words([factors, least], ("697",)) == [change_in_words(least)]

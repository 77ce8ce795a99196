"""What agreements do to a figure before they share by it, one change after another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.key import Classes, Maximum, Minimum, Plus, Transformation
from analyysi.allocation.keys import transformed

PEOPLE = {"697": Fraction(1210), "765": Fraction(10_348)}
LEAST = Minimum(kind="minimum", value="2000")
MOST = Maximum(kind="maximum", value="5000")
MORE = Plus(kind="plus", value="1000")


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
    ],
)
def test_changes_are_made_in_their_order(steps: list[Transformation], figures: list[int]) -> None:
    assert list(transformed(PEOPLE, steps).values()) == figures
    assert PEOPLE == {"697": 1210, "765": 10_348}


@pytest.mark.parametrize(("people", "weight"), [(1999, 1), (2000, 2), (7999, 2), (8000, 3)])
def test_a_figure_at_a_limit_is_in_the_class_above(people: int, weight: int) -> None:
    sizes = Classes(kind="classes", limits=("2000", "8000"), weights=("1", "2", "3"))
    assert transformed({"697": Fraction(people)}, [sizes]) == {"697": weight}


@given(figure=st.fractions(0, 10_000, max_denominator=8))
def test_bounds_hold_whatever_the_figure(figure: Fraction) -> None:
    assert 2000 <= transformed({"697": figure}, [LEAST, MOST])["697"] <= 5000

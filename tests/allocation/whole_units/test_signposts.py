"""Where the divisor methods round, against their definitions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.allocation.whole_units.signposts import DIVISOR_METHODS, Signposts

every_method = pytest.mark.parametrize("signposts", DIVISOR_METHODS.values())


def point(signposts: Signposts, units: int) -> Fraction:
    return Fraction(*signposts.at(units))


def test_every_divisor_method_is_a_rounding_rule() -> None:
    assert set(DIVISOR_METHODS) < set(ROUNDING_RULES)
    beside = set(ROUNDING_RULES) - set(DIVISOR_METHODS)
    assert all(ROUNDING_RULES[name].within_quota for name in beside)


@pytest.mark.parametrize(
    ("name", "square"),
    [
        ("jefferson", lambda k: Fraction(k + 1) ** 2),
        ("webster", lambda k: Fraction(2 * k + 1, 2) ** 2),
        ("huntington_hill", lambda k: Fraction(k * (k + 1))),
        ("dean", lambda k: (Fraction(2) / (Fraction(1, k) + Fraction(1, k + 1))) ** 2),
        ("adams", lambda k: Fraction(k) ** 2),
    ],
)
def test_the_points_are_the_means_of_balinski_and_young(name: str, square: object) -> None:
    # Balinski & Young (1982), Fair Representation: the larger, the arithmetic, the geometric and
    # the harmonic mean, and the smaller of k and k + 1.
    assert callable(square)
    signposts = DIVISOR_METHODS[name]
    for units in range(1, 50):
        known = point(signposts, units)
        assert (known if signposts.squared else known**2) == square(units)


@every_method
@given(share=st.integers(1, 10**6), denominator=st.integers(1, 1000))
def test_units_are_counted_by_the_points(
    signposts: Signposts, share: int, denominator: int
) -> None:
    count = signposts.count(share, denominator)
    exact = Fraction(signposts.scale(share), signposts.scale(denominator))
    assert count >= signposts.least
    assert point(signposts, count) > exact
    if count:
        assert point(signposts, count - 1) <= exact

"""Weights of a problem's payers, and what is left when some are set apart."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError

PAYERS = ("005", "020")
KEYS = {
    "people": {"020": Fraction(3), "005": Fraction(1), "091": Fraction(9)},
    "short": {"005": Fraction(1)},
    "below": {"005": Fraction(-1), "020": Fraction(2)},
    "nothing": {"005": Fraction(0), "020": Fraction(0)},
}
PROBLEM = Problem(
    Fraction(100), PAYERS, KEYS, game=stand_alone_and_joint({"005": 60, "020": 70}, 100)
)


def test_weights_are_of_the_payers_in_their_order() -> None:
    assert list(PROBLEM.weights("people").items()) == [("005", 1), ("020", 3)]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("peopel", r"There is no allocation key 'peopel'\. Did you mean 'people'"),
        ("short", "Key 'short' has no weight for 020"),
        ("below", "Key 'below' is negative for 005"),
        ("nothing", "Key 'nothing' is zero for every payer"),
    ],
)
def test_a_key_that_gives_no_shares_is_refused(key: str, message: str) -> None:
    with pytest.raises(AllocationError, match=message):
        PROBLEM.weights(key)


def test_declared_costs_hold_for_the_same_payers_and_total_only() -> None:
    assert PROBLEM.without({"091"}, Fraction(100)).game is PROBLEM.game
    assert PROBLEM.without(set(), Fraction(99)).game is None
    left = PROBLEM.without({"005"}, Fraction(100))
    assert (left.payers, left.game) == (("020",), None)


def test_somebody_must_be_left() -> None:
    with pytest.raises(AllocationError, match="nobody is left to share the rest"):
        PROBLEM.without(set(PAYERS), Fraction(100))

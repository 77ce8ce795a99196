"""Objections of coalitions that would pay less by themselves."""

from fractions import Fraction

import pytest

from analyysi.allocation.cost_games.core import Objection, core_objection, stand_alone_objection
from analyysi.errors import AllocationError
from support.cost_games import TVA, game


def test_core_objection() -> None:
    # An equal split of the TVA's 412 584 is 137 528 each: F and P pay 275 056 of 367 370; nobody
    # objects. If N pays all, N objects by 412 584 - 163 520, {N, F} by 412 584 - 301 607, {N, P} by
    # 412 584 - 378 821.
    assert core_objection(TVA, dict.fromkeys("NFP", Fraction(412584, 3))) is None
    found = core_objection(TVA, {"N": 412584, "F": 0, "P": 0})
    assert found == Objection(("N",), Fraction(412584), Fraction(163520))
    assert found
    assert found.complaint == 249064
    assert stand_alone_objection(TVA, {"N": 412584, "F": 0, "P": 0}) == found


def test_a_group_objects_where_no_player_does() -> None:
    made = game({"A": 6, "B": 6, "C": 6, "AB": 7, "AC": 12, "BC": 12, "ABC": 12})
    split = {"A": 4, "B": 4, "C": 4}
    assert stand_alone_objection(made, split) is None
    assert core_objection(made, split) == Objection(("A", "B"), Fraction(8), Fraction(7))


def test_equal_complaints_go_to_the_fewest_and_first() -> None:
    made = game({"A": 1, "B": 1, "C": 9, "AB": 3, "AC": 9, "BC": 9, "ABC": 6})
    # A and B complain by 1 each, {A, B} by 1 too.
    assert core_objection(made, {"C": 2, "B": 2, "A": 2}) == Objection(
        ("A",), Fraction(2), Fraction(1)
    )


def test_every_split_of_a_game_with_an_empty_core_meets_an_objection() -> None:
    # Any two of three can do it for 4 and all three for 7 > 3/2 x 4: no split pleases all three
    # pairs.
    made = game({"A": 3, "B": 3, "C": 3, "AB": 4, "AC": 4, "BC": 4, "ABC": 7})
    for a in range(8):
        for b in range(8 - a):
            assert core_objection(made, {"A": a, "B": b, "C": 7 - a - b})


@pytest.mark.parametrize(
    ("split", "words"),
    [
        ({"N": 412584, "F": 0}, "no amount for P. Give one"),
        ({"N": 412584, "F": 0, "P": 0, "X": 1}, "an amount for X, not in the game"),
        ({"N": 412583, "F": 0, "P": 0}, "sums to 412583 cents but the cost of the game is 412584"),
    ],
)
def test_a_split_that_does_not_fit(split: dict[str, int], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        core_objection(TVA, split)
    with pytest.raises(AllocationError, match=words):
        stand_alone_objection(TVA, split)

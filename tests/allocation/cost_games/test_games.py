"""Cost games, who objects to a split, and the simple ways to share; published cases have their
source above them.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.declared_games import (
    additive_and_fixed,
    airport,
    stand_alone_and_joint,
)
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.errors import AllocationError
from support.cost_games import TVA


def test_cost_by_mask_and_by_members() -> None:
    assert TVA.players == ("F", "N", "P")
    assert TVA.cost(0b011) == TVA.cost({"N", "F"}) == TVA.cost(("N", "F")) == 301607
    assert TVA.cost(0) == TVA.cost(()) == 0
    assert TVA.total == 412584
    assert TVA.members(0b110) == ("N", "P")


@pytest.mark.parametrize(
    ("coalition", "words"),
    [
        (("N", "X"), "'X' is not a player of the cost game: F, N, P are"),
        (8, "Coalition 8 is not of this game: its masks run from 0 to 7"),
        (-1, "Coalition -1 is not of this game"),
        ("NF", "not one text: 'NF'"),
    ],
)
def test_a_coalition_that_is_none(coalition: int | tuple[str, ...] | str, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        TVA.cost(coalition)


def test_a_game_needs_players_and_each_once() -> None:
    with pytest.raises(AllocationError, match="has no players"):
        airport({})
    with pytest.raises(AllocationError, match="lists a player twice: A. Name"):
        CostGame(("A", "B", "A"), TableOfCosts(1, (0,) * 8))


COSTS = st.lists(st.sampled_from([0, 1, 2, 5, Fraction(7, 2)]), min_size=2, max_size=5).map(
    lambda values: dict(zip("ABCDE", values, strict=False))
)


@given(COSTS, st.sampled_from([0, 1, 2, Fraction(5, 3)]))
def test_all_costs_at_once_are_the_costs_one_by_one(
    costs: dict[str, Fraction], extra: Fraction
) -> None:
    games = [airport(costs), additive_and_fixed(costs, extra)]
    if extra <= sum(costs.values()):
        games.append(stand_alone_and_joint(costs, extra))
    for made in games:
        known = made.numerators()
        assert len(known) == 2 ** len(costs)
        assert all(
            Fraction(cost, made.costs.denominator) == made.cost(mask)
            for mask, cost in enumerate(known)
        )


def test_separable_costs_of_the_tva() -> None:
    # Straffin & Heaney (1981): 412 584 - 367 370, 412 584 - 378 821, 412 584 - 301 607.
    assert TVA.separable() == {"N": 45214, "F": 33763, "P": 110977}


@given(costs=st.lists(st.integers(0, 9), min_size=2, max_size=6), one=st.integers(0, 9))
def test_costs_alone_and_of_all_the_others_are_those_of_the_coalitions(
    costs: list[int], one: int
) -> None:
    players = [f"{number:03d}" for number in range(len(costs))]
    own = {code: Fraction(cost, 2) for code, cost in zip(players, costs, strict=True)}
    games = [
        airport(own),
        additive_and_fixed(own, one),
        stand_alone_and_joint(own, min(one, sum(own.values()))),
    ]
    games += [
        CostGame(known.players, TableOfCosts(known.costs.denominator, tuple(known.numerators())))
        for known in games
    ]
    for known in games:
        everyone = known.everyone
        assert known.stand_alone() == {code: known.cost([code]) for code in players}
        assert known.separable() == {
            code: known.cost(everyone) - known.cost([other for other in players if other != code])
            for code in players
        }
        assert known.numerators() == [known.costs.numerator(mask) for mask in range(everyone + 1)]

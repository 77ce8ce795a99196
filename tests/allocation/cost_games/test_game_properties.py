"""Witnesses against properties of cost games, by cases and by the definitions."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given

from analyysi.allocation.cost_games.declared_games import (
    airport,
)
from analyysi.allocation.cost_games.game_properties import (
    Witness,
    concavity_witness,
    essentiality_witness,
    monotonicity_witness,
    subadditivity_witness,
)
from analyysi.allocation.cost_games.games import CostGame
from analyysi.errors import AllocationError
from support.cost_games import SMALL_GAMES, coalitions, game


def test_witnesses() -> None:
    # {A, B} costs 9 > 3 + 4 together; C's joining saves 2 from {A, B}.
    made = game({"A": 3, "B": 4, "C": 5, "AB": 9, "AC": 6, "BC": 7, "ABC": 7})
    assert subadditivity_witness(made) == Witness((("A",), ("B",)), Fraction(2))
    assert monotonicity_witness(made) == Witness((("A", "B"), ("A", "B", "C")), Fraction(2))
    assert concavity_witness(made) == Witness((("A",), ("B",)), Fraction(2))
    assert essentiality_witness(made) is None
    dear = game({"A": 3, "B": 4, "AB": Fraction(15, 2)})
    assert essentiality_witness(dear) == Witness((("A", "B"),), Fraction(1, 2))
    assert essentiality_witness(game({"A": 3, "B": 4, "AB": 7})) == Witness(
        (("A", "B"),), Fraction(0)
    )


def test_subadditive_and_not_concave() -> None:
    # Any two cost 4, all cost 6: c(AB) + c(AC) = 8 < c(ABC) + c(A) = 9.
    made = game({"A": 3, "B": 3, "C": 3, "AB": 4, "AC": 4, "BC": 4, "ABC": 6})
    assert subadditivity_witness(made) is None
    assert concavity_witness(made) == Witness((("A", "B"), ("A", "C")), Fraction(1))


def test_airport_games_have_every_property() -> None:
    made = airport({"A": 8, "B": 11, "C": 13, "D": 18})
    assert subadditivity_witness(made) is None
    assert concavity_witness(made) is None
    assert monotonicity_witness(made) is None
    assert essentiality_witness(made) is None


@given(SMALL_GAMES)
def test_witnesses_against_the_definitions(made: CostGame) -> None:
    sets = [frozenset(members) for members in coalitions("".join(made.players))]
    cost = {members: made.cost(members) for members in sets} | {frozenset[str](): Fraction(0)}
    apart = [(a, b) for a in sets for b in sets if not a & b and cost[a | b] > cost[a] + cost[b]]
    crossing = [(a, b) for a in sets for b in sets if cost[a | b] + cost[a & b] > cost[a] + cost[b]]
    inside = [
        (a, b) for a in (*sets, frozenset[str]()) for b in sets if a < b and cost[a] > cost[b]
    ]
    for found, every in (
        (subadditivity_witness(made), apart),
        (concavity_witness(made), crossing),
        (monotonicity_witness(made), inside),
    ):
        assert (found is None) == (not every)
    for found in (subadditivity_witness(made), concavity_witness(made)):
        if found:
            a, b = map(frozenset, found.coalitions)
            assert found.by == cost[a | b] + cost[a & b] - cost[a] - cost[b] > 0
    if found := monotonicity_witness(made):
        a, b = map(frozenset, found.coalitions)
        assert a < b
        assert found.by == cost[a] - cost[b] > 0


@pytest.mark.parametrize(
    ("check", "largest"),
    [(subadditivity_witness, 14), (concavity_witness, 18), (monotonicity_witness, 20)],
)
def test_too_many_players_to_go_through(
    check: Callable[[CostGame], Witness | None], largest: int
) -> None:
    with pytest.raises(
        AllocationError, match=f"has {largest + 1} players: this can be worked out for {largest}"
    ):
        check(airport({str(number): number for number in range(largest + 1)}))

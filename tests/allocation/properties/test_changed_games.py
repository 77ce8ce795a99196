"""Changed cost games against their definitions, coalition by coalition."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.declared_games import airport
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.allocation.properties.changed_games import (
    LARGEST_CHANGED,
    alike,
    dearer_alone,
    merged,
    reordered,
)
from analyysi.errors import AllocationError

PLAYERS = ("005", "020", "091")
GAMES = st.lists(st.integers(0, 20), min_size=7, max_size=7).map(
    lambda costs: CostGame(PLAYERS, TableOfCosts(2, (0, *costs)))
)
GROUPS = st.sets(st.sampled_from(PLAYERS))


@given(game=GAMES, group=GROUPS)
def test_one_stands_for_both_after_a_merger(game: CostGame, group: set[str]) -> None:
    after = merged(game, "005", "091")
    assert after.players == ("005", "020")
    both = group | {"091"} if "005" in group else group - {"091"}
    assert after.cost(tuple(group - {"091"})) == game.cost(tuple(both))


@given(game=GAMES, group=GROUPS)
def test_the_other_costs_what_the_first_would_cost_in_its_place(
    game: CostGame, group: set[str]
) -> None:
    after = alike(game, "005", "091")
    swapped = group - {"091"} | {"005"} if "091" in group and "005" not in group else group
    assert after.cost(tuple(group)) == game.cost(tuple(swapped))
    assert after.cost(("005",)) == after.cost(("091",))


@given(game=GAMES, group=GROUPS, by=st.fractions(0, 9, max_denominator=4))
def test_one_is_dearer_by_itself_alone(game: CostGame, group: set[str], by: Fraction) -> None:
    rise = by if group == {"020"} else 0
    assert dearer_alone(game, "020", by).cost(tuple(group)) == game.cost(tuple(group)) + rise


@given(game=GAMES, group=GROUPS)
def test_another_order_changes_no_cost(game: CostGame, group: set[str]) -> None:
    after = reordered(game)
    assert after.players == PLAYERS[::-1]
    assert after.cost(tuple(group)) == game.cost(tuple(group))


@given(game=GAMES)
def test_what_is_kept_of_a_game_is_kept_of_its_changes(game: CostGame) -> None:
    kept = replace(game, kept={})
    changes = (
        merged(kept, "005", "091"),
        alike(kept, "005", "091"),
        dearer_alone(kept, "020", Fraction(1)),
        reordered(kept),
    )
    assert all(changed.kept is kept.kept for changed in changes)
    assert kept == game


def test_a_game_of_too_many_players_is_not_changed() -> None:
    large = airport({f"{number:03}": number for number in range(LARGEST_CHANGED + 1)})
    with pytest.raises(AllocationError, match="11 players: changes are worked out for 10 at most"):
        reordered(large)
    with pytest.raises(AllocationError, match="11 players"):
        dearer_alone(large, "001", Fraction(1))

"""Cost games that several tests use."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import strategies as st

from analyysi.allocation.cost_games.declared_games import (
    from_table,
)
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts


def game(costs: Mapping[str, int | Fraction]) -> CostGame:
    """Make a game whose players are letters: {"A": 3, "B": 4, "AB": 5}."""
    players = sorted(set("".join(costs)))
    return from_table(players, [(tuple(coalition), cost) for coalition, cost in costs.items()])


def coalitions(players: str) -> list[tuple[str, ...]]:
    return list(
        chain.from_iterable(combinations(players, size) for size in range(1, len(players) + 1))
    )


# The costs of the Tennessee Valley Authority for navigation, flood control and power, in thousands
# of dollars, of Ransmeier (1942), The Tennessee Valley Authority, as used by Straffin & Heaney
# (1981), Game theory and the Tennessee Valley Authority, International Journal of Game Theory 10,
# 35-43. No copy was at hand: the costs and the published shares are written down from memory, and
# agree with each other.
TVA = game(
    {"N": 163520, "F": 140826, "P": 250096, "NF": 301607, "NP": 378821, "FP": 367370, "NFP": 412584}
)

SMALL_GAMES = st.integers(2, 4).flatmap(
    lambda size: st.tuples(*[st.sampled_from([0, 1, 2, 3, 5, 8])] * (2**size - 1)).map(
        lambda costs: CostGame(tuple("ABCD"[:size]), TableOfCosts(1, (0, *costs)))
    )
)

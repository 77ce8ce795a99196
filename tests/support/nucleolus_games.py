"""Games of the literature on the nucleolus, and random ones."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from hypothesis import strategies as st

from analyysi.allocation.cost_games.declared_games import from_table
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts


def game(costs: Mapping[str, int | str | Fraction]) -> CostGame:
    """Make a game whose players are letters: {"A": 3, "B": 4, "AB": 5}."""
    players = "".join(sorted(set("".join(costs))))
    return from_table(
        players, [(tuple(coalition), Fraction(cost)) for coalition, cost in costs.items()]
    )


def games(
    smallest: int, largest: int, costs: tuple[int, ...] = (0, 1, 2, 3, 5, 8)
) -> st.SearchStrategy[CostGame]:
    """Games of few distinct costs, so that ties happen."""
    return st.integers(smallest, largest).flatmap(
        lambda size: st.lists(
            st.sampled_from(costs), min_size=2**size - 1, max_size=2**size - 1
        ).map(lambda drawn: CostGame(tuple("ABCDEF"[:size]), TableOfCosts(1, (0, *drawn))))
    )


def worst_first(
    made: CostGame, amounts: Mapping[str, Fraction], per_capita: bool = False
) -> list[Fraction]:
    """Return the slacks of all coalitions but the empty and the whole, smallest first."""
    return sorted(
        (made.cost(mask) - sum(amounts[code] for code in made.members(mask)))
        / (mask.bit_count() if per_capita else 1)
        for mask in range(1, made.everyone)
    )


Solution = Callable[[CostGame], dict[str, Fraction]]

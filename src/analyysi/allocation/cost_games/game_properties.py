"""Properties of a cost game, each looked for with a witness against it: is joining cheaper, and
ever more so?

A witness is the first that is found, not the one by which the property fails most.
"""

from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.cost_games.games import CostGame

LARGEST_SQUARES = 18
"""The most players for whom every two members joining every coalition are gone through: ten million
cases.
"""

LARGEST_PAIRS = 14
"""The most players whose pairs of separate coalitions are gone through one by one: five million
pairs.
"""


@dataclass(frozen=True)
class Witness:
    """The coalitions that show a property to fail, and by how many cents it does."""

    coalitions: tuple[tuple[str, ...], ...]
    by: Fraction


def subadditivity_witness(game: CostGame) -> Witness | None:
    """Return two separate coalitions that would cost more together than apart, or None."""
    costs = game.numerators(LARGEST_PAIRS)
    for union in range(1, game.everyone + 1):
        # The first member never joins the group, so that each pair is met once.
        followers = union & union - 1
        group = followers
        while group:
            if costs[union] > costs[group] + costs[union ^ group]:
                by = costs[union] - costs[group] - costs[union ^ group]
                return _witness(game, by, union ^ group, group)
            group = group - 1 & followers
    return None


def concavity_witness(game: CostGame) -> Witness | None:
    """Return two overlapping coalitions S and T with c(S or T) + c(S and T) > c(S) + c(T), or None.

    It is enough to look at coalitions that differ by one member each way (Shapley 1971, Cores of
    convex games, International Journal of Game Theory 1, 11-26).
    """
    costs = game.numerators(LARGEST_SQUARES)
    singles = [1 << number for number in range(len(game.players))]
    for mask, cost in enumerate(costs):
        free = [bit for bit in singles if not mask & bit]
        for position, first in enumerate(free):
            with_first = costs[mask | first]
            for second in free[:position]:
                by = costs[mask | first | second] + cost - with_first - costs[mask | second]
                if by > 0:
                    return _witness(game, by, mask | second, mask | first)
    return None


def monotonicity_witness(game: CostGame) -> Witness | None:
    """Return a coalition and a larger one that costs less, or None."""
    costs = game.numerators()
    for number in range(len(game.players)):
        bit = 1 << number
        for mask, cost in enumerate(costs):
            if not mask & bit and costs[mask | bit] < cost:
                return _witness(game, cost - costs[mask | bit], mask, mask | bit)
    return None


def essentiality_witness(game: CostGame) -> Witness | None:
    """Return the coalition of all if it costs no less than its members apart, or None if joining
    saves.
    """
    by = game.total - sum(game.stand_alone().values())
    return Witness((game.players,), by) if by >= 0 else None


def _witness(game: CostGame, by: int, *masks: int) -> Witness:
    return Witness(
        tuple(game.members(mask) for mask in masks), Fraction(by, game.costs.denominator)
    )

"""Changed cost games: two players as one, one player like another, one that costs
more by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.errors import AllocationError

LARGEST_CHANGED = 10
"""Players of a game that is changed: each change is a table of all coalitions, and a solution of it
is worked out.
"""


def merged(game: CostGame, first: str, second: str) -> CostGame:
    """Let `first` stand for both: a coalition with it costs what it costs with both.

    >>> from analyysi.allocation.cost_games.declared_games import airport
    >>> merged(airport({"020": 8, "091": 11, "105": 13}), "020", "091").stand_alone()
    {'020': Fraction(11, 1), '105': Fraction(13, 1)}
    """
    first_bit, second_bit = _bit(game, first), _bit(game, second)
    players = tuple(code for code in game.players if code != second)
    return _with_costs(
        game,
        players,
        (mask | second_bit if mask & first_bit else mask for mask in _masks(game, players)),
    )


def alike(game: CostGame, first: str, second: str) -> CostGame:
    """Let `second` cost a coalition just what `first` would cost it in its place.

    >>> from analyysi.allocation.cost_games.declared_games import airport
    >>> alike(airport({"020": 8, "091": 11, "105": 13}), "020", "091").stand_alone()
    {'020': Fraction(8, 1), '091': Fraction(8, 1), '105': Fraction(13, 1)}
    """
    first_bit, second_bit = _bit(game, first), _bit(game, second)
    swapped = (
        mask ^ first_bit ^ second_bit if mask & second_bit and not mask & first_bit else mask
        for mask in _all(game)
    )
    return _with_costs(game, game.players, swapped)


def dearer_alone(game: CostGame, player: str, by: Fraction) -> CostGame:
    """Let a player cost `by` cents more by itself, and every other coalition what it costs.

    >>> from analyysi.allocation.cost_games.declared_games import airport
    >>> dearer_alone(airport({"020": 8, "091": 11}), "020", Fraction(1, 2)).stand_alone()
    {'020': Fraction(17, 2), '091': Fraction(11, 1)}
    """
    _check(game)
    denominator = game.costs.denominator * by.denominator
    costs = [cost * by.denominator for cost in game.numerators()]
    costs[_bit(game, player)] += by.numerator * game.costs.denominator
    return CostGame(game.players, TableOfCosts(denominator, tuple(costs)), game.kept)


def reordered(game: CostGame) -> CostGame:
    """Name the players in the opposite order; nothing else changes."""
    players = tuple(reversed(game.players))
    return _with_costs(game, players, _masks(game, players))


def _with_costs(game: CostGame, players: tuple[str, ...], masks: Iterable[int]) -> CostGame:
    """Make the game of `players` in which each coalition, by mask, costs what the given mask costs
    in `game`.
    """
    _check(game)
    known = game.numerators()
    costs = TableOfCosts(game.costs.denominator, tuple(known[mask] for mask in masks))
    return CostGame(players, costs, game.kept)


def _check(game: CostGame) -> None:
    if len(game.players) > LARGEST_CHANGED:
        raise AllocationError(
            "The game has {count} players: changes are worked out for {most} at most.",
            count=len(game.players),
            most=LARGEST_CHANGED,
        )


def _bit(game: CostGame, code: str) -> int:
    return 1 << game.players.index(code)


def _all(game: CostGame) -> range:
    return range(1 << len(game.players))


def _masks(game: CostGame, players: tuple[str, ...]) -> list[int]:
    """Return the masks in `game` of all coalitions of some of its players, in those coalitions' own
    order.
    """
    masks = [0]
    for code in players:
        bit = _bit(game, code)
        masks += [mask | bit for mask in masks]
    return masks

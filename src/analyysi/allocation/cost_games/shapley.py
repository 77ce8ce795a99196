"""The Shapley value: what each player's joining adds on average over the orders in which all may
join.
"""

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub

from analyysi.allocation.cost_games.games import LARGEST_TABLE, AirportCosts, CostGame
from analyysi.errors import AllocationError, Sentence

_ONE_MORE = bytes(range(1, 256)) + b"\0"
"""A table for `bytes.translate` that adds one to each."""

LARGEST_OWEN = 1 << 22
"""The most costs of coalitions that the Owen value may take: a few seconds' work."""


def shapley_value(game: CostGame) -> dict[str, Fraction]:
    """Return the exact Shapley value of a cost game.

    An airport game of any size is worked out in closed form; any other from all its coalitions,
    whole numbers throughout, in a number of steps in proportion to the number of coalitions.

    Raises
    ------
    AllocationError
        If there are more than `LARGEST_TABLE` players and it is not an airport game:
        `sample_shapley` is for those.

    References
    ----------
    Shapley (1953), A value for n-person games; Littlechild & Owen (1973) for airport games.

    Examples
    --------
    >>> from analyysi.allocation.cost_games.declared_games import airport
    >>> runway = airport({"020": 8, "091": 11, "105": 13, "205": 18})
    >>> [str(share) for share in shapley_value(runway).values()]
    ['2', '3', '4', '9']
    """
    if isinstance(game.costs, AirportCosts):
        return _airport_value(game.players, game.costs)
    if len(game.players) > LARGEST_TABLE:
        raise AllocationError(
            "The exact Shapley value was asked for {count} players: {most} "
            "is the most. Use sample_shapley, which tells its error.",
            count=len(game.players),
            most=LARGEST_TABLE,
        )
    shares = _value_of_table(game.numerators(), len(game.players), game.costs.denominator)
    return dict(zip(game.players, shares, strict=True))


def _value_of_table(costs: Sequence[int], players: int, scale: int) -> list[Fraction]:
    """Return the value from the costs of all coalitions by mask, in units of one over `scale`; the
    empty one must cost nothing.

    With w(s) = (s-1)!(n-s)!/n!, a player's value is the sum of w(s) (c(S) - c(S without it)) over
    the coalitions of s members with it. The others of all but it are as well the coalitions without
    it, and of those w is the same: the value is the sum of w(s) d(S), d being c(S) - c(N without
    S). Now d of the coalitions with the last player is that of those without it, but for the sign.
    So the last player's value is less the sum of w(n-s) d(S) over the coalitions without it, and
    another player's is this and the sum of (w(s) + w(n-s)) d(S) over those of them with that
    player. Since all values sum to c(N), the latter sums are enough. They come for all players at
    once: the upper half of the table, then the same of the two halves added.
    """
    half, whole = 1 << players - 1, costs[-1]
    # Every (n-s) C(n, s) and s C(n, s) divides the least common multiple of 1 to n.
    unit = math.lcm(*range(1, players + 1))
    both = [0]
    for size in range(1, players):
        both.append(unit * players // (size * (players - size) * math.comb(players, size)))
    sizes = b"\0"
    for _ in range(players - 1):
        sizes += sizes.translate(_ONE_MORE)
    gaps = map(sub, costs[:half], costs[: half - 1 : -1])
    weighted = list(map(mul, gaps, map(both.__getitem__, sizes)))
    sums = []
    for number in reversed(range(players - 1)):
        upper = weighted[1 << number :]
        sums.append(sum(upper))
        weighted = list(map(add, weighted, upper))
    last = unit * whole - sum(sums)
    return [Fraction(players * more + last, unit * players * scale) for more in (*sums[::-1], 0)]


def _airport_value(players: Sequence[str], costs: AirportCosts) -> dict[str, Fraction]:
    """Each step from one need to the next larger is shared equally by all who need at least that
    much.
    """
    order = sorted(range(len(players)), key=lambda number: costs.needs[number])
    values = [Fraction(0)] * len(players)
    paid, reached = Fraction(0), 0
    for position, number in enumerate(order):
        if costs.needs[number] > reached:
            paid += Fraction(
                costs.needs[number] - reached, (len(order) - position) * costs.denominator
            )
            reached = costs.needs[number]
        values[number] = paid
    return dict(zip(players, values, strict=True))


def owen_value(game: CostGame, unions: Sequence[Collection[str]]) -> dict[str, Fraction]:
    """Return the Owen value: the unions join in any order, and within a union its members do.

    With every player a union of its own, or all in one union, it is the Shapley value.

    Parameters
    ----------
    unions
        The players in groups that act together, each player in exactly one.

    Raises
    ------
    AllocationError
        If the unions do not divide the players among them, or are too many or too large to go
        through.

    References
    ----------
    Owen (1977), Values of games with a priori unions, in: Henn & Moeschlin (eds), Mathematical
    Economics and Game Theory, 76-88.
    """
    named = [code for union in unions for code in union]
    if sorted(named) != sorted(game.players) or not all(unions):
        odd = _named_amiss(named, game.players)
        raise AllocationError(
            "The unions do not divide the players among them: look at {named}. Name "
            "each player in exactly one union.",
            named=", ".join(odd) or Sentence("an empty union"),
        )
    masks = [game.mask(union) for union in unions]
    cases = sum(1 << len(masks) - 1 + mask.bit_count() for mask in masks)
    if cases > LARGEST_OWEN:
        raise AllocationError(
            "The Owen value of {unions} unions of these sizes takes {cases} costs of coalitions: "
            "{most} at most can be gone through. Join some unions.",
            unions=len(masks),
            cases=cases,
            most=LARGEST_OWEN,
        )
    cost_of = (
        game.numerators().__getitem__
        if len(game.players) <= LARGEST_TABLE
        else game.costs.numerator
    )
    amounts: dict[str, Fraction] = {}
    for union in masks:
        members = game.members(union)
        groups = _unions_of([1 << game.players.index(code) for code in members])
        others = [mask for mask in masks if mask != union]
        costs = [0] * len(groups)
        for outside in _unions_of(others):
            size = sum(1 for mask in others if mask & outside)
            weight = math.factorial(size) * math.factorial(len(others) - size)
            for position, inside in enumerate(groups):
                costs[position] += weight * cost_of(outside | inside)
        base = costs[0]
        scale = math.factorial(len(masks)) * game.costs.denominator
        shares = _value_of_table([cost - base for cost in costs], len(members), scale)
        amounts |= zip(members, shares, strict=True)
    return {code: amounts[code] for code in game.players}


def _named_amiss(named: Sequence[str], players: Sequence[str]) -> list[str]:
    """Return who is in no union, in several, or is no player."""
    twice = {code for code in named if named.count(code) > 1}
    return sorted((set(named) ^ set(players)) | twice)


def _unions_of(masks: Sequence[int]) -> list[int]:
    """Return the union of every choice among separate masks."""
    unions = [0]
    for mask in masks:
        unions += [known | mask for known in unions]
    return unions


def marginal_vector(game: CostGame, order: Sequence[str]) -> dict[str, Fraction]:
    """Return what each player adds to the cost when all join in a given order."""
    if sorted(order) != sorted(game.players):
        raise AllocationError(
            "The order of joining must name every player once: {players}. It names {named}.",
            players=", ".join(game.players),
            named=", ".join(order) or Sentence("nobody"),
        )
    added, mask, before = {}, 0, Fraction(0)
    for code in order:
        mask |= 1 << game.players.index(code)
        after = game.cost(mask)
        added[code] = after - before
        before = after
    return {code: added[code] for code in game.players}


@dataclass(frozen=True)
class SampledValue:
    """An estimate of the Shapley value that sums exactly to the cost, and how far off it may be.

    `standard_errors` are in cents, rounded up to thousandths. The true value lies within two of
    them of the estimate in about 95 cases of a hundred, which is not a bound that always holds.
    """

    amounts: Mapping[str, Fraction]
    standard_errors: Mapping[str, Fraction]
    draws: int
    seed: int


def sample_shapley(game: CostGame, draws: int, seed: int = 1) -> SampledValue:
    """Estimate the Shapley value from random orders of joining, for games of any size.

    Each draw is an order and its reverse (antithetic), whose mean is one observation. The
    observations are exact and each sums to the cost; so does their mean. The same seed gives the
    same orders on every version of Python, since only `random()` is drawn.

    References
    ----------
    Castro, Gómez & Tejada (2009), Polynomial calculation of the Shapley value based on sampling,
    Computers & Operations Research 36, 1726-1730.
    """
    if draws < 2:
        raise AllocationError(
            "{draws} draws were asked for: an error can be told from two or more. Ask for 1000.",
            draws=draws,
        )
    size = len(game.players)
    generator = random.Random(seed)
    # Drawn by ascending code, so that the order in which the players are listed has no effect.
    by_code = sorted(range(size), key=game.players.__getitem__)
    sums, squares = [0] * size, [0] * size
    for _ in range(draws):
        keys = [generator.random() for _ in range(size)]
        order = [by_code[place] for place in sorted(range(size), key=keys.__getitem__)]
        observed = [0] * size
        for joining in (order, order[::-1]):
            mask = before = 0
            for number in joining:
                mask |= 1 << number
                after = game.costs.numerator(mask)
                observed[number] += after - before
                before = after
        for number, change in enumerate(observed):
            sums[number] += change
            squares[number] += change * change
    unit = 2 * game.costs.denominator
    amounts, errors = {}, {}
    for code, first, second in zip(game.players, sums, squares, strict=True):
        amounts[code] = Fraction(first, draws * unit)
        variance = Fraction(
            draws * second - first * first, draws * draws * (draws - 1) * unit * unit
        )
        errors[code] = _root_upwards(variance)
    return SampledValue(amounts, errors, draws, seed)


def _root_upwards(square: Fraction) -> Fraction:
    """Return the square root rounded up to thousandths."""
    thousandths = math.ceil(square * 1_000_000)
    root = math.isqrt(thousandths)
    return Fraction(root + (root * root < thousandths), 1000)

"""Cost games made of what is declared: a table, stand-alone and joint costs, needs, fixed costs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.cost_games.games import (
    LARGEST_TABLE,
    AdditiveAndFixedCosts,
    AirportCosts,
    CostGame,
    StandAloneAndJointCosts,
    TableOfCosts,
    integers,
)
from analyysi.errors import AllocationError, Sentence, joined

Pairs = Iterable[tuple[Collection[str], Fraction | int]]


def from_table(
    players: Sequence[str], table: Mapping[frozenset[str], Fraction | int] | Pairs
) -> CostGame:
    """Make a cost game of a table that names every coalition once.

    The empty coalition may be left out; if it is named, its cost must be zero.

    Raises
    ------
    AllocationError
        If a coalition is missing, named twice or has a member that is not a player; every such
        fault is named.
    """
    game = CostGame(tuple(players), TableOfCosts(1, ()))
    if len(players) > LARGEST_TABLE:
        raise AllocationError(
            "A table of coalitions of {count} players was given: {most} is "
            "the most. Use a form that needs no table, such as needs or stand-alone "
            "costs.",
            count=len(players),
            most=LARGEST_TABLE,
        )
    known: dict[int, Fraction] = {}
    twice, unknown = [], []
    for coalition, cost in table.items() if isinstance(table, Mapping) else table:
        if (
            isinstance(coalition, str)
            or set(coalition) - set(players)
            or len(set(coalition)) != len(coalition)
        ):
            unknown.append(_named(coalition))
            continue
        mask = game.mask(coalition)
        if mask in known:
            twice.append(_named(game.members(mask)))
        known[mask] = Fraction(cost)
    missing = [
        _named(game.members(mask)) for mask in range(1, game.everyone + 1) if mask not in known
    ]
    faults = []
    if missing:
        faults.append(Sentence("no cost for {coalitions}", coalitions=_first(missing)))
    if twice:
        faults.append(Sentence("two costs for {coalitions}", coalitions=_first(twice)))
    if unknown:
        faults.append(Sentence("unknown members in {coalitions}", coalitions=_first(unknown)))
    if known.get(0):
        faults.append(Sentence("a cost for the empty coalition"))
    if faults:
        raise AllocationError(
            "The table of coalitions is not whole: {faults}. Every coalition of "
            "{players} must be named exactly once.",
            faults=joined(faults, "; "),
            players=", ".join(players),
        )
    denominator, values = integers(
        [Fraction(0), *(known[mask] for mask in range(1, game.everyone + 1))]
    )
    return CostGame(game.players, TableOfCosts(denominator, values))


def stand_alone_and_joint(
    stand_alone: Mapping[str, Fraction | int], joint: Fraction | int
) -> CostGame:
    """Make a cost game of each player's stand-alone cost and one joint cost.

    One player costs its stand-alone cost. Two or more cost the sum of their stand-alone costs, or
    the joint cost if that is less::

        c(S) = min(sum of stand-alone costs in S, joint)    when S has two members or more

    This ASSUMES that the joint service costs any two the same as it costs all: nobody's leaving
    makes it cheaper, and a part of the members cannot have a smaller joint service of their own.
    Where a smaller service would be cheaper, these costs are too high for the small coalitions, and
    a test of the core finds fewer objections than there are; use `from_table` then.

    Raises
    ------
    AllocationError
        If there are fewer than two players, a cost is negative, or the joint cost is more than all
        the stand-alone costs together: the cost of the coalition of all would then not be the joint
        cost.
    """
    denominator, (shared, *alone) = integers(
        [Fraction(joint), *_not_negative(Sentence("stand-alone cost"), stand_alone)]
    )
    if len(alone) < 2:
        raise AllocationError(
            "A joint cost needs two players or more to share it: give a stand-alone cost for each."
        )
    if joint < 0:
        raise AllocationError(
            "The joint cost is {joint} cents: zero or more was expected.", joint=joint
        )
    if shared > sum(alone):
        raise AllocationError(
            "The joint cost of {joint} cents is more than the stand-alone costs "
            "together, {stand_alone} cents: apart would be cheaper, so there is no "
            "saving to share. Check the stand-alone costs.",
            joint=joint,
            stand_alone=Fraction(sum(alone), denominator),
        )
    return CostGame(tuple(stand_alone), StandAloneAndJointCosts(denominator, tuple(alone), shared))


@dataclass(frozen=True)
class GameRange:
    """The same cost game with the lowest and with the highest of estimated stand-alone costs."""

    low: CostGame
    high: CostGame


def stand_alone_range_and_joint(
    low: Mapping[str, Fraction | int], high: Mapping[str, Fraction | int], joint: Fraction | int
) -> GameRange:
    """Make the games of `stand_alone_and_joint` at both ends of estimated stand-alone costs.

    Raises
    ------
    AllocationError
        As there, or if the two ends are not of the same players or a low end is above its high end.
    """
    if set(low) != set(high):
        raise AllocationError(
            "The range of stand-alone costs lacks an end for {players}: give both.",
            players=", ".join(sorted(set(low) ^ set(high))),
        )
    crossed = [code for code in low if low[code] > high[code]]
    if crossed:
        raise AllocationError(
            "The low end of the stand-alone cost is above the high end for "
            "{players}: exchange them.",
            players=", ".join(crossed),
        )
    return GameRange(
        stand_alone_and_joint(low, joint),
        stand_alone_and_joint({code: high[code] for code in low}, joint),
    )


def airport(needs: Mapping[str, Fraction | int]) -> CostGame:
    """Make the cost game in which a coalition costs as much as the largest need in it.

    References
    ----------
    Littlechild & Owen (1973), A simple expression for the Shapley value in a special case,
    Management Science 20, 370-372.
    """
    denominator, values = integers(_not_negative(Sentence("need"), needs))
    return CostGame(tuple(needs), AirportCosts(denominator, values))


def additive_and_fixed(own: Mapping[str, Fraction | int], fixed: Fraction | int) -> CostGame:
    """Make the cost game in which each player causes a cost of its own, and any coalition one fixed
    cost.
    """
    if fixed < 0:
        raise AllocationError(
            "The fixed cost is {fixed} cents: zero or more was expected.", fixed=fixed
        )
    denominator, (once, *values) = integers(
        [Fraction(fixed), *_not_negative(Sentence("own cost"), own)]
    )
    return CostGame(tuple(own), AdditiveAndFixedCosts(denominator, tuple(values), once))


def _not_negative(cost_name: Sentence, costs: Mapping[str, Fraction | int]) -> list[Fraction]:
    negative = [code for code, cost in costs.items() if cost < 0]
    if negative:
        raise AllocationError(
            "The {cost} of {players} is negative: zero or more was expected.",
            cost=cost_name,
            players=", ".join(negative),
        )
    return [Fraction(cost) for cost in costs.values()]


def _first(names: Sequence[str]) -> Sentence:
    shown = Sentence(", ".join(names[:5]))
    if len(names) <= 5:
        return shown
    return Sentence("{names} and {count} more", names=shown, count=len(names) - 5)


def _named(coalition: Collection[str]) -> str:
    return f"{{{', '.join(coalition) if not isinstance(coalition, str) else coalition}}}"

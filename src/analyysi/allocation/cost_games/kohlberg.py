"""Kohlberg's criterion: whether a split is the nucleolus, decided exactly and without computing the
nucleolus.

Slack is what a coalition would cost by itself less what it pays, or that per member, as in
`nucleolus`.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from analyysi.allocation.cost_games.coalition_sums import subset_sums
from analyysi.allocation.cost_games.equations import Held, Space
from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.cost_games.nucleolus import LARGEST, check_stand_alone
from analyysi.allocation.cost_games.simplex import Simplex, least_of


def is_nucleolus(
    game: CostGame,
    amounts: Mapping[str, Fraction | int],
    *,
    per_capita: bool = False,
    stand_alone: bool = True,
) -> bool:
    """Return, by Kohlberg's criterion, whether a split is the nucleolus; exact, and without
    computing it.

    At every level of slack, the coalitions with that slack or less must be balanced: some positive
    weights on them, with weights of zero or more on the players who pay just their stand-alone
    cost, must count every player equally. Either answer is checked by itself: for yes, the weights
    are added up; for no, there is a transfer between the players that takes from none of these
    coalitions and gives to one.

    Parameters
    ----------
    per_capita
        Test for `per_capita_nucleolus`.
    stand_alone
        False tests for `prenucleolus`, in which a player may pay more than alone.

    Raises
    ------
    AllocationError
        If the split is not of these players, does not sum to the cost, or there are more than
        `LARGEST` players; or if the nucleolus is not defined.

    References
    ----------
    Kohlberg (1971), On the nucleolus of a characteristic function game, SIAM Journal on Applied
    Mathematics 20, 62-66.
    """
    return kohlberg_transfer(game, amounts, per_capita=per_capita, stand_alone=stand_alone) is None


def kohlberg_transfer(
    game: CostGame,
    amounts: Mapping[str, Fraction | int],
    *,
    per_capita: bool = False,
    stand_alone: bool = True,
) -> dict[str, int] | None:
    """Return a change of the amounts, summing to zero, that shows a split not to be the nucleolus,
    or None.

    A small enough multiple of the change lowers what a worst-off coalition pays and raises it for
    none that is as badly off or worse; or lowers the amounts of the players that pay more than
    alone.
    """
    if stand_alone:
        check_stand_alone(game)
    payments = game.checked(amounts)
    size = len(game.players)
    costs = game.numerators(LARGEST)
    slacks = _slacks(game, list(payments.values()), costs)
    singles = [1 << number for number in range(size)]
    above = [single for single in singles if stand_alone and slacks[single] < 0]
    if above:
        below = [single for single in singles if slacks[single] > 0]
        return {
            code: -len(below) if single in above else len(above) if single in below else 0
            for code, single in zip(game.players, singles, strict=True)
        }
    content = [single for single in singles if stand_alone and slacks[single] == 0]
    if per_capita:
        slacks = [slack / (mask.bit_count() or 1) for mask, slack in enumerate(slacks)]
    held = Held(size).holding(game.everyone)
    levels: dict[Fraction, list[int]] = {}
    for mask in range(1, game.everyone):
        levels.setdefault(slacks[mask], []).append(mask)
    for slack in sorted(levels):
        space = held.space
        settled = space.settled
        level = [mask for mask in levels[slack] if not settled[mask]]
        if not level:
            continue
        change = _unbalanced(space, level, [mask for mask in content if not settled[mask]])
        if change is not None:
            return dict(zip(game.players, change, strict=True))
        for mask in level:
            held = held.holding(mask)
        if held.rank == size:
            return None
    return None


def _slacks(game: CostGame, payments: Sequence[Fraction], costs: Sequence[int]) -> list[Fraction]:
    paid = [Fraction(0)]
    for payment in payments:
        paid += [known + payment for known in paid]
    return [
        Fraction(cost, game.costs.denominator) - pays
        for cost, pays in zip(costs, paid, strict=True)
    ]


def _unbalanced(space: Space, level: Sequence[int], content: Sequence[int]) -> list[int] | None:
    """Return a direction in the space that harms no coalition of the level and helps one; None if
    balanced.

    "Balanced" is that weights of one or more on `level` and of zero or more on `content` add up to
    nothing in the space: a system of equations in unknowns of zero or more, put to the simplex
    method.
    """
    target = [0] * space.dimension
    for mask in level:
        target = [known - entry for known, entry in zip(target, space.column(mask), strict=True)]
    signs = [-1 if entry < 0 else 1 for entry in target]
    candidates = [*level, *content]

    def column(number: int) -> list[int]:
        return [
            sign * entry
            for sign, entry in zip(signs, space.column(candidates[number]), strict=True)
        ]

    def entering(simplex: Simplex, first: bool) -> int:
        sums = subset_sums(
            space.prices(
                [
                    sign * multiplier
                    for sign, multiplier in zip(signs, simplex.multipliers, strict=True)
                ]
            )
        )
        return least_of([-sums[mask] for mask in candidates], first)

    simplex = Simplex([sign * entry for sign, entry in zip(signs, target, strict=True)])
    simplex.minimise(entering, column)
    if any(
        name < 0 and amount for name, amount in zip(simplex.basis, simplex.amounts, strict=True)
    ):
        change = space.prices(
            [sign * multiplier for sign, multiplier in zip(signs, simplex.multipliers, strict=True)]
        )
        gains = subset_sums(change)
        if any(gains[mask] > 0 for mask in candidates) or not any(
            gains[mask] < 0 for mask in level
        ):
            raise AssertionError(
                "the simplex method gave a transfer that does not show what it should"
            )
        return change
    weights = dict.fromkeys(level, Fraction(1))
    for name, amount in zip(simplex.basis, simplex.amounts, strict=True):
        if name >= 0:
            mask = candidates[name]
            weights[mask] = weights.get(mask, Fraction(0)) + Fraction(amount, simplex.determinant)
    for place in range(space.dimension):
        if sum(weight * space.column(mask)[place] for mask, weight in weights.items()):
            raise AssertionError("the simplex method gave weights that do not balance")
    return None

"""The nucleolus: the split that makes the worst-off coalition as well off as can be, then the next,
and so on.

How well off a coalition is, is its slack: what it would cost by itself less what it pays, or that
per member ("per capita"). All figures are whole numbers or fractions; nothing is rounded.

The sequence of linear programmes (Maschler, Peleg & Shapley 1979, Geometric properties of the
kernel, nucleolus, and related solution concepts, Mathematics of Operations Research 4, 303-338):
maximise the smallest slack; hold the coalitions that cannot have more at it; maximise the smallest
slack of the rest. As in Fromen (1997), Reducing the number of linear programs needed for solving
the nucleolus problem, European Journal of Operational Research 98, 626-636, and Derks & Kuipers
(1997), Implementing the simplex method for computing the prenucleolus, the coalitions to hold are
read from the dual solution, and coalitions whose slack is settled by those held drop out; so each
programme settles at least one player more. The programmes are solved in their dual form, where a
coalition is a column that is written out only when it enters: in the primal form, rows generated
when they are violated.
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import sub

from analyysi.allocation.cost_games.equations import Held, Space
from analyysi.allocation.cost_games.games import AirportCosts, CostGame, subset_sums
from analyysi.allocation.cost_games.simplex import Simplex
from analyysi.errors import AllocationError

LARGEST = 14
"""The most players for whom every coalition is weighed, and there are 16 383 of them: most such
games take a second.
"""


def nucleolus(game: CostGame) -> dict[str, Fraction]:
    """Return the nucleolus among the splits in which nobody pays more than alone.

    An airport game of any size is worked out in closed form.

    Raises
    ------
    AllocationError
        If the stand-alone costs sum to less than the cost to be shared, so that no such split
        exists (`prenucleolus` is defined all the same), or there are more than `LARGEST` players.

    References
    ----------
    Schmeidler (1969), The nucleolus of a characteristic function game, SIAM Journal on Applied
    Mathematics 17, 1163-1170.

    Examples
    --------
    Alone 10, 20 and 30, any two or all three together at most 36. The first saves 5, and so do the
    other two as a pair; of what is left, these two save 9 1/2 each:

    >>> from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
    >>> game = stand_alone_and_joint({"020": 10, "091": 20, "105": 30}, 36)
    >>> [str(share) for share in nucleolus(game).values()]
    ['5', '21/2', '41/2']
    """
    if isinstance(game.costs, AirportCosts):
        return _airport_nucleolus(game.players, game.costs)
    return _Programmes(game, per_capita=False, stand_alone=True).solve()


def per_capita_nucleolus(game: CostGame) -> dict[str, Fraction]:
    """Return the nucleolus in which a coalition's slack is counted per member.

    Raises
    ------
    AllocationError
        As `nucleolus` does.

    References
    ----------
    Grotte (1970), Computation of and observations on the nucleolus, the normalised nucleolus and
    the central games; Young, Okada & Hashimoto (1982), Water Resources Research 18, 463-475.
    """
    return _Programmes(game, per_capita=True, stand_alone=True).solve()


def prenucleolus(game: CostGame) -> dict[str, Fraction]:
    """Return the nucleolus among all splits, also those in which somebody pays more than alone.

    It is the nucleolus whenever some split satisfies every coalition.
    """
    return _Programmes(game, per_capita=False, stand_alone=False).solve()


def _airport_nucleolus(players: Sequence[str], costs: AirportCosts) -> dict[str, Fraction]:
    """Return the nucleolus of an airport game.

    By ascending need, a player pays the least of (need k - paid so far) / (players from it to k +
    1), over k from itself to the last but one; so do all players up to that k, and the last pays
    the rest. Of equal needs only the last can be that k.

    References
    ----------
    Littlechild (1974), A simple expression for the nucleolus in a special case, International
    Journal of Game Theory 3, 21-29.
    """
    order = sorted(range(len(players)), key=lambda number: costs.needs[number])
    needs = [costs.needs[number] for number in order]
    last = len(needs) - 1
    steps = [place for place in range(last) if place + 1 == last or needs[place] < needs[place + 1]]
    payments = [Fraction(0)] * len(players)
    paid, position = Fraction(0), 0
    while position < last:
        each, furthest = min(
            ((needs[place] - paid) / (place - position + 2), -place)
            for place in steps
            if place >= position
        )
        for number in order[position : 1 - furthest]:
            payments[number] = each
        paid += each * (1 - furthest - position)
        position = 1 - furthest
    payments[order[last]] = needs[last] - paid
    return {
        code: payment / costs.denominator for code, payment in zip(players, payments, strict=True)
    }


def check_stand_alone(game: CostGame) -> None:
    """Refuse a game without a split in which nobody pays more than alone.

    Raises
    ------
    AllocationError
        If the stand-alone costs sum to less than the cost to be shared.
    """
    alone = sum(game.stand_alone().values())
    if alone < game.total:
        raise AllocationError(
            "The stand-alone costs sum to {stand_alone} cents, less than the {total} cents "
            "to be shared: whatever the split, somebody pays more than alone, and "
            "the nucleolus is not defined. Check the costs, or use the prenucleolus.",
            stand_alone=alone,
            total=game.total,
        )


class _Programmes:
    """The sequence of linear programmes of one game."""

    def __init__(self, game: CostGame, per_capita: bool, stand_alone: bool) -> None:
        self.game = game
        self.size = len(game.players)
        self.costs = game.numerators(LARGEST)
        self.stand_alone = stand_alone
        self.per_capita = per_capita
        self.weights = subset_sums([1] * self.size) if per_capita else [1] * len(self.costs)
        if stand_alone:
            check_stand_alone(game)

    def solve(self) -> dict[str, Fraction]:
        """Return the payments once the coalitions held leave no freedom."""
        held = Held(self.size)
        held.add(self.game.everyone, self.game.total)
        while held.rank < self.size:
            self._hold_more(held)
        return dict(zip(self.game.players, held.point(), strict=True))

    def _hold_more(self, held: Held) -> None:
        """Solve one programme and hold the coalitions that its dual solution gives weight to.

        Names of columns: a coalition's mask; for "player k pays at most its stand-alone cost", the
        number of coalitions + k.
        """
        space, point = held.space(), held.point()
        settled = space.sums_of_zero()
        everyone = len(self.costs)
        scale = math.lcm(self.game.costs.denominator, *(payment.denominator for payment in point))
        paid = subset_sums([int(payment * scale) for payment in point])
        unit = scale // self.game.costs.denominator
        slacks = [unit * cost - pays for cost, pays in zip(self.costs, paid, strict=True)]
        free = [number for number in range(self.size) if not settled[1 << number]]
        at_most = free if self.stand_alone else []

        def column(name: int) -> list[int]:
            if name >= everyone:
                return [*space.column(1 << at_most[name - everyone]), 0]
            return [*space.column(name), self.weights[name]]

        def price(name: int) -> int:
            return slacks[1 << at_most[name - everyone]] if name >= everyone else slacks[name]

        fixed = [mask for mask, zero in enumerate(settled) if zero]

        def reduced(simplex: Simplex) -> list[int]:
            *multipliers, level = simplex.multipliers
            prices, determinant = space.prices(multipliers), simplex.determinant
            # The level counts once for a coalition, or once for each of its members.
            sums = (
                subset_sums([price + level for price in prices])
                if self.per_capita
                else subset_sums(prices, level)
            )
            costs = list(map(sub, [determinant * slack for slack in slacks], sums))
            for mask in fixed:
                costs[mask] = 0
            return costs + [
                determinant * slacks[1 << number] - prices[number] for number in at_most
            ]

        simplex = self._start([1 << number for number in free], column, price, space)
        simplex.minimise(reduced, column, price)
        level = Fraction(simplex.multipliers[-1], simplex.determinant * scale)
        for name, amount in zip(simplex.basis, simplex.amounts, strict=True):
            if not amount:
                continue
            mask = 1 << at_most[name - everyone] if name >= everyone else name
            least = level * self.weights[mask] if name < everyone else Fraction(0)
            held.add(mask, self.game.cost(mask) - least)

    def _start(
        self,
        singles: Sequence[int],
        column: Callable[[int], list[int]],
        price: Callable[[int], int],
        space: Space,
    ) -> Simplex:
        """Return a basis of single players, equal weights on whom are feasible since all of them
        are balanced.
        """

        def reduced(simplex: Simplex) -> list[int]:
            *multipliers, level = simplex.multipliers
            prices = space.prices(multipliers)
            return [
                -prices[single.bit_length() - 1] - level * self.weights[single]
                for single in singles
            ]

        simplex = Simplex([0] * space.dimension + [1])
        simplex.minimise(reduced, lambda number: column(singles[number]))
        simplex.basis = [name if name < 0 else singles[name] for name in simplex.basis]
        for row, name in enumerate(simplex.basis):
            # An artificial column at zero: any single player that reaches its row takes its place.
            if name < 0:
                for single in singles:
                    along = simplex.along(column(single))
                    if along[row]:
                        simplex.pivot(row, single, along, 0)
                        break
        simplex.prices = [price(name) for name in simplex.basis]
        return simplex

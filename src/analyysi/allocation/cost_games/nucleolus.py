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
when they are violated. A game that is kept with others of changed costs (`CostGame.kept`) starts
from the basis that solved the last of them, since only prices differ.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from analyysi.allocation.cost_games.coalition_sums import Lanes
from analyysi.allocation.cost_games.equations import Held, Space
from analyysi.allocation.cost_games.games import AirportCosts, CostGame
from analyysi.allocation.cost_games.simplex import Simplex, least_of
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
    """The sequence of linear programmes of one game.

    Names of columns: a coalition's mask; for "player k pays at most its stand-alone cost", the
    number of coalitions + k. `costs` has the costs by these names.
    """

    def __init__(self, game: CostGame, per_capita: bool, stand_alone: bool) -> None:
        self.game = game
        self.size = len(game.players)
        self.everyone = 1 << self.size
        costs = game.numerators(LARGEST)
        self.costs = [*costs, *[costs[1 << number] for number in range(self.size)]]
        self.furthest = max(map(abs, self.costs))
        self.per_capita = per_capita
        self.stand_alone = stand_alone
        self._packed: dict[int, tuple[Lanes, int]] = {}
        if stand_alone:
            check_stand_alone(game)

    def solve(self) -> dict[str, Fraction]:
        """Return the payments once the coalitions held leave no freedom."""
        kept = {} if self.game.kept is None else self.game.kept
        held = kept.setdefault(self.size, Held(self.size)).holding(self.game.everyone)
        amounts, scale = [self.costs[self.game.everyone]], 1
        while held.rank < self.size:
            held, amounts, scale = self._hold_more(held, amounts, scale)
        unit = held.determinant * scale * self.game.costs.denominator
        return {
            code: Fraction(payment, unit)
            for code, payment in zip(self.game.players, held.point(amounts), strict=True)
        }

    def _hold_more(
        self, held: Held, amounts: Sequence[int], scale: int
    ) -> tuple[Held, list[int], int]:
        """Solve one programme and hold the coalitions that its dual solution gives weight to.

        The amounts of the coalitions held count one over `scale` of a unit of the game's costs.
        """
        programme = _Programme(self, held.space, held.point(amounts), scale * held.determinant)
        kind = self.per_capita, self.stand_alone
        simplex = (
            held.bases[kind].priced(programme.price) if kind in held.bases else programme.start()
        )
        simplex.minimise(programme.entering, programme.column, programme.price)
        held.bases[kind] = simplex
        level, finer = simplex.multipliers[-1], held.determinant * simplex.determinant
        amounts, scale = [amount * finer for amount in amounts], scale * finer
        for name, weight in zip(simplex.basis, simplex.amounts, strict=True):
            further = held.holding(self.mask(name)) if weight else held
            if further is not held:
                amounts.append(scale * self.costs[name] - level * self.weight(name))
                held = further
        shared = math.gcd(scale, *amounts)
        return held, [amount // shared for amount in amounts], scale // shared

    def mask(self, name: int) -> int:
        """Return the coalition of a column."""
        return name if name < self.everyone else 1 << name - self.everyone

    def weight(self, name: int) -> int:
        """Return how often the level counts in a column."""
        if name >= self.everyone:
            return 0
        return name.bit_count() if self.per_capita else 1

    def packed(self, furthest: int) -> tuple[Lanes, int]:
        """Return lanes for numbers as far from zero as `furthest`, and the costs in them."""
        bits = Lanes.bits_for(furthest)
        if bits not in self._packed:
            lanes = Lanes(self.size, bits)
            self._packed[bits] = lanes, lanes.packed(self.costs)
        return self._packed[bits]


class _Programme:
    """One linear programme of the sequence.

    The payments are `point` and any change of `space`, in units of one over `unit` of a unit of the
    game's costs.
    """

    def __init__(
        self, sequence: _Programmes, space: Space, point: Sequence[int], unit: int
    ) -> None:
        self.sequence, self.space, self.point, self.unit = sequence, space, point, unit
        self.furthest = unit * sequence.furthest + sum(map(abs, point))
        self._slacks: dict[int, int] = {}

    def column(self, name: int) -> list[int]:
        """Return the coefficients of a column."""
        return [*self.space.column(self.sequence.mask(name)), self.sequence.weight(name)]

    def price(self, name: int) -> int:
        """Return the price of a column: the slack at `point`."""
        mask = self.sequence.mask(name)
        paid = [pays for number, pays in enumerate(self.point) if mask >> number & 1]
        return self.unit * self.sequence.costs[name] - sum(paid)

    def entering(self, simplex: Simplex, first: bool) -> int:
        """Return the column to enter, from the reduced costs of all columns at once."""
        *multipliers, level = simplex.multipliers
        prices = self.space.prices(multipliers)
        size, determinant = self.sequence.size, simplex.determinant
        lanes, costs = self.sequence.packed(
            determinant * self.furthest + sum(map(abs, prices)) + size * abs(level)
        )
        if lanes.bits not in self._slacks:
            paid = lanes.sums(self.point, 0, self.point)
            self._slacks[lanes.bits] = self.unit * costs - paid
        # The level counts once for a coalition, or once for each of its members.
        sums = (
            lanes.sums([price + level for price in prices], 0, prices)
            if self.sequence.per_capita
            else lanes.sums(prices, level, prices)
        )
        left_out = self.space.left_out(lanes, self.sequence.stand_alone)
        return lanes.least(determinant * self._slacks[lanes.bits] - sums, left_out, first)

    def start(self) -> Simplex:
        """Return a basis of single players, equal weights on whom are feasible since all of them
        are balanced.
        """
        singles = [1 << number for number in range(self.sequence.size)]
        singles = [single for single in singles if not self.space.settled[single]]

        def entering(simplex: Simplex, first: bool) -> int:
            *multipliers, level = simplex.multipliers
            prices = self.space.prices(multipliers)
            costs = [-prices[single.bit_length() - 1] - level for single in singles]
            return least_of(costs, first)

        simplex = Simplex([0] * self.space.dimension + [1])
        simplex.minimise(entering, lambda number: self.column(singles[number]))
        simplex.basis = [name if name < 0 else singles[name] for name in simplex.basis]
        for row, name in enumerate(simplex.basis):
            # An artificial column at zero: any single player that reaches its row takes its place.
            if name < 0:
                for single in singles:
                    along = simplex.along(self.column(single))
                    if along[row]:
                        simplex.pivot(row, single, along, 0)
                        break
        return simplex.priced(self.price)

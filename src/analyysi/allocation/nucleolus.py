"""The nucleolus: the split that makes the worst-off coalition as well off as can be, then the next, and so on.

How well off a coalition is, is its slack: what it would cost by itself less what it pays, or that per
member ("per capita"). All figures are whole numbers or fractions; nothing is rounded.

The sequence of linear programmes (Maschler, Peleg & Shapley 1979, Geometric properties of the kernel,
nucleolus, and related solution concepts, Mathematics of Operations Research 4, 303-338): maximise the
smallest slack; hold the coalitions that cannot have more at it; maximise the smallest slack of the
rest. As in Fromen (1997), Reducing the number of linear programs needed for solving the nucleolus
problem, European Journal of Operational Research 98, 626-636, and Derks & Kuipers (1997), Implementing
the simplex method for computing the prenucleolus, the coalitions to hold are read from the dual
solution, and coalitions whose slack is settled by those held drop out; so each programme settles at
least one player more. The programmes are solved in their dual form, where a coalition is a column that
is written out only when it enters: in the primal form, rows generated when they are violated.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.games import AirportCosts, CostGame, subset_sums
from analyysi.errors import AllocationError

LARGEST = 14
"""The most players for whom every coalition is weighed: a game of 12 takes a second or two, one of 14 up to ten."""


def nucleolus(game: CostGame) -> dict[str, Fraction]:
    """Return the nucleolus among the splits in which nobody pays more than alone.

    An airport game of any size is worked out in closed form.

    Raises
    ------
    AllocationError
        If the stand-alone costs sum to less than the cost to be shared, so that no such split exists
        (`prenucleolus` is defined all the same), or there are more than `LARGEST` players.

    References
    ----------
    Schmeidler (1969), The nucleolus of a characteristic function game, SIAM Journal on Applied
    Mathematics 17, 1163-1170.

    Examples
    --------
    Alone 10, 20 and 30, any two or all three together at most 36. The first saves 5, and so do the
    other two as a pair; of what is left, these two save 9 1/2 each:

    >>> from analyysi.allocation.games import stand_alone_and_joint
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
    Grotte (1970), Computation of and observations on the nucleolus, the normalised nucleolus and the
    central games; Young, Okada & Hashimoto (1982), Water Resources Research 18, 463-475.
    """
    return _Programmes(game, per_capita=True, stand_alone=True).solve()


def prenucleolus(game: CostGame) -> dict[str, Fraction]:
    """Return the nucleolus among all splits, also those in which somebody pays more than alone.

    It is the nucleolus whenever some split satisfies every coalition.
    """
    return _Programmes(game, per_capita=False, stand_alone=False).solve()


def _airport_nucleolus(players: Sequence[str], costs: AirportCosts) -> dict[str, Fraction]:
    """Return the nucleolus of an airport game.

    By ascending need, a player pays the least of (need k - paid so far) / (players from it to k + 1),
    over k from itself to the last but one; so do all players up to that k, and the last pays the rest.
    Of equal needs only the last can be that k.

    References
    ----------
    Littlechild (1974), A simple expression for the nucleolus in a special case, International Journal
    of Game Theory 3, 21-29.
    """
    order = sorted(range(len(players)), key=lambda number: costs.needs[number])
    needs = [costs.needs[number] for number in order]
    last = len(needs) - 1
    steps = [place for place in range(last) if place + 1 == last or needs[place] < needs[place + 1]]
    values = [Fraction(0)] * len(players)
    paid, position = Fraction(0), 0
    while position < last:
        each, furthest = min(
            ((needs[place] - paid) / (place - position + 2), -place) for place in steps if place >= position
        )
        for number in order[position : 1 - furthest]:
            values[number] = each
        paid += each * (1 - furthest - position)
        position = 1 - furthest
    values[order[last]] = needs[last] - paid
    return {code: value / costs.denominator for code, value in zip(players, values, strict=True)}


def is_nucleolus(
    game: CostGame, amounts: Mapping[str, Fraction | int], *, per_capita: bool = False, stand_alone: bool = True
) -> bool:
    """Tell, by Kohlberg's criterion, whether a split is the nucleolus; exact, and without computing it.

    At every level of slack, the coalitions with that slack or less must be balanced: some positive
    weights on them, with weights of zero or more on the players who pay just their stand-alone cost,
    must count every player equally. Either answer is checked by itself: for yes, the weights are added
    up; for no, there is a transfer between the players that takes from none of these coalitions and
    gives to one.

    Parameters
    ----------
    per_capita
        Test for `per_capita_nucleolus`.
    stand_alone
        False tests for `prenucleolus`, in which a player may pay more than alone.

    Raises
    ------
    AllocationError
        If the split is not of these players, does not sum to the cost, or there are more than `LARGEST`
        players; or if the nucleolus is not defined.

    References
    ----------
    Kohlberg (1971), On the nucleolus of a characteristic function game, SIAM Journal on Applied
    Mathematics 20, 62-66.
    """
    return kohlberg_transfer(game, amounts, per_capita=per_capita, stand_alone=stand_alone) is None


def kohlberg_transfer(
    game: CostGame, amounts: Mapping[str, Fraction | int], *, per_capita: bool = False, stand_alone: bool = True
) -> dict[str, int] | None:
    """Return a change of the amounts, summing to zero, that shows a split not to be the nucleolus, or None.

    A small enough multiple of the change lowers what a worst-off coalition pays and raises it for none
    that is as badly off or worse; or lowers the amounts of the players that pay more than alone.
    """
    if stand_alone:
        _check_stand_alone(game)
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
    held = _Held(size)
    held.add(game.everyone, Fraction(0))
    levels: dict[Fraction, list[int]] = {}
    for mask in range(1, game.everyone):
        levels.setdefault(slacks[mask], []).append(mask)
    for slack in sorted(levels):
        space = held.space()
        settled = space.sums_of_zero()
        level = [mask for mask in levels[slack] if not settled[mask]]
        if not level:
            continue
        change = _unbalanced(space, level, [mask for mask in content if not settled[mask]])
        if change is not None:
            return dict(zip(game.players, change, strict=True))
        for mask in level:
            held.add(mask, Fraction(0))
        if held.rank == size:
            return None
    return None


def _check_stand_alone(game: CostGame) -> None:
    alone = sum(game.stand_alone().values())
    if alone < game.total:
        raise AllocationError(
            f"The stand-alone costs sum to {alone} cents, less than the {game.total} cents to be shared: whatever the "
            "split, somebody pays more than alone, and the nucleolus is not defined. Check the costs, or use the "
            "prenucleolus."
        )


def _slacks(game: CostGame, payments: Sequence[Fraction], costs: Sequence[int]) -> list[Fraction]:
    paid = [Fraction(0)]
    for payment in payments:
        paid += [known + payment for known in paid]
    return [Fraction(cost, game.costs.denominator) - pays for cost, pays in zip(costs, paid, strict=True)]


def _unbalanced(space: "_Space", level: Sequence[int], content: Sequence[int]) -> list[int] | None:
    """Return a direction in the space that harms no coalition of the level and helps one; None if balanced.

    "Balanced" is that weights of one or more on `level` and of zero or more on `content` add up to
    nothing in the space: a system of equations in unknowns of zero or more, put to the simplex method.
    """
    target = [0] * space.dimension
    for mask in level:
        target = [known - part for known, part in zip(target, space.column(mask), strict=True)]
    signs = [-1 if part < 0 else 1 for part in target]
    candidates = [*level, *content]

    def column(number: int) -> list[int]:
        return [sign * part for sign, part in zip(signs, space.column(candidates[number]), strict=True)]

    def reduced(simplex: _Simplex) -> list[int]:
        sums = subset_sums(space.prices([sign * m for sign, m in zip(signs, simplex.multipliers, strict=True)]))
        return [-sums[mask] for mask in candidates]

    simplex = _Simplex([sign * part for sign, part in zip(signs, target, strict=True)])
    simplex.minimise(reduced, column)
    if any(name < 0 and amount for name, amount in zip(simplex.basis, simplex.amounts, strict=True)):
        change = space.prices([sign * m for sign, m in zip(signs, simplex.multipliers, strict=True)])
        gains = subset_sums(change)
        if any(gains[mask] > 0 for mask in candidates) or not any(gains[mask] < 0 for mask in level):
            raise AssertionError("the simplex method gave a transfer that does not show what it should")
        return change
    weights = dict.fromkeys(level, Fraction(1))
    for name, amount in zip(simplex.basis, simplex.amounts, strict=True):
        if name >= 0:
            mask = candidates[name]
            weights[mask] = weights.get(mask, Fraction(0)) + Fraction(amount, simplex.determinant)
    for part in range(space.dimension):
        if sum(weight * space.column(mask)[part] for mask, weight in weights.items()):
            raise AssertionError("the simplex method gave weights that do not balance")
    return None


class _Held:
    """Equations x(S) = a for the coalitions held, in reduced form."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.rows: dict[int, list[Fraction]] = {}  # pivot player -> coefficients and right-hand side

    @property
    def rank(self) -> int:
        return len(self.rows)

    def add(self, mask: int, amount: Fraction) -> None:
        """Hold a coalition's payment; one that is settled already is passed over."""
        row = [Fraction(mask >> number & 1) for number in range(self.size)] + [amount]
        for pivot, known in self.rows.items():
            if row[pivot]:
                factor = row[pivot]
                row = [entry - factor * other for entry, other in zip(row, known, strict=True)]
        pivot = next((number for number in range(self.size) if row[number]), -1)
        if pivot < 0:
            return
        row = [entry / row[pivot] for entry in row]
        for other, known in self.rows.items():
            if known[pivot]:
                factor = known[pivot]
                self.rows[other] = [entry - factor * new for entry, new in zip(known, row, strict=True)]
        self.rows[pivot] = row

    def point(self) -> list[Fraction]:
        """Return the solution in which every free player pays nothing."""
        return [self.rows[number][-1] if number in self.rows else Fraction(0) for number in range(self.size)]

    def space(self) -> "_Space":
        """Return the directions in which the equations leave the payments free."""
        directions = []
        for free in range(self.size):
            if free in self.rows:
                continue
            direction = [-self.rows[k][free] if k in self.rows else Fraction(k == free) for k in range(self.size)]
            scale = math.lcm(*(entry.denominator for entry in direction))
            directions.append([int(entry * scale) for entry in direction])
        return _Space(self.size, directions)


@dataclass(frozen=True)
class _Space:
    """A space of payment changes, spanned by whole-number directions."""

    size: int
    directions: list[list[int]]

    @property
    def dimension(self) -> int:
        return len(self.directions)

    def column(self, mask: int) -> list[int]:
        """Return what each direction changes for a coalition."""
        numbers = [number for number in range(self.size) if mask >> number & 1]
        return [sum(direction[number] for number in numbers) for direction in self.directions]

    def prices(self, multipliers: Sequence[int]) -> list[int]:
        """Return the change of each player's payment for given multiples of the directions."""
        return [
            sum(multiple * direction[number] for multiple, direction in zip(multipliers, self.directions, strict=True))
            for number in range(self.size)
        ]

    def sums_of_zero(self) -> list[bool]:
        """Tell of every coalition whether no direction changes its payment.

        The changes along all directions are packed into one whole number, in a base so large that the
        sums of the digits cannot run over into each other.
        """
        largest = max((abs(entry) for direction in self.directions for entry in direction), default=0)
        base = 2 * self.size * largest + 1
        packed = [
            sum(direction[number] * base**place for place, direction in enumerate(self.directions))
            for number in range(self.size)
        ]
        return [not total for total in subset_sums(packed)]


class _Simplex:
    """The primal simplex method on min c y, A y = b, y >= 0, in whole numbers, columns made when they enter.

    The inverse of the basis is `adjoint` / `determinant`, both whole (Edmonds 1967: every division in
    the update leaves no remainder). Negative names in `basis` are artificial columns, -1 - row.
    """

    def __init__(self, right: Sequence[int]) -> None:
        size = len(right)
        self.basis = [-1 - row for row in range(size)]
        self.prices = [1] * size
        self.adjoint = [[int(row == place) for place in range(size)] for row in range(size)]
        self.amounts = list(right)
        self.determinant = 1

    @property
    def multipliers(self) -> list[int]:
        """The dual solution times the determinant."""
        return [
            sum(price * row[place] for price, row in zip(self.prices, self.adjoint, strict=True) if price)
            for place in range(len(self.basis))
        ]

    def minimise(
        self,
        reduced: "Callable[[_Simplex], Sequence[int]]",
        column: Callable[[int], list[int]],
        price: Callable[[int], int] = lambda _: 0,
    ) -> None:
        """Pivot until no column has a negative reduced cost.

        The column of the most negative one enters, except after a step that changed nothing: then the
        first enters until a step does change something, and of equal rows the one of the first name
        leaves (Bland 1977), so that the method cannot run in circles.
        """
        stuck = False
        while True:
            costs = reduced(self)
            least = min(costs, default=0)
            if least >= 0:
                return
            entering = next(n for n, cost in enumerate(costs) if cost < 0) if stuck else costs.index(least)
            along = self.along(column(entering))
            leaving = -1
            for row, step in enumerate(along):
                if step <= 0:
                    continue
                if leaving >= 0:
                    this, best = self.amounts[row] * along[leaving], self.amounts[leaving] * step
                    if this > best or (this == best and self.basis[row] > self.basis[leaving]):
                        continue
                leaving = row
            if leaving < 0:
                raise AssertionError("the linear programme has no bound, which a game with a split cannot cause")
            stuck = not self.amounts[leaving]
            self.pivot(leaving, entering, along, price(entering))

    def along(self, column: Sequence[int]) -> list[int]:
        """Return a column in terms of the basis, times the determinant."""
        return [sum(a * b for a, b in zip(row, column, strict=True) if b) for row in self.adjoint]

    def pivot(self, leaving: int, entering: int, along: Sequence[int], price: int) -> None:
        """Exchange a column of the basis."""
        element, old = along[leaving], self.determinant
        chosen, amount = self.adjoint[leaving], self.amounts[leaving]
        for row, step in enumerate(along):
            if row != leaving:
                self.adjoint[row] = [
                    (element * entry - step * other) // old
                    for entry, other in zip(self.adjoint[row], chosen, strict=True)
                ]
                self.amounts[row] = (element * self.amounts[row] - step * amount) // old
        self.basis[leaving], self.prices[leaving], self.determinant = entering, price, element
        if element < 0:
            self.adjoint = [[-entry for entry in row] for row in self.adjoint]
            self.amounts = [-entry for entry in self.amounts]
            self.determinant = -element


class _Programmes:
    """The sequence of linear programmes of one game."""

    def __init__(self, game: CostGame, per_capita: bool, stand_alone: bool) -> None:
        self.game = game
        self.size = len(game.players)
        self.costs = game.numerators(LARGEST)
        self.stand_alone = stand_alone
        self.weights = subset_sums([1] * self.size) if per_capita else [1] * len(self.costs)
        if stand_alone:
            _check_stand_alone(game)

    def solve(self) -> dict[str, Fraction]:
        """Return the payments once the coalitions held leave no freedom."""
        held = _Held(self.size)
        held.add(self.game.everyone, self.game.total)
        while held.rank < self.size:
            self._hold_more(held)
        return dict(zip(self.game.players, held.point(), strict=True))

    def _hold_more(self, held: _Held) -> None:
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

        def reduced(simplex: _Simplex) -> list[int]:
            *multipliers, level = simplex.multipliers
            sums = subset_sums(space.prices(multipliers))
            determinant = simplex.determinant
            costs = [
                0 if fixed else determinant * slack - total - level * weight
                for fixed, slack, total, weight in zip(settled, slacks, sums, self.weights, strict=True)
            ]
            return costs + [determinant * slacks[1 << number] - sums[1 << number] for number in at_most]

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
        self, singles: Sequence[int], column: Callable[[int], list[int]], price: Callable[[int], int], space: _Space
    ) -> _Simplex:
        """Return a basis of single players, equal weights on whom are feasible since all of them are balanced."""

        def reduced(simplex: _Simplex) -> list[int]:
            *multipliers, level = simplex.multipliers
            prices = space.prices(multipliers)
            return [-prices[single.bit_length() - 1] - level * self.weights[single] for single in singles]

        simplex = _Simplex([0] * space.dimension + [1])
        simplex.minimise(reduced, lambda number: column(singles[number]))
        simplex.basis = [name if name < 0 else singles[name] for name in simplex.basis]
        for row, name in enumerate(simplex.basis):
            if name < 0:  # an artificial column at zero: any single player that reaches its row takes its place
                for single in singles:
                    along = simplex.along(column(single))
                    if along[row]:
                        simplex.pivot(row, single, along, 0)
                        break
        simplex.prices = [price(name) for name in simplex.basis]
        return simplex

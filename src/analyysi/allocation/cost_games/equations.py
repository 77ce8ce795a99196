"""Equations between payments: those of the coalitions held, and the changes of payments that they
leave free.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import mul

from analyysi.allocation.cost_games.coalition_sums import Lanes, subset_sums
from analyysi.allocation.cost_games.simplex import Simplex


@dataclass(frozen=True, eq=False)
class Held:
    """Equations x(S) = a for the coalitions held, in reduced form, whatever the amounts a are.

    `size` is the number of players; a coalition is a bit mask over them. `rows` has, by pivot
    player, whole numbers: the coefficients of all players, then the multiples of the amounts, in
    the order in which the coalitions were held, that they sum to. In each row the pivot has the
    coefficient `determinant`, above zero, and the pivots of the other rows 0 (Gauss-Jordan without
    fractions: Bareiss 1968, Mathematics of Computation 22, 565-578).

    What these equations lead to is kept with them: `further` has those that hold one coalition
    more, and `bases` the programmes solved last, by what sets them apart. So when games of other
    costs hold the same coalitions, little is worked out again.
    """

    size: int
    rows: dict[int, list[int]] = field(default_factory=dict)
    determinant: int = 1
    further: dict[int, Held] = field(default_factory=dict)
    bases: dict[tuple[bool, bool], Simplex] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        """The number of players whose payments are settled once the others'
        are; `size` if all are.
        """
        return len(self.rows)

    def holding(self, mask: int) -> Held:
        """Return these equations and that of one coalition more; themselves if it is settled
        already.
        """
        if mask not in self.further:
            self.further[mask] = self._with(mask)
        return self.further[mask]

    def _with(self, mask: int) -> Held:
        last = self.determinant
        new = [last * (mask >> number & 1) for number in range(self.size)]
        new += [0] * self.rank + [last]
        known = {pivot: [*row, 0] for pivot, row in self.rows.items()}
        for pivot, row in known.items():
            if mask >> pivot & 1:
                new = [entry - other for entry, other in zip(new, row, strict=True)]
        chosen = next((number for number in range(self.size) if new[number]), -1)
        if chosen < 0:
            return self
        if new[chosen] < 0:
            new = [-entry for entry in new]
        for pivot, row in known.items():
            known[pivot] = [
                (new[chosen] * entry - row[chosen] * other) // last
                for entry, other in zip(row, new, strict=True)
            ]
        return Held(self.size, {**known, chosen: new}, new[chosen])

    def point(self, amounts: Sequence[int]) -> list[int]:
        """Return the solution in which every free player pays nothing, times the determinant."""
        rows, size = self.rows, self.size
        return [
            sum(map(mul, rows[number][size:], amounts)) if number in rows else 0
            for number in range(size)
        ]

    @cached_property
    def space(self) -> Space:
        """The directions in which the equations leave the payments free."""
        directions = []
        for free in range(self.size):
            if free in self.rows:
                continue
            direction = [
                -self.rows[k][free] if k in self.rows else self.determinant * (k == free)
                for k in range(self.size)
            ]
            shared = math.gcd(*direction)
            directions.append([entry // shared for entry in direction])
        return Space(self.size, directions)


@dataclass(frozen=True, eq=False)
class Space:
    """A space of payment changes, spanned by whole-number directions.

    Each of `directions` has one number for each of `size` players; together they are independent.
    """

    size: int
    directions: list[list[int]]
    _left_out: dict[tuple[int, bool], int] = field(default_factory=dict)

    @property
    def dimension(self) -> int:
        """The number of directions: how many players' payments are still free."""
        return len(self.directions)

    @cached_property
    def _of_player(self) -> list[tuple[int, ...]]:
        """What each direction changes, player by player."""
        return list(zip(*self.directions, strict=True)) or [()] * self.size

    def column(self, mask: int) -> list[int]:
        """Return what each direction changes for a coalition."""
        numbers = [number for number in range(self.size) if mask >> number & 1]
        return [sum(map(direction.__getitem__, numbers)) for direction in self.directions]

    def prices(self, multipliers: Sequence[int]) -> list[int]:
        """Return the change of each player's payment for given multiples of the directions."""
        return [sum(map(mul, multipliers, changes)) for changes in self._of_player]

    @cached_property
    def settled(self) -> list[bool]:
        """Of every coalition whether no direction changes its payment.

        The changes along all directions are packed into one whole number, in a base so large that
        the sums of the digits cannot run over into each other.
        """
        largest = max(
            (abs(entry) for direction in self.directions for entry in direction), default=0
        )
        base = 2 * self.size * largest + 1
        packed = self.prices([base**place for place in range(self.dimension)])
        return [not total for total in subset_sums(packed)]

    def left_out(self, lanes: Lanes, alone: bool) -> int:
        """Mark the lanes of what is settled, and those of single players unless they count
        `alone`.
        """
        kind = lanes.bits, alone
        if kind not in self._left_out:
            singles = [not alone or self.settled[1 << number] for number in range(self.size)]
            self._left_out[kind] = lanes.marked([*self.settled, *singles])
        return self._left_out[kind]

"""Equations between payments: those of the coalitions held, and the changes of payments that they
leave free.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.cost_games.games import subset_sums


class Held:
    """Equations x(S) = a for the coalitions held, in reduced form.

    `size` is the number of players; a coalition is a bit mask over them. `rows` has, by pivot
    player, the coefficients of all players and the right-hand side: in each row the pivot has the
    coefficient 1, and the pivots of the other rows 0 (Gauss-Jordan).
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.rows: dict[int, list[Fraction]] = {}

    @property
    def rank(self) -> int:
        """The number of players whose payments are settled once the others'
        are; `size` if all are.
        """
        return len(self.rows)

    def add(self, mask: int, amount: Fraction) -> None:
        """Hold a coalition's payment, in cents; one that is settled already is passed over."""
        row = [Fraction(mask >> number & 1) for number in range(self.size)] + [amount]
        for pivot, known in self.rows.items():
            if row[pivot]:
                factor = row[pivot]
                row = [
                    entry - factor * known_entry
                    for entry, known_entry in zip(row, known, strict=True)
                ]
        pivot = next((number for number in range(self.size) if row[number]), -1)
        if pivot < 0:
            return
        row = [entry / row[pivot] for entry in row]
        for settled, known in self.rows.items():
            if known[pivot]:
                factor = known[pivot]
                self.rows[settled] = [
                    entry - factor * new for entry, new in zip(known, row, strict=True)
                ]
        self.rows[pivot] = row

    def point(self) -> list[Fraction]:
        """Return the solution in which every free player pays nothing."""
        return [
            self.rows[number][-1] if number in self.rows else Fraction(0)
            for number in range(self.size)
        ]

    def space(self) -> "Space":
        """Return the directions in which the equations leave the payments free."""
        directions = []
        for free in range(self.size):
            if free in self.rows:
                continue
            direction = [
                -self.rows[k][free] if k in self.rows else Fraction(k == free)
                for k in range(self.size)
            ]
            scale = math.lcm(*(entry.denominator for entry in direction))
            directions.append([int(entry * scale) for entry in direction])
        return Space(self.size, directions)


@dataclass(frozen=True)
class Space:
    """A space of payment changes, spanned by whole-number directions.

    Each of `directions` has one number for each of `size` players; together they are independent.
    """

    size: int
    directions: list[list[int]]

    @property
    def dimension(self) -> int:
        """The number of directions: how many players' payments are still free."""
        return len(self.directions)

    def column(self, mask: int) -> list[int]:
        """Return what each direction changes for a coalition."""
        numbers = [number for number in range(self.size) if mask >> number & 1]
        return [sum(map(direction.__getitem__, numbers)) for direction in self.directions]

    def prices(self, multipliers: Sequence[int]) -> list[int]:
        """Return the change of each player's payment for given multiples of the directions."""
        changes = [0] * self.size
        for multiple, direction in zip(multipliers, self.directions, strict=True):
            for number, change in enumerate(direction):
                changes[number] += multiple * change
        return changes

    def sums_of_zero(self) -> list[bool]:
        """Say of every coalition whether no direction changes its payment.

        The changes along all directions are packed into one whole number, in a base so large that
        the sums of the digits cannot run over into each other.
        """
        largest = max(
            (abs(entry) for direction in self.directions for entry in direction), default=0
        )
        base = 2 * self.size * largest + 1
        packed = self.prices([base**place for place in range(self.dimension)])
        return [not total for total in subset_sums(packed)]

"""Linear programmes in fractions: the simplex method by Bland's rule, which does not circle."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class AtMost(NamedTuple):
    """What the variables, each times its coefficient, may come to at most."""

    coefficients: Sequence[Fraction]
    bound: Fraction


class _Dictionary:
    """Variables of the basis in terms of those at zero. Row 0 is what is to be made large."""

    def __init__(self, objective: Sequence[Fraction], rows: Sequence[AtMost]) -> None:
        size = len(objective)
        self.at_zero = list(range(size))
        self.basis = [-1, *range(size, size + len(rows))]
        self.table = [[-factor for factor in objective], *(list(row.coefficients) for row in rows)]
        self.bounds = [Fraction(0), *(row.bound for row in rows)]

    def swap(self, row: int, column: int) -> None:
        """Bring a variable into the basis and another to zero."""
        factor = self.table[row][column]
        self.table[row] = [entry / factor for entry in self.table[row]]
        self.table[row][column] = 1 / factor
        self.bounds[row] /= factor
        for index, line in enumerate(self.table):
            if index != row and line[column]:
                times = line[column]
                line[column] = Fraction(0)
                for place, entry in enumerate(self.table[row]):
                    line[place] -= times * entry
                self.bounds[index] -= times * self.bounds[row]
        self.basis[row], self.at_zero[column] = self.at_zero[column], self.basis[row]

    def climb(self) -> None:
        """Go from corner to corner while row 0 gets larger; the programme must be bounded."""
        while True:
            rising = [column for column in range(len(self.at_zero)) if self.table[0][column] < 0]
            if not rising:
                return
            column = min(rising, key=lambda place: self.at_zero[place])
            leaving = [row for row in range(1, len(self.table)) if self.table[row][column] > 0]
            row = min(
                leaving,
                key=lambda line: (self.bounds[line] / self.table[line][column], self.basis[line]),
            )
            self.swap(row, column)

    def corner(self, size: int) -> list[Fraction]:
        """Return the first variables where the programme stands."""
        places = dict(zip(self.basis, self.bounds, strict=True))
        return [places.get(variable, Fraction(0)) for variable in range(size)]


def maximise(objective: Sequence[Fraction], rows: Sequence[AtMost]) -> list[Fraction]:
    """Return variables, none below zero, that make the objective as large as the rows allow.

    The rows must leave something, and bound the objective. One more variable makes all of them hold
    at first; it is brought to zero before the objective counts.
    """
    size = len(objective)
    if min(row.bound for row in rows) >= 0:
        plain = _Dictionary(objective, rows)
        plain.climb()
        return plain.corner(size)
    wider = [AtMost([*row.coefficients, Fraction(-1)], row.bound) for row in rows]
    start = _Dictionary([Fraction(0)] * size + [Fraction(-1)], wider)
    start.swap(1 + min(range(len(rows)), key=lambda row: rows[row].bound), size)
    start.climb()
    if start.bounds[0] < 0:
        raise ValueError("the rows leave nothing")
    if size in start.basis:
        row = start.basis.index(size)
        entries = start.table[row]
        start.swap(row, next(place for place, entry in enumerate(entries) if entry))
    place = start.at_zero.index(size)
    del start.at_zero[place]
    for line in start.table:
        del line[place]
    _replace_objective(start, objective)
    start.climb()
    return start.corner(size)


def _replace_objective(dictionary: _Dictionary, objective: Sequence[Fraction]) -> None:
    """Write the objective in terms of the variables at zero."""
    dictionary.table[0] = [Fraction(0)] * len(dictionary.at_zero)
    dictionary.bounds[0] = Fraction(0)
    for variable, factor in enumerate(objective):
        if variable in dictionary.at_zero:
            dictionary.table[0][dictionary.at_zero.index(variable)] -= factor
        else:
            row = dictionary.basis.index(variable)
            dictionary.bounds[0] += factor * dictionary.bounds[row]
            for place, entry in enumerate(dictionary.table[row]):
                dictionary.table[0][place] += factor * entry


def rank(vectors: Sequence[Sequence[Fraction]]) -> int:
    """Return how many of the vectors do not follow from others."""
    left = [list(vector) for vector in vectors]
    count = 0
    while left:
        vector = left.pop()
        place = next((index for index, entry in enumerate(vector) if entry), None)
        if place is None:
            continue
        count += 1
        for line in left:
            times = line[place] / vector[place]
            for index, entry in enumerate(vector):
                line[index] -= times * entry
    return count

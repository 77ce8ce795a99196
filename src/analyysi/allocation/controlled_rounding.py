"""A table of exact amounts to whole ones, so that every row and every column keeps its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from analyysi.errors import AllocationError

Cell = tuple[int, int]


def controlled_rounding(table: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """Round a table whose row and column sums are whole: each cell down or up, every sum as it was.

    While a cell is not whole, its row and its column have another such cell, so a cycle of them exists. What is added
    to every second cell of the cycle and taken from the others changes no sum; the least that makes one of them whole
    is taken. Cells are gone through row by row, so the same table always gives the same answer.

    Raises
    ------
    AllocationError
        If a row or a column does not sum to a whole number.

    References
    ----------
    Bacharach (1966), Matrix rounding problems, Management Science 12; Cox (1987), A constructive procedure for
    unbiased controlled rounding, Journal of the American Statistical Association 82.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> controlled_rounding([[third, third, third], [2 * third, -third, -third]])
    [[1, 0, 0], [0, 0, 0]]
    """
    cells = [list(row) for row in table]
    for name, lines in (("row", cells), ("column", [list(column) for column in zip(*cells, strict=True)])):
        for place, line in enumerate(lines, start=1):
            if sum(line, Fraction(0)).denominator != 1:
                raise AllocationError(f"Sums cannot be kept: {name} {place} of the table is not whole.")
    while (cycle := _cycle(cells)) is not None:
        up, down = cycle[::2], cycle[1::2]
        raised, lowered = _room(cells, up), _room(cells, down)
        rise, fall = min(raised[1], lowered[0]), min(raised[0], lowered[1])
        step = rise if rise <= fall else -fall
        for r, c in up:
            cells[r][c] += step
        for r, c in down:
            cells[r][c] -= step
    return [[int(cell) for cell in row] for row in cells]


def _room(cells: Sequence[Sequence[Fraction]], some: Sequence[Cell]) -> tuple[Fraction, Fraction]:
    """Return how far all of some cells may fall, and how far they may rise, until one of them is whole."""
    amounts = [cells[row][column] for row, column in some]
    return min(amount - floor(amount) for amount in amounts), min(ceil(amount) - amount for amount in amounts)


def _cycle(cells: Sequence[Sequence[Fraction]]) -> list[Cell] | None:
    """Return cells that are not whole, each sharing its row and its column by turns with the next; None if all are."""
    first = next(_fractional(cells), None)
    if first is None:
        return None
    lines: list[tuple[str, int]] = [("row", first[0])]
    walk: list[Cell] = []
    while True:
        kind, place = lines[-1]
        crossed = 0 if kind == "row" else 1
        cell = next(cell for cell in _fractional(cells) if cell[crossed] == place and cell not in walk[-1:])
        line = ("column", cell[1]) if kind == "row" else ("row", cell[0])
        walk.append(cell)
        if line in lines:
            return walk[lines.index(line) :]
        lines.append(line)


def _fractional(cells: Sequence[Sequence[Fraction]]) -> Iterator[Cell]:
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell.denominator != 1:
                yield row, column

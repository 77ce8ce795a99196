"""A table of exact amounts to whole ones, so that every row and every column keeps its sum."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from analyysi.errors import AllocationError

Cell = tuple[int, int]


def controlled_rounding(table: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """Round a table whose row and column sums are whole: each cell down or up, every sum as it was.

    While a cell is not whole, its row and its column have another such cell, so a cycle of them
    exists. What is added to every second cell of the cycle and taken from the others changes no
    sum; the least that makes one of them whole is taken. Cells are gone through row by row, so the
    same table always gives the same answer.

    Raises
    ------
    AllocationError
        If a row or a column does not sum to a whole number.

    References
    ----------
    Bacharach (1966), Matrix rounding problems, Management Science 12; Cox (1987), A constructive
    procedure for unbiased controlled rounding, Journal of the American Statistical Association 82.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> controlled_rounding([[third, third, third], [2 * third, -third, -third]])
    [[1, 0, 0], [0, 0, 0]]
    """
    denominator = lcm(*(cell.denominator for row in table for cell in row))
    cells = [_over(row, denominator) for row in table]
    for lines in (cells, [list(column) for column in zip(*cells, strict=True)]):
        for place, line in enumerate(lines, start=1):
            if sum(line) % denominator:
                raise AllocationError(
                    "Sums cannot be kept: row {place} of the table is not whole."
                    if lines is cells
                    else "Sums cannot be kept: column {place} of the table is not whole.",
                    place=place,
                )
    open_cells = _Open(cells, denominator)
    while (cycle := open_cells.cycle()) is not None:
        up, down = cycle[::2], cycle[1::2]
        rise = min(
            *(-cells[r][c] % denominator for r, c in up),
            *(cells[r][c] % denominator for r, c in down),
        )
        fall = min(
            *(cells[r][c] % denominator for r, c in up),
            *(-cells[r][c] % denominator for r, c in down),
        )
        step = rise if rise <= fall else -fall
        for r, c in up:
            cells[r][c] += step
        for r, c in down:
            cells[r][c] -= step
        for r, c in cycle:
            if not cells[r][c] % denominator:
                open_cells.close(r, c)
    return [_whole(line, denominator) for line in cells]


def _over(row: Sequence[Fraction], denominator: int) -> list[int]:
    return [cell.numerator * (denominator // cell.denominator) for cell in row]


def _whole(line: Sequence[int], denominator: int) -> list[int]:
    return [cell // denominator for cell in line]


class _Open:
    """The cells that are not whole, by row and by column, each in order. A cell that is whole stays
    so.
    """

    def __init__(self, cells: Sequence[Sequence[int]], denominator: int) -> None:
        self._rows: list[OrderedDict[int, None]] = [OrderedDict() for _ in cells]
        self._columns: list[OrderedDict[int, None]] = [
            OrderedDict() for _ in (cells[0] if cells else ())
        ]
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                if cell % denominator:
                    self._rows[row][column] = None
                    self._columns[column][row] = None
        self._first = 0

    def close(self, row: int, column: int) -> None:
        """Take out a cell that has become whole."""
        del self._rows[row][column]
        del self._columns[column][row]

    def cycle(self) -> list[Cell] | None:
        """Return cells that are not whole, each sharing its row and its column by turns with the
        next; None if none.

        It begins in the first row that has one, and goes on each time to the first of the line that
        is another one.
        """
        while self._first < len(self._rows) and not self._rows[self._first]:
            self._first += 1
        if self._first == len(self._rows):
            return None
        place, across = self._first, True
        met = {(across, place): 0}
        walk: list[Cell] = []
        while True:
            line = self._rows[place] if across else self._columns[place]
            last = (walk[-1][1] if across else walk[-1][0]) if walk else None
            following = next(following for following in line if following != last)
            walk.append((place, following) if across else (following, place))
            place, across = following, not across
            if (across, place) in met:
                return walk[met[across, place] :]
            met[across, place] = len(walk)

"""Tables rounded so that every row and every column keeps its sum."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.controlled_rounding import controlled_rounding
from analyysi.errors import AllocationError


@st.composite
def tables(draw: st.DrawFn) -> list[list[Fraction]]:
    """Draw a table of fractions whose last row and column make the sums whole."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = st.builds(Fraction, st.integers(-40, 40), st.sampled_from([1, 2, 3, 6, 12]))
    table = [[draw(cells) for _ in range(columns)] for _ in range(rows)]
    for row in table:
        row.append(draw(st.integers(-9, 9)) - sum(row, Fraction(0)))
    table.append(
        [draw(st.integers(-9, 9)) - sum(column, Fraction(0)) for column in zip(*table, strict=True)]
    )
    return table


@given(table=tables())
def test_cells_are_next_to_their_value_and_sums_stay(table: list[list[Fraction]]) -> None:
    whole = controlled_rounding(table)
    for exact, rounded in zip(table, whole, strict=True):
        assert sum(rounded) == sum(exact)
        assert all(
            floor(cell) <= one <= ceil(cell) for cell, one in zip(exact, rounded, strict=True)
        )
    for exact_column, column in zip(
        zip(*table, strict=True), zip(*whole, strict=True), strict=True
    ):
        assert sum(column) == sum(exact_column)


@given(
    table=st.lists(st.lists(st.integers(-99, 99), min_size=3, max_size=3), min_size=1, max_size=4)
)
def test_whole_tables_stay(table: list[list[int]]) -> None:
    assert controlled_rounding([[Fraction(cell) for cell in row] for row in table]) == table


def test_no_table_is_no_table() -> None:
    assert controlled_rounding([]) == []


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ([[Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 3), Fraction(1, 2)]], "row 2"),
        ([[Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 3), Fraction(2, 3)]], "column 1"),
    ],
)
def test_sums_that_are_not_whole_are_refused(table: list[list[Fraction]], line: str) -> None:
    with pytest.raises(AllocationError, match=f"{line} of the table is not whole"):
        controlled_rounding(table)


# The same by going through the whole table at every step.
# ----------------------------------------------------------


def plainly(table: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    cells = [list(row) for row in table]

    def fractional() -> Iterator[tuple[int, int]]:
        return (
            (r, c)
            for r, line in enumerate(cells)
            for c, cell in enumerate(line)
            if cell.denominator != 1
        )

    while (first := next(fractional(), None)) is not None:
        lines, walk = [("row", first[0])], []
        while True:
            kind, place = lines[-1]
            crossed = 0 if kind == "row" else 1
            cell = next(
                cell for cell in fractional() if cell[crossed] == place and cell not in walk[-1:]
            )
            walk.append(cell)
            line = ("column", cell[1]) if kind == "row" else ("row", cell[0])
            if line in lines:
                break
            lines.append(line)
        cycle = walk[lines.index(line) :]
        up, down = cycle[::2], cycle[1::2]
        rises = [ceil(cells[r][c]) - cells[r][c] for r, c in up] + [
            cells[r][c] - floor(cells[r][c]) for r, c in down
        ]
        falls = [cells[r][c] - floor(cells[r][c]) for r, c in up] + [
            ceil(cells[r][c]) - cells[r][c] for r, c in down
        ]
        step = min(rises) if min(rises) <= min(falls) else -min(falls)
        for sign, some in ((1, up), (-1, down)):
            for r, c in some:
                cells[r][c] += sign * step
    return [[int(cell) for cell in row] for row in cells]


@given(table=tables())
def test_it_is_what_the_plain_way_gives(table: list[list[Fraction]]) -> None:
    assert controlled_rounding(table) == plainly(table)

"""A table of figures in plain Python: its columns by name, None where a cell is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

Column = Sequence[Any]
"""The cells of a column, from the first row to the last; None where one is empty."""


@dataclass(frozen=True)
class PlainTable:
    """A table: its columns, in order, all of one length.

    Whoever reads one changes nothing in it: several cases rest on the same table.

    Examples
    --------
    >>> table = PlainTable({"code": ("005", "091"), "people": (9, None)})
    >>> len(table), list(table), table["people"]
    (2, ['code', 'people'], (9, None))
    >>> table.with_cells("code", ("005",))["people"]
    (9,)
    """

    columns: Mapping[str, Column]

    @classmethod
    def of_rows(cls, header: Sequence[str], rows: Sequence[Sequence[str]]) -> PlainTable:
        """Return rows of text as a table; an empty text is an empty cell.

        Parameters
        ----------
        header
            The names of the columns, each once.
        rows
            As many cells in each as the header has.
        """
        columns = zip(*rows, strict=True) if rows else [()] * len(header)
        return cls(dict(zip(header, map(_filled, columns), strict=True)))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns, in order."""
        return iter(self.columns)

    def __contains__(self, name: object) -> bool:
        """Return whether there is a column of that name."""
        return name in self.columns

    def __getitem__(self, name: str) -> Column:
        """Return the cells of a column; `KeyError` if there is none of that name."""
        return self.columns[name]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each row: the name of each column to its cell."""
        names = list(self.columns)
        for cells in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, cells, strict=True))

    def with_cells(self, name: str, cells: Iterable[object]) -> PlainTable:
        """Return the rows that have one of these cells in a column."""
        wanted = frozenset(cells)
        keep = [cell in wanted for cell in self.columns[name]]
        return PlainTable(
            {column: tuple(compress(known, keep)) for column, known in self.columns.items()}
        )


def _filled(cells: Sequence[str]) -> Column:
    return tuple([cell or None for cell in cells]) if "" in cells else cells

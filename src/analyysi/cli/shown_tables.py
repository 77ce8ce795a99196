"""Tables on the terminal: as wide as it is, with no figure cut; elsewhere, as in a file, as wide as
they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analyysi.cli.screen import console as console_of_screen
from analyysi.languages.plain_text import on_screen

if TYPE_CHECKING:
    from rich.table import Table

_NARROWEST_TEXT = 12
"""Characters of a column of text, where it has that many; its longer words go over lines."""
_OF_A_COLUMN = 3
"""Characters of the rule and the spaces that each column has beside its text."""
_WIDER_THAN_ANY = 10_000


@dataclass(frozen=True)
class Column:
    """A column: of figures, which are never cut, or of text, which may go over several lines."""

    heading: str
    figures: bool = False


@dataclass(frozen=True)
class Row:
    """A row's cells, one for each column."""

    cells: Sequence[str]
    bold: bool = False


def print_table(title: str, columns: Sequence[Column], rows: Sequence[Row], note: str = "") -> None:
    """Print a table; where it is wider than the terminal, its columns in several tables, each of
    which has the first one.
    """
    console = _console()
    for part in _parts(columns, rows, console.width if console.is_terminal else _WIDER_THAN_ANY):
        show(_table(title, columns, rows, part), console)
    if note:
        console.print(note, markup=False, highlight=False, soft_wrap=True)


def show(table: Table, console: Any = None) -> None:
    """Print a table whose columns of text fold their lines."""
    from rich.measure import Measurement

    console = console or _console()
    if not console.is_terminal:
        options = console.options.update(max_width=_WIDER_THAN_ANY)
        console.width = max(console.width, Measurement.get(console, options, table).maximum)
    console.print(table)


def _console() -> Any:
    return console_of_screen()


def _parts(columns: Sequence[Column], rows: Sequence[Row], width: int) -> list[list[int]]:
    """Return which columns stand in which table, by their places."""
    needs = []
    for place, column in enumerate(columns):
        needs.append(_need(column, [row.cells[place] for row in rows]))
    begins, room = [1], width - needs[0] - 1
    left = room
    for place, need in enumerate(needs[1:], start=1):
        if need > left and place > begins[-1]:
            begins.append(place)
            left = room
        left -= need
    return [[0, *range(first, last)] for first, last in pairwise([*begins, len(columns)])]


def _need(column: Column, cells: Sequence[str]) -> int:
    """Return how many characters a column takes at least."""
    longest = max(map(len, cells), default=0)
    if column.figures:
        words = max(map(len, column.heading.split()), default=0)
        return max(longest, words) + _OF_A_COLUMN
    return min(max(longest, len(column.heading)), _NARROWEST_TEXT) + _OF_A_COLUMN


def _table(
    title: str, columns: Sequence[Column], rows: Sequence[Row], places: Sequence[int]
) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(on_screen(title)), title_justify="left")
    for place in places:
        column = columns[place]
        table.add_column(
            Text(on_screen(column.heading)),
            justify="right" if column.figures else "left",
            min_width=_need(column, [row.cells[place] for row in rows]) - _OF_A_COLUMN,
            overflow="fold",
        )
    for row in rows:
        cells = [Text(on_screen(row.cells[place])) for place in places]
        table.add_row(*cells, style="bold" if row.bold else None)
    return table

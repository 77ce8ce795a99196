"""What is seen of a sheet: hidden rows and columns left out, and told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell, Place, Sheet, SheetRow, column_letter

HIDDEN = "hidden"
FILTERED_OUT = "hidden by a filter"

_NAMED = 10
"""How many hidden ranges, or cells that show nothing, are named; the others are counted."""

WhyUnseen = Callable[[int], str]
"""Why a row (from 1) or column (from 0) is not seen, in a word or two; empty if it is."""


@dataclass(frozen=True)
class Merged:
    """Cells joined into one, which shows what its first cell holds."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Return whether a cell is one of them and not the first."""
        inside = (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )
        return inside and (row, column) != (self.first_row, self.first_column)


@dataclass(frozen=True)
class Found:
    """What a file holds of a sheet, seen or not."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    """By row, from 1, and column, from 0: those that hold something, no others."""
    row_unseen: WhyUnseen
    column_unseen: WhyUnseen
    merged: Iterable[Merged] = ()
    hidden: bool = False
    show_nothing: Sequence[tuple[int, int]] = ()
    """Cells that hold a number or a text of which their format shows nothing."""
    covered: Sequence[tuple[int, int]] = ()
    """Cells that hold something and lie below merged ones."""


def seen_of(found: Found) -> Sheet | None:
    """Return what is seen of a sheet; None if it holds nothing."""
    cells = _shown_where_seen(found)
    rows_unseen = _reasons({row for row, _ in cells}, found.row_unseen)
    columns_unseen = _reasons({column for _, column in cells}, found.column_unseen)
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        if row not in rows_unseen and column not in columns_unseen and not cell.empty:
            by_row.setdefault(row, {})[column] = cell
    unseen = (
        *_ranges(columns_unseen, _column, _more_columns),
        *_ranges(rows_unseen, _row, _more_rows),
        *_cells(_not_shown, found.show_nothing),
        *_cells(_covered, found.covered),
    )
    if not by_row and not unseen:
        return None
    rows = tuple(SheetRow(number, row) for number, row in by_row.items())
    return Sheet(found.name, rows, found.hidden, unseen)


def _shown_where_seen(found: Found) -> Mapping[tuple[int, int], Cell]:
    """Move what stands in merged cells to the first of them that is seen."""
    cells = dict(found.cells)
    for merged in found.merged:
        corner = merged.first_row, merged.first_column
        if corner not in cells:
            continue
        row = _first_seen(merged.first_row, merged.last_row, found.row_unseen)
        column = _first_seen(merged.first_column, merged.last_column, found.column_unseen)
        if row is not None and column is not None:
            cells[row, column] = cells.pop(corner)
    return cells


def _first_seen(first: int, last: int, unseen: WhyUnseen) -> int | None:
    return next((number for number in range(first, last + 1) if not unseen(number)), None)


def _reasons(numbers: Iterable[int], unseen: WhyUnseen) -> dict[int, str]:
    reasons = {number: unseen(number) for number in sorted(numbers)}
    return {number: reason for number, reason in reasons.items() if reason}


def _column(first: int, last: int, reason: str) -> Sentence:
    by_filter = reason == FILTERED_OUT
    if first == last:
        return Sentence(
            "column {column} is hidden by a filter" if by_filter else "column {column} is hidden",
            column=column_letter(first),
        )
    return Sentence(
        "columns {first} to {last} are hidden by a filter"
        if by_filter
        else "columns {first} to {last} are hidden",
        first=column_letter(first),
        last=column_letter(last),
    )


def _row(first: int, last: int, reason: str) -> Sentence:
    by_filter = reason == FILTERED_OUT
    if first == last:
        return Sentence(
            "row {row} is hidden by a filter" if by_filter else "row {row} is hidden", row=first
        )
    return Sentence(
        "rows {first} to {last} are hidden by a filter"
        if by_filter
        else "rows {first} to {last} are hidden",
        first=first,
        last=last,
    )


def _more_columns(count: int) -> Sentence:
    return Sentence("{more} more columns are hidden", more=count)


def _more_rows(count: int) -> Sentence:
    return Sentence("{more} more rows are hidden", more=count)


def _ranges(
    reasons: Mapping[int, str],
    in_words: Callable[[int, int, str], Sentence],
    more_in_words: Callable[[int], Sentence],
) -> list[Sentence]:
    """Return "column B is hidden", "rows 9 to 12 are hidden", and how many more there are."""
    sentences = []
    counts = []
    numbered = enumerate(reasons.items())
    for (_, reason), group in groupby(numbered, lambda item: (item[1][0] - item[0], item[1][1])):
        numbers = [number for _, (number, _) in group]
        counts.append(len(numbers))
        sentences.append(in_words(numbers[0], numbers[-1], reason))
    more = sum(counts[_NAMED:])
    return [*sentences[:_NAMED], *([more_in_words(more)] if more else [])]


def _not_shown(are_several: bool, cells: str) -> Sentence:
    return Sentence(
        "{cells} hold what the cell's format does not show"
        if are_several
        else "{cells} holds what the cell's format does not show",
        cells=cells,
    )


def _covered(are_several: bool, cells: str) -> Sentence:
    return Sentence(
        "{cells} hold what lies below merged cells"
        if are_several
        else "{cells} holds what lies below merged cells",
        cells=cells,
    )


def _cells(
    in_words: Callable[[bool, str], Sentence], places: Sequence[tuple[int, int]]
) -> list[Sentence]:
    named = [str(Place(row, column)) for row, column in sorted(places)]
    if not named:
        return []
    cells = ", ".join(named[:_NAMED])
    more = len(named) - _NAMED
    if more > 0:
        cells = Sentence("{cells} and {more} more", cells=cells, more=more)
    return [in_words(len(named) > 1, cells)]

"""What is seen of a sheet."""

from analyysi.tables.files.cell import Cell
from analyysi.tables.files.seen import FILTERED_OUT, HIDDEN, Found, Merged, seen_of


def found(**parts: object) -> Found:
    cells = {(row, column): Cell(f"{row}{column}") for row in range(1, 8) for column in range(4)}
    values: dict[str, object] = {
        "name": "Jako",
        "cells": cells,
        "row_unseen": lambda row: "",
        "column_unseen": lambda column: "",
    }
    return Found(**(values | parts))  # type: ignore[arg-type]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    reasons = {3: HIDDEN, 4: HIDDEN, 5: FILTERED_OUT, 9: HIDDEN}
    sheet = seen_of(
        found(
            row_unseen=lambda row: reasons.get(row, ""),
            column_unseen=lambda column: HIDDEN if column == 1 else "",
        )
    )
    assert sheet is not None
    assert [row.number for row in sheet.rows] == [1, 2, 6, 7]
    assert list(sheet.rows[0].cells) == [0, 2, 3]
    assert sheet.unseen == (
        "column B is hidden",
        "rows 3 to 4 are hidden",
        "row 5 is hidden by a filter",
    )


def test_many_hidden_rows_are_counted() -> None:
    cells = {(row, 0): Cell("x") for row in range(1, 101)}
    sheet = seen_of(found(cells=cells, row_unseen=lambda row: HIDDEN if row % 2 else ""))
    assert sheet is not None
    assert len(sheet.unseen) == 11
    assert sheet.unseen[-1] == "40 more rows are hidden"


def test_merged_cells_show_what_the_first_holds_where_they_are_seen() -> None:
    merged = Merged(1, 1, 0, 2)
    sheet = seen_of(
        found(
            cells={(1, 0): Cell("Osuudet"), (2, 3): Cell("x")},
            merged=[merged],
            column_unseen=lambda column: HIDDEN if column == 0 else "",
        )
    )
    assert sheet is not None
    assert sheet.rows[0].cells == {1: Cell("Osuudet")}
    assert merged.covers(1, 1)
    assert not merged.covers(1, 0)
    assert not merged.covers(2, 1)


def test_what_is_not_shown_is_told_by_cell() -> None:
    sheet = seen_of(found(cells={}, show_nothing=[(4, 1), (2, 0)], covered=[(9, 2)]))
    assert sheet is not None
    assert sheet.rows == ()
    assert sheet.unseen == (
        "A2, B4 hold what the cell's format does not show",
        "C9 holds what lies below merged cells",
    )


def test_a_sheet_without_anything_is_none() -> None:
    assert seen_of(found(cells={})) is None
    assert seen_of(found(cells={(1, 0): Cell("")})) is None

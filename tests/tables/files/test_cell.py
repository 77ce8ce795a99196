"""Cells, rows and places of a table as it is seen."""

from decimal import Decimal

from analyysi.tables.files.cell import (
    EMPTY,
    Cell,
    Place,
    Sheet,
    SheetRow,
    TableFile,
    column_letter,
    column_of_letters,
)


def test_a_cell_is_empty_unless_something_stands_in_it_or_is_wrong_with_it() -> None:
    assert EMPTY.empty
    assert Cell("  ").empty
    assert not Cell("0", Decimal(0)).empty
    assert not Cell("", fault="holds a formula that was never calculated").empty


def test_columns_keep_their_letters_where_one_between_them_is_hidden() -> None:
    row = SheetRow(4, {0: Cell("Paltamo"), 2: Cell("7 079", Decimal(7079))})
    sheet = Sheet("Osuudet", (row,), unseen=("column B is hidden",))
    assert sheet.width == 3
    assert row.cell(1).empty
    assert row.cell(2).number == 7079
    assert str(Place(4, 2)) == "C4"
    assert str(Place(4, 2, "Osuudet")) == "sheet Osuudet, C4"


def test_letters_of_columns_are_read_back() -> None:
    for column in (0, 25, 26, 701, 702, 16383):
        assert column_of_letters(column_letter(column)) == column
    assert column_letter(16383) == "XFD"
    assert column_of_letters("4") is None


def test_a_hidden_sheet_is_not_among_those_that_are_seen() -> None:
    seen, draft = Sheet("Osuudet", ()), Sheet("Luonnos", (), hidden=True)
    assert TableFile("osuudet.xlsx", (seen, draft)).seen == (seen,)

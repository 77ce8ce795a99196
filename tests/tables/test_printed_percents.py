"""Per cents as they are printed: texts, formats, ratios, and numbers without their zeros."""

from decimal import Decimal

import pytest

from analyysi.tables.files.cell import Cell
from analyysi.tables.printed_percents import PercentError, as_printed, read_percent


def printed(*cells: Cell | None) -> list[str]:
    """Return the per cents of payers as text; "?" behind one that is not rounded."""
    read = [None if cell is None else read_percent(cell) for cell in cells]
    percents = as_printed(read, [True] * len(cells))
    return [
        "" if percent is None else f"{percent.value:f}{'?' if percent.unrounded else ''}"
        for percent in percents
    ]


def number(text: str, unit: str = "") -> Cell:
    return Cell(f"{text} {unit}".strip().replace(".", ","), Decimal(text), unit=unit)


def test_texts_are_as_they_stand() -> None:
    assert printed(Cell("8,8 %"), None, Cell("91,20")) == ["8.8", "", "91.20"]


def test_numbers_get_the_zeros_that_are_printed() -> None:
    assert printed(number("9"), number("8.8"), number("82.2")) == ["9.0", "8.8", "82.2"]


def test_bare_ratios_are_made_per_cents_and_shown_ones_are_not() -> None:
    assert printed(number("0.088"), number("0.9")) == ["8.8", "90.0"]
    assert printed(Cell("0,5"), Cell("0,5")) == ["50", "50"]
    assert printed(number("0.8", "%"), number("0.9", "%")) == ["0.8", "0.9"]
    assert printed(Cell("0,8 %"), Cell("0,9 %")) == ["0.8", "0.9"]


def test_unrounded_numbers_are_marked() -> None:
    assert printed(number("8.84875"), number("91.1513")) == ["8.84875?", "91.1513"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("", fault="holds the error #REF!"), "the per cent holds the error #REF!"),
        (Cell("paljon"), "a per cent was expected"),
        (Cell("-5"), "is below zero: a per cent was expected"),
    ],
)
def test_what_is_no_per_cent_is_told(cell: Cell, words: str) -> None:
    with pytest.raises(PercentError) as told:
        read_percent(cell)
    assert words in str(told.value)

"""What a cell says of a share, in whole cents, or why it says nothing."""

from decimal import Decimal

import pytest

from analyysi.tables.asked import Asked
from analyysi.tables.files.cell import Cell
from analyysi.tables.numbers.scales import SCALES
from analyysi.tables.printed_amounts import AmountError, amount_cents


def cents(cell: Cell, scale: str = "euros", mark: str | None = None) -> int:
    return amount_cents(cell, "Paltamo", SCALES[scale], mark, Asked())


def test_texts_and_numbers_are_whole_cents() -> None:
    assert cents(Cell("7 079,50 €")) == 707_950
    assert cents(Cell("7 079,-")) == 707_900
    assert cents(Cell("4 800", Decimal(4800), stored=Decimal("4800.25"))) == 480_000
    assert cents(Cell("7.079"), mark=",") == 707_900
    assert (
        cents(Cell("7,1"), "thousand_euros") == cents(Cell("7,1 t€"), "thousand_euros") == 710_000
    )


@pytest.mark.parametrize(
    ("cell", "scale", "words"),
    [
        (Cell("1", Decimal(1), fault="is struck out"), "euros", "sum of 'Paltamo' is struck out"),
        (Cell("x"), "euros", "'x' is not a number"),
        (Cell("7.079"), "euros", "say which with --decimal-mark , or --decimal-mark ."),
        (Cell("8,8 %"), "euros", "'8,8 %' is a per cent: a sum was expected"),
        (Cell("8,8 %", Decimal("8.8"), unit="%"), "euros", "is a per cent"),
        (Cell("7,1 t€"), "euros", "is in thousand euros, and the others are in euros"),
        (Cell("7 €"), "thousand_euros", "is in euros, and the others are in thousand euros"),
        (Cell("0,005"), "euros", "0.005 of 'Paltamo' has more than two decimals"),
        (Cell("79,00-"), "euros", "-79.00 of 'Paltamo' is below zero"),
        (Cell("(79,00)"), "euros", "is below zero"),
    ],
)
def test_what_is_no_share_is_told(cell: Cell, scale: str, words: str) -> None:
    with pytest.raises(AmountError) as told:
        cents(cell, scale)
    assert words in str(told.value)

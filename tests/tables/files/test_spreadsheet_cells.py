"""What cells of every spreadsheet have in common."""

from decimal import Decimal

from analyysi.tables.files.cell import Cell
from analyysi.tables.files.spreadsheet_cells import error, lettered, truth
from analyysi.tables.files.text_runs import Run


def test_truth_values_are_texts_in_finnish() -> None:
    assert truth(True) == Cell("TOSI")
    assert truth(False) == Cell("EPÄTOSI")


def test_an_error_is_a_fault_by_its_name() -> None:
    assert error("#REF!").fault == "holds the error #REF!"


def test_lettering_of_a_number_can_be_a_fault() -> None:
    cell = Cell("7079", Decimal(7079))
    assert lettered(cell, Run("")) == cell
    assert lettered(cell, Run("", struck=True)).fault == "is struck out"
    assert "superscript" in lettered(cell, Run("", raised=True)).fault

"""Footnote marks and struck-out words of a text."""

import pytest

from analyysi.tables.files.text_runs import Run, text_cell


@pytest.mark.parametrize(
    ("runs", "text", "note"),
    [
        ([Run("7079"), Run("1", raised=True)], "7079", "1"),
        ([Run("7079,5"), Run("1)", raised=True)], "7079,5", "1)"),
        ([Run("Paltamo"), Run("a", raised=True), Run(" kunta")], "Paltamo kunta", "a"),
        ([Run("7079²")], "7079", "2"),
        ([Run("Osuus, "), Run("10"), Run("3", raised=True), Run(" €")], "Osuus, 10³ €", ""),
        ([Run("km"), Run("2", raised=True)], "km²", ""),
        ([Run("asukasta/km²")], "asukasta/km²", ""),
        ([Run("Kuhmo³")], "Kuhmo", "3"),
        ([Run("1", raised=True), Run(" Ks. liite")], "Ks. liite", "1"),
        ([Run("Paltamo"), Run("1,2", raised=True)], "Paltamo", "1,2"),
        ([], "", ""),
    ],
)
def test_a_footnote_mark_is_no_part_of_the_text(runs: list[Run], text: str, note: str) -> None:
    cell = text_cell(runs)
    assert (cell.text, cell.note, cell.fault) == (text, note, "")


def test_two_raised_digits_behind_a_number_may_be_cents() -> None:
    assert "may be a footnote mark or cents" in text_cell([Run("7079"), Run("50", True)]).fault
    assert not text_cell([Run("Paltamo"), Run("12", True)]).fault


def test_struck_out_text_cannot_be_believed() -> None:
    assert text_cell([Run("Kajaani", struck=True)]).fault == "is struck out"
    assert text_cell([Run("Kajaani", struck=True), Run(" ")]).fault == "is struck out"
    mixed = text_cell([Run("5280", struck=True), Run(" 4800")])
    assert mixed.fault == "is struck out in part"

"""Whose a row of a table is, and why it cannot be said, in every language."""

from analyysi.languages.saying import said
from analyysi.tables.files.cell import Cell, SheetRow
from analyysi.tables.files.text_runs import STRUCK_OUT
from analyysi.tables.names.payers import Payers
from analyysi.tables.table_rows import TableRow, checked_row, is_note, table_row, torn_rows
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def row(*texts: str) -> TableRow:
    cells = {column: Cell(text) for column, text in enumerate(texts) if text}
    return table_row(SheetRow(3, cells), 0, PAYERS)


def test_a_row_is_of_a_party_of_a_total_or_of_nobody() -> None:
    assert row("Paltamo", "7079").match is not None
    assert row("Yhteensä", "80000").total
    assert row("", "Yhteensä", "80000").label == "Yhteensä"
    nobodys = row("Vaala", "1")
    assert (nobodys.match, nobodys.total, nobodys.doubt) == (None, False, "")


def test_a_doubt_is_said_in_the_users_language() -> None:
    struck = table_row(SheetRow(3, {0: Cell("Paltamo", fault=STRUCK_OUT)}), 0, PAYERS)
    assert struck.doubt == "'Paltamo' is struck out"
    assert said(struck.doubt, "fi") == "”Paltamo” on yliviivattu"
    two = row("Paltamo ja Kuhmo", "1")
    assert (
        said(two.doubt, "sv") == "”Paltamo ja Kuhmo” nämner 2 betalare: ge var och en en egen rad"
    )


def test_a_code_of_another_party_is_a_doubt() -> None:
    checked = checked_row(row("Paltamo", "205"), [1], PAYERS)
    assert checked.match is None
    assert said(checked.doubt, "fi") == "”Paltamo” on 578, mutta sarakkeessa B on 205"
    same = row("Paltamo", "578")
    assert checked_row(same, [1], PAYERS) is same


def test_a_note_with_a_party_and_digits_in_one_cell_is_a_doubt() -> None:
    whole, torn = row("Kuhmo", "1"), row("Paltamo maksaa 7079")
    assert is_note(torn, 0)
    assert not is_note(whole, 0)
    checked = torn_rows([whole, torn], 0, PAYERS)
    assert checked[0] is whole
    assert "names 578 and digits in one cell" in checked[1].doubt

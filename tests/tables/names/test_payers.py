"""Parties found by the names and codes that offices print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.agreement import Party
from analyysi.tables.names.payers import AmbiguousError, Match, Payers, is_total
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("578", Match("578", "code")),
        ("91", Match("091", "code")),  # a spreadsheet takes the code for a number
        ("liitto", Match("liitto", "code")),
        ("Paltamo", Match("578", "name")),
        ("PALTAMO ", Match("578", "name")),
        ("Kajana", Match("205", "name")),
        ("Paltamon kunta", Match("578", "inflected")),
        ("Paltamo 578", Match("578", "name")),
        ("Kainuun liitto", Match("liitto", "name")),
        ("Sotkamo", None),
        ("Paltamo ja muut", None),
        ("", None),
    ],
)
def test_a_cell_names_at_most_one_party(text: str, match: Match | None) -> None:
    assert PAYERS.of_cell(text) == match


def test_a_line_names_its_party_wherever_it_stands() -> None:
    assert PAYERS.of_line("Osuus maksetaan: Puolangan kunta, 12 €") == Match("620", "inflected")
    assert PAYERS.of_line("Yhteensä 12 €") is None


def test_a_line_with_two_parties_is_not_guessed() -> None:
    with pytest.raises(AmbiguousError, match="names 2 payers: give each a line of its own"):
        PAYERS.of_line("Kuhmo ja Paltamo 12 €")


def test_a_longer_name_covers_the_shorter_one_in_it() -> None:
    two = Payers([*PARTIES, Party(code="x", kind="organisation", name={"fi": "liitto"})])
    assert two.of_line("Kainuun liitto 12 €") == Match("liitto", "name")


def test_the_nearest_name_is_offered() -> None:
    assert PAYERS.nearest("Paltano") == " Did you mean 'Paltamo'?"
    assert PAYERS.nearest("Kunta Paltano") == " Did you mean 'Paltamo'?"
    assert PAYERS.nearest("xyzzy") == ""


@pytest.mark.parametrize("text", ["Yhteensä", "YHTEENSÄ 2023", "Summa", "Totalt", "Total"])
def test_a_total_is_known_by_its_word(text: str) -> None:
    assert is_total(text)
    assert not is_total("Paltamo")


@given(st.sampled_from(PARTIES), st.sampled_from(["", " ", "  "]))
def test_every_party_is_found_by_each_of_its_names(party: Party, space: str) -> None:
    for name in filter(None, (party.name.fi, party.name.sv)):
        found = PAYERS.of_cell(f"{space}{name}{space}")
        assert found is not None
        assert found.code == party.code

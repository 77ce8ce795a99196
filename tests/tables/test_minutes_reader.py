"""A decision out of lines of minutes, or the doubts of its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.tables.asked import Asked
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.minutes_reader import read_minutes
from analyysi.tables.names.payers import Payers
from support.parties import PARTIES


def read(folder: Path, text: str, asked: Asked | None = None) -> DecisionTable:
    path = folder / "minutes.txt"
    path.write_text(text, encoding="utf-8")
    return read_minutes(path, Payers(PARTIES), asked or Asked())


def test_doubts_of_lines_are_told_with_their_numbers(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as told:
        read(tmp_path, "Paltamo 578 707 €\nKuhmo 79,00- €\nHyrynsalmi 5 €\nSotkamo 6 €\n")
    lines = str(told.value).splitlines()
    assert lines[0] == "minutes.txt has 3 faults; nothing was read from it:"
    assert "line 1: '578 707' can be read as one number, or as 578 and 707" in lines[1]
    assert "line 2: '79,00-' is below zero" in lines[2]
    assert "line 4: 'Sotkamo 6 €' is no party's: Sotkamo is the municipality 765" in lines[3]


def test_a_place_chooses_between_two_readings(tmp_path: Path) -> None:
    text = "Paltamo 578 707 €\nKuhmo 290 820 €\n"
    assert read(tmp_path, text, Asked(amount="1")).cents == {"578": 57_870_700, "290": 29_082_000}
    assert read(tmp_path, text, Asked(amount="2")).cents == {"578": 70_700, "290": 82_000}
    with pytest.raises(ParameterError, match="--amount-column B: in a text a number's place"):
        read(tmp_path, text, Asked(amount="B"))


def test_thousand_euros_are_scaled_where_the_person_says_so(tmp_path: Path) -> None:
    text = "Paltamo 7,1 t€\nKuhmo 18,2 t€\nYhteensä 25,3 t€\n"
    with pytest.raises(SchemaError, match="line 1: it is in thousand euros. Say --unit"):
        read(tmp_path, text)
    table = read(tmp_path, text, Asked(unit="thousand_euros"))
    assert table.cents == {"578": 710_000, "290": 1_820_000}
    assert table.total is not None
    assert table.total.cents == 2_530_000
    with pytest.raises(ParameterError, match="--unit tonnia: no such unit of money"):
        read(tmp_path, text, Asked(unit="tonnia"))


def test_lines_of_others_are_passed_over_and_counted(tmp_path: Path) -> None:
    text = "Paltamo 7 €\nSotkamo 6 €\nYhteensä 13 €\n"
    table = read(tmp_path, text, Asked(only_parties=True))
    assert table.cents == {"578": 700}
    assert table.total is None
    assert table.remarks[0] == "Lines of others that were passed over: 1."
    assert "was not compared" in table.remarks[1]


def test_lines_without_a_payer_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no line names one party .* Its first line is 'Päätös'"):
        read(tmp_path, "Päätös\n")


@pytest.mark.parametrize(
    ("text", "size"),
    [("Paltamo 1 €\n" * 10_001, "10001 lines"), ("Paltamo " + "7079 " * 100_000, "500008 signs")],
)
def test_a_text_longer_than_minutes_are_is_refused(tmp_path: Path, text: str, size: str) -> None:
    with pytest.raises(SourceError, match=f"{size}.* at most 10000 lines and 500000 signs"):
        read(tmp_path, text)


def test_a_line_of_50_000_numbers_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="has 250011 signs, and at most 2000"):
        read(tmp_path, "Kuhmo 5 €\nPaltamo " + "7079 " * 50_000 + "1 €\n")

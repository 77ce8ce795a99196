"""Columns beside the sums that make other sums of them are told of, and nothing is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.errors import SchemaError
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from support.sent_tables import PARTIES


def read(path: Path, text: str, asked: Asked | None = None) -> dict[str, int]:
    path.write_text(text, encoding="utf-8")
    return read_decision_table(path, PARTIES, asked).cents


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kunta,€,Huom\nKuhmo,18199,75\nPaltamo,7079,00", "may hold the cents of column B"),
        ("Kunta,€,Huom\nKuhmo,18,199\nPaltamo,7,079", "may hold the hundreds of column B"),
        ("Kunta;€;D/K\nKuhmo;18,00;D\nPaltamo;7,00;K", "row 3 (C3) says 'K'"),
        ("Kunta;€;\nKuhmo;18,00;S\nPaltamo;7,00;H", "row 3 (C3) says 'H'"),
        ("Kunta;;€\nKuhmo;;18,00\nPaltamo;-;7,00", "row 3 (B3) says '-'"),
        ("Kunta;€;Laji\nKuhmo;18,00;lasku\nPaltamo;7,00;Hyvityslasku", "(C3) says 'Hyvityslasku'"),
        ("Kunta;€\nKuhmo;18,00\nPaltamo;12.5", "row 3 (B3) '12.5' may be a day"),
    ],
)
def test_sums_that_a_column_makes_doubtful(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SchemaError) as told:
        read(tmp_path / "a.csv", text)
    assert said in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "Kunta,€,Väkiluku\nKuhmo,18,199\nPaltamo,7,179",  # hundreds of inhabitants
        'Kunta,€,Huom\nKuhmo,"18,00",75\nPaltamo,"7,00",79',
        "Kunta;€;Huom\nKuhmo;18,00;-\nPaltamo;7,00;-",
        "Kunta;€;Ryhmä\nKuhmo;18,00;A\nPaltamo;7,00;K",
        "Kunta;€;Laji\nKuhmo;18,00;lasku\nPaltamo;7,00;hyvitys\nYhteensä;25,00",  # by its total
        "Kunta;€\nKuhmo;18.00\nPaltamo;7.00",
    ],
)
def test_columns_that_say_nothing_of_the_sums(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "a.csv", text) == {"290": 1800, "578": 700}


def test_a_person_who_says_euros_is_believed(tmp_path: Path) -> None:
    text = "Kunta;€;Laji\nKuhmo;18;44\nPaltamo;7;45"
    assert read(tmp_path / "a.csv", text, Asked(unit="euros")) == {"290": 1800, "578": 700}

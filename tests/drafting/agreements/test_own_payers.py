"""Payers of a table, whoever they are: what is a payer, what is a heading, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyysi.drafting.agreements.own_payers import OwnTable, read_own_table
from analyysi.errors import AnalyysiError, SchemaError
from analyysi.languages.local_text import LocalText
from analyysi.tables.asked import Asked
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.figure_column import columns_of_figures

REGISTER = {
    "578": LocalText.of({"fi": "Paltamo"}),
    "205": LocalText.of({"fi": "Kajaani", "sv": "Kajana"}),
    "109": LocalText.of({"fi": "Hämeenlinna"}),
    "398": LocalText.of({"fi": "Lahti"}),
}


def read(folder: Path, text: str, payer: str = "", *, municipal: bool = True) -> OwnTable:
    path = folder / "luvut.tsv"
    path.write_text(text, encoding="utf-8")
    return read_own_table(path, REGISTER, Asked(payer=payer), municipal=municipal)


@pytest.mark.parametrize(
    ("text", "codes", "columns"),
    [
        ("Maksaja\tA\tB\nAlfa Oy\t1\t2\nBeta\t3\t4\nYhteensä\t4\t6\n", ["alfa-oy", "beta"], [1, 2]),
        ("Alfa\t1\nBeta\t2\n", ["alfa", "beta"], [1]),
        ("Maksaja\t2024\t2025\nAlfa\t1\t2\nBeta\t3\t4\n", ["alfa", "beta"], [1, 2]),
        ("Kunta\tLuku\nPaltamon kunta\t1\nKajana\t2\n", ["578", "205"], [1]),
        ("Kuntanumero\tLuku\n578\t3000\n205\t30000\n", ["578", "205"], [1]),
        ("Osasto 1\t5\nOsasto 2\t6\nOsasto 10\t7\n", ["osasto-1", "osasto-2", "osasto-10"], [1]),
        ("甲\t5\n乙\t6\n***\t7\n", ["maksaja-1", "maksaja-1-2", "maksaja-1-3"], [1]),
        ("a b\t1\na-b\t2\n", ["a-b", "a-b-2"], [1]),
        ("Nro\tMaksaja\tTiimi\tLuku\n1\tAlfa\tx\t5\n2\tBeta\ty\t6\n", ["alfa", "beta"], [0, 3]),
        ("A\t5\nB\t6\nC\t\n", ["a", "b", "c"], [1]),
        ("Maksaja\tTunnit\nAlfa\t2000\nBeta\t30\n", ["alfa", "beta"], [1]),
        ("Toimisto\tTunnit\nAlfa\t2000\nBeta\t1995\n", ["alfa", "beta"], [1]),
        ("Maksaja\t2025\nAlfa\t2000\nBeta\t1995\n", ["alfa", "beta"], [1]),
        ("Maksaja\tLuku\nAlfa\tn. 5\nBeta\t2\nGamma\t3\n", ["alfa", "beta", "gamma"], [1]),
        ("Nimi\tLuku\nMaksaja 20\t5\nLahti\t6\n", ["maksaja-20", "398"], [1]),
        ("Maksaja\tLuvut\n\t2024\nAlfa\t2000\nBeta\t1995\n", ["alfa", "beta"], [1]),
    ],
)
def test_payers_and_their_columns(
    tmp_path: Path, text: str, codes: list[str], columns: list[int]
) -> None:
    own = read(tmp_path, text)
    assert [party.code for party in own.payers] == codes
    assert columns_of_figures(own.table, Asked()) == columns
    rows = [row.match.code for row in own.table.of_parties if row.match is not None]
    assert rows == codes


def test_a_name_of_a_municipality_may_be_that_of_somebody_else(tmp_path: Path) -> None:
    text = "Huoneisto\tm2\nLahti\t50\nVirtanen\t70\n"
    assert read(tmp_path, text).payers[0].kind == "municipality"
    own = read(tmp_path, text, municipal=False)
    assert [party.code for party in own.payers] == ["lahti", "virtanen"]


def test_numbers_are_names_where_the_column_is_named(tmp_path: Path) -> None:
    text = "Huoneisto\tm2\n1\t50\n2\t70\n"
    with pytest.raises(OpenColumnError):
        read(tmp_path, text)
    own = read(tmp_path, text, "A")
    assert [(party.code, party.name.main) for party in own.payers] == [
        ("maksaja-1", "1"),
        ("maksaja-2", "2"),
    ]


def test_it_is_asked_which_of_two_columns_names_the_payers(tmp_path: Path) -> None:
    text = "Yksikkö\tVastaava\tKpl\nAlfa\tMatti\t5\nBeta\tMaija\t7\n"
    with pytest.raises(OpenColumnError) as fault:
        read(tmp_path, text)
    assert fault.value.thing == "payer"
    assert [party.code for party in read(tmp_path, text, "B").payers] == ["matti", "maija"]


def test_what_stands_below_is_said_and_no_payer(tmp_path: Path) -> None:
    own = read(tmp_path, "Maksaja\tLuku\nAlfa\t1\nBeta\t2\nYhteensä\t3\n\nLähde: kysely\n")
    assert [party.code for party in own.payers] == ["alfa", "beta"]
    assert ["Lähde: kysely" in str(stray) for stray in own.strays] == [True]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Alfa\t2000\nBeta\t3000\nDelta\t1\n", "heading"),
        ("Toimisto\t2025\nAlfa\t5\nBeta\t6\n", "heading"),
        ("Alfa\t5\nalfa\t6\n", "second time"),
        ("Alfa\t5\n", "at least two"),
        ("Kunta\tLuku\nLahti 109\t5\nKajaani\t6\n", "109"),
        ("a\tb\n", "no row has a figure"),
        ("Yhteensä\t5\nSumma\t6\n", "no row has a figure"),
    ],
)
def test_what_is_open_is_refused(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(SchemaError, match=part):
        read(tmp_path, text)


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalyysiError, match="Q"):
        read(tmp_path, "Alfa\t1\nBeta\t2\n", "Q")

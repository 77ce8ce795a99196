"""Several tables below each other: the first is read, the next is told, and no row is lost."""

from pathlib import Path

import pytest

from analyysi.errors import SchemaError
from analyysi.tables.asked import Asked
from analyysi.tables.columns import find_header
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.names.payers import Payers
from analyysi.tables.tables_below import above_next_table
from support.cells import sheet_of
from support.parties import PARTIES

FIRST = "Kunta;Maksuosuus €\nPaltamo;7079\nHyrynsalmi;4800\nYhteensä;11879\n"
NEXT = "Kunta;Asukasluku\nPaltamo;3183\nHyrynsalmi;2139\n"
PAYERS = Payers(PARTIES)
CENTS = {"578": 707_900, "105": 480_000}


def read(text: str, folder: Path, asked: Asked | None = None) -> DecisionTable:
    path = folder / "shares.csv"
    path.write_text(text, encoding="utf-8")
    return read_decision_table(path, PARTIES, asked)


@pytest.mark.parametrize("between", ["\n", "\n\nVäestö 2023\n", "\nVäestö 2023\nTilastokeskus\n"])
@pytest.mark.parametrize("header", ["Kunta;Asukasluku", "Kommun;Betalningsandel €;2023"])
def test_the_first_table_is_read_and_the_next_is_told(
    between: str, header: str, tmp_path: Path
) -> None:
    table = read(FIRST + between + NEXT.replace("Kunta;Asukasluku", header), tmp_path)
    assert dict(table.cents) == CENTS
    (remark,) = [remark for remark in table.remarks if "another table" in remark]
    shown = header.replace(";", " | ")
    assert f"begins another table ({shown}), which was not read: copy it to a file" in remark


def test_the_same_header_again_is_no_other_table(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"row 6 \(A6\): with 'Kunta' a second table begins"):
        read(f"{FIRST}\nKunta;Maksuosuus €\nPuolanka;5500\n", tmp_path)


def test_a_payer_without_a_sum_above_the_next_header_is_still_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="Puolanka"):
        read(f"{FIRST}Puolanka\n\n{NEXT}", tmp_path)
    with pytest.raises(SchemaError, match="Puolanka"):
        read(f"{FIRST}\nPuolanka\n{NEXT}", tmp_path)


def test_without_a_total_of_the_first_table_nothing_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"row 5 \(A5\): with 'Kunta' a second table begins"):
        read(FIRST.replace("Yhteensä;11879\n", "") + "\n" + NEXT, tmp_path)


def test_without_an_empty_row_nothing_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="578 stands 2 times|twice"):
        read(FIRST + NEXT, tmp_path)


def test_a_scale_below_all_tables_still_counts(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="thousand euros"):
        read(f"{FIRST}\n{NEXT}\nLuvut tuhansina euroina\n", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        f"{FIRST}\nKunta\n",
        f"{FIRST}\nKunta;12\n",
        f"{FIRST}\nHuom.;Paltamo maksaa keväällä\n",
        f"Jako 2023;\n\n{FIRST}",
    ],
)
def test_what_is_no_other_header_is_left_as_it_is(text: str) -> None:
    sheet = sheet_of(text)
    header = find_header(sheet, PAYERS, 0, Asked())
    assert above_next_table(sheet, header, PAYERS, 0, Asked()) == (sheet, "")

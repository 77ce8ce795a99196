"""Which columns hold sums and per cents, and in what the sums are counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.asked import Asked
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.files.cell import Cell, Sheet, SheetRow, TableFile
from analyysi.tables.money_columns import MoneyColumns, money_columns, scale_of_cell
from analyysi.tables.names.payers import Payers
from analyysi.tables.table import read_table
from support.cells import file_of
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def columns(text: str, asked: Asked | None = None) -> MoneyColumns:
    asked = asked or Asked()
    return money_columns(read_table(file_of(text), PAYERS, asked), asked)


def of_cells(header: str, *cells: Cell) -> MoneyColumns:
    rows = [SheetRow(1, {0: Cell("Kunta"), 1: Cell(header)})]
    for number, (party, cell) in enumerate(zip(PARTIES, cells, strict=False), start=2):
        rows.append(SheetRow(number, {0: Cell(party.code), 1: cell}))
    file = TableFile("a.xlsx", (Sheet("T", tuple(rows)),))
    return money_columns(read_table(file, PAYERS, Asked()), Asked())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kunta;€;%\nPaltamo;7,50;8\nKuhmo;1,00;9", (1, 2)),
        ("Tunnus;Kunta;Asukkaat;Maksuosuus\n578;Paltamo;3000;1\n290;Kuhmo;8000;2", (3, None)),
        ("Kunta;€/as;€\nPaltamo;2;6000", (2, None)),
        ("Kunta;Väkiluku;Euroa;Muutos %;Osuus %\nPaltamo;1;2;3;4", (2, 4)),
        ("Kunta;Hyväksytty\nPaltamo;7 079,00 €\nKuhmo;1 €", (1, None)),
        ("Kunta;Maksuosuus €;Osuus\nPaltamo;1;50 %\nKuhmo;1;50 %", (1, 2)),
        ("Kunta;Maksuosuus;Maksuosuuden peruste\nPaltamo;1;asukasluku", (1, None)),
    ],
)
def test_columns_are_those_that_say_so(text: str, expected: tuple[int, int | None]) -> None:
    chosen = columns(text)
    assert (chosen.amount, chosen.percent) == expected


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Väkiluku", "is another quantity"),
        ("Työasemat", "is another quantity"),
        ("htv", "is another quantity"),
        ("Y-tunnus", "is another quantity"),
        ("Osuus", "sums to about 100"),
        ("Andel", "sums to about 100"),
        ("2023", "such as --amount-column B"),
        ("", "such as --amount-column B"),
    ],
)
def test_no_column_is_money_because_it_is_the_only_one(header: str, shown: str) -> None:
    numbers = ("8,8", "91,3") if "100" in shown else ("8,8", "20,5")
    text = f"Kunta;{header}\nPaltamo;{numbers[0]}\nKuhmo;{numbers[1]}"
    with pytest.raises(OpenColumnError, match="no column says that it is money") as open_column:
        columns(text)
    assert shown in str(open_column.value)
    assert open_column.value.thing == "amount"


def test_several_columns_of_money_are_asked_for() -> None:
    for header in ("Kunta;2022 €;2023 €", "Kunta;Maksuosuudet;\n;Arvio;Lopullinen"):
        with pytest.raises(OpenColumnError, match="sums may be in several columns: column B"):
            columns(f"{header}\nPaltamo;1;2")
    with pytest.raises(OpenColumnError, match="per cents may be in .* such as --percent-column C"):
        columns("Kunta;€;Osuus % 2022;Osuus % 2023\nPaltamo;1;2;3")
    chosen = columns("Kunta;2022 €;2023 €\nPaltamo;1;2", Asked(amount="2023 €"))
    assert chosen.described == "payer in column A ('Kunta'), euros in column C ('2023 €')"


@pytest.mark.parametrize("header", ["Väkiluku", "Osuus %", "Maksuosuus", "Osuus", "Andel"])
def test_a_named_column_of_something_else_needs_its_unit(header: str) -> None:
    text = f"Kunta;{header};Huom.\nPaltamo;8,8;x\nKuhmo;91,2;x"
    with pytest.raises(SchemaError, match="--unit euros"):
        columns(text, Asked(amount="B", percent="C"))
    assert columns(text, Asked(amount="B", percent="C", unit="euros")).amount == 1
    with pytest.raises(SchemaError, match="--unit euros"):
        columns(text, Asked(amount="B"))


def test_sums_that_say_euros_may_come_to_a_hundred() -> None:
    assert columns("Kunta;Euroa\nPaltamo;40\nKuhmo;60").amount == 1
    assert columns("Kunta;Maksu\nPaltamo;40 €\nKuhmo;60 €").amount == 1


@pytest.mark.parametrize(
    "text",
    [
        "Luvut tuhansina euroina\nKunta;Maksuosuus\nPaltamo;7,1",
        "Kunta;Maksuosuus €\nPaltamo;7,1\nKuhmo;2\n\nLuvut ovat tuhansia euroja.",
        "Kunta;Maksuosuus (1 000 €)\nPaltamo;7,1",
        ";Maksuosuus, k€;\nKunta;2022;Huom.\nPaltamo;7,1;x",
        ";;1 000 €\nKunta;Maksuosuus;Huom.\nPaltamo;7,1;x",
        "Kunta;Maksuosuus\nPaltamo;7,1 t€\nKuhmo;2 t€",
    ],
)
def test_another_scale_is_seen_wherever_it_stands(text: str) -> None:
    with pytest.raises(SchemaError, match=r"is in thousand euros, as .* --unit thousand_euros"):
        columns(text)
    assert columns(text, Asked(unit="thousand_euros")).scale.name == "thousand_euros"


def test_a_person_may_contradict_a_title_but_not_the_column() -> None:
    title = "Avustus 1,2 miljoonaa euroa\nKunta;Maksuosuus €\nPaltamo;7,1"
    assert columns(title, Asked(unit="euros")).scale.is_euros
    with pytest.raises(SchemaError, match="and --unit euros says euros"):
        columns("Kunta;Maksuosuus 1 000 €\nPaltamo;7,1", Asked(unit="euros"))
    with pytest.raises(SchemaError, match="cannot be made into euros"):
        columns("Kunta;Avgift tkr\nPaltamo;7,1", Asked(unit="euros"))
    with pytest.raises(ParameterError, match="--unit tonnia: no such unit"):
        columns("Kunta;€\nPaltamo;7,1", Asked(unit="tonnia"))


def test_formats_of_cells_say_what_they_are() -> None:
    money = Cell("7 079 €", Decimal(7079), unit="€")
    assert of_cells("Hyväksytty", money, money).amount == 1
    thousand = Cell("7,1 t€", Decimal("7.1"), unit="t€")
    with pytest.raises(SchemaError, match="as '7,1 t€' in it says"):
        of_cells("Maksuosuus", thousand, thousand)
    assert scale_of_cell(Cell("1 000 €", Decimal(1000), unit="€")) == scale_of_cell(Cell("1 000 €"))
    assert scale_of_cell(Cell("n. 5")) is None


def test_the_decimal_mark_is_the_one_that_the_table_shows() -> None:
    assert columns("Kunta;€\nPaltamo;7,50\nKuhmo;1.000").mark == ","
    assert columns("Kunta;€\nPaltamo;7,50\nKuhmo;1.50").mark is None
    assert columns("Kunta;€\nPaltamo;7", Asked(mark=".")).mark == "."


def test_a_column_cannot_be_two_things() -> None:
    with pytest.raises(ParameterError, match="cannot hold both the euros and the per cents"):
        columns("Kunta;€\nPaltamo;1", Asked(amount="B", percent="B"))
    with pytest.raises(ParameterError, match="cannot hold both the euros and the payers"):
        columns("Kunta;€\nPaltamo;1", Asked(amount="A"))


def test_a_header_at_fault_is_told() -> None:
    file = file_of("Kunta;Maksuosuus €\nPaltamo;1")
    header, *rows = file.sheets[0].rows
    struck = replace(header, cells=header.cells | {1: Cell("Maksuosuus €", fault="is struck out")})
    sheet = replace(file.sheets[0], rows=(struck, *rows))
    table = read_table(replace(file, sheets=(sheet,)), PAYERS, Asked())
    with pytest.raises(SchemaError, match="the header of column B .* is struck out"):
        money_columns(table, Asked())

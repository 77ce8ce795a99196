"""Which columns hold payers, euros and per cents."""

import pytest
from analyysi.tables.cells import Sheet, TableCell

from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.columns import Columns, NamedColumns, find_columns, named
from analyysi.tables.names.payers import Payers
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def columns(text: str, asked: NamedColumns | None = None) -> Columns:
    rows = tuple(tuple(map(TableCell, line.split(";"))) for line in text.splitlines())
    return find_columns(Sheet("", rows), PAYERS, asked or NamedColumns(), "a.csv")


def places(found: Columns) -> tuple[int, int, int | None]:
    return found.payer, found.amount, found.percent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kunta;€;%\nPaltamo;7,50;8\nKuhmo;1,00;9", (0, 1, 2)),
        ("Tunnus;Kunta;Asukkaat;Maksuosuus\n578;Paltamo;3000;1\n290;Kuhmo;8000;2", (1, 3, None)),
        ("Osuus;Kunta\n1,5;Paltamo\n2,5;Kuhmo", (1, 0, None)),
        ("Paltamo;12", (0, 1, None)),
        ("Kunta;€/as;€\nPaltamo;2;6000", (0, 2, None)),
    ],
)
def test_columns_are_found_by_name_and_form(
    text: str, expected: tuple[int, int, int | None]
) -> None:
    assert places(columns(text)) == expected


@pytest.mark.parametrize("amount", ["C", "c", "3", "2024"])
def test_a_column_is_named_by_letter_number_or_header(amount: str) -> None:
    found = columns("Kunta;2023;2024\nPaltamo;1;2", NamedColumns(amount=amount))
    assert places(found) == (0, 2, None)
    assert found.described == "payer in column A ('Kunta'), euros in column C ('2024')"


def test_the_decimal_mark_is_the_one_that_the_table_shows() -> None:
    assert columns("Kunta;€\nPaltamo;7,50\nKuhmo;1.000").mark == ","
    assert columns("Kunta;€\nPaltamo;7,50\nKuhmo;1.50").mark is None
    assert columns("Kunta;€\nPaltamo;7", NamedColumns(mark=".")).mark == "."


@pytest.mark.parametrize(
    ("text", "asked", "fault", "words"),
    [
        ("Kunta;€\nSotkamo;1", NamedColumns(), SchemaError, "no row names a party"),
        ("Kunta;x;y\nPaltamo;1;2", NamedColumns(), SchemaError, "may be in several columns"),
        ("Kunta;%;%\nPaltamo;1;2", NamedColumns(), SchemaError, "the per cents may be in several"),
        ("Kunta;€\nPaltamo;1", NamedColumns(payer="B"), SchemaError, "names no party"),
        ("Kunta;€;€\nPaltamo;1;2", NamedColumns(amount="€"), ParameterError, "by its letter"),
        ("Kunta;€\nPaltamo;1", NamedColumns(amount="Z"), ParameterError, "has no such column"),
        (
            "Kunta;€\nPaltamo;1",
            NamedColumns(amount="B", percent="B"),
            ParameterError,
            "cannot hold both",
        ),
        ("Kunta;tuhatta €\nPaltamo;1", NamedColumns(amount="B"), SchemaError, "thousand euros"),
    ],
)
def test_columns_that_are_in_doubt(
    text: str, asked: NamedColumns, fault: type[Exception], words: str
) -> None:
    with pytest.raises(fault, match=words):
        columns(text, asked)


def test_thousands_of_euros_are_refused_in_the_header_or_above_it() -> None:
    for text in ("Kunta;1 000 €\nPaltamo;1", "Luvut 1 000 €\nKunta;\nPaltamo;1"):
        with pytest.raises(SchemaError, match="is in thousand euros"):
            columns(text)


def test_a_row_whose_cells_name_two_parties_is_doubtful() -> None:
    found = columns("Tunnus;Kunta;€\n578;Kuhmo;1\n290;Kuhmo;2")
    assert found.rows[0].match is None
    assert found.rows[0].doubt == "'Kuhmo' is 290, but another cell of the row says 578"
    assert found.rows[1].match is not None


def test_a_column_is_named_for_a_message_by_letter_and_header() -> None:
    assert named(["Kunta", ""], 0) == "column A ('Kunta')"
    assert named([""] * 28, 27) == "column AB"

"""Where the rows of a table begin, what its columns are called, and which names the payers."""

import pytest

from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.asked import Asked
from analyysi.tables.columns import (
    OpenColumnError,
    find_header,
    first_rows,
    is_code_header,
    is_number,
    match_of,
    named,
    named_column,
    payer_column,
)
from analyysi.tables.files.cell import Cell
from analyysi.tables.names.payers import Payers
from support.cells import sheet_of
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def names(text: str) -> tuple[int, list[str], list[str]]:
    """Return the number of the first row, the names of the columns, and the titles."""
    sheet = sheet_of(text)
    header = find_header(sheet, PAYERS, 0, Asked())
    columns = [header.name(column) for column in range(sheet.width)]
    first = sheet.rows[header.start].number if header.start < len(sheet.rows) else 0
    return first, columns, list(header.words)


@pytest.mark.parametrize(
    ("text", "first", "columns"),
    [
        ("Kunta;€\nPaltamo;1", 2, ["Kunta", "€"]),
        ("Paltamo;1", 1, ["", ""]),
        ("Kunta;2022;2023\nPaltamo;1;2", 2, ["Kunta", "2022", "2023"]),
        ("Osuudet\n\nKunta;€\nPaltamo;1", 4, ["Kunta", "€"]),
        (
            ";Maksuosuus;;Muut\n;2022;2023;\nKunta;€;€;€\nPaltamo;1;2;3",
            4,
            ["Kunta", "Maksuosuus 2022 €", "Maksuosuus 2023 €", "Muut €"],
        ),
        ("Vuosi;2022\nKunta;€\nPaltamo;1", 3, ["Vuosi Kunta", "2022 €"]),
        ("Kokonaiskustannus;80 000\nKunta;€\nPaltamo;1", 3, ["Kunta", "€"]),
        ("Vastuuyksikkö;2022\n;;\nKunta;€\nPaltamo;1", 4, ["Kunta", "€"]),
        ("Kunta;Maksuosuus;\n;€;%\nPaltamo;1;2", 3, ["Kunta", "Maksuosuus €", "Maksuosuus %"]),
        (
            "Kunta;Maksuosuus €\nKommun;Avgift\nPaltamo;1",
            3,
            ["Kunta Kommun", "Maksuosuus € Avgift"],
        ),
    ],
)
def test_header_rows_are_joined_by_column(text: str, first: int, columns: list[str]) -> None:
    assert names(text)[:2] == (first, columns)


@pytest.mark.parametrize(
    "row",
    [
        "Hyrynslmen kunta;4 800",
        "Kajaanin kunta;1",
        "Kodisjoki;5",
        "Nimismies;7",
        "Hyrynsalmi;2022",
        "Hyrynslmi;2022",
        "Kunnat yhteensä;81 000",
        "Hyrynslmi;puuttuu",
        ";5",
    ],
)
def test_no_row_vanishes_into_the_header(row: str) -> None:
    assert names(f"Kunta;Maksuosuus €\n{row}\nPaltamo;1")[:2] == (2, ["Kunta", "Maksuosuus €"])


def test_titles_and_words_alone_in_the_header_are_kept() -> None:
    text = "Osuudet 2022\n\n;;1 000 €\nKunta;a;b\nPaltamo;1;2"
    assert names(text)[2] == ["Osuudet 2022", "1 000 €"]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Kunta;€\nPaltamo;7", "", 0),
        ("€;Kunta\n7;Paltamo\n8;Kuhmo", "", 1),
        ("Tunnus;Kunta;€\n578;Paltamo;290", "", 1),
        ("Tunnus;€\n578;7\n290;8", "", 0),
        ("Kunta;Kommun;€\nKajaani;Kajana;1\nHelsinki;Helsingfors;2", "", 0),
        ("Kunta;Isäntä;€\nPaltamo;Kuhmo;1\nKajaani;Kuhmo;2", "Kunta", 0),
        ("Kunta;Isäntä;€\nPaltamo;Kuhmo;1\nKajaani;Kuhmo;2", "b", 1),
        ("Kunta;Isäntä;€\nPaltamo;Kuhmo;1\nKajaani;Kuhmo;2", "2", 1),
    ],
)
def test_the_payers_column_is_the_only_one_that_names_them_or_is_named(
    text: str, asked: str, expected: int
) -> None:
    assert payer_column(sheet_of(text), PAYERS, Asked(payer=asked), "a.csv") == expected


def test_several_columns_of_payers_are_asked_for() -> None:
    text = "Kunta;Isäntä;€\nPaltamo;Kuhmo;1\nKajaani;Kuhmo;2"
    with pytest.raises(OpenColumnError, match="column A, column B. Name theirs") as open_column:
        payer_column(sheet_of(text), PAYERS, Asked(), "a.csv")
    assert open_column.value.thing == "payer"
    assert open_column.value.rows.splitlines()[:2] == [
        "    | A       | B      | C",
        "  1 | Kunta   | Isäntä | €",
    ]
    across = ";Paltamo;Kuhmo;Kajaani;Yhteensä\nMaksuosuus €;1;2;3;6"
    with pytest.raises(SchemaError, match="side by side in row 1.* with Transpose"):
        payer_column(sheet_of(across), PAYERS, Asked(), "a.csv")
    with pytest.raises(SchemaError, match="no row names a party .* Its first cell is 'Kunta'"):
        payer_column(sheet_of("Kunta;€\nSotkamo;1"), PAYERS, Asked(), "a.csv")


def test_columns_are_named_by_header_letter_or_number() -> None:
    columns = ["Kunta", "2022", "€", "€"]
    assert named_column("2022", columns, "--x", "a.csv") == 1
    assert named_column("C", columns, "--x", "a.csv") == named_column("3", columns, "--x", "a") == 2
    with pytest.raises(ParameterError, match="several columns '€': column C .* Choose one by its"):
        named_column("€", columns, "--x €", "a.csv")
    with pytest.raises(ParameterError, match="--x Kunnat: a.csv has no such .* mean 'Kunta'"):
        named_column("Kunnat", columns, "--x Kunnat", "a.csv")
    assert [named(["Kunta", ""], column) for column in (0, 1)] == ["column A ('Kunta')", "column B"]


def test_the_first_rows_are_shown_cut_short() -> None:
    text = "\n".join(f"{'x' * 40};{row}" for row in range(12))
    lines = first_rows(sheet_of(text)).splitlines()
    assert len(lines) == 9
    assert lines[1] == f"  1 | {'x' * 23}… | 0"


def test_what_cells_and_headers_are() -> None:
    assert is_code_header("Kuntanumero")
    assert is_code_header("Kunta Tunnus")
    assert not is_code_header("Nro")
    assert not is_code_header("Kunta")
    assert not is_code_header("Puhelinnumero")
    assert [is_number(Cell(text)) for text in ("7 079,-", "7,1 t€", "n. 520", "")] == [
        True,
        True,
        False,
        False,
    ]
    assert match_of("Kajaanin kaupunki", PAYERS) is not None
    assert match_of("Paltamo ja Kuhmo", PAYERS) is None

"""The rows of a table: whose each is, which are passed over, and what is told of the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.errors import ParameterError, SchemaError
from analyysi.tables.asked import Asked, filters
from analyysi.tables.files.cell import Cell, Sheet, SheetRow, TableFile
from analyysi.tables.names.payers import Payers
from analyysi.tables.table import MOST_FAULTS, Table, listed_faults, read_table
from support.cells import file_of, sheet_of
from support.parties import PARTIES

PAYERS = Payers(PARTIES)


def table(text: str, asked: Asked | None = None) -> Table:
    return read_table(file_of(text), PAYERS, asked or Asked())


def codes(read: Table) -> list[str | None]:
    return [row.match.code if row.match is not None else None for row in read.rows]


def test_rows_are_of_parties_of_totals_of_nobody_or_words() -> None:
    read = table(
        "Osuudet\nKunta;€\nPaltamo;1\nKuhmoinen;2\nKainuu\nYhteensä;3\n;4\n1) Alustava\nKuhmo;5"
    )
    assert codes(read) == ["578", None, None, None, "290"]
    assert [row.number for row in read.rows] == [3, 4, 6, 7, 9]
    assert [row.total for row in read.rows] == [False, False, True, False, False]
    assert read.passed_over == ("row 1: Osuudet", "row 5: Kainuu", "row 8: 1) Alustava")
    assert read.words == ("Osuudet", "Kainuu", "1) Alustava")
    assert "Kuhmoinen is the municipality 291" in read.stray(read.rows[1])
    assert read.stray(read.rows[3]).startswith("a number stands without a name")
    assert [read.at(row, 1) for row in read.of_parties] == ["row 3 (B3)", "row 9 (B9)"]


def test_a_total_above_the_header_is_a_row() -> None:
    read = table("Kustannukset yhteensä;3\n2022;\n\nKunta;€\nPaltamo;1\nKuhmo;2")
    assert [row.number for row in read.rows] == [1, 5, 6]
    assert read.rows[0].total
    assert read.passed_over == ("row 2: 2022",)
    assert read.printed[0] == "row 1: Kustannukset yhteensä | 3"


def test_rows_of_others_are_passed_over_and_counted() -> None:
    text = "Kunta;€\nAkaa;1\nPaltamo;2\nKuhmoinen;3\nReykjavík;4\nYhteensä;10"
    assert codes(table(text)) == [None, "578", None, None, None]
    read = table(text, Asked(only_parties=True))
    assert codes(read) == ["578", None]
    assert [row.label for row in read.others] == ["Akaa", "Kuhmoinen", "Reykjavík"]
    assert read.remarks(Asked()) == ["3 rows of others were passed over."]
    assert read.printed == ("row 1: Kunta | €", "row 3: Paltamo | 2", "row 6: Yhteensä | 10")


def test_a_party_that_may_be_misspelt_among_others_is_told() -> None:
    text = "Kunta;€\nKuhmoinen;1\nPaltano;2\nKuhmo;3\nHyrynsalmmi;4"
    only_parties = Asked(only_parties=True)
    assert table(text, only_parties).remarks(only_parties) == [
        "3 rows of others were passed over.",
        "Row 3, 'Paltano', was passed over, and Paltamo has no row: mend the name if it is meant.",
        "Row 5, 'Hyrynsalmmi', was passed over, and Hyrynsalmi has no row: mend the name if it is "
        "meant.",
    ]


def test_rows_count_by_the_text_of_their_columns() -> None:
    text = "vuosi;Kunta;€\n2022;Paltamo;1\n2023;Paltamo;2\n2023;Kuhmo;3\n2022;Kuhmo;4"
    asked = Asked(where=filters(["vuosi=2023", "Kunta=KUHMO"]))
    read = table(text, asked)
    assert [row.number for row in read.rows] == [4]
    assert read.remarks(asked) == ["Rows without vuosi=2023, Kunta=KUHMO were left out: 3."]
    for missing in ("vuosi=2024", "vuosi!=2024"):
        with pytest.raises(SchemaError, match="no row has that in column A .* has '2022', '2023'"):
            table(text, Asked(where=filters(missing)))
    others = table(text, Asked(where=filters(["vuosi=2023", "Kunta!=kuhmo"])))
    assert [row.number for row in others.rows] == [3]
    with pytest.raises(ParameterError, match="--where vosi=2023: a.csv has no such column"):
        table(text, Asked(where=filters("vosi=2023")))


def test_a_code_and_a_name_that_disagree_are_a_fault() -> None:
    read = table("Tunnus;Kunta;€\n578;Kuhmo;1\n290;Kuhmo;2\n999;Paltamo;3")
    assert [row.doubt for row in read.rows] == [
        "'Kuhmo' is 290, but column A says 578",
        "",
        "'Paltamo' is 578, but column A says 999",
    ]
    # A sum may be somebody's number.
    assert codes(table("Kunta;€\nPaltamo;290\nKuhmo;9 000")) == ["578", "290"]
    assert read.codes == (0,)


def test_a_struck_out_name_is_nobodys() -> None:
    sheet = sheet_of("Kunta;€\nPaltamo;1\nKuhmo;2")
    struck = SheetRow(3, {0: Cell("Kuhmo", fault="is struck out"), 1: Cell("2")})
    read = read_table(
        TableFile("a.xlsx", (replace(sheet, name="T", rows=(*sheet.rows[:2], struck)),)),
        PAYERS,
        Asked(),
    )
    assert read.rows[1].doubt == "'Kuhmo' is struck out"
    assert read.at(read.rows[1], 0) == "row 3 (sheet T, A3)"


def test_what_is_not_seen_is_told_and_not_offered() -> None:
    seen = sheet_of("Kunta;;€\nPaltamo;;1", "2022")
    hidden = Sheet("Luonnos", seen.rows, hidden=True)
    sheet = replace(seen, unseen=("column B is hidden",))
    read = read_table(TableFile("a.xlsx", (sheet, hidden)), PAYERS, Asked(sheet="2022"))
    assert read.remarks(Asked()) == [
        "Not read, since it is not seen: column B is hidden; sheet 'Luonnos' is hidden."
    ]
    assert read.columns == (0, 2)
    assert read.column("€", "amount", Asked()) == 2
    with pytest.raises(ParameterError, match="--amount-column B: nothing is seen in column B"):
        read.column("B", "amount", Asked())
    assert read.first_rows.endswith("Not read, since it is not seen: column B is hidden.")


def test_a_named_column_without_parties_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"column B \('€'\) names no party .* Choose another"):
        table("Kunta;€\nPaltamo;1", Asked(payer="B"))


def test_a_message_lists_twenty_faults() -> None:
    message = listed_faults("a.csv", [f"row {number}" for number in range(32)])
    assert message.startswith("a.csv has 32 faults; nothing was read from it:\n  - row 0\n")
    assert message.endswith(f"  - row {MOST_FAULTS - 1}\n  and 12 more.")

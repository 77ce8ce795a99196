"""Tables separated by semicolons, tabs and commas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.tables.files.delimited import read_delimited, separator_of


def texts(table: str) -> list[list[str]]:
    (sheet,) = read_delimited(table.encode(), "a.csv")
    width = sheet.width
    return [[row.cell(column).text for column in range(width)] for row in sheet.rows]


PALTAMO = [["Kunta", "€"], ["Paltamo", "7 079,50"]]


@pytest.mark.parametrize(
    "table",
    [
        "Kunta;€\nPaltamo;7 079,50\n",
        "Kunta\t€\r\nPaltamo\t7 079,50\r\n",
        'Kunta,€\nPaltamo,"7 079,50"\n',
        "sep=;\nKunta;€\nPaltamo;7 079,50\n",
        'SEP=,\r\nKunta,€\r\nPaltamo,"7 079,50"\r\n',
        '"Kunta";"€"\n"Paltamo";"7 079,50"\n',
        'Kunta, €\nPaltamo, "7 079,50"\n',
        'Kunta,€\nPaltamo,="7 079,50"\n',
        'Kunta,€\nPaltamo,"=""7 079,50"""\n',
        'Kunta;€\n="Paltamo";="7 079,50"\n',
        "Kunta;€\nPaltamo;7 079,50\n;\n\n  ;  \n",
        "Kunta;€;;\nPaltamo;7 079,50;;\n",
    ],
)
def test_every_usual_writing_gives_the_same_cells(table: str) -> None:
    assert texts(table) == PALTAMO


def test_a_text_has_no_number_and_rows_keep_their_numbers() -> None:
    (sheet,) = read_delimited("Osuudet 2022\n\nKunta;€\nPaltamo;7079\n".encode(), "a.csv")
    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert sheet.rows[2].cell(1).number is None


@pytest.mark.parametrize(
    ("table", "separator"),
    [
        ("Kunnat; osuudet\nKunta,€\nPaltamo,7079\nKuhmo,1\n", ","),
        ("Kunta;€\nPaltamo;7,5\nKuhmo;1,5\n", ";"),
        ('Kunta,€\n"a;b;c",1\n"d;e",2\n', ","),
        ("Paltamo\nKuhmo\n", None),
    ],
)
def test_the_separator_is_what_most_lines_have(table: str, separator: str | None) -> None:
    assert separator_of(table) == separator


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("Kunta,Eurot\nPaltamo,7079,00\n", 2),
        ("Kunta,Eurot,,\nPaltamo,7079,00,\n", 2),
        ("Kustannusten jako, Kainuu, 2022\nKunta,Eurot\nPaltamo,7079,00\n", 3),
        ("Kunta,2021,2022\nPaltamo,7079,7100\nKuhmo,18 200,50,18 300,75\n", 3),
        ("Kunta;Eurot\nPaltamo; Kainuu;7079\n", 2),
        ("Paltamo,7079\nKuhmo,18200,50\n", 2),
    ],
)
def test_a_row_that_is_longer_than_the_header_is_refused(table: str, row: int) -> None:
    with pytest.raises(SourceError, match=f"a.csv: row {row} has .* in quotes"):
        texts(table)


def test_titles_and_footnotes_of_another_width_are_fine() -> None:
    table = (
        "Osuudet\nKainuu, ICT, jako, 2022\nKunta,Euroa\nPaltamo,7079\n\n"
        "Huom, luvut ovat arvioita, ks. liite\n"
    )
    assert texts(table)[3][:2] == ["Paltamo", "7079"]


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    with pytest.raises(SourceError, match="A quotation mark that is not closed"):
        texts('Kunta;€\n"Paltamo;7079\n')


def test_a_typed_footnote_mark_is_kept_apart() -> None:
    (sheet,) = read_delimited("Kunta;€\nPaltamo;7079¹\n".encode(), "a.csv")
    cell = sheet.rows[1].cell(1)
    assert (cell.text, cell.note) == ("7079", "1")


FIELDS = st.text("Kuhmo Äö\"'.,;\t-€", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=3, max_size=5), st.sampled_from(";\t,"))
def test_what_was_written_is_read(rows: list[tuple[str, str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert texts(out.getvalue()) == [list(row) for row in rows]


def test_more_columns_than_are_read_are_refused() -> None:
    with pytest.raises(SourceError, match="row 2 has 2001 cells, and at most 2000 columns are"):
        read_delimited(b"Kunta;1\n" + b"1;" * 2000 + b"1\n", "a.csv")

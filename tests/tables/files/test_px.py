"""PX tables, made up in the form that statistical offices publish."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.tables.files import px
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.px import read_px

TABLE = """CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="{codepage}";
LANGUAGE="fi";
LANGUAGES="fi","sv";
DECIMALS=1;
SHOWDECIMALS=0;
MATRIX="jako";
CONTENTS="Väkiluku ja osuus";
UNITS="henkilöä; prosenttia";
TITLE="Väkiluku ja osuus alueittain; "
"muuttujina Alue, Vuosi ja Tiedot";
TITLE[sv]="Folkmängd";
STUB="Alue";
HEADING="Vuosi","Tiedot";
VALUES("Alue")="Hyrynsalmi","Kuhmo",
"Pal"
"tamo";
VALUES[sv]("Alue")="Hyrynsalmi sv","Kuhmo sv","Paltamo sv";
VALUES("Vuosi")="2021","2022";
VALUES("Tiedot")="Väkiluku","Osuus";
CODES("Alue")="105 ","290","578";
CODES("Tiedot")="vaesto","osuus";
TIMEVAL("Vuosi")=TLIST(A1),"2021","2022";
PRECISION("Tiedot","Osuus")=1;
UNITS("Tiedot","Osuus")="%";
DATASYMBOL2="tieto puuttuu";
LAST.UPDATED="20240101";
NOTE="Luvut ovat keksittyjä; #=eivät virallisia";
DATA=
2139 6.1 2120 6.0
7928.4 22.8 ".." -
3183 "..." 3150 .;
"""


def read(text: str, encoding: str = "cp1252") -> Sheet:
    (sheet,) = read_px(text.encode(encoding), "a.px")
    return sheet


def texts(sheet: Sheet) -> list[list[str]]:
    return [[row.cell(column).text for column in range(sheet.width)] for row in sheet.rows]


@pytest.mark.parametrize("codepage", ["windows-1252", "iso-8859-15", "utf-8", "none-such"])
def test_a_table_is_read_with_title_unit_codes_and_headings(codepage: str) -> None:
    encoding = codepage if codepage != "none-such" else "cp1252"
    assert texts(read(TABLE.format(codepage=codepage), encoding)) == [
        ["Väkiluku ja osuus alueittain; muuttujina Alue, Vuosi ja Tiedot", *[""] * 5],
        ["henkilöä; prosenttia", *[""] * 5],
        [
            "Alue (code)",
            "Alue",
            "2021, Väkiluku",
            "2021, Osuus (%)",
            "2022, Väkiluku",
            "2022, Osuus (%)",
        ],
        ["105", "Hyrynsalmi", "2 139", "6,1", "2 120", "6,0"],
        ["290", "Kuhmo", "7 928", "22,8", "tieto puuttuu", "-"],
        ["578", "Paltamo", "3 183", "...", "3 150", "."],
    ]


def test_figures_are_exact_and_symbols_are_none() -> None:
    rows = read(TABLE).rows
    kuhmo = rows[4]
    assert (kuhmo.cell(2).number, kuhmo.cell(2).stored) == (7928, Decimal("7928.4"))
    assert (kuhmo.cell(3).number, kuhmo.cell(3).stored) == (Decimal("22.8"), None)
    assert [kuhmo.cell(column).number for column in (0, 1, 4, 5)] == [None] * 4


def test_a_table_may_lack_a_stub_or_a_heading() -> None:
    heading = 'TITLE="A";HEADING="V";VALUES("V")="x","y";DATA=1 2;'
    assert texts(read(heading)) == [["A", ""], ["x", "y"], ["1", "2"]]
    stub = 'TITLE="A";CONTENTS="Luku";STUB="V","W";VALUES("V")="x";VALUES("W")="p","q";DATA=1 2;'
    assert texts(read(stub)) == [
        ["A", "", ""],
        ["V", "W", "Luku"],
        ["x", "p", "1"],
        ["x", "q", "2"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2139 6.1", f"{'9' * 41} 6.1", "a figure has 41 digits, and at most 40"),
        ("2139 6.1", "2139 6e100", "a figure has 100 digits, and at most 40"),
        ("SHOWDECIMALS=0", "SHOWDECIMALS=400", "400 decimals are to be shown"),
        ("DATA=", 'KEYS("Alue")=VALUES;\nDATA=', "has KEYS, by which figures are left out"),
        ("3150 .;", "3150;", "has 11 figures, and its values make 12"),
        ('"290",', "", "3 VALUES and 2 CODES of 'Alue'"),
        ('STUB="Alue"', 'STUB="Alve"', "no VALUES of 'Alve'. Did you mean 'Alue'"),
        ("DATA=", "FIGURES=", "has no DATA"),
        ("7928.4", "7928,4e", "13 figures"),
        ("7928.4", "7928x", "'7928x' among the figures is neither a number nor"),
        ('MATRIX="jako"', "<html>", "line 8: '<html>"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(old: str, new: str, words: str) -> None:
    assert old in TABLE
    with pytest.raises(SourceError, match=words):
        read(TABLE.replace(old, new))


@pytest.mark.slow
def test_values_that_make_a_number_of_thousands_of_digits_are_told() -> None:
    names = [f"a{number}" for number in range(1500)]
    values = ",".join(f'"{number}"' for number in range(1000))
    stub = ",".join(f'"{name}"' for name in names)
    lines = ['CHARSET="ANSI";', f"STUB={stub};"]
    lines += [f'VALUES("{name}")={values};' for name in names]
    with pytest.raises(SourceError, match="has 1 figures, and its values make more than 400000"):
        read("\n".join([*lines, "DATA=1;"]))


@given(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.data())
def test_each_figure_stands_where_its_values_meet(
    areas: int, years: int, kinds: int, data: st.DataObject
) -> None:
    figures = {
        place: data.draw(st.integers(-(10**6), 10**6))
        for place in product(range(areas), range(years), range(kinds))
    }
    text = 'STUB="A";HEADING="B","C";'
    for name, count in (("A", areas), ("B", years), ("C", kinds)):
        values = ",".join(f'"{name}{number}"' for number in range(count))
        text += f'VALUES("{name}")={values};'
    sheet = read(f"{text}DATA={' '.join(map(str, figures.values()))};")
    header = sheet.rows[0]
    columns = {header.cell(column).text: column for column in range(sheet.width)}
    for (area, year, kind), figure in figures.items():
        cell = sheet.rows[1 + area].cell(columns[f"B{year}, C{kind}"])
        assert cell.number == figure


def test_more_figures_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(px, "MOST_FIGURES", 11)
    with pytest.raises(SourceError, match="a.px has more than 11 figures, the most that is read"):
        read(TABLE.format(codepage="iso-8859-1"))

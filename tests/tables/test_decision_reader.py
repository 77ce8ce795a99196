"""Published tables in every form that offices save them in: what is read is what is printed, or the
fault is told.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyysi.agreement.agreement import Party
from analyysi.agreement.reading import read_agreement
from analyysi.errors import AnalyysiError, ParameterError, SchemaError, SourceError
from analyysi.project import Project
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import is_minutes, read_decision_table
from analyysi.tables.decision_table import DecisionTable
from support.parties import PARTIES
from support.written_tables import Cells, as_csv, as_ods, as_xlsx, finnish

NAMES = {party.code: party.name.fi for party in PARTIES}

TABLE: Cells = [
    ["Kunta", "Maksuosuus €", "Osuus %"],
    ["Hyrynsalmi", 5234.1, 6.5],
    ["Paltamo", 7079, 8.8],
    ["Kajaani", 67686.9, 84.6],
    ["Yhteensä", 80000, 99.9],
]
CENTS = {"105": 523_410, "578": 707_900, "205": 6_768_690}


def as_minutes(cells: Cells) -> str:
    return "".join(
        f"{row[0]} ......... {finnish(row[1], 2)} € ({finnish(row[2])} %)\n" for row in cells[1:]
    )


def read(path: Path, content: str | bytes = "", wanted: Asked | None = None) -> DecisionTable:
    if content:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_decision_table(path, PARTIES, wanted)


FORMS: dict[str, Callable[[Path, Cells], object]] = {
    "comma.csv": lambda path, cells: path.write_text(as_csv(cells), encoding="utf-8"),
    "excel.csv": lambda path, cells: path.write_bytes(as_csv(cells, ";", finnish).encode("cp1252")),
    "marked.csv": lambda path, cells: path.write_text(
        as_csv(cells, ";", finnish), encoding="utf-8-sig"
    ),
    "unicode.csv": lambda path, cells: path.write_text(
        as_csv(cells, "\t", finnish), encoding="utf-16"
    ),
    "table.tsv": lambda path, cells: path.write_text(as_csv(cells, "\t"), encoding="utf-8"),
    "table.xlsx": lambda path, cells: as_xlsx(path, {"Taulu": cells}),
    "table.ods": as_ods,
    "minutes.txt": lambda path, cells: path.write_text(as_minutes(cells), encoding="utf-8"),
}


# What is read
# ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_cents(tmp_path: Path, name: str) -> None:
    FORMS[name](tmp_path / name, TABLE)
    table = read(tmp_path / name)
    assert table.cents == CENTS
    assert [share.percent.value for share in table.shares if share.percent] == list(
        map(Decimal, ("6.5", "8.8", "84.6"))
    )
    assert table.total is not None
    assert table.total.cents == 8_000_000
    assert not any(share.percent.unrounded for share in table.shares if share.percent)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_any_table_is_read_back_to_the_same_cents(tmp_path: Path, data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from(list(NAMES)), min_size=1, unique=True))
    cents = {code: data.draw(st.integers(0, 10**12)) for code in codes}
    rows = [[NAMES[code], float(Decimal(value).scaleb(-2)), 0.5] for code, value in cents.items()]
    whole = ["Sammanlagt", float(Decimal(sum(cents.values())).scaleb(-2)), 100]
    name = data.draw(st.sampled_from(list(FORMS)))
    FORMS[name](tmp_path / name, [TABLE[0], *rows, whole])
    table = read(tmp_path / name)
    assert table.cents == cents
    assert table.total is not None
    assert table.total.cents == sum(cents.values())


def test_the_founding_case_has_one_line(project: Project, tmp_path: Path) -> None:
    # Paltamo's board, on the draft agreement for 2023: the one share of the founding case that is
    # known.
    path = tmp_path / "minutes.txt"
    path.write_text("Paltamon osuus on 7 079,00 euroa, 8,8 %\n", encoding="utf-8")
    (share,) = read_decision_table(path, read_agreement(project, "kainuu-ict").parties).shares
    assert (share.payer, share.cents, share.known_by) == ("578", 707_900, "genitive")
    assert share.percent is not None
    assert (share.percent.value, share.text) == (Decimal("8.8"), "7 079,00 €")


@pytest.mark.parametrize(
    ("line", "payer", "cents"),
    [
        ("Paltamo 7 079 € (8,8 %)", "578", 707_900),
        ("Hyrynsalmi ......... 5 234,10", "105", 523_410),
        ("Hyrynsalmi……… 5 234,10", "105", 523_410),
        ("1) Puolangan kunta:\t3\u00a0000 euroa", "620", 300_000),
        ("– Kajana 7.079,50 euro", "205", 707_950),
        ("Kuhmo\t290\t9 000,00\t11,2 %", "290", 900_000),
        ("091  Helsingfors  1 234 567,89 e", "091", 123_456_789),
        ("Kainuun liiton osuus vuonna 2022 on € 120", "liitto", 12_000),
        ("Paltamolle 7 079 euron kustannuksesta 8,8 prosenttia eli 600,00 euroa", "578", 60_000),
    ],
)
def test_lines_of_minutes(tmp_path: Path, line: str, payer: str, cents: int) -> None:
    text = f"Kunnanhallitus 12.12.2021 § 210\nMaksuosuudet vuonna 2022\n\n{line}\n"
    table = read(tmp_path / "minutes.txt", text)
    assert table.cents == {payer: cents}
    assert table.passed_over == (
        "line 1: Kunnanhallitus 12.12.2021 § 210",
        "line 2: Maksuosuudet vuonna 2022",
    )
    assert table.printed[2] == f"line 4: {line}"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "Paltamo 1 €\nKuhmo 2 €\nKajaani 3 €\n", True),
        ("a.txt", "Päätös\n\nPaltamo\t1 €\nKuhmo\t2 €\n", True),
        ("a.txt", "Kunta\t€\nPaltamo\t1\nKuhmo\t2\n", False),
        ("a.txt", "Osuudet\nKunta\t€\nPaltamo\t1\n", False),
        ("a.txt", "Paltamo\t1\nKuhmo\t2\nKajaani\t3\n", True),
        ("a.txt", "Kunta;€\nPaltamo;1\nKuhmo;2\n", False),
        ("a.csv", "Paltamo 1 €\n", False),
    ],
)
def test_a_text_that_names_columns_is_a_table(
    tmp_path: Path, name: str, text: str, expected: bool
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert is_minutes(path) is expected


def test_columns_are_chosen_by_name_and_form(tmp_path: Path) -> None:
    text = (
        "Maksuosuudet 2022\n\nKuntanumero;Kunta;Asukasluku;€/asukas;Maksuosuus;%\n"
        "290;Kuhmo;7928;1,00;7 928,00;60\n578;Paltamo;3183;1,66;5 285,33;40\n;Yhteensä;11111;;13 "
        "213,33;100\n"
    )
    table = read(tmp_path / "a.csv", text)
    assert table.cents == {"290": 792_800, "578": 528_533}
    assert (
        table.columns
        == "payer in column B ('Kunta'), euros in column E ('Maksuosuus'), per cent in column F "
        "('%')"
    )
    assert table.total is not None
    assert table.total.cents == 1_321_333


@pytest.mark.parametrize("column", ["C", "3", "2023 €"])
def test_columns_are_named_by_header_number_or_letter(tmp_path: Path, column: str) -> None:
    text = "Kunta;2022 €;2023 €\nPaltamo;1;2\nKuhmo;3;4\n"
    assert read(tmp_path / "a.csv", text, Asked(amount=column)).cents == {
        "578": 200,
        "290": 400,
    }


def test_a_spreadsheet_with_codes_as_numbers_ratios_and_sums(tmp_path: Path) -> None:
    cells = [
        ["koodi", "euroa", "osuus (%)"],
        [91, 0.1 + 0.2, 0.06],
        [578, 4.7, 0.94],
        ["yht.", 5, 1],
    ]
    as_ods(tmp_path / "a.ods", cells)
    table = read(tmp_path / "a.ods")
    assert table.cents == {"091": 30, "578": 470}
    assert [share.percent and str(share.percent.value) for share in table.shares] == ["6", "94"]
    cells[1][2], cells[2][2] = 1 / 3, 2 / 3
    as_xlsx(tmp_path / "a.xlsx", {"Taulu": cells})
    assert all(
        share.percent and share.percent.unrounded for share in read(tmp_path / "a.xlsx").shares
    )


def test_the_sheet_that_names_parties_is_read(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "a.xlsx", {"Ohje": [["Täytä toinen taulukko"]], "2022": TABLE, "Tyhjä": []})
    assert read(tmp_path / "a.xlsx").cents == CENTS
    as_xlsx(tmp_path / "b.xlsx", {"2021": [["Kunta", "€"], ["Kuhmo", 1]], "2022": TABLE})
    assert read(tmp_path / "b.xlsx", wanted=Asked(sheet="2022")).cents == CENTS
    with pytest.raises(SchemaError, match="several sheets: '2021', '2022'. .*--sheet"):
        read(tmp_path / "b.xlsx")
    with pytest.raises(ParameterError, match="no sheet '202' .*Valid: 2021, 2022"):
        read(tmp_path / "b.xlsx", wanted=Asked(sheet="202"))


# What is not read
# ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Paltamo;1\nPaltamo;2", "payer 578 stands 2 times: row 2 'Paltamo', row 3 'Paltamo'"),
        (
            "Kuhmo;2\nPaltano;1",
            "row 3 (A3): 'Paltano' is no party of the agreement, and no total. Did you mean 'Paltamo'?",
        ),
        ("Paltano;1\nKuhmo;2", "row 2 (A2): 'Paltano' is no party"),
        ("Paltamo ja Kuhmo;2\nKuhmo;1", "row 2 (A2): 'Paltamo ja Kuhmo' names 2 payers"),
        ("Paltamo;−5\nKuhmo;1", "row 2 (B2): -5 of 'Paltamo' is below zero"),
        ("Paltamo;5,125\nKuhmo;1,5", "row 2 (B2): 5.125 of 'Paltamo' has more than two decimals"),
        (
            "Paltamo;7.079\nKuhmo;1",
            "row 2 (B2): '7.079' can be read as 7079 or as 7 and a fraction: say which with --decimal",
        ),
        ("Paltamo;\nKuhmo;1", "row 2 (B2): 'Paltamo' has no sum"),
        (
            "Paltamo;-\nKuhmo;1\nKajaani;2",
            "row 2 (B2): 'Paltamo' has '-' for a sum: write 0 if it pays nothing",
        ),
        ("Paltamo;1\nKuhmo;2\n\nKunta;Euroa\nKajaani;3", "row 5 (A5): with 'Kunta' a second table"),
        ("Paltamo;\nKuhmo;", "row 2 (B2): 'Paltamo' has no sum"),
        ("Paltamo;1\nHyrynsalmmi;puuttuu", "row 3 (A3): 'Hyrynsalmmi' is no party"),
        ("Paltamo;1 0000\nKuhmo;1", "row 2 (B2): '1 0000' is not a number"),
        (
            "Paltamo;1\nKuhmo;2\nYhteensä;3\nYhteensä;4",
            "row 5: 'Yhteensä' says 4.00, but the rows above it since the last total sum to 3.00",
        ),
    ],
)
def test_faults_of_rows(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(SchemaError) as told:
        read(tmp_path / "a.csv", f"Kunta;Euroa\n{rows}\n")
    assert said in str(told.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = "Paltamo 1 €\nHyrynsalmii 2 €\nKuhmo 1 2\nKajaanin 5 € ja Kuhmon 6 €\nPaltamon 3 €\n"
    with pytest.raises(SchemaError) as told:
        read(tmp_path / "a.txt", text)
    lines = str(told.value).splitlines()
    assert lines[0] == "a.txt has 4 faults; nothing was read from it:"
    assert (
        "line 2: 'Hyrynsalmii 2 €' is no party of the agreement, and no total. Did you mean "
        "'Hyrynsalmi'?" in lines[1]
    )
    assert "line 3: 'Kuhmo 1 2' has 2 sums. Write € after the sum" in lines[2]
    assert "line 4: 'Kajaanin 5 € ja Kuhmon 6 €' names 2 payers" in lines[3]
    assert "payer 578 stands 2 times" in lines[4]
    chosen = read(tmp_path / "b.txt", "Kuhmo 1 2\nPaltamo 3 4\n", Asked(amount="2"))
    assert chosen.cents == {"290": 200, "578": 400}


@pytest.mark.parametrize(
    ("text", "wanted", "fault", "said"),
    [
        ("Kunta;2022 €;2023 €\nPaltamo;1;2", Asked(), SchemaError,
         r"several columns: column B \('2022 €'\), column C \('2023 €'\). Choose one, such as " r"--amount-column B"),
        ("Kunta;€;% 1;% 2\nPaltamo;1;2;3", Asked(), SchemaError, "the per cents may be in " "several .*--percent-column"),
        ("Kunta;x;y\nPaltamo;1;2", Asked(), SchemaError, "no column says that it is money"),
        ("Kunta;Eurot\nPaltamo;1", Asked(amount="Eurto"), ParameterError, "no such column. Did " "you mean 'Eurot'"),
        ("Kunta;Eurot\nPaltamo;1", Asked(payer="B"), SchemaError, "names no party"),
        ("Kunta;1 000 €\nPaltamo;1", Asked(), SchemaError, "is in thousand euros"),
        ("Kunta;Selite\nPaltamo;maksaa", Asked(), SchemaError, "no column says that it is money"),
        ("Kunta;Eurot\nPaltano;1", Asked(), SchemaError, "no row names a party of the agreement"),
        ("Tunnus;Kunta;Eurot\n578;Kuhmo;1\n290;Kuhmo;2\n", Asked(), SchemaError, "'Kuhmo' is 290, but column A says 578"),
        ("Kunta,Eurot\nPaltamo,7079,00\n", Asked(), SourceError, "row 2 has 3 cells and row 1, the " "header, 2"),
        (" \n", Asked(), SourceError, "is empty"),
    ],
)  # fmt: skip
def test_tables_that_leave_something_open(
    tmp_path: Path, text: str, wanted: Asked, fault: type[AnalyysiError], said: str
) -> None:
    with pytest.raises(fault, match=said):
        read(tmp_path / "a.csv", text, wanted)


def test_the_decimal_mark_can_be_told(tmp_path: Path) -> None:
    text = "Kunta;Eurot\nPaltamo;7.079\nKuhmo;1\n"
    assert read(tmp_path / "a.csv", text, Asked(mark=",")).cents["578"] == 707_900
    with pytest.raises(SchemaError, match="more than two decimals"):
        read(tmp_path / "a.csv", text, Asked(mark="."))
    # One sum of the table shows it.
    assert (
        read(tmp_path / "a.csv", "Kunta;Eurot\nPaltamo;7.079\nKuhmo;1.000,50\n").cents["578"]
        == 707_900
    )


def test_a_formula_that_was_never_worked_out_has_no_sum(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "a.xlsx", {"T": [["Kunta", "Euroa"], ["Paltamo", "=1+1"], ["Kuhmo", 2]]})
    with pytest.raises(
        SchemaError,
        match=r"row 2 \(sheet T, B2\): the sum of 'Paltamo' holds a formula that was never",
    ):
        read(tmp_path / "a.xlsx")
    as_xlsx(tmp_path / "b.xlsx", {"T": [["Kunta", "Euroa"], ["Paltamo", 7079.123], ["Kuhmo", 2]]})
    with pytest.raises(
        SchemaError,
        match=r"row 2 \(sheet T, B2\): 7079.123 of 'Paltamo' has more than two decimals",
    ):
        read(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", b"", "is not there"),
        ("a.pdf", b"%PDF", "is a PDF file"),
        ("a.xlsx", b"not a workbook", "is no spreadsheet"),
        ("a.txt", "Kunnanhallitus päätti asian.".encode(), "no line names one party"),
    ],
)
def test_files_that_hold_no_table(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(AnalyysiError, match=said):
        read(tmp_path / name, content)


def test_a_name_that_fits_two_parties_is_not_guessed(tmp_path: Path) -> None:
    parties = [
        Party(code="1", kind="organisation", name={"fi": "Hyrynsalmi"}),
        Party(code="2", kind="organisation", name={"fi": "Hyrynsalmi", "sv": "Salmi"}),
    ]
    path = tmp_path / "a.txt"
    path.write_text("Hyrynsalmen 5 €\nSalmi 4 €\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="line 1: 'Hyrynsalmen .* fits several parties: 1, 2"):
        read_decision_table(path, parties)

"""Tables of text cells against what is declared of them: every fault is told at once."""

import subprocess
import sys
from decimal import Decimal
from typing import Literal
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.errors import SchemaError
from analyysi.languages.saying import said
from analyysi.sources import schema
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import Column, TableSchema, check_table, table_faults

SCHEMA = TableSchema(
    columns=(
        Column(
            name="municipality_code",
            type="string",
            description="tunnus",
            required=True,
            pattern=r"\d{3}",
        ),
        Column(name="year", type="integer", description="vuosi", required=True),
        Column(name="people", type="integer", description="asukkaat", minimum=0),
        Column(name="rate", type="number", description="prosentti"),
        Column(name="day", type="date", description="päivä"),
    ),
    primary_key=("municipality_code", "year"),
    panel=("municipality_code", "year"),
    rows=4,
)
ROWS = [
    ["005", "2020", "10", "21.50", "2020-12-31"],
    ["005", "2021", "-", "0.1", "2021-12-31"],
    ["091", "2020", "30", "-", "2020-12-31"],
    ["091", "2021", "40", "19", "-"],
]


def table(rows: list[list[str]]) -> PlainTable:
    """Make a table in which "-" stands for an empty cell."""
    cells = [["" if cell == "-" else cell for cell in row] for row in rows]
    return PlainTable.of_rows([column.name for column in SCHEMA.columns], cells)


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = text
    return rows


def complaint(frame: PlainTable) -> str:
    with pytest.raises(SchemaError) as caught:
        check_table(frame, SCHEMA, "x.csv")
    assert str(caught.value).startswith("x.csv: ")
    assert str(caught.value).endswith("take the snapshot again or restore it.")
    return str(caught.value)


def test_a_good_table_is_typed_exactly() -> None:
    typed = check_table(table(ROWS), SCHEMA, "x.csv")
    assert list(typed["people"]) == [10, None, 30, 40]
    assert typed["rate"][0] == Decimal("21.50")
    assert str(typed["rate"][0]) == "21.50"
    assert typed["rate"][1] == Decimal("0.1")
    assert typed["rate"][2] is None
    assert typed["municipality_code"][0] == "005"
    assert typed["day"][3] is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (changed(0, 0, "5"), r"row 2 (5 2020): municipality_code '5' is not of the form \d{3}"),
        (changed(1, 2, "1e3"), "row 3 (005 2021): people '1e3' is not of the form"),
        (changed(1, 2, "1.0"), "row 3 (005 2021): people '1.0' is not of the form"),
        (changed(1, 2, "-1"), "row 3 (005 2021): people '-1' is below 0"),
        (changed(2, 3, "1,5"), "row 4 (091 2020): rate '1,5' is not of the form"),
        (changed(2, 3, "NA"), "row 4 (091 2020): rate 'NA' is not of the form"),
        (changed(3, 4, "31.12.2021"), "row 5 (091 2021): day '31.12.2021' is not of the form"),
        (changed(3, 1, "-"), "year is empty"),
        (changed(3, 1, "2020"), "row 5 (091 2020): the same key stands twice"),
        (changed(3, 1, "2022"), "no row for 091 2021"),
        (ROWS[:3], "no row for 091 2021; 3 rows, 4 expected"),
        ([*ROWS, ["092", "2020", "1", "1", "-"]], "no row for 092 2021; 5 rows, 4 expected"),
    ],
)
def test_a_fault_is_named_with_its_row(rows: list[list[str]], words: str) -> None:
    assert words in complaint(table(rows))


def test_columns_that_are_not_as_declared() -> None:
    good = table(ROWS)
    renamed = {name.replace("people", "peple"): good[name] for name in good}
    message = complaint(PlainTable(renamed))
    assert "column 'peple' is not expected" in message
    assert "column 'people' is missing" in message
    moved = ("year", "municipality_code", "people", "rate", "day")
    assert "out of order" in complaint(PlainTable({name: good[name] for name in moved}))


def test_every_fault_is_told_at_once() -> None:
    rows = changed(0, 2, "-5")
    rows[1][3] = "x"
    rows[2][0] = "91"
    message = complaint(table(rows))
    assert all(
        words in message
        for words in ("people '-5' is below 0", "rate 'x'", "municipality_code '91'")
    )


def test_a_fault_elsewhere_hides_no_missing_row() -> None:
    message = complaint(table(changed(0, 2, "x")[:3]))
    assert all(
        words in message for words in ("people 'x'", "no row for 091 2021", "3 rows, 4 expected")
    )
    twice = changed(3, 1, "2020")
    assert "no row for 091 2021" in complaint(table(twice))


def test_a_misspelt_code_is_not_told_as_missing_rows_too() -> None:
    assert "no row for" not in complaint(table(changed(0, 0, "5")))


def test_a_required_cell_that_is_empty() -> None:
    rows = changed(2, 0, "-")
    assert "municipality_code is empty" in complaint(table(rows))


def test_the_table_given_is_left_as_it_was() -> None:
    given = table(ROWS)
    check_table(given, SCHEMA, "x.csv")
    assert given == table(ROWS)


def test_a_long_list_of_faults_is_cut() -> None:
    rows = [[f"{number:03d}", "2020", "x", "1", "-"] for number in range(30)]
    assert "; and 11 more" in complaint(table(rows))


def test_the_faults_come_in_one_order() -> None:
    """Columns first, then repeated keys, then cells by column and row, then what is missing."""
    columns = {
        "municipality_code": ["005", "005", "092"],
        "people": ["1", "-1", "x"],
        "year": ["2020", "2020", "2021"],
        "rate": ["1", "1", None],
        "odd": ["", "", ""],
    }
    assert table_faults(columns, 3, SCHEMA) == [
        "column 'odd' is not expected",
        "column 'people' is out of order",
        "column 'year' is out of order",
        "column 'day' is missing",
        "row 2 (005 2020): the same key stands twice",
        "row 3 (005 2020): the same key stands twice",
        "row 3 (005 2020): people '-1' is below 0",
        r"row 4 (092 2021): people 'x' is not of the form -?\d+",
        "no row for 005 2021",
        "no row for 092 2020",
        "3 rows, 4 expected",
    ]


def test_a_missing_key_column_repeats_no_key() -> None:
    columns = {name: [row[place] for row in ROWS] for place, name in enumerate(("x", "year"))}
    faults = table_faults(columns, 4, SCHEMA)
    assert "column 'municipality_code' is missing" in faults
    assert not any("the same key" in fault for fault in faults)


@pytest.mark.parametrize("cell", ["5\n", "٥٥٥"])
def test_a_form_holds_for_the_whole_cell_and_for_plain_digits(cell: str) -> None:
    assert f"municipality_code '{cell}' is not of the form" in complaint(table(changed(0, 0, cell)))


@pytest.mark.slow
def test_declaring_a_table_needs_no_pandas() -> None:
    script = "import sys, analyysi.sources.schema; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"panel": ("municipality_code", "age")}, "panel names age, which is no column"),
        ({"primary_key": ("code",)}, "primary_key names code, which is no column"),
        ({"columns": (*SCHEMA.columns, SCHEMA.columns[0])}, "municipality_code is declared twice"),
    ],
)
def test_keys_that_are_no_columns_are_no_schema(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        TableSchema.model_validate({**dict(SCHEMA), **change})


@pytest.mark.parametrize(
    "pattern", ["[", "(?<=a)b", r"(a)\1", "a{99999}{99999}", "a" * 201, "(" * 60]
)
def test_a_pattern_that_cannot_be_matched_in_linear_time_is_none(pattern: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        Column(name="x", type="string", description="x", pattern=pattern)


def test_a_pattern_made_to_take_for_ever_takes_no_time() -> None:
    column = Column(name="x", type="string", description="x", pattern="(a+)+")
    schema = TableSchema(columns=(column,), primary_key=("x",), rows=1)
    assert table_faults({"x": ["a" * 5000]}, 1, schema) == []
    (fault,) = table_faults({"x": ["a" * 5000 + "!"]}, 1, schema)
    assert "is not of the form (a+)+" in fault
    assert len(fault) < 500


def test_a_pattern_is_of_the_whole_cell_and_its_digits_are_those_of_ascii() -> None:
    for cell in ("0051", "005\n", "x005", "\u0663\u0663\u0663"):
        assert "is not of the form \\d{3}" in complaint(table(changed(0, 0, cell)))


@pytest.mark.parametrize(
    ("column", "figure", "limit"),
    [(2, "9" * 19, 18), (2, str(2**63), 18), (3, "0." + "1" * 40, 40), (3, "1" * 41 + ".5", 40)],
)
def test_a_figure_of_too_many_digits_is_refused(column: int, figure: str, limit: int) -> None:
    assert f"has more than {limit} digits" in complaint(table(changed(0, column, figure)))


def test_the_longest_figures_are_read_exactly() -> None:
    rows = changed(0, 2, "9" * 18)
    rows[0][3] = "1" * 30 + "." + "1" * 10
    typed = check_table(table(rows), SCHEMA, "x.csv")
    assert typed["people"][0] == 10**18 - 1
    assert typed["rate"][0] == Decimal("1" * 30 + "." + "1" * 10)


def test_a_figure_is_one_whatever_its_pattern_says() -> None:
    column = Column(name="x", type="integer", description="x", pattern="[a-z]+|[0-9]+")
    schema = TableSchema(columns=(column,), primary_key=("x",), rows=1)
    assert table_faults({"x": ["12"]}, 1, schema) == []
    assert "is not of the form" in table_faults({"x": ["ab"]}, 1, schema)[0]


def test_very_many_missing_rows_are_counted_and_not_listed() -> None:
    names = ("a", "b", "c")
    columns = tuple(Column(name=name, type="string", description="x") for name in names)
    schema = TableSchema(columns=columns, primary_key=names, panel=names, rows=1000)
    cells = [str(number) for number in range(1000)]
    faults = table_faults(dict.fromkeys(names, cells), 1000, schema)
    assert faults == ["999999000 of 1000000000 combinations of a, b, c have no row"]


def test_faults_are_said_in_the_users_language() -> None:
    with pytest.raises(SchemaError) as caught:
        check_table(table(changed(2, 2, "-3")), SCHEMA, "x.csv")
    advice = (
        "Taulukko ei ole sellainen kuin sen kuvaus (manifest.json) ilmoittaa; hae aineisto "
        "uudelleen tai palauta se."
    )
    assert said(caught.value, "fi") == (
        f"x.csv: rivi 4 (091 2020): people '-3' on pienempi kuin 0. {advice}"
    )
    assert said(caught.value, "sv").startswith(
        "x.csv: rad 4 (091 2020): people '-3' är mindre än 0."
    )


FIGURES = st.sets(
    st.one_of(
        st.none(),
        st.integers(-30, 30).map(str),
        st.sampled_from(["", "-", "-0", "007", "1.5", "1.", "1\n2", "²", "٣", "9" * 18, "9" * 19]),
    ),
    max_size=6,
)


@pytest.mark.slow
@given(FIGURES, st.sampled_from(["integer", "number"]), st.sampled_from([None, -3, 0, 7]))
def test_figures_looked_at_together_are_right_one_by_one(
    cells: set[str | None], kind: Literal["integer", "number"], minimum: int | None
) -> None:
    for required in (False, True):
        column = Column(name="a", type=kind, description="a", required=required, minimum=minimum)
        if schema._are_all_figures(cells, column):
            with patch.object(schema, "_are_all_figures", return_value=False):
                assert schema._refused(cells, column) == {}
    sound = {str(number) for number in range(7, 30)}
    assert schema._are_all_figures(sound, column)

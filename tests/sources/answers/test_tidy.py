"""Cells to rows: one row per municipality, year and further dimension, whatever the order and form
of the answer.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.sources.answers.answer import Answer, Dimension
from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_table import area_names, parse_metadata
from analyysi.sources.answers.tidy import header, rows
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.manifest import PxWebDerivation
from support.recorded_tables import DERIVATION, TABLES, ask, of_table
from support.services.pxweb import Table
from support.services.tables import (
    frozen_accounts,
    old_style,
)

# Test data: two years (the newer first, and preliminary), three areas in the service's order, sex
# and two measures.
AREA = Dimension("alue_23_20260101", "Alue", ("SSS", "KU578", "MK18", "KU091"), {})
TIME = Dimension("timeperiod_y", "Vuosi", ("2025*", "2024"), {}, "time")
SEX = Dimension("sukupuoli", "Sukupuoli", ("SSS", "1"), {})
MEASURES = Dimension("contentscode", "Tiedot", ("age", "vaerak-vaesto"), {}, "metric")
NAMES = {"SSS": "KOKO MAA", "578": "Paltamo", "091": "Helsinki"}


def answer(
    *dimensions: Dimension, symbols: dict[int, str] | None = None, **places: str | None
) -> Answer:
    """Make an answer whose figures are their own places, counted from 100, but for those given as
    `at_<place>`.
    """
    dimensions = dimensions or (AREA, TIME, SEX, MEASURES)
    made = Answer("", "", None, dimensions, (), symbols or {})
    values: list[str | None] = [str(100 + place) for place in range(made.size)]
    for name, value in places.items():
        values[int(name.removeprefix("at_"))] = value
    return replace(made, values=values)


def tidied(
    given_answer: Answer,
    derivation: PxWebDerivation = DERIVATION,
    whole: Sequence[str] = ("population",),
) -> list[list[str]]:
    return list(rows(given_answer, derivation, NAMES, frozenset(whole), "x.json"))


def test_the_columns() -> None:
    assert header(DERIVATION) == [
        "municipality_code",
        "municipality",
        "year",
        "sex",
        "population",
        "population_symbol",
        "mean_age",
        "mean_age_symbol",
    ]
    assert header(DERIVATION.model_copy(update={"symbols": False})) == [
        "municipality_code",
        "municipality",
        "year",
        "sex",
        "population",
        "mean_age",
    ]


def test_rows_by_year_code_and_further_dimensions() -> None:
    # A place is 8 x area + 4 x year + 2 x sex + measure, each counted in the order of its own
    # dimension.
    assert tidied(answer()) == [
        ["091", "Helsinki", "2024", "SSS", "129", "", "128", ""],
        ["091", "Helsinki", "2024", "1", "131", "", "130", ""],
        ["578", "Paltamo", "2024", "SSS", "113", "", "112", ""],
        ["578", "Paltamo", "2024", "1", "115", "", "114", ""],
        ["SSS", "KOKO MAA", "2024", "SSS", "105", "", "104", ""],
        ["SSS", "KOKO MAA", "2024", "1", "107", "", "106", ""],
        ["091", "Helsinki", "2025", "SSS", "125", "*", "124", "*"],
        ["091", "Helsinki", "2025", "1", "127", "*", "126", "*"],
        ["578", "Paltamo", "2025", "SSS", "109", "*", "108", "*"],
        ["578", "Paltamo", "2025", "1", "111", "*", "110", "*"],
        ["SSS", "KOKO MAA", "2025", "SSS", "101", "*", "100", "*"],
        ["SSS", "KOKO MAA", "2025", "1", "103", "*", "102", "*"],
    ]


@given(st.permutations([0, 1, 2, 3]), st.permutations(AREA.codes), st.permutations(MEASURES.codes))
def test_no_order_of_dimensions_or_codes_moves_a_figure(
    order: list[int], areas: list[str], measures: list[str]
) -> None:
    before = answer()
    figures = {frozenset(codes): value for codes, value, _ in before.cells()}
    moved = [replace(AREA, codes=tuple(areas)), TIME, SEX, replace(MEASURES, codes=tuple(measures))]
    after = Answer("", "", None, tuple(moved[place] for place in order), (), {})
    # SSS stands in two dimensions, and no two cells have the same set of codes all the same.
    assert len(figures) == before.size
    values = [
        figures[frozenset(codes)]
        for codes, _, _ in replace(after, values=[None] * after.size).cells()
    ]
    assert tidied(replace(after, values=values)) == tidied(before)


def test_the_country_and_the_symbols_can_be_left_out() -> None:
    plain = DERIVATION.model_copy(update={"country": False, "symbols": False})
    found = tidied(answer(symbols={9: "*"}), plain)
    assert found[2] == ["578", "Paltamo", "2024", "SSS", "113", "112"]
    assert {row[0] for row in found} == {"091", "578"}


def test_a_missing_figure_is_empty_and_its_symbol_stands_beside_it() -> None:
    found = tidied(answer(symbols={13: "..", 12: "e"}, at_13=None, at_15=None))
    assert found[2] == ["578", "Paltamo", "2024", "SSS", "", "..", "112", "e"]
    assert found[3] == ["578", "Paltamo", "2024", "1", "", "", "114", ""]


def test_the_mark_of_preliminary_figures_follows_a_symbol() -> None:
    found = tidied(answer(symbols={9: ".."}, at_9=None))
    assert found[8] == ["578", "Paltamo", "2025", "SSS", "", "..*", "108", "*"]


def test_zero_is_a_figure_and_not_missing() -> None:
    assert tidied(answer(at_13="0"))[2][4] == "0"


@pytest.mark.parametrize("value", ["113.5", "113.0", "1e3"])
def test_a_fraction_where_whole_numbers_belong(value: str) -> None:
    with pytest.raises(
        SourceError, match=rf"^x\.json: 578 2024: population '{value}' is not a whole number\.$"
    ):
        tidied(answer(at_13=value))


def test_fractions_elsewhere_stay_as_they_are_written() -> None:
    assert tidied(answer(at_12="45.30", at_13="-5"))[2][4:] == ["-5", "", "45.30", ""]
    assert tidied(answer(at_13="113.50"), whole=())[2][4] == "113.50"


def test_a_name_and_a_symbol_cannot_be_a_formula() -> None:
    found = list(
        rows(
            answer(symbols={13: "=1+1"}),
            DERIVATION,
            {**NAMES, "578": "=cmd|' /C calc'!A0"},
            frozenset(),
            "x.json",
        )
    )
    assert found[2][1] == "'=cmd|' /C calc'!A0"
    assert found[2][5] == "'=1+1"


def test_a_table_of_one_year_has_no_time() -> None:
    derivation = DERIVATION.model_copy(update={"time": None, "year": 2020})
    found = tidied(answer(AREA, SEX, MEASURES), derivation)
    assert found[2] == ["578", "Paltamo", "2020", "SSS", "105", "", "104", ""]
    assert len(found) == 6


def test_a_dimension_of_one_value_that_nobody_asked_for() -> None:
    over = Dimension("ContentsCode", "EliminatedContents", ("EliminatedValue",), {}, "metric")
    assert tidied(answer(over, AREA, TIME, SEX, MEASURES)) == tidied(answer())


@pytest.mark.parametrize(
    "dimensions",
    [
        (AREA, TIME, SEX),
        (AREA, SEX, MEASURES),
        (TIME, SEX, MEASURES),
        (AREA, TIME, MEASURES),
        (AREA, TIME, SEX, MEASURES, Dimension("kieli", "Kieli", ("fi", "sv"), {})),
        (replace(AREA, code="alue_23_20270101"), TIME, SEX, MEASURES),
    ],
)
def test_other_dimensions_than_expected(dimensions: tuple[Dimension, ...]) -> None:
    with pytest.raises(
        SourceError,
        match=r"^x\.json has the dimensions .*; .*alue_23_20260101, .* were expected\.$",
    ):
        tidied(answer(*dimensions))


def test_a_measure_that_is_not_there() -> None:
    with pytest.raises(
        SourceError, match=r"^x\.json lacks the measure vaerak-vaesto; it has age, vaesto\.$"
    ):
        tidied(answer(AREA, TIME, SEX, replace(MEASURES, codes=("age", "vaesto"))))


def test_an_area_without_a_name() -> None:
    area = replace(AREA, codes=("KU005", "KU578", "KU009"))
    with pytest.raises(
        SourceError, match=r"^x\.json: 005, 009 has no name in the table's metadata\.$"
    ):
        tidied(answer(area, TIME, SEX, MEASURES))


# Each table of the test server, and the derivation that takes it.
def numbers(found: list[list[str]]) -> list[list[str]]:
    """Write "45.0" as "45": JSON numbers are written without the zero, the texts of PX-JSON with
    it.
    """
    return [[cell.removesuffix(".0") for cell in row] for row in found]


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_both_forms_of_the_same_cells_give_the_same_rows(name: str) -> None:
    found = of_table(name, "json-stat2")
    assert numbers(found) == numbers(of_table(name, "json"))
    assert len(found) > 300


# Tilastokeskus, väestörakenne, taulukko 11ra.
def test_the_rows_of_the_recorded_table() -> None:
    found = of_table("11ra", "json-stat2")
    assert next(row[:5] for row in found if row[0] == "578") == [
        "578",
        "Paltamo",
        "2025",
        "2941",
        "",
    ]
    assert found[0][0] == "005"
    assert found[-1][:4] == ["SSS", "KOKO MAA", "2025", "5652881"]
    assert len(found) == 309


@pytest.mark.slow
def test_a_symbol_of_the_served_table_comes_through() -> None:
    for form in ("json-stat2", "json"):
        found = of_table("11ra with a missing figure", form)
        assert [row[3:] for row in found if row[0] == "578" and row[2] == "2025"] == [["", "..."]]


@pytest.mark.parametrize(
    ("table", "contents", "time", "code", "figure"),
    [
        (old_style(), "Tunnusluku", None, "lainakanta_eur", "55640"),
        (frozen_accounts(), "Tilinpäätöserä", "Vuosi", "verotulot", ""),
    ],
    ids=["without time", "without contents"],
)
def test_archived_tables_without_a_marked_variable_of_contents(
    table: Table, contents: str, time: str | None, code: str, figure: str
) -> None:
    update = {
        "area": "Alue",
        "contents": contents,
        "columns": {"x": code},
        "dimensions": {},
        "time": time,
    }
    derivation = DERIVATION.model_copy(update={**update, "year": None if time else 2020})
    query = Query({variable.code: variable.values for variable in table.variables}, ())
    parsed = parse_json_stat(ask(table, "POST", query.body("json-stat2")), "x")
    names = area_names(parse_metadata(ask(table, "GET"), "x").variables[0])
    found = list(rows(parsed, derivation, names, frozenset(), "x"))
    # Kankaanpää's loan stock is in the snapshot of the same table; its accounts are not among those
    # of Kainuu.
    assert next(row for row in found if row[0] == "214") == [
        "214",
        "Kankaanpää",
        "2020",
        figure,
        "" if figure else "..",
    ]

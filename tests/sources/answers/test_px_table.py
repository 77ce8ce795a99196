"""What a table says of itself: variables are known by what they hold, whatever the service calls
them.
"""

import json
from typing import Any

import pytest

from analyysi.errors import SourceError
from analyysi.sources.answers.px_table import (
    TableMetadata,
    Variable,
    area_codes,
    area_names,
    contents_codes,
    division,
    find_roles,
    is_preliminary,
    parse_metadata,
    years_of,
)
from support.services.pxweb import ROOT, PxWeb
from support.services.pxweb import Table as ServedTable
from support.services.tables import (
    archived,
    frozen_accounts,
    old_style,
    real_11ra,
    revised_11ra,
    table_11re,
    table_14wx,
)
from support.services.tables import table_142h as key_figures


def described(table: ServedTable) -> TableMetadata:
    """Read a table's metadata as the test server words them; nothing listens for it."""
    server = PxWeb({"d": {"f": [table]}})
    body = server.answer("GET", f"{ROOT}/fi/d/f/{table.id}", {}, b"").body
    assert isinstance(body, bytes)
    return parse_metadata(body, "x.px")


# Test data: variables in the shapes of the service's, with a few values each.
def variable(code: str, *values: str, time: bool = False) -> Variable:
    return Variable(code, code, values, tuple(f"text of {value}" for value in values), time=time)


AREA = variable("alue_23_20260101", "SSS", "KU091", "MK01", "KU005")
TIME = variable("timeperiod_y", "2024", "2025", time=True)
CONTENTS = variable("contentscode", "vaerak-vaesto", "vaesto_keski_ika")
AGE = variable("ikaryhma_10_20180101", "SSS", "000", "001", "100-")
SEX = variable("sukupuoli_9_20180101", "SSS", "1", "2")
AGES_OF_THREE_DIGITS = variable("Ikä", *(f"{age:03d}" for age in range(100)), "100-")
HOLDS = {"age": ("SSS", "000", "100-"), "sex": ("SSS", "1", "2")}


def table(*variables: Variable) -> TableMetadata:
    return TableMetadata("title", variables)


METADATA: dict[str, Any] = {
    "title": "Väestö muuttujina\r\nAlue ja Vuosi",
    "variables": [
        {
            "code": "Alue",
            "text": "Alue\t",
            "values": ["KU091", "SSS"],
            "valueTexts": ["Helsinki", "KOKO MAA"],
        },
        {
            "code": "Vuosi",
            "text": "Vuosi",
            "values": ["2025"],
            "valueTexts": ["2025"],
            "time": True,
        },
        {
            "code": "x",
            "text": "x",
            "values": ["1"],
            "valueTexts": ["a"],
            "elimination": True,
            "map": "m",
        },
    ],
}


def test_metadata_are_read_as_they_stand() -> None:
    metadata = parse_metadata(json.dumps(METADATA).encode(), "x.px")
    assert metadata.title == "Väestö muuttujina Alue ja Vuosi"
    assert [one.text for one in metadata.variables] == ["Alue", "Vuosi", "x"]
    assert metadata.variables[0].values == ("KU091", "SSS")
    assert [one.time for one in metadata.variables] == [False, True, False]
    assert [one.elimination for one in metadata.variables] == [False, False, True]


@pytest.mark.parametrize(
    "content",
    [
        5,
        [],
        {},
        {"title": "t"},
        {"variables": []},
        {"title": "t", "variables": [5]},
        {"title": "t", "variables": [{"code": "a", "text": "a", "values": ["1"]}]},
        {"title": "t", "variables": [{"code": "a", "text": "a", "valueTexts": ["1"]}]},
        {
            "title": "t",
            "variables": [{"code": "a", "text": "a", "values": None, "valueTexts": None}],
        },
        [{"id": "vaerak", "type": "l", "text": "Väestörakenne"}],
        {
            "title": "t",
            "variables": [{"code": "a", "text": "a", "values": ["1"], "valueTexts": [1]}],
        },
        {"title": 5, "variables": []},
    ],
)
def test_what_is_not_the_metadata_of_a_table(content: object) -> None:
    with pytest.raises(
        SourceError,
        match=r"^x\.px is not the metadata of a table: a title, and variables with all their "
        r"values were expected\.$",
    ):
        parse_metadata(json.dumps(content).encode(), "x.px")


@pytest.mark.parametrize(
    "raw", [b"", b"Bad Request", b"<html>", b"\xff", pytest.param(b"[" * 100_000, id="nested")]
)
def test_metadata_that_are_no_json(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"^x\.px is not whole JSON: .+\.$"):
        parse_metadata(raw, "x.px")


@pytest.mark.parametrize(
    ("values", "texts"), [(["1", "2"], ["a"]), (["1"], ["a", "b"]), (["1", "1"], ["a", "b"])]
)
def test_values_that_do_not_fit_their_texts(values: list[str], texts: list[str]) -> None:
    content = {
        "title": "t",
        "variables": [{"code": "a", "text": "a", "values": values, "valueTexts": texts}],
    }
    with pytest.raises(
        SourceError, match=r"^x\.px: variable 'a' has values without a text, or a value twice\.$"
    ):
        parse_metadata(json.dumps(content).encode(), "x.px")


@pytest.mark.parametrize(
    ("served", "dimensions", "expected"),
    [
        (real_11ra(), {}, ("alue_23_20260101", "timeperiod_y", "contentscode", {})),
        (
            table_11re(range(2024, 2026), 40),
            HOLDS,
            (
                "alue_23_20260101",
                "timeperiod_y",
                "contentscode",
                {"age": "ikaryhma_10_20180101", "sex": "sukupuoli_9_20180101"},
            ),
        ),
        (
            table_14wx(),
            HOLDS,
            (
                "alue_23_20240101",
                "timeperiod_y",
                "contentscode",
                {"age": "ikaryhma_10_20180101", "sex": "sukupuoli_9_20180101"},
            ),
        ),
        (key_figures(), {}, ("alue_23_20250101", "timeperiod_y", "contentscode", {})),
        (archived(), {}, ("Alue 2017", "Vuosi", "Tiedot", {})),
        (old_style(), {}, ("Alue", None, "Tunnusluku", {})),
        (frozen_accounts(), {}, ("Alue", "Vuosi", "Tilinpäätöserä", {})),
    ],
    ids=["11ra", "11re", "14wx", "142h", "archived", "old style", "frozen accounts"],
)
def test_the_parts_that_variables_play(
    served: ServedTable, dimensions: dict[str, tuple[str, ...]], expected: tuple[object, ...]
) -> None:
    roles = find_roles(described(served), dimensions, "x.px")
    time = None if roles.time is None else roles.time.code
    further = {column: one.code for column, one in roles.dimensions.items()}
    assert (roles.area.code, time, roles.contents.code, further) == expected


def test_numeric_codes_of_municipalities_and_of_ages_are_told_apart() -> None:
    area = variable("Alue 2017", "091", "005", "837")
    roles = find_roles(
        table(AGES_OF_THREE_DIGITS, area, variable("Tiedot", "vaesto"), TIME),
        {"age": ("000", "100-")},
        "x.px",
    )
    assert roles.area is area
    assert roles.dimensions["age"] is AGES_OF_THREE_DIGITS


def test_the_names_of_variables_do_not_matter_nor_their_order() -> None:
    renamed = [
        Variable(f"v{place}", "", one.values, one.texts, one.time)
        for place, one in enumerate((SEX, AGE, AREA, TIME))
    ]
    roles = find_roles(table(*renamed, variable("mitta", "a", "b")), HOLDS, "x.px")
    assert (roles.area.code, roles.time.code if roles.time else None, roles.contents.code) == (
        "v2",
        "v3",
        "mitta",
    )
    assert {column: one.code for column, one in roles.dimensions.items()} == {
        "sex": "v0",
        "age": "v1",
    }


@pytest.mark.parametrize("codes", [("KU091",), ("091", "837")])
def test_few_municipalities_make_an_area_too(codes: tuple[str, ...]) -> None:
    area = variable("alue", *codes)
    assert find_roles(table(area, TIME, CONTENTS), {}, "x.px").area is area


def test_a_time_variable_is_no_area_even_with_such_codes() -> None:
    time = variable("t", "KU091", time=True)
    assert find_roles(table(AREA, time, CONTENTS), {}, "x.px").area is AREA


@pytest.mark.parametrize(
    ("variables", "dimensions", "words"),
    [
        ((TIME, CONTENTS), {}, "one variable of municipalities was expected; none has them"),
        (
            (AREA, variable("Alue", "091", "837"), CONTENTS),
            {},
            "one variable of municipalities was expected; 'alue_23_20260101', 'Alue' all have them",
        ),
        (
            (AREA, TIME, variable("kuukausi", "2025M01", time=True), CONTENTS),
            {},
            "one time variable was expected, 'timeperiod_y', 'kuukausi' are all marked as such",
        ),
        ((AREA, TIME), {}, "one variable of contents was expected; none has them"),
        (
            (AREA, TIME, variable("a", "1"), variable("b", "1")),
            {},
            "one variable of contents was expected; 'a', 'b' all have them",
        ),
        (
            (AREA, TIME, CONTENTS, SEX),
            HOLDS,
            r"one variable of 'age' \(with the values 000, 100-, SSS\) was expected; none has them",
        ),
        (
            (AREA, TIME, CONTENTS, SEX, variable("sp", "SSS", "1", "2", "3")),
            {"sex": ("SSS", "1", "2")},
            r"one variable of 'sex' \(with the values 1, 2, SSS\) was expected; "
            r"'sukupuoli_9_20180101', 'sp' all have",
        ),
    ],
)
def test_a_part_that_no_variable_plays_or_several(
    variables: tuple[Variable, ...], dimensions: dict[str, tuple[str, ...]], words: str
) -> None:
    with pytest.raises(SourceError, match=rf"^x\.px: {words}"):
        find_roles(table(*variables), dimensions, "x.px")


def test_a_variable_left_over_is_named() -> None:
    with pytest.raises(
        SourceError,
        match=r"^x\.px has the variable 'sukupuoli_9_20180101', which its recipe does not know\. "
        r"Add it there as a dimension\.$",
    ):
        find_roles(table(AREA, TIME, CONTENTS, AGE, SEX), {"age": HOLDS["age"]}, "x.px")


@pytest.mark.parametrize(
    ("code", "stated", "expected"),
    [
        ("alue_23_20260101", None, "2026-01-01"),
        ("alue_23_20260101", "2026-01-01", "2026-01-01"),
        ("Alue 2017", None, "2017-01-01"),
        ("Alue_2017", None, "2017-01-01"),
        ("Alue", "2020-01-01", "2020-01-01"),
        ("alue_23", "2020-01-01", "2020-01-01"),
    ],
)
def test_the_division_of_a_table(code: str, stated: str | None, expected: str) -> None:
    assert division(variable(code, "KU091"), stated, "x.px") == expected


@pytest.mark.parametrize(
    ("code", "stated", "words"),
    [
        (
            "alue_23_20270101",
            "2026-01-01",
            r"x\.px follows the division of 2027-01-01, not that of 2026-01-01 which the recipe "
            r"states\.",
        ),
        (
            "Alue",
            None,
            r"x\.px: the area variable 'Alue' does not tell which municipal division it follows\. "
            r"State it in the "
            r'recipe: area_division = "2020-01-01"\.',
        ),
        (
            "alue_23_20261301",
            None,
            r"x\.px: the area variable 'alue_23_20261301' ends in no date\.",
        ),
    ],
)
def test_a_division_that_is_not_told_or_not_the_one_stated(
    code: str, stated: str | None, words: str
) -> None:
    with pytest.raises(SourceError, match=f"^{words}$"):
        division(variable(code, "KU091"), stated, "x.px")


def test_a_measure_is_found_whatever_stands_before_it() -> None:
    for served in (
        real_11ra(),
        revised_11ra(contents_prefix="vaesto"),
        revised_11ra(contents_prefix="a-b"),
    ):
        contents = find_roles(described(served), {}, "x.px").contents
        found = contents_codes(contents, ["vaesto", "vaesto_keski_ika"], "x.px")
        assert found == {"vaesto": contents.values[0], "vaesto_keski_ika": "vaesto_keski_ika"}
    assert contents_codes(variable("Tiedot", "vaesto"), ["vaerak-vaesto"], "x.px") == {
        "vaerak-vaesto": "vaesto"
    }


def test_a_code_that_is_there_as_it_stands_wins() -> None:
    contents = variable("contentscode", "a-vaesto", "vaesto")
    assert contents_codes(contents, ["vaesto"], "x.px") == {"vaesto": "vaesto"}


def test_a_measure_that_is_not_there() -> None:
    with pytest.raises(
        SourceError,
        match=r"^x\.px: the measure 'vaesto_keskiika' was expected, and it is not there\. Did you "
        r"mean "
        r"'vaesto_keski_ika'\? .* The service may have renamed it: compare the texts, then "
        r"correct the recipe\.$",
    ):
        contents_codes(CONTENTS, ["vaesto", "vaesto_keskiika"], "x.px")


def test_a_measure_that_two_codes_could_be() -> None:
    contents = variable("contentscode", "vaerak-vaesto", "muutl-vaesto")
    with pytest.raises(
        SourceError,
        match=r"^x\.px: the measure 'vaesto' was expected, and it stands there more than once "
        r"\(vaerak-vaesto, muutl-vaesto\)\.",
    ):
        contents_codes(contents, ["vaesto"], "x.px")


def test_years_stand_ascending_with_the_tables_codes_of_them() -> None:
    assert years_of(variable("t", "2025*", "2023", "2024", time=True), "x.px") == {
        2023: "2023",
        2024: "2024",
        2025: "2025*",
    }
    assert list(years_of(variable("t", "2025*", "2023", "2024"), "x.px")) == [2023, 2024, 2025]


@pytest.mark.parametrize("period", ["2025M01", "2025Q1", "2025**", "25", "2024-2025", "*", ""])
def test_periods_that_are_no_years(period: str) -> None:
    with pytest.raises(
        SourceError,
        match=r"^x\.px: the period '.*' is not a year, and this recipe takes yearly tables\.$",
    ):
        years_of(variable("t", "2024", period), "x.px")


@pytest.mark.parametrize(
    ("period", "expected"), [("2025*", True), ("2025", False), ("*2025", False), ("", False)]
)
def test_the_mark_of_preliminary_figures(period: str, expected: bool) -> None:
    assert is_preliminary(period) is expected


def test_regions_are_left_out_and_codes_ascend() -> None:
    area = variable(
        "a", "SSS", "KU578", "MK01", "SK011", "KU091", "KU005", "KU0911", "ELY1", "LUOKI"
    )
    codes = area_codes(area)
    assert list(codes.items()) == [
        ("KU005", "005"),
        ("KU091", "091"),
        ("KU578", "578"),
        ("SSS", "SSS"),
    ]
    assert area_names(area)["578"] == "text of KU578"
    assert area_names(area)["SSS"] == "text of SSS"


def test_numeric_codes_are_our_codes_already() -> None:
    assert list(area_codes(variable("Alue", "837", "005", "091")).items()) == [
        ("005", "005"),
        ("091", "091"),
        ("837", "837"),
    ]


def test_the_areas_of_the_recorded_table() -> None:
    codes = area_codes(find_roles(described(real_11ra()), {}, "x.px").area)
    assert len(codes) == 309
    assert list(codes.values()) == sorted(codes.values())
    assert codes["KU578"] == "578"


def test_a_year_that_stands_twice() -> None:
    from analyysi.sources.answers.px_table import Variable, years_of

    with pytest.raises(SourceError):
        years_of(Variable("t", "t", ("2025", "2025*"), ("a", "b"), time=True), "x")

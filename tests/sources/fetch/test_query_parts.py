"""Queries cut into requests: every cell once, none too large, always the same cuts."""

import itertools
import json
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.sources.fetch.query_parts import Query
from support.places import TESTS

FIXTURES = TESTS / "fixtures" / "statfin_v1"


def query(sizes: dict[str, int], order: tuple[str, ...]) -> Query:
    return Query(
        {name: tuple(f"{name}{place}" for place in range(size)) for name, size in sizes.items()},
        order,
    )


# The shape of 11re: areas, ages, sexes, years and one measure.
POPULATION_BY_AGE = query(
    {"area": 309, "age": 102, "sex": 3, "year": 54, "contents": 1}, ("year", "area", "age", "sex")
)


@st.composite
def queries(draw: st.DrawFn) -> tuple[Query, int]:
    """Draw a query and a limit that at least its smallest part keeps."""
    names = draw(st.permutations(["area", "year", "age", "contents"]))
    sizes = {name: draw(st.integers(min_value=1, max_value=9)) for name in names}
    order = tuple(draw(st.permutations([name for name in names if name != "contents"])))
    smallest = sizes["contents"]
    limit = draw(st.integers(min_value=smallest, max_value=prod(sizes.values()) + 2))
    return query(sizes, order), limit


def cells_of(part: Query) -> list[tuple[str, ...]]:
    return list(itertools.product(*part.codes.values()))


@pytest.mark.slow
@given(queries())
def test_the_parts_hold_every_cell_once(drawn: tuple[Query, int]) -> None:
    whole, limit = drawn
    cells = [cell for part in whole.within(limit) for cell in cells_of(part)]
    assert len(cells) == len(set(cells)) == whole.cells
    assert set(cells) == set(cells_of(whole))


@given(queries())
def test_no_part_is_above_the_limit(drawn: tuple[Query, int]) -> None:
    whole, limit = drawn
    parts = whole.within(limit)
    assert all(1 <= part.cells <= limit for part in parts)
    assert all(part.cells == len(cells_of(part)) for part in parts)


@given(queries())
def test_parts_keep_the_order_of_variables_and_codes(drawn: tuple[Query, int]) -> None:
    whole, limit = drawn
    parts = whole.within(limit)
    first = whole.order[0]
    assert [list(part.codes) for part in parts] == [list(whole.codes)] * len(parts)
    for part in parts:
        for name, codes in part.codes.items():
            start = whole.codes[name].index(codes[0])
            assert codes == whole.codes[name][start : start + len(codes)]
    starts = [whole.codes[first].index(part.codes[first][0]) for part in parts]
    assert starts == sorted(starts)


@given(queries())
def test_what_may_not_be_cut_stays_whole(drawn: tuple[Query, int]) -> None:
    whole, limit = drawn
    assert all(part.codes["contents"] == whole.codes["contents"] for part in whole.within(limit))


@given(queries())
def test_the_same_query_is_always_cut_the_same_way(drawn: tuple[Query, int]) -> None:
    whole, limit = drawn
    again = Query(dict(whole.codes), whole.order)
    assert [part.body("json") for part in whole.within(limit)] == [
        part.body("json") for part in again.within(limit)
    ]


def test_a_query_within_the_limit_is_asked_as_it_is() -> None:
    whole = query({"area": 3, "year": 4}, ("year", "area"))
    assert whole.within(12) == [whole]
    assert len(whole.within(11)) == 2


def test_the_first_variable_of_the_order_is_cut_first() -> None:
    parts = query({"area": 4, "year": 6}, ("year", "area")).within(8)
    assert [len(part.codes["year"]) for part in parts] == [2, 2, 2]
    assert {len(part.codes["area"]) for part in parts} == {4}


def test_the_next_variable_is_cut_when_one_code_of_the_first_is_too_much() -> None:
    parts = query({"area": 4, "year": 2}, ("year", "area")).within(3)
    assert [(part.codes["year"], part.codes["area"]) for part in parts] == [
        (("year0",), ("area0", "area1")),
        (("year0",), ("area2", "area3")),
        (("year1",), ("area0", "area1")),
        (("year1",), ("area2", "area3")),
    ]


def test_parts_are_of_nearly_one_size() -> None:
    sizes = [part.cells for part in query({"area": 10, "year": 7}, ("year", "area")).within(60)]
    assert sizes == [30, 40]


def test_the_largest_table_that_is_taken() -> None:
    parts = POPULATION_BY_AGE.within(120_000)
    assert POPULATION_BY_AGE.cells == sum(part.cells for part in parts) == 5_105_916
    assert len(parts) == 54


@given(queries())
def test_halves_are_two_smaller_parts(drawn: tuple[Query, int]) -> None:
    whole, _ = drawn
    halves = whole.halves()
    if any(len(whole.codes[name]) > 1 for name in whole.order):
        assert len(halves) == 2
        assert all(half.cells < whole.cells for half in halves)
    else:
        assert halves == [whole]
    cells = [cell for half in halves for cell in cells_of(half)]
    assert sorted(cells) == sorted(cells_of(whole))


@pytest.mark.parametrize(
    ("count", "expected"), [(2, [1, 1]), (3, [2, 1]), (4, [2, 2]), (5, [3, 2])]
)
def test_halves_differ_by_one_code_at_most(count: int, expected: list[int]) -> None:
    halves = query({"area": count, "year": 1, "contents": 3}, ("year", "area")).halves()
    assert [len(half.codes["area"]) for half in halves] == expected
    assert halves[0].codes["area"] + halves[1].codes["area"] == tuple(
        f"area{place}" for place in range(count)
    )
    assert all(half.codes["contents"] == ("contents0", "contents1", "contents2") for half in halves)


def test_what_cannot_be_cut_is_refused() -> None:
    whole = query({"area": 5, "year": 5, "contents": 43}, ("year", "area"))
    with pytest.raises(
        SourceError,
        match=r"^One request takes 42 cells, and the smallest part of the query has 43\.$",
    ):
        whole.within(42)
    assert len(whole.within(43)) == 25


def test_a_query_without_an_order_is_not_cut() -> None:
    whole = query({"area": 5}, ())
    assert whole.halves() == [whole]
    with pytest.raises(SourceError, match="One request takes 4 cells"):
        whole.within(4)


def test_the_body_is_that_of_a_recorded_query() -> None:
    recorded = json.loads((FIXTURES / "budjettihaukka_128c_2024.query.json").read_bytes())
    codes = {item["code"]: tuple(item["selection"]["values"]) for item in recorded["query"]}
    assert json.loads(Query(codes, ()).body("json-stat2")) == recorded


def test_the_body_is_the_same_bytes_for_the_same_query() -> None:
    body = Query({"Alue 2017": ("578", "SSS"), "Ikä": ("000",)}, ("Alue 2017",)).body("json")
    assert body.decode("utf-8") == (
        '{"query":[{"code":"Alue 2017","selection":{"filter":"item","values":["578","SSS"]}},'
        '{"code":"Ikä","selection":{"filter":"item","values":["000"]}}],"response":{"format":"json"}}'
    )

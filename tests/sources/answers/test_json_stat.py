"""json-stat2 answers: a recorded one, and made-up ones with everything that the form allows and
forbids.
"""

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.sources.answers.answer import Answer
from analyysi.sources.answers.json_stat import parse_json_stat
from support.places import TESTS

RECORDED = TESTS / "fixtures" / "statfin_v1" / "budjettihaukka_128c_2024.jsonstat2.json"

# Test data: three areas in the order of the index (which is not the order of the keys), two
# measures.
ANSWER: dict[str, Any] = {
    "class": "dataset",
    "version": "2.0",
    "label": "Väestö muuttujina Alue ja Tiedot",
    "source": "Testi",
    "updated": "2026-04-01T05:00:00Z",
    "id": ["alue", "contentscode", "timeperiod_y"],
    "size": [3, 2, 1],
    "role": {"metric": ["contentscode"], "time": ["timeperiod_y"]},
    "dimension": {
        "alue": {
            "label": "Alue",
            "category": {
                "index": {"KU005": 2, "KU578": 1, "SSS": 0},
                "label": {"KU005": "Alajärvi", "KU578": "Paltamo", "SSS": "KOKO MAA"},
            },
        },
        "contentscode": {"label": "Tiedot", "category": {"index": ["people", "age"]}},
        "timeperiod_y": {
            "label": "Vuosi",
            "category": {"index": {"2025": 0}, "label": {"2025": "2025"}},
        },
    },
    "value": [30, 44.10, 20, 50.5, 10, 40.0],
}


def text_of(**parts: Any) -> str:
    return json.dumps({**ANSWER, **parts})


def parsed(**parts: Any) -> Answer:
    return parse_json_stat(text_of(**parts).encode(), "x.json")


def with_values(values: str) -> Answer:
    """Parse the answer with its values written as the text has them: Python would write numbers its
    own way.
    """
    text = text_of(value=[]).replace('"value": []', f'"value": {values}')
    return parse_json_stat(text.encode(), "x.json")


def with_category(category: dict[str, Any]) -> Answer:
    dimension = copy.deepcopy(ANSWER["dimension"])
    dimension["alue"]["category"] = category
    return parsed(dimension=dimension)


def cells(answer: Answer) -> dict[tuple[str, ...], tuple[str | None, str]]:
    return {codes: (value, symbol) for codes, value, symbol in answer.cells()}


# Tilastokeskus, tulonjakotilasto, taulukko 128c. The figures below were read off the file by hand:
# the place of a measure in the index times eleven, plus the place of the decile.
@pytest.mark.parametrize(
    ("measure", "decile", "place", "figure"),
    [
        ("asuntok", "SS", 0, "2860961"),
        ("asuntok", "10", 10, "250209"),
        ("tjt-henkiloita", "SS", 11, "5505446"),
        ("kokonum_mean", "SS", 22, "1.92"),
        ("kokonum_mean", "10", 32, "2.2"),
        ("saatusi", "1", 78, "11858"),
        ("saatusi", "2", 79, "17863"),
        ("tjt-vanel", "SS", 88, "11589"),
        ("tjt-ekvikturaha_mean", "10", 241, "82089"),
    ],
)
def test_the_recorded_answer(measure: str, decile: str, place: int, figure: str) -> None:
    raw = RECORDED.read_bytes()
    answer = parse_json_stat(raw, RECORDED.name)
    assert cells(answer)[measure, "2024", decile] == (figure, "")
    assert str(json.loads(raw)["value"][place]) == figure


def test_what_the_recorded_answer_says_of_itself() -> None:
    answer = parse_json_stat(RECORDED.read_bytes(), RECORDED.name)
    assert [
        (dimension.code, dimension.role, len(dimension.codes)) for dimension in answer.dimensions
    ] == [
        ("contentscode", "metric", 22),
        ("timeperiod_y", "time", 1),
        ("desiilit_2_20120101", None, 11),
    ]
    assert answer.dimensions[2].codes == ("SS", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
    assert answer.dimensions[2].labels["10"] == "X (suurituloisin 10 %)"
    assert answer.dimensions[0].codes[6:9] == ("tjt-omtu", "saatusi", "tjt-vanel")
    assert answer.updated == "2025-12-16T06:00:00Z"
    assert answer.source == "Tilastokeskus, tulonjakotilasto"
    assert answer.notes[1] == ". tieto on puuttuva"
    assert answer.symbols == {}
    assert answer.size == len(answer.values) == 242


def test_the_index_tells_the_order_and_the_keys_do_not() -> None:
    assert cells(parsed()) == {
        ("SSS", "people", "2025"): ("30", ""),
        ("SSS", "age", "2025"): ("44.1", ""),
        ("KU578", "people", "2025"): ("20", ""),
        ("KU578", "age", "2025"): ("50.5", ""),
        ("KU005", "people", "2025"): ("10", ""),
        ("KU005", "age", "2025"): ("40.0", ""),
    }


@given(st.permutations(["KU005", "KU578", "SSS"]))
def test_no_order_of_the_keys_moves_a_figure(keys: list[str]) -> None:
    places = ANSWER["dimension"]["alue"]["category"]["index"]
    assert cells(with_category({"index": {key: places[key] for key in keys}})) == cells(parsed())


def test_numbers_are_kept_as_they_are_written() -> None:
    answer = with_values("[45.30, 0.1, -1.50, 1.2E3, 12345678901234567890.10, 0]")
    assert list(answer.values) == ["45.30", "0.1", "-1.50", "1200", "12345678901234567890.10", "0"]
    assert all(isinstance(value, str) for value in answer.values)


@given(
    st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=3), min_size=6, max_size=6)
)
def test_every_decimal_comes_through_to_the_last_digit(numbers: list[Any]) -> None:
    texts = [format(number, "f") for number in numbers]
    texts = [text if float(text) else text.lstrip("-") for text in texts]  # zero has no sign
    assert list(with_values(f"[{', '.join(texts)}]").values) == texts


@pytest.mark.parametrize(
    ("written", "plain"), [("1.2e3", "1200"), ("5E-2", "0.05"), ("-1.50E1", "-15.0")]
)
def test_a_number_with_an_exponent_becomes_plain(written: str, plain: str) -> None:
    assert with_values(f"[{written}, 1, 1, 1, 1, 1]").values[0] == plain


@pytest.mark.parametrize("written", ["1E400", "1E30", "1E-30"])
def test_an_exponent_beyond_all_figures(written: str) -> None:
    with pytest.raises(
        SourceError, match=rf"^x\.json: '{written}' stands where a number was expected\.$"
    ):
        with_values(f"[{written}, 1, 1, 1, 1, 1]")


def test_the_largest_exponent_that_is_taken() -> None:
    assert with_values("[1E29, 1, 1, 1, 1, 1]").values[0] == "1" + 29 * "0"


def test_a_missing_figure_stays_missing_and_keeps_its_symbol() -> None:
    found = cells(parsed(value=[30, None, None, 50.5, 10, 40.0], status={"1": "...", "2": ".."}))
    assert found["SSS", "age", "2025"] == (None, "...")
    assert found["KU578", "people", "2025"] == (None, "..")
    assert found["KU578", "age", "2025"] == ("50.5", "")


def test_a_missing_figure_without_a_symbol() -> None:
    assert cells(parsed(value=[30, None, 20, 50.5, 10, 40.0]))["SSS", "age", "2025"] == (None, "")


def test_a_note_on_a_number_leaves_the_number() -> None:
    assert cells(parsed(status={"2": "*"}))["KU578", "people", "2025"] == ("20", "*")


def test_a_symbol_in_the_numbers_own_place() -> None:
    found = cells(parsed(value=[30, "..", 20, "-", 10, ""]))
    assert found["SSS", "age", "2025"] == (None, "..")
    assert found["KU578", "age", "2025"] == (None, "-")
    assert found["KU005", "age", "2025"] == (None, "")


@pytest.mark.parametrize(
    ("status", "symbols"),
    [
        (None, {}),
        ({}, {}),
        ("", {}),
        ("..", dict.fromkeys(range(6), "..")),
        (["", None, "..", "", "*", ""], {2: "..", 4: "*"}),
        ({"5": "..", "1": ""}, {5: ".."}),
        ({"0": "*"}, {0: "*"}),
    ],
)
def test_every_form_of_status(status: object, symbols: dict[int, str]) -> None:
    answer = parsed(status=status)
    assert answer.symbols == symbols
    assert list(answer.values) == ["30", "44.1", "20", "50.5", "10", "40.0"]


FOREIGN = "stands as text where a number was expected, and is none of the publisher's symbols"


@pytest.mark.parametrize("cell", ["655000", "0", "-1.5", "E", "x", "=cmd()", "<b>", " ", "....."])
def test_a_text_that_is_no_symbol_of_the_publisher_is_never_taken_for_one(cell: str) -> None:
    with pytest.raises(SourceError, match=re.escape(f"'{cell}' {FOREIGN} (* - . .. ... .... :)")):
        parsed(value=[30, cell, 20, 50.5, 10, 40.0])
    with pytest.raises(SourceError, match=re.escape(f"'{cell}' {FOREIGN}")):
        parsed(status={"0": cell})


@pytest.mark.parametrize("status", [5, 1.5, {"0": 5}, [5], {"0": True}, {"0": []}])
def test_a_status_that_is_no_text_is_refused(status: object) -> None:
    with pytest.raises(SourceError, match="is none of the publisher's symbols"):
        parsed(status=status)


def test_a_service_with_other_symbols_has_a_list_of_its_own() -> None:
    raw = text_of(value=[30, "x", 20, 50.5, 10, 40.0]).encode()
    assert parse_json_stat(raw, "x.json", {"x"}).symbols == {1: "x"}
    with pytest.raises(SourceError, match=re.escape("'..' stands as text")):
        parse_json_stat(text_of(status={"0": ".."}).encode(), "x.json", {"x"})


def test_the_values_named_twice_are_not_chosen_from() -> None:
    raw = text_of()[:-1].encode() + b', "value": [1, 2, 3, 4, 5, 6]}'
    with pytest.raises(SourceError, match="the name 'value' stands twice in one object"):
        parse_json_stat(raw, "x.json")


def test_figures_of_too_many_digits_are_refused_with_the_limit() -> None:
    with pytest.raises(SourceError, match="a figure of at most 40 digits was expected"):
        with_values(f"[{'9' * 60}, 1, 1, 1, 1, 1]")
    with pytest.raises(SourceError, match="a number of 10000 digits .* at most 100 are read"):
        with_values(f"[{'9' * 10_000}, 1, 1, 1, 1, 1]")


def test_zero_has_no_sign() -> None:
    assert list(with_values("[-0, -0.0, -0.50, -0E5, 0, 1]").values) == [
        "0",
        "0.0",
        "-0.50",
        "0",
        "0",
        "1",
    ]


def test_a_table_of_few_figures_and_very_many_cells_is_not_laid_out() -> None:
    codes = [str(number) for number in range(4000)]
    dimension = {name: {"category": {"index": codes}} for name in ("a", "b")}
    with pytest.raises(SourceError, match="has 16000000 cells, and at most 10000000 are read"):
        parsed(id=["a", "b"], size=[4000, 4000], dimension=dimension, value={"0": 1})


def test_values_given_only_where_there_are_any() -> None:
    answer = parsed(value={"0": 30, "3": 50.5}, status={"1": ".."})
    assert list(answer.values) == ["30", None, None, "50.5", None, None]
    assert answer.symbols == {1: ".."}


def test_a_dimension_of_one_value_needs_no_index() -> None:
    dimension = copy.deepcopy(ANSWER["dimension"])
    dimension["timeperiod_y"]["category"] = {"label": {"2025": "2025"}}
    assert cells(parsed(dimension=dimension)) == cells(parsed())


FORM = r"^x\.json is not a json-stat2 answer as the form is: "


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"size": [3, 2]}, "3 dimensions and 2 sizes"),
        ({"size": [3, 3, 1]}, "dimension 'contentscode' has 2 values, its size says 3"),
        ({"size": [3, "x", 1]}, "invalid literal"),
        ({"id": ["alue", "alue", "timeperiod_y"]}, "3 dimensions and 3 sizes"),
        ({"id": ["alue", "other", "timeperiod_y"]}, "'other' is missing"),
        ({"value": [1, 2, 3, 4, 5]}, "5 values for 6 cells"),
        ({"value": [1, 2, 3, 4, 5, 6, 7]}, "7 values for 6 cells"),
        ({"value": {"6": 1}}, "a value lies outside the table"),
        ({"value": {"-1": 1}}, "a value lies outside the table"),
        ({"value": {"x": 1}}, "invalid literal"),
        ({"value": None}, "object of type 'NoneType' has no len"),
        ({"value": [1, 2, True, 4, 5, 6]}, "True stands where a number was expected"),
        ({"value": [1, 2, 3, [4], 5, 6]}, "stands where a number was expected"),
        ({"value": [1, 2, 3, {}, 5, 6]}, "{} stands where a number was expected"),
        ({"status": {"6": ".."}}, "a status lies outside the table"),
        ({"status": {"-1": ".."}}, "a status lies outside the table"),
        ({"status": ["", "", "", "", "", "", ".."]}, "a status lies outside the table"),
        ({"status": True}, "has no attribute 'items'"),
        ({"dimension": {}}, "'alue' is missing"),
        ({"dimension": []}, "list indices must be integers"),
        ({"id": None}, "None stands where a list of texts was expected"),
        ({"id": ["alue", 5, "timeperiod_y"]}, "5 stands where a text was expected"),
        ({"label": 5}, "5 stands where a text was expected"),
        ({"note": "text"}, "text stands where a list of texts was expected"),
        ({"role": ["time"]}, "has no attribute 'items'"),
    ],
)
def test_an_answer_that_does_not_fit_together(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=f"{FORM}.*{words}"):
        parsed(**parts)


@pytest.mark.parametrize("part", ["id", "size", "dimension", "value"])
def test_an_answer_that_lacks_a_part(part: str) -> None:
    content = {name: value for name, value in ANSWER.items() if name != part}
    with pytest.raises(SourceError, match=rf"{FORM}'{part}' is missing\.$"):
        parse_json_stat(json.dumps(content).encode(), "x.json")


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ({"index": {"a": 0, "b": 1, "c": 3}}, "an index has gaps or repeats a place"),
        ({"index": {"a": 0, "b": 1, "c": 1}}, "an index has gaps or repeats a place"),
        ({"index": {"a": 1, "b": 2, "c": 3}}, "an index has gaps or repeats a place"),
        ({"index": {"a": 0, "b": 1, "c": "x"}}, "invalid literal"),
        ({"index": ["a", "b", "a"]}, "an index names a code twice"),
        ({"index": ["a", "b"]}, "dimension 'alue' has 2 values, its size says 3"),
        ({"index": "abc"}, "has no attribute 'items'"),
        ({"label": {"a": "A", "b": "B", "c": "C"}}, "a dimension has no index"),
        ({}, "a dimension has no index"),
    ],
)
def test_an_index_that_gives_no_order(category: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=f"{FORM}.*{words}"):
        with_category(category)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_json_does_not_count_as_a_number(number: str) -> None:
    with pytest.raises(
        SourceError,
        match=rf"^x\.json is not whole JSON: {number} stands where a number was expected\.$",
    ):
        with_values(f"[{number}, 1, 1, 1, 1, 1]")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><body>403 - Forbidden</body></html>",
        b"Bad Request",
        b"\xff\xfe\x00",
        text_of().encode()[:-1],
    ],
)
def test_bytes_that_are_no_whole_json(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"^x\.json is not whole JSON: "):
        parse_json_stat(raw, "x.json")


@given(st.integers(min_value=0, max_value=len(text_of()) - 1))
def test_no_beginning_of_an_answer_passes_for_it(length: int) -> None:
    with pytest.raises(SourceError, match="is not whole JSON"):
        parse_json_stat(text_of().encode()[:length], "x.json")


@pytest.mark.parametrize(
    "content", [[], 5, "x", None, {}, {"class": "collection"}, {"class": "dimension"}]
)
def test_json_that_is_no_data_set(content: object) -> None:
    with pytest.raises(
        SourceError,
        match=r'^x\.json is not a json-stat2 answer: "class": "dataset" was expected\.$',
    ):
        parse_json_stat(json.dumps(content).encode(), "x.json")


def test_json_nested_beyond_measure() -> None:
    with pytest.raises(SourceError, match=r"^x\.json is not whole JSON: "):
        parse_json_stat(b"[" * 100_000, "x.json")


def test_an_answer_without_a_label_source_and_time_stamp() -> None:
    content = {
        name: value
        for name, value in ANSWER.items()
        if name not in ("label", "source", "updated", "role")
    }
    answer = parse_json_stat(json.dumps(content).encode(), "x.json")
    assert (answer.label, answer.source, answer.updated, answer.notes) == ("", "", None, ())
    assert {dimension.role for dimension in answer.dimensions} == {None}


def test_a_note_that_is_no_list() -> None:
    answer = {"class": "dataset", "id": [], "size": [], "dimension": {}, "value": [1], "note": True}
    with pytest.raises(SourceError, match="is not a json-stat2 answer as the form is"):
        parse_json_stat(json.dumps(answer).encode(), "x")

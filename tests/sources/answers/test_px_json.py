"""PX-JSON answers, as the service really gave one and in forms that it must not be trusted in."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.answers.answer import Answer
from analyysi.sources.answers.px_json import CONTENTS, SYMBOLS, parse_px_json

# Test data in the form of an answer: two municipalities and the whole country, two years, two
# measures.
ANSWER: dict[str, Any] = {
    "columns": [
        {"code": "alue_23_20260101", "text": "Alue", "comment": "Aluejako 1.1.2026.", "type": "d"},
        {"code": "timeperiod_y", "text": "Vuosi", "type": "t"},
        {"code": "people", "text": "Väestö 31.12.", "type": "c"},
        {"code": "age", "text": "Keski-ikä", "type": "c"},
    ],
    "comments": [],
    "data": [
        {"key": ["SSS", "2024"], "values": ["31", "44.0"]},
        {"key": ["SSS", "2025"], "values": ["30", "44.10"]},
        {"key": ["KU578", "2024"], "values": ["21", "49.5"]},
        {"key": ["KU578", "2025"], "values": ["20", "50.0"]},
        {"key": ["KU091", "2024"], "values": ["10", "39.5"]},
        {"key": ["KU091", "2025"], "values": ["10", "40.0"]},
    ],
    "metadata": [
        {
            "updated": "2026-04-01T05.00.00Z",
            "label": "Väestö muuttujina Alue ja Vuosi",
            "source": "Testi",
        }
    ],
}


def parsed(answer: object) -> Answer:
    return parse_px_json(json.dumps(answer).encode(), "raw.json")


def changed(**parts: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ANSWER), **parts}


def with_row(row: object) -> dict[str, Any]:
    return changed(data=[*ANSWER["data"], row])


def cells(answer: Answer) -> dict[tuple[str, ...], tuple[str | None, str]]:
    return {codes: (value, symbol) for codes, value, symbol in answer.cells()}


# Tilastokeskus, väestörakenne, taulukko 11ra: väkiluku 31.12.2025, aluejako 1.1.2026.
def test_the_recorded_answer(project: Project) -> None:
    raw = (project.snapshots / "tilastokeskus/11ra/2026-11-24/raw/11ra.px.json").read_bytes()
    answer = parse_px_json(raw, "11ra.px.json")
    assert [
        (dimension.code, dimension.role, len(dimension.codes)) for dimension in answer.dimensions
    ] == [
        ("alue_23_20260101", None, 568),
        ("timeperiod_y", "time", 1),
        (CONTENTS, "metric", 4),
    ]
    assert all(type(code) is str for dimension in answer.dimensions for code in dimension.codes)
    assert answer.updated == "2026-05-29T05:00:00Z"
    assert answer.source == "Tilastokeskus, väestörakenne"
    assert answer.label == "Tunnuslukuja väestöstä muuttujina Alue, Vuosi ja Tiedot"
    assert answer.notes[0].startswith("Tilastossa käytetään 1.1.2026 aluejakoa koko aikasarjassa.")
    found = cells(answer)
    assert found["KU578", "2025", "vaerak-vaesto"] == ("2941", "")
    assert found["SSS", "2025", "vaerak-vaesto"] == ("5652881", "")
    assert found["SSS", "2025", "vaesto_keski_ika"] == ("44.1", "")
    of_municipalities = [
        int(value or "")
        for codes, (value, _) in found.items()
        if codes[2] == "vaerak-vaesto" and codes[0].startswith("KU")
    ]
    assert len(of_municipalities) == 308
    assert sum(of_municipalities) == 5_652_881
    assert answer.size == len(answer.values) == 568 * 4


def test_each_figure_stands_at_its_own_codes_as_it_was_written() -> None:
    found = cells(parsed(ANSWER))
    assert found["SSS", "2025", "age"] == ("44.10", "")
    assert found["KU578", "2024", "people"] == ("21", "")
    assert found["KU091", "2025", "age"] == ("40.0", "")
    assert len(found) == 12


@given(st.permutations(ANSWER["data"]))
def test_the_order_of_the_rows_moves_no_figure(rows: list[Any]) -> None:
    assert cells(parsed(changed(data=rows))) == cells(parsed(ANSWER))


def test_what_the_answer_says_of_itself() -> None:
    answer = parsed(ANSWER)
    assert answer.dimensions[0].label == "Alue"
    assert answer.dimensions[2].labels == {"people": "Väestö 31.12.", "age": "Keski-ikä"}
    assert answer.notes == ("Aluejako 1.1.2026.",)
    assert answer.updated == "2026-04-01T05:00:00Z"


@pytest.mark.parametrize(
    ("stamp", "updated"),
    [
        ("2026-04-01T05:00:00Z", "2026-04-01T05:00:00Z"),
        ("2026-04-01T05.00.00", "2026-04-01T05:00:00"),
        (None, None),
        (5, None),
    ],
)
def test_the_time_stamp(stamp: object, updated: str | None) -> None:
    assert parsed(changed(metadata=[{"updated": stamp}])).updated == updated


@pytest.mark.parametrize("metadata", [[], None, [5], "x", {}])
def test_an_answer_that_says_nothing_of_itself(metadata: object) -> None:
    answer = parsed(changed(metadata=metadata))
    assert (answer.label, answer.source, answer.updated) == ("", "", None)


@pytest.mark.parametrize("symbol", sorted(SYMBOLS))
def test_a_symbol_for_missing_is_missing_and_not_zero(symbol: str) -> None:
    answer = changed()
    answer["data"][3]["values"][0] = symbol
    found = cells(parsed(answer))
    assert found["KU578", "2025", "people"] == (None, symbol)
    assert found["KU578", "2025", "age"] == ("50.0", "")
    assert found["KU578", "2024", "people"] == ("21", "")


@pytest.mark.parametrize(
    "text", ["x", "~", "1 000", "1,5", "NaN", "0x10", "+5", ".....", "1.", " "]
)
def test_a_text_that_is_neither_a_number_nor_a_symbol(text: str) -> None:
    answer = changed()
    answer["data"][3]["values"][0] = text
    with pytest.raises(
        SourceError, match=r"^raw\.json: '.*' stands where a number was expected\.$"
    ):
        parsed(answer)


def test_a_negative_figure_is_no_symbol() -> None:
    answer = changed()
    answer["data"][3]["values"][0] = "-5.50"
    assert cells(parsed(answer))["KU578", "2025", "people"] == ("-5.50", "")


@pytest.mark.parametrize(
    "row",
    [
        {"key": ["KU005"], "values": ["1", "2"]},
        {"key": ["KU005", "2024", "x"], "values": ["1", "2"]},
        {"key": ["KU005", "2024"], "values": ["1"]},
        {"key": ["KU005", "2024"]},
        {"values": ["1", "2"]},
        {"key": ["KU005", "2024"], "values": [None, "2"]},
        {"key": ["KU005", "2024"], "values": [1, "2"]},
        {"key": [5, "2024"], "values": ["1", "2"]},
        {"key": "KU", "values": ["1", "2"]},
        ["KU005", "2024", "1", "2"],
        None,
    ],
)
def test_a_row_of_another_form(row: object) -> None:
    with pytest.raises(
        SourceError,
        match=r"^raw\.json is not a PX-JSON answer: 2 keys and 2 values, all text, were expected "
        r"in every row\.$",
    ):
        parsed(with_row(row))


@pytest.mark.parametrize(
    "answer",
    [
        5,
        [],
        {},
        None,
        "x",
        {"columns": 5, "data": []},
        {"columns": [5], "data": []},
        {"columns": [{"code": "a"}], "data": []},
        {"columns": [{"type": "d"}], "data": []},
        {"columns": []},
    ],
)
def test_what_is_no_answer(answer: object) -> None:
    with pytest.raises(
        SourceError, match=r"^raw\.json is not a PX-JSON answer: columns and data were expected\.$"
    ):
        parsed(answer)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"Bad Request",
        b"\xff\xfe",
        json.dumps(ANSWER).encode()[:-20],
        pytest.param(b"[" * 100_000, id="nested"),
    ],
)
def test_bytes_that_are_no_whole_json(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"^raw\.json is not whole JSON: .+\.$"):
        parse_px_json(raw, "raw.json")


@pytest.mark.parametrize("data", [5, {}, None, "x"])
def test_data_that_is_no_list(data: object) -> None:
    with pytest.raises(
        SourceError, match=r"is not a PX-JSON answer: 2 keys and 2 values, all text"
    ):
        parsed(changed(data=data))


def test_a_missing_combination() -> None:
    with pytest.raises(
        SourceError, match=r"^raw\.json is not a whole PX-JSON answer: 5 rows for 6 combinations\.$"
    ):
        parsed(changed(data=ANSWER["data"][:-1]))


def test_a_row_too_many() -> None:
    with pytest.raises(
        SourceError, match=r"is not a whole PX-JSON answer: 7 rows for 6 combinations\.$"
    ):
        parsed(with_row(ANSWER["data"][0]))


def test_a_row_that_stands_twice() -> None:
    # Six rows of six combinations, and yet one of them is missing.
    with pytest.raises(
        SourceError, match=r"^raw\.json is not a PX-JSON answer: KU578 2024 stands twice\.$"
    ):
        parsed(changed(data=[*ANSWER["data"][:-1], ANSWER["data"][2]]))


def test_a_column_that_stands_twice() -> None:
    columns = copy.deepcopy(ANSWER["columns"])
    columns[3]["code"] = "people"
    with pytest.raises(
        SourceError, match=r"^raw\.json is not a PX-JSON answer: a column stands twice\.$"
    ):
        parsed(changed(columns=columns))


def test_a_column_code_that_is_no_text() -> None:
    answer = {"columns": [{"code": [1], "type": "d"}, {"code": "t", "type": "c"}], "data": []}
    with pytest.raises(SourceError, match="is not a PX-JSON answer"):
        parse_px_json(json.dumps(answer).encode(), "x")


def test_digits_of_other_scripts() -> None:
    answer = {
        "columns": [{"code": "a", "type": "d"}, {"code": "m", "type": "c"}],
        "data": [{"key": ["x"], "values": ["٣"]}],
    }
    with pytest.raises(SourceError, match="stands where a number was expected"):
        parse_px_json(json.dumps(answer).encode(), "x")

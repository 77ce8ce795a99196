"""PX-JSON answers, as the service really gave one and in forms that it must not be trusted in."""

import copy
import json
from typing import Any

import pandas as pd
import pytest

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.px_json import parse_px_json

# Test data in the form of an answer: two municipalities and the whole country.
ANSWER: dict[str, Any] = {
    "columns": [
        {"code": "alue_23_20260101", "type": "d"},
        {"code": "timeperiod_y", "type": "t"},
        {"code": "people", "type": "c"},
        {"code": "age", "type": "c"},
    ],
    "data": [
        {"key": ["SSS", "2025"], "values": ["30", "44.1"]},
        {"key": ["KU578", "2025"], "values": ["20", "50.0"]},
        {"key": ["KU091", "2025"], "values": ["10", "40.0"]},
    ],
}
NAMES = {"091": "Helsinki", "578": "Paltamo"}


def parsed(answer: object) -> pd.DataFrame:
    return parse_px_json(json.dumps(answer).encode(), NAMES, {"age": "mean_age", "people": "population"}, "raw.json")


def with_row(row: object) -> dict[str, Any]:
    return {**ANSWER, "data": [*ANSWER["data"], row]}


def test_the_real_answer(project: Project) -> None:
    raw = (project.snapshots / "tilastokeskus/11ra/2026-11-24/raw/11ra.px.json").read_bytes()
    answer = json.loads(raw)
    country = next(row["values"][0] for row in answer["data"] if row["key"][0] == "SSS")
    names = {row["key"][0][2:]: "x" for row in answer["data"]}
    frame = parse_px_json(raw, names, {"vaerak-vaesto": "population"}, "raw.json")
    assert list(frame.columns) == ["municipality_code", "municipality", "year", "population"]
    assert len(frame) == 308
    assert frame["population"].astype(int).sum() == int(country) == 5_652_881
    assert frame["municipality_code"].tolist() == sorted(frame["municipality_code"])


def test_columns_come_in_the_order_asked_for_and_the_country_is_left_out() -> None:
    assert parsed(ANSWER).to_numpy().tolist() == [
        ["091", "Helsinki", "2025", "40.0", "10"],
        ["578", "Paltamo", "2025", "50.0", "20"],
    ]


@pytest.mark.parametrize("symbol", [".", "..", "...", "-", ":", ""])
def test_a_symbol_for_missing_is_missing_and_not_zero(symbol: str) -> None:
    answer = copy.deepcopy(ANSWER)
    answer["data"][1]["values"][0] = symbol
    assert parsed(answer)["population"].isna().tolist() == [False, True]


@pytest.mark.parametrize("type_", ["d", "c"])
def test_an_answer_without_a_time_variable(type_: str) -> None:
    answer = copy.deepcopy(ANSWER)
    answer["columns"][1]["type"] = type_
    if type_ == "c":
        for row in answer["data"]:
            row["values"].insert(0, row["key"].pop())
    with pytest.raises(SourceError, match=r"raw\.json: one time variable was expected, 0 found"):
        parsed(answer)


@pytest.mark.parametrize(
    "row",
    [
        {"key": ["KU578", "2024"], "values": ["1"]},
        {"key": ["KU578"], "values": ["1", "2"]},
        {"key": ["KU578", "2024"]},
        {"values": ["1", "2"]},
        {"key": ["KU578", "2024"], "values": [None, "2"]},
        {"key": ["KU578", "2024"], "values": [1, "2"]},
        {"key": "KU", "values": ["1", "2"]},
        ["KU578", "2024", "1", "2"],
    ],
)
def test_a_row_of_another_form(row: object) -> None:
    with pytest.raises(SourceError, match="is not a PX-JSON answer: 2 keys and 2 values, all text, were expected"):
        parsed(with_row(row))


@pytest.mark.parametrize("answer", [5, [], {}, {"columns": 5, "data": []}, {"columns": [5], "data": []}])
def test_what_is_no_answer(answer: object) -> None:
    with pytest.raises(SourceError, match=r"raw\.json is not a PX-JSON answer: columns and data were expected"):
        parsed(answer)


def test_data_that_is_no_list() -> None:
    with pytest.raises(SourceError, match="is not a PX-JSON answer"):
        parsed({**ANSWER, "data": 5})


def test_a_municipality_without_a_name() -> None:
    row = {"key": ["KU005", "2025"], "values": ["1", "2"]}
    with pytest.raises(SourceError, match="municipality 005 has no name in the list of names; add it there"):
        parsed(with_row(row))

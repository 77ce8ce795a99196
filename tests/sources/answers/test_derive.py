"""Raw answers in a folder to `data.csv`, whatever their form."""

import json
from pathlib import Path

import pytest

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.answers.derive import derived, derived_rows, whole_columns
from analyysi.sources.answers.tidy import header
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.manifest import PxJsonDerivation, PxWebDerivation
from analyysi.sources.schema import Column, TableSchema
from analyysi.sources.snapshots import municipality_names
from support.recorded_tables import DERIVATION, TABLES, ask, of_table

NAMES = {"SSS": "KOKO MAA", "578": "Paltamo", "091": "Helsinki"}

SCHEMA = TableSchema(
    columns=(
        Column(name="municipality_code", type="string", description="x"),
        Column(name="year", type="string", description="x"),
        Column(name="population", type="integer", description="x"),
        Column(name="mean_age", type="number", description="x"),
    ),
    primary_key=("municipality_code", "year"),
    rows=1,
)


def no_names(snapshot_id: str) -> dict[str, str]:
    raise AssertionError(snapshot_id)


def stored(folder: Path) -> PxWebDerivation:
    """Store the answers to two halves of the recorded table in a folder, and say how they make a
    table.
    """
    table, parts = TABLES["11ra"]
    (folder / "raw").mkdir()
    (folder / "raw" / "metadata.json").write_bytes(ask(table, "GET"))
    query = Query(
        {variable.code: variable.values for variable in table.variables}, ("alue_23_20260101",)
    )
    for number, half in enumerate(query.halves(), start=1):
        (folder / "raw" / f"data-{number}.json").write_bytes(
            ask(table, "POST", half.body("json-stat2"))
        )
    answers = ("raw/data-1.json", "raw/data-2.json")
    return DERIVATION.model_copy(update={"dimensions": {}, "answers": answers, **parts})


@pytest.mark.slow
def test_the_parts_of_a_query_make_one_table(tmp_path: Path) -> None:
    derivation = stored(tmp_path)
    columns, found = derived_rows(tmp_path, derivation, (), SCHEMA, no_names)
    assert columns == header(derivation)
    assert sorted(found) == sorted(of_table("11ra", "json-stat2"))
    written = b"".join(derived(tmp_path, derivation, (), SCHEMA, no_names)).decode().splitlines()
    assert written[0] == ",".join(columns)
    assert sum(line.startswith("578,Paltamo,2025,2941,,") for line in written) == 1
    assert len(written) == 310


def test_columns_of_whole_numbers_are_those_the_schema_calls_so(tmp_path: Path) -> None:
    assert whole_columns(SCHEMA) == {"population"}
    derivation = stored(tmp_path)
    path = tmp_path / "raw" / "data-1.json"
    raw = path.read_bytes()
    assert raw.count(b",2941,") == 1
    path.write_bytes(raw.replace(b",2941,", b",2941.5,"))
    with pytest.raises(
        SourceError,
        match=r"^raw/data-1\.json: 578 2025: population '2941\.5' is not a whole number",
    ):
        list(derived_rows(tmp_path, derivation, (), SCHEMA, no_names)[1])


@pytest.mark.parametrize("name", ["raw/metadata.json", "raw/data-2.json"])
def test_a_raw_answer_that_is_missing(tmp_path: Path, name: str) -> None:
    derivation = stored(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(
        SourceError, match=f"^{name} is missing among the raw answers. Restore it.$"
    ):
        list(derived_rows(tmp_path, derivation, (), SCHEMA, no_names)[1])


def test_metadata_of_another_division(tmp_path: Path) -> None:
    derivation = stored(tmp_path).model_copy(update={"area": "alue_23_20270101"})
    with pytest.raises(
        SourceError, match=r"^raw/metadata\.json has no variable 'alue_23_20270101'\.$"
    ):
        list(derived_rows(tmp_path, derivation, (), SCHEMA, no_names)[1])


@pytest.mark.slow
def test_a_recorded_answer_with_names_from_another_snapshot(project: Project) -> None:
    folder = project.snapshots / "tilastokeskus/11ra/2026-11-24"
    derivation = PxJsonDerivation(
        parser="px_json",
        raw="raw/11ra.px.json",
        options={
            "names": "thl-sotkanet/population-31-12/2026-11-24",
            "vaerak-vaesto": "population",
        },
    )
    asked: list[str] = []

    def names(snapshot_id: str) -> dict[str, str]:
        asked.append(snapshot_id)
        return municipality_names(project, snapshot_id)

    columns, found = derived_rows(folder, derivation, (), SCHEMA, names)
    assert columns == ["municipality_code", "municipality", "year", "population"]
    by_code = {row[0]: row for row in found}
    assert by_code["578"] == ["578", "Paltamo", "2025", "2941"]
    assert list(by_code) == sorted(by_code)
    assert asked == ["thl-sotkanet/population-31-12/2026-11-24"]
    assert "SSS" not in by_code


def test_rows_of_a_recorded_answer_stand_by_code_and_then_by_year(tmp_path: Path) -> None:
    # Test data: the newer year has the smaller figures, so that no other order could pass.
    columns = [
        {"code": "alue", "type": "d"},
        {"code": "y", "type": "t"},
        {"code": "v", "type": "c"},
    ]
    figures = {
        ("KU578", "2025"): "1",
        ("KU091", "2025"): "3",
        ("KU578", "2024"): "2",
        ("KU091", "2024"): "4",
    }
    data = [{"key": list(key), "values": [value]} for key, value in figures.items()]
    (tmp_path / "a.json").write_text(
        json.dumps({"columns": columns, "data": data}), encoding="utf-8"
    )
    derivation = PxJsonDerivation(
        parser="px_json", raw="a.json", options={"names": "n", "v": "population"}
    )
    _, found = derived_rows(tmp_path, derivation, (), SCHEMA, lambda snapshot_id: NAMES)
    assert list(found) == [
        ["091", "Helsinki", "2024", "4"],
        ["091", "Helsinki", "2025", "3"],
        ["578", "Paltamo", "2024", "2"],
        ["578", "Paltamo", "2025", "1"],
    ]


def test_a_municipality_that_the_list_of_names_lacks(project: Project) -> None:
    derivation = PxJsonDerivation(parser="px_json", raw="raw/11ra.px.json", options={"names": "n"})
    names = municipality_names(project, "thl-sotkanet/population-31-12/2026-11-24")
    del names["578"]
    with pytest.raises(
        SourceError,
        match=r"^raw/11ra\.px\.json: municipality 578 has no name in the list of names\.$",
    ):
        derived_rows(
            project.snapshots / "tilastokeskus/11ra/2026-11-24",
            derivation,
            (),
            SCHEMA,
            lambda snapshot_id: names,
        )


def test_a_recorded_answer_without_one_area_and_one_time(tmp_path: Path) -> None:
    # Test data: the variables of areas and years are both plain.
    columns = [{"code": "a", "type": "d"}, {"code": "y", "type": "d"}, {"code": "v", "type": "c"}]
    content = {"columns": columns, "data": [{"key": ["KU091", "2025"], "values": ["1"]}]}
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    derivation = PxJsonDerivation(
        parser="px_json", raw="a.json", options={"names": "n", "v": "population"}
    )
    with pytest.raises(
        SourceError, match=r"^a\.json: one area variable and one time variable were expected\.$"
    ):
        derived_rows(tmp_path, derivation, (), SCHEMA, lambda snapshot_id: NAMES)


def test_an_answer_that_labels_its_areas_needs_no_metadata(tmp_path: Path) -> None:
    derivation = stored(tmp_path).model_copy(update={"metadata": None})
    (tmp_path / "raw" / "metadata.json").unlink()
    _, found = derived_rows(tmp_path, derivation, (), SCHEMA, no_names)
    assert sorted(found) == sorted(of_table("11ra", "json-stat2"))

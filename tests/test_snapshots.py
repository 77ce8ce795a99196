"""The frozen figures: sound as they lie, and refused once a byte of them has changed."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analyysi.errors import SchemaError, SourceError
from analyysi.project import Project
from analyysi.sources.manifest import Manifest
from analyysi.sources.px_json import parse_px_json
from analyysi.sources.snapshots import check_snapshot, csv_bytes, load_snapshot, read_csv, snapshot_ids

REAL = snapshot_ids(Project(Path(__file__).parent.parent))
POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
LATEST = "tilastokeskus/11ra/2026-11-24"
KAINUU = ["105", "205", "290", "578", "620", "697", "765", "777"]


def test_there_are_snapshots() -> None:
    assert {POPULATION, LATEST} <= set(REAL)
    assert len(REAL) >= 8


@pytest.mark.parametrize("snapshot_id", REAL)
def test_every_snapshot_is_sound(project: Project, snapshot_id: str) -> None:
    assert check_snapshot(project, snapshot_id) == []


@pytest.mark.parametrize("snapshot_id", REAL)
def test_stored_sizes_are_right_and_no_file_is_unlisted(project: Project, snapshot_id: str) -> None:
    folder = project.snapshots / snapshot_id
    manifest = load_snapshot(project, snapshot_id).manifest
    assert {stored.path: stored.bytes for stored in manifest.files} == {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", "datapackage.json")
    }


# Tilastokeskus, väestörakenne: koko maan väkiluku 31.12.
@pytest.mark.parametrize(
    ("year", "people"), [(2010, 5_375_276), (2020, 5_533_793), (2021, 5_548_241), (2022, 5_563_970)]
)
def test_the_whole_country(project: Project, year: int, people: int) -> None:
    table = load_snapshot(project, POPULATION).table
    assert table.loc[table["year"] == year, "population"].sum() == people


def test_kainuu_2021(project: Project) -> None:
    table = load_snapshot(project, POPULATION).table
    picked = table[(table["year"] == 2021) & table["municipality_code"].isin(KAINUU)]
    assert picked["population"].sum() == 71_255
    assert set(table.loc[table["region"] == "Kainuu", "municipality_code"]) == set(KAINUU)


def test_2025_as_derived_from_the_raw_answer(project: Project) -> None:
    table = load_snapshot(project, LATEST).table
    assert table.loc[table["municipality_code"] == "578", "population"].tolist() == [2941]
    assert table["population"].sum() == 5_652_881
    assert len(table) == 308


def test_an_empty_cell_is_missing_not_zero(project: Project) -> None:
    table = load_snapshot(project, "tilastokeskus/key-figures-2006-2016/2026-11-24").table
    alajarvi = table[table["municipality_code"] == "005"].set_index("year")
    column = alajarvi["annual_contribution_margin_eur_per_capita"]
    assert pd.isna(column[2006])
    assert column[2008] == Decimal("201.9")
    assert (table["year"] == 2006).any()


def test_codes_stay_text(project: Project) -> None:
    codes = load_snapshot(project, POPULATION).table["municipality_code"]
    assert codes.iloc[0] == "005"
    assert set(codes.str.len()) == {3}


def _change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] = ord("1") if content[-3] != ord("1") else ord("2")
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("file", ["data.csv", "raw/11ra.px.json"])
def test_a_changed_byte_is_found(project_copy: Project, file: str) -> None:
    _change_a_byte(project_copy.snapshots / LATEST / file)
    with pytest.raises(SourceError, match="has changed since it was stored") as caught:
        load_snapshot(project_copy, LATEST)
    assert str(caught.value).startswith(f"data/snapshots/{LATEST}/{file} ")
    assert check_snapshot(project_copy, LATEST) == [str(caught.value)]


@pytest.mark.parametrize("file", ["data.csv", "raw/11ra.px.json"])
def test_a_missing_file_is_found(project_copy: Project, file: str) -> None:
    (project_copy.snapshots / LATEST / file).unlink()
    with pytest.raises(SourceError, match=r"is missing, though the snapshot's manifest lists it\. Restore it"):
        load_snapshot(project_copy, LATEST)


def test_a_wrong_data_package_is_found(project_copy: Project) -> None:
    path = project_copy.snapshots / LATEST / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace("CC-BY-4.0", "CC0-1.0"), encoding="utf-8")
    (fault,) = check_snapshot(project_copy, LATEST)
    assert fault == f"data/snapshots/{LATEST}/datapackage.json does not say what manifest.json says."


def test_a_missing_data_package_is_found(project_copy: Project) -> None:
    (project_copy.snapshots / LATEST / "datapackage.json").unlink()
    (fault,) = check_snapshot(project_copy, LATEST)
    assert "datapackage.json is missing" in fault


def _rewrite(project: Project, snapshot_id: str, data: bytes) -> None:
    """Store other bytes and a manifest that vouches for them, as a careless hand would."""
    folder = project.snapshots / snapshot_id
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["data"] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "data.csv").write_bytes(data)


def test_a_table_that_its_raw_bytes_do_not_give(project_copy: Project) -> None:
    data = (project_copy.snapshots / LATEST / "data.csv").read_bytes()
    assert b"578,Paltamo,2025,2941," in data
    _rewrite(project_copy, LATEST, data.replace(b"578,Paltamo,2025,2941,", b"578,Paltamo,2025,2942,"))
    assert any("is not what its raw bytes give" in fault for fault in check_snapshot(project_copy, LATEST))


def test_a_lost_row_is_found_though_the_checksum_fits(project_copy: Project) -> None:
    lines = (project_copy.snapshots / POPULATION / "data.csv").read_bytes().splitlines(keepends=True)
    _rewrite(project_copy, POPULATION, b"".join(lines[:1] + lines[2:]))
    with pytest.raises(SchemaError, match="no row for 005 2000; 7106 rows, 7107 expected"):
        load_snapshot(project_copy, POPULATION)


def test_a_manifest_that_cannot_be_read(project_copy: Project) -> None:
    path = project_copy.snapshots / LATEST / "manifest.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"publisher"', '"publsher"'), encoding="utf-8")
    with pytest.raises(SourceError, match="unknown key 'publsher'. Did you mean 'publisher'"):
        load_snapshot(project_copy, LATEST)
    path.write_text(text[:-5], encoding="utf-8")
    with pytest.raises(SourceError, match="manifest.json is not valid JSON"):
        load_snapshot(project_copy, LATEST)


def test_a_manifest_with_another_checksum(project_copy: Project) -> None:
    path = project_copy.snapshots / LATEST / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["data"]["sha256"] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SourceError, match="data.csv has changed since it was stored: its SHA-256 is not 000000000000…"):
        load_snapshot(project_copy, LATEST)


def test_a_manifest_in_the_wrong_folder(project_copy: Project) -> None:
    (project_copy.snapshots / LATEST).rename(project_copy.snapshots / "tilastokeskus" / "11ra" / "2026-11-25")
    with pytest.raises(SourceError, match=f"id = '{LATEST}', but the folder is tilastokeskus/11ra/2026-11-25"):
        load_snapshot(project_copy, "tilastokeskus/11ra/2026-11-25")


def test_an_unknown_snapshot(project: Project) -> None:
    with pytest.raises(SourceError, match=f"No snapshot 'tilastokeskus/11rb/2026-11-24'. Did you mean '{LATEST}'"):
        load_snapshot(project, "tilastokeskus/11rb/2026-11-24")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2,3\n", b"a,b\n1,2\n1,2,3\n", b"a\n\xe4\n"])
def test_bytes_that_are_no_table(content: bytes) -> None:
    with pytest.raises(SourceError, match="x.csv is not a CSV table in UTF-8"):
        read_csv(content, "x.csv")


def test_csv_goes_out_as_it_came_in() -> None:
    content = "a,b\n001,\nÄ,NA\n".encode()
    frame = read_csv(content, "x.csv")
    assert pd.isna(frame["b"][0])
    assert frame["b"][1] == "NA"
    assert csv_bytes(frame) == content


def test_a_manifest_names_its_licence_and_checks(project: Project) -> None:
    for snapshot_id in REAL:
        manifest: Manifest = load_snapshot(project, snapshot_id).manifest
        assert manifest.attribution.fi.startswith("Lähde: ")
        assert manifest.checks


# PX-JSON ---------------------------------------------------------------------------------------------------------

# Test data: two municipalities and the whole country in the form of a PX-JSON answer.
ANSWER = {
    "columns": [
        {"code": "alue_23_20260101", "text": "Alue", "type": "d"},
        {"code": "timeperiod_y", "text": "Vuosi", "type": "t"},
        {"code": "v", "text": "Väkiluku", "type": "c"},
    ],
    "data": [
        {"key": ["SSS", "2025"], "values": ["30"]},
        {"key": ["KU578", "2025"], "values": ["20"]},
        {"key": ["KU091", "2025"], "values": [".."]},
    ],
}
NAMES = {"091": "Helsinki", "578": "Paltamo"}


def test_px_json_to_rows() -> None:
    frame = parse_px_json(json.dumps(ANSWER).encode(), NAMES, {"v": "population"}, "x")
    assert frame["municipality_code"].tolist() == ["091", "578"]
    assert pd.isna(frame["population"][0])
    assert frame["population"][1] == "20"


@pytest.mark.parametrize(
    ("raw", "names", "contents", "words"),
    [
        (b"<html>", NAMES, {"v": "p"}, "is not a PX-JSON answer"),
        (b"[]", NAMES, {"v": "p"}, "is not a PX-JSON answer"),
        (json.dumps(ANSWER).encode(), {"091": "Helsinki"}, {"v": "p"}, "municipality 578 has no name"),
        (json.dumps(ANSWER).encode(), NAMES, {"w": "p"}, "contents code 'w' is not there; it has v"),
        (b'{"columns": [], "data": []}', NAMES, {"v": "p"}, "one area variable was expected, 0 found"),
    ],
)
def test_px_json_that_will_not_do(raw: bytes, names: dict[str, str], contents: dict[str, str], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        parse_px_json(raw, names, contents, "x")

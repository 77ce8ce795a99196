"""The frozen figures: sound as they lie, and refused once a byte of them has changed."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.comparison.case import load_year
from analyysi.errors import SchemaError, SourceError
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.sources.manifest import Manifest, data_package
from analyysi.sources.snapshots import (
    by_age,
    check_snapshot,
    derive,
    load_snapshot,
    snapshot_ids,
    stray_folders,
    verified_manifest,
)
from support.frames import frame_of
from support.places import ROOT

REAL = snapshot_ids(Project(ROOT))
POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
LATEST = "tilastokeskus/11ra/2026-11-24"
KAINUU = ["105", "205", "290", "578", "620", "697", "765", "777"]


def test_there_are_snapshots() -> None:
    assert {POPULATION, LATEST} <= set(REAL)
    assert len(REAL) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("snapshot_id", REAL)
def test_every_snapshot_is_sound(project: Project, snapshot_id: str) -> None:
    assert check_snapshot(project, snapshot_id) == []


@pytest.mark.slow
@pytest.mark.parametrize("snapshot_id", REAL)
def test_stored_sizes_are_right(project: Project, snapshot_id: str) -> None:
    folder = project.snapshots / snapshot_id
    manifest = load_snapshot(project, snapshot_id).manifest
    assert {stored.path: stored.bytes for stored in manifest.files} == {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", "datapackage.json")
    }


@pytest.mark.parametrize("snapshot_id", REAL)
def test_a_reader_of_any_language_learns_what_the_columns_are_and_how_they_came(
    project: Project, snapshot_id: str
) -> None:
    manifest, _ = verified_manifest(project, snapshot_id)
    assert isinstance(manifest.obtained, LocalText)
    for text in (
        manifest.obtained,
        *(column.description for column in manifest.table_schema.columns),
    ):
        assert len({text.in_language(language) for language in ("fi", "sv", "en")}) == 3


@pytest.mark.slow
def test_a_column_described_in_finnish_alone_is_read_and_packaged(project_copy: Project) -> None:
    path = project_copy.snapshots / LATEST / "manifest.json"
    manifest = json.loads(path.read_bytes())
    for column in manifest["table_schema"]["columns"]:
        column["description"] = column["description"]["fi"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    read, _ = verified_manifest(project_copy, LATEST)
    population = read.table_schema.column("population")
    assert population is not None
    assert population.description == LocalText(fi="Väestö 31.12.")
    fields = data_package(read)["resources"][0]["schema"]["fields"]
    assert {field["name"]: field["description"] for field in fields}[
        "population"
    ] == "Väestö 31.12."
    assert check_snapshot(project_copy, LATEST) == []


# Tilastokeskus, väestörakenne: koko maan väkiluku 31.12.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "people"), [(2010, 5_375_276), (2020, 5_533_793), (2021, 5_548_241), (2022, 5_563_970)]
)
def test_the_whole_country(project: Project, year: int, people: int) -> None:
    table = frame_of(load_snapshot(project, POPULATION).table)
    assert table.loc[table["year"] == year, "population"].sum() == people


@pytest.mark.slow
def test_kainuu_2021(project: Project) -> None:
    table = frame_of(load_snapshot(project, POPULATION).table)
    picked = table[(table["year"] == 2021) & table["municipality_code"].isin(KAINUU)]
    assert picked["population"].sum() == 71_255
    assert set(table.loc[table["region"] == "Kainuu", "municipality_code"]) == set(KAINUU)


def test_2025_as_derived_from_the_raw_answer(project: Project) -> None:
    table = frame_of(load_snapshot(project, LATEST).table)
    assert table.loc[table["municipality_code"] == "578", "population"].tolist() == [2941]
    assert table["population"].sum() == 5_652_881
    assert len(table) == 308


@pytest.mark.slow
def test_an_empty_cell_is_missing_not_zero(project: Project) -> None:
    table = load_snapshot(project, "tilastokeskus/key-figures-2006-2016/2026-11-24").table
    alajarvi = table.with_cells("municipality_code", ("005",))
    margins = alajarvi["annual_contribution_margin_eur_per_capita"]
    column = dict(zip(alajarvi["year"], margins, strict=True))
    assert column[2006] is None
    assert column[2008] == Decimal("201.9")
    assert 2006 in table["year"]


def test_codes_stay_text(project: Project) -> None:
    codes = load_snapshot(project, POPULATION).table["municipality_code"]
    assert codes[0] == "005"
    assert set(map(len, codes)) == {3}


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
    with pytest.raises(
        SourceError, match=r"is missing, though the snapshot's manifest lists it\. Restore it"
    ):
        load_snapshot(project_copy, LATEST)


@pytest.mark.slow
def test_a_wrong_data_package_is_found(project_copy: Project) -> None:
    path = project_copy.snapshots / LATEST / "datapackage.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("CC-BY-4.0", "CC0-1.0"), encoding="utf-8"
    )
    (fault,) = check_snapshot(project_copy, LATEST)
    assert (
        fault == f"data/snapshots/{LATEST}/datapackage.json does not say what manifest.json says."
    )


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_table_that_its_raw_bytes_do_not_give(project_copy: Project) -> None:
    data = (project_copy.snapshots / LATEST / "data.csv").read_bytes()
    assert b"578,Paltamo,2025,2941," in data
    _rewrite(
        project_copy, LATEST, data.replace(b"578,Paltamo,2025,2941,", b"578,Paltamo,2025,2942,")
    )
    assert any(
        "is not what its raw bytes give" in fault for fault in check_snapshot(project_copy, LATEST)
    )


@pytest.mark.slow
def test_a_lost_row_is_found_though_the_checksum_fits(project_copy: Project) -> None:
    lines = (
        (project_copy.snapshots / POPULATION / "data.csv").read_bytes().splitlines(keepends=True)
    )
    _rewrite(project_copy, POPULATION, b"".join(lines[:1] + lines[2:]))
    with pytest.raises(SchemaError, match="no row for 005 2000; 7106 rows, 7107 expected"):
        load_snapshot(project_copy, POPULATION)


@pytest.mark.parametrize("row", [b"\xff", b"a", b",".join([b"1"] * 40), b'"open'])
def test_a_long_table_that_is_none_is_told(
    project_copy: Project, row: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyysi.sources.snapshots._WHOLE_AT_MOST", 5)
    name = "tilastokeskus/population-kainuu-2014-2025/2026-11-24"
    place = project_copy.snapshots / name
    content = (place / "data.csv").read_bytes() + row + b"\n"
    (place / "data.csv").write_bytes(content)
    manifest = json.loads((place / "manifest.json").read_bytes())
    manifest["data"] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SourceError, match="CSV table"):
        load_snapshot(project_copy, name, [{"year": 2021}])


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
    with pytest.raises(
        SourceError,
        match="data.csv has changed since it was stored: its SHA-256 is not 000000000000…",
    ):
        load_snapshot(project_copy, LATEST)


def test_a_manifest_in_the_wrong_folder(project_copy: Project) -> None:
    (project_copy.snapshots / LATEST).rename(
        project_copy.snapshots / "tilastokeskus" / "11ra" / "2026-11-25"
    )
    with pytest.raises(
        SourceError, match=f"id = '{LATEST}', but the folder is tilastokeskus/11ra/2026-11-25"
    ):
        load_snapshot(project_copy, "tilastokeskus/11ra/2026-11-25")


def test_an_unknown_snapshot(project: Project) -> None:
    with pytest.raises(
        SourceError, match=f"No snapshot 'tilastokeskus/11rb/2026-11-24'. Did you mean '{LATEST}'"
    ):
        load_snapshot(project, "tilastokeskus/11rb/2026-11-24")


def test_an_unknown_snapshot_is_no_manifest_either(project: Project) -> None:
    with pytest.raises(
        SourceError, match=f"No snapshot 'tilastokeskus/11rb/2026-11-24'. Did you mean '{LATEST}'"
    ):
        verified_manifest(project, "tilastokeskus/11rb/2026-11-24")


def test_a_manifest_is_read_with_its_own_checksum(project: Project) -> None:
    manifest, digest = verified_manifest(project, LATEST)
    assert manifest.id == LATEST
    assert (
        digest
        == hashlib.sha256((project.snapshots / LATEST / "manifest.json").read_bytes()).hexdigest()
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["notes.txt", "raw/more.json", ".hidden"])
def test_a_file_that_the_manifest_does_not_list(project_copy: Project, name: str) -> None:
    (project_copy.snapshots / LATEST / name).write_text("x", encoding="utf-8")
    assert check_snapshot(project_copy, LATEST) == [f"{LATEST}: {name} is not in its manifest."]


def test_every_snapshot_folder_has_a_manifest(project: Project) -> None:
    assert stray_folders(project) == []


def test_a_folder_without_a_manifest_is_named(project_copy: Project) -> None:
    (project_copy.snapshots / LATEST / "manifest.json").unlink()
    (project_copy.snapshots / "tilastokeskus" / "12ab" / "2026-11-25").mkdir(parents=True)
    (project_copy.snapshots / "tilastokeskus" / "12ab" / "notes.txt").write_text(
        "x", encoding="utf-8"
    )
    assert stray_folders(project_copy) == [
        f"data/snapshots/{LATEST} has no manifest.json: restore it, or remove the folder.",
        "data/snapshots/tilastokeskus/12ab/2026-11-25 has no manifest.json: restore it, or remove "
        "the folder.",
    ]
    assert LATEST not in snapshot_ids(project_copy)


def test_a_project_without_snapshots(tmp_path: Path) -> None:
    assert snapshot_ids(Project(tmp_path)) == []
    assert stray_folders(Project(tmp_path)) == []


# Made-up snapshots: their order is all that counts.
AGES = [
    "a/t/2026-11-24",
    "a/t/2026-11-24-2",
    "a/t/2026-11-24-9",
    "a/t/2026-11-24-10",
    "a/t/2026-11-25",
    "a/t-2/2025-01-01",
    "b/t/2020-01-01",
]


@given(st.permutations(AGES))
def test_snapshots_by_age(mixed: list[str]) -> None:
    assert sorted(mixed, key=by_age) == AGES


def test_snapshots_are_listed_by_age(tmp_path: Path) -> None:
    for name in AGES:
        (tmp_path / "data" / "snapshots" / name).mkdir(parents=True)
        (tmp_path / "data" / "snapshots" / name / "manifest.json").touch()
    assert snapshot_ids(Project(tmp_path)) == AGES


def test_a_table_comes_out_of_its_raw_bytes_again(project: Project) -> None:
    manifest, _ = verified_manifest(project, LATEST)
    assert (
        b"".join(derive(project, manifest))
        == (project.snapshots / LATEST / "data.csv").read_bytes()
    )


def test_a_table_without_raw_bytes_cannot_be_made_again(project: Project) -> None:
    manifest, _ = verified_manifest(project, POPULATION)
    with pytest.raises(SourceError, match=f"^{POPULATION} was not derived from raw bytes.$"):
        derive(project, manifest)


def test_raw_bytes_that_no_longer_give_a_table(project_copy: Project) -> None:
    folder = project_copy.snapshots / LATEST
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["derivation"]["options"]["names"]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (fault,) = check_snapshot(project_copy, LATEST)
    assert fault.startswith(f"{LATEST}: A derivation from PX-JSON needs 'names' among its options")


@pytest.mark.slow
def test_a_manifest_names_its_licence_and_checks(project: Project) -> None:
    for snapshot_id in REAL:
        manifest: Manifest = load_snapshot(project, snapshot_id).manifest
        assert manifest.attribution.fi.startswith("Lähde: ")
        assert manifest.checks


@pytest.mark.slow
def test_of_a_large_table_only_the_wanted_rows_are_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_snapshot(project, POPULATION).table
    monkeypatch.setattr("analyysi.sources.snapshots._WHOLE_AT_MOST", 1000)
    wanted = [{"year": (2020, 2021)}, {"year": 2005, "region": "Kainuu"}]
    part = load_snapshot(project, POPULATION, wanted).table
    assert list(part.rows()) == [
        row
        for row in whole.rows()
        if row["year"] in (2020, 2021) or (row["year"], row["region"]) == (2005, "Kainuu")
    ]
    assert len(part) == 2 * 309 + 8
    assert load_snapshot(project, POPULATION).table == whole


@pytest.mark.slow
def test_a_case_on_a_large_table_is_the_same_case(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_year(project, "kainuu-ict", 2023)
    monkeypatch.setattr("analyysi.sources.snapshots._WHOLE_AT_MOST", 1000)
    assert load_year(project, "kainuu-ict", 2023).problem == whole.problem

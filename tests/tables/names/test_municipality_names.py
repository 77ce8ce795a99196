"""The closed list of municipalities: whole, of one mind with what is stored, and without doubt."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from analyysi.languages.name_cases import finnish_names
from analyysi.project import Project
from analyysi.sources.municipalities.divisions import read_mergers
from analyysi.tables.names.municipality_names import (
    case_forms,
    listed_forms,
    municipalities,
    other_names,
)
from analyysi.tables.names.printed_words import folded_words

ROOT = Path(__file__).parents[3]
LIST = municipalities()
SOURCES = {"LIPAS", "boundaries 2020", "mergers.toml", "takomo", "Uppslagsverket Finland"}
"""What docs/data.md explains."""


def stored_names() -> list[tuple[str, str]]:
    """Return the codes and names of every snapshot that has municipalities of Finland."""
    pairs = set()
    for path in (ROOT / "data/snapshots").glob("*/*/*/data.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            pairs |= {
                (row["municipality_code"], row["municipality"]) for row in csv.DictReader(file)
            }
    return sorted(pair for pair in pairs if pair[0].isdecimal())


def test_every_stored_name_is_listed() -> None:
    pairs = stored_names()
    assert len({code for code, _ in pairs}) == 311  # of 2018; those of 2020 to 2026 are among them
    for code, name in pairs:
        assert listed_forms()[folded_words(name)] == (code, "name")


def test_swedish_names_are_those_of_the_boundaries() -> None:
    path = ROOT / "data/boundaries/municipalities-2020/municipalities.topo.json"
    topology = json.loads(path.read_text(encoding="utf-8"))
    (layer,) = topology["objects"].values()
    rows = [geometry["properties"] for geometry in layer["geometries"]]
    assert len(rows) == 310
    for row in rows:
        for name in (row["nimi"], row["namn"]):
            assert LIST[row["id"]].forms[folded_words(name)] == "name"
    differing = {(row["id"], row["namn"]) for row in rows if row["nimi"] != row["namn"]}
    assert differing == {
        (row.code, row.name) for row in other_names() if row.source == "boundaries 2020"
    }


def test_mergers_are_those_of_the_table() -> None:
    table = read_mergers(Project(ROOT)).mergers
    merged = {
        (row.code, row.name, row.into, row.since)
        for row in other_names()
        if row.source == "mergers.toml"
    }
    assert merged == {
        (merger.absorbed, merger.absorbed_name, merger.into, merger.in_force.isoformat())
        for merger in table
    }
    assert all(LIST[merger.into].present for merger in table if merger.into != "743")
    assert not any(LIST[merger.absorbed].present for merger in table)


def test_the_present_are_308_and_all_have_finnish_cases() -> None:
    present = [code for code, municipality in LIST.items() if municipality.present]
    assert len(present) == 308
    assert set(present) <= {name.code for name in finnish_names().values()}


def test_no_form_belongs_to_two() -> None:
    owners = defaultdict(set)
    for code, municipality in LIST.items():
        for words in municipality.forms:
            owners[words].add(code)
    # Smaller ones of the same name were there before: Parainen until 2009, Vöyri until 2007.
    assert {frozenset(codes) for codes in owners.values() if len(codes) > 1} == {
        frozenset({"445", "573"}),
        frozenset({"944", "946"}),
    }
    assert listed_forms()["parainen",] == ("445", "name")


def test_genitives_of_those_that_are_no_more_end_as_those_of_the_present() -> None:
    listed = [(name.name, name.genitive) for name in finnish_names().values()]
    changes = defaultdict(set)
    for name, genitive in listed:
        kept = len(name)
        while not genitive.startswith(name[:kept]):
            kept -= 1
        changes[name[-3:]].add((name[kept:], genitive[kept:]))
    compared = 0
    for row in other_names():
        if row.genitive and row.name[-3:] in changes:
            compared += 1
            assert row.genitive in {
                row.name.removesuffix(end) + other for end, other in changes[row.name[-3:]]
            } | {"Lammin", "Haukivuoren"}, row.name
    assert compared > 80


def test_every_row_has_a_source_that_is_explained() -> None:
    assert {row.source for row in other_names()} == SOURCES
    text = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    assert all(f"`{source}`" in text for source in SOURCES)
    assert {row.kind for row in other_names()} == {"official", "old", "merged"}
    assert {row.language for row in other_names()} == {"fi", "sv"}


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Paltamo", {"Paltamolle", "Paltamolta", "Paltamossa", "Paltamosta", "Paltamolla"}),
        ("Puolanka", {"Puolangan", "Puolangalle", "Puolangalta", "Puolangalla"}),
        ("Huittinen", {"Huittisten", "Huittisissa", "Huittisille"}),
        ("Koski Tl", {"Kosken Tl", "Koskella Tl", "Koskelle Tl"}),
        ("Pedersören kunta", {"Pedersören kunnan", "Pedersören kunnalle"}),
        ("Kristiinankaupunki", {"Kristiinankaupungilta"}),
        ("Hämeenkyrö", {"Hämeenkyrössä", "Hämeenkyröltä"}),
    ],
)
def test_cases_follow_from_the_genitive_and_a_local_case(name: str, forms: set[str]) -> None:
    listed = finnish_names()[name]
    assert forms <= set(case_forms(listed.genitive, listed.locative))


def test_a_name_without_a_local_case_has_its_genitive_only() -> None:
    assert list(case_forms("Kajanas", "i Kajana")) == ["Kajanas"]

"""The boundaries of municipalities: decoded rightly, checked by their bytes, and missing rather
than wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

import pytest

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.municipalities.boundaries import FOLDER, Boundaries, Polygon, boundaries
from analyysi.sources.municipalities.divisions import read_mergers
from analyysi.sources.snapshots import load_snapshot
from support.frames import frame_of

KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")
AREAS = "kuntaliitto/areas-2016/2026-11-24"
DEGREE = 111.32
"""Kilometres of a degree along a meridian, and along the equator."""


@pytest.fixture(scope="module")
def kainuu(project: Project) -> Boundaries:
    return boundaries(project, KAINUU)


def square_km(area: tuple[Polygon, ...]) -> float:
    found = 0.0
    for polygon in area:
        for place, ring in enumerate(polygon):
            flat = [(x * cos(radians(y)) * DEGREE, y * DEGREE) for x, y in ring]
            size = abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(flat))) / 2
            found += size if place == 0 else -size
    return found


def borders(area: tuple[Polygon, ...]) -> set[frozenset[tuple[float, float]]]:
    return {frozenset(side) for polygon in area for ring in polygon for side in pairwise(ring)}


def test_each_municipality_asked_for_is_there_in_its_order(kainuu: Boundaries) -> None:
    assert tuple(kainuu.areas) == KAINUU
    assert kainuu.missing == ()


def test_rings_are_closed_and_lie_in_kainuu(kainuu: Boundaries) -> None:
    for area in kainuu.areas.values():
        for ring in (ring for polygon in area for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(ring) > 3
            assert all(26 < x < 31 and 63.4 < y < 65.6 for x, y in ring)


@pytest.mark.slow
def test_areas_are_those_of_the_association_of_municipalities(project: Project) -> None:
    table = frame_of(load_snapshot(project, AREAS).table).set_index("municipality_code")
    found = boundaries(project, table.index)
    mergers = read_mergers(project).mergers
    merged = {code for merger in mergers for code in (merger.into, merger.absorbed)}
    compared = 0
    for code, area in found.areas.items():
        land, water = (
            float(table.loc[code, column]) for column in ("land_area_km2", "inland_water_km2")
        )
        # The scale is coarse: it makes the smallest municipalities too large, and the sea's islands
        # too small.
        if land + water > 200 and code not in merged:
            assert 0.7 < square_km(area) / (land + water) < 1.3, code
            compared += 1
    assert compared > 200


def test_areas_of_kainuu_are_nearly_exact(kainuu: Boundaries, project: Project) -> None:
    table = frame_of(load_snapshot(project, AREAS).table).set_index("municipality_code")
    for code, area in kainuu.areas.items():
        whole = float(table.loc[code, "land_area_km2"]) + float(table.loc[code, "inland_water_km2"])
        assert square_km(area) == pytest.approx(whole, rel=0.04)


NEIGHBOURS = [
    ("578", "205"),
    ("578", "697"),
    ("578", "620"),
    ("765", "290"),
    ("777", "105"),
    ("697", "765"),
]


def test_neighbours_share_their_border_point_by_point(kainuu: Boundaries) -> None:
    for one, other in NEIGHBOURS:
        assert borders(kainuu.areas[one]) & borders(kainuu.areas[other]), (one, other)
    assert not borders(kainuu.areas["578"]) & borders(kainuu.areas["290"])
    assert not borders(kainuu.areas["205"]) & borders(kainuu.areas["777"])


@pytest.mark.slow
def test_islands_and_holes_are_kept(project: Project) -> None:
    found = boundaries(project, ["445", "284"]).areas
    assert len(found["445"]) > 5  # Parainen, in the archipelago
    with_holes = [
        code
        for code, area in boundaries(project, all_codes(project)).areas.items()
        if max(map(len, area)) > 1
    ]
    assert with_holes


def all_codes(project: Project) -> list[str]:
    return list(load_snapshot(project, AREAS).table["municipality_code"])


@pytest.mark.slow
def test_what_the_division_lacks_is_missing(project: Project) -> None:
    # 911 Valtimo merged into Nurmes on 1.1.2020; kainuun-liitto is no municipality.
    found = boundaries(project, ["578", "911", "kainuun-liitto", "578"])
    assert tuple(found.areas) == ("578",)
    assert found.missing == ("911", "kainuun-liitto")


@pytest.mark.slow
def test_a_municipality_that_has_grown_since_is_missing(project: Project) -> None:
    # 099 Honkajoki merged into 214 Kankaanpää on 1.1.2021: both are in the file, and neither is
    # what it was.
    assert boundaries(project, ["099", "214", "578"]).missing == ("099", "214")
    assert boundaries(project, ["099", "214"], date(2020, 6, 1)).missing == ()


@pytest.mark.slow
def test_a_municipality_that_grew_before_the_division_is_missing_for_an_older_day(
    project: Project,
) -> None:
    assert boundaries(project, ["541"], date(2019, 6, 1)).missing == (
        "541",
    )  # Nurmes without Valtimo
    assert boundaries(project, ["541"]).missing == ()


def test_the_record_tells_the_file_and_its_licence(kainuu: Boundaries, project: Project) -> None:
    assert kainuu.path == f"data/boundaries/{FOLDER}/municipalities.topo.json"
    assert hashlib.sha256((project.root / kainuu.path).read_bytes()).hexdigest() == kainuu.sha256
    for language in ("fi", "sv", "en"):
        assert kainuu.attribution.in_language(language).endswith("CC BY 4.0")


@pytest.fixture
def folder(project_copy: Project) -> Path:
    return project_copy.root / "data" / "boundaries" / FOLDER


def test_a_changed_file_is_refused(project_copy: Project, folder: Path) -> None:
    path = folder / "municipalities.topo.json"
    path.write_bytes(path.read_bytes().replace(b"[[482", b"[[483"))
    with pytest.raises(
        SourceError,
        match=r"municipalities\.topo\.json has changed since it was stored: 109310 bytes",
    ):
        boundaries(project_copy, ["290"])


@pytest.mark.parametrize("name", ["municipalities.topo.json", "manifest.json"])
def test_a_missing_file_is_told(project_copy: Project, folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(
        SourceError, match=rf"^data/boundaries/.*/{name} is missing: .* Restore it\.$"
    ):
        boundaries(project_copy, ["290"])


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "is not valid JSON in UTF-8"), ("{}", "sha256"), ('{"file": "x", "more": 1}', "more")],
)
def test_a_wrong_manifest_is_told(
    project_copy: Project, folder: Path, text: str, told: str
) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=told):
        boundaries(project_copy, ["290"])


def stored(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Store a changed topology with its right checksum, as if it were a new division."""
    path, manifest = folder / "municipalities.topo.json", folder / "manifest.json"
    topology = json.loads(path.read_bytes())
    change(topology)
    content = json.dumps(topology).encode()
    path.write_bytes(content)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest.write_text(json.dumps(told), encoding="utf-8")


def shift_arc(topology: dict[str, Any]) -> None:
    topology["arcs"][482][0][0] += 5


def drop_scale(topology: dict[str, Any]) -> None:
    del topology["transform"]


def rename_kind(topology: dict[str, Any]) -> None:
    for one in topology["objects"]["munis"]["geometries"]:
        one["type"] = "Point"


@pytest.mark.slow
@pytest.mark.parametrize("change", [shift_arc, drop_scale, rename_kind])
def test_what_is_no_topology_is_refused(
    project_copy: Project, folder: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    stored(folder, change)
    with pytest.raises(SourceError, match="is not a topology of municipalities with codes"):
        boundaries(project_copy, ["290"])


@pytest.mark.slow
def test_every_municipality_of_the_division_can_be_read(project: Project) -> None:
    # 310 municipalities in 2020, less those that have merged since and those that took them in.
    found = boundaries(project, [f"{number:03d}" for number in range(1000)])
    since = read_mergers(project).between(date(2020, 1, 1), date(2026, 1, 1))
    assert len(found.areas) == 310 - len(
        {code for merger in since for code in (merger.into, merger.absorbed)}
    )

"""The page of the desk in one file as a person works in it, in Chromium, Firefox and WebKit: it shows
what the program computes, keeps what is typed, and can be used by everybody.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.session import Session
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.browser_tools import FOLDER, browser_missing, validate_html, worked_in
from support.needed import need, skipped_without
from support.other_engines import ENGINES, engine_missing, seen_in
from support.places import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    skipped_without(parts_missing()),
    skipped_without(browser_missing()),
]
KEY, JOINER, READER = "population_2025", "205", "578"
DRIVE = {"key": KEY, "joiner": JOINER, "reader": READER, "language": "sv", "year": 2023}
WIDTHS = ("320", "390", "768", "1280")


@pytest.fixture(scope="module")
def page(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk-page") / "laskuri.html"
    path.write_text(desk_file(project, read_parts(), "kainuu-ict", 2027, "fi"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def found(page: Path) -> dict[str, Any]:
    work = page.with_suffix(".json")
    asked = {"page": str(page), "drive": DRIVE, "languages": list(LANGUAGES), "shots": None}
    work.write_text(json.dumps(asked), encoding="utf-8")
    return dict(worked_in(work))


@cache
def session_at(year: int, language: str, reader: str) -> Session:
    """The program, opened as the page was."""
    session = Session(Project(ROOT))
    opening = {"kind": "open", "agreement": "kainuu-ict", "year": year, "language": language}
    session.answer(json.dumps({**opening, "municipality": reader, "front": False}))
    return session


def computed(seen: dict[str, Any], **asked: Any) -> dict[str, Any]:
    """Return what the program answers to the choices that stood on the page."""
    session = session_at(seen["year"], seen["language"], seen["focus"] or "")
    answered = session.answer(json.dumps({"choices": seen["choices"], "kind": "change", **asked}))
    return dict(json.loads(answered))


def rows_in(html: str) -> list[list[str]]:
    rows = BeautifulSoup(html, "html.parser").select("tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


def assert_as_computed(drive: dict[str, Any]) -> None:
    for seen in drive["seen"]:
        answered = computed(seen)
        assert seen["table"] == rows_in(answered["table"]), seen["name"]
        assert seen["rules"] == answered["rules"], seen["name"]


def seen_at(drive: dict[str, Any], name: str) -> dict[str, Any]:
    return next(seen for seen in drive["seen"] if seen["name"] == name)


def test_what_stands_on_the_page_is_what_the_program_computes(found: dict[str, Any]) -> None:
    drive = found["drive"]
    assert found["complaints"] == []
    assert len(drive["seen"]) >= 15
    assert_as_computed(drive)


@pytest.mark.parametrize("engine", ENGINES)
def test_other_engines_show_the_same(page: Path, found: dict[str, Any], engine: str) -> None:
    lacking = engine_missing(engine)
    need(lacking)
    text = (FOLDER / "desk_file_drive.js").read_text(encoding="utf-8")
    function = re.sub(r"^//.*\n", "", text, flags=re.MULTILINE).strip()
    (drive,) = seen_in(engine, page, [], "", f"({function})({json.dumps(DRIVE)})")["values"]
    assert_as_computed(drive)
    assert drive == found["drive"]


def test_what_is_chosen_is_what_is_tried(found: dict[str, Any]) -> None:
    drive = found["drive"]
    assert seen_at(drive, "total")["choices"]["total"] == "90 000"
    mix = seen_at(drive, "mix")["choices"]
    assert mix["parameters"] == {"equal": "30", "keys": {KEY: "70 %"}}
    assert JOINER in seen_at(drive, "joined")["choices"]["participants"]
    names = {
        name: [step["name"] for step in seen_at(drive, name)["choices"]["steps"]]
        for name in ("two steps", "moved", "taken away")
    }
    assert names["two steps"] == ["sum_each", "cap"]
    assert names["moved"] == ["cap", "sum_each"]
    assert names["taken away"] == ["sum_each"]
    rounded = seen_at(drive, "rounded")["choices"]
    assert (rounded["rounding"], rounded["unit"]) == ("webster", "5,00")
    assert seen_at(drive, "another way")["choices"]["method"] == "equal"


def test_what_cannot_be_read_is_refused_in_place_and_kept(found: dict[str, Any]) -> None:
    refused = found["drive"]["refused"]
    assert refused["entry"] == "paljon"
    assert refused["invalid"] == "true"
    assert "80\u00a0000,00" in refused["described"]
    assert refused["described"] in refused["said"]
    assert refused["last"]
    assert refused["same"]
    assert refused["focused"] == "total"
    assert refused["after"] is None
    assert "110" in refused["several"]
    assert "Enimmäisosuus" in found["drive"]["needed"]


def test_the_other_ways_are_those_of_the_program(found: dict[str, Any]) -> None:
    drive = found["drive"]
    at = seen_at(drive, "rounded")
    others = computed(at, kind="others")
    head, tried, decided, *rest = drive["ways"]["table"]
    assert "tämä kokeilu" in tried[0]
    assert "ehtojen mukaan" in decided[0]
    titles = [row[0] for row in rest]
    assert titles == [split["title"] for split in others["splits"]]
    for row, split in zip(rest, others["splits"], strict=True):
        assert sorted(row[1:-1]) == sorted(split["shown"].values())
    reasons = {f"{left['title']}: {left['reason']}" for left in others["omitted"]}
    assert set(drive["ways"]["omitted"]) == reasons
    assert len(head) == len(tried)


def test_another_reader_and_another_language_keep_the_trial(found: dict[str, Any]) -> None:
    drive = found["drive"]
    before, reader, language = (
        seen_at(drive, name) for name in ("another way", "reader", "language")
    )
    assert reader["focus"] == READER
    assert reader["focused"] == "reader"
    assert reader["choices"]["steps"][0]["name"] == before["choices"]["steps"][0]["name"]
    assert [row[:3] for row in reader["table"][1:]] == [row[:3] for row in before["table"][1:]]
    assert drive["said"].startswith("Tasajako. Paltamo: 11")
    assert language["language"] == "sv"
    assert "Andra fördelningssätt" in drive["words"]
    assert drive["isBack"]
    assert drive["restoreHidden"]
    assert seen_at(drive, "year")["year"] == 2023


def test_the_front_page_fits_into_the_page(found: dict[str, Any]) -> None:
    front = found["drive"]["front"]
    assert "Paltamo" in front["title"] or "kuntaa" in front["title"]
    assert front["levels"][0] == "3"
    assert set(front["levels"]) <= {"3", "4", "5"}
    assert front["dead"] == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_even_beside_a_fault(found: dict[str, Any], language: str) -> None:
    assert found["axe"][language] == []


def test_it_fits_every_width_and_every_finger_and_the_keyboard(found: dict[str, Any]) -> None:
    assert found["overflow"] == dict.fromkeys(WIDTHS, 0)
    assert found["small"] == []
    reached = found["reached"]
    wanted = ["year", "reader", "language", "total", "method", "who", "steps", "rounded", "restore"]
    places = [reached.index(name) for name in (*wanted, "print-trial", "front-fold")]
    assert places == sorted(places)


def test_paper_has_the_chosen_part_and_no_controls(found: dict[str, Any]) -> None:
    printed = found["printed"]
    assert "Paltamo maksaisi" in printed["front"]
    assert printed["all"] == printed["front"]
    assert "Nettomenojen" not in printed["front"]
    assert "Paltamo maksaisi" not in printed["trial"]
    assert "11 428,57" in printed["trial"].replace("\u00a0", " ")
    for text in printed.values():
        assert "Pyöristyssääntö" not in text
        assert "Tulosta" not in text
        assert "tunniste" in text


def test_the_html_of_the_core_is_valid(page: Path, tmp_path: Path) -> None:
    core = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for door in core.select("#doors, dialog, script"):
        door.decompose()
    path = tmp_path / "core.html"
    path.write_text(str(core), encoding="utf-8")
    assert validate_html(path) == []

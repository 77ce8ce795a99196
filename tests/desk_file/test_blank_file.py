"""The desk for anything, opened from the disk without a network: somebody who never saw it shares a
cost among five payers pasted from a spreadsheet.
"""

import json
import zipfile
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.desk_file.build.blank_document import blank_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.project import Project
from support.blank_desks import OFFICES, BlankDesk, blank_project
from support.browser_tools import begun_in_blank, browser_missing, invalid_in
from support.command_line import call
from support.needed import need, skipped_without
from support.other_engines import ENGINES, engine_missing, seen_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    skipped_without(parts_missing()),
    skipped_without(browser_missing()),
]
LARGEST = 12_000_000
HINT = {"title": "Yhteinen järjestelmä", "total": "100 000", "year": "2027"}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank-file") / "laskuri.html"
    path.write_text(blank_file(read_parts(), "fi"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def seen(page: Path) -> Any:
    book = Workbook()
    for line in OFFICES.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split("\t")])
    content = BytesIO()
    book.save(content)
    file = {"name": "toimistot.xlsx", "base64": b64encode(content.getvalue()).decode()}
    work = page.with_suffix(".json")
    asked = {"page": str(page), "table": OFFICES, "hint": HINT, "file": file}
    work.write_text(json.dumps(asked), encoding="utf-8")
    return begun_in_blank(work)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    desk = BlankDesk(blank_project(tmp_path_factory.mktemp("expected")))
    cents: dict[str, int] = desk.begin()["trial"]["cents"]
    return cents


def test_it_is_small_and_the_same_each_time(page: Path) -> None:
    content = page.read_bytes()
    assert len(content) <= LARGEST
    assert blank_file(read_parts(), "fi").encode() == content


def test_it_is_valid_html(page: Path) -> None:
    assert invalid_in(page) == []


def test_five_payers_pasted_by_real_keys_share_a_hundred_thousand(
    seen: Any, expected: dict[str, int]
) -> None:
    assert seen["complaints"] == []
    assert "Maksajat ja niiden luvut" in seen["before"]
    for shown in ("Alfa Oy", "95\N{NO-BREAK SPACE}500,5", "Liikevaihto"):
        assert shown in seen["read"]
    assert "Mitä maksetaan yhdessä" in seen["unanswered"]
    assert seen["cents"] == expected
    assert "Kustannus on jaettu" in seen["progress"]
    assert seen["focus"] == "trial-heading"
    assert seen["again"] == "yhteinen-jarjestelma"


def test_a_link_and_a_dropped_workbook_open_in_an_empty_desk(
    seen: Any, expected: dict[str, int]
) -> None:
    assert seen["linked"] == expected
    assert "Epsilon Ab" in seen["dropped"]


def test_the_example_says_that_it_is_made_up(seen: Any) -> None:
    assert {"keksittyjä" in origin for origin in seen["example"]} == {True}


def test_axe_finds_nothing_and_no_page_is_too_wide(seen: Any) -> None:
    assert seen["axe"] == {"start": [], "read": [], "shared": []}
    assert seen["widths"] == {}


def test_its_files_make_the_report_of_the_same_cents_in_a_new_project(
    seen: Any, expected: dict[str, int], tmp_path: Path
) -> None:
    root = tmp_path / "projekti"
    assert call("init", str(root)).fault is None
    with zipfile.ZipFile(BytesIO(b64decode(seen["archive"]))) as archive:
        archive.extractall(root)
    assert "data/agreements/yhteinen-jarjestelma" in seen["note"]
    command = seen["note"].rpartition("analyysi ")[2].split()
    assert command == ["report", "yhteinen-jarjestelma", "2027", "--language", "fi"]
    outcome = call(*command, "--project", str(root))
    assert outcome.fault is None, outcome.printed
    (results,) = (root / "reports" / "yhteinen-jarjestelma").rglob("results.csv")
    comparison = compare_methods(load_year(Project(root), "yhteinen-jarjestelma", 2027))
    assert dict(comparison.chosen.cents) == expected
    written = results.read_text(encoding="utf-8")
    for cents in expected.values():
        assert f",{cents // 100}.{cents % 100:02}," in written


FORM = """(async () => {
  const byId = (name) => document.getElementById(`begin-${name}`);
  const until = async (holds) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 50));
  };
  byId('text').value = TABLE;
  byId('form').requestSubmit();
  await until(() => !byId('words').hidden || byId('told').classList.contains('fault'));
  for (const [name, text] of Object.entries(HINT)) byId(name).value = text;
  byId('words').requestSubmit();
  await until(() => window.desk.state || byId('words-told').classList.contains('fault'));
  return window.desk.state ? window.desk.state.trial.cents : byId('words-told').textContent;
})()"""


@pytest.mark.parametrize("engine", ENGINES)
def test_other_engines_come_to_the_same_cents(
    page: Path, expected: dict[str, int], engine: str
) -> None:
    lacking = engine_missing(engine)
    need(lacking)
    form = FORM.replace("TABLE", json.dumps(OFFICES)).replace("HINT", json.dumps(HINT))
    seen = seen_in(engine, page, [], "", form)
    assert seen["ready"], seen["progress"]
    assert seen["values"] == [expected]

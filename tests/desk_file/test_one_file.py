"""The file itself, opened from the disk in Chromium, Firefox and WebKit without a network."""

import json
import re
from base64 import b64decode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.session import Session
from analyysi.project import Project
from support.browser_tools import browser_missing, one_file
from support.needed import need, skipped_without
from support.other_engines import engine_missing, seen_in
from support.places import ROOT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    skipped_without(parts_missing()),
    skipped_without(browser_missing()),
]
LARGEST = 12_000_000
OPENED = {"kind": "open", "agreement": "kainuu-ict", "year": 2027, "language": "fi"}
CSV = {"kind": "download", "file": "results"}
WORKBOOK = {"kind": "download", "file": "workbook"}


@cache
def choices() -> Any:
    """What is chosen in the year, with another method."""
    state = json.loads(Session(Project(ROOT)).answer(json.dumps(OPENED)))
    return {**state["choices"], "method": "equal", "parameters": {}}


def as_decided(project: Project) -> dict[str, Any]:
    """Return the method of the year as it stands, with its parameters."""
    state = json.loads(Session(project).answer(json.dumps(OPENED)))
    return {name: state["choices"][name] for name in ("method", "parameters")}


def requests() -> list[dict[str, Any]]:
    change = {"choices": choices()}
    return [
        *(OPENED, CSV, {"kind": "change", **change}, {"kind": "others", **change}),
        *({"kind": "front", **change}, {**CSV, **change}, {"kind": "download", "file": "year"}),
        *({"kind": "nope"}, {**OPENED, "year": 2031}),
        *({**OPENED, "year": 2023, "language": "sv"}, CSV),
    ]


@pytest.fixture(scope="module")
def page(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one-file") / "laskuri.html"
    path.write_text(desk_file(project, read_parts(), "kainuu-ict", 2027, "fi"), encoding="utf-8")
    return path


def opened(page: Path, **work: Any) -> Any:
    path = page.with_suffix(".json")
    path.write_text(json.dumps({"page": str(page), **work}), encoding="utf-8")
    return one_file(path)


def file_of(answer: Any) -> bytes:
    return b64decode(answer["base64"])


def csv_of(project: Project, year: int) -> bytes:
    return results_csv(compare_methods(load_year(project, "kainuu-ict", year))).encode()


def cells(content: bytes) -> list[list[tuple[Any, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))]


def test_it_is_small_and_the_same_each_time(project: Project, page: Path) -> None:
    content = page.read_bytes()
    assert len(content) <= LARGEST
    assert desk_file(project, read_parts(), "kainuu-ict", 2027, "fi").encode() == content


def test_the_browser_answers_what_the_program_answers(project: Project, page: Path) -> None:
    session = Session(project)
    expected = [json.loads(session.answer(json.dumps(asked))) for asked in requests()]
    seen = opened(page, requests=[*requests(), WORKBOOK])
    assert seen["ready"], seen["progress"]
    assert seen["complaints"] == seen["refused"] == []
    assert [address.partition(":")[0] for address in seen["asked"]] == ["file", "blob", "blob"]
    *answers, workbook = seen["answers"]
    assert answers == expected
    assert file_of(answers[1]) == csv_of(project, 2027)
    assert file_of(answers[-1]) == csv_of(project, 2023)
    of_program = json.loads(session.answer(json.dumps(WORKBOOK)))
    assert cells(file_of(workbook)) == cells(file_of(of_program))
    assert '<header class="head"' in seen["front"]
    assert "(3/4)" in " ".join(seen["told"])


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        ({"flags": ["--js-flags=--jitless"], "requests": []}, "puuttuu tai siinä on poistettu"),
        ({"scripts": False}, "Komentosarjat on estetty"),
    ],
)
def test_a_browser_that_cannot_calculate_shows_the_shares_and_says_why(
    page: Path, work: dict[str, Any], sentence: str
) -> None:
    seen = opened(page, **work)
    assert sentence in seen["progress"]
    assert "7\N{NO-BREAK SPACE}168,15" in seen["text"]


EXPLORER = """(() => {
  const explorer = document.getElementById('explorer');
  const total = document.getElementById('explorer-total');
  total.value = '100 000,00';
  total.dispatchEvent(new Event('input', { bubbles: true }));
  const rows = [...explorer.querySelectorAll('tbody tr[data-code]')];
  return {
    shown: explorer.checkVisibility ? explorer.checkVisibility() : !explorer.hidden,
    cents: Object.fromEntries(rows.map((row) => [row.dataset.code, row.cells[1].textContent])),
  };
})()"""


def light(page: Path, engine: str) -> Any:
    """Return the explorer that a page shows where WebAssembly is switched off."""
    if engine == "chromium":
        work = {"flags": ["--js-flags=--jitless"], "requests": [], "expressions": [EXPLORER]}
        return opened(page, **work)
    return seen_in(engine, page, [], "javascript.options.wasm", EXPLORER)


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_without_webassembly_the_explorer_of_the_report_comes_to_the_same_cents(
    project: Project, page: Path, engine: str
) -> None:
    lacking = None if engine == "chromium" else engine_missing(engine)
    need(lacking)
    seen = light(page, engine)
    assert "WebAssembly" in seen["progress"]
    assert not seen["ready"]
    (explorer,) = seen["values"]
    assert explorer["shown"]
    changed = {**choices(), **as_decided(project), "total": "100 000,00"}
    session = Session(project)
    session.answer(json.dumps(OPENED))
    answer = json.loads(session.answer(json.dumps({"kind": "change", "choices": changed})))
    shown = {code: re.sub(r"\D", "", text) for code, text in explorer["cents"].items()}
    shares = {code: int(digits) for code, digits in shown.items() if digits}
    assert shares == answer["cents"]
    assert sum(shares.values()) == 10_000_000

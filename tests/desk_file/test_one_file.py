"""The file itself, opened from the disk in Chromium, Firefox and WebKit without a network."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.project import Project
from support.browser_tools import browser_missing, one_file
from support.other_engines import ENGINES, engine_missing, seen_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(parts_missing() is not None, reason=str(parts_missing())),
    pytest.mark.skipif(browser_missing() is not None, reason=str(browser_missing())),
]
LARGEST = 12_000_000
OPENED = {"kind": "open", "agreement": "kainuu-ict", "year": 2027, "language": "fi"}


@pytest.fixture(scope="module")
def page(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one-file") / "laskuri.html"
    path.write_text(desk_file(project, read_parts(), "kainuu-ict", 2027, "fi"), encoding="utf-8")
    return path


def opened(page: Path, **work: Any) -> Any:
    path = page.with_suffix(".json")
    path.write_text(json.dumps({"page": str(page), **work}), encoding="utf-8")
    return one_file(path)


def test_it_is_small_and_the_same_each_time(project: Project, page: Path) -> None:
    content = page.read_bytes()
    assert len(content) <= LARGEST
    assert desk_file(project, read_parts(), "kainuu-ict", 2027, "fi").encode() == content


def test_the_browser_comes_to_the_programs_results_to_the_byte(
    project: Project, page: Path
) -> None:
    years = [2023, 2027]
    seen = opened(page, requests=[{**OPENED, "year": year} for year in years])
    assert seen["ready"], seen["progress"]
    assert seen["complaints"] == seen["refused"] == []
    assert [address.partition(":")[0] for address in seen["asked"]] == ["file", "blob"]
    for year, answer in zip(years, seen["answers"], strict=True):
        assert answer["results"] == results_csv(
            compare_methods(load_year(project, "kainuu-ict", year))
        )
    assert seen["front"].strip().startswith('<header class="head"')
    assert "(3/4)" in " ".join(seen["told"])


@pytest.mark.parametrize("engine", ENGINES)
def test_other_engines_come_to_the_same_bytes(project: Project, page: Path, engine: str) -> None:
    lacking = engine_missing(engine)
    if lacking is not None:
        pytest.skip(lacking)
    seen = seen_in(engine, page, [OPENED])
    assert seen["ready"], seen["progress"]
    results = results_csv(compare_methods(load_year(project, "kainuu-ict", 2027)))
    assert seen["answers"][0]["results"] == results


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

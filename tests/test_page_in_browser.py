"""The finished pages as a board member gets them: from disk, no network, phone to A4, in a real Chromium."""

import os
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.execute import make_report
from browser_tools import browser_missing, inspect_pages, validate_html

pytestmark = [pytest.mark.browser, pytest.mark.notebook]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    missing = browser_missing()
    if missing is not None:
        if os.environ.get("ANALYYSI_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    root = tmp_path_factory.mktemp("project")
    repository = Path(__file__).parent.parent
    for name in ("data", "notebooks"):
        shutil.copytree(repository / name, root / name)
    project = Project(root)
    made = []
    for year in (2023, 2027):
        report = make_report(project, RunParameters(agreement="kainuu-ict", year=year), progress=False)
        made.append(Path(shutil.copy(report, root / f"kainuu-ict-{year}.html")))
    return made


@pytest.fixture(scope="module")
def facts(pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return inspect_pages(pages, tmp_path_factory.mktemp("shots"))


def test_nothing_to_report_for_accessibility(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["axe"] == []
        assert page["scriptErrors"] == []


def test_page_asks_for_nothing_outside_and_runs_no_script(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["outside"] == []
        assert page["scripts"] == 0


def test_page_is_small(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["bytes"] <= 250 * 1024


def test_page_fits_every_screen(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert {width: px for width, px in page["overflow"].items() if px > 0} == {}
        assert page["overflowAt200"] <= 0
        assert page["narrow"]["unreachable"] == 0
        assert page["narrow"]["unnamed"] == 0
        assert page["narrow"]["smallest"] >= 12


def test_print_loses_no_cell_and_numbers_its_pages(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["printLost"] == []
        assert re.search(r"\b1 ?/ ?\d", page["printed"])
        assert "tunniste" in page["printed"]


def test_page_says_its_language_and_matter(facts: list[dict[str, Any]]) -> None:
    decided, draft = facts
    assert decided["lang"] == "fi"
    assert decided["title"] == "Kainuun yhteisen ICT-henkilön kustannusten jako 2023"
    assert draft["title"].startswith("LUONNOS: ")
    for page in facts:
        levels = [level for level, _ in page["headings"]]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page["landmarks"] == ["nav", "main", "footer"]


def test_skip_link_is_first_and_shows_itself(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["skip"]["works"]
        assert page["skip"]["top"] >= 0


def test_tables_have_captions_scopes_and_row_headers(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert page["tables"]
        for table in page["tables"]:
            assert table["caption"]
            assert table["withoutScope"] == table["emptyHeaders"] == table["rowsWithoutHeader"] == 0


def test_pictures_are_drawn_and_told_in_words_with_a_figure(facts: list[dict[str, Any]]) -> None:
    for page in facts:
        assert len(page["images"]) == 3
        assert page["imagesBroken"] == 0
        assert all("€" in alt or "euroa" in alt or "%" in alt for alt in page["images"])
    assert "7\u00a0325" in facts[0]["images"][0]


def test_reader_finds_the_answer_at_the_top(facts: list[dict[str, Any]]) -> None:
    first_screen = facts[0]["text"].replace("\u00a0", " ")[:900]
    for wanted in (
        "80 000 €",
        "Paltamo maksaisi",
        "7 325 €",
        "2,30 €",
        "asukasluvun 31.12.2021 mukaan",
        "7 079 euroa",
    ):
        assert wanted in first_screen
    shares = facts[0]["tables"][0]["rows"]
    assert [row[0] for row in shares][:4] == ["Sotkamo", "Kuhmo", "Suomussalmi", "Paltamo"]


def test_draft_says_so_and_names_its_assumption(facts: list[dict[str, Any]]) -> None:
    text = facts[1]["text"]
    assert "LUONNOS" in text
    assert "Oletus: kokonaiskustannus" in text
    assert "LUONNOS" in facts[1]["printed"]
    assert "LUONNOS" not in facts[0]["text"]


def test_html_is_valid(pages: list[Path]) -> None:
    for page in pages:
        assert validate_html(page) == []

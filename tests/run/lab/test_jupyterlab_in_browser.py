"""An analyst's first hour in a real JupyterLab: open, run, add content of her own, export.

`analyysi lab` runs on a copy of the project; Chromium works it through its menus and keys.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browser_tools import browser_missing
from support.jupyterlab import (
    MENUS,
    AddedCell,
    copied_project,
    environment,
    git,
    running_lab,
    work_in_lab,
)
from support.needed import need

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

FIGURES = """import pandas as pd
stations = pd.DataFrame({"Työasemia": [412, 238]}, index=["Sotkamo", "Paltamo"])"""
ADDED = {
    "comparison.report(": (
        AddedCell("markdown", "Kunnat ilmoittivat työasemien määrät syyskuussa."),
        AddedCell("code", FIGURES),
        AddedCell("code", 'report.figure(stations.plot.bar(), alt="Pylväät.", caption="Oma kuva")'),
        AddedCell("code", 'report.table(stations, caption="Oma taulukko")'),
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def seen(project: Path, home: Path) -> Iterator[dict[str, Any]]:
    need(browser_missing())
    with running_lab(project, home) as address:
        yield work_in_lab(address, home, ADDED, themes=["JupyterLab Dark"])


@pytest.fixture(scope="module")
def exported(seen: dict[str, Any]) -> bytes:
    return Path(seen["path"]).read_bytes()


def test_it_opens_in_finnish_with_the_own_copy(seen: dict[str, Any]) -> None:
    assert seen["address"] == "/lab/tree/omat/kustannustenjako.ipynb"
    assert seen["menuBar"] == [
        "Tiedosto",
        "Muokkaa",
        "Näytä",
        "Suorita",
        "Ydin",
        "Välilehdet",
        "Asetukset",
        "Ohje",
    ]
    assert "kustannustenjako.ipynb" in seen["files"]


def test_nothing_is_asked_of_the_network(seen: dict[str, Any]) -> None:
    assert seen["outside"] == []


def test_every_cell_runs_and_the_front_is_seen(seen: dict[str, Any]) -> None:
    for look in (seen["first"], seen["second"]):
        assert look["errors"] == []
        assert look["heading"] == "Kainuun yhteisen ICT-henkilön kustannusten jako 2023"
        assert [prompt for prompt in look["prompts"] if not prompt.strip("[]:\u200b ")] == []
    assert seen["faults"] == []


def test_the_first_run_ends_with_the_front_and_how_to_get_the_paper(seen: dict[str, Any]) -> None:
    assert " → ".join(MENUS["export"]) in seen["first"]["last"]
    assert (seen["atEnd"]["front"], seen["atEnd"]["line"]) == (True, True)


def test_parts_are_seen_with_the_reports_style_sheet_in_both_themes(seen: dict[str, Any]) -> None:
    dark = seen["themes"]["JupyterLab Dark"]
    assert (seen["second"]["dark"], dark["dark"]) == (False, True)
    for look in (seen["first"], seen["second"], dark):
        assert look["sheets"] == 1
        assert look["ground"] == "rgb(255, 255, 255)"
        assert (look["figure"], look["big"]) == ("right", "28px")
        assert look["stripes"] == ["rgba(0, 0, 0, 0)"]
        assert look["hidden"] > 0
        assert look["hiddenSeen"] == 0
    assert seen["second"]["parts"] == seen["first"]["parts"] + 2


def test_the_export_holds_what_was_added(exported: bytes) -> None:
    html = exported.decode("utf-8")
    assert "Kunnat ilmoittivat työasemien määrät syyskuussa." in html
    assert 'alt="Pylväät."' in html
    assert "Oma kuva" in html
    assert "Oma taulukko" in html
    assert "analyysi-part" not in html


def test_the_command_of_nbconvert_makes_the_same_bytes(
    exported: bytes, project: Path, home: Path
) -> None:
    notebook = project / "omat" / "kustannustenjako.ipynb"
    assert nbconvert(notebook, project, home) == exported


def test_papermill_and_nbconvert_make_the_same_bytes(
    exported: bytes, project: Path, home: Path
) -> None:
    executed = project / "omat" / "ajettu.ipynb"
    run(
        "papermill",
        project / "omat" / "kustannustenjako.ipynb",
        executed,
        project=project,
        home=home,
    )
    assert nbconvert(executed, project, home) == exported


def test_the_tracked_files_stay_clean(seen: dict[str, Any], project: Path) -> None:
    assert (project / "omat" / "kustannustenjako.ipynb").exists()
    assert git(project, "status", "--porcelain") == ""


def test_the_users_own_settings_are_left_alone(seen: dict[str, Any], home: Path) -> None:
    settings = home / ".jupyter" / "lab" / "user-settings"
    assert [path.name for path in settings.rglob("*") if path.is_file()] == [
        "themes.jupyterlab-settings"
    ]
    assert not (home / ".jupyter" / "lab" / "workspaces").exists()


def nbconvert(notebook: Path, project: Path, home: Path) -> bytes:
    run(
        "nbconvert",
        "--to",
        "analyysi",
        "--output-dir",
        home,
        "--output",
        "page",
        notebook,
        project=project,
        home=home,
    )
    return (home / "page.html").read_bytes()


def run(module: str, *arguments: Any, project: Path, home: Path) -> None:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    subprocess.run(
        command, cwd=project, env=environment(home), capture_output=True, check=True, timeout=300
    )

"""An analyst's first hour in a real JupyterLab: open, run, add content of her own, export.

`analyysi lab` runs on a copy of the project; Chromium works it through its menus and keys.
"""

import io
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from matplotlib import pyplot as plt

from support.browser_tools import browser_missing
from support.jupyterlab import (
    MENUS,
    AddedCell,
    analyysi,
    copied_project,
    environment,
    git,
    running_lab,
    work_in_lab,
)
from support.needed import need

pytestmark = [pytest.mark.browser, pytest.mark.notebook]

RULE = """@analyysi.method("Neliöjuuri asukasluvusta", key="population_2021")
def square_root(population):
    return population ** 0.5"""
KEY = """case = case.with_key(
    "workstations", "omat/tyoasemat.xlsx", label="työasemien määrä", unit="workstations",
    date="2022-09-30", source="Kuntien vastaukset 30.9.2022")"""
STATIONS = {
    "Hyrynsalmi": 105,
    "Kuhmo": 402,
    "Paltamo": 238,
    "Puolanka": 121,
    "Ristijärvi": 64,
    "Sotkamo": 512,
    "Suomussalmi": 377,
}
PICTURE = io.BytesIO()
plt.imsave(PICTURE, [[0.0, 1.0], [1.0, 0.0]], format="png")
ADDED = {
    "analyysi.load(": (AddedCell("code", RULE), AddedCell("code", KEY)),
    "report.next_year()": (
        AddedCell("markdown", "## Työasemat\n\nKunnat ilmoittivat työasemien määrät syyskuussa."),
        AddedCell("markdown", "Kohtaus: ", picture=b64encode(PICTURE.getvalue()).decode("ascii")),
        AddedCell("markdown", "Sivujen ala on $a^2 + b^2$."),
        AddedCell("code", 'stations = case.key("workstations").to_frame("Työasemia")'),
        AddedCell(
            "code",
            'report.figure(stations.plot.bar(), alt="Pylväät kunnittain.", caption="Oma kuva")',
        ),
        AddedCell("code", 'report.table(stations, caption="Oma taulukko")'),
        AddedCell(
            "code",
            'report.table(stations.style.format("{:.1f} kpl"), caption="Muotoiltu taulukko")',
        ),
    ),
}
"""What an analyst adds, below the cell that holds the text."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def seen(project: Path, home: Path) -> Iterator[dict[str, Any]]:
    need(browser_missing())
    sheet = openpyxl.Workbook()
    for row in [("Kunta", "Työasemia"), *STATIONS.items()]:
        sheet.active.append(row)
    (project / "omat").mkdir()
    sheet.save(project / "omat" / "tyoasemat.xlsx")
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
    assert seen["second"]["parts"] == seen["first"]["parts"] + 3  # a figure and two tables


@pytest.mark.parametrize(
    "words",
    [
        "Kunnat ilmoittivat työasemien määrät syyskuussa.",
        'alt="Pylväät kunnittain."',
        "Oma kuva",
        "Oma taulukko",
        "Muotoiltu taulukko",
        "512.0 kpl",
        "<msup><mi>a</mi><mn>2</mn></msup>",
        'src="data:image/png;base64,',
        "Neliöjuuri asukasluvusta",
        "työasemien määrä",
        "Kuntien vastaukset 30.9.2022",
    ],
)
def test_the_export_holds_what_was_added(exported: bytes, words: str) -> None:
    assert words in exported.decode("utf-8")


def test_nothing_of_the_notebook_itself_is_in_the_export(exported: bytes) -> None:
    html = exported.decode("utf-8")
    for words in ("analyysi-part", "¶", "Etusivu sellaisena kuin", "Tiedosto →"):
        assert words not in html
    assert html.count("<h1") == 1


def test_the_command_report_makes_the_same_bytes(
    exported: bytes, project: Path, home: Path
) -> None:
    notebook = "omat/kustannustenjako.ipynb"
    done = analyysi(
        project, home, "report", "kainuu-ict", "2023", "--notebook", notebook, "--quiet"
    )
    assert done.returncode == 0, done.stderr
    folder = project / done.stdout.splitlines()[0].removeprefix("Report: ")
    assert folder.read_bytes() == exported


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

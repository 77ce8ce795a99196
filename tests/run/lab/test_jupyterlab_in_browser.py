"""An analyst's first hour in a real JupyterLab: open, run, add content of her own, export.

`analyysi lab` runs on a copy of the project; Chromium works it through its menus and keys.
"""

import io
import re
import subprocess
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pytest
from matplotlib import pyplot as plt

from analyysi.report.papers.exporter import export_html
from support.browser_tools import browser_missing, inspect_pages, validate_pages
from support.jupyter_command import jupyter_command
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
from support.pdf_tools import (
    checkers_missing,
    described,
    outloud_findings,
    structure_of,
)

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
PNG = b64encode(PICTURE.getvalue()).decode("ascii")
PASTED_ALT = "Neljä ruutua kahdessa rivissä."
ADDED = {
    "analyysi.load(": (AddedCell("code", RULE), AddedCell("code", KEY)),
    "report.next_year()": (
        AddedCell("markdown", "## Työasemat\n\nKunnat ilmoittivat työasemien määrät syyskuussa."),
        AddedCell("markdown", "Kohtaus: ", picture=PNG, alt=PASTED_ALT),
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
        assert look["heading"].startswith("Seitsemän kuntaa maksaisi yhteensä")
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


@pytest.fixture(scope="module")
def reported(seen: dict[str, Any], project: Path, home: Path) -> Path:
    """The folder of the report in every paper, as the command makes it of the saved notebook."""
    notebook = "omat/kustannustenjako.ipynb"
    papers = ("--format", "html,pdf,xlsx")
    done = analyysi(
        project, home, "report", "kainuu-ict", "2023", "--notebook", notebook, *papers, "--quiet"
    )
    assert done.returncode == 0, done.stderr
    return (project / done.stdout.splitlines()[0].removeprefix("Written: ")).parent


def test_the_command_report_makes_the_same_bytes(exported: bytes, reported: Path) -> None:
    assert (reported / "report.html").read_bytes() == exported


def test_nobody_finds_fault_with_the_page(reported: Path, home: Path) -> None:
    page = reported / "report.html"
    (facts,) = inspect_pages([page], home / "shots")
    assert validate_pages([page])[page] == []
    assert facts["axe"] == []
    assert {width: px for width, px in facts["overflow"].items() if px > 0} == {}
    assert (facts["outside"], facts["violations"], facts["scriptErrors"]) == ([], [], [])


def test_the_page_says_what_is_the_analysts_own(exported: bytes) -> None:
    html = exported.decode("utf-8")
    for marked in ("Oma kuva", "Oma taulukko", "Muotoiltu taulukko", "Neliöjuuri asukasluvusta"):
        assert re.search(rf"{marked}[^<]* \(analyysin tekijän oma\)</", html), marked
    assert "Työasemien määrä (analyysin tekijän oma luku)" in html
    assert "on sen jälkeen tuonut tähän raporttiin omia lukuja: työasemien määrä." in html


@pytest.mark.parametrize(
    "words",
    [
        "Kunnat ilmoittivat työasemien määrät syyskuussa.",
        "Oma kuva (analyysin tekijän oma)",
        "Oma taulukko (analyysin tekijän oma)",
        "Muotoiltu taulukko (analyysin tekijän oma)",
        "512.0 kpl",
        "Neliöjuuri asukasluvusta",
        "Työasemien määrä (analyysin tekijän oma luku)",
        "Kuntien vastaukset 30.9.2022",
    ],
)
def test_the_pdf_holds_what_was_added(reported: Path, words: str) -> None:
    need(checkers_missing())
    text = re.sub(r"\s|\u00ad", "", structure_of(reported / "report.pdf").text)
    assert re.sub(r"\s", "", words) in text


def test_the_pdf_tells_its_pictures_and_the_formula_in_words(reported: Path) -> None:
    need(checkers_missing())
    path = reported / "report.pdf"
    alts = described(path)
    for words in ("Pylväät kunnittain.", PASTED_ALT, "a^2 + b^2"):
        assert words in alts, alts
    assert outloud_findings(path) == []


def test_the_workbook_holds_what_was_added_as_cells_pictures_and_text(reported: Path) -> None:
    path = reported / "shares.xlsx"
    book = openpyxl.load_workbook(path)
    own = book["Omat sisällöt"]
    rows = [[cell.value for cell in row] for row in own.iter_rows()]
    texts = [row[0] for row in rows if isinstance(row[0], str)]
    for words in (
        "Työasemat",
        "Kunnat ilmoittivat työasemien määrät syyskuussa.",
        "Kohtaus:",
        "Sivujen ala on a^2 + b^2.",
        "Oma kuva (analyysin tekijän oma)",
        "Oma taulukko (analyysin tekijän oma)",
        "Muotoiltu taulukko (analyysin tekijän oma)",
    ):
        assert words in texts, texts
    # The table of the frame and that of the Styler: numbers, not texts.
    for name, count in STATIONS.items():
        assert [row[1] for row in rows if row[0] == name] == [count, count]
    with zipfile.ZipFile(path) as file:
        drawings = [name for name in file.namelist() if re.match(r"xl/drawings/drawing\d", name)]
        drawn = "".join(file.read(name).decode("utf-8") for name in drawings)
    descriptions = re.findall(r'descr="([^"]*)"', drawn)
    assert {"Pylväät kunnittain.", PASTED_ALT} <= set(descriptions)
    every = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(text.startswith("Neliöjuuri asukasluvusta") for text in every)
    assert any("työasemien määrä" in text.lower() and "oma luku" in text for text in every)


def test_the_command_of_nbconvert_makes_the_same_bytes(
    exported: bytes, project: Path, home: Path
) -> None:
    notebook = project / "omat" / "kustannustenjako.ipynb"
    assert nbconvert(notebook, project, home) == exported


def test_papermill_and_the_exporter_make_the_same_bytes(
    exported: bytes, project: Path, home: Path
) -> None:
    # The command nbconvert, which calls the exporter, is tried above and in test_report.
    executed = project / "omat" / "ajettu.ipynb"
    run(
        "papermill",
        project / "omat" / "kustannustenjako.ipynb",
        executed,
        project=project,
        home=home,
    )
    assert export_html(nbformat.read(executed, as_version=4)).encode() == exported


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
    command = jupyter_command(module, *map(str, arguments))
    subprocess.run(
        command, cwd=project, env=environment(home), capture_output=True, check=True, timeout=300
    )

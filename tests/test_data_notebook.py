"""notebooks/aineisto.ipynb, executed by papermill: what is stored, and what is fetched."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.sources.snapshots import snapshot_ids
from support.business_ids import KAINUU
from support.jupyter_command import jupyter_command
from support.places import ROOT
from support.services.pxweb import PxWeb
from support.services.tables import revised_11ra, standard
from support.services.treasury import Treasury, sample_documents

NOTEBOOK = "aineisto.ipynb"
pytestmark = pytest.mark.notebook


def papermill(
    project: Project, out: Path, *parameters: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Execute the notebook as an analyst does, in the project's folder."""
    return subprocess.run(
        jupyter_command("papermill", f"notebooks/{NOTEBOOK}", str(out), *parameters),
        cwd=project.root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )


def shown(path: Path) -> dict[str, dict[str, str]]:
    """Return each code cell's last line to what it shows, by kind."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    parts: dict[str, dict[str, str]] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            of_cell = parts.setdefault("".join(cell["source"]).splitlines()[-1], {})
            for output in cell["outputs"]:
                for kind, content in output.get("data", {"stream": output.get("text", "")}).items():
                    of_cell[kind] = of_cell.get(kind, "") + "".join(content)
    return parts


def test_what_is_stored_is_shown_without_a_network(project_copy: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    done = papermill(project_copy, out, ANALYYSI_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    parts = shown(out)
    assert "thl-sotkanet/population-31-12/2026-11-24" in parts["aineisto"]["text/html"]
    assert "tilastokeskus/11ra/2026-11-24" in parts["aineisto.snapshots"]["text/html"]
    # The copy that the budgets come from has neither tax revenue nor transfers.
    assert "Julkaisija ei ole antanut niitä" in parts["aineisto.missing"]["text/html"]
    odd = parts["aineisto.doubts"]["text/html"]
    assert "Vuosikatteen etumerkki vaihtuu" in odd
    assert "päätetty talousarvio 2026" in odd
    assert parts["aineisto.changes"]["text/html"].count("<tr") == 1  # its head
    assert parts["aineisto.plot()"]["image/png"]
    assert "Hyrynsalmi" in parts["aineisto.figures"]["text/html"]


def test_a_pull_shows_what_came_what_changed_and_what_lacks(
    project_copy: Project, tmp_path: Path
) -> None:
    out, before = tmp_path / "out.ipynb", set(snapshot_ids(project_copy))
    ids = {code: number for code, number in KAINUU.items() if code != "620"}
    with (
        PxWeb(standard(), limiter_on=False) as pxweb,
        Treasury(sample_documents(ids), padding=20) as treasury,
    ):
        table = revised_11ra(area="alue_23_20260101", changes={"KU578": 2943})
        pxweb.replace_table("StatFin", "vaerak", table)
        done = papermill(
            project_copy,
            out,
            *("-p", "data", "pull", "-p", "tables", "population, budgets"),
            ANALYYSI_PXWEB=pxweb.root,
            ANALYYSI_TREASURY=treasury.root,
        )
    assert done.returncode == 0, done.stderr
    new = set(snapshot_ids(project_copy)) - before
    assert len(new) == 2
    parts = shown(out)
    assert "11ra: fetching, 1 in all" in parts["aineisto"]["stream"]
    assert "ktas: fetching, 7 in all" in parts["aineisto"]["stream"]
    assert all(name in parts["aineisto.snapshots"]["text/html"] for name in new)
    assert "Puolanka" in parts["aineisto.missing"]["text/html"]
    changes = parts["aineisto.changes"]["text/html"]
    assert "Tarkistettu luku" in changes
    assert "2943" in changes
    assert parts["aineisto.plot()"]["image/png"]


def test_its_parameters_have_types_and_a_finnish_line_each() -> None:
    asked = subprocess.run(
        jupyter_command("papermill", "--help-notebook", f"notebooks/{NOTEBOOK}"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    for line in ("agreement: str", "tables: str", "years: str", "language: str", "data: str"):
        assert line in asked.stdout
    assert "sopimus" in asked.stdout
    assert "taulut pilkuin" in asked.stdout


def test_a_parameter_that_it_does_not_have_stops_it(project_copy: Project, tmp_path: Path) -> None:
    done = papermill(project_copy, tmp_path / "out.ipynb", "-p", "year", "2025")
    assert done.returncode != 0
    assert "Muistikirjassa ei ole parametria ”year”. Tarkoititko ”years”?" in done.stderr

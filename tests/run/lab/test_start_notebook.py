"""The notebooks as an analyst gets them: their versions, and how the start notebook ends."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyysi.report.papers.asked_and_computed import NOTEBOOK_VERSIONS
from support.jupyterlab import MENUS
from support.places import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PATH_OF_EXPORT = " → ".join(MENUS["export"])


def contents(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_states_its_name_and_the_version_that_the_program_needs(path: Path) -> None:
    stated = contents(path)["metadata"]["analyysi"]
    assert stated == {"notebook": path.stem, "version": NOTEBOOK_VERSIONS[path.stem]}


def test_the_start_notebook_ends_with_the_front_and_how_to_get_the_paper() -> None:
    *_, front, line = contents(ROOT / "notebooks" / "kustannustenjako.ipynb")["cells"]
    assert front["source"] == "report.front()"
    assert PATH_OF_EXPORT in line["source"]
    assert line["metadata"]["tags"] == ["muistiinpano"]


@pytest.mark.parametrize(
    "name", ["README.md", "docs/jupyterlab.md", "docs/analyytikolle.md", "docs/kayttoohje.md"]
)
def test_every_document_names_the_menus_as_they_are(name: str) -> None:
    """`test_jupyterlab_in_browser` finds the report by these words."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert PATH_OF_EXPORT in text
    assert " → ".join(MENUS["run"]) in text

"""The notebooks of a project: the cells of the program, in the project's language."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analyysi.drafting.projects.project_notebooks import cell_texts, set_to
from analyysi.languages.language_table import FURTHER_LANGUAGES, LANGUAGES, MAIN_LANGUAGE
from support.places import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(content: bytes) -> dict[str, dict[str, Any]]:
    return {cell["id"]: cell for cell in json.loads(content)["cells"]}


def text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def set_notebook(path: Path, language: str) -> bytes:
    return set_to(path.read_bytes(), path.stem, "joint", 2031, "population_2025", language)


@pytest.mark.parametrize("language", FURTHER_LANGUAGES)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_that_reads_in_finnish_has_the_language(path: Path, language: str) -> None:
    texts = cell_texts(language)[path.stem]
    present = cells(path.read_bytes())
    assert set(texts) <= set(present)
    for name, cell in present.items():
        reads = cell["cell_type"] == "markdown" or "  # " in text(cell) or "caption=" in text(cell)
        assert name in texts or not reads, f"{path.stem} {name}"


@pytest.mark.parametrize("language", FURTHER_LANGUAGES)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_is_the_same_in_every_language(path: Path, language: str) -> None:
    def code(content: bytes) -> list[str]:
        sources = [text(cell) for cell in cells(content).values() if cell["cell_type"] == "code"]
        return [re.sub(r"  # .*|f?\"[^\"]*\"", "", source) for source in sources]

    assert code(set_notebook(path, language)) == code(set_notebook(path, MAIN_LANGUAGE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_set_to_the_example(path: Path, language: str) -> None:
    content = set_notebook(path, language).decode()
    assert "kainuu-ict" not in content
    assert "population_2021" not in content
    parameters = text(cells(content.encode())["cell-01"])
    assert 'agreement: str = "joint"' in parameters
    assert f'language: str = "{language}"' in parameters
    if "year: int" in parameters:
        assert "year: int = 2031" in parameters


def test_the_command_at_the_end_names_the_example() -> None:
    path = ROOT / "notebooks" / "kustannustenjako.ipynb"
    assert "analyysi report joint 2031 --notebook omat/" in set_notebook(path, "fi").decode()
    assert "2023" not in set_notebook(path, "fi").decode()


def test_what_the_program_knows_a_notebook_by_stays() -> None:
    for path in NOTEBOOKS:
        before = json.loads(path.read_bytes())
        after = json.loads(set_notebook(path, "sv"))
        assert after["metadata"] == before["metadata"]
        assert [cell["metadata"] for cell in after["cells"]] == [
            cell["metadata"] for cell in before["cells"]
        ]

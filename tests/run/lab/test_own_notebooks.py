"""The analyst's own copies of the notebooks: made once, renewed while unchanged, never lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.lab.own_notebooks import own_notebook, prepare_own_notebooks

Change = Callable[[dict[str, Any]], None]


def notebook(source: str, version: int) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": source}
    return {
        "cells": [{**cell, "execution_count": None}],
        "metadata": {"analyysi": {"notebook": "jako", "version": version}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def shipped(tmp_path: Path) -> Project:
    (tmp_path / "notebooks").mkdir()
    ship(Project(tmp_path), "1 + 1", 1)
    return Project(tmp_path)


def ship(project: Project, source: str, version: int) -> None:
    text = json.dumps(notebook(source, version))
    (project.notebooks / "jako.ipynb").write_text(text, encoding="utf-8")


def change(path: Path, how: Change) -> None:
    contents = json.loads(path.read_text(encoding="utf-8"))
    how(contents)
    path.write_text(json.dumps(contents), encoding="utf-8")


def source_of(path: Path) -> str:
    return json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]


def run(contents: dict[str, Any]) -> None:
    contents["cells"][0]["execution_count"] = 1
    contents["cells"][0]["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "2\n"},
    ]
    contents["cells"][0]["source"] = ["1 ", "+ 1"]  # a list of lines, as JupyterLab writes it


def rewrite(contents: dict[str, Any]) -> None:
    contents["cells"][0]["source"] = "my own"


def tag(contents: dict[str, Any]) -> None:
    contents["cells"][0]["metadata"]["tags"] = ["muistiinpano"]


def add_cell(contents: dict[str, Any]) -> None:
    contents["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "Oma."})


def attach(contents: dict[str, Any]) -> None:
    contents["cells"][0]["attachments"] = {"kuva.png": {"image/png": ""}}


def test_a_copy_has_the_cells_and_the_version_of_the_notebook(shipped: Project) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    assert copy.path == shipped.root / "omat" / "jako.ipynb"
    assert copy.sentence == ""
    contents = json.loads(copy.path.read_text(encoding="utf-8"))
    assert contents["cells"] == notebook("1 + 1", 1)["cells"]
    assert contents["metadata"]["analyysi"].items() >= {"notebook": "jako", "version": 1}.items()


def test_what_is_there_stays_as_it_is_to_the_byte(shipped: Project) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    change(copy.path, rewrite)
    before = copy.path.read_bytes()
    assert prepare_own_notebooks(shipped) == [copy]
    assert copy.path.read_bytes() == before
    assert [path.name for path in shipped.own_notebooks.iterdir()] == ["jako.ipynb"]


def test_a_copy_that_was_only_run_follows_the_notebook(shipped: Project) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    change(copy.path, run)
    ship(shipped, "2 + 2", 2)
    (renewed,) = prepare_own_notebooks(shipped)
    assert source_of(copy.path) == "2 + 2"
    assert renewed.sentence == "jako.ipynb: renewed, as the project's notebook has changed."
    assert prepare_own_notebooks(shipped) == [copy]


@pytest.mark.parametrize("how", [rewrite, tag, add_cell, attach])
def test_a_changed_copy_stays_and_the_newer_comes_beside_it(shipped: Project, how: Change) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    change(copy.path, how)
    before = copy.path.read_bytes()
    ship(shipped, "2 + 2", 2)
    (kept,) = prepare_own_notebooks(shipped)
    assert copy.path.read_bytes() == before
    assert source_of(copy.path.with_name("jako-versio-2.ipynb")) == "2 + 2"
    assert kept.sentence == (
        "jako.ipynb is of version 1 and has changes of yours, so it was left as it is. The "
        "project's version 2 is beside it as jako-versio-2.ipynb: copy your own cells there."
    )


def test_a_changed_copy_of_the_same_version_is_of_use_as_it_is(shipped: Project) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    change(copy.path, rewrite)
    before = copy.path.read_bytes()
    ship(shipped, "2 + 2", 1)
    assert prepare_own_notebooks(shipped) == [copy]
    assert copy.path.read_bytes() == before
    assert [path.name for path in shipped.own_notebooks.iterdir()] == ["jako.ipynb"]


def test_work_in_the_newer_one_is_not_overwritten_either(shipped: Project) -> None:
    (copy,) = prepare_own_notebooks(shipped)
    change(copy.path, rewrite)
    ship(shipped, "2 + 2", 2)
    prepare_own_notebooks(shipped)
    newer = copy.path.with_name("jako-versio-2.ipynb")
    change(newer, rewrite)
    before = newer.read_bytes()
    prepare_own_notebooks(shipped)
    assert newer.read_bytes() == before


@pytest.mark.parametrize("contents", ["", "{", "[]", '{"metadata": {}, "cells": []}'])
def test_a_file_of_the_analysts_own_of_that_name_stays(shipped: Project, contents: str) -> None:
    shipped.own_notebooks.mkdir()
    own = shipped.own_notebooks / "jako.ipynb"
    own.write_text(contents, encoding="utf-8")
    prepare_own_notebooks(shipped)
    assert own.read_text(encoding="utf-8") == contents


def test_a_notebook_is_chosen_by_its_name(shipped: Project) -> None:
    path = shipped.own_notebooks / "jako.ipynb"
    assert own_notebook(shipped, "jako") == own_notebook(shipped, "jako.ipynb") == path
    with pytest.raises(ParameterError, match=r"There is no notebook 'jaka'. Did you mean 'jako'\?"):
        own_notebook(shipped, "jaka")
    assert not shipped.own_notebooks.exists()
    assert path in [copy.path for copy in prepare_own_notebooks(shipped)]


@pytest.mark.parametrize("contents", ["{", "[]", '{"cells": []}', '{"cells": 1, "cells": 2}'])
def test_a_notebook_of_the_project_that_is_none_is_named(shipped: Project, contents: str) -> None:
    (shipped.notebooks / "jako.ipynb").write_text(contents, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"^notebooks/jako\.ipynb cannot be read as a notebo"):
        prepare_own_notebooks(shipped)


def test_a_project_without_notebooks_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ParameterError, match=r"There are no notebooks in .*analyysi update --restore"
    ):
        prepare_own_notebooks(Project(tmp_path))

"""Names that papermill puts in and the notebook does not have stop it."""

import re
import sys
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from analyysi.agreement.parameters import refuse_undeclared
from analyysi.analyst.notebook_names import cells_run, checksums_of_cells, injected_project
from analyysi.errors import ParameterError
from analyysi.report.papers.asked_and_computed import cell_checksum

DECLARED = 'agreement: str = "kainuu-ict"  # sopimus\nyears: str = ""  # vuodet'


def test_a_name_that_is_not_declared_is_refused_with_the_nearest() -> None:
    injected = '# Parameters\nagreement = "kainuu-ict"\nyear = 2023\n'
    with pytest.raises(ParameterError, match="no parameter 'year'. Did you mean 'years'"):
        refuse_undeclared(["", DECLARED, injected])
    with pytest.raises(ParameterError, match="no parameter 'part'"):
        refuse_undeclared(["", DECLARED, '# Parameters\npart = "front"\n'])


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", DECLARED],
        ["", DECLARED, '# Parameters\nyears = "2025"\nproject = "/somewhere"\n'],
        ["", DECLARED, '# Parameters\nlanguage = "fi"\npart = "page"\n'],  # as it would be anyhow
        ["", 'print("agreement")', '# Parameters\nkunta = "Paltamo"\n'],  # it declares nothing
        # The corrected cell stands after the faulty one.
        ["", DECLARED, "# Parameters\nyear = 1\n", '# Parameters\nyears = "2025"\n'],
    ],
)
def test_what_is_declared_passes(cells: list[str]) -> None:
    refuse_undeclared(cells)


def test_outside_a_notebook_no_cell_has_been_run() -> None:
    assert list(cells_run()) == []


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        ({"In": ["", "# Parameters\nproject = '/a'"], "project": "/a"}, "/a"),
        ({"In": ["", "project = '/a'"], "project": "/a"}, ""),  # the analyst's own name
        ({"In": ["", "# Parameters\nyear = 2023"], "project": object()}, ""),
        ({}, ""),
    ],
)
def test_the_project_counts_only_where_papermill_put_it_in(
    names: dict[str, object], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyysi.analyst.notebook_names.names_set", lambda: names)
    assert injected_project() == folder


def test_what_papermill_puts_in_is_named_in_one_place() -> None:
    source = Path(str(files("analyysi")))
    naming = [
        path.relative_to(source).as_posix()
        for path in sorted(source.rglob("*.py"))
        if re.search(r'"(injected-parameters|# Parameters)"', path.read_text(encoding="utf-8"))
    ]
    assert naming == ["agreement/parameters.py"]


def test_cells_are_told_by_number_and_without_the_folder_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checksums_of_cells(Path("/a/project")) == {}  # outside a notebook
    ran = ["", "%matplotlib inline", '# Parameters\nproject = "/a/project"\n', "", "x = 1"]
    named = 'frame = pandas.read_csv("/a/project/omat/a.csv")'
    history = SimpleNamespace(input_hist_raw=[*ran, named])
    shell = SimpleNamespace(history_manager=history, user_ns={})
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert checksums_of_cells(Path("/a/project")) == {
        "1": [cell_checksum("%matplotlib inline")],
        "4": [cell_checksum("x = 1")],
        "5": [cell_checksum(named), cell_checksum('frame = pandas.read_csv("/omat/a.csv")')],
    }

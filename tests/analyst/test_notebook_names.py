"""Names that papermill puts in and the notebook does not have stop it."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from analyysi.agreement.parameters import refuse_undeclared
from analyysi.analyst.notebook_names import cells_run, injected_project
from analyysi.errors import ParameterError

DECLARED = 'agreement: str = "kainuu-ict"  # sopimus\nyears: str = ""  # vuodet'


def test_a_name_that_is_not_declared_is_refused_with_the_nearest() -> None:
    injected = '# Parameters\nagreement = "kainuu-ict"\nyear = 2023\n'
    with pytest.raises(ParameterError, match="no parameter 'year'. Did you mean 'years'"):
        refuse_undeclared(["", DECLARED, injected])


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", DECLARED],
        ["", DECLARED, '# Parameters\nyears = "2025"\nproject = "/somewhere"\n'],
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

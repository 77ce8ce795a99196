"""What no trial can be made of is refused before the notebook is executed."""

from pathlib import Path

import nbformat
import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_year, year_files
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.notebook_choice import NOTEBOOK
from analyysi.run.trial_check import check_trial, names_added


def notebook_with(folder: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path = folder / "own.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def check(project: Project, notebook: Path | None = None, **trial: str) -> None:
    agreement, terms = read_year(*year_files(project, "kainuu-ict", 2023))
    parameters = RunParameters(agreement="kainuu-ict", year=2023, **trial)
    check_trial(project, parameters, agreement, terms, notebook or project.notebooks / NOTEBOOK)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trial", "message"),
    [
        ({"method": "equall"}, "there is no method 'equall'. Did you mean 'equal'?"),
        ({"key": "population_2012"}, "no key 'population_2012'. Did you mean 'population_2021'?"),
        ({"participants": "Paltmo"}, "no party 'Paltmo'. Did you mean 'Paltamo'?"),
        ({"participants": "Kainuun liitto"}, "Kainuun liitto cannot take part in a trial"),
        ({"method": "proportional"}, "'proportional' needs a key"),
    ],
)
def test_what_there_is_not_is_refused(
    project: Project, trial: dict[str, str], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        check(project, **trial)


@pytest.mark.slow
@pytest.mark.parametrize(
    "trial",
    [{}, {"method": "equal"}, {"total": "90000", "participants": "Paltamo, Kajaani"}],
)
def test_what_can_be_made_passes(project: Project, trial: dict[str, str]) -> None:
    check(project, **trial)


@pytest.mark.slow
def test_rules_and_keys_that_a_cell_defines_are_known(project: Project, tmp_path: Path) -> None:
    own = notebook_with(
        tmp_path,
        "@analyysi.method('Neliö', key='population_2021')\ndef neliöjuuri(x):\n    return x",
        "case = case.with_key('sites', {}, chosen=True)\ncase = case.with_key(name='desks')",
    )
    assert names_added(own, project.root) == {"neliojuuri", "sites", "desks"}
    check(project, own, method="neliojuuri")
    check(project, own, key="sites")
    check(project, own, method="neliojuuri", key="desks")
    with pytest.raises(ParameterError, match="no method 'neliojuri'"):
        check(project, own, method="neliojuri")
    with pytest.raises(ParameterError, match="no method 'equall'. Did you mean 'equal'"):
        check(project, own, method="equall", key="sites")
    check(project, own, method="proportional", key="sites")
    with pytest.raises(ParameterError, match="no party 'Paltmo'"):
        check(project, own, key="sites", participants="Paltmo")


@pytest.mark.parametrize(
    "source", ["%run saannot.py", "exec(text)", "import saannot", "from saannot import rule"]
)
def test_code_from_elsewhere_is_left_to_the_run(
    project: Project, tmp_path: Path, source: str
) -> None:
    (tmp_path / "saannot.py").write_text("", encoding="utf-8")
    own = notebook_with(tmp_path, "import pandas as pd", source)
    assert names_added(own, project.root) is None
    check(project, own, method="unheard_of")
    assert names_added(notebook_with(tmp_path, "import pandas as pd"), project.root) == set()

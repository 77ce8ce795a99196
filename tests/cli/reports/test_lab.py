"""The command `lab`."""

from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.run.lab import jupyterlab
from support.command_line import call


def test_it_only_makes_the_copies_where_asked(project_copy: Project) -> None:
    outcome = call("lab", "--prepare", "--project", str(project_copy.root))
    assert outcome.fault is None
    assert outcome.printed == "Notebooks: omat/\n"
    names = {path.name for path in project_copy.notebooks.iterdir()}
    assert {path.name for path in project_copy.own_notebooks.iterdir()} == names


@pytest.mark.parametrize(
    ("options", "opened"), [((), "kustannustenjako"), (("--notebook", "tyopoyta"), "tyopoyta")]
)
def test_it_opens_the_own_copy_and_passes_the_rest_on(
    project_copy: Project,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    opened: str,
) -> None:
    commands = []

    def run(project: Project, command: list[str]) -> int:
        commands.append((project.root, command))
        return 7

    monkeypatch.setattr(jupyterlab, "run_lab", run)
    root = str(project_copy.root)
    outcome = call("lab", *options, "--project", root, "--", "--no-browser", "--port", "1")
    assert isinstance(outcome.fault, SystemExit)
    assert outcome.fault.code == 7
    ((folder, command),) = commands
    assert folder == project_copy.root
    assert f"--LabApp.default_url=/lab/tree/omat/{opened}.ipynb" in command
    assert command[-3:] == ["--no-browser", "--port", "1"]


def test_a_misspelt_notebook_is_named(project_copy: Project) -> None:
    outcome = call("lab", "--notebook", "tyopoyt", "--project", str(project_copy.root))
    assert "There is no notebook 'tyopoyt'. Did you mean 'tyopoyta'?" in str(outcome.fault)
    assert not project_copy.own_notebooks.exists()


def test_without_jupyterlab_no_copy_is_made(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jupyterlab, "find_spec", lambda name: None)
    outcome = call("lab", "--project", str(project_copy.root))
    assert "JupyterLab is not installed here." in str(outcome.fault)
    assert not project_copy.own_notebooks.exists()


def test_git_ignores_the_copies() -> None:
    lines = (Path(__file__).parents[3] / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/omat/" in lines

"""A report is the same whether IPython or our own shell runs its cells."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from analyysi.run.engine.process import FreshProcess
from analyysi.run.engine.shell import has_ipython
from support.batches import copied_project
from support.command_line import call
from support.without_ipython import hide_ipython

pytestmark = pytest.mark.notebook


def test_ipython_runs_cells_where_it_is_installed() -> None:
    assert has_ipython() is (find_spec("IPython") is not None)


def test_shell_is_chosen_by_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FreshProcess(modules=()) as process:
        assert process.run("get_ipython")[1]["status"] == "ok"
    hide_ipython(tmp_path, monkeypatch)
    with FreshProcess(modules=()) as process:
        assert process.run("get_ipython")[1]["ename"] == "NameError"


@pytest.mark.slow
def test_every_file_of_a_report_is_the_same_without_ipython(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copied_project(tmp_path / "project")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = []
    for _ in range(2):
        done = call("report", "kainuu-ict", "2023", "--quiet", "--project", str(project.root))
        assert done.fault is None, done.fault
        folder = project.reports / "kainuu-ict" / "2023"
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
        hide_ipython(tmp_path, monkeypatch)
    with_ipython, without = made
    assert {"kustannustenjako.ipynb", "report.html", "run.json"} <= set(without)
    assert [name for name in with_ipython if with_ipython[name] != without[name]] == []

"""A run: the files it makes, what a failure leaves, and the same result by every way of executing."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import ParameterError, ReportError, SourceError
from analyysi.project import Project
from analyysi.report.exporter import export_html
from analyysi.run.execute import make_report, results_of

pytestmark = pytest.mark.notebook
REPOSITORY = Path(__file__).parent.parent
PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)
POPULATION = "data/snapshots/thl-sotkanet/population-31-12/2026-11-24/data.csv"


def _project(root: Path) -> Project:
    for name in ("data", "notebooks"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Project(root)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return _project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def folder(project: Project) -> Path:
    return make_report(project, PARAMETERS, progress=False).parent


def test_run_makes_four_files_and_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "report.html",
        "results.csv",
        "run.json",
        "kustannustenjako.ipynb",
    }
    assert [path.name for path in folder.parent.iterdir()] == ["2023"]


def test_record_tells_inputs_code_and_outputs_truly(folder: Path, project: Project) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for name, checksum in record["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum
    paths = [item["path"] for item in record["inputs"]]
    assert POPULATION in paths
    assert "data/agreements/kainuu-ict/2023.toml" in paths
    for item in record["inputs"]:
        assert hashlib.sha256((project.root / item["path"]).read_bytes()).hexdigest() == item["sha256"]
    assert record["parameters"] == {"agreement": "kainuu-ict", "year": 2023, "language": "fi"}
    assert record["packages"]["papermill"]


def test_no_file_names_the_machine(folder: Path, project: Project) -> None:
    for path in folder.iterdir():
        assert str(project.root) not in path.read_text(encoding="utf-8"), path.name


def test_second_run_gives_the_same_bytes(folder: Path, project: Project) -> None:
    before = {name: (folder / name).read_bytes() for name in ("report.html", "results.csv")}
    make_report(project, PARAMETERS, progress=False)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_plain_papermill_and_nbconvert_give_the_same(folder: Path, project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "notebooks/kustannustenjako.ipynb", str(out)]
    parameters = ["-p", "agreement", "kainuu-ict", "-p", "year", "2023"]
    subprocess.run([*command, *parameters, "-k", "python3"], cwd=project.root, check=True, capture_output=True)
    table, _ = results_of(nbformat.read(out, as_version=4))
    assert table == (folder / "results.csv").read_text(encoding="utf-8")
    convert = [
        sys.executable,
        "-m",
        "nbconvert",
        "--to",
        "analyysi",
        str(out),
        "--output",
        str(tmp_path / "page"),
    ]
    subprocess.run(convert, check=True, capture_output=True)
    assert (tmp_path / "page.html").read_bytes() == (folder / "report.html").read_bytes()


def test_cell_by_cell_in_the_notebooks_folder_gives_the_same(folder: Path, project: Project) -> None:
    notebook = nbformat.read(project.notebooks / "kustannustenjako.ipynb", as_version=4)
    resources = {"metadata": {"path": str(project.notebooks)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    assert export_html(notebook) == (folder / "report.html").read_text(encoding="utf-8")


def test_misspelt_parameter_stops_plain_papermill(project: Project, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "papermill",
        "notebooks/kustannustenjako.ipynb",
        str(tmp_path / "out.ipynb"),
    ]
    done = subprocess.run(
        [*command, "-p", "agrement", "kainuu-ict", "-k", "python3"],
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode != 0
    assert "The notebook has no parameter 'agrement'. Did you mean 'agreement'?" in done.stderr


def test_failed_run_leaves_no_report_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    project = _project(tmp_path)
    earlier = project.reports / "kainuu-ict" / "2023"
    shutil.copytree(folder, earlier)
    changed = project.root / POPULATION
    changed.write_bytes(changed.read_bytes().replace(b",3183", b",3184"))
    with pytest.raises(SourceError) as caught:
        make_report(project, PARAMETERS, progress=False)
    assert f"{POPULATION} has changed since it was stored" in str(caught.value)
    assert {path.name for path in earlier.iterdir()} == {"failed.ipynb", "failed.log", "previous"}
    assert (earlier / "previous" / "report.html").read_bytes() == (folder / "report.html").read_bytes()
    assert "Traceback" in (earlier / "failed.log").read_text(encoding="utf-8")


def test_fault_in_parameters_touches_nothing(tmp_path: Path) -> None:
    project = _project(tmp_path)
    with pytest.raises(ParameterError, match="Did you mean 'kainuu-ict'"):
        make_report(project, RunParameters(agreement="kainuu-itc", year=2023), progress=False)
    with pytest.raises(ParameterError, match="No report in language 'fj'"):
        make_report(project, RunParameters(agreement="kainuu-ict", year=2023, language="fj"), progress=False)
    assert not project.reports.exists()


def test_exporter_refuses_a_notebook_that_was_not_run() -> None:
    notebook = nbformat.read(REPOSITORY / "notebooks" / "kustannustenjako.ipynb", as_version=4)
    with pytest.raises(ReportError, match="has not been run"):
        export_html(notebook)

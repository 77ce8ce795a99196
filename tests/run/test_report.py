"""A run: the files it makes, what a failure leaves, and the same result by
every way of executing.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from analyysi.agreement.parameters import RunParameters, check_parameters
from analyysi.errors import ParameterError, ReportError, SourceError, StorageError
from analyysi.project import Project
from analyysi.report.papers.asked_and_computed import results_of
from analyysi.report.papers.exporter import export_html
from analyysi.run import report
from analyysi.run.folder import keep_failure, replace_folder
from analyysi.run.report import make_report
from analyysi.sources.snapshots import snapshot_ids
from support.command_line import call
from support.jupyter_command import jupyter_command
from support.places import ROOT
from support.real_budgets import real_documents
from support.services.pxweb import PxWeb
from support.services.tables import revised_11ra, standard
from support.services.treasury import BUDGET_CELLS, Document, Treasury
from support.short_notebook import with_short_notebook

pytestmark = pytest.mark.notebook
REPOSITORY = ROOT
PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)
POPULATION = "data/snapshots/thl-sotkanet/population-31-12/2026-11-24/data.csv"


def _project(root: Path) -> Project:
    for name in ("data", "notebooks"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Project(root)


def _short_project(root: Path) -> Project:
    return with_short_notebook(_project(root))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return _project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def folder(project: Project) -> Path:
    return make_report(project, PARAMETERS)[0].parent


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project for what does not depend on how much stands in the report."""
    return _short_project(tmp_path_factory.mktemp("short"))


@pytest.fixture(scope="module")
def short_folder(short: Project) -> Path:
    return make_report(short, PARAMETERS)[0].parent


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
        assert (
            hashlib.sha256((project.root / item["path"]).read_bytes()).hexdigest() == item["sha256"]
        )
    assert record["parameters"] == PARAMETERS.recorded()
    assert record["packages"]["papermill"]


def test_no_file_names_the_machine(folder: Path, project: Project) -> None:
    for path in folder.iterdir():
        assert str(project.root) not in path.read_text(encoding="utf-8"), path.name


def test_second_run_gives_the_same_bytes(short_folder: Path, short: Project) -> None:
    # That the whole report, too, is the same is held by the test of the surroundings below.
    names = ("report.html", "results.csv")
    before = {name: (short_folder / name).read_bytes() for name in names}
    make_report(short, PARAMETERS)
    assert {name: (short_folder / name).read_bytes() for name in before} == before


def test_plain_papermill_and_nbconvert_give_the_same(
    folder: Path, project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out.ipynb"
    command = jupyter_command("papermill", "notebooks/kustannustenjako.ipynb", str(out))
    parameters = ["-p", "agreement", "kainuu-ict", "-p", "year", "2023"]
    subprocess.run(
        [*command, *parameters, "-k", "python3"], cwd=project.root, check=True, capture_output=True
    )
    table, _ = results_of(nbformat.read(out, as_version=4))
    assert table == (folder / "results.csv").read_text(encoding="utf-8")
    convert = jupyter_command(
        "nbconvert", "--to", "analyysi", str(out), "--output", str(tmp_path / "page")
    )
    subprocess.run(convert, check=True, capture_output=True)
    assert (tmp_path / "page.html").read_bytes() == (folder / "report.html").read_bytes()
    executed = nbformat.read(out, as_version=4)
    load = next(cell for cell in executed.cells if "analyysi.load(" in cell.source)
    load.source = load.source.replace("total=total", "total=90_000")
    with pytest.raises(ReportError, match=r"\('import analyysi'\) was changed after it was run"):
        export_html(executed)


def test_nbconvert_alone_executes_the_notebook_in_its_folder_and_makes_the_same_page(
    short_folder: Path, short: Project, tmp_path: Path
) -> None:
    # Cell by cell in the notebooks' folder, as JupyterLab does.
    source = short.notebooks / "kustannustenjako.ipynb"
    before = source.read_bytes()
    command = jupyter_command("nbconvert", "--execute", "--to", "analyysi", str(source))
    subprocess.run(
        [*command, "--output", str(tmp_path / "page")],
        cwd=short.root,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "page.html").read_bytes() == (short_folder / "report.html").read_bytes()
    assert source.read_bytes() == before


def test_misspelt_parameter_stops_plain_papermill(project: Project, tmp_path: Path) -> None:
    command = jupyter_command(
        "papermill", "notebooks/kustannustenjako.ipynb", str(tmp_path / "out.ipynb")
    )
    done = subprocess.run(
        [*command, "-p", "agrement", "kainuu-ict", "-k", "python3"],
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode != 0
    # In the language of the notebook's parameters.
    finnish = "Muistikirjassa ei ole parametria ”agrement”. Tarkoititko ”agreement”?"
    assert finnish in done.stderr


def test_failed_run_leaves_no_report_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    earlier = project.reports / "kainuu-ict" / "2023"
    shutil.copytree(folder, earlier)
    changed = project.root / POPULATION
    changed.write_bytes(changed.read_bytes().replace(b",3183", b",3184"))
    with pytest.raises(SourceError) as caught:
        make_report(project, PARAMETERS)
    assert f"{POPULATION} has changed since it was stored" in str(caught.value)
    assert {path.name for path in earlier.iterdir()} == {"failed.ipynb", "failed.log", "previous"}
    assert (earlier / "previous" / "report.html").read_bytes() == (
        folder / "report.html"
    ).read_bytes()
    assert "Traceback" in (earlier / "failed.log").read_text(encoding="utf-8")


def test_fault_in_parameters_touches_nothing(tmp_path: Path) -> None:
    project = _project(tmp_path)
    with pytest.raises(ParameterError, match="Did you mean 'kainuu-ict'"):
        make_report(project, RunParameters(agreement="kainuu-itc", year=2023))
    with pytest.raises(ParameterError, match="No report in language 'fj'"):
        make_report(project, RunParameters(agreement="kainuu-ict", year=2023, language="fj"))
    with pytest.raises(ParameterError, match="no method 'equall'. Did you mean 'equal'"):
        make_report(
            project,
            RunParameters(agreement="kainuu-ict", year=2023, method="equall"),
        )
    assert not project.reports.exists()


def test_unforeseen_fault_leaves_no_report_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _project(tmp_path)
    earlier = project.reports / "kainuu-ict" / "2023"
    earlier.mkdir(parents=True)
    (earlier / "report.html").write_text("earlier", encoding="utf-8")

    def broken(*_: object) -> dict[str, bytes]:
        raise KeyError("text/html")

    monkeypatch.setattr(report, "_make", broken)
    with pytest.raises(
        ReportError,
        match="unexpected fault: KeyError: 'text/html'.\nNo report was made. The log is in",
    ):
        make_report(project, PARAMETERS)
    assert {path.name for path in earlier.iterdir()} == {"failed.log", "previous"}
    assert (earlier / "previous" / "report.html").read_text(encoding="utf-8") == "earlier"
    assert "Traceback" in (earlier / "failed.log").read_text(encoding="utf-8")


def _with_cells(project: Project, *sources: str) -> None:
    path = project.notebooks / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    after = next(
        place
        for place, cell in enumerate(notebook.cells, start=1)
        if "parameters" in cell.metadata.get("tags", [])
    )
    notebook.cells[after:after] = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)


def test_a_parameter_that_a_cell_sets_again_stops_the_report(tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    _with_cells(project, "year = 2023")
    asked = RunParameters(agreement="kainuu-ict", year=2027)
    with pytest.raises(ReportError, match="year 2027 was asked for, and 2023 computed"):
        make_report(project, asked)
    assert {path.name for path in (project.reports / "kainuu-ict" / "2027").iterdir()} == {
        "failed.ipynb",
        "failed.log",
    }


def _untagged(project: Project) -> Path:
    """Take the tag from the parameters cell of the shared notebook."""
    path = project.notebooks / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.metadata.tags.remove("parameters")
    nbformat.write(notebook, path)
    return path


def test_a_parameters_cell_without_its_tag_stops_the_report(tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    _untagged(project)
    asked = RunParameters(agreement="kainuu-ict", year=2027)
    with pytest.raises(ReportError, match=r"cell \d sets agreement, year, .* lacks the tag"):
        make_report(project, asked)
    assert not (project.reports / "kainuu-ict" / "2027").exists()


def test_a_batch_makes_nothing_of_a_notebook_without_its_tag(tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    _untagged(project)
    done = call("batch", "--all", "--project", str(project.root))
    assert done.fault is not None
    assert "FAILED     kainuu-ict/2027: notebooks/kustannustenjako.ipynb: cell" in done.printed
    assert not list(project.reports.rglob("report.html"))


def test_plain_papermill_makes_no_page_of_a_notebook_without_its_tag(tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    path = _untagged(project)
    out = tmp_path / "out.ipynb"
    command = jupyter_command("papermill", str(path), str(out), "-p", "year", "2027")
    subprocess.run(
        [*command, "-k", "python3"], cwd=project.notebooks, check=True, capture_output=True
    )
    with pytest.raises(ReportError, match="year 2027 was asked for, and 2023 computed"):
        export_html(nbformat.read(out, as_version=4))


def test_a_trial_says_so_and_leaves_the_year_alone(short_folder: Path, short: Project) -> None:
    before = {path.name: path.read_bytes() for path in short_folder.iterdir()}
    tried = RunParameters(agreement="kainuu-ict", year=2023, total="90000", method="equal")
    (path,) = make_report(short, tried)
    assert path.name == "kokeilu-report.html"
    assert path.parent.name == "2023-kokeilu-total-90000-method-equal"
    assert {"kokeilu-results.csv", "run.json"} <= {file.name for file in path.parent.iterdir()}
    page = path.read_text(encoding="utf-8")
    assert "KOKEILU" in page
    assert "Tämä raportti on kokeilu." in page
    assert {path.name: path.read_bytes() for path in short_folder.iterdir()} == before


def test_a_trial_from_a_seat_is_the_same_by_plain_papermill_in_the_notebooks_folder(
    short: Project, tmp_path: Path
) -> None:
    asked = {"agreement": "kainuu-ict", "year": "2023", "language": "sv", "municipality": "578"}
    asked |= {"total": "90000,50", "key": "income_tax_2020", "participants": "Paltamo,290,765"}
    out = tmp_path / "out.ipynb"
    command = jupyter_command("papermill", "kustannustenjako.ipynb", str(out))
    for name, text in asked.items():
        command += ["-p", name, text]
    subprocess.run(
        [*command, "-k", "python3"], cwd=short.notebooks, check=True, capture_output=True
    )
    (path,) = make_report(short, check_parameters(asked))
    assert export_html(nbformat.read(out, as_version=4)) == path.read_text(encoding="utf-8")


def test_own_words_of_a_seat_stay_in_its_report(short_folder: Path, tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    shared = nbformat.read(project.notebooks / "kustannustenjako.ipynb", as_version=4)
    shared.cells.insert(-1, nbformat.v4.new_markdown_cell("Oma lause Paltamolle."))
    for cell in shared.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += '\nmunicipality = "Paltamo"'
    nbformat.write(shared, project.agreements / "kainuu-ict" / "2023.fi.578.ipynb")
    seat = PARAMETERS.model_copy(update={"municipality": "Paltamo"})
    (of_seat,) = make_report(project, seat)
    assert "Oma lause Paltamolle." in of_seat.read_text(encoding="utf-8")
    (of_all,) = make_report(project, PARAMETERS)
    assert of_all.read_bytes() == (short_folder / "report.html").read_bytes()


def test_process_that_dies_is_told(tmp_path: Path) -> None:
    project = _short_project(tmp_path)
    _with_cells(project, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(
        ReportError, match=r"ended \(signal 9\) in the middle of a cell.*\nNo report was made"
    ):
        make_report(project, PARAMETERS)


def test_what_is_written_past_python_disturbs_no_message(
    short_folder: Path, tmp_path: Path
) -> None:
    project = _short_project(tmp_path)
    _with_cells(project, "import os\nos.write(1, b'from below');", "import sys\nsys.stdin.read();")
    (path,) = make_report(project, PARAMETERS)
    assert path.read_bytes() == (short_folder / "report.html").read_bytes()


def test_neither_surroundings_nor_folder_names_change_the_report(
    folder: Path, tmp_path: Path
) -> None:
    # A "python3" that the user once installed for another Python, a path that papermill would fill
    # in, a folder for temporary files too deep for sockets, another hash seed.
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    specification = {"argv": ["/no/such/python"], "display_name": "Other", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
    temporary = tmp_path / ("deep" * 25)
    temporary.mkdir()
    project = _project(tmp_path / "{Kainuu} ä")
    report_context = {
        **os.environ,
        "JUPYTER_DATA_DIR": str(tmp_path / "jupyter"),
        "TMPDIR": str(temporary),
        "PYTHONHASHSEED": "7",
    }
    command = [
        sys.executable,
        "-m",
        "analyysi",
        "report",
        "kainuu-ict",
        "2023",
        "--project",
        str(project.root),
        "--quiet",
    ]
    done = subprocess.run(
        command,
        env=report_context,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Written: reports/kainuu-ict/2023/report.html\nfile://")
    for name in ("report.html", "results.csv"):
        assert (project.reports / "kainuu-ict" / "2023" / name).read_bytes() == (
            folder / name
        ).read_bytes()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX process groups")
def test_interrupt_leaves_the_earlier_state(folder: Path, tmp_path: Path) -> None:
    project = _short_project(tmp_path / "project")
    waiting = tmp_path / "waiting"
    _with_cells(
        project, f"import pathlib, time\npathlib.Path({str(waiting)!r}).touch()\ntime.sleep(60)"
    )
    earlier = project.reports / "kainuu-ict" / "2023"
    shutil.copytree(folder, earlier)
    temporary = tmp_path / "t"
    temporary.mkdir()
    run = subprocess.Popen(
        [sys.executable, "-m", "analyysi", "report", "kainuu-ict", "2023", "--quiet"],
        cwd=project.root,
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # A shell's background job ignores the signal, and so would what is started from it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )
    try:
        for _ in range(600):
            if waiting.exists() or run.poll() is not None:
                break
            time.sleep(0.1)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=60)
    finally:
        if run.poll() is None:
            run.kill()
    assert run.returncode == 130, said
    assert said == "analyysi: interrupted; nothing was changed.\n"
    for path in folder.iterdir():
        assert (earlier / path.name).read_bytes() == path.read_bytes()
    assert [path.name for path in earlier.parent.iterdir()] == ["2023"]
    assert list(temporary.iterdir()) == []


def test_several_reports_are_made_all_or_none(
    tmp_path: Path, short: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where they would lie, nothing is done before all are made.
    output = str(tmp_path / "out")
    runs = [
        RunParameters(agreement="kainuu-ict", year=2023, language=language, output=output)
        for language in ("fi", "sv")
    ]

    def begun(count: int) -> list[str]:
        made: list[str] = []

        def make(plan: report.ReportPlan, *_: object) -> dict[str, bytes]:
            if len(made) == count:
                raise report.UnmadeReport(ReportError("Swedish is at fault."), {})
            made.append(plan.parameters.language)
            return {"report.html": b"page", "run.json": b"{}"}

        monkeypatch.setattr(report, "make_contents", make)
        monkeypatch.setattr(report, "import_ahead", lambda: None)
        return made

    begun(0)
    unknown = RunParameters(agreement="kainuu-ict", year=2023, municipality="Nokia")
    with pytest.raises(ParameterError, match="has no participant 'Nokia'"):
        report.make_reports(short, [runs[0], unknown], ("html",), iter(()))
    made = begun(1)
    with pytest.raises(ReportError, match="Swedish is at fault"):
        report.make_reports(short, runs, ("html",), iter([None, None]))  # type: ignore[list-item]
    assert made == ["fi"]
    assert list((tmp_path / "out").rglob("report.html")) == []
    begun(2)
    both = report.make_reports(short, runs, ("html",), iter([None, None]))  # type: ignore[list-item]
    assert [made.folder.name for made in both] == ["2023", "2023-sv"]
    assert all(path.is_file() for made in both for path in made.papers)


def test_fault_while_a_failure_is_kept_leaves_the_earlier_report_whole(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"report.html": b"old", "run.json": b"{}"})
    with pytest.raises(StorageError, match="the name is too long for this disk"):
        keep_failure(folder, {"a" * 300: b"1"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "report.html": b"old",
        "run.json": b"{}",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_a_failure_tells_what_it_moved_out_of_previous(tmp_path: Path) -> None:
    project = Project(tmp_path)
    folder = project.reports / "kainuu-ict" / "2023"
    plan = report.ReportPlan(project, PARAMETERS, ("html",), folder, tmp_path / "unused.ipynb")
    unmade = report.UnmadeReport(ReportError("It is at fault."), {"failed.log": b"why"})
    replace_folder(folder, {"report.html": b"old", "run.json": b"{}"})
    said = (
        "It is at fault.\nNo report was made. The log is in reports/kainuu-ict/2023/. "
        "The report that was there is in reports/kainuu-ict/2023/previous/."
    )
    assert str(report._kept(plan, unmade)) == said
    replace_folder(folder, {"run.json": b"{}"})
    (folder / "previous").mkdir(exist_ok=True)
    (folder / "previous" / "report.html").write_bytes(b"mine")
    kept = "report.html was changed after it was made: it is kept as changed/report-2.html."
    assert str(report._kept(plan, unmade)) == f"{said} {kept}"


def test_success_clears_the_failure_and_what_it_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    outputs = {"report.html": hashlib.sha256(b"old").hexdigest()}
    record = json.dumps({"key": "k", "outputs": outputs}).encode()
    replace_folder(folder, {"report.html": b"old", "run.json": record})
    keep_failure(folder, {"failed.ipynb": b"{}", "failed.log": b"why"})
    replace_folder(folder, {"report.html": b"new"})
    assert [path.name for path in folder.iterdir()] == ["report.html"]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PxWeb]:
    """The population of 2025 as its publisher revised it; Paltamo has two inhabitants more."""
    with (
        PxWeb(standard(), limiter_on=False) as running,
        Treasury(real_documents(), padding=20) as treasury,
    ):
        monkeypatch.setenv("ANALYYSI_TREASURY", treasury.root)
        table = revised_11ra(area="alue_23_20260101", changes={"KU578": 2943}, year_added=None)
        running.replace_table("StatFin", "vaerak", table)
        monkeypatch.setenv("ANALYYSI_PXWEB", running.root)
        monkeypatch.delenv("ANALYYSI_OFFLINE", raising=False)
        yield running


def test_a_report_on_fetched_figures_asks_once_and_names_the_new_snapshot(
    tmp_path: Path, service: PxWeb
) -> None:
    project = _short_project(tmp_path)
    before = set(snapshot_ids(project))
    parameters = RunParameters(agreement="kainuu-ict", year=2027, data="pull")
    (page, _) = make_report(project, parameters, ("html", "xlsx"))
    assert len(service.requests) == 3  # limits, metadata, figures: the workbook asked nothing
    (new,) = set(snapshot_ids(project)) - before
    assert page.parent.name == "2027-kokeilu-data-pull"
    text = page.read_text(encoding="utf-8")
    assert f"Aineiston tilastokeskus/11ra/2026-11-24 tilalla on {new}." in text
    record = json.loads((page.parent / "run.json").read_text(encoding="utf-8"))
    assert record["parameters"]["data"] == "pull"
    assert f"data/snapshots/{new}/data.csv" in [file["path"] for file in record["inputs"]]
    assert not (project.reports / "kainuu-ict" / "2027").exists()


def test_plain_papermill_fetches_too_and_says_whose_budget_lacks(
    tmp_path: Path, service: PxWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _short_project(tmp_path)
    ids = project.municipalities / "business_ids.csv"
    lines = ids.read_text(encoding="utf-8").splitlines(keepends=True)
    ids.write_text("".join(row for row in lines if not row.startswith("578,")), encoding="utf-8")
    before = set(snapshot_ids(project))
    corrected = Document(
        "0189766-5",
        "KTAS",
        "2026",
        "jalkikorjattu",
        "2026-12-01 10:00:00.1",
        facts=[("k-t05", BUDGET_CELLS["toimintamenot"][0], "75000000.00")],
    )
    out = tmp_path / "out.ipynb"
    command = jupyter_command("papermill", "notebooks/kustannustenjako.ipynb", str(out))
    asked = ["-p", "year", "2027", "-p", "data", "pull", "-k", "python3"]
    with Treasury([*real_documents(), corrected], padding=20) as treasury:
        monkeypatch.setenv("ANALYYSI_TREASURY", treasury.root)
        subprocess.run([*command, *asked], cwd=project.root, check=True, capture_output=True)
    new = set(snapshot_ids(project)) - before
    (budgets,) = [name for name in new if name.startswith("valtiokonttori/ktas-2026/")]
    (population,) = new - {budgets}
    assert len(service.requests) == 3
    text = out.read_text(encoding="utf-8")
    _, record = results_of(nbformat.reads(text, as_version=4))
    assert record["snapshots"]["population_2025"] == [population]
    assert record["snapshots"]["budgets.ktas-2026"] == [budgets]
    assert f"Aineistosta {budgets} puuttuu talousarvio: Paltamo. Kunnan Y-tunnus ei ole" in text

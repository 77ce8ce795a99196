"""A process for every report: nothing of one is found in the next, none hangs, and a lost one is
told.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.batch.report_job import ReportJob
from analyysi.run.batch.report_processes import ReportProcesses
from analyysi.run.report import make_report
from analyysi.run.unchanged import report_key
from support.odd_jobs import EndlessYear, LostYear
from support.places import ROOT
from support.short_notebook import with_short_notebook

pytestmark = pytest.mark.notebook
REPOSITORY = ROOT
PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)
FORKS = [
    pytest.param(
        True, id="forked", marks=pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
    ),
    pytest.param(False, id="started ahead"),
]

STATE = """
import builtins, decimal, gc, json, locale, logging, os, random, signal, sys, threading, warnings
import matplotlib, numpy, pandas
from matplotlib import pyplot as plt
json.dumps({
    "environment": {name: value for name, value in sorted(os.environ.items()) if "analyysi-" not in value},
    "folder": os.getcwd(),
    "rc": sorted((k, str(v)) for k, v in matplotlib.rcParams.items() if k != "backend"),
    "figures": plt.get_fignums(),
    "globals": sorted(name for name in globals() if not name.startswith("_")),
    "builtins": len(dir(builtins)),
    "modules": sorted(name for name in sys.modules if name.startswith("left")),
    "path": sys.path,
    "arguments": sys.argv,
    "decimal": decimal.getcontext().prec,
    "numpy": str(numpy.geterr()),
    "pandas": pandas.get_option("display.max_rows"),
    "warnings": len(warnings.filters),
    "level": logging.getLogger().level,
    "locale": locale.setlocale(locale.LC_ALL),
    "threads": threading.active_count(),
    "hook": sys.excepthook is sys.__excepthook__,
    "umask": os.umask(0o22),
    "recursion": sys.getrecursionlimit(),
    "alarm": str(signal.getsignal(signal.SIGTERM)),
    "methods": __import__("analyysi.allocation.methods").allocation.methods.METHODS["equal"].name,
    "collector": gc.isenabled(),
})
"""
RANDOM = (
    "import random, numpy\n(random.random(), float(numpy.random.random()), "
    "__import__('os').getpid())"
)
LEAVE = """
import builtins, decimal, gc, locale, logging, os, random, signal, sys, threading, types, warnings
import matplotlib, numpy, pandas
from matplotlib import pyplot as plt
os.environ["LEFT"] = "1"
os.chdir("/")
matplotlib.rcParams["font.size"] = 99
matplotlib.rcParams["svg.hashsalt"] = "left"
plt.figure()
left = builtins.left = 1
sys.modules["left_module"] = types.ModuleType("left_module")
sys.path.append("/left")
sys.argv.append("left")
decimal.getcontext().prec = 3
numpy.seterr(all="ignore")
pandas.set_option("display.max_rows", 3)
warnings.simplefilter("ignore")
logging.getLogger().setLevel(5)
locale.setlocale(locale.LC_ALL, "C.UTF-8")
threading.Thread(target=threading.Event().wait, daemon=True).start()
sys.excepthook = print
os.umask(0o77)
sys.setrecursionlimit(5000)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
random.seed(1)
numpy.random.seed(1)
from analyysi.allocation import methods
methods.METHODS = {"equal": types.SimpleNamespace(name="left")}
gc.disable()
"""


def _whole_project(root: Path) -> Project:
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Project(root)


def _project(root: Path, *cells: str) -> Project:
    """Copy the project, with a short notebook and these cells at its end: what they leave behind
    does not disturb the report itself.
    """
    project = with_short_notebook(_whole_project(root))
    path = root / "notebooks" / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [
        nbformat.v4.new_code_cell(source, id=f"own-{n}", metadata={"tags": ["muistiinpano"]})
        for n, source in enumerate(cells)
    ]
    nbformat.write(notebook, path)
    return project


def _job(project: Project, name: str = "x", **changes: Any) -> ReportJob:
    parameters = PARAMETERS.model_copy(update=changes)
    return ReportJob(
        name, str(project.root), parameters, ("html",), report_key(project, parameters)
    )


def _shown(files: dict[str, bytes]) -> list[str]:
    """Return what the test's own cells gave, as text."""
    notebook = nbformat.reads(files["kustannustenjako.ipynb"].decode("utf-8"), as_version=4)
    own = (cell for cell in notebook.cells if cell.get("id", "").startswith("own-"))
    return [
        output["data"]["text/plain"] for cell in own for output in cell.outputs if "data" in output
    ]


@pytest.mark.parametrize("fork", FORKS)
def test_nothing_of_a_report_is_found_in_the_next(fork: bool, tmp_path: Path) -> None:
    project = _project(tmp_path / "p", STATE, RANDOM, LEAVE)
    with ReportProcesses(["html"], 1, fork=fork) as processes:
        assert processes.forks is fork
        before = dict(os.environ)
        first, second = (processes.make(_job(project, name)) for name in ("first", "second"))
    assert (first.fault, second.fault) == ("", "")
    (state, drawn), (state_after, drawn_after) = (
        _shown(dict(outcome.files))[:2] for outcome in (first, second)
    )
    left = json.loads(eval(state))
    assert left == json.loads(eval(state_after))
    assert left["folder"] == str(project.root)
    assert left["modules"] == left["figures"] == []
    assert all(mine != theirs for mine, theirs in zip(eval(drawn), eval(drawn_after), strict=True))
    assert first.files["report.html"] == second.files["report.html"]
    assert dict(os.environ) == before


@pytest.mark.usefixtures("started_processes")
def test_every_way_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project = _whole_project(tmp_path / "p")
    formats = ("html", "pdf", "docx", "xlsx")
    folder = make_report(project, PARAMETERS, formats)[0].parent
    alone = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(alone) == 8
    alone_job = replace(_job(project), formats=formats)
    one_of_two = replace(alone_job, seats=2)
    ways = [(False, alone_job)]
    if sys.platform == "linux":
        ways += [(True, alone_job), (True, one_of_two)]
    for fork, job in ways:
        with ReportProcesses(formats, 1, fork=fork) as processes:
            outcome = processes.make(job)
        assert outcome.fault == ""
        assert dict(outcome.files) == alone


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in listed.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_a_year_is_worked_out_in_one_process_and_made_without_it_where_that_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project = _project(tmp_path / "p")
    job = replace(_job(project), seats=2)
    with ReportProcesses(["html"], 1) as processes:
        assert processes.parent_pid is not None
        first = processes.make(job)
        (of_year,) = _children(processes.parent_pid)
        second = processes.make(job)
        assert _children(processes.parent_pid) == [of_year]
        os.kill(of_year, signal.SIGKILL)
        while of_year in _children(processes.parent_pid):
            time.sleep(0.01)
        third = processes.make(job)
        other_year = replace(_job(project, year=2027), seats=2)
        assert processes.make(other_year).fault == ""
    assert [first.fault, second.fault, third.fault] == ["", "", ""]
    assert dict(first.files) == dict(second.files) == dict(third.files)
    deadline = time.monotonic() + 20
    while _left(project) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _left(project) == []


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
@pytest.mark.parametrize("kind", [EndlessYear, LostYear])
def test_reports_are_made_alone_where_the_process_of_their_year_is_lost(
    kind: type[EndlessYear], tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    with ReportProcesses(["html"], 2, limit=2) as processes, ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(processes.make, [kind(begun=str(begun))] * 8))
    assert [(outcome.fault, outcome.lost) for outcome in outcomes] == [("", False)] * 8
    assert begun.read_text() == "once\n"


@pytest.mark.parametrize("fork", FORKS)
def test_a_stopped_report_leaves_no_temporary_file(
    fork: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    job = _job(_project(tmp_path / "p", "import time\ntime.sleep(600)"))
    processes = ReportProcesses(["html"], 1, fork=fork)
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(processes.make, job)
        while not list(temporary.glob("*/*/*")):  # the folder of the report, and what is in it
            time.sleep(0.01)
        processes.close()
        assert making.result().lost
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_a_stopped_batch_leaves_no_process_that_works_a_year_out() -> None:
    processes = ReportProcesses(["html"], 1)
    assert processes.parent_pid is not None
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(processes.make, EndlessYear())
        while not (of_year := _children(processes.parent_pid)):
            time.sleep(0.01)
        processes.close()
        assert making.result().lost
    deadline = time.monotonic() + 20
    while Path(f"/proc/{of_year[0]}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{of_year[0]}").exists()


def _left(project: Project) -> list[str]:
    """Return the processes that still work in a project's folder."""
    left = []
    for process in Path("/proc").iterdir():
        try:
            here = process.name.isdigit() and (process / "cwd").readlink() == project.root
        except OSError:
            continue
        if here:
            left.append(process.name)
    return left


@pytest.mark.parametrize("fork", FORKS)
def test_a_lost_process_is_told_and_the_next_report_is_made(fork: bool, tmp_path: Path) -> None:
    killed = _project(
        tmp_path / "killed", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    sound = _project(tmp_path / "sound")
    with ReportProcesses(["html"], 1, fork=fork) as processes:
        outcome = processes.make(_job(killed, "lost"))
        assert outcome.lost
        assert "lost was not made: its process ended before it was done" in outcome.fault
        assert processes.make(_job(sound)).fault == ""


@pytest.mark.parametrize("fork", FORKS)
def test_a_report_that_hangs_is_given_up(fork: bool, tmp_path: Path) -> None:
    project = _project(tmp_path / "p", "import time\ntime.sleep(600)")
    with ReportProcesses(["html"], 1, fork=fork, limit=2) as processes:
        started = time.monotonic()
        outcome = processes.make(_job(project))
    assert "it took more than 2 seconds" in outcome.fault
    assert time.monotonic() - started < 60


@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_two_hundred_forks_from_four_threads_do_not_hang(tmp_path: Path) -> None:
    project = _project(tmp_path / "p")
    job = _job(project, year=1999)
    with ReportProcesses(["html"], 4) as processes, ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(processes.make, [job] * 200))
        assert processes.parent_pid is not None
        assert Path(f"/proc/{processes.parent_pid}").exists()
        children = (
            Path(f"/proc/{processes.parent_pid}/task/{processes.parent_pid}/children")
            .read_text()
            .split()
        )
    assert {outcome.lost for outcome in outcomes} == {False}
    assert all("has no terms for 1999" in outcome.fault for outcome in outcomes)
    assert len(children) <= 4  # none is left behind as a zombie


def test_figures_that_changed_meanwhile_are_refused(tmp_path: Path) -> None:
    project = _project(tmp_path / "p")
    job = _job(project)
    terms = project.agreements / "kainuu-ict" / "2023.toml"
    terms.write_text(terms.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    with ReportProcesses(["html"], 1) as processes:
        outcome = processes.make(job)
    assert "are not those that the batch began with" in outcome.fault
    assert outcome.files == {}

"""What several tests share: a copy of the project that a test may damage, and both years worked out
once.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import HealthCheck, settings

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.project import Project
from analyysi.run.batch import report_processes
from analyysi.run.engine import process
from analyysi.tables.files.walls.apart import IN_PROCESS
from support.forked_programs import FORKING
from support.organisations import write_organisations
from support.paijat_hame import EXAMPLE, YEAR, example_project
from support.places import ROOT

os.environ["ANALYYSI_LANGUAGE"] = "en"  # whatever the machine is set to
# A process for each of thousands of spreadsheets would take most of their tests' time.
os.environ[IN_PROCESS] = "1"
if sys.platform == "linux":
    process.subprocess = report_processes.subprocess = FORKING  # type: ignore[attr-defined,assignment]

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=5)
settings.load_profile("ci")

pytest_plugins = ["support.quick", "support.order"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes test at once: two more than there are processors, since a part of
    them waits for a browser, an office program or a report at any moment. Of the quick loop none
    waits, and each would begin by collecting thousands of tests.
    """
    waiting = 0 if config.option.markexpr == "not slow" else 2
    return (os.cpu_count() or 2) + waiting


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for docstring examples in `src` only: tests have none, and looking takes seconds."""
    collectors = yield
    return [collector for collector in collectors if not isinstance(collector, DoctestModule)]


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture
def started_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the processes of reports as users' programs do, instead of forking them."""
    for module in (process, report_processes):
        monkeypatch.setattr(module, "subprocess", subprocess)


@pytest.fixture
def spreadsheets_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read spreadsheets in a process of their own with limits, as users' programs do."""
    monkeypatch.delenv(IN_PROCESS)


@pytest.fixture
def project_copy(tmp_path: Path) -> Project:
    for folder in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return Project(tmp_path)


@pytest.fixture(scope="session")
def kainuu_2023(project: Project) -> Comparison:
    return compare_methods(load_year(project, "kainuu-ict", 2023))


@pytest.fixture(scope="session")
def kainuu_2027(project: Project) -> Comparison:
    return compare_methods(load_year(project, "kainuu-ict", 2027))


@pytest.fixture(scope="session")
def paijat_hame_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project with the made example of Päijät-Häme; no test changes it."""
    return example_project(tmp_path_factory.mktemp("paijat-hame"))


@pytest.fixture(scope="session")
def paijat_hame(paijat_hame_project: Project) -> Comparison:
    return compare_methods(load_year(paijat_hame_project, EXAMPLE, YEAR))


@pytest.fixture
def organisations(tmp_path: Path) -> Project:
    """A project of its own, with made-up figures that say so."""
    return write_organisations(tmp_path)

"""Reading a year, comparing all ways, the front page and the search for a rule need no library that
only analysts and drawings need.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.page import Page
from support import walled_path
from support.walled_desk_file import asked
from support.walled_path import WALLED_OFF, walked


def behind_the_wall(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the wall before its libraries."""
    tests = str(Path(walled_path.__file__).parents[1])
    path = os.pathsep.join(filter(None, (tests, os.environ.get("PYTHONPATH", ""))))
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("agreement", "year", "next_year"),
    [("kainuu-ict", 2023, 2028), ("kainuu-ict", 2027, 2028), ("dublin-fire", 2013, 2014)],
)
def test_a_year_is_the_same_to_the_byte_behind_the_wall(
    project: Project, agreement: str, year: int, next_year: int
) -> None:
    asked = (str(project.root), agreement, str(year), str(next_year))
    ran = behind_the_wall("-m", "support.walled_path", *asked)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == walked(str(project.root), agreement, year, next_year)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2023, 2027])
def test_the_front_page_alone_is_that_of_the_page(project: Project, year: int) -> None:
    case = load_year(project, "kainuu-ict", year)
    comparison, context = compare_methods(case), report_context(project, case)
    fronts = walked(str(project.root), "kainuu-ict", year, 2028)["fronts"]
    assert isinstance(fronts, dict)
    for language in LANGUAGES:
        head = Page(comparison, language, "", context).head().html
        assert head.startswith(fronts[language])
        assert "annex-start" not in fronts[language]


@pytest.mark.slow
def test_the_desk_file_answers_the_same_behind_the_wall() -> None:
    ran = behind_the_wall("-m", "support.walled_desk_file")
    assert ran.returncode == 0, ran.stderr
    answers = json.loads(ran.stdout)
    assert answers == json.loads(json.dumps(asked()))
    assert not [answered for answered in answers if "fault" in answered]


@pytest.mark.slow
def test_what_the_desk_file_lacks_is_a_sentence() -> None:
    ran = behind_the_wall("-m", "support.walled_desk_file", "workbook")
    assert ran.returncode == 0, ran.stderr
    assert "xlsxwriter" in json.loads(ran.stdout)


LIBRARIES_OF_ANALYSTS = ("matplotlib", "numpy", "pandas")


@pytest.mark.slow
def test_a_report_needs_no_library_of_analysts(tmp_path: Path) -> None:
    """In all its processes, where the notebook has nothing of an analyst's own."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Wall:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name in {LIBRARIES_OF_ANALYSTS}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Wall())\n",
        encoding="utf-8",
    )
    asked = ("report", "kainuu-ict", "2027", "--output", str(tmp_path))
    ran = subprocess.run(
        [sys.executable, "-m", "analyysi", *asked],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    assert list(tmp_path.rglob("report.html"))


def test_the_wall_refuses_what_is_behind_it() -> None:
    script = (
        "import importlib, sys\n"
        "from support.walled_path import WALLED_OFF, Wall\n"
        "sys.meta_path.insert(0, Wall())\n"
        "for name in sorted(WALLED_OFF):\n"
        "    try:\n        importlib.import_module(name + '.sub')\n"
        "    except ModuleNotFoundError as fault:\n        print(fault)\n"
    )
    ran = behind_the_wall("-c", script)
    assert ran.stdout.splitlines() == [f"{name} is walled off" for name in sorted(WALLED_OFF)]


OUTSIDE_THE_WALL = {
    "analyysi.comparison.trial.pull": "a trial on figures that are fetched asks services",
    "analyysi.desk_file.build.blank_document": "the page is put together by `document`",
    "analyysi.desk_file.build.document": "the page has the explorer of the report's HTML",
    "analyysi.drafting.surveys": "the form that payers fill in is written with xlsxwriter",
    "analyysi.report.papers": "papers are made with nbconvert, xlsxwriter and typst",
    "analyysi.sources.fetch": "services are asked with requests",
    "analyysi.tables.files.xlsx": "workbooks are read with openpyxl, in a process of their own",
}
"""Modules and rooms that need a walled-off library as soon as they are imported, and why."""

ROOMS = (
    *("agreement", "allocation", "comparison", "desk_file", "drafting", "report", "sources"),
    "tables",
)


@pytest.mark.slow
def test_every_other_module_can_be_imported_behind_the_wall() -> None:
    script = (
        "import importlib, pkgutil, sys\n"
        "from support.walled_path import Wall\n"
        "sys.meta_path.insert(0, Wall())\n"
        "import analyysi\n"
        "for module in pkgutil.walk_packages(analyysi.__path__, 'analyysi.'):\n"
        f"    if module.name.split('.')[1] in {ROOMS}:\n"
        "        try:\n            importlib.import_module(module.name)\n"
        "        except ImportError as fault:\n            print(module.name, '|', fault)\n"
    )
    ran = behind_the_wall("-c", script)
    failed = [line.partition(" |")[0] for line in ran.stdout.splitlines()]
    outside = tuple(OUTSIDE_THE_WALL)
    assert [name for name in failed if not name.startswith(outside)] == [], ran.stdout
    for place in OUTSIDE_THE_WALL:
        assert any(name.startswith(place) for name in failed), f"{place} needs no exception"

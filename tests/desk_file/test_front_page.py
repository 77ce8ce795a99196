"""The front page in the desk in one file is the program's for the same trial, to the byte, in each
language: nothing of it is drawn by what the file lacks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import check_parameters
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.draft import draft
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.asked import Choices
from analyysi.desk_file.engine.choices import trial_of
from analyysi.desk_file.engine.opened import open_year
from analyysi.desk_file.engine.shown_trial import tried
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.sections.head import head
from support.desk_files import ID, YEAR, page_in
from support.open_desks import CHROMIUM, Open

pytestmark = pytest.mark.slow

FLOOR = [{"name": "floor", "parameters": {"amount": "9000"}}]


def as_it_stands(project: Project, language: str, choices: dict[str, Any]) -> Case:
    return load_year(project, ID, YEAR)


def by_parameters(project: Project, language: str, choices: dict[str, Any]) -> Case:
    given = {"agreement": ID, "year": YEAR, "language": language, "total": "95000"}
    return load_case(project, check_parameters(given))


def by_draft(project: Project, language: str, choices: dict[str, Any]) -> Case:
    """Let the desk's draft be the file of the year, as it would be after it was saved."""
    opened = open_year(project, ID, YEAR, language)
    trial = tried(opened, trial_of(opened, Choices.model_validate(choices)))
    text = draft(project, opened.case, trial.year, YEAR)
    (project.agreements / ID / f"{YEAR}.toml").write_text(text, encoding="utf-8")
    return load_year(project, ID, YEAR)


TRIALS: dict[str, tuple[dict[str, Any], Callable[[Project, str, dict[str, Any]], Case]]] = {
    "as it stands": ({}, as_it_stands),
    "another sum": ({"total": "95000"}, by_parameters),
    "bounds": ({"steps": FLOOR}, by_draft),
}


def of_program(project: Project, language: str, name: str) -> str:
    """Return what the notebook shows of the front page in the program's report."""
    changed, load = TRIALS[name]
    case = load(project, language, page_in(language).changed(**changed))
    page = Page(compare_methods(case), language, "", report_context(project, case))
    return str(head(page.reader).html)


def requests(language: str) -> list[dict[str, Any]]:
    page = page_in(language)
    opening = {"agreement": ID, "year": YEAR, "language": language, "front": False}
    fronts = [
        {"kind": "front", "choices": page.changed(**changed)} for changed, _ in TRIALS.values()
    ]
    return [{"kind": "open", **opening}, *fronts]


def test_the_front_page_needs_no_library_of_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "front" in page_in("fi").ask(**requests("fi")[1])


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_page_is_the_programs_to_the_byte(
    opened_in: Open, page: Path, project_copy: Project, language: str
) -> None:
    _, *answers = opened_in(CHROMIUM, page).ask(requests(language))
    for name, answer in zip(TRIALS, answers, strict=True):
        assert "front" in answer, answer
        front = answer["front"].strip()
        assert front.startswith('<header class="head"'), front[:200]
        assert front in of_program(project_copy, language, name), name


@pytest.fixture(scope="module")
def page(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if parts_missing() is not None:
        pytest.skip(str(parts_missing()))
    path = tmp_path_factory.mktemp("front") / "laskuri.html"
    path.write_text(desk_file(project, read_parts(), ID, YEAR, "fi"), encoding="utf-8")
    return path

"""Random changes of random agreements: a desk in one file comes to the cents of the program, in each
engine, by every method, within every step, by every rounding rule.

`make desk-cases` draws a thousand; here a few are drawn.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.session import Session
from analyysi.project import Project
from support.command_line import call
from support.desk_cases import (
    FIRST_YEAR,
    ID,
    SIZES,
    STEP_MAKERS,
    DeskCase,
    draw_cases,
    line_of,
    names_of,
    requests_of,
    terms_text,
    write_project,
)
from support.needed import need
from support.open_desks import ALL_ENGINES, CENTS, Open

NUMBER = int(os.environ.get("DESK_CASES", "60"))
SEED = 20_261_130

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, tuple[DeskCase, ...]]:
    project, bases = write_project(tmp_path_factory.mktemp("cases") / "project", SEED)
    return project, draw_cases(project, bases, NUMBER, SEED)


def checksum(lines: Sequence[str]) -> str:
    """Return one checksum over the shares of all cases, in their order."""
    return sha256("\n".join(lines).encode()).hexdigest()


def compare(cases: Sequence[DeskCase], answers: Sequence[Any], engine: str) -> None:
    """Compare the answers with what the program shares; the first that differs is written out."""
    lines = [line_of(answer) if isinstance(answer, dict) else str(answer) for answer in answers]
    expected = [case.line for case in cases]
    sys.stdout.write(f"{engine}: {len(cases)} cases, {checksum(lines)}\n")
    if checksum(lines) == checksum(expected):
        return
    first = next((case, line) for case, line in zip(cases, lines, strict=True) if case.line != line)
    case, line = first
    written = json.dumps(case.settings, ensure_ascii=False, indent=1, default=list)
    different = sum(one != other for one, other in zip(lines, expected, strict=True))
    pytest.fail(
        f"{different} of {len(cases)} differ in {engine}, the first in {case.year}:\n{written}\n"
        f"program: {case.line}\n{engine}: {line}"
    )


def of_changes(requests: Sequence[dict[str, Any]], answers: Sequence[Any]) -> list[Any]:
    pairs = zip(requests, answers, strict=True)
    return [answer for request, answer in pairs if request["kind"] == "change"]


def test_every_method_step_and_rounding_rule_occurs(
    drawn: tuple[Project, tuple[DeskCase, ...]],
) -> None:
    _, cases = drawn
    assert len(cases) == NUMBER
    assert STEP_MAKERS.keys() == STEPS.keys()
    assert names_of(cases) == {
        "methods": set(METHODS),
        "steps": set(STEPS),
        "rounding": set(ROUNDING_RULES),
    }
    assert {2, 20} <= {len(case.cents) for case in cases}
    assert any(case.settings["unit"] > 1 for case in cases)
    assert {case.year for case in cases} == set(range(FIRST_YEAR, FIRST_YEAR + len(SIZES)))


def test_the_engine_comes_to_the_cents_of_the_program(
    drawn: tuple[Project, tuple[DeskCase, ...]],
) -> None:
    project, cases = drawn
    session = Session(project)
    requests = requests_of(cases)
    answers = [json.loads(session.answer(json.dumps(request))) for request in requests]
    cents = [answer.get("cents", answer.get("fault")) for answer in answers]
    compare(cases, of_changes(requests, cents), "CPython")


def test_the_command_prints_what_the_desk_hands_over(
    drawn: tuple[Project, tuple[DeskCase, ...]], tmp_path: Path
) -> None:
    """The terms of a change are written into a file: `analyysi compare` has the same table."""
    project, cases = drawn
    session = Session(project)
    kinds = {
        METHODS[case.settings["method"]].kind: case for case in cases if case.settings["steps"]
    }
    for kind, case in kinds.items():
        copy = shutil.copytree(project.root, tmp_path / kind)
        file = copy / "data" / "agreements" / ID / f"{case.year}.toml"
        file.write_text(terms_text(case), encoding="utf-8")
        typed = ("compare", ID, str(case.year), "--format", "csv", "--project", str(copy))
        printed = call(*typed)
        assert printed.fault is None, printed.fault
        opening, change = requests_of([case])
        session.answer(json.dumps(opening))
        asked = {"kind": "download", "file": "results", "choices": change["choices"]}
        answer = json.loads(session.answer(json.dumps(asked)))
        assert "fault" not in answer, (answer, case.settings)
        assert b64decode(answer["base64"]).decode() == printed.printed
    assert kinds.keys() == {"plain", "claims", "game"}


@pytest.fixture(scope="module")
def page(
    drawn: tuple[Project, tuple[DeskCase, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    need(None if parts_missing() is None else str(parts_missing()))
    path = tmp_path_factory.mktemp("cases") / "laskuri.html"
    text = desk_file(drawn[0], read_parts(), ID, FIRST_YEAR, "fi")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("engine", ALL_ENGINES)
def test_every_engine_comes_to_the_cents_of_the_program(
    opened_in: Open, drawn: tuple[Project, tuple[DeskCase, ...]], page: Path, engine: str
) -> None:
    project, cases = drawn
    requests = requests_of(cases)
    desk = opened_in(engine, page)
    answers = desk.ask(requests, CENTS)
    compare(cases, of_changes(requests, answers), engine)
    _, table = desk.ask([requests[0], {"kind": "download", "file": "results"}])
    of_program = results_csv(compare_methods(load_year(project, ID, cases[0].year)))
    assert b64decode(table["base64"]).decode() == of_program

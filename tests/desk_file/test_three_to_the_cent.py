"""The program, the light explorer of the report and the desk in one file come to the same cents, over
what the explorer lets a reader choose.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analyysi.comparison.case import Variant, load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.desk.trial import Trial, as_agreed
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.desk_file.engine.choices import typed_of
from analyysi.desk_file.engine.opened import open_year
from analyysi.desk_file.engine.session import Session
from analyysi.project import Project
from analyysi.report.papers.exporter import explorer_script
from analyysi.report.sections.explorer import sets_sums_apart
from support.explorers import Trial as Tried
from support.explorers import data_of, of_weights, trials
from support.needed import need
from support.open_desks import CENTS, CHROMIUM, Open
from support.places import ROOT

pytestmark = pytest.mark.slow

YEARS = (("kainuu-ict", 2023), ("kainuu-ict", 2027), ("dublin-fire", 2009), ("dublin-fire", 2013))
EACH = pytest.mark.parametrize(("agreement", "year"), YEARS)
NUMBER = 60
Cents = dict[str, str] | None


@cache
def drawn(agreement: str, year: int) -> tuple[Comparison, list[Tried]]:
    """Return the year, and what a reader could try of it with the cents of the program."""
    comparison = compare_methods(load_year(Project(ROOT), agreement, year))
    return comparison, trials(comparison, NUMBER, year)


def by_explorer(comparison: Comparison, tried: Sequence[Tried]) -> list[Cents]:
    """Return what the report's own script comes to, run as it stands in the page."""
    script = explorer_script(sets_sums_apart(comparison.case))
    function = script[script.index("const sum = ") : script.index("// Writes above")]
    states = json.dumps([one.state for one in tried])
    asked = f"""const data = {json.dumps(data_of(comparison))};
{function}
const texts = (cents) => cents && Object.fromEntries(
  Object.entries(cents).map(([code, amount]) => [code, String(amount)]));
console.log(JSON.stringify({states}.map((state) => texts(shares(state, data)))));"""
    ran = subprocess.run(["node", "-e", asked], capture_output=True, text=True, check=True)
    content: list[Cents] = json.loads(ran.stdout)
    return content


def requests_of(
    agreement: str, year: int, comparison: Comparison, tried: Sequence[Tried]
) -> list[dict[str, Any]]:
    """Return what a page asks for the same trials: the year is opened first."""
    opening = {"agreement": agreement, "year": year, "language": "fi", "front": False}
    requests: list[dict[str, Any]] = [{"kind": "open", **opening}]
    opened = open_year(Project(ROOT), agreement, year, "fi")
    own = as_agreed(comparison.case)
    chosen = data_of(comparison)["ways"][0]["weights"]
    brought = set(comparison.case.brought_in) - set(comparison.case.problem.payers)
    for one in tried:
        weights, total = one.state["weights"], int(one.state["total"])
        variant: Variant = comparison.case.chosen if weights == chosen else of_weights(weights)
        payers = tuple(code for code in one.state["payers"] if code not in brought)
        name, parameters = variant.method.name, variant.parameters
        trial = Trial(total, name, parameters, payers, own.unit, own.steps, own.rounding)
        choices = typed_of(opened, trial).model_dump(mode="json")
        requests.append({"kind": "change", "choices": choices})
    return requests


def compare(tried: Sequence[Tried], answers: Sequence[Any], who: str) -> None:
    for one, answer in zip(tried, answers, strict=True):
        cents = {code: str(amount) for code, amount in answer.items()} if answer else None
        assert cents == one.cents, (who, one.state)


@EACH
def test_the_explorer_comes_to_the_cents_of_the_program(agreement: str, year: int) -> None:
    need(None if shutil.which("node") else "node is missing")
    comparison, tried = drawn(agreement, year)
    assert sum(one.cents is not None for one in tried) > NUMBER // 2
    compare(tried, by_explorer(comparison, tried), "explorer")


@EACH
def test_the_desk_comes_to_the_cents_of_the_program(agreement: str, year: int) -> None:
    comparison, tried = drawn(agreement, year)
    session = Session(Project(ROOT))
    asked = requests_of(agreement, year, comparison, tried)
    _, *answers = [json.loads(session.answer(json.dumps(request))) for request in asked]
    assert all(("cents" in answer) != ("fault" in answer) for answer in answers)
    compare(tried, [answer.get("cents") for answer in answers], "desk")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    if parts_missing() is not None:
        pytest.skip(str(parts_missing()))
    folder, paths = tmp_path_factory.mktemp("three"), {}
    for agreement, year in dict(YEARS).items():
        paths[agreement] = folder / f"{agreement}.html"
        text = desk_file(Project(ROOT), read_parts(), agreement, year, "fi")
        paths[agreement].write_text(text, encoding="utf-8")
    return paths


@pytest.mark.browser
@EACH
def test_the_desk_file_in_a_browser_comes_to_the_cents_of_the_program(
    opened_in: Open, pages: dict[str, Path], agreement: str, year: int
) -> None:
    comparison, tried = drawn(agreement, year)
    requests = requests_of(agreement, year, comparison, tried)
    _, *answers = opened_in(CHROMIUM, pages[agreement]).ask(requests, CENTS)
    cents = [answer if isinstance(answer, dict) else None for answer in answers]
    compare(tried, cents, "browser")

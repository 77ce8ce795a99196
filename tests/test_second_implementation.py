"""The second implementation of every method, step and rounding rule: it has all rows, shares nothing
with the program, and gives the same to the cent.
"""

import ast
import importlib
import re
import sys
from types import ModuleType
from typing import get_args

import pytest

from analyysi.agreement.key import Transformation
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from support.places import ROOT

BENCHMARKS = ROOT / "benchmarks"
CASES = 3 * len(METHODS) * len(ROUNDING_RULES)
"""Each method with each rounding rule three times; steps come at random."""


@pytest.fixture(scope="module")
def command() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        return importlib.import_module("second_implementation")
    finally:
        sys.path.remove(str(BENCHMARKS))


def kinds_of_transformation() -> set[str]:
    union, _ = get_args(Transformation)
    return {get_args(model.model_fields["kind"].annotation)[0] for model in get_args(union)}


def test_every_row_has_a_second_implementation(command: ModuleType) -> None:
    assert command.without_second() == []
    draws, second_keys = sys.modules["second.draws"], sys.modules["second.keys"]
    assert set(draws.METHODS) == set(METHODS)
    assert set(draws.STEPS) == set(STEPS)
    assert set(second_keys.TRANSFORMATIONS) == kinds_of_transformation()
    assert set(draws.TRANSFORMATIONS) == kinds_of_transformation()


def test_it_does_not_read_the_program() -> None:
    for path in sorted((BENCHMARKS / "second").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            module = getattr(node, "module", None) or ""
            assert not any("analyysi" in name for name in (*names, module)), path.name


@pytest.mark.slow
def test_both_give_the_same_for_every_row(command: ModuleType) -> None:
    counts, differences = command.run(CASES, seed=2023)
    assert [command.shown(case) for case in differences] == []
    rows = {*METHODS, *STEPS, *ROUNDING_RULES, "sum", "mean", *kinds_of_transformation()}
    answered = {row for row in rows if counts.tried[row] > counts.refused[row]}
    assert answered == rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "table", "row", "wrong"),
    [
        ("second.rounding", "ROUNDING_RULES", "adams", "jefferson"),
        ("second.methods", "METHODS", "claims_talmud", "claims_piniles"),
        ("second.steps", "STEPS", "floor", "cap"),
    ],
)
def test_a_difference_is_found_and_made_small(
    command: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    table: str,
    row: str,
    wrong: str,
) -> None:
    rows = getattr(sys.modules[module], table)
    monkeypatch.setitem(rows, row, rows[wrong])
    counts, differences = command.run(CASES // 3, seed=2023)
    assert counts.different[row] == len(differences) > 0
    small = command.smallest(differences[0])
    assert command.differ(small)
    assert len(small.payers) <= len(differences[0].payers)


def test_the_document_has_every_row_and_no_difference() -> None:
    text = (ROOT / "docs" / "second-implementation.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| [\w ]* \| (`\w+`|all cases) \| ([\d ]+) \| ([\d ]+) \| ([\d ]+) \|$", text, re.M
    )
    named = {name.strip("`") for name, *_ in rows}
    assert named >= {*METHODS, *STEPS, *ROUNDING_RULES, *kinds_of_transformation()}
    counts = {
        name.strip("`"): [int(cell.replace(" ", "")) for cell in cells] for name, *cells in rows
    }
    assert counts["all cases"][0] >= 20_000
    assert all(different == 0 for _, _, different in counts.values())
    assert all(tried > refused for tried, refused, _ in counts.values())

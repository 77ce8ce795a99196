"""docs/methods.md: every name in it exists, none is missing, and every example comes out as printed."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.values import Frozen
from analyysi.allocation.claims_methods import ByClaims
from analyysi.allocation.games import stand_alone_and_joint
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.problem import Problem
from analyysi.allocation.rounding import ROUNDING_RULES
from analyysi.allocation.steps import STEPS

DOCUMENT = (Path(__file__).parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
CODES = ("a", "b", "c")
_ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
_EXAMPLE = re.compile(r"<!-- example: (.*?) -->\n(.*?)(?=\n\n|\Z)", re.DOTALL)
BASIC: dict[str, Frozen] = {
    "equal": NoParameters(),
    "proportional": ByKey(key="people"),
    "mix": Mix(equal="0.3", keys={"people": "0.7"}),
    "fixed": FixedShares(shares={"a": "0.5", "b": "0.3", "c": "0.2"}),
}


def by_code(*values: int) -> dict[str, Fraction]:
    return dict(zip(CODES, map(Fraction, values), strict=True))


def number(text: str) -> Fraction:
    """Read "33 1/3"."""
    return sum((Fraction(part) for part in text.split()), Fraction(0))


def worked_out(example: str, name: str) -> dict[str, Any]:
    kind, *rest = example.split()
    if kind == "basic":
        problem = Problem(Fraction(600), CODES, {"people": by_code(1, 2, 3)})
        return dict(METHODS[name].function(problem, BASIC[name]).amounts)
    if kind == "claims":
        total = Fraction(rest[0].removeprefix("total="))
        problem = Problem(total, CODES, {}, {"claims": by_code(100, 200, 300)})
        return dict(METHODS[name].function(problem, ByClaims(claims="claims")).amounts)
    if kind == "game":
        game = stand_alone_and_joint(by_code(40, 50, 60), Fraction(90))
        return dict(METHODS[name].function(Problem(Fraction(90), CODES, {}, {}, game), NoParameters()).amounts)
    assert kind == "rounding"
    shares = {code: Fraction(11 * part, 100) for code, part in by_code(60, 27, 13).items()}
    return dict(ROUNDING_RULES[name].function(shares, 1).cents)


CELLS = [
    pytest.param(example, name, cells, id=f"{example}-{name}")
    for example, table in _EXAMPLE.findall(DOCUMENT)
    for name, cells in _ROW.findall(table)
]


def test_every_row_is_described_and_nothing_else() -> None:
    named = {name for name, _ in _ROW.findall(DOCUMENT)}
    assert named == {*METHODS, *STEPS, *ROUNDING_RULES}


def test_every_method_and_every_rule_has_an_example() -> None:
    assert {name for _, table in _EXAMPLE.findall(DOCUMENT) for name, _ in _ROW.findall(table)} == {
        *METHODS,
        *ROUNDING_RULES,
    }
    assert len(CELLS) == 4 + 3 * 13 + 8 + 7


@pytest.mark.parametrize(("example", "name", "cells"), CELLS)
def test_the_example_comes_out_as_printed(example: str, name: str, cells: str) -> None:
    printed = [number(cell.strip()) for cell in cells.split("|")]
    assert printed == [worked_out(example, name)[code] for code in CODES]


def test_sources_are_those_of_the_rows() -> None:
    for row in (*METHODS.values(), *ROUNDING_RULES.values()):
        assert f"| {row.reference} |" in DOCUMENT, row.name

"""No name of a row of `allocation` stands outside it: who needs to know something of a method, a
step or a rounding rule asks its row.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.allocation.cost_games.game_solutions import GAME_SOLUTIONS
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from support.house import SOURCE

ROW_NAMES = frozenset(
    name
    for table in (METHODS, STEPS, ROUNDING_RULES, CLAIMS_RULES, GAME_SOLUTIONS)
    for name in table
)
PREFIXES = ("claims_", "game_")
_QUOTED = re.compile(r"""["'](\w+)["']""")

EXCEPTIONS = {
    ("cli/import_decision.py", "as_published"): "A value of the option --rule. The command line "
    "shows its help without importing the methods.",
    ("cli/explain.py", "equal"): "A family of the rule search, not the method.",
}
"""Where a word that is a row's name stands with another meaning, and why it may."""


def named_rows(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each line of a module that has a row's name, or a test of a prefix, as text."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if node.value in ROW_NAMES or node.value in PREFIXES:
            yield node.lineno, node.value
        for name in _QUOTED.findall(node.value):
            if name in ROW_NAMES:
                yield node.lineno, name


def without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [  # type: ignore[attr-defined]
                statement
                for statement in body
                if not (
                    isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                )
            ]
    return tree


def outside_allocation() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if place.parts[0] != "allocation":
            yield place.as_posix(), without_docstrings(ast.parse(path.read_text(encoding="utf-8")))


def test_no_module_outside_allocation_names_a_row() -> None:
    places = [
        f"src/analyysi/{module}:{line}: '{name}'"
        for module, tree in outside_allocation()
        for line, name in named_rows(tree)
        if (module, name) not in EXCEPTIONS
    ]
    assert not places, "ask the row for what you need to know of it:\n" + "\n".join(places)


@pytest.mark.parametrize(("module", "name"), EXCEPTIONS)
def test_an_exception_that_is_not_needed_goes(module: str, name: str) -> None:
    path = Path(SOURCE / module)
    assert name in {found for _, found in named_rows(ast.parse(path.read_text(encoding="utf-8")))}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("if method.name == 'proportional': pass", "proportional"),
        ("MARKERS = {'mix': 'D'}", "mix"),
        ("lines = ['name = \"equal\"']", "equal"),
        ("if method.name.startswith('claims_'): pass", "claims_"),
        ("rule = f\"rule = '{usual}'\" + 'largest_remainder'", "largest_remainder"),
    ],
)
def test_a_name_is_seen_wherever_it_stands(code: str, name: str) -> None:
    assert [seen for _, seen in named_rows(ast.parse(code))] == [name]


def test_docstrings_and_other_words_may_be_as_they_are() -> None:
    code = '"""A "mix" of keys."""\nkind = "minimum"\nwords = "the mix, and a floor"\n'
    assert list(named_rows(without_docstrings(ast.parse(code)))) == []

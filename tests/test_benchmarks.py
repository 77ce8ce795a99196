"""The benchmarks still name what is there: nobody runs them every day."""

import ast
import importlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from support.places import ROOT

BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.py"))


def imported_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield the module and name of each import from the program, wherever it stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analyysi"):
            for alias in node.names:
                yield node.module or "", alias.name


def lacking_names(text: str) -> list[str]:
    """Return the imports that would fail."""
    lacking = []
    for module, name in imported_names(text):
        whole = f"{module}.{name}"
        try:
            there = hasattr(importlib.import_module(module), name) or find_spec(whole) is not None
        except ModuleNotFoundError:
            there = False
        if not there:
            lacking.append(whole)
    return lacking


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_what_a_benchmark_imports_is_there(path: Path) -> None:
    assert lacking_names(path.read_text(encoding="utf-8")) == []


def test_lacking_import_is_found() -> None:
    text = (
        "def late():\n    from analyysi.money import euros, roubles\n"
        "from analyysi.attic import key\nfrom analyysi import cli\nimport json\n"
    )
    assert sorted(lacking_names(text)) == ["analyysi.attic.key", "analyysi.money.roubles"]


def test_every_method_but_games_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    allocation = importlib.import_module("allocation")
    allocation.every_method(allocation.problem(3))
    assert len(allocation.TOLD) > 10
    for work, seconds in allocation.TOLD:
        assert float(seconds) > 0, work

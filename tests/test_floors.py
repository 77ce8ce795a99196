"""The floors of the package: a module imports only from floors below it, and no imports go in a
circle.
"""

import ast
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "analyysi"
SOURCE = Path(__file__).parent.parent / "src" / PACKAGE

FLOORS = {
    "": 0,
    "errors": 0,
    "suggestions": 0,
    "money": 1,
    "messages": 1,
    "project": 1,
    "file_system": 1,
    "languages": 1,
    "agreement": 2,
    "tables": 3,
    "allocation": 4,
    "sources": 4,
    "comparison": 5,
    "report": 6,
    "run": 7,
    "drafting": 7,
    "archive": 8,
    "desk": 8,
    "desk_file": 9,
    "analyst": 9,
    "cli": 10,
    "__main__": 11,
}
NOT_IN_ALLOCATION = {"pathlib", "os", "io", "time", "datetime", "pandas", "numpy"}
"""A split sees no file, no clock and no table."""


def modules(source: Path = SOURCE) -> dict[str, str]:
    """Return every module's dotted name and its text."""
    texts = {}
    for path in sorted(source.rglob("*.py")):
        place = path.relative_to(source).with_suffix("").parts
        if place[-1] == "__init__":
            place = place[:-1]
        texts[".".join((PACKAGE, *place))] = path.read_text(encoding="utf-8")
    return texts


def imports(name: str, text: str, known: Iterable[str], is_package: bool = False) -> set[str]:
    """Return the modules that a module imports, wherever in it the import stands."""
    targets = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            targets |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                names = name.split(".")
                above = names[: len(names) - node.level + is_package]
                base = ".".join([*above, *([node.module] if node.module else [])])
            inner = {f"{base}.{alias.name}" for alias in node.names} & set(known)
            targets |= inner or {base}
    return targets


def unit(module: str) -> str:
    """Return the module's name in FLOORS: its first part below the package."""
    return module.removeprefix(PACKAGE).removeprefix(".").partition(".")[0]


def faults(texts: Mapping[str, str]) -> list[str]:
    """Return every import that the floors forbid, in words."""
    forbidden = []
    graph: dict[str, set[str]] = {}
    packages = {name.rpartition(".")[0] for name in texts}
    for name, text in texts.items():
        home = unit(name)
        if home not in FLOORS:
            forbidden.append(f"{name} has no floor")
            continue
        graph[name] = set()
        if name == PACKAGE:
            continue  # the door imports what it offers when that is asked for, and nothing before
        for target in imports(name, text, texts, name in packages):
            if target.partition(".")[0] != PACKAGE:
                if home == "allocation" and target.partition(".")[0] in NOT_IN_ALLOCATION:
                    forbidden.append(f"{name} imports {target}")
                continue
            graph[name].add(target)
            target_unit = unit(target)
            # The single modules of floors 0 and 1 may build on each other; packages of one floor do
            # not know each other.
            neighbours = FLOORS[home] == FLOORS.get(target_unit) in (0, 1)
            if (
                target_unit != home
                and not neighbours
                and FLOORS.get(target_unit, 99) >= FLOORS[home]
            ):
                forbidden.append(f"{name} imports {target}")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        forbidden.append(f"a circle: {' -> '.join(error.args[1])}")
    return forbidden


@pytest.mark.slow
def test_imports_go_downwards() -> None:
    texts = modules()
    assert "analyysi.comparison.compare" in texts
    assert faults(texts) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("analyysi.agreement.terms", "from analyysi.sources.keys import key_weights"),
        ("analyysi.agreement.terms", "def late():\n    import analyysi.report.page"),
        ("analyysi.sources.keys", "from analyysi.allocation.problem import Problem"),
        ("analyysi.allocation.problem", "from analyysi import sources"),
        ("analyysi.allocation.problem", "from ..sources import keys"),
        ("analyysi.allocation.problem", "import datetime"),
        ("analyysi.allocation.problem", "from os.path import join"),
        ("analyysi.allocation.problem", "import pandas as pd"),
        ("analyysi.errors", "from analyysi.money import euros"),
        ("analyysi.suggestions", "from analyysi.money import euros"),
        ("analyysi.novelty", ""),
    ],
)
def test_a_forbidden_import_is_found(name: str, text: str) -> None:
    texts = {
        "analyysi.sources": "",
        "analyysi.sources.keys": "",
        "analyysi.allocation.problem": "",
    } | {name: text}
    assert len(faults(texts)) == 1
    assert name in faults(texts)[0]


def test_a_circle_is_found() -> None:
    circle = {
        "analyysi.money": "import analyysi.messages",
        "analyysi.messages": "import analyysi.money",
    }
    assert "a circle" in faults(circle)[0]


def test_a_permitted_import_is_let_through() -> None:
    allowed = (
        "from pathlib import Path\nfrom analyysi.money import CODE\nfrom analyysi import "
        "errors, __version__"
    )
    texts = {
        "analyysi": "",
        "analyysi.errors": "",
        "analyysi.money": "CODE = 1",
        "analyysi.sources.keys": allowed,
    }
    assert faults(texts) == []

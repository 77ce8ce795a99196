"""Measures of the house: how long, how dense, how well named the program is.

`python tests/support/house.py` prints them for each package, `python tests/support/house.py
allocation` lists the offending places of one package.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "analyysi"
TESTS = ROOT / "tests"
LINE, MODULE, FUNCTION, FLAT_LIST = 100, 450, 60, 20

EMPTY_NAMES = frozenset(
    """
    found told one other rest part own thing item way data result value tmp said wanted
    """.split()
)
"""Local names that say nothing of what they hold."""

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

Place = tuple[int, str]
"""A line of a module and what stands there."""


def modules(source: Path = SOURCE) -> list[Path]:
    """Return every module of the program, in order."""
    return sorted(source.rglob("*.py"))


def long_lines(text: str) -> Iterator[Place]:
    """Yield the lines that are longer than `LINE`."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LINE:
            yield number, "long line"


def long_functions(tree: ast.AST) -> Iterator[Place]:
    """Yield the functions that do not fit a screen."""
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield node.lineno, f"function {node.name} has {lines} lines"


def assignments(tree: ast.AST) -> Iterator[Place]:
    """Yield every name that is given a value in a function, in comprehensions and loops too."""
    for function in ast.walk(tree):
        if isinstance(function, _FUNCTIONS):
            for node in _own_nodes(function):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.lineno, node.id


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Walk a function without the functions in it, which are walked by themselves."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, _FUNCTIONS):
            yield from _own_nodes(child)


def empty_names(tree: ast.AST) -> Iterator[Place]:
    """Yield the assignments to a name that says nothing."""
    for line, name in assignments(tree):
        if name in EMPTY_NAMES:
            yield line, f"name {name}"


def nested_comprehensions(tree: ast.AST) -> Iterator[Place]:
    """Yield the comprehensions that have another one in them."""
    for node in ast.walk(tree):
        if isinstance(node, _COMPREHENSIONS):
            inner = (child for part in ast.iter_child_nodes(node) for child in ast.walk(part))
            if any(isinstance(child, _COMPREHENSIONS) for child in inner):
                yield node.lineno, "nested comprehension"


def flat_lists(source: Path = SOURCE) -> dict[str, int]:
    """Return how many modules and packages each folder shows, by the folder's dotted name."""
    lists = {}
    for folder in [source, *(path for path in source.rglob("*") if path.is_dir())]:
        if not (folder / "__init__.py").exists():
            continue
        shown = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        shown += [path for path in folder.iterdir() if (path / "__init__.py").exists()]
        lists[".".join(folder.relative_to(source.parent).parts)] = len(shown)
    return lists


def untested_modules(source: Path = SOURCE, tests: Path = TESTS) -> list[str]:
    """Return the modules that no test file mirrors, as paths below the package."""
    lacking = []
    for path in modules(source):
        place = path.relative_to(source)
        if path.stem.startswith("__"):
            continue
        if not (tests / place.with_name(f"test_{path.name}")).exists():
            lacking.append(place.as_posix())
    return lacking


def faults(path: Path) -> list[Place]:
    """Return every place of a module that a measure counts."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    places = [*long_lines(text), *long_functions(tree), *empty_names(tree)]
    places += nested_comprehensions(tree)
    lines = text.count("\n")
    if lines > MODULE:
        places.append((1, f"module has {lines} lines"))
    return sorted(places)


def measures(paths: Sequence[Path]) -> Counter[str]:
    """Return the measures of some modules together."""
    count: Counter[str] = Counter()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        count["modules"] += 1
        count["lines"] += text.count("\n")
        count["long modules"] += text.count("\n") > MODULE
        count["long lines"] += len(list(long_lines(text)))
        count["long functions"] += len(list(long_functions(tree)))
        count["assignments"] += len(list(assignments(tree)))
        count["empty names"] += len(list(empty_names(tree)))
        count["nested"] += len(list(nested_comprehensions(tree)))
    return count


def main(arguments: Sequence[str]) -> None:
    """Print the measures of every package, or the places of one."""
    write = sys.stdout.write
    if arguments:
        folder = SOURCE / arguments[0].replace(".", "/")
        for path in (
            [folder.with_suffix(".py")] if folder.with_suffix(".py").exists() else modules(folder)
        ):
            for line, words in faults(path):
                write(f"{path.relative_to(ROOT)}:{line}: {words}\n")
        for name in untested_modules():
            if (SOURCE / name).is_relative_to(folder):
                write(f"src/analyysi/{name}: no test of its name\n")
        return
    columns = (
        "modules",
        "lines",
        "long modules",
        "long lines",
        "long functions",
        "assignments",
        "empty names",
        "nested",
    )
    packages: dict[str, list[Path]] = {}
    for path in modules():
        packages.setdefault(path.parent.relative_to(SOURCE).as_posix(), []).append(path)
    write(f"{'package':28}" + "".join(f"{name:>15}" for name in columns) + "\n")
    for name, paths in [*packages.items(), ("ALL", modules())]:
        count = measures(paths)
        write(f"{name:28}" + "".join(f"{count[column]:>15}" for column in columns) + "\n")
    longest = max(flat_lists().items(), key=lambda pair: pair[1])
    write(f"longest flat list: {longest[1]} ({longest[0]})\n")
    write(f"modules without a test of their name: {len(untested_modules())}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

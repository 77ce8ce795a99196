"""Measures of the house: how long, how dense and how well named the program is.

`python tests/support/house.py` prints them for each package, `python tests/support/house.py
allocation` lists the offending places of one package or module.
`tests/test_house.py` holds the limits.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "analyysi"
TESTS = ROOT / "tests"
LINE, MODULE, FUNCTION, FLAT_LIST = 100, 450, 60, 20
"""The longest line in characters, the longest module and function in lines, and how many names one
folder may show.
"""

REASON = "# Long:"
"""How a comment right above a function begins that says why the function is long."""

EMPTY_NAMES = frozenset(
    {
        "found",
        "told",
        "one",
        "other",
        "rest",
        "part",
        "own",
        "thing",
        "item",
        "way",
        "data",
        "result",
        "value",
        "tmp",
        "said",
        "wanted",
    }
)
"""Local names that say nothing of what they hold."""

WITHOUT_TEST = {
    "__init__": "a package file holds a sentence on the package, or names what it offers",
    "__main__": "one line that calls the command line, which tests/cli/test_main.py starts",
}
"""Modules that need no test of their name, and why."""

NO_MIRROR = frozenset({"browser", "fixtures", "golden", "pdf", "support"})
"""Folders of the tests that hold no tests, but what tests use."""

COLUMNS = (
    "modules",
    "lines",
    "long modules",
    "long lines",
    "long functions",
    "assignments",
    "empty names",
    "nested",
)

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


def long_functions(text: str) -> Iterator[Place]:
    """Yield the functions that do not fit a screen and do not say why."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, _FUNCTIONS):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION and not _has_reason(node, lines):
            yield node.lineno, f"function {node.name} has {length} lines"


def _has_reason(function: ast.FunctionDef | ast.AsyncFunctionDef, lines: Sequence[str]) -> bool:
    """Return whether the comment right above a function, or above its decorators, is a reason."""
    first = min([function.lineno, *(node.lineno for node in function.decorator_list)])
    above = first - 2
    while above >= 0 and lines[above].lstrip().startswith("#"):
        if lines[above].lstrip().startswith(REASON):
            return True
        above -= 1
    return False


def assignments(tree: ast.AST) -> Iterator[Place]:
    """Yield every name that gets a value in a function, in comprehensions and loops too."""
    for function in ast.walk(tree):
        if isinstance(function, _FUNCTIONS):
            for node in _nodes_outside_inner_functions(function):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.lineno, node.id


def _nodes_outside_inner_functions(function: ast.AST) -> Iterator[ast.AST]:
    """Walk a function without the functions in it, which are walked on their own."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _FUNCTIONS):
            waiting += ast.iter_child_nodes(node)


def empty_names(tree: ast.AST) -> Iterator[Place]:
    """Yield the assignments to a name that says nothing."""
    for line, name in assignments(tree):
        if name in EMPTY_NAMES:
            yield line, f"name {name}"


def nested_comprehensions(tree: ast.AST) -> Iterator[Place]:
    """Yield the comprehensions that have another one in them."""
    for node in ast.walk(tree):
        if not isinstance(node, _COMPREHENSIONS):
            continue
        inner = (child for child in ast.walk(node) if child is not node)
        if any(isinstance(child, _COMPREHENSIONS) for child in inner):
            yield node.lineno, "nested comprehension"


def flat_lists(source: Path = SOURCE) -> dict[str, int]:
    """Return how many modules and packages each folder shows, by the folder's dotted name.

    `__main__` is not counted: nobody looks for anything in it.
    """
    lengths = {}
    for folder in [source, *(path for path in source.rglob("*") if path.is_dir())]:
        if not (folder / "__init__.py").exists():
            continue
        shown = [path for path in folder.glob("*.py") if path.stem not in WITHOUT_TEST]
        shown += [path for path in folder.iterdir() if (path / "__init__.py").exists()]
        lengths[".".join(folder.relative_to(source.parent).parts)] = len(shown)
    return lengths


def untested_modules(source: Path = SOURCE, tests: Path = TESTS) -> list[str]:
    """Return the modules that no test file mirrors, as paths below the package."""
    lacking = []
    for path in modules(source):
        place = path.relative_to(source)
        mirror = tests / place.with_name(f"test_{path.name}")
        if path.stem not in WITHOUT_TEST and not mirror.exists():
            lacking.append(place.as_posix())
    return lacking


OF_NO_PACKAGE = {"fuzz"}
"""Folders of tests of many packages at once."""


def stray_test_folders(source: Path = SOURCE, tests: Path = TESTS) -> list[str]:
    """Return the folders with tests in them that no package of the program goes with."""
    stray = set()
    for path in tests.rglob("test_*.py"):
        place = path.parent.relative_to(tests)
        if place.as_posix() in OF_NO_PACKAGE:
            continue
        if not (source / place).is_dir() or NO_MIRROR.intersection(place.parts):
            stray.add(place.as_posix())
    return sorted(stray)


def imported_tests(text: str) -> Iterator[Place]:
    """Yield the imports of a test module by another module."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(alias.name for alias in node.names)]
        for name in names:
            if name.rpartition(".")[2].startswith("test_"):
                yield node.lineno, f"imports {name}"


def faults(path: Path) -> list[Place]:
    """Return every place of a module that a measure counts."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    places = [*long_lines(text), *long_functions(text), *empty_names(tree)]
    places += nested_comprehensions(tree)
    lines = text.count("\n")
    if lines > MODULE:
        places.append((1, f"module has {lines} lines"))
    return sorted(places)


def measures(paths: Sequence[Path]) -> Counter[str]:
    """Return the measures of some modules together, by the names in `COLUMNS`."""
    return sum((_measures_of(path) for path in paths), Counter())


@cache
def _measures_of(path: Path) -> Counter[str]:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = text.count("\n")
    names = [name for _, name in assignments(tree)]
    return Counter(
        {
            "modules": 1,
            "lines": lines,
            "long modules": int(lines > MODULE),
            "long lines": len(list(long_lines(text))),
            "long functions": len(list(long_functions(text))),
            "assignments": len(names),
            "empty names": sum(name in EMPTY_NAMES for name in names),
            "nested": len(list(nested_comprehensions(tree))),
        }
    )


def list_faults(package: str) -> Iterator[str]:
    """Yield a line for each fault of a package or module, by its dotted name below `analyysi`."""
    place = SOURCE / package.replace(".", "/")
    module = place.with_suffix(".py")
    paths = [module] if module.exists() else modules(place)
    for path in paths:
        for line, words in faults(path):
            yield f"{path.relative_to(ROOT)}:{line}: {words}"
    for name in untested_modules():
        if SOURCE / name in paths:
            yield f"src/analyysi/{name}: no test of its name"


def list_measures() -> Iterator[str]:
    """Yield the table of all measures, a line for each package."""
    packages: dict[str, Counter[str]] = {}
    for path in modules():
        name = path.parent.relative_to(SOURCE).as_posix()
        packages.setdefault(name, Counter()).update(measures([path]))
    packages["ALL"] = sum(packages.values(), Counter())
    yield f"{'package':28}" + "".join(f"{name:>15}" for name in COLUMNS)
    for name, count in packages.items():
        yield f"{name:28}" + "".join(f"{count[column]:>15}" for column in COLUMNS)
    folder, length = max(flat_lists().items(), key=lambda pair: pair[1])
    yield f"longest flat list: {length} ({folder})"
    yield f"modules without a test of their name: {len(untested_modules())}"


def main(arguments: Sequence[str]) -> None:
    """Print the measures of every package, or the faults of one."""
    lines = list_faults(arguments[0]) if arguments else list_measures()
    for line in lines:
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

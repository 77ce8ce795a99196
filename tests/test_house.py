"""The limits of the house: length, density and names of the program, and a test for each module.

ruff holds the length of lines and the complexity of functions. What it has no rule for is measured
by `support/house.py` and held here.
"""

import ast
from pathlib import Path

import pytest

from support.house import (
    FLAT_LIST,
    FUNCTION,
    LINE,
    MODULE,
    TESTS,
    assignments,
    empty_names,
    faults,
    flat_lists,
    imported_tests,
    list_measures,
    long_functions,
    long_lines,
    measures,
    modules,
    nested_comprehensions,
    stray_test_folders,
    untested_modules,
)
from support.order import TOGETHER
from support.places import ROOT

LONG_LINES = 0.01
"""The share of lines that may be longer than `LINE` characters."""

EMPTY_NAMES = 0.04
"""The share of assignments that may go to a name that says nothing."""


@pytest.fixture(scope="module")
def whole() -> dict[str, int]:
    return dict(measures(modules()))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long modules", "long functions", "nested"])
def test_there_are_none(whole: dict[str, int], name: str) -> None:
    assert whole.get(name, 0) == 0, "see `python tests/support/house.py <package>`"


@pytest.mark.slow
def test_few_lines_are_long(whole: dict[str, int]) -> None:
    assert whole.get("long lines", 0) <= LONG_LINES * whole["lines"]


@pytest.mark.slow
def test_few_local_names_say_nothing(whole: dict[str, int]) -> None:
    assert whole["assignments"] > 1000
    assert whole.get("empty names", 0) <= EMPTY_NAMES * whole["assignments"]


def test_no_folder_shows_more_names_than_one_can_look_over() -> None:
    assert {name: count for name, count in flat_lists().items() if count > FLAT_LIST} == {}


def test_modules_have_a_test_of_their_name() -> None:
    assert untested_modules() == []


def test_tests_lie_in_the_folders_of_what_they_test() -> None:
    assert stray_test_folders() == []


@pytest.mark.slow
def test_commands_are_called_through_one_door() -> None:
    """The language that a command speaks holds for its process; the door puts it back."""
    callers = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if "import CliRunner" in path.read_text(encoding="utf-8")
    }
    assert callers == {"support/command_line.py", "test_house.py"}


@pytest.mark.slow
def test_no_test_module_imports_another() -> None:
    imported = {
        path.relative_to(TESTS).as_posix(): list(imported_tests(path.read_text(encoding="utf-8")))
        for path in TESTS.rglob("*.py")
    }
    assert {path: places for path, places in imported.items() if places} == {}


# The measures find what they are for.


def of_lines(count: int, above: str = "") -> str:
    """Return a function of so many lines, its head counted."""
    return above + "def job():\n" + "    pass\n" * (count - 1)


def test_long_function_is_found_unless_a_reason_stands_above() -> None:
    assert list(long_functions(of_lines(FUNCTION))) == []
    assert list(long_functions(of_lines(FUNCTION + 1))) == [
        (1, f"function job has {FUNCTION + 1} lines")
    ]
    reason = "# Long: one table, which reads best in one piece.\n"
    assert list(long_functions(of_lines(FUNCTION + 1, reason))) == []
    assert list(long_functions(of_lines(FUNCTION + 1, f"{reason}# And more.\n@cache\n"))) == []
    assert len(list(long_functions(of_lines(FUNCTION + 1, "# A comment.\n")))) == 1
    assert len(list(long_functions(of_lines(FUNCTION + 1, f"{reason}\n")))) == 1


def test_long_method_is_found() -> None:
    method = "".join(f"    {line}\n" for line in of_lines(FUNCTION + 1).splitlines())
    assert [line for line, _ in long_functions(f"class Desk:\n{method}")] == [2]


def test_long_line_is_found() -> None:
    text = f"{'a' * LINE}\n{'ä' * (LINE + 1)}\n"
    assert list(long_lines(text)) == [(2, "long line")]


@pytest.mark.parametrize(
    "text",
    [
        "found = 1",
        "for one in ():\n        pass",
        "shares = [part for part in ()]",
        "with open('') as data:\n        pass",
        "first, (rest, last) = 1, (2, 3)",
        "if (value := 1):\n        pass",
    ],
)
def test_empty_name_is_found(text: str) -> None:
    assert len(list(empty_names(ast.parse(f"def job():\n    {text}\n")))) == 1


def test_named_locals_attributes_and_parameters_are_no_empty_names() -> None:
    text = "def job(value):\n    self.found = 1\n    share = value\n    shares['one'] = share\n"
    assert list(empty_names(ast.parse(text))) == []
    assert [name for _, name in assignments(ast.parse(text))] == ["share"]


def test_inner_function_counts_once() -> None:
    text = "def outer():\n    def inner():\n        found = 1\n    share = 2\n"
    assert sorted(assignments(ast.parse(text))) == [(3, "found"), (4, "share")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[a for a in b]", 0),
        ("[a for a in b for c in a]", 0),
        ("[[a for a in b] for b in c]", 1),
        ("sum(max(a for a in b) for b in c)", 1),
        ("{a: b for a in [c for c in d]}", 1),
        ("[a for a in b if any(c for c in a)]", 1),
        ("[*(a for a in b), *(a for a in c)]", 0),
        ("[[[a for a in b] for b in c] for c in d]", 2),
    ],
)
def test_nested_comprehension_is_found(text: str, count: int) -> None:
    assert len(list(nested_comprehensions(ast.parse(text)))) == count


def test_faults_of_a_module_stand_in_its_order(tmp_path: Path) -> None:
    module = tmp_path / "long.py"
    module.write_text(of_lines(3) + "def last():\n    found = 1\n" + "\n" * MODULE)
    assert faults(module) == [(1, f"module has {MODULE + 5} lines"), (5, "name found")]
    assert measures([module])["long modules"] == 1


@pytest.fixture
def made_up(tmp_path: Path) -> tuple[Path, Path]:
    """A program of three modules in two packages, and its tests."""
    source, tests = tmp_path / "src" / "house", tmp_path / "tests"
    for name in ("__init__", "__main__", "money", "rooms/__init__", "rooms/hall", "rooms/attic"):
        path = source / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name in ("test_money", "rooms/test_hall"):
        path = tests / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return source, tests


def test_module_without_a_test_is_found(made_up: tuple[Path, Path]) -> None:
    assert untested_modules(*made_up) == ["rooms/attic.py"]


def test_names_of_a_folder_are_counted(made_up: tuple[Path, Path]) -> None:
    assert flat_lists(made_up[0]) == {"house": 2, "house.rooms": 2}


def test_folder_of_tests_without_its_package_is_found(made_up: tuple[Path, Path]) -> None:
    source, tests = made_up
    assert stray_test_folders(source, tests) == []
    (tests / "garden").mkdir()
    (tests / "garden" / "test_hall.py").touch()
    assert stray_test_folders(source, tests) == ["garden"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("from rooms.test_hall import case", 1),
        ("import test_money", 1),
        ("from rooms import test_hall", 1),
        ("from support.places import ROOT", 0),
        ("import pytest", 0),
    ],
)
def test_import_of_a_test_is_found(text: str, count: int) -> None:
    assert len(list(imported_tests(text))) == count


@pytest.mark.slow
def test_listing_names_package_and_module() -> None:
    table = list(list_measures())
    assert table[0].split()[0] == "package"
    assert any(line.startswith("allocation/cost_games ") for line in table)
    assert table[-1].startswith("modules without a test of their name: ")


def test_files_that_one_worker_takes_are_there() -> None:
    assert [name for name in TOGETHER if not (ROOT / name).is_file()] == []

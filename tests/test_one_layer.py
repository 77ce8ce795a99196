"""Nothing but `analyysi.file_system` opens for writing, moves or removes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.house import SOURCE

LAYER = "file_system"
OF_OS = {
    *("open", "write", "fsync", "link", "symlink", "rename", "renames", "replace", "remove"),
    *("unlink", "rmdir", "removedirs", "mkdir", "makedirs", "chmod", "chown", "truncate", "utime"),
    *("mkfifo", "mknod"),
}
OF_PATHS = {
    *("write_text", "write_bytes", "mkdir", "rmdir", "unlink", "touch", "chmod"),
    *("symlink_to", "hardlink_to"),
}
MODULES = {"shutil", "tempfile", "filelock"}
"""What these have, the layer has in their place."""
READS = {"which"}
"""What they have that only looks."""

ELSEWHERE = {
    # The null device and the standard streams of a process, which are no files.
    "run/engine/process.py": {"os.open"},
    "run/batch/warm_parent.py": {"os.open"},
    # Of typer's formatter of help, whose `write_text` writes no file.
    "cli/help_pages.py": {"write_text"},
    # Opens for reading alone, a folder at a time, so that no link is followed.
    "archive/bounds.py": {"os.open"},
    # In the memory of a browser, before the program is there.
    "desk_file/build/site_modules.py": {"os.makedirs", "open"},
}


def writing_calls(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every call that writes, moves or removes, as it seems."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            if not {alias.name for alias in node.names} <= READS:
                yield node.lineno, node.module
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, name) for name in _named(node))


def _named(call: ast.Call) -> Iterator[str]:
    function = call.func
    if isinstance(function, ast.Name) and function.id == "open" and _writes(call, 1):
        yield "open"
    if not isinstance(function, ast.Attribute):
        return
    module = function.value.id if isinstance(function.value, ast.Name) else ""
    if module == "os":
        if function.attr in OF_OS:
            yield f"os.{function.attr}"
    elif function.attr in OF_PATHS:
        yield function.attr
    elif function.attr == "open" and _writes(call, 1 if module in {"gzip", "io"} else 0):
        yield f"{module}.open".lstrip(".")
    elif function.attr in {"rename", "replace"} and len(call.args) == 1 and not call.keywords:
        # Of a path: that of a text takes two, those of a date and of a table name them.
        yield function.attr


def _writes(call: ast.Call, place: int) -> bool:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    for mode in [*call.args[place : place + 1], *named]:
        if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
            return bool(set("wax+") & set(mode.value))
    return False


@pytest.mark.parametrize(
    "text",
    [
        "open('a', 'w')",
        "open('a', mode='xb')",
        "path.open('wb')",
        "gzip.open(path, 'w')",
        "os.open(path, flags)",
        "path.write_text('a')",
        "path.unlink()",
        "path.replace(other)",
        "path.rename(other)",
        "(folder / name).mkdir()",
        "import shutil",
        "from tempfile import mkdtemp",
        "from shutil import copytree, which",
        "from filelock import FileLock",
    ],
)
def test_what_writes_is_found(text: str) -> None:
    assert len(list(writing_calls(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "open('a')",
        "path.open('rb')",
        "gzip.open(path)",
        "text.replace('a', 'b')",
        "day.replace(year=2027)",
        "frame.rename(columns=names)",
        "replace(terms, total=1)",
        "os.environ.get('A')",
        "path.read_bytes()",
        "from shutil import which",
    ],
)
def test_what_reads_is_not(text: str) -> None:
    assert list(writing_calls(text)) == []


def faults() -> list[str]:
    writers = []
    for path in sorted(Path(SOURCE).rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        if place.startswith(f"{LAYER}/"):
            continue
        allowed = ELSEWHERE.get(place, set())
        calls = writing_calls(path.read_text(encoding="utf-8"))
        writers += [f"{place}:{line}: {name}" for line, name in calls if name not in allowed]
    return writers


@pytest.mark.slow
def test_nothing_else_writes() -> None:
    assert faults() == [], "use analyysi.file_system, or say in ELSEWHERE why it is no file"


def test_exceptions_are_used() -> None:
    for place, names in ELSEWHERE.items():
        calls = {name for _, name in writing_calls((SOURCE / place).read_text(encoding="utf-8"))}
        assert names <= calls, place

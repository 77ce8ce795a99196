"""Every command that writes, and every module that does, is in the table that the kills read."""

import ast
import shutil
from pathlib import Path

import click
import pytest

from analyysi.cli.commands import program_of
from support.command_line import call
from support.house import SOURCE
from support.places import ROOT
from support.writing_commands import READING, TEMPORARY, UNENDING, WRITING, content

LAYER = "analyysi.file_system"
WRITERS = {
    *("create_file", "replace_file", "replace_files", "write_file", "move_file", "copy_file"),
    *("opened", "create_folder", "replace_folder", "move_folder", "copy_folder", "write_tree"),
}
"""What the layer over the file system writes with, but for what is temporary by its name."""
OUTPUT = "output"


def commands() -> dict[str, click.Command]:
    """Return what `analyysi --help` names, with the group before it."""
    listed: dict[str, click.Command] = {}
    for name, command in program_of().commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            listed[name] = command
        else:
            listed |= {f"{name} {inner_name}": below for inner_name, below in inner.items()}
    return listed


def _may_write(module: str) -> bool:
    return module.startswith(LAYER) and not module.endswith(".reading")


def writing_modules() -> set[str]:
    """Return the modules outside of the layer that import a function of it that writes."""
    modules = set()
    for path in Path(SOURCE).rglob("*.py"):
        place = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        taken = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and _may_write(node.module or "")
            for alias in node.names
        }
        uses_folders = "folders" in taken
        if not place.startswith("file_system/") and (taken & WRITERS or uses_folders):
            modules.add(place)
    return modules


def test_every_command_is_known_to_write_or_to_read() -> None:
    writing = {row.command for row in WRITING if row.command}
    assert writing & set(READING) == set()
    assert writing | set(READING) | UNENDING == set(commands()), (
        "add a row for the command to tests/support/writing_commands.py"
    )


def test_a_command_with_an_output_writes() -> None:
    readers = {name: commands()[name] for name in READING}
    with_output = [
        name
        for name, command in readers.items()
        if OUTPUT in [parameter.name for parameter in command.params]
    ]
    assert with_output == []


@pytest.mark.slow
@pytest.mark.parametrize("name", READING)
def test_what_reads_leaves_a_project_as_it_is(name: str, tmp_path: Path) -> None:
    for part in ("data", "notebooks", "templates", "reports"):
        shutil.copytree(ROOT / part, tmp_path / part)
    before = content(tmp_path)
    call(name, *(argument.format(root=tmp_path) for argument in READING[name]))
    assert content(tmp_path) == before


def test_every_module_that_writes_is_passed_by_a_row() -> None:
    named = {module for row in WRITING for module in row.modules}
    assert named & set(TEMPORARY) == set()
    assert named | set(TEMPORARY) == writing_modules(), (
        "name the module in a row of tests/support/writing_commands.py"
    )


def test_names_are_of_one_row() -> None:
    names = [row.name for row in WRITING]
    assert len(set(names)) == len(names)
    assert [name for name in names if ":" in name] == []

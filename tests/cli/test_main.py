"""Where the program begins: which commands have the process of a report's cells started first."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from analyysi.cli import command_line
from analyysi.cli.main import PLUGINS, main
from analyysi.run.engine import process


class Ended(Exception):  # noqa: N818 - it is no fault
    """The command line was reached."""


def run(typed: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Begin the program; return what happened before the command line was reached."""
    happened: list[str] = []

    def ends() -> NoReturn:
        raise Ended

    monkeypatch.setattr("sys.argv", ["analyysi", *typed.split()])
    monkeypatch.setattr("atexit.register", lambda _: None)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    monkeypatch.setattr(process, "start_ahead", lambda: happened.append("started"))
    monkeypatch.setattr(command_line, "main", ends)
    with pytest.raises(Ended):
        main()
    return happened


@pytest.mark.parametrize(
    ("typed", "happened"),
    [
        ("report kainuu-ict 2023", ["started"]),
        ("report kainuu-ict 2023 --format pdf --quiet", ["started"]),
        ("report --help", []),
        ("report kainuu-ict 2023 --publish", []),
        ("compare kainuu-ict 2023", []),
        ("", []),
    ],
)
def test_the_cells_process_starts_first_where_a_notebook_is_executed(
    typed: str, happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(typed, monkeypatch) == happened


@pytest.mark.parametrize(("command", "looks"), [("list", False), ("lab", True)])
def test_plugins_of_the_models_library_are_looked_for_in_notebooks_alone(
    command: str, looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLUGINS, "")
    monkeypatch.delenv(PLUGINS)
    run(command, monkeypatch)
    assert (PLUGINS not in os.environ) is looks

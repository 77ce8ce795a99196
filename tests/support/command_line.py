"""The command line called within the tests' own process: no start of Python for each call."""

import contextlib
import io
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from analyysi.cli import command_line
from analyysi.cli.commands import app_of, named_command
from analyysi.cli.speech import speak, spoken

_QUIETED = ("asyncio", "nbclient", "papermill", "traitlets")
"""Loggers that the command line makes silent for its process."""


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and the fault with which it stopped."""

    printed: str
    fault: BaseException | None


def call(*arguments: str, answers: str = "") -> Outcome:
    """Call the command line with arguments; `answers` are the lines typed at its questions."""
    before = spoken()
    try:
        done = CliRunner().invoke(app_of(named_command(arguments)), list(arguments), input=answers)
    finally:
        speak(before)  # `--language` holds for the rest of a process
    return Outcome(done.output, done.exception)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def ended(*arguments: str, folder: Path, **environment: str) -> Ended:
    """Run the whole of the command line in a folder, from its arguments to its exit code.

    As `python -m analyysi` does, faults end in a sentence and an exit code. The loggers that are
    set for the rest of a process are put back.
    """
    out, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before = spoken()
    levels = {name: logging.getLogger(name).level for name in _QUIETED}
    with (
        contextlib.chdir(folder),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["analyysi", *arguments]),
        # Else the program's name is that of whoever runs the tests: "python -m pytest".
        patch.object(sys.modules["__main__"], "__package__", None),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(errors),
    ):
        try:
            command_line.main()
        except SystemExit as stop:
            code = stop.code
        finally:
            speak(before)
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)
    assert isinstance(code, int)
    return Ended(code, *(_written(stream) for stream in (out, errors)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")

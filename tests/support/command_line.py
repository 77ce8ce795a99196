"""The command line called within the tests' own process: no start of Python for each call."""

from dataclasses import dataclass

from typer.testing import CliRunner

from analyysi.cli.main import app


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and the fault with which it stopped."""

    printed: str
    fault: BaseException | None


def call(*arguments: str, answers: str = "") -> Outcome:
    """Call the command line with arguments; `answers` are the lines typed at its questions."""
    done = CliRunner().invoke(app, list(arguments), input=answers)
    return Outcome(done.output, done.exception)

"""Progress has one look: a bar on a terminal, plain lines in a log, nothing where it is quiet."""

import ast
import sys

import pytest

from analyysi.cli import progress
from analyysi.cli.progress import ProgressBar, on_terminal
from analyysi.cli.speech import speak, spoken
from analyysi.errors import Sentence
from support.places import ROOT


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "on_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")


def every_kind(bar: ProgressBar) -> None:
    with bar:
        bar.begin("11ra")
        bar.begin("11ra", 2)
        bar.advance("11ra")
        bar.wait(2.0, "429")
        bar.silence(6.0, "an answer of x")
        bar.line("made  a/2027")


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    every_kind(ProgressBar(quiet=False))
    assert capsys.readouterr() == (
        "",
        "11ra ...\nwaiting 2 s: 429\nstill waiting for an answer of x (6 s)\nmade  a/2027\n",
    )


def test_quiet_is_quiet_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    every_kind(ProgressBar(quiet=True))
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("terminal")
def test_quiet_is_quiet_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    every_kind(ProgressBar(quiet=True))
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    every_kind(ProgressBar(quiet=False))
    shown = capsys.readouterr()
    assert shown.out == ""
    for part in (
        "11ra",
        "1/2",
        "made  a/2027",
        "0:00:00",
        "still waiting for an answer of x (6 s)",
    ):
        assert part in shown.err
    assert "11ra ..." not in shown.err


@pytest.mark.usefixtures("terminal")
def test_a_wait_is_shown_before_anything_has_begun(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(quiet=False) as bar:
        bar.advance()
        bar.wait(3.0, "busy")
    assert "waiting 3 s: busy" in capsys.readouterr().err


def test_it_speaks_the_language_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    before = spoken()
    try:
        speak("fi")
        with ProgressBar(quiet=False) as bar:
            bar.begin(Sentence("Checking"), 3)
    finally:
        speak(before)
    assert capsys.readouterr().err == "Tarkistaminen ...\n"


def test_a_log_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (True, False):
        monkeypatch.setattr(sys.stderr, "isatty", lambda answer=answer: answer)
        assert on_terminal() is answer


@pytest.mark.slow
def test_no_command_has_a_bar_of_its_own() -> None:
    """Only here is one made: all commands look alike."""
    folder = ROOT / "src" / "analyysi"
    making = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("rich.progress", "tqdm", "rich.status")
            ):
                making.add(path.relative_to(folder).as_posix())
    assert making == {"cli/progress.py", "cli/screen.py"}

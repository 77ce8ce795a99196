"""What is printed: names, messages and words of archives are text on every terminal."""

import ast
from pathlib import Path

import pytest
from rich.progress import Progress
from rich.table import Table

from analyysi.cli.screen import ask, console, hand_over, tell, words_column
from support.hostile_texts import HOSTILE, STEERING
from support.places import ROOT

HOSTILE_ON_SCREEN = (*HOSTILE, *STEERING)
SOURCE = ROOT / "src" / "analyysi"


@pytest.mark.parametrize("text", HOSTILE_ON_SCREEN)
def test_a_cell_and_a_heading_are_shown_as_they_are_written(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = Table(title=text, caption=text)
    table.add_column(text)
    table.add_row(text)
    screen = console(least_width=4000)
    screen.print(table)
    screen.print(text, soft_wrap=True)
    shown = capsys.readouterr().out
    assert all(sign.isprintable() or sign in "\n\xad" for sign in shown)
    if text.isprintable():
        assert shown.count(text) == 5


@pytest.mark.parametrize("text", HOSTILE_ON_SCREEN)
def test_a_line_is_shown_as_it_is_written(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(text)
    tell(text, err=True)
    shown = capsys.readouterr()
    assert shown.out == shown.err
    assert all(sign.isprintable() or sign == "\n" for sign in shown.out)
    if text.isprintable():
        assert shown.out == f"{text}\n"


@pytest.mark.parametrize("text", HOSTILE_ON_SCREEN)
def test_a_progress_bar_shows_a_text_as_it_is_written(text: str) -> None:
    with Progress(disable=True) as progress:
        progress.add_task(text, total=1)
        shown = words_column("{task.description}").render(progress.tasks[0])
    assert (shown.spans, shown.plain.isprintable() or "\n" in text) == ([], True)
    assert "\x1b" not in shown.plain


def test_a_question_is_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prompt(question: str, **given: object) -> str:
        asked.append(question)
        return "answer"

    monkeypatch.setattr("typer.prompt", prompt)
    assert ask("Payer \x1b[2J?") == "answer"
    assert asked == ["Payer \\x1b[2J?"]


def test_what_another_program_reads_is_handed_over_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hand_over("a,b\n")
    assert capsys.readouterr().out == "a,b\n"


@pytest.mark.slow
def test_nothing_is_printed_past_the_screen() -> None:
    printing = {path for path in SOURCE.rglob("*.py") if _prints(path)}
    names = {path.relative_to(SOURCE).as_posix() for path in printing}
    assert names == {"cli/screen.py"}


def _prints(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in ("rich.console", "rich.prompt"):
            return True
        if isinstance(node, ast.Call) and _name(node.func) in (
            *("print", "typer.echo", "typer.prompt", "typer.confirm", "typer.secho"),
            *("click.echo", "sys.stdout.write", "sys.stderr.write"),
        ):
            return True
    return False


def _name(function: ast.expr) -> str:
    return ast.unparse(function) if isinstance(function, ast.Name | ast.Attribute) else ""

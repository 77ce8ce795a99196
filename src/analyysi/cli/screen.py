"""What is printed: the one door to the terminal, through which names, messages of services and
words of archives pass as text alone.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from analyysi.errors import Sentence
from analyysi.languages.language_table import RECORD_LANGUAGE
from analyysi.languages.saying import said
from analyysi.plain_text import on_screen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TextColumn
    from rich.text import Text


def tell(text: object, *, err: bool = False) -> None:
    """Print lines for a person: what could steer the terminal is written out."""
    typer.echo(on_screen(str(text)), err=err)


def hand_over(content: str) -> None:
    """Print what another program reads (CSV, JSON, HTML), as whoever wrote it made it safe."""
    typer.echo(content, nl=False)


def ask(question: str, default: str | None = None) -> str:
    """Ask a person for a line; with a default, even an empty one, the line may be empty."""
    shown = bool(default)
    return str(typer.prompt(on_screen(question), default=default, show_default=shown))


def console(*, err: bool = False, least_width: int = 0) -> Console:
    """Return a console that takes every text as it is written: brackets are no markup, colons no
    emoji, and no sign steers the terminal.

    Parameters
    ----------
    least_width
        Characters: a cut figure would be a wrong one, so a terminal too narrow wraps its lines.
    """
    from rich.console import Console

    class AsWritten(Console):
        def render_str(self, text: str, **styles: Any) -> Text:
            return super().render_str(on_screen(text), **styles)

    made = AsWritten(stderr=err, markup=False, emoji=False)
    if least_width:
        made.width = max(made.width, least_width)
    return made


def words_column(text_format: str) -> TextColumn:
    """Return a column of a progress bar that shows a text as it is written."""
    from rich.progress import Task, TextColumn
    from rich.text import Text

    class AsWritten(TextColumn):
        def render(self, task: Task) -> Text:
            return Text(on_screen(self.text_format.format(task=task)))

    return AsWritten(text_format, markup=False)


def on_terminal() -> bool:
    """Return whether a person sees what is written to the error stream: a log gets plain lines."""
    return sys.stderr.isatty()


class ProgressBar:
    """A progress bar on the terminal's error stream; where there is none, as in a log, a plain line
    for each wait.
    """

    def __init__(self, quiet: bool, language: str = RECORD_LANGUAGE) -> None:
        self._language = language
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TimeElapsedColumn,
        )

        screen = console(err=True)
        self._progress = Progress(
            words_column("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            words_column("{task.fields[waits]}"),
            console=screen,
            disable=quiet or not screen.is_terminal,
            transient=True,
        )
        self._plain = not quiet and not screen.is_terminal
        self._task: Any = None

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, what: str, total: int | None) -> None:
        """Show that work on something has begun, of so many steps."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(what, total=total, waits="")

    def advance(self, what: str) -> None:
        """Show that one step is done."""
        if self._task is not None:
            self._progress.update(self._task, advance=1, waits="")

    def wait(self, seconds: float, why: str) -> None:
        """Show that nothing happens for some seconds, and why."""
        waiting = Sentence("waiting {seconds} s: {why}", seconds=round(seconds), why=why)
        self._show(said(waiting, self._language))

    def silence(self, seconds: float, awaited: str) -> None:
        """Show that nothing has come for some seconds, and what is waited for."""
        silence = Sentence(
            "still waiting for {awaited} ({seconds} s)", awaited=awaited, seconds=round(seconds)
        )
        self._show(said(silence, self._language))

    def _show(self, line: str) -> None:
        if self._plain:
            tell(line, err=True)
            return
        if self._task is None:
            self._task = self._progress.add_task("", total=None, waits="")
        self._progress.update(self._task, waits=line)

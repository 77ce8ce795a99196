"""Progress, in one look for every command: a bar on the terminal, plain lines in a log, and nothing
where `--quiet` asks for none. It is written to the error stream, so that results stand alone.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from analyysi.cli.screen import console, tell, words_column
from analyysi.cli.speech import in_words
from analyysi.errors import Sentence
from analyysi.languages.plain_text import on_screen

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task


def on_terminal() -> bool:
    """Return whether a person sees what is written to the error stream: a log gets plain lines."""
    return sys.stderr.isatty()


class ProgressBar:
    """What a command is at: a bar with the count, the time and what is left; without a terminal a
    line for each thing that begins, for each that is done and for each wait.

    It listens to a pull (`sources.fetch.transport.Listener`) and to the cells of a report
    (`run.engine.papermill_engine.CellProgress`) as well.
    """

    def __init__(self, quiet: bool) -> None:
        shown = not quiet and on_terminal()
        self._is_log = not quiet and not shown
        self._bar: Progress | None = _bar() if shown else None
        self._task: Any = None
        self._what = ""

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, what: object, total: int | None = None) -> None:
        """Show that work on something has begun, of so many steps; None: nobody knows how many.

        What is named once more has its steps counted from then on, and is no news in a log.
        """
        described = in_words(what)
        if self._is_log and described != self._what:
            tell(f"{described} ...", err=True)
        self._what = described
        if self._bar is not None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(described, total=total, waits="")

    def advance(self, what: object = "") -> None:
        """Show that one step is done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, waits="")

    def line(self, told: object) -> None:
        """Write a line that stays: what became of one of many things, above the bar."""
        if self._bar is not None:
            self._bar.console.print(on_screen(in_words(told)), highlight=False, soft_wrap=True)
        elif self._is_log:
            tell(in_words(told), err=True)

    def wait(self, seconds: float, why: object) -> None:
        """Show that nothing happens for some seconds, and why."""
        self._show(Sentence("waiting {seconds} s: {why}", seconds=round(seconds), why=why))

    def silence(self, seconds: float, awaited: object) -> None:
        """Show that nothing has come for some seconds, and what is waited for."""
        self._show(
            Sentence(
                "still waiting for {awaited} ({seconds} s)", awaited=awaited, seconds=round(seconds)
            )
        )

    def _show(self, waits: Sentence) -> None:
        if self._bar is None:
            self.line(waits)
            return
        if self._task is None:
            self._task = self._bar.add_task("", total=None, waits="")
        self._bar.update(self._task, waits=in_words(waits))


def _bar() -> Progress:
    from rich.progress import BarColumn, Progress

    columns = (
        words_column("{task.description}"),
        BarColumn(bar_width=24),
        _numbers(),
        words_column("{task.fields[waits]}"),
    )
    return Progress(*columns, console=console(err=True), transient=True)


def _numbers() -> ProgressColumn:
    """Return the column of the numbers: steps done of all, time gone, time left where it can be
    told.
    """
    from rich.progress import ProgressColumn
    from rich.text import Text

    left = in_words(Sentence("left:"))

    class Numbers(ProgressColumn):
        def render(self, task: Task) -> Text:
            parts = []
            if task.total is not None:
                parts.append(f"{int(task.completed)}/{int(task.total)}")
            parts.append(_clock(task.elapsed))
            if task.total is not None and task.time_remaining is not None:
                parts.append(f"{left} {_clock(task.time_remaining)}")
            return Text("  ".join(parts))

    return Numbers()


def _clock(seconds: float | None) -> str:
    return str(timedelta(seconds=int(seconds or 0)))

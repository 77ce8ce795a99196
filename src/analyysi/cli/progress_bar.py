"""The progress bar of a pull on the terminal."""

from __future__ import annotations

import sys
from typing import Any

from analyysi.cli.speech import in_words
from analyysi.errors import Sentence


def on_terminal() -> bool:
    """Return whether a person sees what is written to the error stream: a log gets plain lines."""
    return sys.stderr.isatty()


class ProgressBar:
    """A progress bar on the terminal's error stream; where there is none, as in a log, a plain line
    for each wait.
    """

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[waits]}"),
            console=console,
            disable=quiet or not console.is_terminal,
            transient=True,
        )
        self._plain = not quiet and not console.is_terminal
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
        self._task = self._progress.add_task(in_words(what), total=total, waits="")

    def advance(self, what: str) -> None:
        """Show that one step is done."""
        if self._task is not None:
            self._progress.update(self._task, advance=1, waits="")

    def wait(self, seconds: float, why: str) -> None:
        """Show that nothing happens for some seconds, and why."""
        self._show(
            in_words(Sentence("waiting {seconds} s: {why}", seconds=round(seconds), why=why))
        )

    def silence(self, seconds: float, awaited: str) -> None:
        """Show that nothing has come for some seconds, and what is waited for."""
        self._show(
            in_words(
                Sentence(
                    "still waiting for {awaited} ({seconds} s)",
                    awaited=awaited,
                    seconds=round(seconds),
                )
            )
        )

    def _show(self, line: str) -> None:
        if self._plain:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
            return
        if self._task is None:
            self._task = self._progress.add_task("", total=None, waits="")
        self._progress.update(self._task, waits=line)

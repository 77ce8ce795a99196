"""What is printed: the one door to the terminal, through which names, messages of services and
words of archives pass as text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from analyysi.languages.plain_text import on_screen

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

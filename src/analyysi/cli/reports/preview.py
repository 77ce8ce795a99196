"""The command that shows a report's page in the browser and follows the files it is made from."""

from __future__ import annotations

import signal
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from analyysi.agreement.report_parts import WITH_ANNEX
from analyysi.cli.completion import complete_language
from analyysi.cli.options import AgreementArgument, ProjectOption, YearArgument, year_of
from analyysi.cli.reports.asked import (
    NotebookOption,
    ParameterOption,
    PartOption,
    SeatOption,
    assigned,
    once,
    own_notebook,
)
from analyysi.cli.screen import tell
from analyysi.cli.speech import print_sentence, spoken
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.user_language import language_of_readers
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from pathlib import Path

    from analyysi.agreement.parameters import RunParameters

EXAMPLES = """
Examples:

\b
  analyysi preview kainuu-ict 2027
  analyysi preview kainuu-ict 2027 --municipality Paltamo --language sv
  analyysi preview kainuu-ict 2027 --notebook omat/kustannustenjako.ipynb
  analyysi preview kainuu-ict 2027 -p total=90000
  analyysi preview kainuu-ict 2027 --port 8080 --no-browser

Edit the terms, the texts, the notebook or the figures and save: the page follows. A fault is shown
above the last good page, with the file and the line. Ctrl+C ends the preview.
"""

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that end a preview, as far as the system has them: Ctrl+C, a request, the terminal
closed.
"""


def preview(
    context: typer.Context,
    agreement: AgreementArgument,
    year: YearArgument,
    language: Annotated[
        str,
        typer.Option(
            help=Sentence(
                "The language of the report's readers: {languages}; else that of the project.",
                languages=", ".join(LANGUAGES),
            ),
            autocompletion=complete_language,
        ),
    ] = "",
    municipality: SeatOption = "",
    parameter: ParameterOption = None,
    notebook: NotebookOption = "",
    part: PartOption = WITH_ANNEX,
    port: Annotated[int, typer.Option(help="The port of this computer; else a free one.")] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the page in the browser.")
    ] = False,
    project: ProjectOption = "",
) -> None:
    """Show the report's page in the browser, and again whenever one of its files is saved.

    Nothing is written in the project, and nobody but this computer can open the page. The
    project's notebook is a program that runs with your rights, as with report.
    """
    given = assigned(parameter or ())
    language = once("language", language, given, context)
    municipality = once("municipality", municipality, given, context)
    part = once("part", part, given, context)

    from analyysi.agreement.parameters import check_parameters
    from analyysi.languages.language_table import check_language

    root = find_project(project)
    language = language or language_of_readers(root.root)
    check_language(language)
    asked = {
        "agreement": agreement,
        "year": year_of(year),
        "language": language,
        "municipality": municipality,
        "part": part,
    }
    parameters = check_parameters({**asked, **given})
    _check_unwritten(parameters)
    _follow(root, parameters, own_notebook(notebook), port, open_browser=not no_browser)


def _follow(
    project: Project,
    parameters: RunParameters,
    notebook: Path | None,
    port: int,
    *,
    open_browser: bool,
) -> None:
    """Serve the preview until it is asked to end."""
    from analyysi.agreement.reading import terms_path
    from analyysi.run.preview.board import Board
    from analyysi.run.preview.preview import previewed
    from analyysi.run.preview.server import served
    from analyysi.run.preview.shell_page import news_of, shell_contents

    terms_path(project, parameters.agreement, parameters.year)  # else there is nothing to follow
    board, name, user = Board(), f"{parameters.agreement} {parameters.year}", spoken()
    contents = shell_contents(board, name, user)
    with (
        _until_ended(),
        served(contents, board, lambda standing: news_of(standing, user), port) as address,
    ):
        print_sentence("Preview: {name}", name=name)
        tell(address)
        print_sentence("Edit and save: the page follows. Ctrl+C ends the preview.")
        if open_browser:
            # In a thread: a browser of the terminal would not come back.
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        with previewed(project, parameters, notebook, board) as following:
            following.follow()


def _check_unwritten(parameters: RunParameters) -> None:
    """Refuse what would write files: a preview writes none."""
    for name, content in (("output", parameters.output), ("data", parameters.data)):
        if content and content not in ("frozen", "newest"):
            raise ParameterError(
                "A preview writes nothing: leave -p {name}={content} out.",
                name=name,
                content=content,
            )


class _Ended(BaseException):
    """The preview was asked to end."""


@contextmanager
def _until_ended() -> Iterator[None]:
    """Run the block until the first signal that ends it; what it cleans up is not interrupted."""
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]

    def end(*_: Any) -> NoReturn:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise _Ended

    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    except _Ended:
        with suppress(OSError):  # the terminal may be gone
            print_sentence("The preview has ended.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""The command that asks both services for what is stored, and stores nothing: rehearse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from analyysi.cli.completion import complete_language
from analyysi.cli.figures.pull import OfflineOption, PxWebOption, TreasuryOption
from analyysi.cli.options import ProjectOption, QuietOption
from analyysi.cli.progress import ProgressBar
from analyysi.cli.screen import tell
from analyysi.errors import Sentence, either
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.user_language import checked_language
from analyysi.project import find_project
from analyysi.sources.fetch.services import SERVICES

REHEARSE_EXAMPLES = """
Examples:

\b
  analyysi rehearse                       asks, prints, and writes reports/koekysely-….md
  analyysi rehearse --language en --output rehearsal.md

Ends with 0 if nothing differs, 3 if something does, 4 if something could not be asked.
"""


def rehearse(
    language: Annotated[
        str,
        typer.Option(
            help=Sentence("Language of the report: {languages}.", languages=either(LANGUAGES)),
            autocompletion=complete_language,
        ),
    ] = MAIN_LANGUAGE,
    output: Annotated[
        str,
        typer.Option(metavar="FILE", help="A new file to write; else reports/koekysely-<time>.md."),
    ] = "",
    offline: OfflineOption = False,
    pxweb: PxWebOption = SERVICES["pxweb"].root,
    treasury: TreasuryOption = SERVICES["treasury"].root,
    project: ProjectOption = "",
    quiet: QuietOption = False,
) -> None:
    """Ask the official services for what is stored, store nothing, and report what differs."""
    from analyysi.money import MAIN_CURRENCY
    from analyysi.report.language.words import Words
    from analyysi.run.rehearsal.rehearse import rehearse as ask
    from analyysi.run.rehearsal.writing import report_path, write_report
    from analyysi.run.rehearsal.written import written

    checked_language(language, "--language")
    here = find_project(project)
    words = Words(language, MAIN_CURRENCY)
    roots = {"pxweb": pxweb, "treasury": treasury}
    path = report_path(here, output, datetime.now(UTC))
    with ProgressBar(quiet) as bar:
        rehearsal = ask(here, roots, words, bar.line, offline=offline)
    text = written(rehearsal, words)
    tell(text)
    write_report(text, path)
    tell(here.shown(path), err=True)
    raise typer.Exit(rehearsal.code)

"""The command that asks both services for what is stored, and stores nothing: rehearse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analyysi.cli.options import ProjectOption, check_choice
from analyysi.cli.pull import OfflineOption, PxWebOption, TreasuryOption
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE, listed_languages
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
        str, typer.Option(help=f"Language of the report: {listed_languages()}.")
    ] = MAIN_LANGUAGE,
    output: Annotated[
        str, typer.Option(metavar="FILE", help="Where to write; else reports/koekysely-<time>.md.")
    ] = "",
    offline: OfflineOption = False,
    pxweb: PxWebOption = SERVICES["pxweb"].root,
    treasury: TreasuryOption = SERVICES["treasury"].root,
    project: ProjectOption = "",
) -> None:
    """Ask the official services for what is stored, store nothing, and report what differs."""
    from analyysi.report.language.words import Words
    from analyysi.run.rehearsal.rehearse import rehearse as ask
    from analyysi.run.rehearsal.written import file_name, written

    check_choice(language, LANGUAGES, "language")
    here = find_project(project)
    words = Words(language, "EUR")
    roots = {"pxweb": pxweb, "treasury": treasury}
    rehearsal = ask(here, roots, words, lambda line: typer.echo(line, err=True), offline=offline)
    text = written(rehearsal, words)
    path = Path(output) if output else here.reports / file_name(rehearsal.at)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        typer.echo(text)
        raise ParameterError(
            f"The report could not be written to {path} ({error.strerror}); it stands above."
        ) from error
    typer.echo(text)
    typer.echo(here.shown(path), err=True)
    raise typer.Exit(rehearsal.code)

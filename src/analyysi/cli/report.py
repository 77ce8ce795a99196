"""The command that makes a report, or several of one year, and publishes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli import archive
from analyysi.cli.options import (
    AgreementArgument,
    ProjectOption,
    QuietOption,
    YearArgument,
    listed,
    year_of,
)
from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS

if TYPE_CHECKING:
    from analyysi.agreement.parameters import RunParameters
    from analyysi.run.engine.process import FreshProcess

EXAMPLES = """
Examples:

\b
  analyysi report kainuu-ict 2023
  analyysi report kainuu-ict 2023 --municipality Paltamo
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf,docx,xlsx
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf --publish

html is the page, pdf the same on paper, docx the draft agreement and the job description,
xlsx the workbook.
"""


# Long: a line or more for each option.
def report(
    agreement: AgreementArgument,
    year: YearArgument,
    language: Annotated[
        str,
        typer.Option(
            help=f"The language of the report's readers: {', '.join(LANGUAGES)}: one, or several "
            "with commas."
        ),
    ] = MAIN_LANGUAGE,
    municipality: Annotated[
        str,
        typer.Option(
            help="A participant's name or code: the report is made from its board's seat."
        ),
    ] = "",
    formats: Annotated[
        str, typer.Option("--format", help=f"{', '.join(PAPERS)}: one, or several with commas.")
    ] = DEFAULT_FORMAT,
    publish: Annotated[
        bool,
        typer.Option(
            "--publish", help="Freeze the year: write-protected, with all that it rests on."
        ),
    ] = False,
    supersede: Annotated[
        str,
        typer.Option(
            help="With --publish, where the year has been published: why a new edition is needed."
        ),
    ] = "",
    project: ProjectOption = "",
    quiet: QuietOption = False,
) -> None:
    """Execute the notebook and write the report and its papers, all or nothing."""
    from analyysi.run.engine.process import processes_ahead

    languages = listed(language) or [MAIN_LANGUAGE]
    ahead: AbstractContextManager[Iterator[FreshProcess]]
    # The first process imports while the rest of the program is still being imported here.
    ahead = nullcontext(iter(())) if publish else processes_ahead(len(languages))
    with ahead as processes:
        from analyysi.agreement.parameters import check_parameters
        from analyysi.languages.language_table import check_language

        root = find_project(project)
        for code in languages:  # before the first report is made
            check_language(code)
        asked = {"agreement": agreement, "year": year_of(year), "municipality": municipality}
        reports = [check_parameters({**asked, "language": code}) for code in languages]
        if publish:
            archive.publish(root, reports, listed(formats), supersede, quiet)
            return
        if supersede:
            raise ParameterError(
                "--supersede belongs to --publish: add it, or leave --supersede out."
            )
        _make(root, reports, listed(formats), quiet, processes)


def _make(
    project: Project,
    reports: Sequence[RunParameters],
    formats: Sequence[str],
    quiet: bool,
    processes: Iterator[FreshProcess],
) -> None:
    from analyysi.run.report import make_report

    for parameters, cells in zip(reports, processes, strict=True):
        for path in make_report(project, parameters, formats, not quiet, cells):
            typer.echo(f"Report: {project.relative(path)}")
            typer.echo(path.as_uri())

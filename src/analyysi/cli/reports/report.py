"""The command that makes a report, or several of one year, and publishes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.agreement.report_parts import WITH_ANNEX
from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_format, complete_language
from analyysi.cli.options import (
    AgreementArgument,
    ProjectOption,
    QuietOption,
    YearArgument,
    listed,
    year_of,
)
from analyysi.cli.progress import ProgressBar
from analyysi.cli.reports import archive
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
from analyysi.cli.speech import print_sentence
from analyysi.errors import ParameterError, Sentence
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.user_language import language_of_readers
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS

if TYPE_CHECKING:
    from analyysi.agreement.parameters import RunParameters
    from analyysi.run.engine.process import FreshProcess
    from analyysi.run.report import MadeReport

EXAMPLES = """
Examples:

\b
  analyysi report kainuu-ict 2023
  analyysi report kainuu-ict 2023 --municipality Paltamo
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf,docx,xlsx
  analyysi report kainuu-ict 2023 --format pdf --part front
  analyysi report kainuu-ict 2023 --format html,excel
  analyysi report kainuu-ict 2023 -p total=90000 -p method=equal
  analyysi report kainuu-ict 2023 --output board-meeting
  analyysi report kainuu-ict 2023 --notebook omat/kustannustenjako.ipynb
  analyysi report kainuu-ict 2023 --language fi,sv --format html,pdf --publish

html is the page, pdf the same on paper, docx the draft agreement, the job description and, from
a seat, the agenda item, xlsx the workbook, excel the shares as plain tables (.xlsx, and .csv for a
Finnish or Swedish Excel), txt the agenda item as text.
"""


# Long: a line or more for each option.
def report(
    context: typer.Context,
    agreement: AgreementArgument,
    year: YearArgument,
    language: Annotated[
        str,
        typer.Option(
            help=Sentence(
                "The language of the report's readers: {languages}: one, or several with commas; "
                "else that of the project.",
                languages=", ".join(LANGUAGES),
            ),
            autocompletion=complete_language,
        ),
    ] = "",
    municipality: SeatOption = "",
    parameter: ParameterOption = None,
    notebook: NotebookOption = "",
    part: PartOption = WITH_ANNEX,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            help=Sentence("{names}: one, or several with commas.", names=", ".join(PAPERS)),
            autocompletion=complete_format,
        ),
    ] = DEFAULT_FORMAT,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            help="A folder in which the report is made, instead of reports/; it is made if it is "
            "missing.",
        ),
    ] = "",
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
    sign: Annotated[
        str,
        typer.Option(
            help="With --publish: the file of an SSH key by which the list of checksums is signed."
        ),
    ] = "",
    open_: Annotated[bool, typer.Option("--open", help="Open the report when it is made.")] = False,
    project: ProjectOption = "",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Execute the notebook and write the report and its papers, all or nothing.

    The project's notebook is a program that runs with your rights: make reports only in a project
    whose files you trust.
    """
    from analyysi.run.engine.process import processes_ahead

    given = assigned(parameter or ())
    language = once("language", language, given, context)
    municipality = once("municipality", municipality, given, context)
    part = once("part", part, given, context)
    output = once("output", output, given, context)
    asked_languages = listed(language)
    ahead: AbstractContextManager[Iterator[FreshProcess]]
    # The first process imports while the rest of the program is still being imported here.
    ahead = nullcontext(iter(())) if publish else processes_ahead(len(asked_languages) or 1)
    with ahead as processes:
        from analyysi.agreement.parameters import check_parameters
        from analyysi.languages.language_table import check_language
        from analyysi.run.report import make_reports

        root = find_project(project)
        languages = asked_languages or [language_of_readers(root.root)]
        for code in languages:  # before the first report is made
            check_language(code)
        asked = {
            "agreement": agreement,
            "year": year_of(year),
            "municipality": municipality,
            "part": part,
            "output": output,
        }
        reports = [check_parameters({**asked, **given, "language": code}) for code in languages]
        named = own_notebook(notebook)
        if publish:
            _check_publishable(reports[0], named)
            _check_beside_publish(json=as_json, open=open_)
            archive.publish(root, reports, listed(formats), supersede, quiet, sign)
            return
        _check_without_publish(supersede=supersede, sign=sign)
        with ProgressBar(quiet) as bar:
            made = make_reports(root, reports, listed(formats), processes, bar, named)
        _tell_made(root, made, as_json=as_json)
        if open_:
            typer.launch(made[0].papers[0].as_uri())


def _check_without_publish(**options: str) -> None:
    """Refuse options of publishing where nothing is published."""
    for name, given in options.items():
        if given:
            raise ParameterError(
                "--{name} belongs to --publish: add it, or leave --{name} out.", name=name
            )


def _check_beside_publish(**options: bool) -> None:
    """Refuse options that publishing would pass over."""
    for name, given in options.items():
        if given:
            raise ParameterError(
                "--{name} and --publish do not go together: leave one out.", name=name
            )


def _check_publishable(parameters: RunParameters, notebook: Path | None) -> None:
    """Refuse to publish what the project's files alone do not give again."""
    if notebook is not None:
        raise ParameterError(
            "--notebook and --publish do not go together: an edition is made from the files of the "
            "project. Put the notebook beside the terms (docs/jupyterlab.md) and leave --notebook "
            "out."
        )
    if parameters.part != WITH_ANNEX:
        raise ParameterError(
            "An edition holds the report with its annex: leave --part {part} out.",
            part=parameters.part,
        )
    if parameters.trial or parameters.output:
        changed = parameters.trial_in_words or f"output={parameters.output}"
        raise ParameterError(
            "A trial is not published, nor a report in a folder of your own: write "
            "what was tried into the terms of a year, and leave {changed} out.",
            changed=changed,
        )


def _tell_made(project: Project, made: Sequence[MadeReport], *, as_json: bool) -> None:
    papers = [path for report in made for path in report.papers]
    for report in made:
        folder = project.shown(report.folder)
        for note in report.notes:
            print_sentence("{name}: {fault}", err=True, name=folder, fault=note)
    if as_json:
        print_answer([{"path": project.shown(path), "uri": path.as_uri()} for path in papers])
        return
    for path in papers:
        print_sentence("Written: {path}", path=project.shown(path))
        tell(path.as_uri())

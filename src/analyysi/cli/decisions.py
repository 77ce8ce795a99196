"""The command that shows what other bodies decided, and recomputes what can be recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.options import ProjectOption, check_choice
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages.language_table import (
    MAIN_LANGUAGE,
    RECORD_LANGUAGE,
    listed_languages,
)
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.agreement.decision import Decision

EXAMPLES = """
Examples:

\b
  analyysi decisions
  analyysi decisions --format page --language sv > beslut.html
"""
FORMATS = ("table", "page")


def decisions(
    format_name: Annotated[str, typer.Option("--format", help="table or page.")] = "table",
    language: Annotated[
        str,
        typer.Option(
            help=f"Of the page (HTML): {listed_languages()}; {MAIN_LANGUAGE} if not given."
        ),
    ] = "",
    project: ProjectOption = "",
) -> None:
    """Show printed decisions of other bodies: who pays by what, and what of it is recomputed."""
    check_choice(format_name, FORMATS, "format")
    here = find_project(project)
    if language and format_name != "page":
        raise ParameterError(
            "--language is that of the page: give --format page too, or leave it out."
        )
    by_id = _read(here)
    if format_name == "page":
        from analyysi.agreement.decision import decision_path
        from analyysi.agreement.texts import check_decision_texts
        from analyysi.report.language.words import ready_languages
        from analyysi.report.papers.decision_index import decision_index

        language = language or MAIN_LANGUAGE
        ready_languages([language])
        for name, decision in by_id.items():
            check_decision_texts(decision, language, decision_path(here, name))
        typer.echo(decision_index(by_id, language), nl=False)
    else:
        _print_table(by_id)


def _read(project: Project) -> dict[str, Decision]:
    from analyysi.agreement.decision import decision_ids, decision_path, read_decision
    from analyysi.comparison.published.decision_checks import faults_of

    by_id = {name: read_decision(project, name) for name in decision_ids(project)}
    if not by_id:
        raise ParameterError(f"No decisions in {project.shown(project.decisions)}.")
    faults = [
        fault
        for name, decision in by_id.items()
        for fault in faults_of(decision, decision_path(project, name))
    ]
    if faults:
        raise AnalyysiError("\n".join(faults))
    return by_id


def _print_table(by_id: Mapping[str, Decision]) -> None:
    from rich.console import Console
    from rich.table import Table

    from analyysi.comparison.published.decision_checks import recomputed

    table = Table()
    for heading in ("Decision", "Shared by", "Printed", "Recomputed"):
        table.add_column(heading)
    for name, decision in by_id.items():
        count = len(recomputed(decision))
        why_not = decision.not_recomputed
        numbers = "1 number" if count == 1 else f"{count} numbers"
        outcome = numbers if why_not is None else f"no: {why_not.or_main(RECORD_LANGUAGE)}"
        table.add_row(
            name,
            decision.basis.or_main(RECORD_LANGUAGE),
            decision.status.replace("_", " "),
            outcome,
        )
    Console(width=max(Console().width, 140)).print(table)

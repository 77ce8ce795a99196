"""The command that shows what other bodies decided, and recomputes what can be recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.excel_output import OutputOption, excel_path, write_excel
from analyysi.cli.options import ProjectOption, check_choice
from analyysi.cli.screen import hand_over, show
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages.language_table import (
    MAIN_LANGUAGE,
    RECORD_LANGUAGE,
    listed_languages,
)
from analyysi.project import Project, find_project
from analyysi.report.papers.paper_table import EXCEL

if TYPE_CHECKING:
    from analyysi.agreement.decision import Decision

EXAMPLES = """
Examples:

\b
  analyysi decisions
  analyysi decisions --format page --language sv > beslut.html
  analyysi decisions --format excel --output paatokset.xlsx
"""
FORMATS = ("table", "page", EXCEL)


def decisions(
    format_name: Annotated[str, typer.Option("--format", help="table, page or excel.")] = "table",
    output: OutputOption = "",
    language: Annotated[
        str,
        typer.Option(
            help=f"Of page (HTML) and excel: {listed_languages()}; {MAIN_LANGUAGE} if not given."
        ),
    ] = "",
    project: ProjectOption = "",
) -> None:
    """Show printed decisions of other bodies: who pays by what, and what of it is recomputed."""
    check_choice(format_name, FORMATS, "format")
    path = excel_path(format_name, output)
    here = find_project(project)
    if language and format_name == "table":
        raise ParameterError(
            "--language is that of the page: give --format page or excel too, or leave it out."
        )
    by_id = _read(here)
    if format_name == "table":
        _print_table(by_id)
    else:
        from analyysi.agreement.decision import decision_path
        from analyysi.agreement.texts import check_decision_texts
        from analyysi.report.language.words import ready_languages
        from analyysi.report.papers.decision_index import decision_index
        from analyysi.report.papers.excel.decisions_table import decisions_table

        language = language or MAIN_LANGUAGE
        ready_languages([language])
        for name, decision in by_id.items():
            check_decision_texts(decision, language, decision_path(here, name))
        if path is None:
            hand_over(decision_index(by_id, language))
        else:
            write_excel(path, decisions_table(by_id, language))


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
    show(table, least_width=140)

"""The command that shows what other bodies decided, and recomputes what can be recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.excel_output import OutputOption, excel_path, write_excel
from analyysi.cli.options import ProjectOption, check_format
from analyysi.cli.screen import hand_over
from analyysi.cli.shown_tables import show
from analyysi.cli.speech import headings, in_words, said_message, spoken
from analyysi.errors import AnalyysiError, ParameterError, Sentence, by_count, joined
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
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show printed decisions of other bodies: who pays by what, and what of it is recomputed."""
    check_format(format_name, FORMATS)
    path = excel_path(format_name, output)
    here = find_project(project)
    by_id = _read(here)
    if as_json:
        print_answer([_as_json(name, decision) for name, decision in by_id.items()])
    elif format_name == "table":
        _print_table(by_id)
    else:
        from analyysi.agreement.decision import decision_path
        from analyysi.agreement.texts import check_decision_texts
        from analyysi.report.language.words import ready_languages
        from analyysi.report.papers.decision_index import decision_index
        from analyysi.report.papers.excel.decisions_table import decisions_table

        language = spoken()
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
        raise ParameterError("No decisions in {folder}.", folder=project.shown(project.decisions))
    faults = [
        fault
        for name, decision in by_id.items()
        for fault in faults_of(decision, decision_path(project, name))
    ]
    if faults:
        raise AnalyysiError(joined(faults, "\n"))
    return by_id


def _as_json(name: str, decision: Decision) -> dict[str, Any]:
    from analyysi.comparison.published.decision_checks import recomputed

    why_not = decision.not_recomputed
    return {
        "id": name,
        "shared_by": decision.basis.or_main(spoken()),
        "printed": decision.status,
        "numbers_recomputed": len(recomputed(decision)),
        "not_recomputed": None if why_not is None else why_not.or_main(spoken()),
    }


def _print_table(by_id: Mapping[str, Decision]) -> None:
    from rich.table import Table

    from analyysi.comparison.published.decision_checks import recomputed
    from analyysi.report.papers.decision_index import STATUSES

    table = Table()
    for heading in headings("Decision", "Shared by", "Printed", "Recomputed"):
        table.add_column(heading, overflow="fold")
    for name, decision in by_id.items():
        why_not = decision.not_recomputed
        outcome: Sentence = (
            by_count(len(recomputed(decision)), "{count} number", "{count} numbers")
            if why_not is None
            else Sentence("no: {reason}", reason=why_not)
        )
        status = said_message(STATUSES[decision.status])
        table.add_row(name, decision.basis.or_main(spoken()), status, in_words(outcome))
    show(table)

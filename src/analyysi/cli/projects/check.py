"""The commands that check a project's files and print the forms of two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated

import typer

from analyysi.cli.options import ProjectOption, check_choice
from analyysi.cli.screen import console, hand_over, tell
from analyysi.errors import AnalyysiError
from analyysi.project import Project, find_project

CHECK_EXAMPLE = "Example: analyysi check"
SCHEMA_EXAMPLE = "Example: analyysi schema terms > terms.schema.json"
MODELS = ("agreement", "terms")


def check(project: ProjectOption = "") -> None:
    """Check every snapshot, every year of every agreement, every printed decision and all that was
    published, and list all faults.
    """
    from rich.progress import track

    here = find_project(project)
    checks = list(_checks(here))
    faults: list[str] = []
    lines = []
    screen = console(err=True)
    for name, faults_there in track(
        checks, "Checking", console=screen, disable=not screen.is_terminal, transient=True
    ):
        more = faults_there()
        lines.append(f"{'FAULT' if more else 'ok':<6}{name}")
        faults += more
    tell("\n".join(lines))
    _remark(here)
    if faults:
        # One changed file is a fault of its snapshot and of every year that rests on it; it is
        # reported once.
        distinct = list(dict.fromkeys(faults))
        count = "1 fault" if len(distinct) == 1 else f"{len(distinct)} faults"
        raise AnalyysiError(f"{count}:\n" + "\n".join(f"- {fault}" for fault in distinct))
    tell(f"{len(checks)} checked, no faults.")


def _remark(project: Project) -> None:
    """Tell how many figures of budgets are stored, the newest of each table, and which look odd."""
    from analyysi.cli.doubts import doubt_lines, figure_counts
    from analyysi.sources.newer import table_of
    from analyysi.sources.snapshots import snapshot_ids

    newest = {table_of(name): name for name in snapshot_ids(project)}
    remarks = doubt_lines(project, list(newest.values()))
    counts = figure_counts(project, list(newest.values()))
    if counts:
        tell(f"Budgets: {sum(counts.values())} figures stored, in {len(counts)} snapshots.")
    if remarks:
        tell("Figures of budgets that look odd (remarks: nothing stops by them):")
        tell("\n".join(f"- {remark}" for remark in remarks))


def _checks(project: Project) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Yield what is checked, each with a function that returns its faults."""
    from analyysi.agreement.decision import decision_ids
    from analyysi.agreement.reading import agreement_ids, years_of
    from analyysi.archive.edition import find_editions
    from analyysi.archive.integrity import faults as faults_of_edition
    from analyysi.sources.snapshots import check_snapshot, snapshot_ids, stray_folders

    for name in snapshot_ids(project):
        yield f"snapshot {name}", partial(check_snapshot, project, name)
    yield "snapshot folders", partial(stray_folders, project)
    for agreement in agreement_ids(project):
        for year in years_of(project, agreement):
            yield f"agreement {agreement} {year}", partial(_check_year, project, agreement, year)
    for name in decision_ids(project):
        yield f"decision {name}", partial(_check_decision, project, name)
    for edition in find_editions(project):
        yield f"published {edition.name}", partial(faults_of_edition, edition)


def _check_year(project: Project, agreement: str, year: int) -> list[str]:
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods

    try:
        compare_methods(load_year(project, agreement, year))
    except AnalyysiError as error:
        return [str(error)]
    return []


def _check_decision(project: Project, name: str) -> list[str]:
    from analyysi.agreement.decision import decision_path, read_decision
    from analyysi.comparison.published.decision_checks import faults_of

    try:
        return faults_of(read_decision(project, name), decision_path(project, name))
    except AnalyysiError as error:
        return [str(error)]


def schema(model: Annotated[str, typer.Argument(help="agreement or terms")]) -> None:
    """Print the JSON Schema of an agreement's file or a year's file, for editors that complete and
    check.
    """
    import json

    from analyysi.agreement.agreement import Agreement
    from analyysi.agreement.terms import Terms
    from analyysi.allocation.methods import METHODS
    from analyysi.allocation.steps.step_table import STEPS

    check_choice(model, MODELS, "file")
    if model == "agreement":
        printed = Agreement.model_json_schema()
    else:
        printed = Terms.model_json_schema()
        for name, method in METHODS.items():
            printed["$defs"][f"method.{name}"] = method.parameters.model_json_schema()
        for name, step in STEPS.items():
            printed["$defs"][f"step.{name}"] = step.parameters.model_json_schema()
    hand_over(f"{json.dumps(printed, ensure_ascii=False, indent=2)}\n")

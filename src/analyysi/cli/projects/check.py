"""The commands that check a project's files and print the forms of two of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.options import ProjectOption, QuietOption
from analyysi.cli.progress import ProgressBar
from analyysi.cli.screen import hand_over, tell
from analyysi.cli.speech import bulleted, in_words, print_lines, print_sentence
from analyysi.errors import AnalyysiError, ParameterError, Sentence, by_count, either
from analyysi.file_system.processes.side_by_side import other_process, side_by_side
from analyysi.project import Project, find_project
from analyysi.suggestions import did_you_mean

CHECK_EXAMPLE = "Example: analyysi check"
SCHEMA_EXAMPLE = "Example: analyysi schema terms > terms.schema.json"
MODELS = ("agreement", "terms")
_REMARKS = "remarks"


def check(
    project: ProjectOption = "", quiet: QuietOption = False, as_json: JsonOption = False
) -> None:
    """Check every snapshot, every year of every agreement, every printed decision and all that was
    published, and list all faults.
    """
    from analyysi.agreement.reading import agreement_ids
    from analyysi.archive.checks import checks_of

    here = find_project(project)
    checks = list(checks_of(here))
    jobs: dict[str, Callable[[], Any]] = {} if as_json else {_REMARKS: partial(_remarks, here)}
    # One process alone imports the methods: the other, which begins with the last.
    jobs |= {check.name: check.faults for check in sorted(checks, key=attrgetter("shares"))}
    returned: dict[str, Any] = {}
    other = other_process(jobs)  # before the bar, which has a thread
    with ProgressBar(quiet) as bar:
        bar.begin(Sentence("Checking"), len(jobs))
        for name, outcome in side_by_side(jobs, other):
            returned[name] = outcome
            bar.advance()
    outcomes: dict[str, list[Sentence]] = {check.name: returned[check.name] for check in checks}
    faults = list(chain.from_iterable(outcomes.values()))
    if as_json:
        faults_by_name = [{"name": name, "faults": there} for name, there in outcomes.items()]
        print_answer(faults_by_name, dict.fromkeys(faults))
        raise typer.Exit(1 if faults else 0)
    wrong, sound = in_words(Sentence("FAULT")), in_words(Sentence("ok"))
    width = max(len(wrong), len(sound)) + 1
    for name, there in outcomes.items():
        tell(f"{(wrong if there else sound).ljust(width)}{in_words(name)}")
    _print_remarks(*returned[_REMARKS])
    if faults:
        # One changed file is a fault of its snapshot and of every year that rests on it; it is
        # reported once.
        distinct = list(dict.fromkeys(faults))
        raise AnalyysiError(
            "{count}:\n{faults}",
            count=by_count(len(distinct), "{count} fault", "{count} faults"),
            faults=bulleted(distinct),
        )
    print_sentence("{count} checked, no faults.", count=len(checks))
    if not agreement_ids(here):
        print_sentence(
            "There is no agreement yet. Make one: {command}", command="analyysi new-agreement"
        )


def _remarks(project: Project) -> tuple[list[int], list[str]]:
    """Return how many figures of budgets each snapshot has, the newest of each table, and which
    look odd.
    """
    from analyysi.cli.doubts import doubt_lines, figure_counts
    from analyysi.sources.newer import table_of
    from analyysi.sources.snapshots import snapshot_ids

    newest = {table_of(name): name for name in snapshot_ids(project)}
    counts = figure_counts(project, list(newest.values()))
    return list(counts.values()), doubt_lines(project, list(counts))


def _print_remarks(counts: list[int], remarks: list[str]) -> None:
    if counts:
        print_sentence(
            "Budgets: {figures} figures stored, in {count} snapshots.",
            figures=sum(counts),
            count=len(counts),
        )
    if remarks:
        print_sentence("Figures of budgets that look odd (remarks: nothing stops by them):")
        print_lines([bulleted(remarks)])


def schema(model: Annotated[str, typer.Argument(help=either(MODELS))]) -> None:
    """Print the JSON Schema of an agreement's file or a year's file, for editors that complete and
    check.
    """
    import json

    from analyysi.agreement.agreement import Agreement
    from analyysi.agreement.terms import Terms
    from analyysi.allocation.methods import METHODS
    from analyysi.allocation.steps.step_table import STEPS

    if model not in MODELS:
        raise ParameterError(
            "There is no file '{name}'.{near}", name=model, near=did_you_mean(model, MODELS)
        )
    if model == "agreement":
        printed = Agreement.model_json_schema()
    else:
        printed = Terms.model_json_schema()
        for name, method in METHODS.items():
            printed["$defs"][f"method.{name}"] = method.parameters.model_json_schema()
        for name, step in STEPS.items():
            printed["$defs"][f"step.{name}"] = step.parameters.model_json_schema()
    hand_over(f"{json.dumps(printed, ensure_ascii=False, indent=2)}\n")

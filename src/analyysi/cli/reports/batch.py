"""The command that makes many reports."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import (
    complete_agreements,
    complete_format,
    complete_language,
    complete_seats,
    complete_years,
)
from analyysi.cli.options import ProjectOption, QuietOption, listed
from analyysi.cli.progress import ProgressBar
from analyysi.cli.screen import tell
from analyysi.cli.speech import in_words, print_lines, print_sentence, said_number
from analyysi.errors import ParameterError, ReportError, Sentence, by_count, joined
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import find_project
from analyysi.report.papers.paper_table import PAPERS

if TYPE_CHECKING:
    from analyysi.run.batch.batch import RunOutcome, StartWorkers
    from analyysi.run.batch.run_file import FaultyYear, Group, ReportRun, RunFile

BATCH_EXAMPLES = """
Examples:

\b
  analyysi batch batch.toml           what a run file declares (docs/batch.md)
  analyysi batch --all --languages fi,sv --formats html,pdf
  analyysi batch --agreements kainuu-ict --years 2023,2027 --municipalities all
  analyysi batch --all --years 2001-2022 --workers 8 --output /srv/reports
  analyysi batch batch.toml --scheduler tcp://10.0.0.5:8786 --output s3://bucket/reports

Reports that are there unchanged are left as they are. A batch that was stopped, however it was,
goes on where it stopped when it is run again.
"""

INDEX = "index.html"


# Long: a line or more for each option.
def batch(
    run_file: Annotated[
        str, typer.Argument(help="A run file, e.g. batch.toml; options replace what it says.")
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every agreement and every year.")
    ] = False,
    agreements: Annotated[
        str,
        typer.Option(help="Agreements with commas, or all.", autocompletion=complete_agreements),
    ] = "",
    years: Annotated[
        str,
        typer.Option(
            help="Years and ranges with commas, e.g. 2023,2001-2010, or all.",
            autocompletion=complete_years,
        ),
    ] = "",
    municipalities: Annotated[
        str,
        typer.Option(
            help="Seats with commas: names, codes, joint (the report of all); or all.",
            autocompletion=complete_seats,
        ),
    ] = "",
    languages: Annotated[
        str,
        typer.Option(
            help=Sentence("{names}: one, or several with commas.", names=", ".join(LANGUAGES)),
            autocompletion=complete_language,
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option(
            help=Sentence("{names}: one, or several with commas.", names=", ".join(PAPERS)),
            autocompletion=complete_format,
        ),
    ] = "",
    output: Annotated[
        str,
        typer.Option(help="A folder or an address that fsspec knows; else the project's reports/."),
    ] = "",
    workers: Annotated[
        int, typer.Option(min=0, help="How many reports at once; 0 is one for each core.")
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(help="A Dask scheduler, tcp://…, or local: a Dask cluster on this machine."),
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Make also the reports that are unchanged.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the reports; make none.")
    ] = False,
    project: ProjectOption = "",
    quiet: QuietOption = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Open the index of the reports when they are made.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make many reports: agreements by years by seats by languages, several at once.

    The project's notebook is a program that runs with your rights: make reports only in a project
    whose files you trust.
    """
    from analyysi.run.batch.batch import FAILED, run_batch
    from analyysi.run.batch.destination import destination_at
    from analyysi.run.batch.run_file import planned_runs
    from analyysi.run.batch.summary import RUNS, index_html, runs_csv

    root = find_project(project)
    asked = {
        "agreements": agreements,
        "years": years,
        "municipalities": municipalities,
        "languages": languages,
        "formats": formats,
    }
    if not (run_file or everything or any(asked.values())):
        raise ParameterError(
            "Which reports? Name a run file, or say --all, --agreements, --years and so on."
        )
    if everything and (run_file or agreements or years):
        raise ParameterError(
            "--all is every agreement and every year: leave it out, or the file and the names."
        )
    described = _described(run_file)
    groups = [_replaced(group, asked) for group in described.reports]
    report_runs, faulty_years = planned_runs(root, groups)
    destination = destination_at(output or described.output, root.reports)
    if dry_run:
        _list(report_runs, faulty_years, as_json=as_json)
        return
    started = perf_counter()
    makers = _workers(scheduler, workers or described.workers or _cores())
    runs: list[RunOutcome] = []
    count = len(report_runs) + len(faulty_years)
    try:
        with destination.lock(RUNS, INDEX), ProgressBar(quiet) as bar:
            bar.begin(Sentence("Reports"), count)
            for run in run_batch(root, report_runs, faulty_years, destination, makers, again):
                runs.append(run)
                bar.advance()
                if run.fault and quiet:
                    print_lines([_line(run)], err=True)
                bar.line(_line(run))
                print_lines(_notes(run), err=True)
            destination.write_file(RUNS, runs_csv(runs))
            destination.write_file(INDEX, index_html(runs, groups[0].languages[0]))
    except KeyboardInterrupt:
        print_sentence(
            "analyysi: interrupted; the reports made so far are in place. Run it again to go on.",
            err=True,
        )
        raise SystemExit(130) from None
    if as_json:
        faults = [_line(run) for run in runs if run.status == FAILED]
        index = str(destination.address_of(INDEX))
        print_answer({"index": index, "reports": list(map(_as_json, runs))}, faults)
        raise typer.Exit(1 if faults else 0)
    print_sentence(
        "{reports}: {outcomes}; {seconds} s.",
        reports=_count(len(runs)),
        outcomes=_by_status(runs),
        seconds=f"{perf_counter() - started:.0f}",
    )
    print_sentence("Index: {address}", address=destination.address_of(INDEX))
    if open_:
        typer.launch(str(destination.address_of(INDEX)))
    failed = [run for run in runs if run.status == FAILED]
    if failed:
        raise ReportError(
            "{failed} of {reports} failed, the others are in place. Each is named "
            "above and in {address}. Put the cause right and run the batch again.",
            failed=len(failed),
            reports=_count(len(runs)),
            address=destination.address_of(INDEX),
        )


def _described(run_file: str) -> RunFile:
    """Return what a run file says; without one, a group of everything."""
    from analyysi.run.batch.run_file import RunFile, read_run_file

    if run_file:
        return read_run_file(Path(run_file))
    return RunFile.model_validate({"reports": [{}]})


def _cores() -> int:
    """Return how many cores this process may use, where the system says so; else how many there
    are.
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _replaced(group: Group, asked: dict[str, str]) -> Group:
    """Return a group with what the options say in the place of what the file says."""
    from analyysi.agreement.reading import validate

    given = {
        name: "all" if text.strip() == "all" else listed(text)
        for name, text in asked.items()
        if text
    }
    whole = {**group.model_dump(), **given}
    return validate(whole, type(group), Sentence("Options of the batch")) if given else group


def _workers(scheduler: str, at_once: int) -> StartWorkers:
    if scheduler:
        from analyysi.run.batch.cluster import cluster_workers

        return lambda formats: cluster_workers(scheduler, formats, at_once)
    from analyysi.run.batch.batch import local_workers

    return lambda formats: local_workers(formats, at_once)


def _list(
    report_runs: Sequence[ReportRun], faulty_years: Iterable[FaultyYear], *, as_json: bool
) -> None:
    """Say which reports would be made, and of which years none can be."""
    if as_json:
        reports = [{"name": planned.name, "formats": planned.formats} for planned in report_runs]
        faulty = [{"name": year.name, "fault": year.fault} for year in faulty_years]
        print_answer({"reports": reports, "faulty_years": faulty})
        return
    for planned in report_runs:
        tell(f"{planned.name}  {','.join(planned.formats)}")
    for year in faulty_years:
        print_sentence("FAULT  {name}: {fault}", name=year.name, fault=year.fault)
    print_lines([_count(len(report_runs))])


def _as_json(run: RunOutcome) -> dict[str, Any]:
    return {
        "name": run.name,
        "agreement": run.agreement,
        "year": run.year,
        "status": run.status,
        "seconds": run.seconds,
        "fault": run.fault or None,
    }


def _line(run: RunOutcome) -> str:
    from analyysi.run.batch.batch import FAILED, MADE

    status = in_words(_statuses()[run.status])
    if run.status == FAILED:
        return Sentence(
            "{status} {name}: {fault}", status=f"{status:<10}", name=run.name, fault=run.fault
        )
    return f"{status:<10} {run.name}" + (
        f"  {said_number(run.seconds, 1)} s" if run.status == MADE and run.seconds else ""
    )


def _notes(run: RunOutcome) -> list[Sentence]:
    """Return what became of papers that lay in a report's folder before."""
    return [Sentence("{name}: {fault}", name=run.name, fault=note) for note in run.notes]


def _statuses() -> dict[str, Sentence]:
    """Return what became of a report, by its status."""
    from analyysi.run.batch.batch import FAILED, MADE, UNCHANGED

    return {MADE: Sentence("made"), UNCHANGED: Sentence("unchanged"), FAILED: Sentence("FAILED")}


def _count(count: int) -> Sentence:
    return by_count(count, "{count} report", "{count} reports")


def _by_status(runs: Sequence[RunOutcome]) -> Sentence:
    statuses = [run.status for run in runs]
    counted = {status: statuses.count(status) for status in _statuses()}
    return joined(
        Sentence("{count} {status}", count=count, status=_in_text(_statuses()[status]))
        for status, count in counted.items()
        if count
    )


def _in_text(status: Sentence) -> str:
    return in_words(status).lower()

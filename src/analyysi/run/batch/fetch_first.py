"""What the reports of a batch would each fetch, fetched once before any of them begins.

Fetched in each report, it would be asked of the services as many times, and a table that is updated
meanwhile would give two reports of one batch different figures.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_year, year_files
from analyysi.agreement.terms import Terms
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.run.batch.run_file import ReportRun

if TYPE_CHECKING:
    from analyysi.sources.fetch.order import Wishes


@contextmanager
def fetched_first(project: Project, report_runs: Sequence[ReportRun]) -> Iterator[dict[str, str]]:
    """Fetch the tables of the runs that ask for it (``data = "pull"``), and let the reports made
    within the block read what came.

    Returns
    -------
    The runs whose tables could not be fetched, by their names, each with the reason.
    """
    pulling = [run for run in report_runs if run.parameters.data == "pull"]
    if not pulling:
        yield {}
        return
    # What asks the services is imported where something is asked.
    from analyysi.comparison.trial.pull_wishes import joined
    from analyysi.comparison.trial.pulled_terms import PULLED, Fetched, fetch, lacking, stopping

    faults: dict[str, str] = {}
    needed: dict[str, tuple[Agreement, Terms, dict[str, Wishes]]] = {}
    for run in pulling:
        try:
            needed[run.name] = _needed(project, run)
        except AnalyysiError as error:
            faults[run.name] = error.sentence
    fetched = fetch(project, joined(wishes for _, _, wishes in needed.values()))
    for run_name, (agreement, terms, wishes) in needed.items():
        failed = {name: fetched.faults[name] for name in wishes if name in fetched.faults}
        failed = stopping(project, agreement, terms, failed)
        if failed:
            faults[run_name] = lacking(Fetched(fetched.pulled, failed))
    # What did not come is not asked for again by each report that goes on without it.
    brought = {**dict.fromkeys(fetched.faults, ()), **fetched.snapshots}
    with _environment(PULLED, json.dumps(brought)):
        yield faults


def _needed(project: Project, run: ReportRun) -> tuple[Agreement, Terms, dict[str, Wishes]]:
    """Return the agreement and the terms of a run, and what their figures are fetched by."""
    from analyysi.comparison.trial.pulled_terms import trial_wishes

    agreement, terms = read_year(
        *year_files(project, run.parameters.agreement, run.parameters.year)
    )
    return agreement, terms, trial_wishes(project, agreement, terms)


@contextmanager
def _environment(name: str, setting: str) -> Iterator[None]:
    """Set an environment variable until the block ends."""
    before = os.environ.get(name)
    os.environ[name] = setting
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before

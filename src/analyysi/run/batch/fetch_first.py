"""What the reports of a batch would each fetch, fetched once before any of them begins.

Fetched in each report, it would be asked of the services as many times, and a table that is updated
meanwhile would give two reports of one batch different figures.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from analyysi.agreement.reading import read_year, year_files
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.run.batch.run_file import ReportRun


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
    from analyysi.comparison.trial.pulled_terms import PULLED, Fetched, fetch, lacking
    from analyysi.sources.fetch.order import Wishes

    faults: dict[str, str] = {}
    needed: dict[str, tuple[str, ...]] = {}
    for run in pulling:
        try:
            needed[run.name] = _recipes(project, run)
        except AnalyysiError as error:
            faults[run.name] = str(error)
    names = dict.fromkeys(name for recipes in needed.values() for name in recipes)
    fetched = fetch(project, {name: Wishes() for name in names})
    for run_name, recipes in needed.items():
        failed = {name: fetched.faults[name] for name in recipes if name in fetched.faults}
        if failed:
            faults[run_name] = lacking(Fetched(fetched.pulled, failed))
    with _environment(PULLED, json.dumps(fetched.snapshots)):
        yield faults


def _recipes(project: Project, run: ReportRun) -> tuple[str, ...]:
    """Return the recipes that fetch the figures of a run's terms."""
    from analyysi.comparison.trial.pulled_terms import recipes_of

    _, terms = read_year(*year_files(project, run.parameters.agreement, run.parameters.year))
    recipes: Mapping[str, str | None] = recipes_of(project, terms)
    return tuple(dict.fromkeys(name for name in recipes.values() if name is not None))


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

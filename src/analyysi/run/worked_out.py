"""A year that is worked out before it is asked for: a batch does so once for all of its seats.

Whatever is kept is of this process and of those that are forked from it. Where nobody worked a year
out, each is worked out when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analyysi.agreement.parameters import RunParameters
from analyysi.allocation.whole_units.array_rounding import in_arrays
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.report_context import ReportContext, report_context
from analyysi.comparison.trial.loading import load_case
from analyysi.project import Project

MANY = 100
"""From more payers than these on, arrays save a millisecond of a rounding by a divisor method."""

NO_ADDITIONS = Additions()
"""What a year as it stands has of an analyst's own."""


@dataclass(frozen=True)
class WorkedOut:
    """A year as a notebook's cells ask for it, with its splits and what else its report needs."""

    project: Project
    parameters: RunParameters
    case: Case
    comparison: Comparison
    context: ReportContext


_kept: list[WorkedOut] = []
"""At most one."""


def keep(year: WorkedOut) -> None:
    """Keep a year, in the place of the one that is kept."""
    _kept[:] = [year]


def case_of(project: Project, parameters: RunParameters, additions: Additions) -> Case:
    """Read the case that the parameters ask for. If it has many payers, it rounds by numpy's
    arrays, to the same cents.

    Raises
    ------
    ParameterError, SourceError, SchemaError
        As `load_case` does.
    """
    for year in _kept:
        at_hand = (year.project, year.parameters, NO_ADDITIONS)
        if at_hand == (project, parameters, additions):
            return year.case
    case = load_case(project, parameters, additions=additions)
    if len(case.problem.payers) <= MANY:
        return case
    import numpy  # only so many payers are worth its import

    return replace(case, rounding=in_arrays(case.rounding, numpy))


def comparison_of(case: Case) -> Comparison:
    """Return every split of a case, as `compare_methods` does."""
    for year in _kept:
        if year.case is case:
            return year.comparison
    return compare_methods(case)


def context_of(project: Project, case: Case) -> ReportContext:
    """Return what the report of a case contains besides its splits, as `report_context` does."""
    for year in _kept:
        if year.case is case and year.project == project:
            return year.context
    return report_context(project, case)

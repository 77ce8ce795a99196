"""The exact case of a notebook: with the analyst's own rules, and quick for many payers."""

from __future__ import annotations

from dataclasses import replace

from analyysi.agreement.parameters import RunParameters
from analyysi.allocation.whole_units.array_rounding import in_arrays
from analyysi.analyst.defined_rules import defined_rules
from analyysi.comparison.case import Case
from analyysi.comparison.trial.loading import load_case
from analyysi.project import Project

MANY = 100
"""From more payers than these on, arrays save a millisecond of a rounding by a divisor method."""


def loaded_case(project: Project, parameters: RunParameters) -> Case:
    """Read the case that the parameters ask for. If it has many payers, it rounds by numpy's
    arrays, to the same cents.

    Raises
    ------
    ParameterError, SourceError, SchemaError
        As `load_case` does.
    """
    case = load_case(project, parameters, additions=defined_rules())
    if len(case.problem.payers) <= MANY:
        return case
    import numpy  # only so many payers are worth its import

    return replace(case, rounding=in_arrays(case.rounding, numpy))

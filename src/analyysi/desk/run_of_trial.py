"""The parameters of a run that computes exactly what is tried at the desk, if parameters can say
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyysi.agreement.parameters import RunParameters, check_parameters
from analyysi.comparison.case import Case
from analyysi.comparison.compare import split_id
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.trial import choices_of
from analyysi.errors import AnalyysiError
from analyysi.money import euros
from analyysi.project import Project


@dataclass(frozen=True)
class Asked:
    """Who asks for the report, and for which papers."""

    language: str
    municipality: str
    """A participant's code; empty: nobody's seat."""
    formats: tuple[str, ...]
    draft_year: int
    """The year of the draft, where one has to be saved."""


def run_parameters(
    project: Project, case: Case, tried: SharedYear, asked: Asked
) -> RunParameters | None:
    """Return the parameters of a run that computes exactly this trial; None if none can say it.

    They are tried out: what they would compute is compared with the trial itself.
    """
    changes = _changes(case, tried)
    try:
        parameters = parameters_of(case, asked, changes)
        computed = load_case(project, parameters)
        return parameters if shares_as(computed, tried) else None
    except AnalyysiError:
        return None


def parameters_of(case: Case, asked: Asked, changes: dict[str, object]) -> RunParameters:
    """Return the parameters of a run of the case's year, with changes.

    Raises
    ------
    ParameterError
        If one is at fault.
    """
    given = {
        "agreement": case.agreement.id,
        "year": case.terms.year,
        "language": asked.language,
        "municipality": asked.municipality,
    }
    return check_parameters({**given, **changes})


def _changes(case: Case, tried: SharedYear) -> dict[str, object]:
    """Return the parameters of a run for what differs from the terms."""
    changes: dict[str, object] = {}
    chosen, payers = tried.case.chosen, tried.case.terms.participants
    if tried.total != case.terms.total.value:
        changes["total"] = euros(tried.total)
    if split_id(chosen) != split_id(case.chosen):
        changes["method"] = chosen.method.name
        keys: Sequence[str] = chosen.key_names
        if keys:
            changes["key"] = keys[0]
    if set(payers) != set(case.terms.participants):
        changes["participants"] = ",".join(payers)
    return changes


def shares_as(computed: Case, tried: SharedYear) -> bool:
    """Return whether a case shares as the trial does, by the same method, steps and rounding."""
    trial = tried.case
    return (
        split_id(computed.chosen) == split_id(trial.chosen)
        and choices_of(computed.steps) == choices_of(trial.steps)
        and computed.terms.rounding == trial.terms.rounding
        and shared_year(computed).cents == tried.cents
    )

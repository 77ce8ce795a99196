"""A trial that is shared by a key of the analyst's own."""

from __future__ import annotations

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import Case
from analyysi.comparison.trial.loading import load_case
from analyysi.project import Project


def shared_by(project: Project, case: Case, name: str) -> Case:
    """Return the trial of a case that is shared by one of its own keys.

    It is the case that the parameters of the run ask for with `key` as well, so that folder, file
    names, records and the second computation for the papers are those of any trial. Snapshots that
    were fetched for the case are read again, and nothing is fetched.

    Parameters
    ----------
    case
        A case that has the key among its own (`own_key.with_own_key`).

    Raises
    ------
    ParameterError
        If the method that the trial asks for is one that shares by no key.
    """
    asked = case.asked or RunParameters(agreement=case.agreement.id, year=case.terms.year)
    return load_case(
        project,
        asked.model_copy(update={"key": name}),
        case.snapshots if asked.data != "frozen" else None,
        case.additions,
    )

"""The report of what is tried, by the same code as `analyysi report`: as a trial where parameters
of a run say it, else of a draft that is saved first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.parameters import RunParameters, check_parameters
from analyysi.comparison.case import Case
from analyysi.comparison.compare import split_id
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.saving import Saved, save
from analyysi.desk.trial import choices_of
from analyysi.errors import AnalyysiError, sentence_of
from analyysi.messages import Message
from analyysi.money import euros
from analyysi.project import Project
from analyysi.run.report import make_report


@dataclass(frozen=True)
class Asked:
    """Who asks for the report, and for which papers."""

    language: str
    municipality: str
    """A participant's code; empty: nobody's seat."""
    formats: tuple[str, ...]
    draft_year: int
    """The year of the draft, where one has to be saved."""


@dataclass(frozen=True)
class Made:
    """The papers that were made, and the draft that was saved for them, if one was."""

    parameters: RunParameters
    papers: tuple[Path, ...]
    saved: Saved | None


def make(
    project: Project,
    case: Case,
    tried: SharedYear,
    asked: Asked,
    doing: Callable[[Message], None],
) -> Made | Message:
    """Make the report of a trial.

    Parameters
    ----------
    case
        The terms that the trial was made on.
    doing
        Is called with what is being done.

    Returns
    -------
    What was made; or, where there is no report, why, in one sentence.
    """
    parameters, saved = run_parameters(project, case, tried, asked), None
    if parameters is None:
        doing(Message("Saving the draft …"))
        outcome = save(project, case, tried, asked.draft_year)
        if isinstance(outcome, Message):
            return outcome
        saved = outcome
        parameters = _parameters(case, asked, {"year": asked.draft_year})
    doing(Message("Making the report …"))
    try:
        papers = make_report(project, parameters, asked.formats)
    except (AnalyysiError, OSError) as error:
        return Message(
            "The report was not made. {reason}", {"reason": sentence_of(error) or str(error)}
        )
    return Made(parameters, papers, saved)


def run_parameters(
    project: Project, case: Case, tried: SharedYear, asked: Asked
) -> RunParameters | None:
    """Return the parameters of a run that computes exactly this trial; None if none can say it.

    They are tried out: what they would compute is compared with the trial itself.
    """
    changes = _changes(case, tried)
    try:
        parameters = _parameters(case, asked, changes)
        computed = load_case(project, parameters)
        return parameters if _same(computed, tried) else None
    except AnalyysiError:
        return None


def _parameters(case: Case, asked: Asked, changes: dict[str, object]) -> RunParameters:
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


def _same(computed: Case, tried: SharedYear) -> bool:
    """Return whether a case shares as the trial does, by the same method, steps and rounding."""
    trial = tried.case
    return (
        split_id(computed.chosen) == split_id(trial.chosen)
        and choices_of(computed.steps) == choices_of(trial.steps)
        and computed.terms.rounding == trial.terms.rounding
        and shared_year(computed).cents == tried.cents
    )

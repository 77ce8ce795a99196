"""The report of what is tried, by the same code as `analyysi report`: as a trial where parameters
of a run say it, else of a draft that is saved first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import Case
from analyysi.comparison.history import SharedYear
from analyysi.desk.added_keys import AddedKey
from analyysi.desk.run_of_trial import Asked, parameters_of, run_parameters
from analyysi.desk.saving import Saved, save
from analyysi.errors import AnalyysiError, sentence_of
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.run.report import make_report


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
    added: Collection[AddedKey] = (),
) -> Made | Message:
    """Make the report of a trial.

    Parameters
    ----------
    case
        The terms that the trial was made on.
    doing
        Is called with what is being done.
    added
        Keys that were added to the terms.

    Returns
    -------
    What was made; or, where there is no report, why, in one sentence.
    """
    parameters, saved = run_parameters(project, case, tried, asked), None
    if parameters is None:
        doing(Message("Saving the draft …"))
        outcome = save(project, case, tried, asked.draft_year, added)
        if isinstance(outcome, Message):
            return outcome
        saved = outcome
        parameters = parameters_of(case, asked, {"year": asked.draft_year})
    doing(Message("Making the report …"))
    try:
        papers = make_report(project, parameters, asked.formats)
    except (AnalyysiError, OSError) as error:
        return Message(
            "The report was not made. {reason}", {"reason": sentence_of(error) or str(error)}
        )
    return Made(parameters, papers, saved)

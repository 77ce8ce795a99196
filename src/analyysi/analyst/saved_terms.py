"""A case that an analyst tries, written as the draft of a later year's terms."""

from __future__ import annotations

from pathlib import Path

from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import shared_year
from analyysi.desk.saving import save
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.wording import Wording


def save_terms(case: Case, project: Project, words: Wording, year: int) -> Path:
    """Write a case as a draft, and return its file, as `analyst.case.Case.save_terms` says.

    Parameters
    ----------
    words
        Those of the language in which it is told why nothing was written.
    year
        The year of the draft.

    Raises
    ------
    ParameterError
        If nothing was written, and why.
    """
    _refuse_what_no_draft_has(case)
    terms = load_year(project, case.agreement.id, case.terms.year)
    saved = save(project, terms, shared_year(case), year)
    if isinstance(saved, Message):
        raise ParameterError(words.of(saved))
    return project.root / saved.path


def _refuse_what_no_draft_has(case: Case) -> None:
    if case.additions.keys:
        raise ParameterError(
            "The terms were not saved: a draft cannot have a key of your own ({keys}). "
            "Save a case without it, and add its figures to the draft as a survey.",
            keys=", ".join(case.additions.keys),
        )
    newer = ", ".join(place.place for place in case.replacements if place.is_newer)
    if newer:
        raise ParameterError(
            "The terms were not saved: a draft reads the figures that the terms name, and here "
            'newer ones are tried ({places}). Save a case with data="frozen", and name the '
            "newer snapshots in the draft.",
            places=newer,
        )

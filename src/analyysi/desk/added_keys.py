"""Keys that a trial has besides those of its terms: of figures that came in a table, or stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analyysi.agreement.key import Key
from analyysi.agreement.reading import agreement_path, validate, year_files
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import Case, case_of
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.sources.survey import Survey, survey_of
from analyysi.sources.surveys.questions import Question

if TYPE_CHECKING:
    from analyysi.sources.surveys.answer_table import GivenAnswer


@dataclass(frozen=True)
class Figures:
    """Figures that came in a table, and the file beside the terms that they become."""

    survey: Survey
    file: bytes


@dataclass(frozen=True)
class AddedKey:
    """A key that was added to the terms for a trial."""

    name: str
    key: Key
    figures: Figures | None = None
    """None: those of the snapshot that the key names."""


def key_of(key: Key, name: str, given: tuple[GivenAnswer, ...]) -> AddedKey:
    """Return a key of figures that were given, with their file."""
    # The readers of tables are a tenth of the program: the desk in a browser starts without them.
    from analyysi.drafting.agreements.table_figures import as_survey
    from analyysi.drafting.surveys.survey_csv import survey_csv

    question = Question(key.column, key.label, key.counted, key.reference_date)
    rows = {answer.payer: {answer.column: answer} for answer in given}
    survey = survey_of(as_survey(given, question.column), [question])
    return AddedKey(name, key, Figures(survey, survey_csv([question], rows, {})))


def placed(project: Project, agreement_id: str, added: AddedKey) -> AddedKey:
    """Return a key whose file stands on nobody's place: if the agreement has another file of that
    name already, it gets the first name that is free.
    """
    if added.figures is None:
        return added
    folder = agreement_path(project, agreement_id).parent
    stem = str(added.key.survey).removesuffix(".csv")
    taken = {
        path.name.removesuffix(".csv")
        for path in folder.glob("*.csv")
        if read_file(path) != added.figures.file
    }
    survey = f"{free_name(stem, taken)}.csv"
    return replace(added, key=added.key.model_copy(update={"survey": survey}))


def surveys_of(added: Iterable[AddedKey]) -> dict[str, Survey]:
    """Return the figures that came in tables, by the file that they become."""
    return {str(each.key.survey): each.figures.survey for each in added if each.figures}


def with_keys(project: Project, base: Case, added: Mapping[str, AddedKey]) -> Case:
    """Return a year with further keys among those of its terms.

    Parameters
    ----------
    base
        The year as it stands in its files.

    Raises
    ------
    AnalyysiError
        If a key does not fit the terms, or a payer has no figure.
    """
    agreement, terms = base.agreement, base.terms
    keys = {**terms.keys, **{name: each.key for name, each in added.items()}}
    wider = terms.model_copy(update={"keys": keys}).model_dump()
    checked = validate(wider, Terms, f"{agreement.id} {terms.year}")
    files = year_files(project, agreement.id, terms.year)
    return case_of(project, agreement, checked, files, surveys=surveys_of(added.values()))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that no key has yet.

    >>> free_name("population_2021", {"population_2021"}), free_name("a", ())
    ('population_2021_2', 'a')
    """
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free

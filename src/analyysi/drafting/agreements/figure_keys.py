"""A key of a new agreement whose figures came in a table, or are still to be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analyysi.agreement.key import Key
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answered_year import check_year
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.agreements.table_figures import DAY, as_survey, labels_of
from analyysi.drafting.stored_keys import NamedKey
from analyysi.drafting.surveys.survey_csv import survey_csv
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message
from analyysi.sources.survey import survey_of
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question

Added = tuple[Answers, str]
"""The answers with one more key, and its name in the terms."""


def check_day(text: str) -> date:
    """Return a day, written as 31.12.2026 or 2026-12-31.

    >>> check_day("31.12.2026")
    datetime.date(2026, 12, 31)
    """
    if not text.strip():
        raise AnswerError(
            Message("A day was expected, written as {example}."), example="31.12.2026"
        )
    match = DAY.fullmatch(text.strip())
    if match is not None:
        day, month, year = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
        try:
            return check_figure_day(date(int(year), int(month), int(day)))
        except ValueError:
            pass  # no day of the calendar
    raise AnswerError(
        Message("'{answer}' is no day: it is written as {example}."),
        answer=text.strip(),
        example="31.12.2026",
    )


def check_figure_day(day: date) -> date:
    """Return a day of figures, not one of a year that was mistyped, such as 26 for 2026."""
    check_year(f"{day.year:04}")
    return day


def columns_taken(answers: Answers) -> set[str]:
    """Return the names that a further key, or its column, cannot have."""
    return {named.name for named in answers.keys} | {named.key.column for named in answers.keys}


def with_key(answers: Answers, named: NamedKey) -> Added:
    """Return the answers with one more key."""
    further = {kept.name: kept for kept in (*answers.further_keys, named)}
    return replace(answers, further_keys=tuple(further.values())), named.name


def with_figures(
    answers: Answers,
    question: Question,
    given: Sequence[GivenAnswer],
    *,
    origin: LocalText | None,
    claim: bool = False,
) -> Added:
    """Return the answers with a key that reads a file beside the terms, and that file.

    Parameters
    ----------
    given
        The figures that are known; without any there is no file yet.
    origin
        Where they are from; None: the payers gave them, or are asked.
    """
    stem = f"kysely-{answers.year}" if origin is None else f"luvut-{answers.year}"
    taken = {named.key.survey for named in answers.keys}
    file, number = f"{stem}.csv", 2
    while file in taken:
        file, number = f"{stem}-{number}.csv", number + 1
    label, by = labels_of(question)
    key = Key(
        survey=file,
        column=question.column,
        claim=claim,
        reference_date=question.day or date(answers.year - 1, 12, 31),
        unit=question.unit.name,
        label=label,
        by=by,
        origin=origin,
    )
    named = Question(question.column, label, question.unit, question.day)
    rows = {answer.payer: {answer.column: answer} for answer in given}
    surveys, files = dict(answers.surveys), dict(answers.survey_files)
    if given:
        surveys[file] = survey_of(as_survey(given, question.column), [named])
        files[file] = survey_csv([named], rows, {}).decode()
    changed = replace(answers, surveys=surveys, survey_files=files)
    return with_key(changed, NamedKey(question.column, key))

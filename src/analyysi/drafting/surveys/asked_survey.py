"""What a year asks its payers, whom it asks, and what they answered the year before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_agreement, read_terms, terms_path, years_of
from analyysi.agreement.terms import Terms
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import Unit
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.sources.survey import stored_answers
from analyysi.sources.surveys.answer_table import Answers
from analyysi.sources.surveys.questions import Question, questions_of
from analyysi.suggestions import did_you_mean

_GIVEN = re.compile(r"(?P<column>\w+)=(?P<text>.*\S.*)")


@dataclass(frozen=True)
class AskedSurvey:
    """One year's survey: the questions and those who are asked."""

    agreement: Agreement
    terms: Terms
    questions: Mapping[str, tuple[Question, ...]]
    """Each survey that the year's keys name, by its file, to what it asks; questions that no key
    reads stand under an empty name.
    """

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Return every question, in the order of the terms."""
        return tuple(asked for of_file in self.questions.values() for asked in of_file)

    @property
    def payers(self) -> tuple[str, ...]:
        """Return the codes of those who are asked."""
        return self.terms.participants


def asked_survey(
    project: Project, agreement_id: str, year: int, chosen: Sequence[str] = ()
) -> AskedSurvey:
    """Return what a year asks: the columns that its keys read from surveys.

    Parameters
    ----------
    chosen
        Names of keys or columns, if not all are asked; or "column=text" for a question that no key
        reads yet.

    Raises
    ------
    ParameterError
        If the terms name no survey and no question is given, or a question is not known; names the
        nearest. Or if another year reads the same file for another day.
    """
    agreement = read_agreement(project, agreement_id)
    terms = read_terms(project, agreement, year)
    # What is in a table from elsewhere is asked of nobody.
    by_file = dict(questions_of(key for key in terms.keys.values() if key.origin is None))
    given = dict(_given(text) for text in chosen if "=" in text)
    names = [text.strip() for text in chosen if "=" not in text]
    where = project.relative(terms_path(project, agreement_id, year))
    if not by_file and not given:
        raise ParameterError(
            "{where} asks nothing: no key names a survey. Add a key with survey = "
            '"kysely-{year}.csv" and its column, unit, day and label; or give a '
            "question: --question 'workstations=Työasemat 31.12.2026'.",
            where=where,
            year=year,
        )
    _refuse_other_days(project, AskedSurvey(agreement, terms, by_file))
    if names or given:
        columns = _columns_of(names, terms, where)
        for file, questions in list(by_file.items()):
            by_file[file] = tuple(asked for asked in questions if asked.column in columns)
            if not by_file[file]:
                del by_file[file]
    if given:
        by_file[""] = tuple(given.values())
    return AskedSurvey(agreement, terms, by_file)


def _given(text: str) -> tuple[str, Question]:
    match = _GIVEN.fullmatch(text.strip())
    if match is None:
        raise ParameterError(
            "--question {question}: a column and the question's text were expected, "
            "such as 'workstations=Työasemat 31.12.2026'.",
            question=text,
        )
    column = match.group("column")
    unit = Unit(column, Message("{unit}", {"unit": "–"}))
    label = LocalText.in_main_language(match.group("text"))
    return column, Question(column, label, unit, None)


def refuse_earlier_file(project: Project, survey: AskedSurvey) -> None:
    """Refuse to ask into a file that an earlier year reads: its figures would change, and its day
    would be asked again.

    Raises
    ------
    ParameterError
        With the line to write.
    """
    year = survey.terms.year
    for file in survey.questions:
        earlier = [other for other in _readers(project, survey, file) if other.year < year]
        if earlier:
            raise ParameterError(
                "{agreement} {year} reads {file}, the answers of {earlier}: to ask for {year}, "
                "give it a file of its own and its day in {year}.toml, such as survey = "
                '"{stem}-{year}.csv".',
                agreement=survey.agreement.id,
                year=year,
                file=file,
                earlier=earlier[0].year,
                stem=Path(file).stem,
            )


def _refuse_other_days(project: Project, survey: AskedSurvey) -> None:
    """Refuse a file that another year reads for another day: answers of one would stand for those
    of the other.
    """
    for file in survey.questions:
        days = _days(survey.terms, file)
        for other in _readers(project, survey, file):
            if _days(other, file) != days:
                first, later = sorted((other.year, survey.terms.year))
                raise ParameterError(
                    "{agreement} {first} and {later} both read {file}, for different days: give "
                    "{later} a file of its own in {later}.toml, such as survey = "
                    '"{stem}-{later}.csv".',
                    agreement=survey.agreement.id,
                    first=first,
                    later=later,
                    file=file,
                    stem=Path(file).stem,
                )


def _readers(project: Project, survey: AskedSurvey, file: str) -> list[Terms]:
    """Return the terms of the other years that read a file."""
    readers = []
    for year in years_of(project, survey.agreement.id):
        # A fault of another year is that year's: its own commands say it.
        with suppress(ParameterError):
            terms = read_terms(project, survey.agreement, year)
            if year != survey.terms.year and _days(terms, file):
                readers.append(terms)
    return readers


def _days(terms: Terms, file: str) -> set[date]:
    return {key.reference_date for key in terms.keys.values() if key.survey == file}


def _columns_of(names: Sequence[str], terms: Terms, where: str) -> set[str]:
    asked = {name: key for name, key in terms.keys.items() if key.survey is not None}
    columns = {key.column for key in asked.values()}
    chosen = set()
    for name in names:
        if name in asked:
            chosen.add(asked[name].column)
        elif name in columns:
            chosen.add(name)
        else:
            raise ParameterError(
                "--question {question}: {where} has no key '{question}' that reads a survey.{near}",
                question=name,
                where=where,
                near=did_you_mean(name, sorted({*asked, *columns})),
            )
    return chosen


def stored_by_file(project: Project, survey: AskedSurvey) -> dict[str, Answers]:
    """Return the answers that are stored already, by the survey's file.

    Raises
    ------
    SchemaError, SourceError
        If a stored file is at fault.
    """
    folder = project.agreements / survey.agreement.id
    parties = survey.agreement.parties
    return {
        file: stored_answers(folder / file, project.relative(folder / file), parties, questions)
        for file, questions in survey.questions.items()
        if file and (folder / file).exists()
    }


def missing_answers(
    survey: AskedSurvey, stored: Mapping[str, Answers]
) -> dict[str, tuple[Question, ...]]:
    """Return who has not answered, and what; nobody where everybody has answered everything."""
    answered = {
        (given.payer, given.column)
        for answers in stored.values()
        for given in answers.given
        if given.answer is not None
    }
    missing = {}
    for code in survey.payers:
        open_questions = tuple(
            asked for asked in survey.all_questions if (code, asked.column) not in answered
        )
        if open_questions:
            missing[code] = open_questions
    return missing


def earlier_answers(
    project: Project, survey: AskedSurvey
) -> tuple[int, Mapping[tuple[str, str], Decimal]] | None:
    """Return the newest earlier year with answers to one of the questions, and each answer by
    payer and column; None if there is none that can be read.
    """
    agreement = survey.agreement
    columns = {asked.column for asked in survey.all_questions}
    earlier = [year for year in years_of(project, agreement.id) if year < survey.terms.year]
    for year in reversed(earlier):
        # An old year at fault is no reason to ask nobody: it is left out beside the answers.
        try:
            terms = read_terms(project, agreement, year)
            before = AskedSurvey(agreement, terms, questions_of(terms.keys.values()))
            stored = stored_by_file(project, before)
        except AnalyysiError:
            continue
        answers = {
            (given.payer, given.column): given.answer.number
            for read in stored.values()
            for given in read.given
            if given.answer is not None and given.column in columns
        }
        if answers:
            return year, answers
    return None

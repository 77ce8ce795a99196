"""Answers collected from files as they came into the survey beside the terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from analyysi.drafting.placing import place_over
from analyysi.drafting.surveys.answer_files import answer_files, read_answer_file
from analyysi.drafting.surveys.asked_survey import (
    AskedSurvey,
    asked_survey,
    missing_answers,
    refuse_earlier_file,
    stored_by_file,
)
from analyysi.drafting.surveys.survey_csv import survey_csv, written
from analyysi.errors import ParameterError, SchemaError, Sentence
from analyysi.file_system.locks import tidy
from analyysi.file_system.reading import read_file
from analyysi.languages.saying import Figure
from analyysi.project import Project
from analyysi.sources.surveys.answer_table import Answers, GivenAnswer, faults_message
from analyysi.sources.surveys.questions import Question
from analyysi.tables.names.payers import Payers

State = Literal["new", "stored", "replaced", "kept"]


@dataclass(frozen=True)
class CollectedAnswer:
    """An answer as it will stand in the survey, and where it is from."""

    given: GivenAnswer
    file: str
    """The file that it came in; that of the survey where it was stored already."""
    state: State
    """`kept`: a file says another number, and the stored one stays."""
    instead: GivenAnswer | None = None
    """Of a kept answer the newer one; of one that is replaced the older one."""


@dataclass(frozen=True)
class Collected:
    """What collecting gives: the answers, who lacks, and the files as they will be."""

    survey: AskedSurvey
    answers: tuple[CollectedAnswer, ...]
    """In the order of the participants and the questions."""
    missing: Mapping[str, tuple[Question, ...]]
    notes: tuple[str, ...]
    """What was passed over in the files, in words."""
    contents: Mapping[Path, bytes]
    """The files of the survey that change."""


def collect(
    project: Project,
    agreement_id: str,
    year: int,
    paths: Sequence[Path],
    *,
    newer: bool = False,
    chosen: Sequence[str] = (),
    answer_column: str = "",
    sheet: str = "",
    source: str = "",
) -> Collected:
    """Read files of answers beside those that are stored. Nothing is written.

    Parameters
    ----------
    paths
        Files, or folders of them.
    newer, chosen
        Whether an answer takes the place of a stored one that differs; the questions that the
        files answer, if not all.
    answer_column, sheet
        The column of the answers, where one question is asked and its column is called otherwise,
        and their sheet in files that have several.
    source
        The source of answers that have none of their own; empty: the name of their file.

    Raises
    ------
    ParameterError
        If the terms name no survey, no CSV, or one of an earlier year; or a file is not there.
    SchemaError, SourceError
        If a file is at fault, or two files give different answers.
    """
    survey = asked_survey(project, agreement_id, year, chosen)
    refuse_earlier_file(project, survey)
    file_of = _files_of_columns(survey)
    payers = Payers(survey.agreement.parties)
    came: dict[tuple[str, str], list[CollectedAnswer]] = {}
    notes: list[str] = []
    for path in answer_files(paths):
        answers = read_answer_file(path, payers, survey.all_questions, answer_column, sheet)
        notes += [Sentence("{file}: {note}", file=path.name, note=note) for note in answers.notes]
        for answer in _of_file(answers, path.name, source):
            came.setdefault((answer.given.payer, answer.given.column), []).append(answer)
    _refuse_contradictions(survey, came)
    # What other questions have is kept too: a file is written whole.
    whole = asked_survey(project, agreement_id, year)
    stored = stored_by_file(project, whole)
    merged = dict(_merged(whole, stored, came, newer=newer))
    contents = {}
    for file in dict.fromkeys(file_of.values()):
        path = project.agreements / agreement_id / file
        unread = stored[file].unread if file in stored else {}
        content = survey_csv(whole.questions[file], _rows(whole, file, merged), unread)
        if content and content != _held(path):
            contents[path] = content
    shown = [merged[place] for place in _places(survey, merged)]
    missing = missing_answers(survey, {"": Answers(tuple(answer.given for answer in shown))})
    return Collected(survey, tuple(shown), missing, tuple(notes), contents)


def _held(path: Path) -> bytes:
    return read_file(path) if path.exists() else b""


def _of_file(answers: Answers, file: str, source: str) -> Iterator[CollectedAnswer]:
    """Yield the answers of a file that are not empty, each with a source."""
    for given in answers.given:
        if given.answer is not None:
            sourced = replace(given, source=given.source or source or file)
            yield CollectedAnswer(sourced, file, "new")


def finish_stopped(project: Project, agreement_id: str, year: int) -> None:
    """Put in their places the answers that an earlier collecting had ready when it was stopped."""
    survey = asked_survey(project, agreement_id, year)
    paths = [project.agreements / agreement_id / file for file in survey.questions if file]
    for folder in dict.fromkeys(path.resolve().parent for path in paths):
        tidy(folder)


def write_collected(collected: Collected) -> None:
    """Write the files of the survey, all or none; who is stopped between two leaves the rest to
    `finish_stopped`.

    Raises
    ------
    ParameterError
        If one cannot be written.
    """
    place_over(collected.contents)


def _files_of_columns(survey: AskedSurvey) -> dict[str, str]:
    """Return the file of each question's column, after checking that it can be written."""
    where = f"{survey.agreement.id}/{survey.terms.year}.toml"
    file_of: dict[str, str] = {}
    for file, questions in survey.questions.items():
        if not file:
            names = ", ".join(question.column for question in questions)
            raise ParameterError(
                "No key of {where} reads {names}: write a key with its survey and column first.",
                where=where,
                names=names,
            )
        if not file.lower().endswith(".csv"):
            raise ParameterError(
                "{where} reads its answers from {file}, and collected answers are a CSV: "
                'write survey = "{stem}.csv" there, and collect {file} into it.',
                where=where,
                file=file,
                stem=Path(file).stem,
            )
        for question in questions:
            if question.column in file_of:
                raise ParameterError(
                    "{where} reads '{column}' from {first} and from {second}: rename one of "
                    "the columns.",
                    where=where,
                    column=question.column,
                    first=file_of[question.column],
                    second=file,
                )
            file_of[question.column] = file
    return file_of


def _refuse_contradictions(
    survey: AskedSurvey, came: Mapping[tuple[str, str], Sequence[CollectedAnswer]]
) -> None:
    names = {party.code: party.name for party in survey.agreement.parties}
    faults = []
    for (payer, column), answers in came.items():
        first = answers[0]
        for other in answers[1:]:
            if _says(other.given) != _says(first.given):
                faults.append(
                    Sentence(
                        "{payer}, {column}: {answer} in {file} ({place}) and {other_answer} in "
                        "{other_file} ({other_place})",
                        payer=names[payer],
                        column=column,
                        answer=in_words(first.given),
                        file=first.file,
                        place=first.given.place,
                        other_answer=in_words(other.given),
                        other_file=other.file,
                        other_place=other.given.place,
                    )
                )
    if faults:
        advice = Sentence("Ask which answer holds, and leave the other file out.")
        raise SchemaError(
            faults_message(Sentence("The files contradict each other"), faults, advice)
        )


def _says(given: GivenAnswer) -> tuple[Decimal | None, bool]:
    return (given.answer.number if given.answer is not None else None, given.estimated)


def _tells_more(answer: CollectedAnswer, held: CollectedAnswer) -> bool:
    """Return whether an answer has other words, or another source of its own, than the stored."""
    own = answer.given.source != answer.file
    words = [given.answer.words for given in (answer.given, held.given) if given.answer is not None]
    return (own and answer.given.source != held.given.source) or len(set(words)) > 1


def in_words(given: GivenAnswer) -> Sentence:
    """Write an answer for a message: "520 as an estimate"."""
    number = (
        Sentence("nothing")
        if given.answer is None
        else Sentence("{number}", number=Figure(written(given.answer.number)))
    )
    return Sentence("{number} as an estimate", number=number) if given.estimated else number


def _merged(
    survey: AskedSurvey,
    stored: Mapping[str, Answers],
    came: Mapping[tuple[str, str], Sequence[CollectedAnswer]],
    *,
    newer: bool,
) -> Iterator[tuple[tuple[str, str], CollectedAnswer]]:
    """Yield each answer as it will stand, by payer and column."""
    before = {}
    for file, answers in stored.items():
        for given in answers.given:
            if given.answer is not None:
                sourced = replace(given, source=given.source or file)
                before[given.payer, given.column] = CollectedAnswer(sourced, file, "stored")
    yield from before.items()
    for place, same in came.items():
        answer = same[0]
        held = before.get(place)
        if held is None:
            yield place, answer
        elif _says(held.given) == _says(answer.given) and not (newer and _tells_more(answer, held)):
            continue
        elif newer:
            yield place, replace(answer, state="replaced", instead=held.given)
        else:
            yield place, replace(held, state="kept", instead=answer.given)


def _places(
    survey: AskedSurvey, merged: Mapping[tuple[str, str], CollectedAnswer]
) -> list[tuple[str, str]]:
    """Return payers and columns in the order of the participants, others after them."""
    codes = dict.fromkeys([*survey.payers, *(party.code for party in survey.agreement.parties)])
    columns = [question.column for question in survey.all_questions]
    places = []
    for code in codes:
        places += [(code, column) for column in columns if (code, column) in merged]
    return places


def _rows(
    survey: AskedSurvey, file: str, merged: Mapping[tuple[str, str], CollectedAnswer]
) -> dict[str, dict[str, GivenAnswer]]:
    """Return what each payer has answered of a file's questions."""
    columns = {question.column for question in survey.questions[file]}
    rows: dict[str, dict[str, GivenAnswer]] = {}
    for code, column in _places(survey, merged):
        if column in columns:
            rows.setdefault(code, {})[column] = merged[code, column].given
    return rows

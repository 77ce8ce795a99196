"""Answers that were asked for one agreement: a file beside its terms, with those who did not answer
in sight.

One row per payer, named by its code or its name; a column for each question, under the name that
the key has or its label; `estimated` ("yes" where the figure is an estimate) and `source` (who
answered, or how the estimate was made). Headings may be Finnish, Swedish or English
(`surveys/answer_words.py`), and the file may be of any form that `tables.files` reads. What
`analyysi survey collect` writes is the same as a CSV.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from analyysi.agreement.agreement import Party
from analyysi.agreement.key import Key
from analyysi.errors import SchemaError, Sentence, SourceError, sentence_of
from analyysi.file_system.together import check_finished
from analyysi.languages.plain_text import printable
from analyysi.project import Project
from analyysi.sources.plain_table import PlainTable
from analyysi.sources.schema import CODE, Column, TableSchema
from analyysi.sources.surveys.questions import Question, questions_of

if TYPE_CHECKING:  # few years have a survey, and the reader of tables takes long to import
    from analyysi.sources.surveys.answer_table import Answers, GivenAnswer
    from analyysi.tables.files.cell import TableFile


@dataclass(frozen=True)
class Survey:
    """A survey's table with typed columns; and whose figures are estimates, each with its source.

    That a figure is an estimate does not say that nobody answered: the source tells.
    """

    table_schema: TableSchema
    table: PlainTable
    estimated: Mapping[str, Mapping[str, str]]
    """Each question's column, to the payers whose figures in it are estimates: how it was put,
    where it was put in words ("n. 520"), and the source.
    """
    answers: Answers


def read_surveys(
    project: Project,
    folder: Path,
    parties: Sequence[Party],
    keys: Iterable[Key],
    given: Mapping[str, Survey],
) -> dict[str, Survey]:
    """Read each survey that keys name once, by its file in the agreement's folder; one that is
    given takes the place of the file's.

    Raises
    ------
    SourceError, SchemaError
        As of `read_survey`.
    """
    readers: dict[str, list[Key]] = {}
    for key in keys:
        if key.survey is not None:
            readers.setdefault(key.survey, []).append(key)
    surveys = dict(given)
    for name, of_survey in readers.items():
        if name not in surveys:
            where = project.relative(folder / name)
            surveys[name] = read_survey(folder / name, where, parties, of_survey)
    return surveys


def read_survey(path: Path, where: str, parties: Sequence[Party], keys: Iterable[Key]) -> Survey:
    """Read and check a survey.

    Parameters
    ----------
    where
        The file's name for messages.
    parties
        Whose answers may stand in it.
    keys
        The keys of the terms that name it: what is asked, and in which units.

    Raises
    ------
    SourceError
        If it is missing, or of a form that is not read.
    SchemaError
        If it has no column of payers, a cell holds no answer, a row with one names no party, a
        payer stands twice, a source is missing, or the mark of an estimate is none; names at most
        twenty cells.
    """
    keys = list(keys)
    (questions,) = questions_of(keys).values()
    answers = stored_answers(path, where, parties, questions)
    _check_sources(answers, where)
    rows = {column for key in keys for column in key.rows}
    return survey_of(answers, questions, rows)


def stored_answers(
    path: Path, where: str, parties: Sequence[Party], questions: Sequence[Question]
) -> Answers:
    """Read the answers of a survey, with or without their sources.

    Raises
    ------
    SourceError, SchemaError
        As of `read_survey`, but for lacking sources.
    StorageError
        If a stopped run left it half collected with another.
    """
    from analyysi.sources.surveys.answer_table import read_answers
    from analyysi.tables.names.payers import Payers

    check_finished(path, "analyysi survey collect")
    if not path.exists():
        raise SourceError(
            "{where} is missing: a key of the terms takes its figures from it. Ask "
            "for the answers with analyysi survey send, and store them with analyysi "
            "survey collect.",
            where=where,
        )
    return read_answers(_table_file(path), where, Payers(parties), questions, option="")


def _table_file(path: Path) -> TableFile:
    """Read a survey's table. The form that `analyysi survey collect` writes is separated by commas,
    whatever signs stand in the sources; of any other form the reader finds what separates it.
    """
    from analyysi.tables.files.cell import TableFile
    from analyysi.tables.files.delimited import read_delimited
    from analyysi.tables.files.encodings import file_bytes
    from analyysi.tables.files.formats import read_table_file

    content = file_bytes(path).removeprefix(BOM_UTF8)
    if not content.startswith(f"{CODE},".encode()):
        return read_table_file(path)
    return TableFile(path.name, tuple(read_delimited(b"sep=,\n" + content, path.name)))


def _check_sources(answers: Answers, where: str) -> None:
    from analyysi.sources.surveys.answer_columns import SOURCE
    from analyysi.sources.surveys.answer_table import faults_message

    lacking = [
        Sentence(
            "{place}: the answer of {payer} has no source", place=answer.place, payer=answer.payer
        )
        for answer in answers.given
        if answer.answer is not None and not answer.source
    ]
    if lacking:
        advice = Sentence(
            "Every answer needs its source, in a column '{column}' (lähde, källa): who answered "
            "and when, or how the estimate was made. analyysi survey collect writes it for you.",
            column=SOURCE,
        )
        raise SchemaError(faults_message(where, lacking, advice))
    unprintable = [
        Sentence("{place}: {fault}", place=answer.place, fault=fault)
        for answer in answers.given
        for fault in _unprintable(
            answer.source, answer.answer.words if answer.answer is not None else ""
        )
    ]
    unprintable += [
        Sentence("a heading: {fault}", fault=fault) for fault in _unprintable(*answers.unread)
    ]
    if unprintable:
        advice = Sentence("Correct the texts in the file.")
        raise SchemaError(faults_message(where, unprintable, advice))


def _unprintable(*texts: str) -> Iterator[str]:
    """Yield what no paper can print of sources, the words of answers, and headings."""
    for text in texts:
        try:
            printable(text)
        except ValueError as error:
            yield sentence_of(error) or str(error)


def survey_of(
    answers: Answers,
    questions: Sequence[Question],
    rows: Iterable[str] = (),
    assumed: Mapping[tuple[str, str], Fraction] | None = None,
) -> Survey:
    """Make a survey's table of answers that have been read.

    Parameters
    ----------
    questions
        What is asked: the unit of each column.
    rows
        Further columns that keys pick rows by: numbers in them are numbers.
    assumed
        Figures in the place of missing answers, by payer and column: what they could change is
        worked out by such.
    """
    by_payer: dict[str, dict[str, GivenAnswer]] = {}
    for answer in answers.given:
        by_payer.setdefault(answer.payer, {})[answer.column] = answer
    assumed = assumed or {}
    for payer, _ in assumed:
        by_payer.setdefault(payer, {})
    columns: dict[str, Sequence[object]] = {CODE: list(by_payer)}
    described = [Column(name=CODE, type="string", description="Maksajan tunnus", required=True)]
    units = {question.column: question.unit.name for question in questions}
    for column in dict.fromkeys([*answers.columns, *(column for _, column in assumed)]):
        columns[column] = [
            assumed.get((code, column), _number(given, column)) for code, given in by_payer.items()
        ]
        described.append(
            Column(name=column, type="number", description=column, unit=units[column], minimum=0)
        )
    for name, texts in answers.unread.items():
        if name not in columns:
            columns[name] = [_picked(texts.get(code), name in set(rows)) for code in by_payer]
            described.append(Column(name=name, type="string", description=name))
    table = PlainTable(columns)
    schema = TableSchema(columns=tuple(described), primary_key=(CODE,), rows=max(1, len(table)))
    return Survey(schema, table, _estimated(answers), answers)


def _number(given: Mapping[str, GivenAnswer], column: str) -> Decimal | None:
    answer = given[column].answer if column in given else None
    return answer.number if answer is not None else None


def _picked(text: str | None, as_number: bool) -> str | int | None:
    """Return a cell that keys may pick rows by: a year as a number, as terms write it."""
    if as_number and text is not None and re.fullmatch(r"\d{1,18}", text):
        return int(text)
    return text or None


def _estimated(answers: Answers) -> dict[str, dict[str, str]]:
    estimated: dict[str, dict[str, str]] = {column: {} for column in answers.columns}
    for answer in answers.given:
        if answer.estimated and answer.answer is not None:
            words = answer.answer.words
            put = f"”{words}”" if words else ""
            estimated[answer.column][answer.payer] = ", ".join(filter(None, (put, answer.source)))
    return estimated

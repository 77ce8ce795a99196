"""Which columns of a table of answers hold the payers, the answers and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyysi.errors import ParameterError, SchemaError, Sentence, all_of
from analyysi.sources.surveys.answer_cell import words_of
from analyysi.sources.surveys.answer_words import as_heading, in_plain, role_of, without_day
from analyysi.sources.surveys.questions import Question
from analyysi.tables.columns import is_number, named_column
from analyysi.tables.files.cell import Sheet, SheetRow, column_letter, column_of_letters
from analyysi.tables.numbers.printed_numbers import common_mark

ESTIMATED, WORDS, SOURCE, COMMENT = "estimated", "as_answered", "source", "comment"
"""Columns of a stored survey beside those of payers and answers."""


class NoHeadingError(SchemaError):
    """A table without a heading of a column of payers."""


@dataclass(frozen=True)
class AnswerColumns:
    """The columns of a table of answers, by number from 0."""

    heading: int
    """The number of the row with the headings, from 1."""
    payers: tuple[int, ...]
    """Those that say whose an answer is, such as a name and a code: all must agree."""
    by_question: Mapping[int, Question]
    """The column of each question's answers, where each question has one."""
    of_rows: tuple[int, int] | None
    """The columns of the question and of its answer, where each question has a row."""
    estimated: Mapping[str, int]
    """The column that marks estimates, by the question's column."""
    words: Mapping[str, int]
    """The column with the words of an estimate, likewise."""
    source: int | None
    comment: int | None
    unread: Mapping[str, int]
    """Columns of anything else, by their headings."""
    questions_read: tuple[str, ...]
    mark: str | None
    """The decimal mark that the answers show, where it is the same throughout."""
    faults: tuple[str, ...]


def question_names(question: Question) -> frozenset[str]:
    """Return the headings under which a question's answers may stand: the key's column, and its
    label in every language.
    """
    names = {question.column, *question.label.texts.values()}
    return frozenset(as_heading(name) for name in names) | frozenset(map(in_plain, names))


def answer_columns(
    sheet: Sheet, where: str, questions: Sequence[Question], answer_column: str = ""
) -> AnswerColumns:
    """Find the columns of a table of answers by their headings.

    Raises
    ------
    NoHeadingError
        If no row has a heading of a column of payers.
    ParameterError
        If there is no such answer column, or it is that of the payers.
    """
    heading = _heading_row(sheet, where)
    texts = {column: " ".join(cell.text.split()) for column, cell in heading.cells.items()}
    faults: list[str] = []
    by_question = _asked_column(sheet, texts, questions, answer_column, where)
    if not by_question:
        by_question = dict(_question_columns(texts, questions, faults))
    roles: dict[str, list[int]] = {}
    for column, text in texts.items():
        role = role_of(text)
        if role is not None and column not in by_question:
            roles.setdefault(role, []).append(column)
    if "payer" not in roles:
        raise ParameterError(
            "{where}: the column of the payers is read as that of the answers: name "
            "another with --answer-column.",
            where=where,
        )
    of_rows = None
    if not by_question and {"question", "answer"} <= set(roles):
        of_rows = (roles["question"][0], roles["answer"][0])
    elif not by_question and len(questions) == 1:
        by_question = dict.fromkeys(roles.get("answer", ())[:1], questions[0])
    if column_of_letters(answer_column) not in by_question:
        faults += _under_one_heading(sheet, heading, texts, by_question)
    faults += _doubled(roles)
    answered = [*by_question, *(of_rows or ())[1:]]
    first = {role: columns[0] for role, columns in roles.items()}
    estimated = _own_columns(texts, questions, ESTIMATED, first.get("estimated"))
    words = _own_columns(texts, questions, WORDS, None)
    ours = {*by_question, *estimated.values(), *words.values()}
    return AnswerColumns(
        heading.number,
        tuple(roles["payer"]),
        by_question,
        of_rows,
        estimated,
        words,
        first.get("source"),
        first.get("comment"),
        {
            text: column
            for column, text in texts.items()
            if text and column not in ours and role_of(text) is None
        },
        tuple(asked.column for asked in (questions if of_rows else by_question.values())),
        common_mark(row.cell(column).written for column in answered for row in sheet.rows),
        tuple(faults),
    )


def _doubled(roles: Mapping[str, Sequence[int]]) -> Iterator[Sentence]:
    for role in ("estimated", "source", "answer", "question"):
        if len(roles.get(role, ())) > 1:
            letters = all_of(map(column_letter, roles[role]))
            yield Sentence(
                "columns {letters} have headings of the same meaning: keep one", letters=letters
            )


def _under_one_heading(
    sheet: Sheet, heading: SheetRow, texts: Mapping[int, str], answered: Iterable[int]
) -> Iterator[Sentence]:
    """Refuse a heading of answers that stands over several columns of numbers: the cells to its
    right are empty, as those of a merged cell are.
    """
    below = [row for row in sheet.rows if row.number > heading.number]
    for first in answered:
        columns = [first]
        for column in range(first + 1, sheet.width):
            if texts.get(column):
                break
            if any(not row.cell(column).empty and is_number(row.cell(column)) for row in below):
                columns.append(column)
        if len(columns) > 1:
            yield Sentence(
                "columns {letters} stand under one heading, '{name}': give each its own, or name "
                "the one that is meant, such as --answer-column {letter}",
                letters=all_of(map(column_letter, columns)),
                name=texts.get(first, ""),
                letter=column_letter(first),
            )


def _heading_row(sheet: Sheet, where: str) -> SheetRow:
    named = [row for row in sheet.rows if _names_payers(row)]
    # A title may be the same word, alone in its row.
    headings = [row for row in named if len(row.cells) > 1] or named
    if headings:
        return headings[0]
    raise NoHeadingError(
        "{where}: no column says whose the answers are. Write a heading above "
        "the names or codes, such as Kunta, Kommun or municipality_code.",
        where=where,
    )


def _names_payers(row: SheetRow) -> bool:
    return any(role_of(cell.text) == "payer" for cell in row.cells.values())


def _asked_column(
    sheet: Sheet,
    texts: Mapping[int, str],
    questions: Sequence[Question],
    answer_column: str,
    where: str,
) -> dict[int, Question]:
    if not answer_column:
        return {}
    names = [texts.get(column, "") for column in range(sheet.width)]
    option = f"--answer-column {answer_column}"
    return {named_column(answer_column, names, option, where): questions[0]}


def _question_columns(
    texts: Mapping[int, str], questions: Sequence[Question], faults: list[str]
) -> Iterator[tuple[int, Question]]:
    """Yield the column of each question: by its names, and where one question is asked, by them
    without a day or by its unit.
    """
    for question in questions:
        names = question_names(question)
        columns = [
            column
            for column, text in texts.items()
            if in_plain(text) in names or as_heading(text) in names
        ]
        if not columns and len(questions) == 1:
            bare = {without_day(name) for name in names} | words_of(question.unit)
            columns = [column for column, text in texts.items() if without_day(text) in bare]
        if len(columns) > 1:
            faults.append(
                Sentence(
                    "columns {letters} are both of '{column}': keep one",
                    letters=all_of(map(column_letter, columns)),
                    column=question.column,
                )
            )
        if columns:
            yield columns[0], question


def _own_columns(
    texts: Mapping[int, str], questions: Sequence[Question], name: str, of_all: int | None
) -> dict[str, int]:
    """Return the column that says something of each question's answers: "workstations_estimated",
    or the one that speaks of all.
    """
    columns = {}
    for question in questions:
        own = [
            column
            for column, text in texts.items()
            if in_plain(text) == in_plain(f"{question.column}_{name}")
        ]
        shared = [column for column, text in texts.items() if in_plain(text) == name]
        column = next(iter(own or shared), of_all)
        if column is not None:
            columns[question.column] = column
    return columns

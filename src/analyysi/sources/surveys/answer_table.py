"""A table of answers as it came: whose each answer is, what it says, and what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analyysi.errors import SchemaError, Sentence, joined
from analyysi.languages.saying import said
from analyysi.sources.surveys.answer_cell import Answer, NotAnAnswerError, read_answer
from analyysi.sources.surveys.answer_columns import (
    AnswerColumns,
    NoHeadingError,
    answer_columns,
    question_names,
)
from analyysi.sources.surveys.answer_words import NO, YES, as_heading, in_plain
from analyysi.sources.surveys.questions import Question
from analyysi.tables.asked import Asked
from analyysi.tables.columns import match_of
from analyysi.tables.files.cell import Sheet, TableFile, column_letter
from analyysi.tables.files.formats import chosen_sheet
from analyysi.tables.names.payers import Payers
from analyysi.tables.table import MOST_FAULTS, Table, read_table
from analyysi.tables.table_rows import TableRow

__all__ = ["Answers", "GivenAnswer", "NoHeadingError", "faults_message", "read_answers"]


@dataclass(frozen=True)
class GivenAnswer:
    """One payer's answer to one question; `answer` is None where its cell is empty."""

    payer: str
    column: str
    answer: Answer | None
    estimated: bool
    source: str
    comment: str
    place: str
    """Where it stands: "B4", "sheet Kysely, F9" or "line 3"."""


@dataclass(frozen=True)
class Answers:
    """What a file holds of answers."""

    given: tuple[GivenAnswer, ...]
    """In the order of the file, with those that are empty."""
    columns: tuple[str, ...] = ()
    """The columns of questions that it has, as keys name them."""
    unread: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Each further column by its heading, to the texts of payers."""
    notes: tuple[str, ...] = ()
    """What was passed over or is not seen, in words."""


@dataclass(frozen=True)
class _WithoutStop:
    """A fault as one of several has it: without the full stop that ends a sentence."""

    fault: str

    @property
    def main(self) -> str:
        """The fault in English."""
        return self.fault.rstrip(".")

    def or_main(self, language: str) -> str:
        """Say the fault in a language."""
        return said(self.fault, language).rstrip(".")


def faults_message(where: str, faults: Sequence[str], advice: str) -> Sentence:
    """Join faults to one message that shows at most twenty of them."""
    more = Sentence("; and {count} more", count=len(faults) - MOST_FAULTS)
    return Sentence(
        "{where}: {faults}{more}. {advice}",
        where=where,
        faults=joined(map(_WithoutStop, faults[:MOST_FAULTS]), "; "),
        more=more if len(faults) > MOST_FAULTS else "",
        advice=advice,
    )


def read_answers(
    file: TableFile,
    where: str,
    payers: Payers,
    questions: Sequence[Question],
    answer_column: str = "",
    sheet: str = "",
    option: str = "--sheet",
) -> Answers:
    """Read a table of answers below its heading: a row for each payer and a column for each
    question, or a row for each question of a payer, as forms have them.

    Parameters
    ----------
    where
        The file's name for messages.
    answer_column
        The column of the answers, by its heading or letter, where there is one question and its
        column has a heading of its own.

    sheet
        The name of the sheet to read, where the file has several; of one with a single sheet it is
        not asked.
    option
        How a sheet is named by whoever reads; empty: nobody can.

    Raises
    ------
    NoHeadingError
        If no row has a heading of a column of payers.
    ParameterError
        If there is no such answer column.
    SchemaError
        If a cell holds no answer, a row that has one names no payer, or a payer stands twice;
        names at most twenty such faults.
    """
    named = sheet if len(file.sheets) > 1 else ""
    read = chosen_sheet(file, named, lambda text: match_of(text, payers) is not None, option)
    columns = answer_columns(read, where, questions, answer_column)
    if all(row.number <= columns.heading for row in read.rows):
        return Answers((), columns.questions_read, {}, read.unseen)  # nobody has answered yet
    # A column may be called by a word for payers and name none of them: "Alue".
    naming = (column for column in columns.payers if _names_party(read, column, payers))
    payer = next(naming, columns.payers[0])
    asked = Asked(payer=column_letter(payer), sheet=read.name)
    reading = _Reading(read_table(file, payers, asked), columns, questions)
    reading.read()
    if reading.faults:
        advice = Sentence("Correct the answers in the file.")
        raise SchemaError(faults_message(where, reading.faults, advice))
    return Answers(
        tuple(reading.given), columns.questions_read, reading.unread, tuple(reading.notes)
    )


def _names_party(sheet: Sheet, column: int, payers: Payers) -> bool:
    return any(match_of(row.cell(column).text, payers) is not None for row in sheet.rows)


class _Reading:
    """The rows of a table of answers, read one by one: what they give, and what is wrong."""

    def __init__(self, table: Table, columns: AnswerColumns, questions: Sequence[Question]) -> None:
        self.given: list[GivenAnswer] = []
        self.faults: list[str] = list(columns.faults)
        self.unread: dict[str, dict[str, str]] = {}
        self.notes: list[str] = list(table.unseen)
        self._table, self._columns, self._questions = table, columns, questions
        self._totals: list[tuple[str, str, Answer]] = []

    def read(self) -> None:
        """Read every row, then look whether totals and payers agree."""
        for row in self._table.rows:
            if row.number <= self._columns.heading:
                self.faults.append(
                    Sentence(
                        "row {number} stands above the heading: move it below", number=row.number
                    )
                )
            elif row.doubt:
                self.faults.append(
                    Sentence("row {number}: {fault}", number=row.number, fault=row.doubt)
                )
            elif row.match is not None:
                self._read_payer(row, row.match.code)
            elif row.total:
                self._read_total(row)
            elif any(not row.cell(column).empty for column, _ in self._answer_cells(row)):
                place = self._table.place(row, self._table.payer)
                self.faults.append(
                    Sentence("{place}: {fault}", place=place, fault=self._table.stray(row))
                )
            else:
                self.notes.append(_passed_over(row))
        for row in self._table.notes:
            self._read_note(row)
        self.faults += self._twice()
        self.faults += self._wrong_totals()
        filled = [name for name, texts in self.unread.items() if any(texts.values())]
        self.notes += [Sentence("column '{name}' was not read", name=name) for name in filled]

    def _read_note(self, row: TableRow) -> None:
        """Refuse a row that answers in words for nobody that is known; other text is a note."""
        cells = [] if self._columns.of_rows else list(self._columns.by_question)
        answered = [column for column in cells if not row.cell(column).empty]
        if answered and row.number > self._columns.heading and row.label:
            place = self._table.place(row, self._table.payer)
            self.faults.append(
                Sentence("{place}: {fault}", place=place, fault=self._table.stray(row))
            )
        else:
            self.notes.append(_passed_over(row))

    def _read_payer(self, row: TableRow, code: str) -> None:
        for column in self._columns.payers:
            match = match_of(row.cell(column).text, self._table.payers)
            if match is not None and match.code != code:
                self.faults.append(
                    Sentence(
                        "row {number} names {code} and {other}: keep one",
                        number=row.number,
                        code=code,
                        other=match.code,
                    )
                )
                return
        for column, question in self._answer_cells(row):
            self._add(row, code, column, question)
        for heading, column in self._columns.unread.items():
            text = row.cell(column).text.strip()
            self.unread.setdefault(heading, {})[code] = text

    def _answer_cells(self, row: TableRow) -> list[tuple[int, Question]]:
        """Return the cells of a row that hold answers, and the question of each."""
        if self._columns.of_rows is None:
            return list(self._columns.by_question.items())
        asked, answered = self._columns.of_rows
        text = row.cell(asked).text
        for question in self._questions:
            if {in_plain(text), as_heading(text)} & question_names(question):
                return [(answered, question)]
        if not row.cell(answered).empty and row.match is not None:
            place = self._table.place(row, asked)
            self.faults.append(
                Sentence(
                    "{place}: '{given}' is none of the questions of the terms",
                    place=place,
                    given=text.strip(),
                )
            )
        return []

    def _add(self, row: TableRow, code: str, column: int, question: Question) -> None:
        place = Sentence("{place}", place=self._table.place(row, column))
        try:
            answer = read_answer(row.cell(column), question, self._columns.mark)
        except NotAnAnswerError as error:
            self.faults.append(Sentence("{place} {fault}", place=place, fault=error))
            return
        words = self._text(row, self._columns.words.get(question.column))
        if answer is not None and words and not answer.words:
            answer = Answer(answer.number, words)
        marked = self._is_marked(row, question)
        self.given.append(
            GivenAnswer(
                code,
                question.column,
                answer,
                marked or (answer is not None and bool(answer.words)),
                self._text(row, self._columns.source),
                self._text(row, self._columns.comment),
                place,
            )
        )

    def _is_marked(self, row: TableRow, question: Question) -> bool:
        """Return whether the answer is marked as an estimate, in its own column or that of all."""
        column = self._columns.estimated.get(question.column)
        if column is None:
            return False
        written = row.cell(column).text.strip()
        if in_plain(written) in YES:
            return True
        if written and in_plain(written) not in NO:
            self.faults.append(
                Sentence(
                    "{place} holds '{given}': yes (kyllä, ja, x) was expected where the figure is "
                    "an estimate, and no or nothing where it is none",
                    place=self._table.place(row, column),
                    given=written,
                )
            )
        return False

    def _text(self, row: TableRow, column: int | None) -> str:
        return "" if column is None else " ".join(row.cell(column).text.split())

    def _read_total(self, row: TableRow) -> None:
        for column, question in self._answer_cells(row):
            place = Sentence("{place}", place=self._table.place(row, column))
            try:
                answer = read_answer(row.cell(column), question, self._columns.mark)
            except NotAnAnswerError as error:
                self.faults.append(Sentence("{place} {fault}", place=place, fault=error))
                continue
            if answer is not None:
                self._totals.append((place, question.column, answer))

    def _wrong_totals(self) -> Iterator[str]:
        for place, column, total in self._totals:
            numbers = [
                given.answer.number
                for given in self.given
                if given.column == column and given.answer is not None
            ]
            if sum(numbers) != total.number:
                yield Sentence(
                    "{place} holds the total {total}, and the answers sum to {sum}",
                    place=place,
                    total=total.number,
                    sum=sum(numbers),
                )

    def _twice(self) -> Iterator[str]:
        seen: dict[tuple[str, str], GivenAnswer] = {}
        for given in self.given:
            before = seen.setdefault((given.payer, given.column), given)
            if before is not given:
                yield Sentence(
                    "{place}: {payer} stands a second time, first in {before}",
                    place=given.place,
                    payer=given.payer,
                    before=before.place,
                )


def _passed_over(row: TableRow) -> Sentence:
    return Sentence("row {number} was passed over: {given}", number=row.number, given=row.text)

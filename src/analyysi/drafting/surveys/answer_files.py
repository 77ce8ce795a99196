"""Files with answers as payers sent them: forms, tables, saved from any program, lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analyysi.errors import ParameterError, SchemaError, Sentence, joined
from analyysi.sources.surveys.answer_lines import read_answer_lines
from analyysi.sources.surveys.answer_table import Answers, NoHeadingError, read_answers
from analyysi.sources.surveys.questions import Question
from analyysi.tables.decision_reader import is_minutes
from analyysi.tables.files.encodings import read_text
from analyysi.tables.files.formats import endings, read_table_file, text_endings
from analyysi.tables.names.payers import Payers

_MESSAGES = (".eml", ".md")
"""Forms of text that hold lines and never a table."""
_OF_PROGRAMS = ("~$", ".")
"""How the names of files begin that a program keeps while another is open, or hides."""


def answer_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: those named, and of a folder those that may hold a table or lines.

    Raises
    ------
    ParameterError
        If a file is not there, or a folder has none to read.
    """
    read = {*endings(), *_MESSAGES}
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            in_folder = [
                file
                for file in sorted(path.iterdir())
                if file.suffix.lower() in read and not file.name.startswith(_OF_PROGRAMS)
            ]
            if not in_folder:
                raise ParameterError(
                    "{folder} has no file of answers: {endings} are read.",
                    folder=path,
                    endings=", ".join(sorted(read)),
                )
            files += in_folder
        elif path.exists():
            files.append(path)
        else:
            raise ParameterError(
                "The file {path} is not there: name files or folders of answers.", path=path
            )
    return list(dict.fromkeys(files))


def read_answer_file(
    path: Path,
    payers: Payers,
    questions: Sequence[Question],
    answer_column: str = "",
    sheet: str = "",
) -> Answers:
    """Read the answers of one file: a table with a heading, or else lines that each name a payer.

    Raises
    ------
    SourceError
        If it is of a form that is not read.
    SchemaError
        If an answer is none, is nobody's or stands twice, or the file has no column of a question.
    """
    ending = path.suffix.lower()
    if ending in _MESSAGES or is_minutes(path):
        return _lines(path, payers, questions)
    try:
        table = read_table_file(path)
        answers = read_answers(table, path.name, payers, questions, answer_column, sheet)
    except NoHeadingError:
        if ending not in text_endings():
            raise
        return _lines(path, payers, questions)
    if not answers.columns:
        named = [
            Sentence("'{column}' ({label})", column=question.column, label=question.label)
            for question in questions
        ]
        raise SchemaError(
            "{file} has no column of a question. Asked are: {questions}. Write the name "
            "as the heading of the answers, or name their column with "
            "--answer-column.",
            file=path.name,
            questions=joined(named, "; "),
        )
    return answers


def _lines(path: Path, payers: Payers, questions: Sequence[Question]) -> Answers:
    if len(questions) != 1:
        names = ", ".join(question.column for question in questions)
        raise SchemaError(
            "{file} holds lines, and several figures are asked: {names}. Say which "
            "one the lines answer with --question.",
            file=path.name,
            names=names,
        )
    return read_answer_lines(read_text(path), path.name, payers, questions[0])

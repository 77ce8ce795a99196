"""The command that makes a new agreement: by questions, by a file of answers, or by options."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analyysi.cli.completion import complete_key, complete_language
from analyysi.cli.options import ProjectOption
from analyysi.cli.speech import spoken
from analyysi.errors import ParameterError, SourceError
from analyysi.file_system.reading import read_file
from analyysi.languages.language_table import listed_languages
from analyysi.languages.user_language import checked_language
from analyysi.project import find_project

_MOST_ANSWERS = 1024 * 1024
"""Bytes of a file of answers."""

EXAMPLES = """
Examples:

\b
  analyysi new-agreement              asks what it needs, and makes the report
  analyysi new-agreement --language sv
  analyysi new-agreement --answers answers.txt    takes the answers from a file; - from a pipe
  analyysi new-agreement --subject "Velkaneuvonnan kustannusten jako" \\
    --payers "Puumala, 593, Juva" --year 2027 --total 60000

A key: population (of the newest 31 December before the year), equal, a table's file, or stored
figures as snapshot:column:year. "<" goes back one question. Nothing is written before the summary
is accepted.
"""


# Long: a line or more for each option.
def new_agreement(
    agreement_id: Annotated[
        str, typer.Option("--id", help="The agreement's name: a-z, digits, hyphens.")
    ] = "",
    subject: Annotated[str, typer.Option(help="The matter as a title, in Finnish.")] = "",
    subject_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    subject_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    purpose: Annotated[
        str, typer.Option(help="What is paid for together, in a sentence, in Finnish.")
    ] = "",
    purpose_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    purpose_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    payers: Annotated[
        str,
        typer.Option(
            help="Names or codes of municipalities, with commas; organisations as code=Name; or "
            "the file of a table that lists them."
        ),
    ] = "",
    organiser: Annotated[
        str, typer.Option(help="Who organises it; the first payer if left out.")
    ] = "",
    year: Annotated[str, typer.Option(help="The first year of the terms, e.g. 2027.")] = "",
    total: Annotated[str, typer.Option(help="The sum to be shared, in euros.")] = "",
    key: Annotated[
        str,
        typer.Option(
            help="population, equal, a table's file, or snapshot:column:year; population if left "
            "out.",
            autocompletion=complete_key,
        ),
    ] = "",
    status: Annotated[str, typer.Option(help="draft, analysis or decided.")] = "",
    source: Annotated[
        str, typer.Option(help="Where the sum is from, in Finnish; an assumption if left out.")
    ] = "",
    source_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    source_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    answers_file: Annotated[
        str,
        typer.Option(
            "--answers",
            help="A file with an answer on each line, in the order of the questions; - reads them "
            "from a pipe. A line that begins with # is a remark.",
        ),
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            help=f"The language of the questions: {listed_languages()}.",
            autocompletion=complete_language,
        ),
    ] = "",
    make_report: Annotated[
        bool | None,
        typer.Option(
            "--report/--no-report",
            help="Make the report at once. Without either, it is made after questions and not "
            "after options alone.",
        ),
    ] = None,
    open_report: Annotated[
        bool | None,
        typer.Option(
            "--open/--no-open",
            help="Open the report. Without either, it is opened where a person has answered.",
        ),
    ] = None,
    project: ProjectOption = "",
) -> None:
    """Make a new agreement and its report: asks the questions, or takes the answers as options."""
    from analyysi.cli.interview.session import Session, hold

    of_questions = checked_language(language, "--language") if language else spoken()
    root = find_project(project)
    given = {
        "id": agreement_id,
        "subject": subject,
        "subject-sv": subject_sv,
        "subject-en": subject_en,
        "purpose": purpose,
        "purpose-sv": purpose_sv,
        "purpose-en": purpose_en,
        "payers": payers,
        "organiser": organiser,
        "year": year,
        "total": total,
        "key": key,
        "status": status,
        "source": source,
        "source-sv": source_sv,
        "source-en": source_en,
    }
    person = is_terminal() and answers_file != "-"
    missing = _missing(given)
    if missing and not person and not answers_file:
        raise ParameterError(
            "--{option} is missing. Without a terminal nothing can be asked: give {options}, or "
            "--answers with a file of answers.",
            option=missing[0],
            options=", ".join(f"--{name}" for name in missing),
        )
    asking = bool(missing or answers_file)
    session = Session(
        given=given,
        lines=_lines(answers_file),
        person=person and asking,
        asking=asking,
        language=of_questions,
        report=asking if make_report is None else make_report,
        opened=person and asking if open_report is None else open_report,
    )
    hold(root, session)


def is_terminal() -> bool:
    """Return whether a person can type answers."""
    return sys.stdin.isatty()


def _missing(given: dict[str, str]) -> list[str]:
    from analyysi.cli.interview.questions import REQUIRED

    return [name for name in REQUIRED if not given[name].strip()]


def _lines(file: str) -> list[str]:
    """Return the answers of a file, or of a pipe."""
    from analyysi.cli.interview.dialogue import lines_of

    if not file:
        return []
    if file == "-":
        return lines_of(sys.stdin.read())
    try:
        return lines_of(read_file(Path(file), _MOST_ANSWERS).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, SourceError) as error:
        raise ParameterError(
            "--answers {file} cannot be read: give a text file in UTF-8 with an answer on each "
            "line.",
            file=file,
        ) from error

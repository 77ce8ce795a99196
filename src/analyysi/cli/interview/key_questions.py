"""By which figures a cost is shared: published ones, those of a table, those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analyysi.agreement.agreement import Party
from analyysi.agreement.key import Key
from analyysi.cli.interview.dialogue import Choice
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.tables import again, read_asking, table_path
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answered_keys import POPULATION, check_key
from analyysi.drafting.agreements.answers import Answers, check_text
from analyysi.drafting.agreements.table_figures import (
    DAY,
    TableFigures,
    as_survey,
    column_name,
    labels_of,
    open_figure_column,
    table_figures,
    unit_of_heading,
)
from analyysi.drafting.stored_keys import NamedKey, named_key
from analyysi.drafting.surveys.survey_csv import survey_csv
from analyysi.errors import AllocationError, SchemaError, joined
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import CENTS_OF, UNITS, Unit
from analyysi.messages import Message
from analyysi.sources.figures import possible_keys
from analyysi.sources.survey import survey_of
from analyysi.sources.surveys.answer_cell import Answer, NotAnAnswerError, read_answer_text
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question
from analyysi.suggestions import nearest
from analyysi.tables.table import listed_faults

Added = tuple[Answers, str]
"""The answers with one more key, and its name in the terms."""


@dataclass(frozen=True)
class Source:
    """Where the figures of a key may be from: a row of `SOURCES`."""

    name: str
    title: Message
    ask: Callable[[Interview, Answers, bool], Added]


def add_key(interview: Interview, answers: Answers, *, claim: bool = False) -> Added:
    """Ask for one more key: where its figures are from, and what they are."""
    choices = [Choice(row.name, row.title) for row in SOURCES.values()]
    name = interview.dialogue.choose(Message("Which figures?"), choices)
    return SOURCES[name].ask(interview, answers, claim)


def _with(answers: Answers, named: NamedKey) -> Added:
    further = {kept.name: kept for kept in (*answers.further_keys, named)}
    return replace(answers, further_keys=tuple(further.values())), named.name


def add_population(interview: Interview, answers: Answers, claim: bool = False) -> Added:
    """Share by the newest population before the year."""
    named = interview.population(answers.payers, answers.year)
    if named is None:
        raise AnswerError(
            Message(
                "The population is not stored of all payers before {year}. Choose other figures, "
                "such as those of a table."
            ),
            year=str(answers.year),
        )
    return _with(answers, named)


def add_named(interview: Interview, answers: Answers, text: str) -> Added:
    """Share by stored figures that are named as snapshot:column:year."""
    named = check_key(interview.project, text, answers.payers, answers.year)
    if named is None:
        raise AnswerError(Message("A text was expected."))
    return _with(answers, named)


def add_stored(interview: Interview, answers: Answers, claim: bool = False) -> Added:
    """Choose among the stored figures that every payer has."""
    codes = [party.code for party in answers.payers]
    by_title: dict[str, NamedKey] = {}
    for figures in possible_keys(interview.project, codes, date(answers.year, 1, 1)):
        try:
            named = named_key(interview.project, figures)
        except AllocationError:
            continue  # its rows cannot be named in terms
        by_title.setdefault(named.key.label.or_main(interview.language), named)
    if not by_title:
        raise AnswerError(
            Message(
                "No figures are stored of all payers before {year}. Choose others, such as those "
                "of a table."
            ),
            year=str(answers.year),
        )

    def matching(text: str) -> list[str]:
        wanted = check_text(text).casefold().split()
        titles = [title for title in by_title if _has_all(title, wanted)]
        if titles:
            return titles
        near = nearest(text, by_title, likeness=0.3) or next(iter(by_title))
        raise AnswerError(
            Message("There is no choice '{answer}'. Did you mean '{near}'?"),
            answer=text.strip(),
            near=near,
        )

    shown = list(by_title)
    if len(shown) > _MOST_SHOWN:
        example = interview.dialogue.words.of(Message("population"))
        question = Message("Words of its name, such as {example}", {"example": example})
        shown = interview.dialogue.ask(question, matching)
    if len(shown) == 1:
        interview.dialogue.tell(shown[0])
        return _with(answers, by_title[shown[0]])
    choices = [Choice(by_title[title].name, Message("{key}", {"key": title})) for title in shown]
    name = interview.dialogue.choose(Message("Which figures?"), choices)
    return _with(answers, next(by_title[title] for title in shown if by_title[title].name == name))


def _has_all(title: str, words: Sequence[str]) -> bool:
    return all(word in title.casefold() for word in words)


_MOST_SHOWN = 20


def add_from_table(
    interview: Interview, answers: Answers, claim: bool = False, file: str = ""
) -> Added:
    """Read the figures from a table that somebody sent."""

    def ask() -> Added:
        default = interview.table
        path = (
            table_path(file)
            if file
            else interview.dialogue.ask(
                Message("The table's file (xlsx, ods, csv …)"), table_path, default
            )
        )
        interview.table = str(path)
        opened = read_asking(
            interview.dialogue, lambda asked: open_figure_column(path, answers.payers, asked)
        )
        heading = opened.heading
        unit = _unit(interview, heading, claim)
        day = _day(interview, heading)
        label = opened.label or check_text(path.stem)
        column = column_name(label, _columns(answers))
        question = Question(column, interview.in_languages(label), unit, day)
        figures = table_figures(opened, answers.payers, question)
        if figures.doubtful and not figures.given:
            raise SchemaError(listed_faults(opened.table.where, list(figures.doubtful.values())))
        interview.dialogue.tell(
            Message(
                "Read from {file}: {heading}, {count} figures.",
                {"file": path.name, "heading": heading or "–", "count": str(len(figures.given))},
            )
        )
        if figures.passed_over:
            interview.dialogue.tell(
                Message(
                    "Not read, of no payer: {rows}.", {"rows": joined(figures.passed_over, "; ")}
                )
            )
        given = _completed(interview, answers, figures, question)
        origin = _origin(interview, given)
        return _survey_key(interview, answers, question, given, claim, origin)

    return again(interview.dialogue, ask)


def _columns(answers: Answers) -> set[str]:
    return {named.name for named in answers.keys} | {named.key.column for named in answers.keys}


def _unit(interview: Interview, heading: str, claim: bool) -> Unit:
    """Return what is counted, as the heading of the column says, or as the person does."""
    known = unit_of_heading(heading)
    if known is not None and not claim:
        return known
    names = CENTS_OF if claim else UNITS
    choices = [Choice(name, UNITS[name].words) for name in names]
    return UNITS[interview.dialogue.choose(Message("What do the figures count?"), choices)]


def _day(interview: Interview, heading: str, usual: str = "") -> date:
    """Return the day that the figures are of, as the heading says, or as the person does.

    Only a day that figures are still to be asked for has a usual one: of figures that somebody
    sent, Enter would state a day that nobody named.
    """
    match = DAY.search(heading)
    if match is not None:
        try:
            return check_day(match.group())
        except AnswerError:
            pass  # no day of the calendar: it is asked
    return interview.dialogue.ask(Message("The day that the figures are of"), check_day, usual)


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
            return date(int(year), int(month), int(day))
        except ValueError:
            pass  # no day of the calendar
    raise AnswerError(
        Message("'{answer}' is no day: it is written as {example}."),
        answer=text.strip(),
        example="31.12.2026",
    )


def _completed(
    interview: Interview, answers: Answers, figures: TableFigures, question: Question
) -> list[GivenAnswer]:
    """Return the figures of the table with those that the person gives for what it lacks."""
    by_payer = {answer.payer: answer for answer in figures.given}
    for party in answers.payers:
        if party.code in by_payer:
            words = by_payer[party.code].answer
            if by_payer[party.code].estimated and words is not None and words.words:
                interview.dialogue.tell(
                    Message(
                        "{payer}: “{words}” is taken as an estimate, {number}.",
                        {
                            "payer": _name(interview, party),
                            "words": words.words,
                            "number": format(words.number, "f"),
                        },
                    )
                )
            continue
        if party.code in figures.doubtful:
            interview.dialogue.tell(
                Message(
                    "{name}: {fault}",
                    {"name": _name(interview, party), "fault": figures.doubtful[party.code]},
                )
            )
        given = _one_answer(interview, party, question, figures.file)
        if given is not None:
            by_payer[party.code] = given
    order = {party.code: place for place, party in enumerate(answers.payers)}
    return sorted(by_payer.values(), key=lambda answer: order[answer.payer])


def _name(interview: Interview, party: Party) -> str:
    return party.name.or_main(interview.language)


def _one_answer(
    interview: Interview, party: Party, question: Question, file: str
) -> GivenAnswer | None:
    def check(text: str) -> Answer | None:
        if not text.strip():
            return None
        try:
            return read_answer_text(text, question)
        except NotAnAnswerError as error:
            raise AnswerError(
                Message(
                    "'{answer}' is no figure: write a number, such as 520, or “n. 520” for an "
                    "estimate."
                ),
                answer=text.strip(),
            ) from error

    asked = Message(
        "{payer} has no figure in {file}. Its number, or “n. 520” for an estimate "
        "(Enter: it is asked later)",
        {"payer": _name(interview, party), "file": file},
    )
    answer = interview.dialogue.ask(asked, check)
    if answer is None:
        return None
    estimated = bool(answer.words)
    source = interview.dialogue.ask(
        Message("How was it estimated, and by whom?") if estimated else Message("Who gave it?"),
        check_text,
    )
    return GivenAnswer(party.code, question.column, answer, estimated, source, "", "")


def _origin(interview: Interview, given: list[GivenAnswer]) -> LocalText | None:
    """Ask whether the payers gave the figures; else where they are from."""
    if interview.dialogue.agree(
        Message("Did the payers give these figures themselves?"), default=None
    ):
        return None
    return interview.local_text(Message("Where are the figures from?"))


def _survey_key(
    interview: Interview,
    answers: Answers,
    question: Question,
    given: list[GivenAnswer],
    claim: bool,
    origin: LocalText | None,
) -> Added:
    """Return the answers with a key that reads a file beside the terms."""
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
    return _with(changed, NamedKey(question.column, key))


def add_asked(interview: Interview, answers: Answers, claim: bool = False) -> Added:
    """Let the payers be asked for the figures."""
    unit = _unit(interview, "", claim)
    label = interview.local_text(
        Message("What are the payers asked for, such as {example}?", {"example": unit.words})
    )
    day = _day(interview, "", f"31.12.{answers.year - 1}")
    column = column_name(label.main, _columns(answers))
    question = Question(column, label, unit, day)
    return _survey_key(interview, answers, question, [], claim, None)


SOURCES: Mapping[str, Source] = {
    row.name: row
    for row in (
        Source(POPULATION, Message("population"), add_population),
        Source("table", Message("figures in a table that I have"), add_from_table),
        Source("asked", Message("figures that the payers are asked for"), add_asked),
        Source("stored", Message("other published figures that are stored"), add_stored),
    )
}
"""Where the figures of a key may be from."""

"""By which figures a cost is shared: published ones, those of a table, those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analyysi.agreement.agreement import Party
from analyysi.cli.interview.dialogue import Choice
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.tables import again, read_asking, table_path
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answered_keys import POPULATION, check_key
from analyysi.drafting.agreements.answers import Answers, check_text
from analyysi.drafting.agreements.figure_keys import (
    Added,
    check_day,
    columns_taken,
    with_figures,
    with_key,
)
from analyysi.drafting.agreements.table_figures import (
    DAY,
    TableFigures,
    column_name,
    open_figure_column,
    table_figures,
    unit_of_heading,
)
from analyysi.drafting.stored_keys import NamedKey, named_key
from analyysi.errors import AllocationError, SchemaError, joined
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import CENTS_OF, UNITS, Unit
from analyysi.messages import Message
from analyysi.sources.figures import possible_keys
from analyysi.sources.surveys.answer_cell import Answer, NotAnAnswerError, read_answer_text
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question
from analyysi.suggestions import nearest
from analyysi.tables.table import listed_faults


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
    return with_key(answers, named)


def add_named(interview: Interview, answers: Answers, text: str) -> Added:
    """Share by stored figures that are named as snapshot:column:year."""
    named = check_key(interview.project, text, answers.payers, answers.year)
    if named is None:
        raise AnswerError(Message("A text was expected."))
    return with_key(answers, named)


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
        return with_key(answers, by_title[shown[0]])
    choices = [Choice(by_title[title].name, Message("{key}", {"key": title})) for title in shown]
    name = interview.dialogue.choose(Message("Which figures?"), choices)
    chosen = next(by_title[title] for title in shown if by_title[title].name == name)
    return with_key(answers, chosen)


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
        column = column_name(label, columns_taken(answers))
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
        return with_figures(answers, question, given, claim=claim, origin=origin)

    return again(interview.dialogue, ask)


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


def add_asked(interview: Interview, answers: Answers, claim: bool = False) -> Added:
    """Let the payers be asked for the figures."""
    unit = _unit(interview, "", claim)
    label = interview.local_text(
        Message("What are the payers asked for, such as {example}?", {"example": unit.words})
    )
    day = _day(interview, "", f"31.12.{answers.year - 1}")
    column = column_name(label.main, columns_taken(answers))
    question = Question(column, label, unit, day)
    return with_figures(answers, question, [], claim=claim, origin=None)


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

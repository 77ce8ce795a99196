"""TOPICS, what may be said of an agreement beyond the first questions: a row for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from analyysi.agreement.agreement import Deadline, Event
from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.cli.interview.changed_figures import change_figures
from analyysi.cli.interview.dialogue import Choice, in_euros
from analyysi.cli.interview.key_questions import add_key
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.total_questions import RULES, ask_total_rule
from analyysi.cli.interview.ways import add_step, ask_method, offered_methods
from analyysi.desk.entries import content_of
from analyysi.desk.fields import Kind
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import (
    STATUSES,
    Answers,
    check_id,
    check_party,
    check_status,
    check_text,
    not_decided,
)
from analyysi.drafting.agreements.figure_keys import check_day
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message
from analyysi.money import MAIN_CURRENCY, parse_cents
from analyysi.report.language.words import Words


@dataclass(frozen=True)
class Topic:
    """A row of `TOPICS`: what more may be said, and the questions for it.

    `rows` are names of rows of other tables by which the topic may be named at once: "sum_each".
    """

    name: str
    title: Message
    ask: Callable[[Interview, Answers], Answers]
    rows: Mapping[str, Callable[[Interview, Answers], Answers]]


def _more_figures(interview: Interview, answers: Answers) -> Answers:
    dialogue = interview.dialogue
    claim = dialogue.agree(
        Message("Are they claims, the most that each payer would pay?"), default=False
    )
    answers, _ = add_key(interview, answers, claim=claim)
    return answers


def _rounding(interview: Interview, answers: Answers, name: str = "") -> Answers:
    dialogue = interview.dialogue
    if not name:
        choices = [Choice(row.name, row.title) for row in ROUNDING_RULES.values()]
        name = dialogue.choose(Message("Which rounding rule?"), choices, answers.rounding.name)

    def check(text: str) -> int:
        content = content_of(Kind.AMOUNT, text, dialogue.words)
        if isinstance(content, Message) or parse_cents(content) <= 0:
            raise AnswerError(
                Message("Write a sum in this form: {example}"),
                example=dialogue.words.numbers.amount(100),
            )
        return parse_cents(content)

    default = dialogue.words.numbers.amount(answers.unit)
    unit = dialogue.ask(in_euros(Message("What shares are rounded to")), check, default)
    return replace(answers, rounding=ROUNDING_RULES[name], unit=unit)


_TEXTS: Mapping[str, Message] = {
    "purpose": Message("What is paid for together, in a sentence"),
    "subject": Message("Subject, as a title"),
    "source": Message("Source of the total"),
    "reason": Message("Why this way of sharing"),
    "prepared_by": Message("The office that makes the calculation"),
}


def _texts(interview: Interview, answers: Answers) -> Answers:
    """Ask for a text in every language."""
    choices = [Choice(name, title) for name, title in _TEXTS.items()]
    name = interview.dialogue.choose(Message("Which text?"), choices)
    there = getattr(answers, name)
    known = there.texts if there is not None else {}
    text = _in_every_language(interview, _TEXTS[name], known)
    changes: dict[str, Any] = {name: text}
    return replace(answers, **changes)


def _in_every_language(
    interview: Interview, question: Message, known: Mapping[str, str]
) -> LocalText:
    texts = {}
    for language in LANGUAGES:
        own_name = Words(language, MAIN_CURRENCY).numbers.language_name()
        asked = Message("{question} ({language})", {"question": question, "language": own_name})
        if language == MAIN_LANGUAGE:
            texts[language] = interview.dialogue.ask(asked, check_text, known.get(language, ""))
        else:
            # A translation of what stood there before would say something else.
            same = texts[MAIN_LANGUAGE] == known.get(MAIN_LANGUAGE)
            default = known.get(language, "") if same else ""
            later = Message("{question} (Enter: none)", {"question": asked})
            shown = asked if default else later
            texts[language] = interview.dialogue.ask(shown, str.strip, default)
    return LocalText.of({language: text for language, text in texts.items() if text})


def _boards(interview: Interview, answers: Answers) -> Answers:
    """Ask for the board of each payer and the office that signs for it."""
    payers = []
    for party in answers.payers:
        named = {"payer": party.name.or_main(interview.language)}
        board = Message("The board that decides for {payer} (Enter: none)", named)
        office = Message("The office that signs for {payer} (Enter: none)", named)
        texts = [interview.dialogue.ask(asked, str.strip) for asked in (board, office)]
        board_text, signatory = (interview.in_languages(text) if text else None for text in texts)
        payers.append(party.model_copy(update={"board": board_text, "signatory": signatory}))
    return replace(answers, payers=tuple(payers))


_WHEN = re.compile(r"((?:\d{1,2}\.)?\d{1,2}[./]\d{4}|\d{4}(?:-\d{2}){0,2})\s+(\S.*)")


def dated(text: str) -> tuple[str, str]:
    """Return when something is, as precisely as it is said, and what it is.

    >>> dated("15.9.2026 Kustannusarvio kunnille"), dated("9/2026 Neuvottelu")
    (('2026-09-15', 'Kustannusarvio kunnille'), ('2026-09', 'Neuvottelu'))
    """
    match = _WHEN.fullmatch(text.strip())
    if match is not None:
        when = match[1]
        month = re.fullmatch(r"(\d{1,2})[./](\d{4})", when)
        if month is not None and 1 <= int(month[1]) <= 12:
            return f"{month[2]}-{int(month[1]):02}", match[2]
        if month is None and when.count(".") == 2:
            return check_day(when).isoformat(), match[2]
        if month is None:
            return when, match[2]
    raise _no_dated_step(text, 2026)


def _no_dated_step(text: str, year: int) -> AnswerError:
    return AnswerError(
        Message("'{answer}' is no day with what happens on it, such as {example}."),
        answer=text.strip(),
        example=_example(year),
    )


def _example(year: int) -> Message:
    return Message("15.9.{year} Cost estimate to the payers", {"year": str(year)})


def _lines(interview: Interview, question: Message) -> list[tuple[str, str]]:
    """Ask for days with what happens on them, until nothing is answered."""
    days: list[tuple[str, str]] = []
    while True:
        asked = Message("{question} (Enter: none)", {"question": question})
        day = interview.dialogue.ask(asked, lambda text: dated(text) if text.strip() else None)
        if day is None:
            return days
        days.append(day)


def _history(interview: Interview, answers: Answers) -> Answers:
    lines = _lines(interview, Message("A day and what was done, such as 1.6.2026 Neuvottelu"))
    events = [Event(when=when, what=interview.in_languages(text)) for when, text in lines]
    return replace(answers, history=(*answers.history, *sorted(events, key=lambda e: e.when)))


def _timetable(interview: Interview, answers: Answers) -> Answers:
    """Ask for the round by which each year's sum and shares are settled."""

    def check(text: str) -> dict[str, Any] | None:
        if not text.strip():
            return None
        when, what = dated(text)
        parts = [int(part) for part in when.split("-")]
        years = parts[0] - answers.year
        if len(parts) == 1 or abs(years) > _FURTHEST:
            raise _no_dated_step(text, answers.year - 1)
        day = parts[2] if len(parts) > 2 else None
        return {"years": years, "month": parts[1], "day": day, "what": what}

    steps: list[dict[str, Any]] = []
    question = Message(
        "A day of the yearly round and what is done, such as {example}",
        {"example": _example(answers.year - 1)},
    )
    asked = Message("{question} (Enter: none)", {"question": question})
    while True:
        step = interview.dialogue.ask(asked, check)
        if step is None:
            break
        steps.append(step)
    if not steps:
        return answers
    source = interview.local_text(Message("Where the round is from"))
    agreed = interview.dialogue.agree(Message("Have the parties agreed on it?"), default=False)
    deadlines = [
        Deadline.model_validate(
            {**step, "what": interview.in_languages(step["what"]), "source": source}
        )
        for step in steps
    ]
    return replace(answers, timetable=(*answers.timetable, *deadlines), timetable_agreed=agreed)


_FURTHEST = 3
"""A step of the yearly round is at most so many years from the shared one."""


def _status(interview: Interview, answers: Answers) -> Answers:
    titles = {
        "analysis": Message("computed by an analyst, no decision of its own"),
        "draft": Message("draft"),
        "decided": Message("decided"),
    }
    choices = [Choice(name, titles[name]) for name in STATUSES]
    status = check_status(interview.dialogue.choose(Message("Status"), choices))
    answers = replace(answers, status=status)
    if status == "decided" and answers.source == not_decided():
        source = interview.local_text(Message("Which decision, with its day and section?"))
        answers = replace(answers, source=source)
    return answers


def _seat(interview: Interview, answers: Answers) -> Answers:
    seat = interview.dialogue.ask(
        Message("From which payer's seat is the report made?"),
        lambda text: check_party(text, answers.payers).code,
    )
    return replace(answers, seat=seat)


def _id(interview: Interview, answers: Answers) -> Answers:
    name = interview.dialogue.ask(
        Message("Name of the agreement's folder (a-z, digits, hyphens)"),
        lambda text: check_id(interview.project, text),
        answers.id,
    )
    return replace(answers, id=name)


def _rows(
    names: Mapping[str, object], ask: Callable[..., Answers], parameter: str
) -> dict[str, Callable[[Interview, Answers], Answers]]:
    return {name: partial(ask, **{parameter: name}) for name in names}


_METHODS = {method.name: method for method in offered_methods()}
TOPICS: Mapping[str, Topic] = {
    row.name: row
    for row in (
        Topic(
            "changes",
            Message("weights of payers, size classes and other changes of figures"),
            change_figures,
            _rows(KEY_CHANGES, change_figures, "kind"),
        ),
        Topic(
            "conditions",
            Message("a sum each first, floors, caps, limits of change and other conditions"),
            add_step,
            _rows(STEPS, add_step, "name"),
        ),
        Topic(
            "total",
            Message("a total that follows from last year's: a cap or an index"),
            ask_total_rule,
            _rows(RULES, ask_total_rule, "kind"),
        ),
        Topic(
            "method",
            Message("another way of sharing"),
            ask_method,
            _rows(_METHODS, ask_method, "name"),
        ),
        Topic("figures", Message("more figures"), _more_figures, {}),
        Topic(
            "rounding",
            Message("rounding"),
            _rounding,
            _rows(ROUNDING_RULES, _rounding, "name"),
        ),
        Topic("texts", Message("texts and their languages"), _texts, {}),
        Topic("boards", Message("boards and who signs"), _boards, {}),
        Topic("events", Message("what has been done so far, with dates"), _history, {}),
        Topic("timetable", Message("yearly timetable"), _timetable, {}),
        Topic("status", Message("draft, analysis or decided"), _status, {}),
        Topic("seat", Message("a report from one payer's seat"), _seat, {}),
        Topic("id", Message("name of the agreement's folder"), _id, {}),
    )
}
"""What more may be said of an agreement, in the order in which it is offered."""
WRITE, STOP = "write", "stop"
"""Instead of a topic: the agreement is written, or nothing is."""

Ask = Callable[[Interview, Answers], Answers]


def ask_topic(interview: Interview, *, first: bool = True) -> Ask | str:
    """Ask whether the agreement is written as it stands (`WRITE`, by Enter), nothing is (`STOP`),
    or what more is said. A row of another table may be named at once: "sum_each".

    Parameters
    ----------
    first
        Whether the list of topics is shown.
    """
    stop = Choice(STOP, Message("stop, and write nothing"))
    choices = [*(Choice(row.name, row.title) for row in TOPICS.values()), stop]
    direct: dict[str, Ask] = {}
    for topic in TOPICS.values():
        direct.update(topic.rows)

    def check(text: str) -> Ask | str:
        plain = text.strip()
        if plain in ("", WRITE):
            return WRITE
        if plain in direct:
            return direct[plain]
        name = interview.dialogue.chosen(plain, choices, direct)
        return STOP if name == STOP else TOPICS[name].ask

    if first:
        interview.dialogue.tell(Message("More can be said:"))
        interview.dialogue.show(choices)
    return interview.dialogue.ask(
        Message("Enter writes the agreement, a number of the list says more"), check
    )

"""How the total follows from last year's: an index, or at most a change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from analyysi.agreement.total import Capped, FromLastYear, Indexed
from analyysi.cli.interview.dialogue import Choice
from analyysi.cli.interview.state import Interview
from analyysi.cli.interview.tables import (
    LastYear,
    StoredYear,
    again,
    last_year_of,
    looks_like_file,
    stored_year,
    table_path,
)
from analyysi.desk.entries import content_of
from analyysi.desk.fields import Kind
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answers import Answers
from analyysi.messages import Message, Money
from analyysi.money import euros, parse_cents, parse_ratio

RULES: Mapping[str, tuple[type[FromLastYear], Message]] = {
    "capped": (Capped, Message("The sum asked for, but at most last year's with a change")),
    "indexed": (Indexed, Message("Last year's with a change, such as an index")),
}
"""How a total may follow from last year's: each kind of `Total.from_last_year`."""


def ask_total_rule(interview: Interview, answers: Answers, kind: str = "") -> Answers:
    """Ask how the total follows from last year's. The sum asked for is known already."""
    dialogue = interview.dialogue
    if not kind:
        choices = [Choice(name, title) for name, (_, title) in RULES.items()]
        kind = dialogue.choose(Message("How does the total follow from last year's?"), choices)

    def ask_last_year() -> int:
        given = dialogue.ask(
            Message("Last year's total, or a table's file, or an agreement and its year"),
            lambda text: _sum_or_place(interview, answers, text),
        )
        if isinstance(given, int):
            return given
        last = last_year_of(dialogue, interview.project, answers.payers, given)
        if isinstance(given, StoredYear):
            _check_payers(last, answers)
        dialogue.tell(
            Message(
                "Last year's total by {source}: {amount}.",
                {"source": last.source, "amount": Money(last.total, 2)},
            )
        )
        return last.total

    last_total = again(dialogue, ask_last_year)
    change = dialogue.ask(Message("Change from last year, %"), check_change)
    # Where last year's total was read from does not say where the change is agreed: no default.
    source = interview.local_text(
        Message("Where the change is agreed, such as a section of the agreement")
    )
    model, _ = RULES[kind]
    settings = {
        "kind": kind,
        "last_year": euros(last_total),
        "change": change,
        "source": source,
        "asked": euros(answers.asked),
    }
    wanted = {name: settings[name] for name in model.model_fields}
    return replace(answers, from_last_year=model.model_validate(wanted))


def check_change(text: str) -> Fraction:
    """Return a change in per cent: 2,5 or -1; nothing else is one.

    >>> check_change("+2,5 %"), check_change("-1")
    (Fraction(1, 40), Fraction(-1, 100))
    """
    plain = re.sub(r"[\s%]", "", text).replace(",", ".").replace("−", "-")
    match = re.fullmatch(r"([+-]?)(\d+(?:\.\d+)?)", plain)
    change = parse_ratio(match[2]) / 100 if match is not None else None
    if match is None or change is None or change >= 1:
        raise AnswerError(
            Message("'{answer}' is no change in per cent, such as {example}."),
            answer=text.strip(),
            example="2,5",
        )
    return -change if match[1] == "-" else change


def _sum_or_place(interview: Interview, answers: Answers, text: str) -> int | Path | StoredYear:
    if looks_like_file(text):
        return table_path(text)
    place = stored_year(interview.project, text)
    if place is None:
        return check_sum(interview, text)
    before = answers.year - 1
    if place.year != before:
        raise AnswerError(
            Message("{agreement} {year} is not of {before}: give the year before, or its total."),
            agreement=place.agreement,
            year=str(place.year),
            before=str(before),
        )
    return place


def _check_payers(last: LastYear, answers: Answers) -> None:
    """Refuse the total of a year that others paid: it is not the one that this year's follows
    from.
    """
    if set(last.cents) != {party.code for party in answers.payers}:
        raise AnswerError(
            Message(
                "{source} has other payers than this agreement. If its total is meant all the "
                "same, write the total: {amount}."
            ),
            source=last.source,
            amount=Money(last.total, 2),
        )


def check_sum(interview: Interview, text: str) -> int:
    """Return a sum above zero in cents, in the forms of the language of the interview.

    Raises
    ------
    AnswerError
        If it is none, with the nearest sum that is one.
    """
    content = content_of(Kind.AMOUNT, text, interview.dialogue.words)
    if isinstance(content, Message):
        near = _nearest_sum(text)
        if near is None:
            raise AnswerError(content)
        raise AnswerError(
            Message("{fault}. Did you mean {near}?"),
            fault=content,
            near=Money(near, 2 if near % 100 else 0),
        )
    cents = parse_cents(content)
    if cents <= 0:
        raise AnswerError(Message("The total must be above zero."))
    return cents


_MILLIONS = re.compile(r"milj|mn|mio|mil|m(?![a-z])", re.IGNORECASE)
_THOUSANDS = re.compile(r"tuha|tusen|thou|t€|k(?![a-z])|te(?![a-z])", re.IGNORECASE)


def _nearest_sum(text: str) -> int | None:
    """Return the sum that a text may mean: 2,3 milj. €, or digits set apart by points."""
    number = re.search(r"\d[\d\s.,]*", text)
    if number is None:
        return None
    digits = number.group().strip(" .,")
    scale = 1
    if _MILLIONS.search(text):
        scale = 1_000_000
    elif _THOUSANDS.search(text):
        scale = 1_000
    if scale == 1:
        whole = re.sub(r"[\s.,](?=\d{3}(?!\d))", "", digits)
        plain = whole.replace(" ", "").replace(",", ".")
    else:
        plain = digits.replace(" ", "").replace(",", ".")
    # A longer row of digits is no sum of anybody: none is near.
    if not re.fullmatch(r"\d{1,12}(\.\d{1,12})?", plain, re.ASCII):
        return None
    cents = parse_ratio(plain) * scale * 100
    return int(cents) if cents else None

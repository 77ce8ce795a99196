"""The agenda item as a whole: what the page, the Word file and the text to be copied all show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analyysi.messages import PayerName
from analyysi.report.agenda import account, proposal
from analyysi.report.agenda.appropriation import Appropriation, appropriation
from analyysi.report.agenda.seat_share import seat_share
from analyysi.report.reader import Reader

LEAST, MOST = 150, 250
"""How many words and numbers an agenda item has, its heading counted and its budget line not."""

_EASY = 200
"""With so many, what could still be told is left to the comparison that is attached."""


@dataclass(frozen=True)
class AgendaItem:
    """What a board is given to decide.

    Parameters
    ----------
    mark
        The mark that every sheet of a draft or a trial bears; empty for other reports.
    title
        The matter and the year.
    events
        The steps of the preparation, the oldest first, under `events_label`; may be empty.
    account
        The paragraphs of the account, under `account_label`.
    opening, points
        What the board decides, under `proposal_label`: each point ends the sentence that the
        opening begins.
    """

    mark: str
    title: str
    account_label: str
    events_label: str
    events: Sequence[str]
    account: Sequence[str]
    proposal_label: str
    opening: str
    points: Sequence[str]
    appropriation: Appropriation

    def words(self) -> int:
        """Return how many words and numbers a board reads: its budget line is not counted."""
        labels = (self.account_label, self.proposal_label)
        events = (self.events_label, *self.events) if self.events else ()
        texts = (self.title, *labels, *events, *self.account, self.opening, *self.points)
        return sum(map(count_words, texts))

    def for_template(self) -> dict[str, Any]:
        """Return what the Word template names as parts of `item`; templates/README.md lists it."""
        line = self.appropriation
        return {
            "title": self.title,
            "events_label": self.events_label,
            "events": list(self.events),
            "account": list(self.account),
            "opening": self.opening,
            "points": list(self.points),
            "caption": line.caption,
            "headings": list(line.headings),
            "cells": list(line.cells),
            "notes": list(line.notes),
        }

    def plain_text(self) -> str:
        """Return the item as text, for a system of records that knows no formatting.

        Paragraphs are single lines, parted by empty ones; the last line ends with a line feed.
        """
        line = self.appropriation
        cells = [
            f"{heading}: {cell}" for heading, cell in zip(line.headings, line.cells, strict=True)
        ]
        parts = [
            *([self.mark] if self.mark else []),
            self.title,
            self.account_label,
            *(["\n".join([self.events_label, *_listed(self.events)])] if self.events else []),
            *self.account,
            self.proposal_label,
            "\n".join([self.opening, *_numbered(self.points)]),
            "\n".join([line.caption, *cells]),
            " ".join(line.notes),
        ]
        return "\n\n".join(parts) + "\n"


def _listed(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {text}"


def _numbered(texts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(texts, start=1):
        yield f"{number}. {text}"


def count_words(text: str) -> int:
    """Count words and numbers; a no-break space parts none, so that "80 000 €" is one.

    >>> count_words("Osuus on 80\\u00a0000\\u00a0€")
    3
    """
    return len(text.replace("\xa0", "").split())


def agenda_item(reader: Reader) -> AgendaItem:
    """Return the agenda item of the seat that the report is made from.

    What every item has comes first: sum, share, other ways, proposal. Then as much of the
    preparation (the newest steps) and of what is not known as `MOST` leaves room for.

    Raises
    ------
    ValueError
        If the report is of all.
    """
    share, language = seat_share(reader), reader.words.language
    case = reader.case
    bare = AgendaItem(
        mark=reader.mark,
        title=reader.say(
            "{subject} {year}: draft agreement and share of {payer}",
            subject=case.agreement.subject.in_language(language),
            year=str(case.terms.year),
            payer=PayerName(share.payer),
        ),
        account_label=reader.say("Account of the matter"),
        events_label=reader.say("Steps of the preparation:"),
        events=(),
        account=account.paragraphs(reader, share),
        proposal_label=reader.say("Draft resolution"),
        opening=proposal.opening(reader, share),
        points=proposal.points(reader, share),
        appropriation=appropriation(reader, share),
    )
    return _filled(reader, bare)


def _filled(reader: Reader, agenda: AgendaItem) -> AgendaItem:
    """Add what there is room for: how the matter came about, what is not known, what follows."""
    steps = account.events(reader)
    if steps:
        agenda = _with_newest(reader, agenda, steps)
    else:
        for text in reversed(account.background(reader)):
            agenda = _unless_too_long(agenda, [text, *agenda.account], MOST)
    post = account.post(reader)
    if post:
        agenda = _unless_too_long(agenda, [post, *agenda.account], MOST)
    for text in account.unknown(reader):
        agenda = _before_last(agenda, text)
    for text in account.what_follows(reader):
        if agenda.words() < LEAST:
            agenda = _before_last(agenda, text)
    return agenda


def _with_newest(reader: Reader, agenda: AgendaItem, steps: Sequence[str]) -> AgendaItem:
    """Add the newest steps of the preparation, as many as there is room for."""
    for start in range(len(steps)):
        label = reader.say("Newest steps of the preparation:") if start else agenda.events_label
        longer = replace(agenda, events=steps[start:], events_label=label)
        if longer.words() <= MOST:
            return longer
    return agenda


def _before_last(agenda: AgendaItem, text: str) -> AgendaItem:
    """Add a paragraph before the last, which names what is attached, if the item stays easy."""
    *before, attached = agenda.account
    return _unless_too_long(agenda, [*before, text, attached], _EASY)


def _unless_too_long(agenda: AgendaItem, paragraphs: Sequence[str], most: int) -> AgendaItem:
    """Return the item with other paragraphs, or as it is if they make it longer than `most`."""
    longer = replace(agenda, account=paragraphs)
    return longer if longer.words() <= most else agenda

"""The questions that a board asks, each with its answer in a sentence or two: a row of
`QUESTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from analyysi.agreement.key import OwnKey
from analyysi.comparison.published.published_neighbours import observations
from analyysi.comparison.scenarios import (
    Scenario,
    joins,
    total_limit,
    totals,
    tried_totals,
)
from analyysi.comparison.uncertain.estimated_figures import estimated_figures
from analyysi.messages import Day, Listing, Message, Money, PayerName
from analyysi.report.blocks import Fact
from analyysi.report.front.answer import approved, is_decided
from analyysi.report.front.ways import by_chosen_way, euros, name_of
from analyysi.report.pieces.rule_search import known_rule
from analyysi.report.pieces.shared_sentences import (
    as_sentence,
    conditions_of_one_year,
    in_full,
    unknown_withdrawals,
)
from analyysi.report.reader import Reader

_TENTH = Fraction(1, 10)


@dataclass(frozen=True)
class Question:
    """A question in a board's words, and who answers it: nothing where it does not arise.

    By its `topic` the sections say which of them tells more.
    """

    topic: str
    words: Callable[[Reader], str]
    answer: Callable[[Reader], Iterator[str]]


def answers(reader: Reader) -> list[Fact]:
    """Return every question that arises, with its answer."""
    facts = []
    for question in QUESTIONS:
        answer = " ".join(question.answer(reader))
        if answer:
            facts.append(Fact(question.words(reader), answer, to=question.topic))
    return facts


def _leaving(reader: Reader) -> Iterator[str]:
    say, focus = reader.say, reader.focus
    # Whoever runs the service cannot leave it.
    organiser = reader.case.agreement.organiser
    place = {code: number for number, code in enumerate(reader.comparison.payers)}
    leaving = [
        scenario
        for scenario in reader.withdrawals
        if scenario.changes and scenario.payer != organiser
    ]
    rises = [
        (change, code, str(scenario.payer))
        for scenario in leaving
        for code, change in scenario.shown_changes.items()
        if focus is None or code == focus
    ]
    if rises:
        # Of equal rises the annex names the same: the first in the order of every table.
        change, code, leaver = max(rises, key=lambda rise: (rise[0], rise[1], -place[rise[2]]))
        yield say("It is assumed that the others pay the missing share.")
        not_asked = (organiser, focus or organiser)
        unknown = unknown_withdrawals(reader, not_asked)
        if change > 0:
            text = (
                "Of those that can be computed, hardest would be if {leaver} left: the computed "
                "share of {payer} would rise by {amount}."
                if unknown
                else "Hardest would be if {leaver} left, with {organiser} still organising: the "
                "computed share of {payer} would rise by {amount}."
                if organiser in reader.comparison.payers
                else "Hardest would be if {leaver} left: the computed share of {payer} would rise "
                "by {amount}."
            )
            yield say(
                text,
                leaver=PayerName(leaver),
                organiser=PayerName(organiser),
                payer=PayerName(code),
                amount=Money(change, words=True),
            )
        if unknown:
            yield unknown
    yield from _joining(reader)


def _joining(reader: Reader) -> Iterator[str]:
    for scenario in joins(reader.comparison):
        change = _fall(reader, scenario)
        if change is not None:
            code, less = change
            yield reader.say(
                "If {joiner} joined, the computed share of {payer} would fall by {amount}.",
                joiner=PayerName(str(scenario.payer)),
                payer=PayerName(code),
                amount=Money(less, words=True),
            )


def _fall(reader: Reader, scenario: Scenario) -> tuple[str, int] | None:
    """Return whose share falls most, or how the reader's own falls; None if none does."""
    changes = scenario.shown_changes
    if reader.focus is not None:
        changes = {code: change for code, change in changes.items() if code == reader.focus}
    falls = [(-change, code) for code, change in changes.items() if change < 0]
    if not falls:
        return None
    cents, code = max(falls)
    return code, cents


def _certainty(reader: Reader) -> Iterator[str]:
    say, case = reader.say, reader.case
    yield from _figures(reader)
    if case.terms.total.assumed:
        yield say("The total cost is an assumption.")
    else:
        source = case.terms.total.source.in_language(reader.words.language)
        yield say("The total cost is from here: {source}", source=as_sentence(source))
    limit = total_limit(case)
    if limit is not None and not tried_totals(case, [_TENTH]):
        yield say(
            "The total cost cannot rise by 10 per cent, since it may be at most {limit}.",
            limit=in_full(limit),
        )
    for scenario in totals(reader.comparison, [_TENTH]):
        code, change = _most_changed(reader, scenario)
        text = (
            "If the cost rose by 10 per cent, the computed share of {payer} would rise by {amount}."
            if change > 0
            else "If the cost rose by 10 per cent, the computed share of {payer} would fall by "
            "{amount}."
            if change
            else "If the cost rose by 10 per cent, the computed share of {payer} would stay as it "
            "is."
        )
        yield say(text, payer=PayerName(code), amount=Money(abs(change), words=True))


def _figures(reader: Reader) -> Iterator[str]:
    """Say whether the figures that the shares rest on are published, asked or the analyst's own."""
    say, case = reader.say, reader.case
    keys = [case.terms.keys[name] for name in case.used_keys]
    if not keys:
        return
    if any(isinstance(key, OwnKey) for key in keys):
        yield say("Some figures are the analyst's own.")
    elif any(key.survey and key.origin is None for key in keys):
        yield say("Some figures were asked of the payers.")
    elif any(key.survey for key in keys):
        origins = [key.origin for key in keys if key.origin is not None]
        yield say("Some figures are from a table: {origins}.", origins=Listing(origins))
    elif any(key.transform for key in keys):
        yield say(
            "The shares rest on published figures, some of them changed before sharing as the "
            "terms say."
        )
    else:
        yield say("The figures that the shares rest on have been published.")
    if estimated_figures(case):
        yield say("Some of them are estimates.")


def _most_changed(reader: Reader, scenario: Scenario) -> tuple[str, int]:
    if reader.focus is not None:
        return reader.focus, scenario.shown_changes.get(reader.focus, 0)
    changes = scenario.shown_changes
    code = max(changes, key=lambda payer: (changes[payer], payer))
    return code, changes[code]


def _basis_words(reader: Reader) -> str:
    published = reader.case.terms.published
    if len(published) == 1:
        return reader.say(
            "What does the {amount} of {payer} rest on?",
            amount=in_full(published[0].value),
            payer=PayerName(published[0].payer),
        )
    return reader.say("What do the published shares rest on?")


def _basis(reader: Reader) -> Iterator[str]:
    """Say which rule the search knows; else that nobody knows it, and between which computed shares
    a single one lies.
    """
    say = reader.say
    seen = observations(reader.comparison)
    if not seen or not reader.comparison.chosen.variant.method.is_rule:
        return
    if all(observation.difference_to_chosen == 0 for observation in seen):
        yield say("They are what is computed here.")
        return
    rule = known_rule(reader.context.explanation, reader.words)
    yield rule or say("It is not known.")
    if len(seen) == 1 and seen[0].below is not None and seen[0].above is not None:
        payer = seen[0].published.payer
        yield say(
            "The sum lies between two computed shares: {below} ({below_way}) and {above} "
            "({above_way}).",
            below=Money(euros(seen[0].below)[payer] * 100, words=True),
            below_way=name_of(seen[0].below),
            above=Money(euros(seen[0].above)[payer] * 100, words=True),
            above_way=name_of(seen[0].above),
        )


def _decision(reader: Reader) -> Iterator[str]:
    say, terms = reader.say, reader.case.terms
    published = approved(reader)
    if published is not None and is_decided(published) and terms.status != "decided":
        shown = euros(reader.comparison.chosen)[published.payer] * 100
        yield say("Nothing new: {amount} has been approved.", amount=in_full(published.value))
        if shown != published.value:
            yield say(
                "If the payers agree to share {way}, {amount} needs a new proposal.",
                way=by_chosen_way(reader),
                amount=Money(shown, words=True),
            )
    elif len({share.payer for share in terms.published}) == len(reader.comparison.payers):
        yield say("Nothing: the shares of {year} have been published.", year=str(terms.year))
    elif terms.status == "decided":
        yield say("The sharing has been decided. This paper gives its grounds.")
    elif terms.status == "draft":
        yield say("Each payer decides on this draft and on its own share.")
    else:
        yield say("Each payer decides on the draft agreement and on its own share.")


def _money(reader: Reader) -> Iterator[str]:
    say, year = reader.say, str(reader.case.terms.year)
    if reader.words.municipal:
        yield say(
            "From operating funds: the board proposes an appropriation in the budget for {year}, "
            "and the council decides.",
            year=year,
        )
        yield say("Instalments and value added tax are for the agreement to settle.")
    else:
        yield say("Each payer reserves its share in its budget for {year}.", year=year)


def _next_year(reader: Reader) -> Iterator[str]:
    comparison, say, terms = reader.comparison, reader.say, reader.case.terms
    year = str(terms.year + 1)
    yield say("The total cost of {year} is settled with the budget.", year=year)
    if not comparison.chosen.variant.method.is_rule:
        yield say("The shares need a decision of their own.")
        return
    names = comparison.chosen.variant.key_names
    days = [terms.keys[name].next_day(terms.year) for name in names]
    known = sorted({day for day in days if day is not None})
    if not days:
        yield say("If the way of sharing stays, the shares are then worked out in the same way.")
    elif None in days:
        yield say("If the way of sharing stays, the shares then follow from the newest figures.")
    else:
        text = (
            "If the way of sharing stays, the shares are then worked out from the figures of "
            "{days}."
            if len(known) == 1
            else "If the way of sharing stays, the shares are then worked out from the figures of "
            "the days {days}."
        )
        yield say(text, days=Listing([Day(day) for day in known]))
    changing = conditions_of_one_year(reader.case, reader.words)
    if changing:
        yield changing


def _unknown(reader: Reader) -> Iterator[str]:
    for text in reader.case.terms.unknown:
        yield as_sentence(text.in_language(reader.words.language))


def _fixed(message: Message) -> Callable[[Reader], str]:
    return lambda reader: reader.words.of(message)


QUESTIONS = (
    Question("withdrawal", _fixed(Message("What if one leaves?")), _leaving),
    Question("certainty", _fixed(Message("How sure are the figures?")), _certainty),
    Question("basis", _basis_words, _basis),
    Question("decision", _fixed(Message("What is decided now?")), _decision),
    Question("money", _fixed(Message("Where does the money come from?")), _money),
    Question("coming", _fixed(Message("What about next year?")), _next_year),
    Question("unknown", _fixed(Message("What is not known?")), _unknown),
)
"""Every question of the front page, in order."""

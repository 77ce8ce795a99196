"""What an agenda item tells before it proposes anything: how the matter came about, the sum, the
share, what other ways would give, what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from analyysi.messages import Listing, Message, Money, PayerName, Percent
from analyysi.report.agenda.seat_share import SeatShare, is_open
from analyysi.report.front.answer import is_decided, part_of_total, payers_in_words
from analyysi.report.front.reasons import lacking
from analyysi.report.front.ways import by_chosen_way, by_way, euros, for_a_seat
from analyysi.report.pieces.rule_search import known_rule
from analyysi.report.pieces.shared_sentences import as_sentence, in_full, same_conditions
from analyysi.report.pieces.total_words import total_rule
from analyysi.report.reader import Reader


def events(reader: Reader) -> list[str]:
    """Return the steps of the preparation as the agreement tells them, the oldest first."""
    words = reader.words
    return [
        f"{words.numbers.when(event.when)}: {event.what.in_language(words.language)}"
        for event in reader.case.agreement.history
    ]


def paragraphs(reader: Reader, share: SeatShare) -> list[str]:
    """Return the paragraphs that no agenda item is without."""
    parts = (
        _sum(reader),
        _share(reader, share),
        _conditions(reader),
        _other_ways(reader, share),
    )
    written = [text for text in map(" ".join, parts) if text]
    return [*written, reader.say("Attached are the draft agreement and the comparison.")]


def background(reader: Reader) -> list[str]:
    """Return what is told of the matter where the agreement has no history, or a short one: its
    purpose, and who stays outside.
    """
    case, language = reader.case, reader.words.language
    outside = [
        outsider.reason.in_language(language)
        for outsider in case.terms.outside
        if outsider.payer not in reader.comparison.chosen.cents
    ]
    return [case.agreement.purpose.in_language(language), *outside]


def post(reader: Reader) -> str:
    """Return where the joint post stands; empty where no post is shared."""
    work, language = reader.case.agreement.work, reader.words.language
    if work is None:
        return ""
    return reader.say(
        "The employer is {employer}; placement: {placement}; supervisor: {supervisor}.",
        employer=PayerName(work.employer),
        placement=work.placement.in_language(language),
        supervisor=work.supervisor.in_language(language),
    )


def unknown(reader: Reader) -> list[str]:
    """Return what the terms say is not known, a sentence each."""
    return [
        reader.say("Not known: {what}", what=text.in_language(reader.words.language))
        for text in reader.case.terms.unknown
    ]


def what_follows(reader: Reader) -> list[str]:
    """Return what an item says that is short without it: who else decides, and when the sum is
    settled again.
    """
    say, year = reader.say, str(reader.case.terms.year + 1)
    return [
        say("Each payer decides on the agreement and on its own share."),
        say("The total cost of {year} is settled with the budget.", year=year),
    ]


def _sum(reader: Reader) -> Iterator[str]:
    say, terms = reader.say, reader.case.terms
    text = (
        "The total cost of {year} is assumed to be {total}, shared by {payers}."
        if terms.total.assumed
        else "The total cost of {year} is {total}, shared by {payers}."
    )
    yield say(
        text,
        year=str(terms.year),
        total=in_full(terms.total.value),
        payers=payers_in_words(reader),
    )
    source = terms.total.source.in_language(reader.words.language)
    yield as_sentence(source if terms.total.assumed else say("Source: {source}", source=source))
    rule = total_rule(terms, reader.words)
    if rule:
        yield rule


def _share(reader: Reader, share: SeatShare) -> Iterator[str]:
    say, published = reader.say, share.published
    cents = share.cents if share.cents is not None else share.computed * 100
    values = {
        "payer": PayerName(share.payer),
        "amount": in_full(cents),
        "part": Percent(part_of_total(reader, share.payer)),
    }
    if published is None and is_open(reader):
        yield say("The way of sharing is not agreed on.")
        yield say(
            "In the attached calculation {payer} would pay {amount} of the total cost {way} "
            "({part}).",
            **values,
            way=by_chosen_way(reader),
        )
        yield from _per_head(reader, share, cents, settled=False)
        return
    settled = published is not None or reader.case.terms.status == "decided"
    if published is not None and not is_decided(published):
        yield say("The published share of {payer} is {amount} of it ({part}).", **values)
    elif settled:
        yield say("{payer} pays {amount} of it ({part}).", **values)
    else:
        yield say("{payer} would pay {amount} of it ({part}).", **values)
    yield from _per_head(reader, share, cents, settled=settled)
    if published is None:
        return
    source = published.source.in_language(reader.words.language)
    yield as_sentence(say("Source: {source}", source=source))
    if published.value != share.computed * 100:
        rule = known_rule(reader.context.explanation, reader.words)
        yield rule or say("The basis of the share is not known.")
        yield from lacking(reader)


def _per_head(reader: Reader, share: SeatShare, cents: int, *, settled: bool) -> Iterator[str]:
    heads = (reader.case.heads or {}).get(share.payer)
    if heads:
        amount = Money(Fraction(cents) / heads, 2, words=True)
        text = (
            "That is {amount} per inhabitant."
            if settled
            else "That would be {amount} per inhabitant."
        )
        yield reader.say(text, amount=amount)


def _conditions(reader: Reader) -> Iterator[str]:
    """Say what stands around the way of sharing, without which no sum beside it can be checked."""
    rules = reader.comparison.chosen.step_rules
    if rules:
        yield reader.say("These conditions are kept in the calculation.")
        yield from (as_sentence(reader.words.of(rule)) for rule in rules)
        yield same_conditions(reader.comparison, reader.words)


def _other_ways(reader: Reader, share: SeatShare) -> Iterator[str]:
    """Say what the seat would pay by the ways compared, the smallest sum first; the chosen one is
    among them where somebody has decided on a share.
    """
    decided = share.published is not None
    entries = [
        Message(
            "{amount} {way}",
            {
                "amount": Money(euros(split)[share.payer] * 100, words=True),
                "way": by_way(reader, split),
            },
        )
        for split in for_a_seat(reader.comparison, share.payer)
        if decided or split.id != reader.comparison.chosen.id
    ]
    text = (
        "By the attached comparison the share would be {sums}."
        if decided
        else "By the other ways compared the share would be {sums}."
    )
    if len(entries) == 1:
        yield reader.say("For comparison, the share would be {sum}.", sum=entries[0])
    elif entries:
        yield reader.say(text, sums=Listing(entries))

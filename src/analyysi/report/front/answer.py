"""The answer of the front page: the kicker, the heading, the three figures, the background and what
to know before deciding.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.agreement.terms import Published
from analyysi.allocation.whole_units.whole_euros import BESIDE_EUROS, parts_of_total
from analyysi.comparison.compare import Split
from analyysi.messages import Message, Money, PayerName, Percent
from analyysi.report.front.ways import by_chosen_way, euros, is_plain
from analyysi.report.many_payers import are_many
from analyysi.report.pieces.preparation import preparation
from analyysi.report.pieces.shared_sentences import as_sentence, in_full, key_changes
from analyysi.report.pieces.total_words import total_rule
from analyysi.report.reader import Reader

Figure = tuple[str, str, str]
"""What a figure of the head is called, the figure, and a note or nothing."""


def approved(reader: Reader) -> Published | None:
    """Return the share that somebody has decided or published for the reader's own payer."""
    for published in reader.case.terms.published:
        if published.payer == reader.focus:
            return published
    return None


def is_decided(published: Published) -> bool:
    """Return whether a body decided on a share; other sources only report one."""
    return published.decided_by is not None


def kicker(reader: Reader, title: str) -> str:
    """Return the line above the heading: the matter, its status, its day and who prepared it."""
    prepared = preparation(reader.case, reader.words)
    parts = [title, prepared.status, prepared.day_in_words]
    if prepared.by:
        parts.append(reader.say("prepared by: {by}", by=prepared.by))
    return " · ".join(filter(None, parts))


def heading(reader: Reader) -> str:
    """Return the answer as the page's first heading: who pays what, by which way."""
    return _of_all(reader) if reader.focus is None else _of_seat(reader, reader.focus)


def _decided(reader: Reader) -> bool:
    return reader.case.terms.status == "decided" and not reader.case.trial


def _of_all(reader: Reader) -> str:
    comparison, say = reader.comparison, reader.say
    text = (
        "{payers} pay {total} in all {way}"
        if _decided(reader)
        else "{payers} would pay {total} in all {way}"
    )
    start = say(
        text,
        payers=payers_in_words(reader),
        total=in_full(reader.case.terms.total.value),
        way=by_chosen_way(reader),
    )
    start = start[:1].upper() + start[1:]
    head_range = comparison.head_range(comparison.chosen)
    if head_range is None:
        return start
    low, high = (reader.words.of(Money(amount, 2, words=True)) for _, amount in head_range)
    if low == high:
        return say("{start}: the same {amount} for every inhabitant", start=start, amount=low)
    plain = reader.words.numbers.amount(head_range[0][1])
    return say("{start}: {low}–{high} per inhabitant", start=start, low=plain, high=high)


def _of_seat(reader: Reader, payer: str) -> str:
    comparison, say = reader.comparison, reader.say
    computed = Money(euros(comparison.chosen)[payer] * 100, words=True)
    way = by_chosen_way(reader)
    published = approved(reader)
    if published is not None:
        text = (
            "{payer} has approved {amount}. {way} it would be {computed}"
            if is_decided(published)
            else "{payer}: the published share is {amount}. {way} it would be {computed}"
        )
        amount = in_full(published.value)
        start = way[:1].upper() + way[1:]
        return say(text, payer=PayerName(payer), amount=amount, way=start, computed=computed)
    text = "{payer} pays {amount} {way}" if _decided(reader) else "{payer} would pay {amount} {way}"
    answer = say(text, payer=reader.words.payer(payer), amount=computed, way=way)
    per_head = comparison.per_head(comparison.chosen, payer)
    if per_head is None:
        return answer
    amount_per_head = reader.words.of(Money(per_head, 2, words=True))
    return say("{answer}: {amount} per inhabitant", answer=answer, amount=amount_per_head)


def payers_in_words(reader: Reader) -> str:
    """Return how many pay, as a word: "seven municipalities", or payers where not all are
    municipalities.
    """
    words, number = reader.words, len(reader.comparison.payers)
    if words.municipal:
        return words.plural("{count} municipality", "{count} municipalities", number)
    return words.plural("{count} payer", "{count} payers", number)


def key_figures(reader: Reader) -> list[Figure]:
    """Return the figures of the head."""
    return _figures_of_all(reader) if reader.focus is None else _of_payer(reader, reader.focus)


def _total(reader: Reader) -> Figure:
    total, say = reader.case.terms.total, reader.say
    note = say("assumption") if total.assumed else ""
    if reader.focus is not None:
        note = f"{payers_in_words(reader)}, {note}" if note else payers_in_words(reader)
    return say("Total cost"), reader.words.of(Money(total.value)), note


def _figures_of_all(reader: Reader) -> list[Figure]:
    comparison, words, say = reader.comparison, reader.words, reader.say
    figures = [_total(reader)]
    head_range = comparison.head_range(comparison.chosen)
    if head_range is not None:
        low, high = (words.numbers.amount(amount) for _, amount in head_range)
        text = words.of(Money(head_range[1][1], 2))
        figures.append((say("Per inhabitant"), text if low == high else f"{low}–{text}", ""))
    shares = euros(comparison.chosen)
    high_text, low_text = (words.of(Money(choose(shares.values()) * 100)) for choose in (max, min))
    span = low_text if low_text == high_text else f"{high_text} – {low_text}"
    return [*figures, (say("Largest and smallest share"), span, "")]


def part_of_total(reader: Reader, payer: str) -> Fraction:
    """Return what a seat's share is of the total: the computed one as every table shows it."""
    published = approved(reader)
    if published is not None:
        return Fraction(published.value, reader.case.terms.total.value)
    return parts_of_total(reader.comparison.chosen.shown, BESIDE_EUROS)[payer]


def _of_payer(reader: Reader, payer: str) -> list[Figure]:
    comparison, words, say = reader.comparison, reader.words, reader.say
    published = approved(reader)
    shown = euros(comparison.chosen)[payer] * 100
    cents = published.value if published is not None else shown
    label = say("Share")
    if published is not None:
        label = say("Approved share") if is_decided(published) else say("Published share")
    percent = words.of(Percent(part_of_total(reader, payer)))
    figures = [(label, words.of(_exactly(cents)), say("{share} of the total", share=percent))]
    heads = (reader.case.heads or {}).get(payer)
    per_head = comparison.per_head(comparison.chosen, payer)
    if heads and per_head is not None:
        of_all = words.of(Money(per_head, 2))
        own = words.of(Money(Fraction(cents) / heads, 2)) if published is not None else of_all
        way = by_chosen_way(reader)
        note = f"{way} {of_all}" if published is not None else ""
        figures.append((say("Per inhabitant"), own, note))
    return [*figures, _total(reader)]


def _exactly(cents: int) -> Money:
    return Money(cents, 2 if cents % 100 else 0)


def _rule(split: Split) -> Message:
    """Return the rule of a split, without hundreds of payers in it."""
    method, parameters = split.variant.method, split.variant.parameters
    if method.short_rule is None or not are_many(tuple(split.cents)):
        return split.rule
    return method.short_rule(split.exact, parameters)


def background(reader: Reader) -> list[str]:
    """Return what is shared, who stays outside, and by which rule."""
    case, words = reader.case, reader.words
    language = words.language
    outside = [
        outsider.reason.in_language(language)
        for outsider in case.terms.outside
        if outsider.payer not in reader.comparison.chosen.cents
    ]
    chosen = reader.comparison.chosen
    steps = [words.of(rule) for rule in chosen.step_rules]
    # The heading says by which key; a rule of more parts, or one within steps, is said in full.
    rule = [] if is_plain(chosen) and not steps else [words.of(_rule(chosen))]
    purpose = case.agreement.purpose.in_language(language)
    changes = key_changes(case, case.used_keys, words)
    total = total_rule(case.terms, words)
    texts = (purpose, *outside, *([total] if total else []), *rule, *changes, *steps)
    return [as_sentence(text) for text in texts]

"""The decision in brief: the figures of the head, the lead, what to know before deciding, what each
pays.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.comparison.published.published_neighbours import observations
from analyysi.messages import Day, KeyName, Money, Number, PayerName, Percent, payer_names
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.pieces.tax_effect import effect_on_budget
from analyysi.report.reader import Reader
from analyysi.report.tables import Column, Row, Table


def key_figures(reader: Reader) -> list[tuple[str, str, str]]:
    """Return the figures of the head: what each is called, the figure, a note or nothing."""
    comparison, words, focus = reader.comparison, reader.words, reader.focus
    say, chosen, total = reader.say, comparison.chosen, reader.case.terms.total
    figures = [
        (
            say("Total cost"),
            words.of(Money(total.value)),
            say("assumption") if total.assumed else "",
        )
    ]
    if focus is not None:
        cents = chosen.cents[focus]
        share = words.of(Percent(Fraction(cents, total.value)))
        label = say("{payer} would pay", payer=PayerName(focus))
        figures.append((label, words.of(Money(cents)), say("{share} of the total", share=share)))
        amount = comparison.per_head(chosen, focus)
        if amount is not None:
            figures.append((say("Per inhabitant"), words.of(Money(amount, 2)), _others(reader)))
        return figures
    low_text, high_text = (words.of(Money(choose(chosen.cents.values()))) for choose in (min, max))
    span = low_text if low_text == high_text else f"{low_text} – {high_text}"
    figures.append((say("Shared by"), count(len(comparison.payers), words), span))
    head_range = comparison.head_range(chosen)
    if head_range is not None:
        low_text, high_text = (words.of(Money(amount, 2)) for _, amount in head_range)
        text = low_text if low_text == high_text else f"{low_text} – {high_text}"
        note = (
            say("the same for every payer")
            if low_text == high_text
            else say("lowest and highest payer")
        )
        figures.append((say("Per inhabitant"), text, note))
    return figures


def _others(reader: Reader) -> str:
    """Say of a share per inhabitant how it stands beside the others'."""
    head_range = reader.comparison.head_range(reader.comparison.chosen)
    if head_range is None:
        return ""
    low, high = (reader.words.of(Money(amount, 2)) for _, amount in head_range)
    if low == high:
        return reader.say("the same for every payer")
    return reader.say("from {low} to {high} among all", low=low, high=high)


def count(number: int, words: Wording) -> str:
    """Write how many share: municipalities, or payers where not all are municipalities."""
    if words.municipal:
        return words.plural("{count} municipality", "{count} municipalities", number)
    return words.plural("{count} payer", "{count} payers", number)


def lead(reader: Reader) -> list[str]:
    """Return the sentences that say what is shared, how, and what it is for the
    reader's own payer.
    """
    comparison, words = reader.comparison, reader.words
    case, say = reader.case, reader.say
    terms = case.terms
    sentences = [
        say(
            "In {year} the total cost is {total}. It is shared by {payers}.",
            year=str(terms.year),
            total=in_full(terms.total.value),
            payers=count(len(comparison.payers), words),
        ),
        words.of(comparison.chosen.rule),
        *(words.of(step.rule(parameters)) for step, parameters in case.steps),
    ]
    outside = [party.payer for party in terms.outside if party.payer not in comparison.chosen.cents]
    if outside:
        names = payer_names(outside)
        sentences.append(say("Not taking part: {names}.", names=names))
    if reader.focus is not None:
        sentences += effect_on_budget(reader, reader.focus)
    return sentences


def cautions(reader: Reader) -> list[str]:
    """Return what a reader must know before deciding: draft, assumptions, old or revised data,
    other sums.
    """
    say, terms, language = reader.say, reader.case.terms, reader.words.language
    sentences = []
    if terms.status == "draft":
        sentences.append(say("This is a draft. Nobody has decided on it."))
    trial = [reader.words.of(sentence) for sentence in reader.case.trial]
    if trial:
        sentences += [assumption.in_language(language) for assumption in terms.assumptions] + trial
    if terms.total.assumed:
        sentences.append(terms.total.source.in_language(language))
    sentences += [assumption.in_language(language) for assumption in terms.assumptions]
    if terms.method.chosen_by == "analyst":
        sentences.append(terms.method.source.in_language(language))
    sentences += _on_figures(reader)
    for seen in observations(reader.comparison):
        if seen.difference_to_chosen == 0:
            continue
        text = (
            "The share published for {payer} is {amount}, {difference} less than the share "
            "computed here."
            if seen.difference_to_chosen < 0
            else "The share published for {payer} is {amount}, {difference} more than the share "
            "computed here."
        )
        sentences.append(
            say(
                text,
                payer=PayerName(seen.published.payer),
                amount=in_full(seen.published.value),
                difference=in_full(abs(seen.difference_to_chosen), seen.published.value),
            )
        )
    # A trial says in several places of its terms that nobody has decided on it.
    return list(dict.fromkeys(sentences))


def _on_figures(reader: Reader) -> list[str]:
    """Warn of figures older than the agreement asks for, and of figures revised since."""
    say, context = reader.say, reader.context
    sentences = [
        say(
            "{key}: the figures are of {used}, although the agreement asks for those of {asked}.",
            key=KeyName(older.key),
            used=Day(older.used),
            asked=Day(older.asked),
        )
        for older in context.older
    ]
    sentences += [
        say(
            "{key}: the publisher's later figures, retrieved on {day}, differ from those used "
            "here. Payers whose "
            "figure has changed: {names}. The shares here are by the figures named in the annex.",
            key=KeyName(revision.key),
            day=Day(revision.retrieved),
            names=payer_names(revision.changed),
        )
        for revision in context.revisions
    ]
    return [text[:1].upper() + text[1:] for text in sentences]


def shares(reader: Reader) -> Table:
    """Return the table of what each pays: euros, per cent, euros per inhabitant."""
    comparison, words = reader.comparison, reader.words
    say = reader.say
    chosen, total = comparison.chosen, reader.case.terms.total.value
    heads = reader.case.heads
    columns = [Column(say("Share"), "€", marked=True), Column(say("Part of the total"), "%")]
    if heads is not None:
        columns += [Column(say("Per inhabitant"), "€"), Column(say("Inhabitants"), extra=True)]
    rows = []
    for code in comparison.payers:
        cells = [
            _euros(words, chosen.cents[code]),
            _percent(words, Fraction(chosen.cents[code], total)),
        ]
        if heads is not None:
            per_head = comparison.per_head(chosen, code)
            cells += [
                "–" if per_head is None else words.numbers.plain(per_head / 100, 2),
                "–" if code not in heads else words.of(Number(heads[code])),
            ]
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    rows.append(Row(say("Total"), _sums(reader), total=True))
    return Table(
        "shares",
        say(
            "What each payer pays in {year}: {title}",
            year=str(reader.case.terms.year),
            title=chosen.title,
        ),
        words.payer_header(),
        columns,
        rows,
        note=say("Whole euros. The sums to the cent are in the annex."),
    )


def _sums(reader: Reader) -> list[str]:
    words = reader.words
    total, heads = reader.case.terms.total.value, reader.case.heads
    sums = [_euros(words, total), _percent(words, Fraction(1))]
    if heads is not None:
        # What a payer without inhabitants pays is borne by nobody's inhabitants.
        borne = sum(
            cents for code, cents in reader.comparison.chosen.cents.items() if heads.get(code)
        )
        everybody = sum(heads.values(), Fraction(0))
        mean = words.numbers.plain(Fraction(borne) / everybody / 100, 2) if everybody else "–"
        sums += [mean, words.of(Number(everybody))]
    return sums


def _euros(words: Wording, cents: int) -> str:
    return words.numbers.plain(Fraction(cents, 100))


def _percent(words: Wording, ratio: Fraction) -> str:
    return words.numbers.plain(ratio * 100, 1)

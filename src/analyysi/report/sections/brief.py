"""What to know before deciding, and what each pays in full."""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import BESIDE_EUROS, parts_of_total
from analyysi.comparison.published.published_neighbours import observations, shown_beside
from analyysi.messages import Day, KeyName, Number, PayerName, payer_names
from analyysi.report.front import reasons
from analyysi.report.front.answer import as_sentence
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader
from analyysi.report.tables import Column, Row, Table


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
    if reader.focus is None:
        sentences += reasons.lacking(reader)
    seen_of_all = observations(reader.comparison)
    if len(seen_of_all) < len(reader.comparison.payers):
        seen_of_all = ()
    for seen in seen_of_all:
        difference = seen.published.value - shown_beside(seen, reader.comparison.chosen)
        difference = difference or seen.difference_to_chosen
        if difference == 0 or seen.published.payer == reader.focus:
            continue  # what a seat's own board has approved is its front page's heading
        text = (
            "The share published for {payer} is {amount}, {difference} less than the share "
            "computed here."
            if difference < 0
            else "The share published for {payer} is {amount}, {difference} more than the share "
            "computed here."
        )
        sentences.append(
            say(
                text,
                payer=PayerName(seen.published.payer),
                amount=in_full(seen.published.value),
                difference=in_full(abs(difference)),
            )
        )
    # A trial says in several places of its terms that nobody has decided on it.
    return list(dict.fromkeys(map(as_sentence, sentences)))


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
    shown, heads = comparison.chosen.shown, reader.case.heads
    parts = parts_of_total(shown, BESIDE_EUROS)
    columns = [Column(say("Share"), "€", marked=True), Column(say("Part of the total"), "%")]
    if heads is not None:
        columns += [Column(say("Per inhabitant"), "€"), Column(say("Inhabitants"), extra=True)]
    rows = []
    for code in comparison.payers:
        cells = [_euros(words, shown[code]), _percent(words, parts[code])]
        if heads is not None:
            per_head = comparison.per_head(comparison.chosen, code)
            cells += [
                "–" if per_head is None else words.numbers.plain(per_head / 100, 2),
                "–" if code not in heads else words.of(Number(heads[code])),
            ]
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    sums = [_euros(words, sum(shown.values())), _percent(words, sum(parts.values(), Fraction(0)))]
    rows.append(Row(say("Total"), [*sums, *_sums_of_heads(reader)], total=True))
    return Table(
        "shares",
        say(
            "What each payer pays in {year}: {title}",
            year=str(reader.case.terms.year),
            title=comparison.chosen.title,
        ),
        words.payer_header(),
        columns,
        rows,
        note=say(
            "Whole euros and per cents that make the total. The sums to the cent are in the annex."
        ),
    )


def _sums_of_heads(reader: Reader) -> list[str]:
    words, heads = reader.words, reader.case.heads
    if heads is None:
        return []
    # What a payer without inhabitants pays is borne by nobody's inhabitants.
    borne = sum(cents for code, cents in reader.comparison.chosen.cents.items() if heads.get(code))
    everybody = sum(heads.values(), Fraction(0))
    mean = words.numbers.plain(Fraction(borne) / everybody / 100, 2) if everybody else "–"
    return [mean, words.of(Number(everybody))]


def _euros(words: Wording, cents: int) -> str:
    return words.numbers.plain(Fraction(cents, 100))


def _percent(words: Wording, ratio: Fraction) -> str:
    return words.numbers.plain(ratio * 100, BESIDE_EUROS)

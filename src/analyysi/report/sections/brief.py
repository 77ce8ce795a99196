"""What to know before deciding."""

from __future__ import annotations

from analyysi.comparison.published.published_neighbours import observations, shown_beside
from analyysi.comparison.uncertain.estimated_figures import (
    cents_on_estimates,
    estimated_figures,
    part_on_estimates,
)
from analyysi.messages import (
    Day,
    KeyName,
    Listing,
    Money,
    PayerName,
    Percent,
    Value,
)
from analyysi.report.front import reasons
from analyysi.report.many_payers import names_or_count
from analyysi.report.pieces.shared_sentences import as_sentence, in_full, older_in_words
from analyysi.report.reader import Reader


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


def on_estimates(reader: Reader) -> list[str]:
    """Say which figures behind the chosen split are estimates, and how many euros are shared by
    them; nothing where none is.
    """
    estimates = estimated_figures(reader.case)
    if not estimates:
        return []
    figures: dict[str, Value] = {reader.words.of(known.figure): known.figure for known in estimates}
    sentence = reader.say(
        "Some figures are estimates: {figures} ({payers}). The shares worked out from estimates "
        "come to {amount}, {part} of the total cost, and the estimates may move the others too.",
        figures=Listing(list(figures.values())),
        payers=names_or_count(reader.words, dict.fromkeys(known.payer for known in estimates)),
        amount=Money(cents_on_estimates(reader.comparison, estimates), words=True),
        part=Percent(part_on_estimates(reader.comparison, estimates)),
    )
    return [sentence, reader.say("The sources of the estimates are in the annex.")]


def _on_figures(reader: Reader) -> list[str]:
    """Warn of estimates, of figures older than the agreement asks for, and of figures revised
    since.
    """
    say, context = reader.say, reader.context
    sentences = on_estimates(reader)
    status = reader.case.terms.status
    sentences += [reader.words.of(older_in_words(older, status)) for older in context.older]
    sentences += [
        say(
            "{key}: the publisher's later figures, retrieved on {day}, differ from those used "
            "here. Payers whose "
            "figure has changed: {names}. The shares here are by the figures named in the annex.",
            key=KeyName(revision.key),
            day=Day(revision.retrieved),
            names=names_or_count(reader.words, revision.changed),
        )
        for revision in context.revisions
    ]
    return [text[:1].upper() + text[1:] for text in sentences]

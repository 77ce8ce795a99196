"""Published shares beside the computed ones: how far they lie apart, what the search for their rule
found.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analyysi.agreement.terms import Published
from analyysi.comparison.published.published_neighbours import (
    Observation,
    observations,
    shown_beside,
)
from analyysi.messages import Listing, Money, PayerName, Percent, payer_names
from analyysi.report.blocks import Block, Bullets, Heading, Paragraph
from analyysi.report.language.wording import Wording
from analyysi.report.pieces import rule_search
from analyysi.report.pieces.shared_sentences import brought_figures, in_full
from analyysi.report.reader import Reader
from analyysi.report.sections.section import Shown
from analyysi.report.tables import NOTHING, Column, Row, Table

_EURO = 100


def section(reader: Reader) -> Shown:
    """Show the published shares beside the computed ones, and what is not known of them."""
    say, words, comparison = reader.say, reader.words, reader.comparison
    published = observations(comparison)
    payers = {observation.published.payer for observation in published}
    blocks: list[Block]
    if len(published) > 1 and payers == set(comparison.payers):
        heading = say("The published shares of all payers")
        blocks = _of_all(reader, published)
    else:
        heading, blocks = _of_each(reader, published)
    if reader.context.explanation is not None:
        blocks.append(Paragraph(rule_search.verdict(reader.context.explanation, words)))
    unknown = [text.in_language(words.language) for text in comparison.case.terms.unknown]
    if unknown:
        blocks.append(Bullets(unknown, say("What is not known")))
        brought = brought_figures(reader.case, words)
        blocks += [Paragraph(brought)] if brought else []
    return Shown(heading, blocks)


def _of_each(reader: Reader, published: Sequence[Observation]) -> tuple[str, list[Block]]:
    """Return the section's heading, and for each published share its sentences and its table."""
    blocks: list[Block] = []
    headings = [_heading(observation, reader.words) for observation in published]
    for number, (observation, heading) in enumerate(zip(published, headings, strict=True), start=1):
        if len(published) > 1:
            blocks.append(Heading(heading))
        blocks.append(Paragraph(" ".join(_sentences(reader, observation))))
        blocks.append(_ladder(reader, f"ladder-{number}", observation))
    if not published:
        return reader.say("No payer's decision on this year has been published"), blocks
    if len(published) == 1:
        return headings[0], blocks
    return reader.say("Published decisions"), blocks


def _of_all(reader: Reader, published: Sequence[Observation]) -> list[Block]:
    """Show a whole published table at once: sentences for each payer would repeat themselves."""
    payers = reader.comparison.payers
    ordered = sorted(published, key=lambda seen: payers.index(seen.published.payer))
    sentences = [
        *_publishers(ordered, reader.words),
        *_percentages(ordered, reader.words),
        _same_sums(reader, ordered),
    ]
    if reader.comparison.chosen.variant.method.is_rule:
        sentences.append(
            reader.say("The published shares have not been used in any computation of this report.")
        )
    return [Paragraph(" ".join(sentences)), _published_table(reader, ordered)]


def _publishers(published: Sequence[Observation], words: Wording) -> list[str]:
    """State who decided on the shares, and which sources name no decision."""
    bodies: dict[str, None] = {}
    payers_by_source: dict[str, list[str]] = {}
    for observation in published:
        share = observation.published
        if share.decided_by is not None:
            bodies[share.decided_by.in_language(words.language)] = None
        else:
            payers_by_source.setdefault(_source(share, words), []).append(share.payer)
    sentences = []
    if bodies:
        sentences.append(words.say("Decided by: {bodies}.", bodies=Listing(list(bodies))))
    sentences += [
        words.say(
            "The source names no decision on these shares: {payers} ({source}).",
            payers=payer_names(codes),
            source=source,
        )
        for source, codes in payers_by_source.items()
    ]
    return sentences


def _percentages(published: Sequence[Observation], words: Wording) -> list[str]:
    """State whether the published percentages agree with the sums; nothing if there are none."""
    wrong = [
        observation.published.payer
        for observation in published
        if observation.percent_agrees is False
    ]
    if wrong:
        return [
            words.say(
                "The published percentage does not agree with the sum for: {payers}.",
                payers=payer_names(wrong),
            )
        ]
    if any(observation.percent_agrees for observation in published):
        return [words.say("Every published percentage agrees with its sum.")]
    return []


def _same_sums(reader: Reader, published: Sequence[Observation]) -> str:
    """Name the splits that give every published sum exactly."""
    titles = []
    for split in reader.comparison.splits:
        if all(split in observation.equal for observation in published):
            titles.append(split.title)
    if titles:
        return reader.say("The same sums come from: {titles}.", titles=Listing(titles))
    return reader.say("None of the computed ways gives exactly these sums.")


def _published_table(reader: Reader, published: Sequence[Observation]) -> Table:
    say, words, plain = reader.say, reader.words, reader.words.numbers.plain
    known = reader.comparison.chosen.variant.method.is_rule
    columns = [
        Column(say("Published share"), reader.sign),
        Column(say("Published percentage"), "%"),
        Column(say("Part of the total"), "%"),
    ]
    if known:
        columns.append(Column(say("Chosen split against it"), reader.sign))
    rows = []
    for observation in published:
        share = observation.published
        cells = [
            words.numbers.amount(share.value),
            _as_printed(share, words),
            plain(observation.share * 100, 3),
        ]
        if known:
            difference = -observation.difference_to_chosen
            cells.append(words.numbers.amount(difference, signed=True))
        rows.append(Row(words.payer(share.payer), cells))
    caption = say("The published shares and what they are of the total")
    return Table("published", caption, words.payer_header(), columns, rows)


def _as_printed(share: Published, words: Wording) -> str:
    """Write a published percentage with as many decimals as it was printed with."""
    if share.percent is None:
        return NOTHING
    decimals = len(share.percent.partition(".")[2])
    return words.numbers.plain(Fraction(share.percent), decimals)


def _heading(observation: Observation, words: Wording) -> str:
    payer = PayerName(observation.published.payer)
    if observation.equal:
        return words.say(
            "The published share of {payer} is also the result of a way compared", payer=payer
        )
    return words.say(
        "The published share of {payer} is the result of none of the ways compared", payer=payer
    )


def _sentences(reader: Reader, observation: Observation) -> list[str]:
    words = reader.words
    published, say = observation.published, reader.say
    lines = [
        say(
            "The published share of {payer} is {amount} ({source}).",
            payer=PayerName(published.payer),
            amount=in_full(published.value),
            source=_source(published, words),
        )
        if published.decided_by is None
        else say(
            "{decided_by} has accepted the share {amount}.",
            decided_by=published.decided_by.in_language(words.language),
            amount=in_full(published.value),
        )
    ]
    if published.percent is not None:
        printed = words.numbers.percent(Fraction(published.percent) / 100, None)
        text = (
            "The published percentage {printed} agrees with the sum: it is {exact} of the total."
            if observation.percent_agrees
            else "The published percentage {printed} does not agree with the sum: it is {exact} "
            "of the total."
        )
        lines.append(say(text, printed=printed, exact=Percent(observation.share, 3)))
    if observation.equal:
        titles = Listing([split.title for split in observation.equal])
        lines.append(say("The same sum comes from: {titles}.", titles=titles))
    else:
        lines.append(say("None of the computed ways gives exactly this sum."))
    if observation.below is not None and observation.above is not None:
        lines.append(
            say(
                "Of the ways by a single key, the nearest from below is {below} ({below_amount}) "
                "and from "
                "above {above} ({above_amount}).",
                below=observation.below.title,
                below_amount=Money(observation.below.shown[published.payer], words=True),
                above=observation.above.title,
                above_amount=Money(observation.above.shown[published.payer], words=True),
            )
        )
    if reader.comparison.chosen.variant.method.is_rule:
        lines.append(
            say("The published share has not been used in any computation of this report.")
        )
    return lines


def _source(published: Published, words: Wording) -> str:
    """Return where the share was published, to stand in brackets within a sentence."""
    return published.source.in_language(words.language).rstrip(".")


def _ladder(reader: Reader, name: str, observation: Observation) -> Table:
    published, say, amount = observation.published, reader.say, reader.words.numbers.amount
    decimals = 0 if published.value % _EURO == 0 else 2
    entries = [
        (shown_beside(observation, split), reader.words.title(split.title), False)
        for split in reader.comparison.listed
        if split.variant.method.is_rule
    ]
    entries.append((published.value, say("Published share"), True))
    entries.sort(key=lambda entry: (entry[0], not entry[2]))
    rows = []
    for cents, title, marked in entries:
        less = cents - published.value
        distance = NOTHING if marked else amount(less, decimals, signed=True)
        rows.append(Row(title, [amount(cents, decimals), distance], marked))
    return Table(
        name,
        say(
            "{payer}: the published share among the computed ones", payer=PayerName(published.payer)
        ),
        say("Way of sharing"),
        [
            Column(say("Share"), reader.sign),
            Column(say("Against the published share"), reader.sign),
        ],
        rows,
    )

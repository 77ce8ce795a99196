"""Published shares beside the computed ones: how far they lie apart, what the search for their rule found."""

from __future__ import annotations

from fractions import Fraction

from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import Explanation
from analyysi.comparison.observed import Observation, observations
from analyysi.messages import Listing, Money, PayerName, Percent
from analyysi.report import explained
from analyysi.report.blocks import Block, Bullets, Heading, Paragraph
from analyysi.report.matrix import NOTHING
from analyysi.report.tables import Column, Row, Table
from analyysi.report.told import in_full
from analyysi.report.wording import Wording


def parts(comparison: Comparison, words: Wording, explanation: Explanation | None) -> tuple[str, list[Block]]:
    """Return the heading that answers, and the parts in order."""
    say = words.say
    seen = observations(comparison)
    headings = [_heading(observation, words) for observation in seen]
    found: list[Block] = []
    for number, (observation, heading) in enumerate(zip(seen, headings, strict=True), start=1):
        if len(seen) > 1:
            found.append(Heading(heading))
        found.append(Paragraph(" ".join(_told(observation, words))))
        found.append(_ladder(f"ladder-{number}", comparison, observation, words))
    if explanation is not None:
        found.append(Paragraph(explained.verdict(explanation, words)))
    unknown = [text.in_language(words.language) for text in comparison.case.terms.unknown]
    if unknown:
        found.append(Bullets(unknown, say("What is not known")))
    if not seen:
        return say("No payer's decision on this year has been published"), found
    return headings[0] if len(headings) == 1 else say("Published decisions"), found


def _heading(observation: Observation, words: Wording) -> str:
    payer = PayerName(observation.published.payer)
    if observation.equal:
        return words.say("The published share of {payer} is also the result of a way compared", payer=payer)
    return words.say("The published share of {payer} is the result of none of the ways compared", payer=payer)


def _told(observation: Observation, words: Wording) -> list[str]:
    published, say = observation.published, words.say
    lines = [
        say(
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
            else "The published percentage {printed} does not agree with the sum: it is {exact} of the total."
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
                "Of the ways by a single key, the nearest from below is {below} ({below_amount}) and from "
                "above {above} ({above_amount}).",
                below=observation.below.title,
                below_amount=Money(observation.below.cents[published.payer], words=True),
                above=observation.above.title,
                above_amount=Money(observation.above.cents[published.payer], words=True),
            )
        )
    lines.append(say("The published share has not been used in any computation of this report."))
    return lines


def _ladder(name: str, comparison: Comparison, observation: Observation, words: Wording) -> Table:
    published, say, plain = observation.published, words.say, words.numbers.plain
    entries = [(split.cents[published.payer], words.title(split.title), False) for split in comparison.plain]
    entries.append((published.value, say("Published share"), True))
    entries.sort(key=lambda entry: (entry[0], not entry[2]))
    rows = []
    for cents, way, marked in entries:
        distance = NOTHING if marked else plain(Fraction(cents - published.value, 100), signed=True)
        rows.append(Row(way, [plain(Fraction(cents, 100)), distance], marked))
    return Table(
        name,
        say("{payer}: the published share among the computed ones", payer=PayerName(published.payer)),
        say("Way of sharing"),
        [Column(say("Share"), "€"), Column(say("Against the published share"), "€")],
        rows,
    )

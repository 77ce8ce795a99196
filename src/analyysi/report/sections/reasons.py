"""Why this split: what speaks for it and against it, which ways are defensible, what holds of it
with witnesses.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.verdicts import SplitAssessment
from analyysi.messages import Message, Money, PayerName
from analyysi.report.blocks import Block, Bullets, Folded, Heading, Paragraph
from analyysi.report.pieces import verdicts
from analyysi.report.reader import Reader
from analyysi.units import UNITS


def parts(reader: Reader, ways: Sequence[SplitAssessment]) -> tuple[str, list[Block]]:
    """Return the heading that answers, and the blocks. `ways` are all of the comparison, the chosen
    one first.
    """
    comparison, words = reader.comparison, reader.words
    say = reader.say
    heading, reasons_for = _for(reader)
    reasons_against = [
        sentence
        for split in comparison.leading[1:]
        if (sentence := _who_would_gain(reader, split)) is not None
    ]
    if _nothing_on_use(comparison):
        reasons_against.append(
            say(
                "The split does not measure how much each payer uses the service; there is no "
                "figure of it."
            )
        )
    shown = [one for one in ways if one.split in comparison.leading]
    caption = say("What speaks for and against each way here")
    blocks: list[Block] = [
        Bullets(reasons_for, say("For")),
        *([Bullets(reasons_against, say("Against"))] if reasons_against else []),
        Heading(say("Which ways are defensible here")),
        Paragraph(verdicts.defensible(ways, words)),
        verdicts.for_and_against(reader, "weighed", caption, shown),
        Heading(say("Properties of the chosen split")),
        Paragraph(verdicts.properties_in_brief(ways[0], words)),
        Folded(
            say("Each property and what was found in the figures"),
            [verdicts.properties(ways[0], words)],
        ),
    ]
    return heading, blocks


def _for(reader: Reader) -> tuple[str, list[str]]:
    comparison = reader.comparison
    say, chosen = reader.say, comparison.chosen
    found, heading = (
        comparison.head_range(chosen),
        say("What speaks for the chosen split and what against it"),
    )
    reasons = [reader.case.terms.method.reason.in_language(reader.words.language)]
    if found is None:
        return heading, reasons
    (low_payer, low), (high_payer, high) = found
    low_text, high_text = (reader.words.of(Money(amount, 2, words=True)) for amount in (low, high))
    if low_text == high_text:
        heading = say(
            "In the chosen split every inhabitant counts the same: {amount}", amount=low_text
        )
        reasons.append(say("Per inhabitant every payer pays the same, {amount}.", amount=low_text))
    else:
        reasons.append(
            say(
                "Per inhabitant the share runs from {low} ({low_payer}) to {high} ({high_payer}).",
                low=low_text,
                low_payer=PayerName(low_payer),
                high=high_text,
                high_payer=PayerName(high_payer),
            )
        )
    ratios = {
        split.id: ratio for split in comparison.listed if (ratio := comparison.head_ratio(split))
    }
    if len(ratios) > 1 and min(ratios, key=lambda name: ratios[name]) == chosen.id:
        reasons.append(
            say(
                "Of the ways compared, shares per inhabitant are nearest to each other in this one."
            )
        )
    return heading, reasons


def _nothing_on_use(comparison: Comparison) -> bool:
    return not any(UNITS[key.unit].measures_use for key in comparison.case.terms.keys.values())


def _who_would_gain(reader: Reader, split: Split) -> str | None:
    differences = {
        code: reader.comparison.difference(split, code) for code in reader.comparison.payers
    }
    gainer = min(differences, key=lambda code: differences[code])
    loser = max(differences, key=lambda code: differences[code])
    if differences[gainer] == 0:
        return None
    return reader.words.title(
        Message(
            "{title}: {gainer} would pay {less} less, {loser} {more} more.",
            {
                "title": split.title,
                "gainer": PayerName(gainer),
                "less": Money(-differences[gainer], words=True),
                "loser": PayerName(loser),
                "more": Money(differences[loser], words=True),
            },
        )
    )

"""Why this split: what speaks for it and against it, which ways are defensible, what holds of it
with witnesses.
"""

from __future__ import annotations

from analyysi.comparison.compare import Comparison, Split
from analyysi.messages import Message, Money, PayerName
from analyysi.report.blocks import Block, Bullets, Folded, Heading, Paragraph
from analyysi.report.pieces import verdicts
from analyysi.report.reader import Reader
from analyysi.report.sections.section import Shown


def section(reader: Reader) -> Shown:
    """Show what speaks for the chosen split and against it, and which splits are defensible."""
    say, words, comparison = reader.say, reader.words, reader.comparison
    heading, reasons_for = _for(reader)
    reasons_against = _against(reader)
    chosen = reader.assessments[0]
    leading = [
        assessment for assessment in reader.assessments if assessment.split in comparison.leading
    ]
    caption = say("What speaks for and against each way here")
    blocks: list[Block] = [Bullets(reasons_for, say("For"))]
    if reasons_against:
        blocks.append(Bullets(reasons_against, say("Against")))
    blocks += [
        Heading(say("Which ways are defensible here")),
        Paragraph(verdicts.defensible(reader.assessments, words)),
        verdicts.for_and_against(reader, "weighed", caption, leading),
        Heading(say("Properties of the chosen split")),
        Paragraph(verdicts.properties_in_brief(chosen, words)),
        Folded(
            say("Each property and what was found in the figures"),
            [verdicts.properties(chosen, words)],
        ),
    ]
    return Shown(heading, blocks)


def _for(reader: Reader) -> tuple[str, list[str]]:
    """Return the section's heading, and what speaks for the chosen split."""
    comparison, words, say = reader.comparison, reader.words, reader.say
    head_range = comparison.head_range(comparison.chosen)
    heading = say("What speaks for the chosen split and what against it")
    reasons = [comparison.case.terms.method.reason.in_language(words.language)]
    if head_range is None:
        return heading, reasons
    (low_payer, low), (high_payer, high) = head_range
    low_text, high_text = (words.of(Money(amount, 2, words=True)) for amount in (low, high))
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
    if _most_even_per_head(comparison):
        reasons.append(
            say(
                "Of the ways compared, shares per inhabitant are nearest to each other in this one."
            )
        )
    return heading, reasons


def _most_even_per_head(comparison: Comparison) -> bool:
    """Return whether of several splits the chosen one has the lowest ratio of
    its shares per head.
    """
    ratios = {
        split.id: ratio for split in comparison.listed if (ratio := comparison.head_ratio(split))
    }
    return len(ratios) > 1 and min(ratios, key=lambda name: ratios[name]) == comparison.chosen.id


def _against(reader: Reader) -> list[str]:
    """Return what speaks against the chosen split: who would gain elsewhere, and what it leaves
    unmeasured.
    """
    gains = [_who_would_gain(reader, split) for split in reader.comparison.leading[1:]]
    reasons = [sentence for sentence in gains if sentence is not None]
    if _nothing_on_use(reader.comparison):
        reasons.append(
            reader.say(
                "The split does not measure how much each payer uses the service; there is no "
                "figure of it."
            )
        )
    return reasons


def _nothing_on_use(comparison: Comparison) -> bool:
    return not any(key.counted.measures_use for key in comparison.case.terms.keys.values())


def _who_would_gain(reader: Reader, split: Split) -> str | None:
    differences = {
        code: reader.comparison.shown_difference(split, code) for code in reader.comparison.payers
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

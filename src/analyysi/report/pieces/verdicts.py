"""Which ways are defensible here, what speaks for and against each, and what holds of the chosen
split.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.comparison.verdicts import UNEVEN, SplitAssessment, Verdict
from analyysi.messages import Listing, Number
from analyysi.report.language.wording import Wording
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def defensible(assessments: Sequence[SplitAssessment], words: Wording) -> str:
    """Say in a few sentences which ways are defensible here, which with reservations and which are
    hard to defend.
    """
    say = words.say
    titles: dict[Verdict, list[str]] = {}
    for assessment in assessments:
        titles.setdefault(assessment.verdict, []).append(words.of(assessment.split.title))
    # A title may hold an "and" of its own, so semicolons part them.
    by_verdict = {verdict: "; ".join(texts) for verdict, texts in titles.items()}
    sentences = []
    if "defensible" in by_verdict:
        sentences.append(
            say("Defensible with these figures: {titles}.", titles=by_verdict["defensible"])
        )
    else:
        sentences.append(say("None of the ways compared is defensible without reservations."))
    if "with_reservations" in by_verdict:
        sentences.append(
            say("Defensible with reservations: {titles}.", titles=by_verdict["with_reservations"])
        )
    if "hard_to_defend" in by_verdict:
        sentences.append(say("Hard to defend: {titles}.", titles=by_verdict["hard_to_defend"]))
    return " ".join(sentences)


def verdict_in_words(assessment: SplitAssessment, words: Wording) -> str:
    """Write a verdict."""
    say = words.say
    verdicts: dict[Verdict, str] = {
        "defensible": say("defensible"),
        "with_reservations": say("with reservations"),
        "hard_to_defend": say("hard to defend"),
    }
    return verdicts[assessment.verdict]


def for_and_against(
    reader: Reader,
    name: str,
    caption: str,
    assessments: Sequence[SplitAssessment],
    *,
    limits: bool = True,
) -> Table:
    """Set the verdict, a line for and a line against beside each split; `limits`: say what the
    verdicts rest on.
    """
    words = reader.words
    say = reader.say
    rows = [
        Row(
            f"{words.title(assessment.split.title)} ({verdict_in_words(assessment, words)})",
            [words.of(assessment.for_it), words.of(assessment.against_it)],
            marked=assessment.split is reader.comparison.chosen,
        )
        for assessment in assessments
    ]
    columns = [Column(say("For"), text=True), Column(say("Against"), text=True)]
    text = (
        "There are reservations also if an inhabitant of one municipality would bear over {ratio} "
        "times what an "
        "inhabitant of another bears."
        if words.municipal
        else "There are reservations also if an inhabitant of one payer would bear over {ratio} "
        "times what an "
        "inhabitant of another bears."
    )
    limit = say(text, ratio=Number(UNEVEN))
    note = say(
        "A way is hard to defend if payers with the same figures would pay differently, if one "
        "whose figures grow "
        "would pay less, or if somebody would pay less by itself, where that is known. There are "
        "reservations if two "
        "payers would change their sum by merging. The limits are this report's own. Which reason "
        "weighs more is for "
        "the board to decide."
    )
    if reader.case.heads is not None:
        note += " " + limit
    note = note if limits else ""
    return Table(name, caption, say("Way of sharing and verdict"), columns, rows, note=note)


def properties_in_brief(chosen: SplitAssessment, words: Wording) -> str:
    """Say in a sentence or two which properties hold of the chosen split and which do not."""
    say = words.say
    titles: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for finding in chosen.findings:
        titles[finding.holds].append(words.of(PROPERTIES[finding.name].title))
    sentences = []
    if titles[True]:
        sentences.append(
            say(
                "These hold in the figures of this report: {titles}.",
                titles=_quoted(titles[True], words),
            )
        )
    if titles[False]:
        sentences.append(say("These do not: {titles}.", titles=_quoted(titles[False], words)))
    if not sentences:  # of published sums without a known rule none can be looked for
        return words.of(chosen.findings[0].evidence)
    return " ".join(sentences)


def _quoted(titles: list[str], words: Wording) -> Listing:
    return Listing([words.quoted(title) for title in titles])


def properties(chosen: SplitAssessment, words: Wording) -> Table:
    """Say of each property whether it holds of the chosen split, with its witness."""
    say = words.say
    answers = {True: say("yes"), False: say("no"), None: NOTHING}
    rows = [
        Row(
            words.of(PROPERTIES[finding.name].title),
            [answers[finding.holds], words.of(finding.evidence)],
        )
        for finding in chosen.findings
    ]
    columns = [
        Column(say("Holds"), text=True),
        Column(say("What was found in the figures"), text=True),
    ]
    note = say(
        "Each property has been looked for in the figures of this report. One that fails has an "
        "example."
    )
    return Table(
        "properties",
        say("What holds of the chosen split"),
        say("Property"),
        columns,
        rows,
        note=note,
    )

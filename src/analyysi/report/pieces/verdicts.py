"""What speaks for and against each way, and what holds of the chosen split."""

from __future__ import annotations

from analyysi.allocation.properties.payers_to_try import number_tried
from analyysi.allocation.properties.property_table import PROPERTIES
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def for_and_against(reader: Reader) -> Table:
    """Set a line for and a line against beside each way. No verdict stands there: nobody voted on
    the limits that one would rest on.
    """
    words, say = reader.words, reader.say
    rows = [
        Row(
            words.title(assessment.split.title),
            [words.of(assessment.for_it), words.of(assessment.against_it)],
            marked=assessment.split is reader.comparison.chosen,
        )
        for assessment in reader.assessments
    ]
    columns = [Column(say("For"), text=True), Column(say("Against"), text=True)]
    caption = say("What speaks for and against each way here")
    note = say("Which reason weighs more is for the board to decide.")
    return Table("weighed", caption, say("Way of sharing"), columns, rows, note=note)


def properties(reader: Reader) -> Table:
    """Say of each property whether it holds of the chosen split, with its witness."""
    words, chosen = reader.words, reader.assessments[0]
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
        "example. A dash: it does not apply, or it is neither proved nor refuted."
    )
    payers = len(reader.comparison.payers)
    if number_tried(payers) < payers:
        note += " " + say(
            "Of the {payers} payers, the {tried} with the largest and the smallest shares were "
            "tried where one payer or two are changed.",
            payers=str(payers),
            tried=str(number_tried(payers)),
        )
    return Table(
        "properties",
        say("What holds of the chosen split"),
        say("Property"),
        columns,
        rows,
        note=note,
    )

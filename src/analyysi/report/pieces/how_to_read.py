"""How to read the annex, in a few lines."""

from __future__ import annotations

from analyysi.report.blocks import Bullets, Folded
from analyysi.report.many_payers import are_many
from analyysi.report.reader import Reader


def how_to_read(reader: Reader) -> Folded:
    """Return what a reader without statistics needs to know of the tables."""
    say = reader.say
    lines = [
        _order(reader),
        say(
            "Whole euros make the total. A change is worked out from cents and rounded by itself: "
            "it may miss the difference of two sums in whole euros by a euro."
        ),
        say("An assumption is always called one. What nobody knows is said too."),
    ]
    if are_many(reader.comparison.payers):
        lines.append(
            say(
                "A table that says it shows those at both ends has those with the largest and the "
                "smallest figures of each column; of equal figures, the first. If the report's "
                "Excel workbook did not come along, ask whoever made the report for it."
            )
        )
    return Folded(say("How to read the annex"), [Bullets(lines)])


def _order(reader: Reader) -> str:
    say = reader.say
    if reader.focus is None:
        return say("Payers are always in the same order, the largest share first.")
    if reader.words.municipal:
        return say(
            "Payers are always in the same order. Your own municipality is marked by bold type."
        )
    return say("Payers are always in the same order. Your own is marked by bold type.")

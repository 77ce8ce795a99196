"""How to read the report, for board members, in ten lines."""

from __future__ import annotations

from analyysi.messages import Number
from analyysi.report.blocks import Bullets, Folded
from analyysi.report.reader import Reader


def how_to_read(reader: Reader) -> Folded:
    """Return ten lines for a reader who has ten minutes and no statistics."""
    say = reader.say
    lines = [
        say("The front page is enough for a decision. What follows it is for whoever checks."),
        say(
            "A share is what one payer pays of the total cost. The shares always sum to the total."
        ),
        say(
            "An allocation key is the figure by which the cost is shared, for instance the "
            "population."
        ),
        say(
            "The body shows {count} ways of sharing. All are in the annex.",
            count=Number(len(reader.comparison.leading)),
        ),
        say("The chosen way is always blue and filled, and stands first in every table."),
        say("Payers are always in the same order, the largest share first.")
        if reader.focus is None
        else say(
            "Payers are always in the same order. Your own municipality is marked by bold type."
        )
        if reader.words.municipal
        else say("Payers are always in the same order. Your own is marked by bold type."),
        say(
            "Euros are whole in the body and to the cent in the annex. The whole euros make the "
            "total, and a change is the difference of two of them: it may miss that of the cents "
            "by a euro."
        ),
        say("An assumption is always called one. What nobody knows is said too."),
        say(
            "For and against are from the same figures. What weighs more is for the board to "
            "decide."
        ),
        say(
            "The annex is for whoever checks: figures, sources, formulas, and how to recompute "
            "every cent."
        ),
    ]
    return Folded(say("How to read this report"), [Bullets(lines)])

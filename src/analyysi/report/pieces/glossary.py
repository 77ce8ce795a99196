"""The words of the report that a reader may not know, each in a sentence."""

from __future__ import annotations

from analyysi.report.blocks import Fact, Facts
from analyysi.report.reader import Reader


def glossary(reader: Reader) -> Facts:
    """Return the words and what each means here; only those that the report uses."""
    say, case = reader.say, reader.case
    facts = [
        (say("Total cost"), say("The sum that is shared among the payers in a year.")),
        (say("Share"), say("What one payer pays of the total cost.")),
        (
            say("Allocation key"),
            say("The figure in proportion to which a cost or a part of it is shared."),
        ),
        (
            say("Way of sharing"),
            say("The rule that makes shares of the total cost, for instance by a key or equally."),
        ),
        (
            say("Mix"),
            say("A way that shares one part of the cost by one rule and the rest by others."),
        ),
        (
            say("Reference date"),
            say(
                "The day whose figure is used, for instance the population on the last of December."
            ),
        ),
    ]
    if case.rounding.by_remainder:
        facts.append(
            (
                say("Remainder"),
                say("What is left of an exact share when it is rounded down to whole cents."),
            )
        )
    if case.heads is not None:
        facts.append(
            (
                say("Gini coefficient"),
                say(
                    "A measure of unevenness: 0 when all bear the same, and nearer to 1 the fewer "
                    "bear it all."
                ),
            )
        )
        facts.append(
            (
                say("Lorenz curve"),
                say(
                    "A line that tells how large a part of the cost the least burdened part of "
                    "the inhabitants bears."
                ),
            )
        )
    if case.terms.burden is not None:
        facts.append(
            (
                say("Tenth of a tax point"),
                say(
                    "What the municipality's income tax would bring in if its rate were 0.1 "
                    "percentage points higher."
                ),
            )
        )
    if case.problem.game is not None:
        facts.append(
            (
                say("Cooperative game"),
                say("A model in which every group of payers has a cost of its own."),
            )
        )
    if case.problem.claims:
        facts.append((say("Claim"), say("The most that a payer would pay.")))
    facts.append(
        (
            say("Fingerprint"),
            say(
                "A code worked out from the input files and results: the same code, the same cents."
            ),
        )
    )
    return Facts([Fact(label, text) for label, text in facts])

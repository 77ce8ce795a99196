"""Pieces of what is told in more than one paper: the units of figures, and how shares are rounded."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.comparison.case import Case
from analyysi.messages import Money
from analyysi.report.wording import Wording


def units(words: Wording) -> Mapping[str, str]:
    """Return every unit of a key, to its name in the reader's language."""
    say = words.say
    return {
        "inhabitants": say("inhabitants"),
        "thousand_euros": say("thousand euros"),
        "euros": say("euros"),
        "persons": say("persons"),
        "workstations": say("workstations"),
        "hours": say("hours"),
        "square_km": say("square kilometres"),
    }


def rounding_rule(case: Case, words: Wording) -> list[str]:
    """Return the sentences that say how exact shares become money, and by which rule ties are settled."""
    say, rule = words.say, case.rounding
    return [
        say(
            "Shares are exact fractions and are rounded once, to {unit}, by the {rule}.",
            unit=Money(case.terms.rounding.unit, 2, words=True),
            rule=rule.title,
        ),
        words.of(rule.rule),
        say("Equal remainders are settled by ascending code.")
        if rule.name == "largest_remainder"
        else say("Ties go by ascending code."),
    ]

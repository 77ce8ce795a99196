"""Whether the analyst's own rules give the same whenever they are asked."""

from __future__ import annotations

from analyysi.comparison.case import Case
from analyysi.errors import AllocationError


def check_steady(case: Case) -> None:
    """Ask each of the analyst's own rules twice for the same, and refuse one that answers otherwise
    the second time: its report could never be computed again.

    A rule that is not defined on the case's figures is left to the comparison.

    Raises
    ------
    AllocationError
        Names the rule, a payer and its two numbers.
    """
    parties = {party.code: party for party in case.agreement.parties}
    for rule in case.additions.methods:
        try:
            first = rule.compute(case.problem, rule.key, parties)
        except AllocationError:
            continue
        second = rule.compute(case.problem, rule.key, parties)
        for code, number in first.items():
            if second[code] != number:
                name = parties[code].name.main if code in parties else code
                raise AllocationError(
                    "The rule '{title}' answers differently each time it is asked: it gave "
                    "{name} {first} and then {second}. A report must come out the same "
                    "whenever it is computed: leave out random numbers, the clock and "
                    "whatever the rule changes outside itself, or fix the random seed inside "
                    "it.",
                    title=rule.title,
                    name=name,
                    first=f"{float(number):.17g}",
                    second=f"{float(second[code]):.17g}",
                )

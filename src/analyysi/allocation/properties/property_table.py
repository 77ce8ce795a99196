"""Properties of a split, looked for on the case at hand: each holds, fails with a witness, or does
not apply.

A property that a method has in general may still fail after rounding, and one that it lacks in
general may hold on these figures. So nothing is copied from a table of methods: every property is
tried, and the report says what was found. What is tried on exact shares is said of exact shares;
what depends on the rounding is in `other_totals`.

Among up to forty payers every payer and every pair is tried; pairs of hundreds would be tens of
thousands of splits. Of more, the payers with the eight largest and the eight smallest shares are
tried, and of these as pairs the neighbours in rank, who are the most alike, and the largest with
the smallest, the second with the last but one and so on, who are the least alike.

A payer's figures are its keys, its claims and what acting alone would cost it; they change
together.

The definitions are those of Young (1985, 1994), Moulin (2002) and Balinski & Young (1982), for
costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from analyysi.allocation.cost_games.core import core_objection
from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.changed_games import LARGEST_CHANGED
from analyysi.allocation.properties.changed_problems import (
    backwards,
    in_other_units,
    over_one,
    with_a_euro_more_alone,
    with_equals,
    with_grown,
    with_merged,
    with_one_more,
)
from analyysi.allocation.properties.other_totals import (
    adds_up_over_budgets,
    grows_with_the_total,
)
from analyysi.allocation.properties.payers_to_try import largest_change, pairs, tried
from analyysi.allocation.properties.procedure import Finding, Present, Procedure
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, PayerName, Percent, Value

_GROWTHS = (Fraction(1, 100), Fraction(1, 10), Fraction(1))
"""By how much a payer's figures are let grow: a hundredth, a tenth, to twice."""

_EURO = 100
_LARGE = Fraction(1, 100)
"""A change of one inhabitant that moves a share by more than this part of the total is a jump."""


@dataclass(frozen=True)
class Property:
    """A row of `PROPERTIES`: its question to a board, and the search."""

    name: str
    title: Message
    look: Callable[[Present], Finding]
    changes: bool = True
    """Whether the problem is changed to look for it."""
    of_given_figures: bool = False
    """Whether it is the figures that are changed: those that are given, where a split is shared by
    figures made of them.
    """


def findings(
    problem: Problem,
    split: Procedure,
    given: Present | None = None,
    properties: Iterable[Property] | None = None,
) -> tuple[Finding, ...]:
    """Look for some properties, or for every one of `PROPERTIES`; a search that the method is not
    defined for does not apply.

    `given` is the same split of the figures that those of `problem` are made of, if there are such.
    """
    present = Present(over_one(problem), split)
    findings_ = []
    for row in PROPERTIES.values() if properties is None else properties:
        if row.changes and not split.is_rule:
            findings_.append(
                Finding(row.name, None, Message("The rule behind the published sums is not known."))
            )
            continue
        try:
            known = given if given is not None and row.of_given_figures else present
            findings_.append(row.look(known))
        except AllocationError:
            findings_.append(Finding(row.name, None, _not_defined(present)))
    return tuple(findings_)


def _not_defined(present: Present) -> Message:
    """Say why a split is not defined for what a property changes."""
    game = present.problem.game
    if game is not None:
        try:
            present.split.exact(replace(present.problem, game=None))
        except AllocationError:
            if len(game.players) > LARGEST_CHANGED:
                return Message(
                    "There are too many payers for what every group would cost to be changed and "
                    "tried."
                )
            return Message(
                "What the groups would cost apart says nothing of another sum or of other payers."
            )
    return Message("The split is not defined for another sum, other payers or other figures.")


def grows_with_its_figures(present: Present) -> Finding:
    """A payer whose figures grow, all else equal, does not pay less (monotonicity in the key)."""
    problem, split, before = present.problem, present.split, present.exact
    for code in tried(problem, before.numerators):
        for growth in _GROWTHS:
            after = split.exact(with_grown(problem, code, 1 + growth))
            if before[code] - after[code] > split.noise * problem.total:
                evidence = Message(
                    "If the figures of {payer} grew by {percent}, its exact share would fall by "
                    "{amount}.",
                    {
                        "payer": PayerName(code),
                        "percent": Percent(growth, 0),
                        "amount": Money(before[code] - after[code], 2),
                    },
                )
                return Finding("grows_with_its_figures", False, evidence)
    return Finding(
        "grows_with_its_figures",
        True,
        Message(
            "If a payer's figures grew by 1, 10 or 100 per cent, its exact share would not fall."
        ),
    )


def no_gain_by_merging(present: Present) -> Finding:
    """No two payers change what they pay by paying as one (no gain by merging or splitting)."""
    problem, split = present.problem, present.split
    if len(problem.payers) < 3:
        reason = Message("There are too few payers to count two of them as one.")
        return Finding("no_gain_by_merging", None, reason)
    before = present.exact
    worst = Fraction(0)
    unnamed = [pair for pair in pairs(problem, present.cents) if split.named.isdisjoint(pair)]
    if not unnamed:
        reason = Message(
            "The rule names the payers: what two of them would pay as one is not agreed."
        )
        return Finding("no_gain_by_merging", None, reason)
    for first, second in unnamed:
        # Of exact shares: what rounding does to a payer of two is no gain of the rule.
        after = split.exact(with_merged(problem, first, second))
        gain = before[first] + before[second] - after[first]
        if abs(gain) > max(Fraction(2 * split.unit), abs(worst)):
            worst = gain
    if not worst:
        evidence = Message("Two payers counted as one would pay the same, beyond the rounding.")
        return Finding("no_gain_by_merging", True, evidence)
    # Without names: who is named beside a merger would read it as a proposal.
    evidence = Message(
        "Two payers counted as one would pay up to {amount} less together."
        if worst > 0
        else "Two payers counted as one would pay up to {amount} more together.",
        {"amount": Money(abs(worst), 0 if abs(worst) >= _EURO else 2)},
    )
    return Finding("no_gain_by_merging", False, evidence)


def stable_when_one_withdraws(present: Present) -> Finding:
    """When one leaves and takes its share along, nobody else's share changes (consistency)."""
    problem, split = present.problem, present.split
    if len(problem.payers) < 3:
        reason = Message("There are too few payers for one of them to withdraw.")
        return Finding("stable_when_one_withdraws", None, reason)
    exact, least = present.exact, split.noise * problem.total
    worst: tuple[Fraction, str, str] | None = None
    for code in tried(problem, exact.numerators):
        after = split.exact(problem.without({code}, problem.total - exact[code]))
        if code in after:
            continue  # a step makes it pay by name: it cannot withdraw with its share
        affected, change = largest_change(exact, after, after)
        if abs(change) > least and (worst is None or abs(change) > abs(worst[0])):
            worst = (change, code, affected)
    if worst is None:
        evidence = Message(
            "If one withdrew with its exact share, the exact shares of the others would stay."
        )
        return Finding("stable_when_one_withdraws", True, evidence)
    change, code, affected = worst
    evidence = Message(
        "If {one} withdrew with its share, {other} would pay {amount}.",
        {
            "one": PayerName(code),
            "other": PayerName(affected),
            "amount": Money(change, 2, signed=True),
        },
    )
    return Finding("stable_when_one_withdraws", False, evidence)


def independent_of_order_and_units(present: Present) -> Finding:
    """Neither the order of the payers nor the unit of the figures matters."""
    problem, split, before = present.problem, present.split, present.cents
    for code, sum_ in split.cents(backwards(problem)).items():
        if sum_ != before[code]:
            evidence = Message(
                "In another order of the payers, {payer} would pay another sum.",
                {"payer": PayerName(code)},
            )
            return Finding("independent_of_order_and_units", False, evidence)
    for code, sum_ in split.cents(in_other_units(problem)).items():
        if sum_ != before[code]:
            evidence = Message(
                "In another unit of the figures, {payer} would pay another sum.",
                {"payer": PayerName(code)},
            )
            return Finding("independent_of_order_and_units", False, evidence)
    evidence = Message(
        "Neither the order of the payers nor the unit of the figures changes any sum."
    )
    return Finding("independent_of_order_and_units", True, evidence)


def equals_pay_equally(present: Present) -> Finding:
    """Two payers with the same figures pay the same, but for the last unit of the rounding (equal
    treatment).
    """
    least = present.split.noise * present.problem.total
    for first, second in pairs(present.problem, present.exact.numerators):
        alike = Present(with_equals(present.problem, first, second), present.split)
        exact, cents = alike.exact, alike.cents
        uneven = abs(exact[first] - exact[second]) > least
        if uneven or abs(cents[first] - cents[second]) > present.split.unit:
            evidence = Message(
                "If {other} had the figures of {one}, it would still pay {amount} compared with "
                "it.",
                {
                    "one": PayerName(first),
                    "other": PayerName(second),
                    "amount": Money(exact[second] - exact[first], 2, signed=True),
                },
            )
            return Finding("equals_pay_equally", False, evidence)
    evidence = Message(
        "Payers with the same figures would pay the same, but for the last unit of the rounding."
    )
    return Finding("equals_pay_equally", True, evidence)


def no_jumps(present: Present) -> Finding:
    """One unit more in a payer's figures moves no share far (continuity); the largest move is
    shown.

    A unit of what acting alone costs is a euro.
    """
    problem, split = present.problem, present.split
    if not problem.keys and problem.game is None:
        return Finding("no_jumps", None, Message("No figure of a payer is used."))
    before = present.exact
    worst, mover = Fraction(0), problem.payers[0]
    for code in tried(problem, before.numerators):
        changed = [with_one_more(problem, name, code) for name in problem.keys]
        changed += [with_a_euro_more_alone(problem, code)] if problem.game is not None else []
        for varied in changed:
            after = split.exact(varied)
            _, change = largest_change(before, after, problem.payers)
            if abs(change) > worst:
                worst, mover = abs(change), code
    values: dict[str, Value] = {"payer": PayerName(mover), "amount": Money(worst, 2)}
    if worst > problem.total * _LARGE:
        evidence = Message(
            "One unit more in the figures of {payer} would move a share by {amount}.", values
        )
        return Finding("no_jumps", False, evidence)
    evidence = Message(
        "One unit more in a payer's figures moves no exact share by more than {amount}.", values
    )
    return Finding("no_jumps", True, evidence)


def no_group_pays_more_than_apart(present: Present) -> Finding:
    """No payer and no group of payers pays more than it would by itself (stand-alone and core;
    Gillies 1959).
    """
    name, game = "no_group_pays_more_than_apart", present.problem.game
    if game is None:
        evidence = Message(
            "It is not known what the payers would pay by themselves, and no cost is made up."
        )
        return Finding(name, None, evidence)
    objection = core_objection(game, present.exact.among(game.players))
    holds = objection is None
    if objection is None:
        objection = core_objection(game, {code: present.cents[code] for code in game.players})
    if objection is None:
        return Finding(name, True, Message("No payer and no group would pay less by itself."))
    values: dict[str, Value] = {
        "amount": Money(objection.complaint, 2),
        "payers": Listing([PayerName(code) for code in objection.coalition]),
    }
    text = (
        "By exact shares no payer and no group would pay less by itself. Because of the rounding "
        "these would, by {amount}: {payers}."
        if holds
        else "By themselves these would pay {amount} less: {payers}."
    )
    return Finding(name, holds, Message(text, values))


GROWS_WITH_ITS_FIGURES = Property(
    "grows_with_its_figures",
    Message("Who grows does not pay less"),
    grows_with_its_figures,
    of_given_figures=True,
)
GROWS_WITH_THE_TOTAL = Property(
    "grows_with_the_total",
    Message("When the total grows, nobody pays less"),
    grows_with_the_total,
)
ADDS_UP_OVER_BUDGETS = Property(
    "adds_up_over_budgets", Message("Budgets shared one by one add up"), adds_up_over_budgets
)
NO_GAIN_BY_MERGING = Property(
    "no_gain_by_merging",
    Message("Counting two payers as one changes nothing"),
    no_gain_by_merging,
    of_given_figures=True,
)
STABLE_WHEN_ONE_WITHDRAWS = Property(
    "stable_when_one_withdraws",
    Message("The others' shares stay when one withdraws"),
    stable_when_one_withdraws,
)
INDEPENDENT_OF_ORDER_AND_UNITS = Property(
    "independent_of_order_and_units",
    Message("Order and units do not matter"),
    independent_of_order_and_units,
)
EQUALS_PAY_EQUALLY = Property(
    "equals_pay_equally",
    Message("Equals pay equally"),
    equals_pay_equally,
    of_given_figures=True,
)
NO_GROUP_PAYS_MORE_THAN_APART = Property(
    "no_group_pays_more_than_apart",
    Message("No group pays more than by itself"),
    no_group_pays_more_than_apart,
    changes=False,
)
NO_JUMPS = Property(
    "no_jumps",
    Message("Small changes move shares a little"),
    no_jumps,
    of_given_figures=True,
)

PROPERTIES: dict[str, Property] = {
    row.name: row
    for row in (
        GROWS_WITH_ITS_FIGURES,
        GROWS_WITH_THE_TOTAL,
        ADDS_UP_OVER_BUDGETS,
        NO_GAIN_BY_MERGING,
        STABLE_WHEN_ONE_WITHDRAWS,
        INDEPENDENT_OF_ORDER_AND_UNITS,
        EQUALS_PAY_EQUALLY,
        NO_GROUP_PAYS_MORE_THAN_APART,
        NO_JUMPS,
    )
}
"""Every property by its name, in the order of a report."""

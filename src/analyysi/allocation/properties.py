"""Properties of a split, looked for on the case at hand: each holds, fails with a witness, or does not apply.

A property that a method has in general may still fail after rounding, and one that it lacks in general may hold on
these figures. So nothing is copied from a table: every property is tried, and what was found is told. Among more than
forty payers the witness is looked for with the eight largest and the eight smallest shares: pairs of hundreds would be
tens of thousands of splits.

The definitions are those of Young (1985, 1994), Moulin (2002) and Balinski & Young (1982), for costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from analyysi.allocation.core import core_objection
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, PayerName, Value

Exact = Callable[[Problem], Mapping[str, Fraction]]
"""A method with its parameters and steps: a problem to exact cents per payer."""

Cents = Callable[[Problem], Mapping[str, int]]
"""The same, rounded."""

_GROWTHS = (Fraction(1, 100), Fraction(1, 10), Fraction(1))
"""By how much a payer's figures are let grow: a hundredth, a tenth, to twice."""

_PARTS = (Fraction(1, 2), Fraction(3, 5), Fraction(9, 10), Fraction(1, 100))
_ALL = 40
_EXTREMES = 8
"""Of more payers than `_ALL`, a witness is looked for among this many of the largest and of the smallest shares."""

_LARGE = Fraction(1, 100)
"""A change of one inhabitant that moves a share by more than this part of the total is a jump."""


@dataclass(frozen=True)
class Split:
    """A way to share, exact and rounded, and the unit in cents it is rounded to."""

    exact: Exact
    cents: Cents
    unit: int = 1


@dataclass(frozen=True)
class Finding:
    """What was found of one property. `holds` is None where it does not apply; `told` is the witness or the reason."""

    name: str
    holds: bool | None
    told: Message


@dataclass(frozen=True)
class Property:
    """A row of `PROPERTIES`: its question to a board, and the search."""

    name: str
    title: Message
    look: Callable[[Problem, Split], Finding]


def findings(problem: Problem, split: Split) -> tuple[Finding, ...]:
    """Look for every property of `PROPERTIES`; a search that the method is not defined for does not apply."""
    found = []
    for row in PROPERTIES.values():
        try:
            found.append(row.look(problem, split))
        except AllocationError as error:
            reason = Message("The split is not defined there: {reason}", {"reason": str(error)})
            found.append(Finding(row.name, None, reason))
    return tuple(found)


def grows_with_its_figures(problem: Problem, split: Split) -> Finding:
    """A payer whose figures grow, all else equal, does not pay less (monotonicity in the key)."""
    before = split.exact(problem)
    for code in _tried(problem, before):
        for growth in _GROWTHS:
            grown = _with_figures(problem, {code: 1 + growth})
            after = split.exact(grown)
            if after[code] < before[code]:
                told = Message(
                    "If the figures of {payer} grew, it would pay {amount} less.",
                    {"payer": PayerName(code), "amount": Money(before[code] - after[code], 2)},
                )
                return Finding("grows_with_its_figures", False, told)
    return Finding("grows_with_its_figures", True, Message("No payer whose figures grow would pay less."))


def grows_with_the_total(problem: Problem, split: Split) -> Finding:
    """When the total grows by one unit, nobody pays less (house monotonicity; its failure is the Alabama paradox)."""
    before = split.cents(problem)
    for more in (split.unit, 10 * split.unit, 100 * split.unit, 1000 * split.unit):
        after = split.cents(replace(problem, total=problem.total + more))
        for code in problem.payers:
            if after[code] < before[code]:
                told = Message(
                    "If the total grew by {more}, {payer} would pay {amount} less, because of the rounding.",
                    {
                        "more": Money(more, 2),
                        "payer": PayerName(code),
                        "amount": Money(before[code] - after[code], 2),
                    },
                )
                return Finding("grows_with_the_total", False, told)
    return Finding("grows_with_the_total", True, Message("When the total grows, no payer pays less."))


def adds_up_over_budgets(problem: Problem, split: Split) -> Finding:
    """Two budgets shared one by one cost each payer what they cost together (additivity)."""
    whole = split.cents(problem)
    exact = split.exact(problem)
    for part in _PARTS:
        first = Fraction(int(problem.total * part) // split.unit * split.unit)
        one, two = replace(problem, total=first), replace(problem, total=problem.total - first)
        exact_one, exact_two = split.exact(one), split.exact(two)
        rounding = all(exact_one[code] + exact_two[code] == exact[code] for code in exact)
        cents_one, cents_two = split.cents(one), split.cents(two)
        for code in whole:
            apart = cents_one[code] + cents_two[code]
            if apart != whole[code]:
                values: dict[str, Value] = {
                    "payer": PayerName(code),
                    "first": Money(int(first)),
                    "second": Money(int(problem.total - first)),
                    "amount": Money(apart - whole[code], 2, signed=True),
                }
                text = (
                    "In two budgets of {first} and {second}, {payer} would pay {amount}, because of the rounding alone."
                    if rounding
                    else "In two budgets of {first} and {second}, {payer} would pay {amount}."
                )
                return Finding("adds_up_over_budgets", False, Message(text, values))
    told = Message("Two budgets shared one by one cost every payer the same as together.")
    return Finding("adds_up_over_budgets", True, told)


def no_gain_by_merging(problem: Problem, split: Split) -> Finding:
    """No two payers change what they pay by paying as one (no gain by merging or splitting)."""
    if len(problem.payers) < 3:
        reason = Message("There are too few payers for two of them to merge.")
        return Finding("no_gain_by_merging", None, reason)
    before = split.cents(problem)
    worst: tuple[int, str, str] | None = None
    for one, other in combinations(_tried(problem, before), 2):
        after = split.cents(_merged(problem, one, other))
        gain = before[one] + before[other] - after[one]
        if abs(gain) > 2 * split.unit and (worst is None or abs(gain) > abs(worst[0])):
            worst = (gain, one, other)
    if worst is None:
        told = Message("No two payers would pay more or less by merging, beyond the rounding.")
        return Finding("no_gain_by_merging", True, told)
    gain, one, other = worst
    values: dict[str, Value] = {"one": PayerName(one), "other": PayerName(other), "amount": Money(abs(gain))}
    if gain > 0:
        told = Message("If {one} and {other} merged, they would pay {amount} less.", values)
    else:
        told = Message("If {one} and {other} merged, they would pay {amount} more.", values)
    return Finding("no_gain_by_merging", False, told)


def stable_when_one_withdraws(problem: Problem, split: Split) -> Finding:
    """When one leaves and takes its share along, nobody else's share changes (consistency)."""
    if len(problem.payers) < 3:
        reason = Message("There are too few payers for one of them to withdraw.")
        return Finding("stable_when_one_withdraws", None, reason)
    exact = split.exact(problem)
    worst: tuple[Fraction, str, str] | None = None
    for code in _tried(problem, exact):
        after = split.exact(problem.without({code}, problem.total - exact[code]))
        for other, amount in after.items():
            change = amount - exact[other]
            if change and (worst is None or abs(change) > abs(worst[0])):
                worst = (change, code, other)
    if worst is None:
        told = Message("If one withdrew with its share, the others would pay what they pay now.")
        return Finding("stable_when_one_withdraws", True, told)
    change, code, other = worst
    told = Message(
        "If {one} withdrew with its share, {other} would pay {amount}.",
        {"one": PayerName(code), "other": PayerName(other), "amount": Money(change, 2, signed=True)},
    )
    return Finding("stable_when_one_withdraws", False, told)


def independent_of_order_and_units(problem: Problem, split: Split) -> Finding:
    """Neither the order of the payers nor the unit of the figures matters."""
    before = dict(split.cents(problem))
    backwards = replace(problem, payers=tuple(reversed(problem.payers)))
    scaled = replace(
        problem,
        keys={name: {code: weight * 1000 for code, weight in key.items()} for name, key in problem.keys.items()},
    )
    for code, sum_ in split.cents(backwards).items():
        if sum_ != before[code]:
            told = Message("In another order of the payers, {payer} would pay another sum.", {"payer": PayerName(code)})
            return Finding("independent_of_order_and_units", False, told)
    for code, sum_ in split.cents(scaled).items():
        if sum_ != before[code]:
            told = Message("In another unit of the figures, {payer} would pay another sum.", {"payer": PayerName(code)})
            return Finding("independent_of_order_and_units", False, told)
    told = Message("Neither the order of the payers nor the unit of the figures changes any sum.")
    return Finding("independent_of_order_and_units", True, told)


def equals_pay_equally(problem: Problem, split: Split) -> Finding:
    """Two payers with the same figures pay the same, but for the last unit of the rounding (equal treatment)."""
    for one, other in combinations(_tried(problem, split.exact(problem)), 2):
        alike = _alike(problem, one, other)
        exact, cents = split.exact(alike), split.cents(alike)
        if exact[one] != exact[other] or abs(cents[one] - cents[other]) > split.unit:
            told = Message(
                "If {other} had the figures of {one}, it would still pay {amount} compared with it.",
                {
                    "one": PayerName(one),
                    "other": PayerName(other),
                    "amount": Money(exact[other] - exact[one], 2, signed=True),
                },
            )
            return Finding("equals_pay_equally", False, told)
    told = Message("Payers with the same figures would pay the same, but for the last unit of the rounding.")
    return Finding("equals_pay_equally", True, told)


def no_jumps(problem: Problem, split: Split) -> Finding:
    """One unit more in a payer's figures moves no share far (continuity); the largest move is told."""
    if not problem.keys:
        return Finding("no_jumps", None, Message("No figure of a payer is used."))
    before = split.exact(problem)
    worst, mover = Fraction(0), problem.payers[0]
    for code in _tried(problem, before):
        for name in problem.keys:
            after = split.exact(_one_more(problem, name, code))
            largest = max(abs(after[other] - before[other]) for other in problem.payers)
            if largest > worst:
                worst, mover = largest, code
    values: dict[str, Value] = {"payer": PayerName(mover), "amount": Money(worst, 2)}
    if worst > problem.total * _LARGE:
        told = Message("One unit more in the figures of {payer} would move a share by {amount}.", values)
        return Finding("no_jumps", False, told)
    told = Message("One unit more in a payer's figures moves no share by more than {amount}.", values)
    return Finding("no_jumps", True, told)


def no_group_pays_more_than_apart(problem: Problem, split: Split) -> Finding:
    """No payer and no group of payers pays more than it would by itself (stand-alone and core; Gillies 1959)."""
    name, game = "no_group_pays_more_than_apart", problem.game
    if game is None:
        told = Message("It is not known what the payers would pay by themselves, and no cost is made up.")
        return Finding(name, None, told)
    amounts = split.exact(problem)
    objection = core_objection(game, {code: amounts[code] for code in game.players})
    if objection is None:
        return Finding(name, True, Message("No payer and no group would pay less by itself."))
    told = Message(
        "By themselves these would pay {amount} less: {payers}.",
        {
            "amount": Money(objection.complaint, 2),
            "payers": Listing([PayerName(code) for code in objection.coalition]),
        },
    )
    return Finding(name, False, told)


def _tried(problem: Problem, shares: Mapping[str, Fraction | int]) -> list[str]:
    """Return the payers to try, in their order: all, or of many those with the largest and the smallest shares."""
    if len(problem.payers) <= _ALL:
        return list(problem.payers)
    ranked = sorted(problem.payers, key=lambda code: (shares[code], code))
    chosen = {*ranked[:_EXTREMES], *ranked[-_EXTREMES:]}
    return [code for code in problem.payers if code in chosen]


def _with_figures(problem: Problem, factors: Mapping[str, Fraction]) -> Problem:
    return replace(
        problem,
        keys={
            name: {code: weight * factors.get(code, 1) for code, weight in key.items()}
            for name, key in problem.keys.items()
        },
    )


def _one_more(problem: Problem, name: str, code: str) -> Problem:
    key = problem.keys[name]
    if code not in key:
        return problem
    return replace(problem, keys={**problem.keys, name: {**key, code: key[code] + 1}})


def _alike(problem: Problem, one: str, other: str) -> Problem:
    return replace(
        problem,
        keys={name: {**key, other: key[one]} if one in key else key for name, key in problem.keys.items()},
    )


def _merged(problem: Problem, one: str, other: str) -> Problem:
    """Return the problem in which `one` stands for both: its figures are their sums."""
    keys = {}
    for name, key in problem.keys.items():
        merged = {code: weight for code, weight in key.items() if code != other}
        if one in key and other in key:
            merged[one] = key[one] + key[other]
        keys[name] = merged
    return replace(problem, payers=tuple(code for code in problem.payers if code != other), keys=keys)


def _rows() -> Iterator[Property]:
    yield Property("grows_with_its_figures", Message("Who grows does not pay less"), grows_with_its_figures)
    yield Property("grows_with_the_total", Message("When the total grows, nobody pays less"), grows_with_the_total)
    yield Property("adds_up_over_budgets", Message("Budgets shared one by one add up"), adds_up_over_budgets)
    yield Property("no_gain_by_merging", Message("Nobody gains by merging or splitting"), no_gain_by_merging)
    yield Property(
        "stable_when_one_withdraws", Message("The others' shares stay when one withdraws"), stable_when_one_withdraws
    )
    yield Property(
        "independent_of_order_and_units",
        Message("Order and units do not matter"),
        independent_of_order_and_units,
    )
    yield Property("equals_pay_equally", Message("Equals pay equally"), equals_pay_equally)
    yield Property(
        "no_group_pays_more_than_apart",
        Message("No group pays more than by itself"),
        no_group_pays_more_than_apart,
    )
    yield Property("no_jumps", Message("Small changes move shares a little"), no_jumps)


PROPERTIES: dict[str, Property] = {row.name: row for row in _rows()}
"""Every property by its name, in the order in which a report tells them."""

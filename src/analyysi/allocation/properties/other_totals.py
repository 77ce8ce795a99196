"""Properties of a split when the total is another one: does anybody pay less of a larger total, do
budgets shared one by one add up.

Both depend on the rounding, so one total says nothing of the next: the largest remainder takes a
cent from somebody at some totals and not at others (the Alabama paradox). What is proved of a
rounding rule is therefore a field of its row, and what is only tried is tried at many totals on
both sides of the present one, and is never called proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from analyysi.allocation.properties.procedure import Finding, Present
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError
from analyysi.messages import Message, Money, PayerName, Value

_FACTORS = (
    Fraction(1, 2),
    Fraction(9, 10),
    Fraction(99, 100),
    Fraction(101, 100),
    Fraction(11, 10),
    Fraction(2),
)
"""The totals at which exact shares are compared, as parts of the present one."""

_AROUND = 100
"""So many units up and so many down the rounding is tried, unit by unit."""

_AROUND_NEW = 20
"""The same where each total must be shared again, since exact shares do not simply grow with it."""

_PARTS = (Fraction(1, 2), Fraction(3, 5), Fraction(9, 10), Fraction(1, 100))
"""The first of two budgets, as a part of the total."""


def grows_with_the_total(present: Present) -> Finding:
    """When the total grows, nobody pays less (house monotonicity; its failure is the Alabama
    paradox).

    It holds if every exact share grows in proportion to the total and the rounding rule is proved
    to be house monotone; it fails with a witness; else nobody knows, and what was tried is said.
    """
    exact = _exact_by_total(present)
    falls = _fall_of_exact(present, exact)
    if falls is not None:
        return Finding("grows_with_the_total", False, falls)
    proportional = _is_proportional(present, exact)
    if proportional and present.split.house_monotone:
        evidence = Message(
            "Every exact share grows in proportion to the total, and of this rounding rule it is "
            "proved that no payer then pays less."
        )
        return Finding("grows_with_the_total", True, evidence)
    by_total = dict(_around(present, proportional))
    witness = _fall_of_cents(present, by_total)
    if witness is not None:
        return Finding("grows_with_the_total", False, witness)
    values: dict[str, Value] = {
        "low": Money(min(by_total), 2),
        "high": Money(max(by_total), 2),
    }
    evidence = Message(
        "From {low} to {high} no payer pays less when the total grows. Of other totals the "
        "rounding rule promises nothing.",
        values,
    )
    return Finding("grows_with_the_total", None, evidence)


def _exact_by_total(present: Present) -> dict[int, Ratios]:
    """Return the exact shares of several totals, ascending; those that the method is not defined
    for are left out.

    Raises
    ------
    AllocationError
        If it is defined for no total but the present one.
    """
    problem, unit = present.problem, present.split.unit
    now = int(problem.total)
    totals = {int(problem.total * factor) // unit * unit for factor in _FACTORS}
    totals |= {now + unit, now - unit}
    shared = {now: present.exact}
    refusal: AllocationError | None = None
    for total in sorted(total for total in totals if total > 0):
        try:
            amounts = present.split.exact(replace(problem, total=Fraction(total)))
        except AllocationError as error:
            refusal = error
            continue
        shared.setdefault(total, Ratios.of(amounts))
    if len(shared) == 1 and refusal is not None:
        raise refusal
    return dict(sorted(shared.items()))


def _is_proportional(present: Present, exact: Mapping[int, Ratios]) -> bool:
    """Return whether every exact share is the same part of each total tried."""
    now = present.problem.total
    return all(present.exact * (total / now) == shares for total, shares in exact.items())


def _fall_of_exact(present: Present, exact: Mapping[int, Ratios]) -> Message | None:
    """Return a payer whose exact share falls when the total grows; None if there is none."""
    for low, high in pairwise(exact):
        least = present.split.noise * high
        for code in present.problem.payers:
            fall = exact[low][code] - exact[high][code]
            if fall > least:
                values: dict[str, Value] = {
                    "low": Money(low, 2),
                    "high": Money(high, 2),
                    "payer": PayerName(code),
                    "amount": Money(fall, 2),
                }
                return Message(
                    "If the total grew from {low} to {high}, {payer} would pay {amount} less.",
                    values,
                )
    return None


def _around(present: Present, proportional: bool) -> Iterator[tuple[int, Mapping[str, int]]]:
    """Yield totals around the present one with their rounded shares, until one is not defined."""
    now, unit = int(present.problem.total), present.split.unit
    yield now, present.cents
    for direction in (unit, -unit):
        for steps in range(1, (_AROUND if proportional else _AROUND_NEW) + 1):
            total = now + steps * direction
            if total <= 0:
                break
            try:
                yield total, _cents_of(present, total, proportional)
            except AllocationError:
                break


def _cents_of(present: Present, total: int, proportional: bool) -> Mapping[str, int]:
    if proportional:
        return present.split.rounded(present.exact * (total / present.problem.total))
    return present.split.cents(replace(present.problem, total=Fraction(total)))


def _fall_of_cents(present: Present, by_total: Mapping[int, Mapping[str, int]]) -> Message | None:
    """Return a payer who pays less of one unit more, at the totals nearest to the present one."""
    steps = list(pairwise(sorted(by_total)))
    for low, high in sorted(steps, key=lambda step: abs(step[0] - present.problem.total)):
        for code in present.problem.payers:
            fall = by_total[low][code] - by_total[high][code]
            if fall > 0:
                values: dict[str, Value] = {
                    "low": Money(low, 2),
                    "high": Money(high, 2),
                    "payer": PayerName(code),
                    "amount": Money(fall, 2),
                }
                return Message(
                    "If the total grew from {low} to {high}, {payer} would pay {amount} less, "
                    "because of the rounding.",
                    values,
                )
    return None


def adds_up_over_budgets(present: Present) -> Finding:
    """Two budgets shared one by one cost each payer what they cost together (additivity)."""
    name, problem, unit = "adds_up_over_budgets", present.problem, present.split.unit
    firsts = [int(problem.total * part) // unit * unit for part in _PARTS]
    proportional = True
    for first in firsts:
        by_first, by_second = (
            Ratios.of(present.split.exact(replace(problem, total=Fraction(total))))
            for total in (first, problem.total - first)
        )
        exact = by_first + by_second
        rounded = present.split.rounded
        evidence = _apart(present, first, rounded(by_first), rounded(by_second), exact)
        if evidence is not None:
            return Finding(name, False, evidence)
        proportional = proportional and by_first == present.exact * (first / problem.total)
    if sum(1 for cents in present.exact.numerators.values() if cents) == 1:
        evidence = Message("Two budgets shared one by one cost every payer the same as together.")
        return Finding(name, True, evidence)
    for first in range(unit, (_AROUND + 1) * unit, unit) if proportional else ():
        if first >= problem.total:
            break
        apart = [_cents_of(present, total, True) for total in (first, int(problem.total) - first)]
        evidence = _apart(present, first, apart[0], apart[1], present.exact)
        if evidence is not None:
            return Finding(name, False, evidence)
    evidence = Message(
        "The budgets that were tried, two at a time, cost every payer the same one by one as "
        "together. Of other budgets the rounding rule promises nothing."
    )
    return Finding(name, None, evidence)


def _apart(
    present: Present,
    first: int,
    by_first: Mapping[str, int],
    by_second: Mapping[str, int],
    exact: Ratios,
) -> Message | None:
    """Return a payer who pays another sum in two budgets than in one; None if nobody does."""
    for code, together in present.cents.items():
        apart = by_first[code] + by_second[code]
        if apart == together:
            continue
        values: dict[str, Value] = {
            "payer": PayerName(code),
            "first": Money(first, 2),
            "second": Money(int(present.problem.total) - first, 2),
            "amount": Money(apart - together, 2, signed=True),
        }
        text = (
            "In two budgets of {first} and {second}, {payer} would pay {amount}, because "
            "of the rounding alone."
            if exact == present.exact
            else "In two budgets of {first} and {second}, {payer} would pay {amount}."
        )
        return Message(text, values)
    return None

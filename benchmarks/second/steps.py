"""STEPS of the second implementation: a function each, from a question, the way of sharing inside
the step, and parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from second.methods import METHODS, rates
from second.question import (
    Figures,
    Parameters,
    Question,
    Refused,
    cents,
    in_proportion,
    known,
    level_at,
)

NamedStep = tuple[str, Parameters]


@dataclass(frozen=True)
class Inside:
    """What stands inside a step: further steps, the first outermost, and the method."""

    steps: Sequence[NamedStep]
    method: str
    parameters: Parameters

    def share(self, question: Question) -> dict[str, Fraction]:
        """Share by them."""
        if not self.steps:
            return dict(METHODS[self.method](question, self.parameters))
        (name, parameters), *others = self.steps
        return STEPS[name](question, replace(self, steps=others), parameters)

    def rates(self, question: Question) -> Figures | None:
        """Return weights if all this is, is to share in proportion to them."""
        return None if self.steps else rates(question, self.method, self.parameters)


Step = Callable[[Question, Inside, Parameters], dict[str, Fraction]]


def part_of(whole: Fraction, parameters: Parameters, share: str, amount: str) -> Fraction:
    """Read a part that is given either as a share of the whole or as an amount."""
    if (share in parameters) == (amount in parameters):
        raise Refused("either a share or an amount")
    if share in parameters:
        return whole * Fraction(parameters[share])
    return cents(parameters[amount])


def paid_first(
    question: Question, inside: Inside, payer: str, amount: Fraction
) -> dict[str, Fraction]:
    """Let one pay an amount, and the others share what is left.

    The total is what the steps around this one leave.
    """
    if payer in question.held:
        raise Refused("what a bound holds cannot be set by a step inside it")
    shares = inside.share(question.left(question.total - amount, {payer}))
    if payer in shares:
        raise Refused("two steps set what one payer pays by itself")
    return {**shares, payer: amount}


def off_the_top(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """p · C for one, and the others share C - p · C."""
    amount = part_of(question.total, parameters, "share", "amount")
    return paid_first(question, inside, parameters["payer"], amount)


def outside_base(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """Nothing for some, and the others share C."""
    without = set(parameters["payers"])
    if not without <= set(question.payers):
        raise Refused("who does not pay cannot be left out")
    return dict.fromkeys(without, Fraction(0)) | inside.share(
        question.left(question.total, without)
    )


def bounds_of(
    question: Question, parameters: Parameters, whole_cents: Callable[[Fraction], int]
) -> dict[str, Fraction]:
    """Return the bound of each that has one, in whole cents: its own, or else that for all."""
    named = {**parameters.get("amounts", {}), **parameters.get("shares", {})}
    if set(named) - set(question.payers) - set(question.held):
        raise Refused("a bound is set for somebody that does not pay")
    if set(parameters.get("amounts", {})) & set(parameters.get("shares", {})):
        raise Refused("somebody has two bounds")
    if not named and "amount" not in parameters and "share" not in parameters:
        raise Refused("there is no bound")
    bounds = {}
    if "amount" in parameters or "share" in parameters:
        for_all = part_of(question.whole, parameters, "share", "amount")
        bounds = dict.fromkeys(question.payers, for_all)
    bounds |= {code: cents(amount) for code, amount in parameters.get("amounts", {}).items()}
    for code, share in parameters.get("shares", {}).items():
        bounds[code] = question.whole * Fraction(share)
    return {
        code: Fraction(whole_cents(bound))
        for code, bound in bounds.items()
        if code in question.payers
    }


def within(question: Question, inside: Inside, low: Figures, high: Figures) -> dict[str, Fraction]:
    """Share within bounds: by the level where that is known, else again and again."""
    if any(low[code] > high[code] for code in low if code in high):
        raise Refused("a floor above a cap")
    weights = inside.rates(question)
    if weights is None:
        return again_and_again(question, inside, low, high)
    shares = inside.share(question)

    def bounded(code: str, share: Fraction) -> Fraction:
        raised = max(share, low.get(code, share))
        return min(raised, high.get(code, raised))

    if all(bounded(code, share) == share for code, share in shares.items()):
        return shares
    bounds = [(code, bound) for limits in (low, high) for code, bound in limits.items()]
    turns = [bound / weights[code] for code, bound in bounds if weights[code]]
    far = max([*turns, *(question.total / weight for weight in weights.values() if weight)])
    return level_at(
        question.total,
        lambda level: {code: bounded(code, level * weights[code]) for code in weights},
        [*turns, 2 * far + 1],
    )


def again_and_again(
    question: Question, inside: Inside, low: Figures, high: Figures
) -> dict[str, Fraction]:
    """Hold at their bounds those that cross them; the others share what is left, until none does.

    In each round the bounds of the kind that moves more are held; both kinds if they move the same.
    When nothing is left, the others pay nothing, unless a step inside brings in somebody else.
    """
    held: dict[str, Fraction] = {}
    alone = False
    while True:
        left = question.total - sum(held.values())
        if len(held) == len(question.payers):
            if left or not alone:
                raise Refused("the bounds do not sum to the total, or a step inside has nobody")
            return held
        smaller = replace(question.left(left, held), held={**question.held, **held})
        if held and alone and not left:
            shares = dict.fromkeys(smaller.payers, Fraction(0))
        else:
            shares = inside.share(smaller)
        alone = set(shares) <= set(question.payers)
        if set(shares) & set(held):
            raise Refused("a step inside sets what a bound holds")
        free = smaller.payers
        below = {code: low[code] for code in free if code in low and shares[code] < low[code]}
        above = {code: high[code] for code in free if code in high and shares[code] > high[code]}
        added = sum(bound - shares[code] for code, bound in below.items())
        released = sum(shares[code] - bound for code, bound in above.items())
        if not below and not above:
            return {**held, **shares}
        held |= below if added >= released else {}
        held |= above if released >= added else {}


def keep_floor(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """x = b where it would be below b; a part of the total is rounded up to cents."""
    return within(question, inside, bounds_of(question, parameters, ceil), {})


def keep_cap(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """x = b where it would be above b; a part of the total is rounded down to cents."""
    return within(question, inside, {}, bounds_of(question, parameters, floor))


def floor_and_cap(
    question: Question, inside: Inside, parameters: Parameters
) -> dict[str, Fraction]:
    """min(max(λ · x, low), high)."""
    low = bounds_of(question, parameters["floor"], ceil)
    return within(question, inside, low, bounds_of(question, parameters["cap"], floor))


def last_amounts(
    question: Question, payers: Collection[str], parameters: Parameters, new: Sequence[str] = ()
) -> dict[str, Fraction]:
    """Read last year's amounts: just those that pay and are not new need one."""
    amounts = {code: cents(euros) for code, euros in parameters["last_year"].items()}
    if any(code not in amounts and code not in new for code in payers):
        raise Refused("last year's amount of somebody is not known")
    if min(amounts.values()) < 0:
        raise Refused("an amount of last year is below zero")
    if {*amounts, *new} - set(payers) - set(question.held):
        raise Refused("somebody is named that does not pay")
    return amounts


def limit_change(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """low = l - d and high = l + u, rounded inwards to cents."""
    new = parameters.get("new", ())
    last = last_amounts(question, question.payers, parameters, new)
    if set(new) & set(last) or not {"increase", "decrease"} & set(parameters):
        raise Refused("no limit, or a new payer with an amount of last year")
    low, high = {}, {}
    for code, amount in last.items():
        if code in question.payers and "decrease" in parameters:
            fall = part_of(amount, parameters["decrease"], "share", "amount")
            low[code] = Fraction(max(0, ceil(amount - fall)))
        if code in question.payers and "increase" in parameters:
            rise = part_of(amount, parameters["increase"], "share", "amount")
            high[code] = Fraction(floor(amount + rise))
    return within(question, inside, low, high)


def phase_in(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """k/N · x + (1 - k/N) · C · l / Σl."""
    shares = inside.share(question)
    last = last_amounts(question, shares, parameters)
    last = {code: last[code] for code in shares}
    if parameters["year"] > parameters["years"]:
        raise Refused("the transition is over")
    gone = Fraction(parameters["year"], parameters["years"])
    earlier = in_proportion(question.total, last)
    return {code: gone * share + (1 - gone) * earlier[code] for code, share in shares.items()}


def true_up(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """x of C - Σd, and d where it is not below the tolerance."""
    differences = {code: cents(euros) for code, euros in parameters["differences"].items()}
    due = cents(parameters["actual_total"]) - cents(parameters["paid_total"])
    if sum(differences.values()) != due:
        raise Refused("the differences are not that of the totals")
    tolerance = cents(parameters.get("tolerance", "0"))
    settled = {code: amount for code, amount in differences.items() if abs(amount) >= tolerance}
    shares = inside.share(question.left(question.total - sum(settled.values()), ()))
    if set(differences) - set(shares):
        raise Refused("a difference of somebody that does not pay")
    for code, amount in settled.items():
        shares[code] += amount
    if min(shares.values()) < 0:
        raise Refused("somebody would be paid")
    return shares


def withdrawal_fade_out(
    question: Question, inside: Inside, parameters: Parameters
) -> dict[str, Fraction]:
    """t · p · C for the one that has withdrawn, and the others share what is left."""
    schedule = [Fraction(part) for part in parameters["schedule"]]
    if parameters["year"] > len(schedule) or schedule != sorted(schedule, reverse=True):
        raise Refused("the schedule is over, or rises")
    last = part_of(question.total, parameters, "last_share", "last_amount")
    return paid_first(
        question, inside, parameters["payer"], schedule[parameters["year"] - 1] * last
    )


def each_of(question: Question, parameters: Parameters) -> dict[str, Fraction | None]:
    """Read an amount of each payer: its own, or else that for all."""
    named = {code: cents(amount) for code, amount in parameters.get("amounts", {}).items()}
    if set(named) - set(question.payers) - set(question.held):
        raise Refused("an amount of somebody that does not pay")
    for_all = cents(parameters["amount"]) if "amount" in parameters else None
    if for_all is None and not named:
        raise Refused("there is no amount")
    if min([*named.values(), for_all or Fraction(0)]) < 0:
        raise Refused("an amount below zero")
    return {code: named.get(code, for_all) for code in question.payers}


def paid_by_each(
    question: Question, inside: Inside, amounts: Mapping[str, Fraction | None]
) -> dict[str, Fraction]:
    """a of each, and x of C - Σa."""
    shares = inside.share(question.left(question.total - sum(map(nought, amounts.values())), ()))
    paid = {code: share + nought(amounts.get(code)) for code, share in shares.items()}
    if min(paid.values()) < 0:
        raise Refused("somebody would be paid")
    return paid


def nought(amount: Fraction | None) -> Fraction:
    """Take no amount as nothing."""
    return amount or Fraction(0)


def sum_each(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """An amount of each first."""
    return paid_by_each(question, inside, each_of(question, parameters))


def credit(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """x of C + Σk, less k of whoever has it."""
    credits = {code: cents(amount) for code, amount in parameters["amounts"].items()}
    if not credits or min(credits.values()) < 0:
        raise Refused("no credit, or one below zero")
    shares = inside.share(question.left(question.total + sum(credits.values()), ()))
    if set(credits) - set(shares) or any(shares[code] < credits[code] for code in credits):
        raise Refused("a credit that nobody has, or larger than its share")
    return {code: share - credits.get(code, Fraction(0)) for code, share in shares.items()}


def sums(question: Question, key: str) -> dict[str, Fraction]:
    """Read a key in euros as cents."""
    return {code: 100 * euros for code, euros in known(question.keys, key, question.payers).items()}


def own_deductible(
    question: Question, inside: Inside, parameters: Parameters
) -> dict[str, Fraction]:
    """min(o, d) of each, and x of what is left."""
    costs = sums(question, parameters["own_costs"])
    borne: dict[str, Fraction | None] = {}
    for code, deductible in each_of(question, parameters).items():
        if deductible is None:
            raise Refused("somebody has no deductible")
        borne[code] = min(costs[code], deductible)
    return paid_by_each(question, inside, borne)


def own_cost_less_income(
    question: Question, inside: Inside, parameters: Parameters
) -> dict[str, Fraction]:
    """o - r of each, and x of what is left."""
    net = sums(question, parameters["own_costs"])
    if "own_income" in parameters:
        income = sums(question, parameters["own_income"])
        net = {code: cost - income[code] for code, cost in net.items()}
    return paid_by_each(question, inside, net)


def band(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """Between (1 - b) and (1 + u) times what all would pay by the key."""
    everybody = (*question.payers, *question.held)
    even = in_proportion(question.whole, known(question.keys, parameters["key"], everybody))
    low, high = {}, {}
    if not {"below", "above"} & set(parameters):
        raise Refused("a band without an edge")
    for code in question.payers:
        if "below" in parameters:
            low[code] = even[code] - Fraction(parameters["below"]) * even[code]
        if "above" in parameters:
            high[code] = even[code] + Fraction(parameters["above"]) * even[code]
    return within(question, inside, low, high)


def quota_floor(question: Question, inside: Inside, parameters: Parameters) -> dict[str, Fraction]:
    """max(b, λ · x)."""
    shares = inside.share(question)
    everybody = tuple(dict.fromkeys((*question.payers, *shares)))
    bounds_of(question, parameters, ceil)  # refuses what is named amiss
    bounds = bounds_of(replace(question, payers=everybody), parameters, ceil)
    if sum(bounds.get(code, Fraction(0)) for code in shares) > question.total:
        raise Refused("the floors sum to more than the total")
    turns = [bound / shares[code] for code, bound in bounds.items() if shares.get(code, 0) > 0]
    return level_at(
        question.total,
        lambda level: {
            code: max(bounds.get(code, Fraction(0)), level * share)
            for code, share in shares.items()
        },
        [*turns, Fraction(1)],
    )


STEPS: Mapping[str, Step] = {
    "off_the_top": off_the_top,
    "outside_base": outside_base,
    "floor": keep_floor,
    "cap": keep_cap,
    "floor_and_cap": floor_and_cap,
    "limit_change": limit_change,
    "phase_in": phase_in,
    "true_up": true_up,
    "withdrawal_fade_out": withdrawal_fade_out,
    "sum_each": sum_each,
    "credit": credit,
    "own_deductible": own_deductible,
    "own_cost_less_income": own_cost_less_income,
    "band": band,
    "quota_floor": quota_floor,
}

"""Bounds that look at everybody: a band around the average, and a floor that keeps the quotas."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import ClassVar, Self

from pydantic import model_validator

from analyysi.agreement.values import Frozen, NamedKey, Share
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.steps.bounds import Bound, bound_values, check_named, floor_statements
from analyysi.allocation.steps.held_shares import held_by, hold, in_euros, listed, whole_total
from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import Inner, Step
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import KeyName, Message, Percent, UnfitError, Value

BALANCING = "balancing payment"
"""The unit of the row of the working that holds balancing payments, in exact cents."""


class Band(Frozen):
    """By how much a share per unit of a key may lie below and above the average of those who share,
    as parts of the average. One of the two may be left out.
    """

    key: NamedKey
    below: Share | None = None
    above: Share | None = None

    field_words: ClassVar[Mapping[str, Message]] = {
        "key": Message("Key of the average"),
        "below": Message("Most below the average"),
        "above": Message("Most above the average"),
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.below is None and self.above is None:
            raise UnfitError(
                "give below, above or both",
                Message("Give the most below the average, the most above it or both."),
            )
        return self


class QuotaFloor(Bound):
    """The least that payers pay, where everybody counts in the sharing."""


def keep_band(problem: Problem, inner: Inner, parameters: Band) -> ExactSplit:
    """Bring shares per unit of a key that lie outside a band around the average to its edge; the
    others carry or receive the balance.

    The average is that of all who share here. The working has each payer's balancing payment: what
    it pays more (or, negative, less) than by the inner method alone.

    Raises
    ------
    AllocationError
        If a payer has no figure of the key, or a party inside takes so much that the band cannot be
        kept.
    """
    low, high = _edges(parameters, problem)
    before: list[ExactSplit] = []

    def shared(inside: Problem) -> ExactSplit:
        split = inner(inside)
        before.append(split)
        return split

    names = (Sentence("least shares of the band"), Sentence("largest shares of the band"))
    split = hold(problem, shared, low, high, names)
    first = before[0].amounts
    payments = {code: amount - first[code] for code, amount in split.amounts.items()}
    row = Quantities(Message("Balancing payment"), BALANCING, payments)
    return ExactSplit(split.amounts, (*split.working, row))


def _edges(parameters: Band, problem: Problem) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Return the least and the most of each payer, in exact cents."""
    held = held_by(problem)
    everybody = Problem(whole_total(problem), (*problem.payers, *held), problem.keys)
    weights = everybody.weights(parameters.key)
    average = everybody.total / weights.total
    low, high = {}, {}
    for code in problem.payers:
        even = average * weights[code]
        if parameters.below is not None:
            low[code] = even * (1 - parameters.below)
        if parameters.above is not None:
            high[code] = even * (1 + parameters.above)
    return low, high


def keep_floor_and_quotas(problem: Problem, inner: Inner, parameters: QuotaFloor) -> ExactSplit:
    """Let nobody pay less than its floor, and lower the shares of all others in one proportion.

    The inner method shares once, among everybody: q. A payer pays its floor b or λ·q, whichever is
    more, with the one λ at which the sum is the total. So it also stands around agreed shares,
    which cannot be shared again among fewer.

    Raises
    ------
    AllocationError
        If the floors sum to more than the total, or name one that is not a payer.
    """
    check_named(parameters.amounts, problem, Sentence("The floor"))
    check_named(parameters.shares, problem, Sentence("The floor"))
    split = inner(problem)
    total = whole_total(problem)
    limits = ((code, parameters.of(code, total, ceil)) for code in split.amounts)
    floors = {code: bound or Fraction(0) for code, bound in limits}
    if sum(floors.values()) > problem.total:
        raise AllocationError(
            "The floors cannot be kept: {amounts}. They exceed the sum to be shared, "
            "{total} euros. Lower them.",
            amounts=listed(floors),
            total=in_euros(problem.total),
        )
    amounts = dict(split.amounts)
    held: dict[str, Fraction] = {}
    while True:
        raised = {code: floors[code] for code in amounts if amounts[code] < floors[code]}
        if not raised:
            break
        held |= raised
        others = [code for code in amounts if code not in held]
        quotas = sum((split.amounts[code] for code in others), Fraction(0))
        remaining = problem.total - sum(held.values())
        # Quotas that are all zero leave nothing: the floors then sum to the total.
        factor = remaining / quotas if quotas else Fraction(0)
        amounts = {code: held.get(code, factor * split.amounts[code]) for code in amounts}
    return ExactSplit(amounts, split.working)


def _band_statements(parameters: Band, standing: Standing) -> Sequence[Statement]:
    low, high = _edges(parameters, standing.first.problem)
    least = [Statement(code, ">=", amount) for code, amount in low.items()]
    return least + [Statement(code, "<=", amount) for code, amount in high.items()]


def _band_rule(parameters: Band) -> Message:
    values: dict[str, Value] = {"key": KeyName(parameters.key)}
    if parameters.above is not None:
        values["above"] = Percent(parameters.above, None)
    if parameters.below is not None:
        values["below"] = Percent(parameters.below, None)
    if parameters.below is None:
        return Message(
            "In proportion to the key ({key}), nobody pays more than {above} above the average of "
            "those who share. Whoever would is brought to that edge, and the others carry the "
            "difference.",
            values,
        )
    if parameters.above is None:
        return Message(
            "In proportion to the key ({key}), nobody pays more than {below} below the average of "
            "those who share. Whoever would is brought to that edge, and the others receive the "
            "difference.",
            values,
        )
    return Message(
        "In proportion to the key ({key}), nobody pays more than {above} above or {below} below "
        "the average of those who share. Whoever would is brought to the edge, and the others "
        "carry or receive the difference.",
        values,
    )


def _quota_rule(parameters: QuotaFloor) -> Message:
    values = bound_values(parameters)
    if "bounds" not in values:
        return Message(
            "Nobody pays less than {bound}; everybody counts in the sharing, and the shares of the "
            "others are lowered in the same proportion.",
            values,
        )
    if "bound" not in values:
        return Message(
            "At least this is paid: {bounds}; everybody counts in the sharing, and the shares of "
            "the others are lowered in the same proportion.",
            values,
        )
    return Message(
        "Nobody pays less than {bound}, or where another floor is given, than that: {bounds}; "
        "everybody counts in the sharing, and the shares of the others are lowered in the same "
        "proportion.",
        values,
    )


BAND_STEPS: tuple[Step, ...] = (
    Step("band", keep_band, Band, _band_rule, Message("Band around the average"), _band_statements),
    Step(
        "quota_floor",
        keep_floor_and_quotas,
        QuotaFloor,
        _quota_rule,
        Message("Floor that keeps the quotas of all"),
        floor_statements,
    ),
)
"""Rows of `STEPS`."""

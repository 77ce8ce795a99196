"""Bounds: steps that keep shares within limits.

Every step shares exactly its total. Which step stands around which matters and is seen in the
terms: a floor inside `off_the_top` counts from what the organiser leaves, one around it from the
whole sum. `held_shares` shows how payers are held at their bounds.

A bound is a whole number of cents (a part of the total is rounded up for a floor and down for a
cap), so a held payer has no remainder and takes no part in the contest for the cents left over.
With a rounding unit above one cent this holds only for bounds that are multiples of the unit;
another may be crossed by less than a unit when the shares are rounded. Rounding rules that do not
stay within one unit of the exact share (`within_quota`) may move a held payer too.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer, Share
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.held_shares import held_by, hold, whole_total
from analyysi.allocation.steps.statements import Relation, Standing, Statement
from analyysi.allocation.steps.step import Inner, Step, bound_value
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import (
    Message,
    UnfitError,
    Value,
    beside_payers,
    payer_names,
)
from analyysi.suggestions import did_you_mean

EITHER = Message("Give either an amount or a share, and not both.")
BELOW_ZERO = Message("An amount must be zero or more.")


class Bound(Frozen):
    """A bound for every payer, for some, or for every payer with exceptions; each in euros or as a
    part of the total.

    `amount` or `share` is for all; `amounts` and `shares` are for the payers they name, and go
    before it.
    """

    amount: EuroAmount | None = None
    share: Share | None = None
    amounts: dict[NamedPayer, EuroAmount] = Field(default_factory=dict)
    shares: dict[NamedPayer, Share] = Field(default_factory=dict)

    field_words: ClassVar[Mapping[str, Message]] = {
        "amount": Message("Amount for everybody"),
        "share": Message("Share of the total for everybody"),
        "amounts": Message("Amounts of some payers"),
        "shares": Message("Shares of the total of some payers"),
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.amount is not None and self.share is not None:
            raise UnfitError("give either amount or share for all payers, not both", EITHER)
        if self.amount is None and self.share is None and not self.amounts and not self.shares:
            raise UnfitError(
                "give amount or share for all payers, or amounts or shares of some",
                Message("Give an amount or a share: for everybody, or for some payers."),
            )
        twice = sorted(set(self.amounts) & set(self.shares))
        if twice:
            raise UnfitError(
                Sentence(
                    "{payers} has both an amount and a share: give one", payers=", ".join(twice)
                ),
                Message(
                    "There is both an amount and a share, give one of them: {payers}.",
                    {"payers": payer_names(twice)},
                ),
            )
        if any(amount < 0 for amount in (self.amount or 0, *self.amounts.values())):
            raise UnfitError("amounts must be zero or more", BELOW_ZERO)
        return self

    def of(self, payer: str, total: Fraction, whole: Callable[[Fraction], int]) -> Fraction | None:
        """Return the payer's bound in whole cents, parts of the total rounded by `whole`; None if
        it has none.
        """
        if payer in self.amounts:
            return Fraction(self.amounts[payer])
        if payer in self.shares:
            return Fraction(whole(self.shares[payer] * total))
        if self.amount is not None:
            return Fraction(self.amount)
        return None if self.share is None else Fraction(whole(self.share * total))


class Floor(Bound):
    """The least that payers pay."""


class Cap(Bound):
    """The most that payers pay."""


class FloorAndCap(Frozen):
    """The least and the most that payers pay, kept together."""

    floor: Floor
    cap: Cap

    field_words: ClassVar[Mapping[str, Message]] = {
        "floor": Message("Floor"),
        "cap": Message("Cap"),
    }


def check_named(named: Mapping[str, object], problem: Problem, name: Sentence) -> None:
    """Refuse a code that is not a payer, held at a bound or not.

    Parameters
    ----------
    name
        What names the codes, for a message: "The floor".

    Raises
    ------
    AllocationError
        With the nearest payer.
    """
    known = {*problem.payers, *held_by(problem)}
    for code in named:
        if code not in known:
            raise AllocationError(
                '{name} names "{code}", which is not a payer here.{near}',
                name=name,
                code=code,
                near=did_you_mean(code, known),
            )


def _bounds(
    problem: Problem, bound: Bound, whole: Callable[[Fraction], int], name: Sentence
) -> dict[str, Fraction]:
    check_named(bound.amounts, problem, name)
    check_named(bound.shares, problem, name)
    total = whole_total(problem)
    limits = ((code, bound.of(code, total, whole)) for code in problem.payers)
    return {code: amount for code, amount in limits if amount is not None}


def keep_floor(problem: Problem, inner: Inner, parameters: Floor) -> ExactSplit:
    """Let nobody pay less than its floor; what that brings lightens the others' shares.

    Examples
    --------
    >>> by_two = Problem(Fraction(1000_00), ("005", "020", "091"))
    >>> def equally(problem):
    ...     return ExactSplit(dict.fromkeys(problem.payers, problem.total / len(problem.payers)))
    >>> split = keep_floor(by_two, equally, Floor(amounts={"020": "500.00"}))
    >>> {code: int(amount) for code, amount in split.amounts.items()}
    {'005': 25000, '020': 50000, '091': 25000}

    Raises
    ------
    AllocationError
        If the floors sum to more than the total, or the inner method cannot share the rest.
    """
    return hold(problem, inner, _bounds(problem, parameters, ceil, Sentence("The floor")), {})


def keep_cap(problem: Problem, inner: Inner, parameters: Cap) -> ExactSplit:
    """Let nobody pay more than its cap; the others carry what that releases.

    Raises
    ------
    AllocationError
        If the caps of all payers sum to less than the total, or the inner method cannot share the
        rest.
    """
    return hold(problem, inner, {}, _bounds(problem, parameters, floor, Sentence("The cap")))


def keep_floor_and_cap(problem: Problem, inner: Inner, parameters: FloorAndCap) -> ExactSplit:
    """Keep floors and caps at once, so that neither is applied before the other.

    Raises
    ------
    AllocationError
        If a floor lies above the payer's cap, the bounds cannot all be kept, or the rest cannot be
        shared.
    """
    low = _bounds(problem, parameters.floor, ceil, Sentence("The floor"))
    high = _bounds(problem, parameters.cap, floor, Sentence("The cap"))
    return hold(problem, inner, low, high)


def _statements(
    bound: Bound, standing: Standing, relation: Relation, whole: Callable[[Fraction], int]
) -> list[Statement]:
    """Return that everybody keeps its bound, counted from the whole total.

    Whoever is held at a bound that was counted from another sum pays that bound just so: what the
    sentence says holds it elsewhere.
    """
    made, counted_from = standing.last.split.amounts, whole_total(standing.last.problem)
    statements = []
    for code in standing.payers:
        said = bound.of(code, standing.total, whole)
        counted = bound.of(code, counted_from, whole)
        if said is not None:
            held = said != counted == made.get(code)
            statements.append(Statement(code, "=" if held else relation, said))
    return statements


def floor_statements(parameters: Bound, standing: Standing) -> list[Statement]:
    """Return that everybody pays its floor."""
    return _statements(parameters, standing, ">=", ceil)


def _cap_statements(parameters: Bound, standing: Standing) -> list[Statement]:
    return _statements(parameters, standing, "<=", floor)


def _floor_and_cap_statements(parameters: FloorAndCap, standing: Standing) -> list[Statement]:
    return floor_statements(parameters.floor, standing) + _cap_statements(parameters.cap, standing)


def bound_values(bound: Bound) -> dict[str, Value]:
    """Return what a sentence says of a bound: `bound` for all, `bounds` of those with their own."""
    values: dict[str, Value] = {}
    if bound.amount is not None or bound.share is not None:
        values["bound"] = bound_value(bound.amount, bound.share)
    named = {code: bound_value(amount, None) for code, amount in bound.amounts.items()}
    named |= {code: bound_value(None, share) for code, share in bound.shares.items()}
    if named:
        values["bounds"] = beside_payers(dict(sorted(named.items())))
    return values


def _floor_rule(parameters: Bound) -> Message:
    values = bound_values(parameters)
    if "bounds" not in values:
        return Message(
            "Nobody pays less than {bound}; the rest is shared again among the others.", values
        )
    if "bound" not in values:
        return Message(
            "At least this is paid: {bounds}; the rest is shared again among the others.", values
        )
    return Message(
        "Nobody pays less than {bound}, or where another floor is given, than that: {bounds}; the "
        "rest is shared again "
        "among the others.",
        values,
    )


def _cap_rule(parameters: Bound) -> Message:
    values = bound_values(parameters)
    if "bounds" not in values:
        return Message(
            "Nobody pays more than {bound}; the rest is shared again among the others.", values
        )
    if "bound" not in values:
        return Message(
            "At most this is paid: {bounds}; the rest is shared again among the others.", values
        )
    return Message(
        "Nobody pays more than {bound}, or where another cap is given, than that: {bounds}; the "
        "rest is shared again "
        "among the others.",
        values,
    )


BOUND_STEPS: tuple[Step, ...] = (
    Step("floor", keep_floor, Floor, _floor_rule, Message("Floor"), floor_statements),
    Step("cap", keep_cap, Cap, _cap_rule, Message("Cap"), _cap_statements),
    Step(
        "floor_and_cap",
        keep_floor_and_cap,
        FloorAndCap,
        lambda parameters: Message(
            "{floor} {cap}",
            {"floor": _floor_rule(parameters.floor), "cap": _cap_rule(parameters.cap)},
        ),
        Message("Floor and cap"),
        _floor_and_cap_statements,
    ),
)
"""Rows of `STEPS`."""

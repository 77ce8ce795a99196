"""Limits of change: how much a share may rise or fall from last year's."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer, Share, Words
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.bounds import BELOW_ZERO, EITHER, check_named
from analyysi.allocation.steps.held_shares import hold
from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import (
    Inner,
    Step,
    check_complete,
    last_years_amounts,
    with_source,
)
from analyysi.errors import Sentence
from analyysi.messages import Message, Money, Percent, UnfitError, Value, payer_names


class Change(Frozen):
    """The most by which a share may change from last year: euros, or a part of
    last year's share.
    """

    amount: EuroAmount | None = None
    share: Share | None = None

    field_words: ClassVar[Mapping[str, Message]] = {
        "amount": Message("Amount"),
        "share": Message("Part of last year's share"),
    }

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.amount is None) == (self.share is None):
            raise UnfitError("give either amount or share", EITHER)
        if self.amount is not None and self.amount < 0:
            raise UnfitError("amount must be zero or more", BELOW_ZERO)
        return self

    def of(self, last: int) -> Fraction:
        """Return the largest change in cents, exact."""
        return (
            Fraction(self.amount) if self.amount is not None else last * (self.share or Fraction(0))
        )


LAST_YEAR, SOURCE = Message("Last year's amounts"), Message("Source")


def refuse_negative(last_year: Mapping[str, int]) -> None:
    """Refuse amounts of last year below zero, in cents by payer.

    Raises
    ------
    UnfitError
        Naming the payers.
    """
    below = sorted(code for code, amount in last_year.items() if amount < 0)
    if below:
        raise UnfitError(
            Sentence("last year's amount of {payers} is below zero", payers=", ".join(below)),
            BELOW_ZERO,
        )


class LimitChange(Frozen):
    """How much a share may rise or fall from last year's. `new` names the payers that had no share
    last year.
    """

    last_year: Annotated[dict[NamedPayer, EuroAmount], Field(min_length=1)]
    source: Words
    increase: Change | None = None
    decrease: Change | None = None
    new: tuple[NamedPayer, ...] = ()

    field_words: ClassVar[Mapping[str, Message]] = {
        "last_year": LAST_YEAR,
        "source": SOURCE,
        "increase": Message("Largest rise"),
        "decrease": Message("Largest fall"),
        "new": Message("New payers, without a share last year"),
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.increase is None and self.decrease is None:
            raise UnfitError(
                "give increase, decrease or both",
                Message("Give the largest rise, the largest fall or both."),
            )
        refuse_negative(self.last_year)
        both = sorted(set(self.new) & set(self.last_year))
        if both:
            raise UnfitError(
                Sentence(
                    "{payers} is new and yet has an amount of last year", payers=", ".join(both)
                ),
                Message(
                    "A new payer has no amount of last year: {payers}.",
                    {"payers": payer_names(both)},
                ),
            )
        return self


def limit_change(problem: Problem, inner: Inner, parameters: LimitChange) -> ExactSplit:
    """Let no share rise or fall from last year's by more than a limit; the others carry the
    difference.

    A limit in per cent of last year's share is rounded so that it is kept to the cent. Payers named
    as `new` have no limit.

    Raises
    ------
    AllocationError
        If a payer has no amount of last year and is not named as new, or the limits cannot all be
        kept.
    """
    known = {**parameters.last_year, **dict.fromkeys(parameters.new, 0)}
    check_named(known, problem, Sentence("The limit of change"))
    check_complete(known, problem.payers)
    low, high = _limits(parameters, problem.payers)
    names = (
        Sentence("least shares by last year's"),
        Sentence("largest shares by last year's"),
    )
    return hold(problem, inner, low, high, names)


def _limits(
    parameters: LimitChange, payers: Sequence[str]
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Return the least and the most of each payer that has an amount of last year."""
    low, high = {}, {}
    for code in payers:
        last = parameters.last_year.get(code)
        if last is None:
            continue
        if parameters.decrease is not None:
            low[code] = Fraction(max(0, ceil(last - parameters.decrease.of(last))))
        if parameters.increase is not None:
            high[code] = Fraction(floor(last + parameters.increase.of(last)))
    return low, high


def _limit_statements(parameters: LimitChange, standing: Standing) -> list[Statement]:
    low, high = _limits(parameters, standing.payers)
    least = [Statement(code, ">=", amount) for code, amount in low.items()]
    return least + [Statement(code, "<=", amount) for code, amount in high.items()]


def _change_value(change: Change) -> Value:
    if change.amount is not None:
        return Money(change.amount, 2)
    return Percent(change.share or Fraction(0), None)


def _limit_rule(parameters: LimitChange) -> Message:
    values: dict[str, Value] = {}
    if parameters.increase is not None:
        values["increase"] = _change_value(parameters.increase)
    if parameters.decrease is not None:
        values["decrease"] = _change_value(parameters.decrease)
    if parameters.decrease is None:
        return Message(
            "No share rises from last year by more than {increase}; the others carry the "
            "difference.",
            values,
        )
    if parameters.increase is None:
        return Message(
            "No share falls from last year by more than {decrease}; the others carry the "
            "difference.",
            values,
        )
    return Message(
        "No share rises from last year by more than {increase} or falls by more than {decrease}; "
        "the others carry the difference.",
        values,
    )


def _limit_put_in(parameters: LimitChange) -> Sequence[Message]:
    new = Message("Without a limit, as new: {payers}.", {"payers": payer_names(parameters.new)})
    amounts = last_years_amounts(parameters.last_year)
    return with_source(parameters, amounts, *([new] if parameters.new else []))


CHANGE_STEPS: tuple[Step, ...] = (
    Step(
        "limit_change",
        limit_change,
        LimitChange,
        _limit_rule,
        Message("Limit of change"),
        _limit_statements,
        put_in=_limit_put_in,
        of_one_year=True,
    ),
)
"""Rows of `STEPS`."""

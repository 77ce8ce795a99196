"""Transitions: steps that lead from last year's shares to new ones, or settle
what last year left.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, StrictInt, WithJsonSchema, model_validator

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer, Share, Words
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.bounds import BELOW_ZERO, EITHER
from analyysi.allocation.steps.change_limits import LAST_YEAR, SOURCE, refuse_negative
from analyysi.allocation.steps.held_shares import beside, held_by, in_euros, listed
from analyysi.allocation.steps.step import (
    Inner,
    check_complete,
)
from analyysi.errors import AllocationError, Sentence
from analyysi.languages.saying import Amount
from analyysi.messages import Message, Money, Number, UnfitError
from analyysi.suggestions import did_you_mean

SignedEuroAmount = Annotated[
    EuroAmount,
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$", "examples": ["-120.50"]}),
]
"""An amount that may be below zero."""


class PhaseIn(Frozen):
    """The year of the transition, of how many, and last year's amounts (zero for a payer that is
    new).
    """

    last_year: Annotated[dict[NamedPayer, EuroAmount], Field(min_length=1)]
    source: Words
    year: Annotated[StrictInt, Field(ge=1)]
    years: Annotated[StrictInt, Field(ge=1)]

    field_words: ClassVar[Mapping[str, Message]] = {
        "last_year": LAST_YEAR,
        "source": SOURCE,
        "year": Message("Which year of the transition"),
        "years": Message("Years of the transition"),
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.year > self.years:
            raise UnfitError(
                Sentence(
                    "year {year} lies after the end of the transition, year {years}: take "
                    "the step away",
                    year=self.year,
                    years=self.years,
                ),
                Message(
                    "Year {year} lies after the end, year {last}: take the step away.",
                    {"year": Number(self.year), "last": Number(self.years)},
                ),
            )
        refuse_negative(self.last_year)
        if not any(self.last_year.values()):
            raise UnfitError(
                "last year's amounts are all zero: they give no shares to start from",
                Message("Last year's amounts are all zero: they give no shares to start from."),
            )
        return self


class TrueUp(Frozen):
    """What each payer should have paid last year, by the same shares of the actual cost, less what
    it paid.

    A payer with a difference above zero paid too little. `tolerance`: a smaller difference is not
    settled.
    """

    differences: Annotated[dict[NamedPayer, SignedEuroAmount], Field(min_length=1)]
    paid_total: EuroAmount
    actual_total: EuroAmount
    tolerance: EuroAmount = 0
    source: Words

    field_words: ClassVar[Mapping[str, Message]] = {
        "differences": Message("What each should have paid more, or less (with a minus sign)"),
        "paid_total": Message("Paid last year in all"),
        "actual_total": Message("Actual cost of last year"),
        "tolerance": Message("Smallest difference that is settled"),
        "source": SOURCE,
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.tolerance < 0 or self.paid_total < 0 or self.actual_total < 0:
            raise UnfitError(
                "tolerance, paid_total and actual_total must be zero or more", BELOW_ZERO
            )
        together, difference = sum(self.differences.values()), self.actual_total - self.paid_total
        if together != difference:
            raise UnfitError(
                Sentence(
                    "the differences sum to {sum}, but actual_total less paid_total is "
                    "{difference}",
                    sum=Amount(together),
                    difference=Amount(difference),
                ),
                Message(
                    "The differences sum to {sum}, but the actual cost less what was paid is "
                    "{difference}.",
                    {"sum": Money(together, 2), "difference": Money(difference, 2)},
                ),
            )
        return self

    @property
    def settled(self) -> dict[str, int]:
        """The differences that reach the tolerance."""
        return {
            code: amount
            for code, amount in self.differences.items()
            if abs(amount) >= self.tolerance and amount
        }


class WithdrawalFadeOut(Frozen):
    """Who has withdrawn, its last share (a part of the total, or an amount), and the part of it due
    each year.
    """

    payer: NamedPayer
    last_share: Share | None = None
    last_amount: EuroAmount | None = None
    schedule: Annotated[tuple[Share, ...], Field(min_length=1)]
    year: Annotated[StrictInt, Field(ge=1)]
    source: Words

    field_words: ClassVar[Mapping[str, Message]] = {
        "payer": Message("Who has withdrawn"),
        "last_share": Message("Its last share of the total"),
        "last_amount": Message("Its last amount"),
        "schedule": Message("Part due each year"),
        "year": Message("Which year of the schedule"),
        "source": SOURCE,
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if (self.last_share is None) == (self.last_amount is None):
            raise UnfitError("give either last_share or last_amount", EITHER)
        if self.last_amount is not None and self.last_amount < 0:
            raise UnfitError("last_amount must be zero or more", BELOW_ZERO)
        if any(
            later > earlier
            for earlier, later in zip(self.schedule, self.schedule[1:], strict=False)
        ):
            raise UnfitError(
                "the schedule must not rise from one year to the next",
                Message("The part due must not rise from one year to the next."),
            )
        if self.year > len(self.schedule):
            raise UnfitError(
                Sentence(
                    "year {year} lies after the end of the schedule, year {last}: take the step "
                    "away",
                    year=self.year,
                    last=len(self.schedule),
                ),
                Message(
                    "Year {year} lies after the end, year {last}: take the step away.",
                    {"year": Number(self.year), "last": Number(len(self.schedule))},
                ),
            )
        return self


def phase_in(problem: Problem, inner: Inner, parameters: PhaseIn) -> ExactSplit:
    """Go from last year's shares to the inner method's in equal steps over some years.

    Last year's amounts are scaled to this year's total: each payer's part of their sum, taken over
    those who pay this year, times the total. In year k of N a share is k/N of the method's and the
    rest of that one. A payer that has left is not named; one that is new is named with zero.

    Raises
    ------
    AllocationError
        If a payer has no amount of last year, one is named that does not pay, or the amounts sum to
        zero.
    """
    split = inner(problem)
    known = {*split.amounts, *held_by(problem)}
    for code in parameters.last_year:
        if code not in known:
            raise AllocationError(
                'Last year\'s amounts name "{code}", which does not pay this year.{near}',
                code=code,
                near=did_you_mean(code, known),
            )
    check_complete(parameters.last_year, tuple(split.amounts))
    last = sum(parameters.last_year[code] for code in split.amounts)
    if not last:
        raise AllocationError(
            "Last year's amounts of those who pay this year are all zero: they give no shares."
        )
    new = Fraction(parameters.year, parameters.years)
    return ExactSplit(
        {
            code: new * amount + (1 - new) * problem.total * parameters.last_year[code] / last
            for code, amount in split.amounts.items()
        },
        split.working,
    )


def true_up(problem: Problem, inner: Inner, parameters: TrueUp) -> ExactSplit:
    """Settle last year's differences between what was paid and what was due of the actual cost.

    The total is what is collected this year, the settlement with it: the inner method shares the
    total less the sum settled, and each payer's difference is added to its share. A difference
    smaller than the tolerance is not settled, payer by payer.

    Raises
    ------
    AllocationError
        If a payer is named that does not pay here, more is settled than the total, or a share falls
        below zero.
    """
    settled = parameters.settled
    due = sum(settled.values())
    if due > problem.total:
        raise AllocationError(
            "The differences of last year to be settled, {due} euros, are more than "
            "the sum to be shared, {total} euros. Settle them otherwise.",
            due=Amount(due),
            total=in_euros(problem.total),
        )
    split = inner(problem.without(set(), problem.total - due) if due else problem)
    for code in parameters.differences:
        if code not in split.amounts:
            raise AllocationError(
                'A difference is to be settled with "{code}", which does not pay '
                "here.{near} Leave it out, or put the step outside those that set payers "
                "apart.",
                code=code,
                near=did_you_mean(code, split.amounts),
            )
    amounts = {code: amount + settled.get(code, 0) for code, amount in split.amounts.items()}
    below = {code: -amount for code, amount in amounts.items() if amount < 0}
    if below:
        raise AllocationError(
            "After settling last year these would be paid money back: {amounts}. "
            "Settle over several years, or pay it back outside this split.",
            amounts=listed(below),
        )
    return ExactSplit(amounts, split.working)


def withdrawal_fade_out(
    problem: Problem, inner: Inner, parameters: WithdrawalFadeOut
) -> ExactSplit:
    """Let a payer that has withdrawn pay a falling part of its last share; the others share the
    rest.

    Its last share is a part of this year's total, or an amount that does not follow the total. The
    payer need not be among the payers of this year.

    Raises
    ------
    AllocationError
        If its part is larger than the sum, or nobody else is left.
    """
    due = part_due(parameters, problem.total)
    if due > problem.total:
        raise AllocationError(
            "The part of {payer}, which has withdrawn, is {due} euros: more "
            "than the sum to be shared, {total} euros.",
            payer=parameters.payer,
            due=in_euros(due),
            total=in_euros(problem.total),
        )
    split = inner(problem.without({parameters.payer}, problem.total - due))
    return beside(problem, split, parameters.payer, due)


def part_due(parameters: WithdrawalFadeOut, total: Fraction) -> Fraction:
    """Return what is still due from whoever has withdrawn, in exact cents."""
    last = total * (parameters.last_share or 0)
    if parameters.last_amount is not None:
        last = Fraction(parameters.last_amount)
    return last * parameters.schedule[parameters.year - 1]

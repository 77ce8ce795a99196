"""Amounts beside the method: a sum each paid first, and credits for what is paid elsewhere."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer, Words
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.bounds import BELOW_ZERO, check_named
from analyysi.allocation.steps.change_limits import SOURCE
from analyysi.allocation.steps.held_shares import in_euros, listed
from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import Inner, MovedStep, Step, SumsFirst, by_payer, with_source
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Message, Money, UnfitError, Value
from analyysi.suggestions import did_you_mean


class Amounts(Frozen):
    """An amount of every payer, of some, or of every payer with exceptions.

    `amount` is for all; `amounts` are for the payers they name, and go before it.
    """

    amount: EuroAmount | None = None
    amounts: dict[NamedPayer, EuroAmount] = Field(default_factory=dict)

    field_words: ClassVar[Mapping[str, Message]] = {
        "amount": Message("Amount for everybody"),
        "amounts": Message("Amounts of some payers"),
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if self.amount is None and not self.amounts:
            raise UnfitError(
                "give amount for all payers, or amounts of some",
                Message("Give an amount: for everybody, or for some payers."),
            )
        if any(amount < 0 for amount in (self.amount or 0, *self.amounts.values())):
            raise UnfitError("amounts must be zero or more", BELOW_ZERO)
        return self

    def of(self, payer: str) -> int | None:
        """Return the payer's amount in cents; None if it has none."""
        return self.amounts.get(payer, self.amount)


class SumEach(Amounts):
    """What everybody, or whom it names, pays first."""


class Credit(Frozen):
    """What payers pay elsewhere for the same service, and where that is from."""

    amounts: Annotated[dict[NamedPayer, EuroAmount], Field(min_length=1)]
    source: Words

    field_words: ClassVar[Mapping[str, Message]] = {
        "amounts": Message("Credits by payer"),
        "source": SOURCE,
    }

    @model_validator(mode="after")
    def _clear(self) -> Self:
        if any(amount < 0 for amount in self.amounts.values()):
            raise UnfitError("amounts must be zero or more", BELOW_ZERO)
        return self


def sum_each(problem: Problem, inner: Inner, parameters: SumEach) -> ExactSplit:
    """Let each payer first pay an amount; the inner method shares the rest among all.

    Examples
    --------
    >>> by_two = Problem(Fraction(1000_00), ("005", "020"))
    >>> def to_the_first(problem):
    ...     return ExactSplit({"005": problem.total, "020": Fraction(0)})
    >>> split = sum_each(by_two, to_the_first, SumEach(amount="200.00"))
    >>> {code: int(amount) for code, amount in split.amounts.items()}
    {'005': 80000, '020': 20000}

    Raises
    ------
    AllocationError
        If the amounts exceed the sum to be shared, or name one that is not a payer.
    """
    sums = _sums_each(parameters, problem).of_payer
    return on_top(problem, inner, sums, Sentence("The sums paid first"))


def _sums_each(parameters: SumEach, problem: Problem) -> SumsFirst:
    check_named(parameters.amounts, problem, Sentence("The sum paid first"))
    return SumsFirst({code: Fraction(parameters.of(code) or 0) for code in problem.payers})


def on_top(
    problem: Problem, inner: Inner, sums: Mapping[str, Fraction], name: Sentence
) -> ExactSplit:
    """Charge each payer a sum, and let the inner method share the rest among all.

    Parameters
    ----------
    sums
        Exact cents of every payer; below zero for a payer that receives.
    name
        What the sums are called in a message.

    Raises
    ------
    AllocationError
        If the sums exceed what is to be shared, or a payer would be paid money back.
    """
    together = sum(sums.values(), Fraction(0))
    if together > problem.total:
        raise AllocationError(
            "{sums} come to {sum} euros, more than the sum to be shared, "
            "{total} euros. Lower them or share a larger sum.",
            sums=name,
            sum=in_euros(together),
            total=in_euros(problem.total),
        )
    split = inner(problem.without(set(), problem.total - together))
    amounts = {code: amount + sums.get(code, 0) for code, amount in split.amounts.items()}
    below = {code: -amount for code, amount in amounts.items() if amount < 0}
    if below:
        raise AllocationError(
            "{sums} would have these paid money back: {amounts}. Pay it outside this split.",
            sums=name,
            amounts=listed(below),
        )
    return ExactSplit(amounts, split.working)


def credit(problem: Problem, inner: Inner, parameters: Credit) -> ExactSplit:
    """Share the total and what is paid elsewhere among all, and take off each payer's own.

    Raises
    ------
    AllocationError
        If a credit is larger than the payer's share, or names one that does not pay here.
    """
    credits = parameters.amounts
    split = inner(problem.without(set(), problem.total + sum(credits.values())))
    for code in credits:
        if code not in split.amounts:
            raise AllocationError(
                'A credit is given to "{code}", which does not pay here.{near} Leave it '
                "out, or put the step outside those that set payers apart.",
                code=code,
                near=did_you_mean(code, split.amounts),
            )
        share = split.amounts[code]
        if share < credits[code]:
            raise AllocationError(
                "The credit of {code}, {credit} euros, is larger than its share, "
                "{share} euros. Lower the credit, or pay the difference outside "
                "this split.",
                code=code,
                credit=in_euros(Fraction(credits[code])),
                share=in_euros(share),
            )
    amounts = {code: amount - credits.get(code, 0) for code, amount in split.amounts.items()}
    return ExactSplit(amounts, split.working)


def _credited(parameters: Credit, problem: Problem) -> SumsFirst | None:
    """Return the credits as sums below zero; None if one is given to a payer that a step inside
    brings in.
    """
    if not set(parameters.amounts) <= set(problem.payers):
        return None
    return SumsFirst({code: Fraction(-amount) for code, amount in parameters.amounts.items()})


def _sum_statements(parameters: SumEach, standing: Standing) -> Sequence[Statement]:
    """Return that everybody pays its sum at least: what the method adds is not below zero."""
    sums = ((code, parameters.of(code)) for code in standing.payers)
    return [Statement(code, ">=", Fraction(amount)) for code, amount in sums if amount is not None]


def _credit_statements(parameters: Credit, standing: Standing) -> Sequence[Statement]:
    """Return that a share with a credit is less by the whole of it."""
    made = standing.last.split.amounts
    return [Statement(code, "=", made[code]) for code in parameters.amounts]


def _sum_rule(parameters: SumEach) -> Message:
    values: dict[str, Value] = {"amounts": by_payer(parameters.amounts)}
    if parameters.amount is None:
        return Message(
            "These first pay a sum each: {amounts}. What is left is shared by the method.", values
        )
    values["amount"] = Money(parameters.amount, 2)
    if not parameters.amounts:
        del values["amounts"]
        return Message("Each first pays {amount}. What is left is shared by the method.", values)
    return Message(
        "Each first pays {amount}, or where another sum is given, that: {amounts}. What is left is "
        "shared by the method.",
        values,
    )


def _credit_rule(parameters: Credit) -> Message:
    return Message(
        "What is paid elsewhere is added to the sum that the method shares, and then taken off the "
        "payer's own share: {amounts}.",
        {"amounts": by_payer(parameters.amounts)},
    )


def _credit_moved(parameters: Credit, ahead: int, before: int) -> MovedStep:
    return MovedStep(
        {},
        Sentence(
            "what is paid elsewhere in {year}; the credits here are those of {before}.",
            year=before + ahead,
            before=before,
        ),
    )


def _sum_in_short(parameters: SumEach) -> Message | None:
    if parameters.amount is None or parameters.amounts:
        return None
    amount = Money(parameters.amount, 2 if parameters.amount % 100 else 0, words=True)
    return Message("each first pays {amount}", {"amount": amount})


AMOUNT_STEPS: tuple[Step, ...] = (
    Step(
        "sum_each",
        sum_each,
        SumEach,
        _sum_rule,
        Message("A sum each paid first"),
        _sum_statements,
        sums_first=_sums_each,
        in_short=_sum_in_short,
    ),
    Step(
        "credit",
        credit,
        Credit,
        _credit_rule,
        Message("Credit for what is paid elsewhere"),
        _credit_statements,
        sums_first=_credited,
        put_in=with_source,
        adds=lambda parameters: {code: -credit for code, credit in parameters.amounts.items()},
        moved=_credit_moved,
    ),
)
"""Rows of `STEPS`."""

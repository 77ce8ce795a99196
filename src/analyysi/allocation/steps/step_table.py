"""Steps around any method: each takes the problem, lets the inner split do its part, and completes
it.

`STEPS` is open in the way `METHODS` is. Terms list steps outermost first.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer, Share
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.amounts_first import AMOUNT_STEPS
from analyysi.allocation.steps.band import BAND_STEPS
from analyysi.allocation.steps.bounds import BELOW_ZERO, BOUND_STEPS, EITHER
from analyysi.allocation.steps.change_limits import CHANGE_STEPS
from analyysi.allocation.steps.held_shares import beside
from analyysi.allocation.steps.own_costs import OWN_COST_STEPS
from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import Inner, Step, SumsFirst, its_payer
from analyysi.allocation.steps.transition_rows import TRANSITION_STEPS
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, PayerName, Percent, UnfitError
from analyysi.suggestions import did_you_mean


class OffTheTop(Frozen):
    """Whose part is taken first, and how much: a share of the total or an amount."""

    payer: NamedPayer
    share: Share | None = None
    amount: EuroAmount | None = None

    field_words: ClassVar[Mapping[str, Message]] = {
        "payer": Message("Who pays first"),
        "share": Message("Share of the total"),
        "amount": Message("Amount"),
    }

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.share is None) == (self.amount is None):
            raise UnfitError("give either share or amount", EITHER)
        if self.amount is not None and self.amount < 0:
            raise UnfitError("amount must be zero or more", BELOW_ZERO)
        return self


class OutsideBase(Frozen):
    """Members that neither pay by the key nor count in its sum."""

    payers: Annotated[tuple[NamedPayer, ...], Field(min_length=1)]

    field_words: ClassVar[Mapping[str, Message]] = {"payers": Message("Members left out")}


def off_the_top(problem: Problem, inner: Inner, parameters: OffTheTop) -> ExactSplit:
    """Let one party, often the organiser, carry its part first; the others share what is left.

    Raises
    ------
    AllocationError
        If the part is larger than the sum, or nobody else is left.
    """
    first_share = _part(parameters, problem.total)
    if first_share > problem.total:
        raise AllocationError(
            "The part taken off the top ({sum} euros) is larger than the sum to be "
            "shared ({total} euros). Lower it or take it away.",
            sum=first_share / 100,
            total=problem.total / 100,
        )
    split = inner(problem.without({parameters.payer}, problem.total - first_share))
    return beside(problem, split, parameters.payer, first_share)


def _part(parameters: OffTheTop, total: Fraction) -> Fraction:
    """Return what is taken first, in exact cents."""
    if parameters.amount is None:
        return total * (parameters.share or 0)
    return Fraction(parameters.amount)


def _amount_first(parameters: OffTheTop, _: Problem) -> SumsFirst | None:
    """Return the amount; None for a part of the total, which is no fixed sum."""
    if parameters.amount is None:
        return None
    payer = parameters.payer
    return SumsFirst({payer: Fraction(parameters.amount)}, frozenset({payer}))


def outside_base(problem: Problem, inner: Inner, parameters: OutsideBase) -> ExactSplit:
    """Leave members out of the base: the denominator does not count them and they pay nothing here.

    Raises
    ------
    AllocationError
        If a named member is not a payer, or all of them are named.
    """
    payers = frozenset(problem.payers)
    left_out = _left_out(parameters, problem).apart
    split = inner(problem.without(set(left_out), problem.total))
    amounts = {**dict.fromkeys(parameters.payers, Fraction(0)), **split.amounts}
    listed = [code for code in problem.payers if code in amounts]
    added = [code for code in split.amounts if code not in payers]
    return ExactSplit({code: amounts[code] for code in (*listed, *added)}, split.working)


def _left_out(parameters: OutsideBase, problem: Problem) -> SumsFirst:
    for code in parameters.payers:
        if code not in problem.payers:
            raise AllocationError(
                '"{code}" cannot be left outside the base: it is not a payer.{near}',
                code=code,
                near=did_you_mean(code, problem.payers),
            )
    return SumsFirst({}, frozenset(parameters.payers))


def with_steps(method: Inner, steps: Sequence[tuple[Step, Frozen]]) -> Inner:
    """Wrap a method in steps, the first of them outermost."""
    wrapped = method
    for step, parameters in reversed(steps):
        wrapped = _wrap(step, parameters, wrapped)
    return wrapped


def _wrap(step: Step, parameters: Frozen, inner: Inner) -> Inner:
    return lambda problem: step.function(problem, inner, parameters)


def _top_statements(parameters: OffTheTop, standing: Standing) -> Sequence[Statement]:
    return [Statement(parameters.payer, "=", _part(parameters, standing.total))]


def _top_rule(parameters: OffTheTop) -> Message:
    if parameters.amount is not None:
        return Message(
            "{payer} first pays {amount}; the others share the rest.",
            {"payer": PayerName(parameters.payer), "amount": Money(parameters.amount, 2)},
        )
    return Message(
        "{payer} first pays {share} of the total; the others share the rest.",
        {
            "payer": PayerName(parameters.payer),
            "share": Percent(parameters.share or Fraction(0), None),
        },
    )


STEPS: dict[str, Step] = {
    row.name: row
    for row in (
        Step(
            "off_the_top",
            off_the_top,
            OffTheTop,
            _top_rule,
            Message("A part paid first"),
            _top_statements,
            sums_first=_amount_first,
            brings_in=its_payer,
        ),
        Step(
            "outside_base",
            outside_base,
            OutsideBase,
            lambda parameters: Message(
                "Outside the base, paying nothing by the key: {payers}.",
                {"payers": Listing(list(map(PayerName, parameters.payers)))},
            ),
            Message("Members outside the base"),
            sums_first=_left_out,
        ),
        *BOUND_STEPS,
        *CHANGE_STEPS,
        *TRANSITION_STEPS,
        *AMOUNT_STEPS,
        *OWN_COST_STEPS,
        *BAND_STEPS,
    )
}
"""Every step by the name that terms use."""

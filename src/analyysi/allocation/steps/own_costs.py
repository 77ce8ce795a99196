"""Own costs: what each payer has caused itself it pays itself, in whole or up to a deductible."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from analyysi.agreement.values import Frozen, NamedKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.amounts_first import Amounts, on_top
from analyysi.allocation.steps.bounds import check_named
from analyysi.allocation.steps.statements import Standing, Statement
from analyysi.allocation.steps.step import Inner, Step, SumsFirst, by_payer
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import KeyName, Message, Money, Value

OWN_COSTS = Message("Own costs")


class OwnDeductible(Amounts):
    """The key of own costs, in money, and the deductible: of all, or by payer."""

    own_costs: NamedKey

    field_words: ClassVar[Mapping[str, Message]] = {
        "own_costs": OWN_COSTS,
        "amount": Message("Deductible of everybody"),
        "amounts": Message("Deductibles of some payers"),
    }


class OwnCostLessIncome(Frozen):
    """The keys of own costs and of own income, in money. Without `own_income` there is none."""

    own_costs: NamedKey
    own_income: NamedKey | None = None

    field_words: ClassVar[Mapping[str, Message]] = {
        "own_costs": OWN_COSTS,
        "own_income": Message("Own income"),
    }


def own_deductible(problem: Problem, inner: Inner, parameters: OwnDeductible) -> ExactSplit:
    """Let each payer bear its own cost up to its deductible; the inner method shares the rest of
    the total: what goes above, and what is nobody's own.

    Raises
    ------
    AllocationError
        If a payer has no own cost or no deductible, the key is no sum of money, or what is borne
        exceeds the sum to be shared.
    """
    borne = _borne_first(parameters, problem).of_payer
    return on_top(problem, inner, borne, Sentence("The own costs up to the deductible"))


def _borne_first(parameters: OwnDeductible, problem: Problem) -> SumsFirst:
    check_named(parameters.amounts, problem, Sentence("The deductible"))
    return SumsFirst(_borne(parameters, problem))


def _borne(parameters: OwnDeductible, problem: Problem) -> dict[str, Fraction]:
    """Return what each payer bears itself, in exact cents."""
    borne = {}
    for code, cost in problem.money(parameters.own_costs).items():
        deductible = parameters.of(code)
        if deductible is None:
            raise AllocationError(
                "There is no deductible for {code}: give one for it, or for everybody.", code=code
            )
        borne[code] = min(cost, Fraction(deductible))
    return borne


def own_cost_less_income(
    problem: Problem, inner: Inner, parameters: OwnCostLessIncome
) -> ExactSplit:
    """Let each payer pay its own cost less its own income; the inner method shares the rest of the
    total.

    Raises
    ------
    AllocationError
        If a payer has no own cost or income, a key is no sum of money, own costs less income exceed
        the sum to be shared, or a payer would be paid money back.
    """
    return on_top(
        problem, inner, _net(parameters, problem), Sentence("The own costs less own income")
    )


def _net(parameters: OwnCostLessIncome, problem: Problem) -> dict[str, Fraction]:
    """Return each payer's own cost less its own income, in exact cents."""
    costs = problem.money(parameters.own_costs)
    if parameters.own_income is None:
        return costs
    income = problem.money(parameters.own_income)
    return {code: cost - income[code] for code, cost in costs.items()}


def _deductible_statements(parameters: OwnDeductible, standing: Standing) -> Sequence[Statement]:
    """Return that everybody bears at least its own cost up to its deductible."""
    borne = _borne(parameters, standing.first.problem)
    return [Statement(code, ">=", amount) for code, amount in borne.items()]


def _net_statements(parameters: OwnCostLessIncome, standing: Standing) -> Sequence[Statement]:
    """Return that everybody pays at least its own cost less its own income."""
    net = _net(parameters, standing.first.problem)
    return [Statement(code, ">=", amount) for code, amount in net.items()]


def _deductible_rule(parameters: OwnDeductible) -> Message:
    values: dict[str, Value] = {
        "key": KeyName(parameters.own_costs),
        "amounts": by_payer(parameters.amounts),
    }
    if parameters.amount is None:
        return Message(
            "Each bears its own cost ({key}) up to its deductible: {amounts}. The rest of the "
            "total is shared by the method.",
            values,
        )
    values["amount"] = Money(parameters.amount, 2)
    if not parameters.amounts:
        del values["amounts"]
        return Message(
            "Each bears its own cost ({key}) up to a deductible of {amount}. The rest of the total "
            "is shared by the method.",
            values,
        )
    return Message(
        "Each bears its own cost ({key}) up to a deductible of {amount}, or where another is "
        "given, that: {amounts}. The rest of the total is shared by the method.",
        values,
    )


def _net_rule(parameters: OwnCostLessIncome) -> Message:
    values: dict[str, Value] = {"costs": KeyName(parameters.own_costs)}
    if parameters.own_income is None:
        return Message(
            "Each pays its own cost ({costs}). The rest of the total is shared by the method.",
            values,
        )
    values["income"] = KeyName(parameters.own_income)
    return Message(
        "Each pays its own cost ({costs}) less its own income ({income}). The rest of the total is "
        "shared by the method.",
        values,
    )


OWN_COST_STEPS: tuple[Step, ...] = (
    Step(
        "own_deductible",
        own_deductible,
        OwnDeductible,
        _deductible_rule,
        Message("Own deductible"),
        _deductible_statements,
        sums_first=_borne_first,
    ),
    Step(
        "own_cost_less_income",
        own_cost_less_income,
        OwnCostLessIncome,
        _net_rule,
        Message("Own cost less own income"),
        _net_statements,
        sums_first=lambda parameters, problem: SumsFirst(_net(parameters, problem)),
    ),
)
"""Rows of `STEPS`."""

"""Agreed weights: each payer pays in proportion to a number that the parties have agreed for it,
such as the units of its contribution class.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from analyysi.agreement.values import Frozen, NamedPayer, Positive
from analyysi.allocation.method import (
    OTHER_SHAPE,
    Method,
    MethodFormula,
    NotApplicable,
    always,
    in_no_parts,
)
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, PayerName, plain_number

WEIGHT = "weight"
"""The unit of the row of working that holds the weights of those who pay."""


class AgreedWeights(Frozen):
    """A number above zero for each payer; they need not sum to anything."""

    weights: Annotated[dict[NamedPayer, Positive], Field(min_length=1)]

    field_words: ClassVar[Mapping[str, Message]] = {
        "weights": Message("Agreed weight of each payer"),
    }


def weights_of_payers(problem: Problem, parameters: AgreedWeights) -> Ratios:
    """Return the agreed weights of those who pay; others named are left out of account.

    Raises
    ------
    AllocationError
        If a payer has none: nobody has agreed what it counts for.
    """
    lacking = sorted(set(problem.payers) - set(parameters.weights))
    if lacking:
        raise AllocationError(
            "No weight has been agreed for {payers}: every payer needs one. Agree a weight for it.",
            payers=", ".join(lacking),
        )
    return Ratios.of({code: parameters.weights[code] for code in problem.payers})


def allocate_agreed_weights(problem: Problem, parameters: AgreedWeights) -> ExactSplit:
    """Share in proportion to the agreed weights of those who pay.

    Raises
    ------
    AllocationError
        If a payer has no weight.

    Examples
    --------
    >>> classes = AgreedWeights(weights={"091": "25", "020": "5", "005": "3"})
    >>> two_pay = Problem(Fraction(900), ("020", "091"))
    >>> dict(allocate_agreed_weights(two_pay, classes).amounts)
    {'020': Fraction(150, 1), '091': Fraction(750, 1)}
    """
    weights = weights_of_payers(problem, parameters)
    working = Quantities(Message("Agreed weights"), WEIGHT, weights)
    return ExactSplit(weights.in_proportion(problem.total), (working,))


def _rule(weights: Mapping[str, Fraction]) -> Message:
    entries = []
    for code, weight in weights.items():
        values = {"payer": PayerName(code), "weight": plain_number(weight)}
        entries.append(Message("{payer} {weight}", values))
    return Message(
        "Each payer pays in proportion to its weight: {weights}.",
        {"weights": Listing(entries)},
    )


def _rule_of_split(split: ExactSplit, parameters: AgreedWeights) -> Message:
    return _rule(_of_those_who_pay(split, parameters))


def _short_rule(split: ExactSplit, parameters: AgreedWeights) -> Message:
    weights = _of_those_who_pay(split, parameters).values()
    return Message(
        "Each payer pays in proportion to its weight: the smallest is {least}, the largest {most}.",
        {"least": plain_number(min(weights)), "most": plain_number(max(weights))},
    )


def _of_those_who_pay(split: ExactSplit, parameters: AgreedWeights) -> Mapping[str, Fraction]:
    """Return the weights of those who pay, not of all with whom one was agreed."""
    weights = [row.of_payer for row in split.working if row.unit == WEIGHT]
    return weights[0] if weights else parameters.weights


AGREED_WEIGHTS = Method(
    name="agreed_weights",
    kind="plain",
    function=allocate_agreed_weights,
    parameters=AgreedWeights,
    family=Message("Agreed weights"),
    title=always(Message("Agreed weights")),
    rule=lambda parameters: _rule(parameters.weights),
    rule_of_split=_rule_of_split,
    short_rule=_short_rule,
    candidates=lambda problem: NotApplicable(Message("The parties have not agreed on weights.")),
    reference="Contribution classes; Paris Convention for the Protection of Industrial Property, "
    "Hague revision of 1925, article 13 (classes of 25, 20, 15, 10, 5 and 3 units)",
    formula=MethodFormula(
        r"s_i = T \cdot \frac{v_i}{v_1 + v_2 + \dots + v_n}",
        "s_i = T dot v_i / (v_1 + v_2 + dots + v_n)",
        Message(
            "Agreed weights: the share of payer i is the total cost T times its agreed weight v, "
            "divided by the weights of all payers added up."
        ),
    ),
    shape=OTHER_SHAPE,
    parts=in_no_parts,
    weights=weights_of_payers,
)
"""Its row of `METHODS`."""

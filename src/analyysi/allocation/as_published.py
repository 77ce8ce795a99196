"""The shares of an earlier decision as they were published: amounts to the cent, without the rule
behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from analyysi.agreement.values import EuroAmount, Frozen, NamedPayer
from analyysi.allocation.method import OTHER_SHAPE, Method, always, in_no_parts
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.errors import AllocationError, Sentence, joined
from analyysi.languages.saying import Amount
from analyysi.messages import Message
from analyysi.money import round_half_up


class PublishedAmounts(Frozen):
    """What each payer pays by the published decision, in euros and cents."""

    amounts: Annotated[dict[NamedPayer, EuroAmount], Field(min_length=1)]

    field_words: ClassVar[Mapping[str, Message]] = {"amounts": Message("Published amounts")}


def allocate_as_published(problem: Problem, parameters: PublishedAmounts) -> ExactSplit:
    """Give each payer the amount that was published for it.

    Raises
    ------
    AllocationError
        If the payers or the total are others than the published ones: nothing is known of those.
    """
    amounts = parameters.amounts
    if set(amounts) != set(problem.payers):
        lacking = sorted(set(problem.payers) - set(amounts))
        foreign = sorted(set(amounts) - set(problem.payers))
        parts = [Sentence("no amount for {payers}", payers=", ".join(lacking))] if lacking else []
        if foreign:
            parts.append(
                Sentence("an amount for {payers}, which does not pay", payers=", ".join(foreign))
            )
        raise AllocationError(
            "Published amounts do not fit the payers: {faults}. They hold for the "
            "published payers only.",
            faults=joined(parts, "; "),
        )
    if sum(amounts.values()) != problem.total:
        raise AllocationError(
            "Published amounts sum to {sum} euros, and the total is {total} "
            "euros. They hold for the published total only.",
            sum=Amount(sum(amounts.values())),
            total=Amount(int(round_half_up(problem.total, 0))),
        )
    return ExactSplit({code: Fraction(amounts[code]) for code in problem.payers})


AS_PUBLISHED = Method(
    name="as_published",
    kind="plain",
    function=allocate_as_published,
    parameters=PublishedAmounts,
    family=Message("As published"),
    title=always(Message("As published")),
    rule=always(Message("Each payer pays the sum that was decided and published for it.")),
    # Sums that were published are no way to compare with: nobody could share by them.
    candidates=lambda problem: (),
    reference="The published decision",
    formula=None,
    shape=OTHER_SHAPE,
    parts=in_no_parts,
    is_rule=False,
)
"""Its row of `METHODS`."""

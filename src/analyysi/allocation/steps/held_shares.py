"""Holding: how a sum is shared within bounds by a method that knows of none.

A payer that a bound binds is *held*: it pays the bound, is set apart, and the inner method shares
the rest again among the others, until no bound is crossed. Steps inside see the smaller problem,
but a part of the total is still counted from the whole. Steps that name payers of their own
(`outside_base`, `off_the_top` of a payer, `true_up`, `withdrawal_fade_out`) belong outside bounds:
once a bound holds such a payer, they are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from math import floor

from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step import Inner
from analyysi.errors import AllocationError, Sentence, joined
from analyysi.languages.saying import Amount

Amounts = Mapping[str, Fraction]
"""Cents by payer."""


@dataclass(frozen=True)
class _Reduced(Problem):
    """What is left of a problem when the payers in `held`, with what they pay,
    have been set apart.
    """

    held: Amounts = field(default_factory=dict)


def _reduced(problem: Problem, remaining: Fraction, held: Amounts) -> Problem:
    """Set the held payers apart; whatever else a problem has stays."""
    left = problem.without(set(held), remaining)
    same = {slot.name: getattr(left, slot.name) for slot in fields(left) if slot.name != "held"}
    return _Reduced(**same, held=held)


def held_by(problem: Problem) -> Amounts:
    """Return what bounds around this step have set apart already."""
    return problem.held if isinstance(problem, _Reduced) else {}


def whole_total(problem: Problem) -> Fraction:
    """Return the total as it was before bounds around this step set payers apart."""
    return problem.total + sum(held_by(problem).values())


_FLOORS_AND_CAPS = (Sentence("floors"), Sentence("caps"))


# Long: each round needs the bounds, the held payers and the shares at once.
def hold(
    problem: Problem,
    inner: Inner,
    low: Amounts,
    high: Amounts,
    names: tuple[Sentence, Sentence] = _FLOORS_AND_CAPS,
) -> ExactSplit:
    """Share by the inner method within bounds: hold those that cross one, and share the rest again.

    In each round the sum that the crossed floors add is set against the sum that the crossed caps
    release. If more is added, those below their floors are held; if more is released, those above
    their caps; if the two are equal, both, and all is done. A payer once held stays held. With an
    inner method by which nobody gains when the sum to be shared falls, no payer is held without
    need: for shares in proportion to a key the result is the only one in which everybody that is
    not held pays at one and the same rate, everybody held at a floor would pay less and everybody
    held at a cap more at that rate.

    Parameters
    ----------
    low, high
        The least and the most, in exact cents, of the payers that have such a bound.
    names
        What the two kinds of bounds are called in a message.

    Raises
    ------
    AllocationError
        If a floor lies above the payer's cap, the bounds cannot all be kept, the inner method
        cannot share the rest among the others, or a step inside sets the share of a held payer too.
    """
    for code in low:
        if code in high and low[code] > high[code]:
            raise AllocationError(
                "The floor of {code}, {floor} euros, lies above its cap, "
                "{cap}: lower the floor or raise the cap.",
                code=code,
                floor=in_euros(low[code]),
                cap=in_euros(high[code]),
            )
    payers = frozenset(problem.payers)
    held: dict[str, Fraction] = {}
    first: ExactSplit | None = None
    while True:
        remaining = problem.total - sum(held.values(), Fraction(0))
        free = tuple(code for code in problem.payers if code not in held)
        if held and not remaining and first is not None and first.amounts.keys() <= payers:
            # Nothing is left to pay, whatever the keys, which may be zero for all.
            amounts = ExactSplit(dict.fromkeys(free, Fraction(0)))
        elif held and not free and remaining >= 0:
            apart = [code for code in first.amounts if code not in payers] if first else []
            raise _nobody_left(problem, held, remaining, high, names, apart)
        else:
            amounts = _shared(problem, inner, held, remaining, low, names)
        first = first or amounts
        raised = {
            code: low[code] for code in free if code in low and amounts.amounts[code] < low[code]
        }
        lowered = {
            code: high[code] for code in free if code in high and amounts.amounts[code] > high[code]
        }
        added = sum((bound - amounts.amounts[code] for code, bound in raised.items()), Fraction(0))
        released = sum(
            (amounts.amounts[code] - bound for code, bound in lowered.items()), Fraction(0)
        )
        if not raised and not lowered:
            merged = {**held, **amounts.amounts}
            ordered = [code for code in problem.payers if code in merged]
            ordered += [code for code in merged if code not in payers]
            return ExactSplit({code: merged[code] for code in ordered}, first.working)
        held |= (raised if added >= released else {}) | (lowered if released >= added else {})


def _shared(
    problem: Problem,
    inner: Inner,
    held: Amounts,
    remaining: Fraction,
    low: Amounts,
    names: tuple[Sentence, Sentence],
) -> ExactSplit:
    """Share what the held payers leave among the others, or say why the bounds cannot be kept."""
    if not held:
        return inner(problem)
    if remaining < 0:
        floors = {code: bound for code, bound in held.items() if low.get(code) == bound}
        raise AllocationError(
            "The {bounds} cannot be kept: {amounts}. With all that is held they exceed "
            "the sum to be shared, {total} euros, by {excess} euros. Lower "
            "them.",
            bounds=names[0],
            amounts=listed(floors),
            total=in_euros(problem.total),
            excess=in_euros(-remaining),
        )
    try:
        split = inner(_reduced(problem, remaining, {**held_by(problem), **held}))
    except AllocationError as error:
        raise AllocationError(
            "When {payers} had been held at a bound, the rest could not be shared "
            "among the others: {fault}",
            payers=", ".join(held),
            fault=error,
        ) from error
    charged = sorted(set(held) & set(split.amounts))
    if charged:
        raise AllocationError(
            "A bound holds {payers}, and a step inside it sets a share too: which "
            "of them is to be paid cannot be told. Put that step outside the bound.",
            payers=", ".join(charged),
        )
    return split


def _nobody_left(
    problem: Problem,
    held: Amounts,
    remaining: Fraction,
    high: Amounts,
    names: tuple[Sentence, Sentence],
    apart: Sequence[str],
) -> AllocationError:
    """Say which bounds cannot be kept when every payer is held at one.

    Parameters
    ----------
    apart
        Those whose share a step inside sets, besides the payers.
    """
    total, left = in_euros(problem.total), in_euros(remaining)
    caps = {code: bound for code, bound in held.items() if high.get(code) == bound}
    if caps:
        return AllocationError(
            "The {bounds} cannot be kept: {amounts}. Of the sum to be shared, {total} "
            "euros, {left} euros are left to nobody. Raise them.",
            bounds=names[1],
            amounts=listed(caps),
            total=total,
            left=left,
        )
    return AllocationError(
        "The {bounds} cannot be kept: {amounts}. Of the sum to be shared, {total} "
        "euros, they leave {left} euros, and a step inside sets what {apart} "
        "pays of it. Lower them, or put that step outside.",
        bounds=names[0],
        amounts=listed(held),
        total=total,
        left=left,
        apart=", ".join(apart),
    )


def beside(problem: Problem, split: ExactSplit, payer: str, cents: Fraction) -> ExactSplit:
    """Add what a payer pays by itself to how the others share the rest.

    Raises
    ------
    AllocationError
        If what stands inside has set a share of the payer too.
    """
    if payer in split.amounts:
        raise AllocationError(
            'Two steps set what "{payer}" pays by itself: which of them is to be '
            "paid cannot be told. Take one of them away.",
            payer=payer,
        )
    amounts = {**split.amounts, payer: cents}
    ordered = list(dict.fromkeys((*problem.payers, payer, *amounts)))
    return ExactSplit({code: amounts[code] for code in ordered if code in amounts}, split.working)


def in_euros(cents: Fraction) -> Amount:
    """Write an amount for a message; a part of a cent is rounded down."""
    return Amount(floor(cents))


def listed(bounds: Amounts) -> Sentence:
    """Write amounts by payer for a message."""
    return joined(
        Sentence("{payer} {sum} euros", payer=code, sum=in_euros(bound))
        for code, bound in sorted(bounds.items())
    )

"""A sum shared in parts, one equally and others by keys: what a mix and a pool are made of, and how
the parts are said.
"""

from collections.abc import Mapping
from fractions import Fraction

from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.ratios import Ratios
from analyysi.messages import KeyName, Message, Percent, Value
from analyysi.money import decimals_needed


def in_percent(ratio: Fraction) -> Message:
    """Return a ratio as it is, never rounded to what it is not: in per cent if that ends, or else
    as a fraction.
    """
    decimals = decimals_needed(ratio * 100)
    share = str(ratio) if decimals is None else Percent(ratio, decimals)
    return Message("{share}", {"share": share})


def not_whole(together: Fraction) -> Message:
    """Say that weights do not sum to one."""
    return Message(
        "The weights must sum to {whole}. They sum to {sum}.",
        {"whole": Percent(Fraction(1), 0), "sum": in_percent(together)},
    )


def shared_in_parts(problem: Problem, equal: Fraction, keys: Mapping[str, Fraction]) -> ExactSplit:
    """Share one part of a sum equally and the others each by its key; the parts sum to one.

    Raises
    ------
    AllocationError
        If a key is missing for a payer, negative, or zero for all.
    """
    amounts = Ratios(dict.fromkeys(problem.payers, 1), 1).in_proportion(problem.total * equal)
    working = []
    for key, weight in keys.items():
        weights = problem.weights(key)
        amounts += weights.in_proportion(problem.total * weight)
        working.append(Quantities(Message("{key}", {"key": KeyName(key)}), "weight", weights))
    return ExactSplit(amounts, tuple(working))


def shared_parts(equal: Fraction, keys: Mapping[str, Fraction], by: bool = False) -> list[Value]:
    """Return the parts that have a weight, each with it: "30 % equally", "70 % population"."""
    parts: list[Value] = []
    if equal:
        parts.append(Message("{share} equally", {"share": Percent(equal, None)}))
    for key, share in keys.items():
        if share:
            parts.append(
                Message("{share} {key}", {"share": Percent(share, None), "key": KeyName(key, by)})
            )
    return parts

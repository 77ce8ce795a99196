"""One line for and one against each way of sharing, both from the figures at hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.fairness import burden
from analyysi.allocation.properties import Finding
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.judge import judge
from analyysi.errors import AllocationError
from analyysi.messages import Message, Money, Number, PayerName

_EVEN = Fraction(105, 100)
"""Burdens within a twentieth of each other are not held against a way of sharing."""


@dataclass(frozen=True)
class Weighed:
    """A way of sharing and what speaks for it and against it here."""

    split: Split
    for_it: Message
    against_it: Message


def weigh(comparison: Comparison, split: Split) -> Weighed:
    """Find the strongest line for and against a split.

    For: that every inhabitant bears the same; else that it needs no figures; else that nobody gains by merging and the
    shares stay when one withdraws; else how even it is. Against: that somebody would gain by merging, or the others'
    shares would move when one withdraws; else how uneven it is; else who would pay most less under another way.
    """
    found = {finding.name: finding for finding in judge(comparison, split)}
    return Weighed(split, _for(comparison, split, found), _against(comparison, split, found))


def _for(comparison: Comparison, split: Split, found: dict[str, Finding]) -> Message:
    heads = comparison.case.heads
    if heads is not None:
        try:
            if burden(split.exact.amounts, heads).gini == 0:
                return Message("Every inhabitant bears the same sum, whatever the municipality.")
        except AllocationError:
            pass
    if split.variant.method.name == "equal":
        return Message("It needs no figures of the payers, so there are none to dispute or to update.")
    if found["no_gain_by_merging"].holds and found["stable_when_one_withdraws"].holds:
        return Message("Nobody gains by merging, and the others' shares stay when one withdraws with its share.")
    ratio = comparison.head_ratio(split)
    if ratio is not None:
        return Message("The highest payment per inhabitant is {ratio} times the lowest.", {"ratio": Number(ratio, 2)})
    return Message("No payer whose figures grow would pay less.")


def _against(comparison: Comparison, split: Split, found: dict[str, Finding]) -> Message:
    for name in ("no_group_pays_more_than_apart", "no_gain_by_merging", "stable_when_one_withdraws"):
        if found[name].holds is False:
            return found[name].told
    ratio, span = comparison.head_ratio(split), comparison.head_range(split)
    if ratio is not None and span is not None and ratio > _EVEN:
        (low, least), (high, most) = span
        return Message(
            "{high} pays {most} per inhabitant and {low} {least}.",
            {
                "high": PayerName(high),
                "most": Money(most, 2),
                "low": PayerName(low),
                "least": Money(least, 2),
            },
        )
    others = [other for other in comparison.body if other is not split]
    gains = [
        (split.cents[code] - other.cents[code], code, other)
        for other in others
        for code in sorted(split.cents)
        if code in other.cents
    ]
    if not gains:
        return Message("There is no other way to set it against.")
    gain, code, other = max(gains, key=lambda entry: entry[0])
    return Message(
        "{payer} would pay {amount} less by another way: {way}.",
        {"payer": PayerName(code), "amount": Money(gain), "way": other.title},
    )

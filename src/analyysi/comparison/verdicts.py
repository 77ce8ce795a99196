"""Which ways of sharing are defensible here, with one line for and one against each, all from the
figures at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from analyysi.allocation.properties.fairness import is_even
from analyysi.allocation.properties.procedure import Finding
from analyysi.allocation.properties.property_table import (
    EQUALS_PAY_EQUALLY,
    GROWS_WITH_ITS_FIGURES,
    INDEPENDENT_OF_ORDER_AND_UNITS,
    NO_GAIN_BY_MERGING,
    NO_GROUP_PAYS_MORE_THAN_APART,
    STABLE_WHEN_ONE_WITHDRAWS,
)
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.split_properties import split_findings
from analyysi.errors import AllocationError
from analyysi.messages import Message, Money, Number, PayerName

Verdict = Literal["defensible", "with_reservations", "hard_to_defend"]

_EVEN = Fraction(105, 100)
"""Burdens within a twentieth of each other are not held against a way of sharing."""

UNEVEN = Fraction(2)
"""Above this ratio of the highest payment per inhabitant to the lowest, a way is defensible with
reservations only.
"""

_NOTHING_FOR = Message("Nothing was found in the figures that speaks for it.")

_EQUAL_TREATMENT = (EQUALS_PAY_EQUALLY, GROWS_WITH_ITS_FIGURES, INDEPENDENT_OF_ORDER_AND_UNITS)
"""What a way must do to treat payers alike; one that fails here is hard to defend."""

_OF_VERDICT = (NO_GROUP_PAYS_MORE_THAN_APART, *_EQUAL_TREATMENT, NO_GAIN_BY_MERGING)
"""The properties that a verdict rests on."""


@dataclass(frozen=True)
class SplitAssessment:
    """A way of sharing and what speaks for it and against it here.

    `ground` says why the verdict is not "defensible"; None where it is. `findings` are the
    properties looked for.
    """

    split: Split
    verdict: Verdict
    ground: Message | None
    for_it: Message
    against_it: Message
    findings: tuple[Finding, ...]


@lru_cache(maxsize=1)
def assessments(comparison: Comparison) -> tuple[SplitAssessment, ...]:
    """Return the assessment of every split, in the order of the splits."""
    return tuple(assess_split(comparison, split) for split in comparison.splits)


def assess_split(comparison: Comparison, split: Split) -> SplitAssessment:
    """Judge a split and find the strongest line for it and against it.

    Verdict: hard to defend if some group would pay less by itself (where that is known), or if
    payers are not treated alike; with reservations if an inhabitant of one payer bears more than
    `UNEVEN` times what another's bears, or if two payers would change their sum by merging;
    defensible else.

    For: that every inhabitant bears the same; else that it needs no figures; else that nobody would
    pay less by itself; else that nobody gains by merging and the shares stay when one withdraws;
    else how even it is; else that nobody whose figures grow pays less. Against: why it is hard to
    defend, if it is; else that somebody would gain by merging, or the others' shares would move
    when one withdraws; else how uneven it is; else who would pay most less under another way.
    """
    findings = split_findings(comparison, split)
    by_name = {finding.name: finding for finding in findings}
    verdict, ground = _verdict(comparison, split, by_name)
    against = (
        ground
        if ground is not None and verdict == "hard_to_defend"
        else _against(comparison, split, by_name)
    )
    return SplitAssessment(
        split, verdict, ground, _for(comparison, split, by_name), against, findings
    )


def verdict_of(comparison: Comparison, split: Split) -> Verdict:
    """Return the verdict of `assess_split` without what else speaks for the split or against it:
    no property is looked for that the verdict does not rest on.
    """
    findings = split_findings(comparison, split, _OF_VERDICT)
    return _verdict(comparison, split, {finding.name: finding for finding in findings})[0]


def _verdict(
    comparison: Comparison, split: Split, by_name: dict[str, Finding]
) -> tuple[Verdict, Message | None]:
    for row in (NO_GROUP_PAYS_MORE_THAN_APART, *_EQUAL_TREATMENT):
        if by_name[row.name].holds is False:
            return "hard_to_defend", by_name[row.name].evidence
    uneven = _uneven(comparison, split, UNEVEN)
    if uneven is not None:
        return "with_reservations", uneven
    if by_name[NO_GAIN_BY_MERGING.name].holds is False:
        return "with_reservations", by_name[NO_GAIN_BY_MERGING.name].evidence
    return "defensible", None


def _for(comparison: Comparison, split: Split, by_name: dict[str, Finding]) -> Message:
    heads = comparison.case.heads
    if heads is not None:
        try:
            if is_even(split.exact.amounts, heads):
                kinds = {party.code: party.kind for party in comparison.case.agreement.parties}
                municipal = all(kinds[code] == "municipality" for code in split.cents)
                return Message(
                    "Every inhabitant bears the same sum, whatever the municipality."
                    if municipal
                    else "Every inhabitant bears the same sum, whoever pays it."
                )
        except AllocationError:
            pass
    if not split.variant.method.is_rule:
        return Message("These are the sums that were decided and published.")
    if split.variant.needs_no_figures and not comparison.case.step_keys:
        return Message(
            "It needs no figures of the payers, so there are none to dispute or to update."
        )
    if by_name[NO_GROUP_PAYS_MORE_THAN_APART.name].holds:
        return by_name[NO_GROUP_PAYS_MORE_THAN_APART.name].evidence
    if by_name[NO_GAIN_BY_MERGING.name].holds and by_name[STABLE_WHEN_ONE_WITHDRAWS.name].holds:
        return Message(
            "Two payers counted as one would pay the same, and the others' shares stay when one "
            "withdraws with its share."
        )
    ratio = comparison.head_ratio(split)
    if ratio is not None and ratio <= UNEVEN:
        return Message(
            "The highest payment per inhabitant is {ratio} times the lowest.",
            {"ratio": Number(ratio, 2)},
        )
    return (
        by_name[GROWS_WITH_ITS_FIGURES.name].evidence
        if by_name[GROWS_WITH_ITS_FIGURES.name].holds
        else _NOTHING_FOR
    )


def _against(comparison: Comparison, split: Split, by_name: dict[str, Finding]) -> Message:
    for name in (
        NO_GROUP_PAYS_MORE_THAN_APART.name,
        NO_GAIN_BY_MERGING.name,
        STABLE_WHEN_ONE_WITHDRAWS.name,
    ):
        if by_name[name].holds is False:
            return by_name[name].evidence
    uneven = _uneven(comparison, split, _EVEN)
    if uneven is not None:
        return uneven
    gains: list[tuple[int, str, Split]] = []
    for alternative in comparison.listed:
        if alternative is not split:
            shared = [code for code in sorted(split.cents) if code in alternative.cents]
            gains += [
                (split.shown[code] - alternative.shown[code], code, alternative) for code in shared
            ]
    if not gains:
        return Message("There is no other way to set it against.")
    gain, code, alternative = max(gains, key=lambda entry: entry[0])
    return Message(
        "{payer} would pay {amount} less by another way: {way}.",
        {"payer": PayerName(code), "amount": Money(gain), "way": alternative.title},
    )


def _uneven(comparison: Comparison, split: Split, limit: Fraction) -> Message | None:
    """Return who pays most and least per inhabitant, if the one is more than
    `limit` times the other.
    """
    ratio, span = comparison.head_ratio(split), comparison.head_range(split)
    if ratio is None or span is None or ratio <= limit:
        return None
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

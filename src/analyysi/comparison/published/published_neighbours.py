"""A published share beside the computed splits: how far they lie from it and
which two enclose it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analyysi.agreement.terms import Published
from analyysi.comparison.compare import Comparison, Split
from analyysi.money import round_half_up

_EURO = 100


@dataclass(frozen=True)
class Observation:
    """What the figures say of one published share.

    `below` and `above` are the splits by a single key that come nearest from either side; `equal`
    are the rules that give exactly the published sum. `percent_agrees` says whether the published
    percentage is the published sum divided by the total, rounded as printed (None if no percentage
    was published).
    """

    published: Published
    difference_to_chosen: int
    below: Split | None
    above: Split | None
    equal: tuple[Split, ...]
    share: Fraction
    percent_agrees: bool | None


def observations(comparison: Comparison) -> tuple[Observation, ...]:
    """Set every published share beside the computed ones. The published sum is never an input of a
    split.
    """
    return tuple(_observe(comparison, published) for published in comparison.case.terms.published)


def shown_beside(observation: Observation, split: Split) -> int:
    """Return what the payer pays by a split, in cents, as it stands beside the published share:
    where that is whole euros the sum that every paper shows, else to the cent.
    """
    published = observation.published
    return (split.cents if published.value % _EURO else split.shown)[published.payer]


def _observe(comparison: Comparison, published: Published) -> Observation:
    payer, cents = published.payer, published.value
    by_key = [split for split in comparison.splits if split.variant.only_key is not None]
    below = [split for split in by_key if split.cents[payer] < cents]
    above = [split for split in by_key if split.cents[payer] > cents]
    share = Fraction(cents, comparison.case.terms.total.value)
    agrees = None
    if published.percent is not None:
        decimals = len(published.percent.partition(".")[2])
        agrees = round_half_up(share * 100, decimals) == Decimal(published.percent)
    return Observation(
        published=published,
        difference_to_chosen=cents - comparison.chosen.cents[payer],
        below=max(below, key=lambda split: split.cents[payer], default=None),
        above=min(above, key=lambda split: split.cents[payer], default=None),
        # Published sums that were stored as such explain nothing.
        equal=tuple(
            split
            for split in comparison.splits
            if split.variant.method.is_rule and split.cents[payer] == cents
        ),
        share=share,
        percent_agrees=agrees,
    )

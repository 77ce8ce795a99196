"""How many of the rules tried would give the published shares by luck alone."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from analyysi.allocation.inference.quick_checks import count_within, stretches
from analyysi.allocation.inference.rule_families import RuleFamily

WINDOW = Fraction(3, 100)
"""The stretch on either side of a published share, as a part of it, in which the rules' figures are
counted.
"""

MOST_INDEPENDENT = 3
"""How many shares of a table count as evidence of their own, at most. Keys of the same payers are
alike: whoever meets a few shares by luck is likely to meet the others."""


def hits_by_luck(
    family: RuleFamily, published: Mapping[int, int], unit: int, *, full: bool
) -> float:
    """Return how many rules of a family chance would let give the published shares.

    The rules whose figures all lie near the published shares are counted, within `WINDOW` of each.
    Such a rule gives one share with the chance that its figure, anywhere within the window, falls
    where it is rounded to the share. The chances of at most `MOST_INDEPENDENT` shares are
    multiplied, the smallest ones; the last share of a full table follows from the others and is
    none of them.

    Parameters
    ----------
    published
        The place of each published payer, to cents.
    unit
        The coarsest unit, in cents, that the published shares may be rounded to: its stretches are
        the widest.
    full
        Whether every payer's share is published.
    """
    windows = {place: max(float(cents * WINDOW), float(unit)) for place, cents in published.items()}
    near = count_within(family, stretches(family, published, windows))
    chances = sorted(unit / (2 * window) for window in windows.values())
    independent = min(len(published) - full, MOST_INDEPENDENT)
    return near * prod(chances[:independent])

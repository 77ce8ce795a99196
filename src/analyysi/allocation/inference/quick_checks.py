"""Quick figures against published shares: which rules cannot give them, whatever the rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analyysi.allocation.inference.rule_families import Floats, Numbers, RuleFamily

MARGIN = 1e-9
"""How far quick figures may be off, as a part of them; they are right to about 1e-15."""


def stretches(
    family: RuleFamily, values: Mapping[int, int], reaches: Mapping[int, float]
) -> tuple[Floats, Floats]:
    """Return for each line of a family between which two weights every payer's figure lies within
    its reach of its value; the first weight is above the second where none does so.

    Parameters
    ----------
    values
        The place of each published payer, to cents.
    reaches
        The same places, to cents.
    """
    lows, highs = np.zeros(family.lines), np.ones(family.lines)
    for place, value in values.items():
        starts, slopes = family.quick_line(place)
        reach = reaches[place] + MARGIN * family.total
        lacking = value - starts
        level = np.abs(slopes) < MARGIN
        safe = np.where(level, 1.0, slopes)
        at_lower, at_upper = (lacking - reach) / safe, (lacking + reach) / safe
        beyond = np.where(np.abs(lacking) <= reach + MARGIN, -np.inf, np.inf)
        lows = np.maximum(lows, np.where(level, beyond, np.minimum(at_lower, at_upper)))
        highs = np.minimum(highs, np.where(level, -beyond, np.maximum(at_lower, at_upper)))
    return lows, highs


def numbers_within(family: RuleFamily, lows: Floats, highs: Floats) -> Numbers:
    """Return the numbers of a family's rules whose weights lie between two weights of their line;
    one too many rather than one too few.
    """
    if not family.free:
        return np.flatnonzero((lows <= MARGIN) & (highs >= -MARGIN))
    first = np.searchsorted(family.quick_weights, lows - MARGIN)
    after = np.searchsorted(family.quick_weights, highs + MARGIN, side="right")
    counts = np.maximum(after - first, 0)
    ends = np.cumsum(counts)
    lines = np.repeat(np.arange(family.lines), counts)
    steps = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
    numbers: Numbers = lines * len(family.weights) + first[lines] + steps
    return numbers


def may_be_table(figures: Floats, values: Sequence[int], unit: int) -> NDArray[np.bool_]:
    """Return for each row of quick figures whether some rounding may make the values of them; false
    is sure.

    A divisor method multiplies all shares by one number and takes the whole number below or above,
    so that number lies between (value - 1) / share and (value + 1) / share for every payer, counted
    in units. A rounding that stays within one unit of the shares does the same with the number one.
    """
    counts = np.array(values, dtype=np.float64) / unit
    shares = figures / unit
    nothing = shares <= 0
    safe = np.where(nothing, 1.0, shares)
    least = np.max(np.where(nothing, -np.inf, (counts - 1) / safe), axis=1)
    most = np.min(np.where(nothing, np.inf, (counts + 1) / safe), axis=1)
    fits: NDArray[np.bool_] = (least <= most * (1 + MARGIN) + MARGIN) & ~np.any(
        nothing & (counts > 0), axis=1
    )
    return fits


def farthest(payers: int, units: int, value: int) -> float:
    """Return how far a share may lie from its rounded value by any rounding of a full table, in
    units.

    All values lie within one unit of the shares times one number m (see `may_be_table`), so that
    their sum lies within `payers` units of m times the sum of the shares. Both sums are `units`, so
    m lies within payers / units of one.

    Parameters
    ----------
    units
        The sum of all values, in units.
    """
    if units <= payers:
        return payers + 1
    off = payers / units
    return min(payers + 1, 1 + off * (value + 1) / (1 - off))


def round_quickly(
    figures: Floats, total: int, unit: int, *, with_rest: bool
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Round rows of quick figures by the largest remainder, and return the cents and for which rows
    they are sure: where no remainder is so near to nought, to one or, at the edge, to another that
    the figures' last digits could matter.

    Parameters
    ----------
    with_rest
        Whether what the figures leave of the total is rounded along with them (an organiser's
        part); else they sum to the total.
    """
    rest = [total - figures.sum(axis=1)] if with_rest else []
    shares = np.column_stack([figures, *rest]) / unit
    whole = np.floor(shares)
    remainders = shares - whole
    rows, payers = shares.shape
    left = np.clip(total // unit - whole.sum(axis=1), 0, payers).astype(np.int_)
    order = np.argsort(-remainders, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(payers)[np.newaxis, :], axis=1)
    cents = ((whole + (ranks < left[:, np.newaxis])) * unit).astype(np.int_)
    # The remainders in order, between one and nought: the edge lies after `left` of them.
    falling = np.column_stack(
        [np.ones(rows), np.take_along_axis(remainders, order, axis=1), np.zeros(rows)]
    )
    near = 1e-6 + MARGIN * total / unit
    at = np.arange(rows)
    edge = falling[at, left] - falling[at, left + 1]
    whole_ones = np.any((remainders < near) | (remainders > 1 - near), axis=1)
    sure: NDArray[np.bool_] = (edge > near) & ~whole_ones
    return cents[:, : figures.shape[1]], sure

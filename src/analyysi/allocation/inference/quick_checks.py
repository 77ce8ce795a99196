"""Quick figures against published shares: which rules cannot give them, whatever the rounding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyysi.allocation.inference.rule_families import Floats

MARGIN = 1e-9
"""How far quick figures may be off, as a part of them; they are right to about 1e-15."""


def may_be_table(figures: Floats, values: Sequence[int], unit: int) -> NDArray[np.bool_]:
    """Return for each row of quick figures whether some rounding may make the values of them; false
    is sure.

    A divisor method multiplies all shares by one number and takes the whole number below or above,
    so that number lies between (value - 1) / share and (value + 1) / share for every payer, counted
    in units. A rounding that stays within one unit of the shares does the same with the number one.
    The values and the shares having one sum, no value can lie further than payers + 1 units off.
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


def may_be_part(
    figures: Floats, places: Sequence[int], values: Sequence[int], total: int, unit: int
) -> NDArray[np.bool_]:
    """Return for each row of quick figures whether the largest remainder may give the values at the
    places; false is sure.

    The largest remainder adds one number between nought and one to all shares, counted in units,
    and rounds down. The sum shows between which two numbers it lies, and so does each value; these
    stretches must meet.
    """
    shares = np.column_stack([figures, total - figures.sum(axis=1)]) / unit
    whole = np.floor(shares)
    left = np.clip(total // unit - whole.sum(axis=1), 0, shares.shape[1]).astype(np.int_)
    rising = np.sort(1 - (shares - whole), axis=1)
    rows = np.arange(len(shares))
    edges = np.column_stack([np.zeros(len(shares)), rising, np.ones(len(shares))])
    lacking = np.array(values, dtype=np.float64) / unit - shares[:, places]
    least = np.maximum(edges[rows, left], lacking.max(axis=1))
    most = np.minimum(edges[rows, left + 1], lacking.min(axis=1) + 1)
    fits: NDArray[np.bool_] = least <= most + 1e-6 + MARGIN * total / unit
    return fits

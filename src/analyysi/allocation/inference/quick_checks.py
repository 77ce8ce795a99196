"""Quick figures against published shares: which rules cannot give them, whatever the rounding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from analyysi.allocation.inference.rule_families import RuleFamily

MARGIN = 1e-9
"""How far quick figures may be off, as a part of them; they are right to about 1e-15."""


Stretch = tuple[int, float, float]
"""A line, and between which two weights of it every published payer's figure is near enough."""


def whole_lines(family: RuleFamily) -> list[Stretch]:
    """Return every line of a family from end to end."""
    return [(line, 0.0, 1.0) for line in range(family.lines)]


def stretches(
    family: RuleFamily,
    values: Mapping[int, int],
    reaches: Mapping[int, float],
    among: Iterable[Stretch] | None = None,
) -> list[Stretch]:
    """Return the stretch of each line of a family on which every payer's figure lies within its
    reach of its value; nothing of a line where it does so at no weight.

    The first weight may lie above the second by as little as quick figures may be off.

    Parameters
    ----------
    values
        The place of each published payer, to cents.
    reaches
        The same places, to cents.
    among
        Where else than on the whole of each line is looked: on stretches of the same family.
    """
    within = whole_lines(family) if among is None else list(among)
    for place, value in values.items():
        within = _narrowed(family, within, place, value, reaches[place] + MARGIN * family.total)
    return within


def _narrowed(
    family: RuleFamily, within: Iterable[Stretch], place: int, value: int, reach: float
) -> list[Stretch]:
    """Return what is left of stretches on which one more payer's figure is near its value."""
    lines = family.quick_lines(place)
    beyond = reach + MARGIN * family.total  # the ends of a line are looked at first, and roughly
    kept = []
    for line, low, high in within:
        start, slope = lines[line]
        lacking = value - start
        if (lacking > beyond and lacking - slope > beyond) or (
            lacking < -beyond and lacking - slope < -beyond
        ):
            continue
        if -MARGIN < slope < MARGIN:
            if abs(lacking) <= reach + MARGIN:
                kept.append((line, low, high))
            continue
        if slope > 0:
            first, last = (lacking - reach) / slope, (lacking + reach) / slope
        else:
            first, last = (lacking + reach) / slope, (lacking - reach) / slope
        if first < low:
            first = low
        if last > high:
            last = high
        if first <= last + 3 * MARGIN:
            kept.append((line, first, last))
    return kept


def places_within(family: RuleFamily, within: Iterable[Stretch]) -> list[tuple[int, int, int]]:
    """Return for each stretch its line, and from which to before which place among the family's
    weights they lie on it; one too many rather than one too few.
    """
    if not family.free:
        return [(line, 0, 1) for line, low, high in within if low <= MARGIN and high >= -MARGIN]
    weights = family.quick_weights
    return [
        (line, bisect_left(weights, low - MARGIN), bisect_right(weights, high + MARGIN))
        for line, low, high in within
    ]


def numbers_within(family: RuleFamily, within: Iterable[Stretch]) -> list[int]:
    """Return the numbers of a family's rules whose weights lie on the stretches of their lines; one
    too many rather than one too few.
    """
    numbers: list[int] = []
    weights = len(family.weights)
    for line, first, after in places_within(family, within):
        numbers.extend(range(line * weights + first, line * weights + after))
    return numbers


def count_within(family: RuleFamily, within: Iterable[Stretch]) -> int:
    """Return how many numbers `numbers_within` returns."""
    places = places_within(family, within)
    return sum([after - first for _, first, after in places if after > first])


def quick_distances(
    family: RuleFamily, within: Iterable[Stretch], values: Mapping[int, int]
) -> list[tuple[float, int]]:
    """Return for each number of `numbers_within` the largest distance between the rule's figures
    and the values, in cents, and the number.
    """
    of_places = [(family.quick_lines(place), value) for place, value in values.items()]
    distances = []
    for line, first, after in places_within(family, within):
        for place in range(first, after):
            weight, farthest_off = family.quick_weights[place], 0.0
            for lines, value in of_places:
                start, slope = lines[line]
                off = abs(start + weight * slope - value)
                if off > farthest_off:
                    farthest_off = off
            distances.append((farthest_off, line * len(family.weights) + place))
    return distances


def may_be_table(figures: Sequence[float], values: Sequence[int], unit: int) -> bool:
    """Return whether some rounding of quick figures may make the values of them; false is sure.

    A divisor method multiplies all shares by one number and takes the whole number below or above,
    so that number lies between (value - 1) / share and (value + 1) / share for every payer, counted
    in units. A rounding that stays within one unit of the shares does the same with the number one.
    """
    least, most = -inf, inf
    for figure, value in zip(figures, values, strict=True):
        count, share = value / unit, figure / unit
        if share > 0:
            least, most = max(least, (count - 1) / share), min(most, (count + 1) / share)
        elif count > 0:
            return False
    return least <= most * (1 + MARGIN) + MARGIN


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
    figures: Sequence[float], total: int, unit: int, *, with_rest: bool
) -> tuple[int, ...] | None:
    """Round quick figures by the largest remainder, and return the cents; None where they are not
    sure, since a remainder is so near to nought, to one or, at the edge, to another that the
    figures' last digits could matter.

    Parameters
    ----------
    with_rest
        Whether what the figures leave of the total is rounded along with them (an organiser's
        part); else they sum to the total.
    """
    shares = [figure / unit for figure in figures]
    if with_rest:
        shares.append((total - sum(figures)) / unit)
    whole = list(map(int, shares))  # one below nought is as near to it as one above
    remainders = [share - below for share, below in zip(shares, whole, strict=True)]
    near = 1e-6 + MARGIN * total / unit
    if min(remainders) < near or max(remainders) > 1 - near:
        return None
    left = min(max(total // unit - sum(whole), 0), len(shares))
    falling = [1.0, *sorted(remainders, reverse=True), 0.0]
    last_raised, first_kept = falling[left], falling[left + 1]
    if last_raised - first_kept <= near:
        return None
    return tuple(
        [
            (below + (remainder > first_kept)) * unit
            for below, remainder in zip(whole, remainders, strict=True)
        ][: len(figures)]
    )

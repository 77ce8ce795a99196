"""The weights that give a full table are one range, and its ends are exact."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from analyysi.allocation.inference.natural_numbers import NATURAL_NUMBERS
from analyysi.allocation.inference.rule_families import rule_families, whole_keys
from analyysi.allocation.inference.weight_ranges import WeightRange, weight_range
from analyysi.allocation.whole_units.rounding import largest_remainder
from support.quick import at_most
from support.rule_search import CODES

KEYS = st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any)
TINY = Fraction(1, 10**9)


def rounded(one: list[int], other: list[int], weight: Fraction, total: int, unit: int) -> list[int]:
    """Mix two keys and round, without the search."""
    amounts = {
        code: total * (weight * Fraction(a, sum(one)) + (1 - weight) * Fraction(b, sum(other)))
        for code, a, b in zip(CODES, one, other, strict=True)
    }
    cents = largest_remainder(amounts, unit).cents
    return [cents[code] for code in CODES]


def ranges_of(one: list[int], other: list[int], values: list[int], unit: int) -> WeightRange | None:
    keys = {
        name: {code: Fraction(n) for code, n in zip(CODES, numbers, strict=True)}
        for name, numbers in (("one", one), ("other", other))
    }
    usable = whole_keys(CODES, keys)
    if usable.names != ("one", "other"):
        assume(condition=False)  # no line between a key and itself, or equal shares
    *_, family = rule_families(sum(values), usable, whole_keys(CODES, {}), full=True)
    assert family.name == "two_keys"
    return weight_range(family, 0, values, unit)


@at_most(40)
@given(
    one=KEYS,
    other=KEYS,
    weight=st.fractions(0, 1, max_denominator=60),
    units=st.integers(1, 60),
    unit=st.sampled_from([1, 100]),
)
@example(one=[1, 0, 0, 0], other=[0, 1, 0, 0], weight=Fraction(1, 2), units=1, unit=100)
def test_weights_that_give_a_table_are_its_range(
    one: list[int], other: list[int], weight: Fraction, units: int, unit: int
) -> None:
    values = rounded(one, other, weight, units * unit, unit)
    weights = ranges_of(one, other, values, unit)
    assert weights is not None
    assert weights.low <= weight <= weights.high
    for tried in (weights.low - TINY, weights.high + TINY):
        if 0 <= tried <= 1:
            assert rounded(one, other, tried, units * unit, unit) != values
    for step in range(1, 20):
        inside = weights.low + (weights.high - weights.low) * Fraction(step, 20)
        if weights.low < inside < weights.high:
            assert rounded(one, other, inside, units * unit, unit) == values
    expected = [
        number
        for number in NATURAL_NUMBERS
        if rounded(one, other, number, units * unit, unit) == values
    ]
    assert list(weights.natural) == expected


@at_most(40)
@given(one=KEYS, other=KEYS, values=st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
def test_no_range_means_that_no_weight_gives_the_table(
    one: list[int], other: list[int], values: list[int]
) -> None:
    weights = ranges_of(one, other, values, 1)
    giving = [
        number
        for number in (Fraction(step, 240) for step in range(241))
        if rounded(one, other, number, sum(values), 1) == values
    ]
    if weights is None:
        assert not giving
    else:
        assert all(weights.low <= number <= weights.high for number in giving)


@pytest.mark.parametrize(
    ("values", "low", "high"), [([7, 3], "13/20", "3/4"), ([10, 0], "19/20", "1")]
)
def test_a_range_by_hand(values: list[int], low: str, high: str) -> None:
    # All to the first by weight w, all to the second by 1 - w: ten units, so that 6.5 to 7.5 units
    # make seven. At 6.5 both remainders are equal, and the first code gets the unit.
    weights = ranges_of([1, 0, 0, 0], [0, 1, 0, 0], [*values, 0, 0], 1)
    assert weights is not None
    assert (weights.low, weights.high) == (Fraction(low), Fraction(high))
    assert weights.reaches_simpler == (weights.high == 1)
    assert (Fraction(13, 20) in weights.natural) == (values == [7, 3])
    assert Fraction(3, 4) not in weights.natural

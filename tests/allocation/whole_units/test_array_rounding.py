"""Rounding by arrays against rounding without them: the same cents, ties and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from analyysi.allocation.ratios import Ratios
from analyysi.allocation.whole_units.array_rounding import in_arrays
from analyysi.allocation.whole_units.quotas import Rounded
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.errors import AllocationError

IN_ARRAYS = [name for name in ROUNDING_RULES if name != "quota"]
every_rule = pytest.mark.parametrize("name", IN_ARRAYS)
FEW_WEIGHTS = st.sampled_from([0, 1, 1, 2, 3, 6, 10, 15])
CLOSE_WEIGHTS = st.integers(0, 3).map(lambda more: 10**11 + more)
LONG_WEIGHTS = st.integers(1, 2**70)
WEIGHTS = st.one_of(
    *(
        st.lists(weight, min_size=1, max_size=30).filter(any)
        for weight in (FEW_WEIGHTS, CLOSE_WEIGHTS, LONG_WEIGHTS, st.integers(1, 300))
    )
)


def shares(weights: list[int], units: int, unit: int) -> Ratios:
    """Share so many units by weights; codes are in another order than the payers."""
    codes = [f"{number * 7 % 31:02}" for number in range(len(weights))]
    numerators = {c: weight * units * unit for c, weight in zip(codes, weights, strict=True)}
    return Ratios(numerators, sum(weights))


def outcome(function: object, amounts: Mapping[str, Fraction], unit: int) -> Rounded | str:
    """Return what a rule gives, or why it gives nothing."""
    assert callable(function)
    try:
        rounded = function(amounts, unit)
    except AllocationError as fault:
        return str(fault)
    assert isinstance(rounded, Rounded)
    return rounded


def without_arrays(amounts: Mapping[str, Fraction], unit: int) -> Rounded:
    raise LookupError("rounded without arrays")


@every_rule
@given(weights=WEIGHTS, units=st.integers(0, 400), unit=st.sampled_from([1, 100]))
def test_arrays_give_the_same(name: str, weights: list[int], units: int, unit: int) -> None:
    rule, amounts = ROUNDING_RULES[name], shares(weights, units, unit)
    expected = outcome(rule.function, amounts, unit)
    assert outcome(in_arrays(rule, numpy).function, amounts, unit) == expected
    if isinstance(expected, Rounded):
        event(f"tied: {bool(expected.tied)}")


@every_rule
@given(seed=st.integers(0, 10**6), payers=st.integers(2, 300))
def test_shares_of_ordinary_length_are_rounded_by_arrays(name: str, seed: int, payers: int) -> None:
    draw = Random(seed)
    weights = {f"{number:03}": draw.randint(100, 200_000) for number in range(payers)}
    amounts = Ratios(
        {code: weight * 1_000_000 * payers for code, weight in weights.items()},
        sum(weights.values()),
    )
    rule = ROUNDING_RULES[name]
    quick = in_arrays(replace(rule, function=without_arrays), numpy)
    try:
        assert quick.function(amounts, 1) == rule.function(amounts, 1)
        event("by arrays")
    except LookupError:
        # Only a tie whose codes the guess did not look at is left to the other way.
        assert rule.function(amounts, 1).tied


@every_rule
def test_what_does_not_fit_64_bits_is_rounded_without_arrays(name: str) -> None:
    quick = in_arrays(replace(ROUNDING_RULES[name], function=without_arrays), numpy)
    with pytest.raises(LookupError):
        quick.function({"005": Fraction(2**62), "020": Fraction(1)}, 1)
    with pytest.raises(LookupError):
        quick.function({"005": Fraction(1, 2**62), "020": 1 - Fraction(1, 2**62)}, 1)


def test_a_rule_of_another_kind_stays_as_it_is() -> None:
    assert in_arrays(ROUNDING_RULES["quota"], numpy) is ROUNDING_RULES["quota"]
    changed = in_arrays(ROUNDING_RULES["webster"], numpy)
    assert (
        replace(changed, function=ROUNDING_RULES["webster"].function) == (ROUNDING_RULES["webster"])
    )

"""Methods by keys against their plain definitions, fraction by fraction."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix
from analyysi.allocation.problem import Problem

CODES = ("005", "020", "091", "105", "578")
WEIGHT = st.fractions(0, 60, max_denominator=6)
TOTAL = st.fractions(0, 1000, max_denominator=7)


def problem(total: Fraction, people: list[Fraction], area: list[Fraction]) -> Problem:
    # One more for everybody, so that no key is zero for all.
    keys = {
        name: {code: weight + 1 for code, weight in zip(CODES, weights, strict=True)}
        for name, weights in (("people", people), ("area", area))
    }
    return Problem(total, CODES, keys)


def weights() -> st.SearchStrategy[list[Fraction]]:
    return st.lists(WEIGHT, min_size=len(CODES), max_size=len(CODES))


@pytest.mark.slow
@given(total=TOTAL, people=weights())
def test_in_proportion_is_the_total_times_the_share_of_the_weights(
    total: Fraction, people: list[Fraction]
) -> None:
    whole = problem(total, people, people)
    key = whole.keys["people"]
    wanted = {code: total * key[code] / sum(key.values()) for code in CODES}
    assert dict(METHODS["proportional"].function(whole, ByKey(key="people")).amounts) == wanted


@pytest.mark.slow
@given(total=TOTAL, people=weights(), area=weights())
def test_a_mix_is_the_sum_of_its_parts(
    total: Fraction, people: list[Fraction], area: list[Fraction]
) -> None:
    whole = problem(total, people, area)
    parts = {"people": Fraction(1, 2), "area": Fraction(1, 5)}
    wanted = {
        code: total * Fraction(3, 10) / len(CODES)
        + sum(
            total * part * whole.keys[name][code] / sum(whole.keys[name].values())
            for name, part in parts.items()
        )
        for code in CODES
    }
    mix = Mix(equal="0.3", keys={"people": "0.5", "area": "0.2"})
    assert dict(METHODS["mix"].function(whole, mix).amounts) == wanted


@given(
    total=TOTAL,
    cuts=st.lists(st.integers(0, 100), min_size=len(CODES) - 1, max_size=len(CODES) - 1),
)
def test_fixed_shares_are_of_the_total(total: Fraction, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 100]
    shares = {code: Fraction(edges[i + 1] - edges[i], 100) for i, code in enumerate(CODES)}
    whole = problem(total, [Fraction(1)] * len(CODES), [Fraction(1)] * len(CODES))
    chosen = FixedShares(shares={code: str(float(share)) for code, share in shares.items()})
    assert dict(METHODS["fixed"].function(whole, chosen).amounts) == {
        code: total * shares[code] for code in CODES
    }

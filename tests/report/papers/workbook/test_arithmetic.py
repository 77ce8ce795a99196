"""The arithmetic of the workbook's formulas: the largest remainder, in whole numbers that doubles hold."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.report.papers.workbook.arithmetic import MOST, Basis, share_by_basis, share_by_mix
from support.workbooks import CLOSE, TIED


@given(
    st.lists(st.sampled_from([0, 1, 2, 3, 7, 1000, 34_567, 40_000_001]), min_size=1, max_size=8),
    st.integers(0, 8_200_000),
    st.randoms(use_true_random=False),
)
def test_units_by_one_key_are_those_of_the_largest_remainder(
    weights: list[int], units: int, dice: random.Random
) -> None:
    if not any(weights):
        weights = [*weights, 1]
    codes = [f"{place:03d}" for place in range(len(weights))]
    dice.shuffle(codes)
    order = [sorted(codes).index(code) + 1 for code in codes]
    total = sum(weights)
    exact = {
        code: Fraction(units * weight, total) for code, weight in zip(codes, weights, strict=True)
    }
    found = share_by_basis(units, Basis("key", 1, tuple(weights)), order)
    assert dict(zip(codes, found.units, strict=True)) == largest_remainder(exact).cents


@given(
    st.integers(1, 7),
    st.integers(1, 5),
    st.sampled_from([10, 100, 10_000]),
    st.integers(0, 8_200_000),
    st.randoms(use_true_random=False),
)
def test_units_by_a_mix_are_those_of_the_largest_remainder(
    payers: int, keys: int, of: int, units: int, dice: random.Random
) -> None:
    pool = [
        dice.choice([1, 2, 3, 1000, dice.randint(0, 90_000)]) for _ in range(max(1, payers - 1))
    ]
    bases = [Basis(None, 1, (1,) * payers)]
    bases += [
        Basis(str(key), 1, tuple(dice.choice(pool) for _ in range(payers))) for key in range(keys)
    ]
    cuts = [0, *sorted(dice.randint(0, of) for _ in range(keys)), of]
    parts = [
        after - before if basis.sum else 0
        for before, after, basis in zip(cuts, cuts[1:], bases, strict=False)
    ]
    if not any(parts):
        return
    codes = [f"{place:03d}" for place in range(payers)]
    dice.shuffle(codes)
    order = [sorted(codes).index(code) + 1 for code in codes]
    found = share_by_mix(units, bases, parts, order)
    assert (
        max(left for step in found.remainders for row in step for left in row) * found.base <= MOST
    )
    assert max(found.digits) < MOST
    if not found.exact:
        return
    exact = {
        code: sum(
            (
                Fraction(units * part * basis.weights[place], sum(parts) * basis.sum)
                for part, basis in zip(parts, bases, strict=True)
                if part
            ),
            Fraction(0),
        )
        for place, code in enumerate(codes)
    }
    assert dict(zip(codes, found.units, strict=True)) == largest_remainder(exact).cents


@pytest.mark.parametrize(("figures", "units"), [(CLOSE, (1, 0, 1)), (TIED, (1, 0, 1))])
def test_remainders_are_told_apart_or_tied_as_they_truly_are(
    figures: dict[str, tuple[int, int]], units: tuple[int, ...]
) -> None:
    bases = [Basis(str(key), 1, tuple(row[key] for row in figures.values())) for key in (0, 1)]
    order = [sorted(figures).index(code) + 1 for code in figures]
    found = share_by_mix(2, bases, (1, 1), order)
    assert found.exact
    assert found.units == units


def test_a_mix_of_figures_too_large_to_compare_is_told() -> None:
    large = [Basis(str(key), 1, (99_999_989 + key, 99_999_971)) for key in range(4)]
    assert not share_by_mix(8_000_000, large, (1, 1, 1, 1), (1, 2)).exact
    assert share_by_mix(8_000_000, large[:2], (1, 1), (1, 2)).exact

"""How firm the sums are: the same draws each time, and bounds that hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from analyysi.allocation.problem import Problem
from analyysi.comparison.compare import Comparison
from analyysi.comparison.robustness import robustness

PEOPLE = ("105", "290", "578", "620", "697", "765", "777")


def test_robustness_is_the_same_each_time_and_keeps_its_bounds(kainuu_2023: Comparison) -> None:
    one, again = robustness(kainuu_2023, draws=200), robustness(kainuu_2023, draws=200)
    other = robustness(kainuu_2023, draws=200, seed=1)
    assert one is not None
    assert one == again
    assert one != other
    for code in PEOPLE:
        assert one.low[code] <= one.high[code]
        assert 0 <= one.within[code] <= 1
    # An equal part takes from the largest and gives to the smallest.
    assert one.high["697"] > kainuu_2023.chosen.cents["697"]
    assert one.low["765"] < kainuu_2023.chosen.cents["765"]
    assert one.ranking > Fraction(1, 2)


@pytest.mark.parametrize("reach", [0, 80_000_00])
def test_the_reach_decides_what_is_near(kainuu_2023: Comparison, reach: int) -> None:
    found = robustness(kainuu_2023, draws=50, reach=reach)
    assert found is not None
    assert set(found.within.values()) == ({Fraction(1)} if reach else {Fraction(0)})


def test_ways_that_lie_far_apart_keep_their_order(kainuu_2023: Comparison) -> None:
    found = robustness(kainuu_2023, draws=300)
    assert found is not None
    by_way = {split.id: split.exact.amounts for split in kainuu_2023.body}
    for code in PEOPLE:
        sums = sorted(amounts[code] for amounts in by_way.values())
        gap = min(Fraction(high - low, high) for low, high in pairwise(sums))
        # A revision of one per cent moves a share by at most two per cent or so.
        if gap > Fraction(5, 100):
            assert found.ways[code] == 1
        else:
            assert 0 < found.ways[code] <= 1
    assert min(found.ways.values()) < 1


def test_one_way_alone_is_always_in_order(kainuu_2027: Comparison) -> None:
    alone = replace(kainuu_2027, splits=kainuu_2027.splits[:1])
    found = robustness(alone, draws=20)
    assert found is not None
    assert set(found.ways.values()) == {Fraction(1)}


def test_without_a_usable_key_there_is_nothing_to_draw(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    bare = Problem(case.problem.total, case.problem.payers)
    assert robustness(replace(kainuu_2023, case=replace(case, problem=bare))) is None

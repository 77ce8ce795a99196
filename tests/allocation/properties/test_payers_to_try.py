"""Of many payers those with extreme shares are tried, of few all."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.payers_to_try import largest_change, pairs, tried
from analyysi.allocation.ratios import Ratios


def problem(count: int) -> Problem:
    return Problem(Fraction(count), tuple(f"{number:03}" for number in range(count)), {})


def test_of_few_payers_all_and_all_pairs_are_tried() -> None:
    few = problem(40)
    shares = dict.fromkeys(few.payers, 1)
    assert tried(few, shares) == list(few.payers)
    assert list(pairs(few, shares)) == list(combinations(few.payers, 2))


def test_of_many_payers_the_eight_largest_and_smallest_are_tried() -> None:
    many = problem(41)
    shares = {code: -int(code) for code in many.payers}
    chosen = [f"{number:03}" for number in (*range(8), *range(33, 41))]
    assert tried(many, shares) == chosen
    tried_pairs = list(pairs(many, shares))
    assert ("040", "000") in tried_pairs  # the smallest share with the largest
    assert ("001", "000") in tried_pairs  # neighbours in rank
    assert {code for pair in tried_pairs for code in pair} == set(chosen)
    assert len({frozenset(pair) for pair in tried_pairs}) == len(tried_pairs)


def test_the_first_of_equal_changes_is_told_with_its_sign() -> None:
    before = Ratios.of({"005": Fraction(3), "020": Fraction(5), "091": Fraction(2)})
    after = {"005": Fraction(1), "020": Fraction(7), "091": Fraction(2)}
    assert largest_change(before, after, ("091", "005", "020")) == ("005", -2)
    assert largest_change(before, after, ("020", "005")) == ("020", 2)

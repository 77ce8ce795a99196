"""The simplex method in whole numbers against every basis of small programmes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.simplex import Simplex, least_of

ROWS = 2
ENTRY = st.integers(-3, 3)
COLUMNS = st.lists(st.lists(ENTRY, min_size=ROWS, max_size=ROWS), min_size=2, max_size=5)


def solved(
    columns: Sequence[Sequence[int]], right: Sequence[int], prices: Sequence[int]
) -> Simplex | None:
    """Minimise the price of columns that add up to `right`; None if none do."""
    simplex = Simplex(right)

    def reduced(priced: Sequence[int]) -> list[int]:
        costs = []
        for column, price in zip(columns, priced, strict=True):
            dual = sum(m * entry for m, entry in zip(simplex.multipliers, column, strict=True))
            costs.append(price * simplex.determinant - dual)
        return costs

    simplex.minimise(
        lambda _, first: least_of(reduced([0] * len(columns)), first),
        lambda name: list(columns[name]),
    )
    if any(
        name < 0 and amount for name, amount in zip(simplex.basis, simplex.amounts, strict=True)
    ):
        return None
    simplex.prices = [0 if name < 0 else prices[name] for name in simplex.basis]
    simplex.minimise(
        lambda _, first: least_of(reduced(prices), first),
        lambda name: list(columns[name]),
        lambda name: prices[name],
    )
    return simplex


def cost(simplex: Simplex, prices: Sequence[int]) -> Fraction:
    """Return what the solution costs."""
    paid = sum(
        amount * prices[name]
        for name, amount in zip(simplex.basis, simplex.amounts, strict=True)
        if name >= 0
    )
    return Fraction(paid, simplex.determinant)


def cheapest(
    columns: Sequence[Sequence[int]], right: Sequence[int], prices: Sequence[int]
) -> Fraction | None:
    """Go through every pair of columns that solves the equations by itself."""
    costs = []
    for first, second in combinations(range(len(columns)), 2):
        (a, c), (b, d) = columns[first], columns[second]
        determinant = a * d - b * c
        if not determinant:
            continue
        amounts = (
            Fraction(right[0] * d - b * right[1], determinant),
            Fraction(a * right[1] - right[0] * c, determinant),
        )
        if min(amounts) >= 0:
            costs.append(amounts[0] * prices[first] + amounts[1] * prices[second])
    return min(costs, default=None)


@given(
    columns=COLUMNS,
    right=st.lists(st.integers(1, 9), min_size=ROWS, max_size=ROWS),
    prices=st.lists(st.integers(0, 5), min_size=5, max_size=5),
)
def test_the_cheapest_of_all_bases_is_found(
    columns: list[list[int]], right: list[int], prices: list[int]
) -> None:
    independent = any(a * d != b * c for (a, c), (b, d) in combinations(columns, 2))
    assume(independent)
    simplex = solved(columns, right, prices[: len(columns)])
    expected = cheapest(columns, right, prices)
    assert (simplex is None) == (expected is None)
    if simplex is None:
        return
    assert simplex.determinant > 0
    assert cost(simplex, prices) == expected


@given(
    columns=COLUMNS,
    right=st.lists(st.integers(1, 9), min_size=ROWS, max_size=ROWS),
    prices=st.lists(st.integers(0, 5), min_size=10, max_size=10),
)
def test_other_prices_go_on_from_the_basis_of_the_last(
    columns: list[list[int]], right: list[int], prices: list[int]
) -> None:
    before, after = prices[: len(columns)], prices[5 : 5 + len(columns)]
    last, anew = solved(columns, right, before), solved(columns, right, after)
    assume(last is not None)
    assert last is not None
    assert anew is not None
    known = list(last.basis), list(last.amounts), list(last.adjoint), last.determinant
    simplex = last.priced(lambda name: 0 if name < 0 else after[name])

    def entering(simplex: Simplex, first: bool) -> int:
        costs = []
        for column, price in zip(columns, after, strict=True):
            dual = sum(m * entry for m, entry in zip(simplex.multipliers, column, strict=True))
            costs.append(price * simplex.determinant - dual)
        return least_of(costs, first)

    simplex.minimise(entering, lambda name: list(columns[name]), lambda name: after[name])
    assert cost(simplex, after) == cost(anew, after)
    assert (last.basis, last.amounts, last.adjoint, last.determinant) == known


def test_a_programme_without_a_bound_is_refused() -> None:
    simplex = Simplex([1])
    with pytest.raises(AssertionError, match="no bound"):
        simplex.minimise(lambda *_: 0, lambda name: [-1])

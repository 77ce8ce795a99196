"""Published amounts are given as they are, to the published payers and for the published total."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.as_published import AS_PUBLISHED, PublishedAmounts
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError

PUBLISHED = PublishedAmounts(amounts={"020": "100.50", "005": "0.50"})


def problem(cents: int, *payers: str) -> Problem:
    return Problem(Fraction(cents), payers, {})


def test_each_pays_what_was_published_in_the_order_of_the_payers() -> None:
    split = AS_PUBLISHED.function(problem(10_100, "005", "020"), PUBLISHED)
    assert list(split.amounts.items()) == [("005", Fraction(50)), ("020", Fraction(10_050))]


@pytest.mark.parametrize(
    ("cents", "payers", "message"),
    [
        (10_100, ("005",), r"an amount for 020, which does not pay\. They hold for the published"),
        (10_100, ("005", "020", "091"), "no amount for 091"),
        (10_100, ("005", "091"), "no amount for 091; an amount for 020, which does not pay"),
        (10_101, ("005", "020"), r"sum to 101\.00 euros, and the total is 101\.01 euros"),
    ],
)
def test_other_payers_and_totals_are_refused(
    cents: int, payers: tuple[str, ...], message: str
) -> None:
    with pytest.raises(AllocationError, match=message):
        AS_PUBLISHED.function(problem(cents, *payers), PUBLISHED)


def test_it_is_no_rule_and_is_never_compared_by_itself() -> None:
    assert not AS_PUBLISHED.is_rule
    assert AS_PUBLISHED.candidates(problem(1, "005")) == ()

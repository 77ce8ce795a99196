"""Hits by luck: counted against the figures themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.inference.luck import WINDOW, hits_by_luck
from analyysi.allocation.inference.rule_families import rule_families, whole_keys
from support.rule_search import CODES

TOTAL = 100_000_00
KEYS = {
    f"k{number}": {
        code: Fraction(900 + (number * 37 + place * 53) % 200) for place, code in enumerate(CODES)
    }
    for number in range(12)
}


@pytest.mark.slow
@pytest.mark.parametrize("published", [{0: 25_000_00}, {0: 25_000_00, 2: 24_700_00}])
def test_luck_is_rules_near_times_what_rounds_to_the_shares(published: dict[int, int]) -> None:
    usable = whole_keys(CODES, KEYS)
    for family in rule_families(TOTAL, usable, whole_keys(CODES, {}), full=False):
        near = 0
        for number in range(len(family)):
            amounts = list(family.amounts(number).values())
            near += all(
                abs(amounts[place] - cents) <= cents * WINDOW for place, cents in published.items()
            )
        chance = 1.0
        for cents in published.values():
            chance *= 100 / (2 * float(cents * WINDOW))
        luck = hits_by_luck(family, published, 100, full=False)
        assert luck == pytest.approx(near * chance)


def test_at_most_three_shares_of_a_table_are_evidence() -> None:
    codes = tuple(f"{number:03d}" for number in range(1, 9))
    key = {code: Fraction(number) for number, code in enumerate(codes, start=1)}
    usable = whole_keys(codes, {"key": key})
    family = list(rule_families(3600_00, usable, whole_keys(codes, {}), full=True))[1]
    table = dict(enumerate(100_00 * number for number in range(1, 9)))
    # The eight shares are 100 to 800 euros; one key, whose own figures these are. Three chances,
    # the smallest, are those of 600, 700 and 800: half a euro either way within 3 per cent.
    chance = (1 / 36) * (1 / 42) * (1 / 48)
    assert hits_by_luck(family, table, 100, full=True) == pytest.approx(chance)
    # Of two shares of two the second follows from the first.
    assert hits_by_luck(family, {6: 700_00, 7: 800_00}, 100, full=True) == pytest.approx(1 / 48)

"""Rules that serve claims in order: cases written out, and many claims."""

from analyysi.allocation.claims_rules.claims_in_order import (
    minimal_overlap,
    random_arrival,
)
from support.claims_problems import F, shares


def test_ibn_ezra() -> None:
    # Rabbi Abraham ibn Ezra, 12th century, in O'Neill (1982): an estate of 120, four sons who claim
    # 30, 40, 60, 120. No print was at hand, the figures are from memory; the rule is that of the
    # manual of ClaimsProblems (MO). The first 30 are shared by four, the next 10 by three, the next
    # 20 by two, and 60 are the eldest's.
    first, second, third = F(30, 4), F(10, 3), F(20, 2)
    wanted = (first, first + second, first + second + third, first + second + third + 60)
    assert shares(minimal_overlap, 120, 30, 40, 60, 120) == wanted


def test_random_arrival_written_out() -> None:
    # Estate 200, claims 100, 200, 300: in the orders 123, 132, 213, 231, 312, 321 the first gets
    # 100, 100, 0, 0, 0, 0, the second 100, 0, 200, 200, 0, 0, the third 0, 100, 0, 0, 200, 200.
    assert shares(random_arrival, 200, 100, 200, 300) == (F(100, 3), F(250, 3), F(250, 3))

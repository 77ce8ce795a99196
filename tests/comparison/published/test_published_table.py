"""A published table is checked, never repaired: every fault with what was printed and expected."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.comparison.published.published_table import TableFault, check_table
from analyysi.tables.decision_table import (
    DecisionTable,
    PrintedPercent,
    PrintedShare,
    PrintedTotal,
)


def table(
    *rows: tuple[int, str | None], total: int | None = None, of_total: str | None = None
) -> DecisionTable:
    """Return a table of payers a, b, ... with cents and per cents as printed."""
    shares = []
    for code, (cents, percent) in zip("abcdefgh", rows, strict=False):
        printed = None if percent is None else PrintedPercent(percent, Decimal(percent))
        shares.append(PrintedShare("row", code, code, "code", str(cents), cents, printed))
    row = None
    if total is not None:
        printed = None if of_total is None else PrintedPercent(of_total, Decimal(of_total))
        row = PrintedTotal("row", "Total", str(total), total, printed)
    return DecisionTable("a.csv", tuple(shares), row, "A and B")


def test_a_sound_table_has_no_fault() -> None:
    checked = check_table(table((30_00, "30"), (70_00, "70"), total=100_00, of_total="100"))
    assert checked.adds_up
    assert (checked.parts, checked.stated, checked.percents) == (100_00, 100_00, Decimal(100))


@pytest.mark.parametrize(
    ("printed", "given_total", "faults"),
    [
        (
            table((30_00, None), (70_00, None), total=101_00),
            None,
            [("sum", None, "101.00", "100.00")],
        ),
        (
            table((30_00, None), (70_00, None), total=100_00),
            90_00,
            [("sum", None, "90.00", "100.00"), ("total", None, "100.00", "90.00")],
        ),
        (
            table((30_00, "31"), (70_00, "70"), total=100_00),
            None,
            [("percent", "a", "31", "30")],
        ),
        (
            table((30_00, "30"), (70_00, "70"), total=100_00, of_total="99"),
            None,
            [("total_percent", None, "99", "100")],
        ),
    ],
)
def test_each_fault_says_what_was_expected(
    printed: DecisionTable, given_total: int | None, faults: list[tuple[str, str | None, str, str]]
) -> None:
    checked = check_table(printed, given_total)
    assert not checked.adds_up
    assert [
        (fault.kind, fault.payer, str(fault.printed), str(fault.expected))
        for fault in checked.faults
    ] == faults


def test_rounded_per_cents_need_not_sum_to_a_hundred() -> None:
    thirds = table((33_34, "33"), (33_33, "33"), (33_33, "33"), total=100_00)
    checked = check_table(thirds)
    assert checked.adds_up
    assert checked.percents == Decimal(99)


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=8))
def test_the_unit_divides_every_part_but_an_odd_one(parts: list[int]) -> None:
    checked = check_table(table(*((cents, None) for cents in parts)))
    rounded = [cents for code, cents in zip("abcdefgh", parts, strict=False) if code != checked.odd]
    assert all(cents % checked.unit == 0 for cents in rounded)


def test_one_part_that_is_not_rounded_as_the_others_is_named() -> None:
    checked = check_table(table((1000_00, None), (2000_00, None), (3000_07, None)))
    assert (checked.unit, checked.odd) == (1000_00, "c")


def test_a_difference_has_a_sign() -> None:
    assert TableFault("sum", None, Decimal("9"), Decimal("10")).difference == Decimal("-1")

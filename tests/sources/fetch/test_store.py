"""What is counted while a fetched table is stored."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from analyysi.sources.fetch.store import Tally

COLUMNS = ["municipality_code", "year", "people"]


def tally(rows: list[list[str]]) -> Tally:
    counted = Tally(COLUMNS, frozenset({"people"}), (), ("people",))
    assert list(counted.watch(rows)) == rows  # passed on as they are
    return counted


@given(st.dictionaries(st.integers(0, 999), st.integers(0, 10**9), min_size=1, max_size=8))
def test_sums_that_agree_are_said_to(figures: dict[int, int]) -> None:
    rows = [[f"{code:03}", "2025", str(people)] for code, people in figures.items()]
    held, broken = tally([*rows, ["SSS", "2025", str(sum(figures.values()))]]).checks()
    assert held == [
        f"{len(figures)} municipalities, {len(figures) + 1} rows, 0 figures missing",
        "The municipalities sum to the whole country's figure in the one sum",
    ]
    assert broken == []


def test_a_sum_that_differs_is_named() -> None:
    rows = [["091", "2024", "5"], ["SSS", "2024", "5"], ["091", "2025", "5"], ["SSS", "2025", "6"]]
    held, broken = tally(rows).checks()
    assert held == ["1 municipalities, 4 rows, 0 figures missing"]
    assert broken == [
        "In 1 of 2 sums the municipalities do not come to the whole country's figure; the first "
        "is people 2025: 5 against 6"
    ]


def test_a_missing_figure_makes_no_sum() -> None:
    counted = tally([["091", "2025", ""], ["578", "2025", "5"], ["SSS", "2025", "9"]])
    held, broken = counted.checks()
    assert held == ["2 municipalities, 3 rows, 1 figures missing"]
    assert broken == []


def test_decimals_are_summed_exactly() -> None:
    counted = tally([["091", "2025", "0.1"], ["578", "2025", "0.2"], ["SSS", "2025", "0.3"]])
    assert counted.sums["people", "2025"] == [Decimal("0.3"), Decimal("0.3")]
    assert counted.checks()[1] == []

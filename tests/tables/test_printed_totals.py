"""Totals on top, below and in between: what each is the sum of."""

from hypothesis import given
from hypothesis import strategies as st

from analyysi.tables.decision_table import PrintedShare, PrintedTotal
from analyysi.tables.printed_totals import Totals, sort_totals, wrong_total


def sorted_totals(*rows: int | str) -> Totals:
    """Sort rows: a number is a share in cents, a text "Yhteensä 5" a total."""
    printed: list[PrintedShare | PrintedTotal] = []
    for place, row in enumerate(rows, start=2):
        if isinstance(row, int):
            printed.append(PrintedShare(f"row {place}", str(place), "", "code", str(row), row))
        else:
            label, _, cents = row.rpartition(" ")
            printed.append(PrintedTotal(f"row {place}", label, cents, int(cents)))
    return sort_totals(printed)


def test_a_total_stands_on_top_or_below() -> None:
    for rows in (
        ("Yhteensä 3", 1, 2),
        (1, 2, "Yhteensä 3"),
        ("Kunnat yhteensä 3", 1, 2, "Kaikki yhteensä 3"),
    ):
        totals = sorted_totals(*rows)
        assert totals.whole is not None
        assert totals.whole.cents == 3
        assert not totals.wrong


def test_subtotals_are_of_the_rows_since_the_one_before() -> None:
    totals = sorted_totals(1, 2, "Välisumma 3", 4, "Välisumma 4", "Yhteensä 7")
    assert [total.cents for total in totals.subtotals] == [3, 4]
    assert totals.whole is not None
    assert totals.summed_up
    without_whole = sorted_totals(1, 2, "Välisumma 3", 4, "Välisumma 4")
    assert (without_whole.whole, without_whole.summed_up) == (None, True)
    assert not sorted_totals(1, 2, "Välisumma 3", 4).summed_up


def test_a_wrong_total_is_the_whole_and_a_wrong_subtotal_is_wrong() -> None:
    totals = sorted_totals("Kunnat yhteensä 81", 40, 40)
    assert totals.whole is not None
    assert (totals.whole.cents, totals.wrong) == (81, ())
    totals = sorted_totals(1, 2, "Välisumma 4", 5, "Yhteensä 8")
    assert totals.whole is not None
    ((total, above),) = totals.wrong
    assert (total.cents, above) == (4, 3)
    assert wrong_total(total, above, 8) == (
        "'Välisumma' says 0.04, but the rows above it since the last total sum to 0.03 and all "
        "rows to 0.08"
    )
    twice = sorted_totals(1, 2, "Yhteensä 3", "Yhteensä 4")
    assert [total.cents for total, _ in twice.wrong] == [4]


@given(
    st.lists(st.lists(st.integers(1, 10**9), min_size=1, max_size=4), min_size=1, max_size=5),
    st.booleans(),
)
def test_any_table_with_right_totals_has_no_wrong_one(groups: list[list[int]], top: bool) -> None:
    rows: list[int | str] = []
    for group in groups:
        rows += [*group, f"Välisumma {sum(group)}"]
    whole = f"Yhteensä {sum(map(sum, groups))}"
    totals = sorted_totals(*([whole, *rows] if top else [*rows, whole]))
    assert totals.whole is not None
    assert not totals.wrong

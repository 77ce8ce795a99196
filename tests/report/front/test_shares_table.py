"""The one table of the front page."""

from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.front.shares_table import MANY, named_payers, table
from analyysi.report.front.ways import euros
from support.readers import body_rows, number, reader_of


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_column_sums_to_its_total(
    kainuu_2023: Comparison, kainuu_2027: Comparison, language: str
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        shown = table(reader_of(comparison, language))
        (total,) = [row for row in shown.rows if row.total]
        for place in range(2):
            cells = [number(row.cells[place]) for row in body_rows(shown)]
            assert sum(cells) == number(total.cells[place])
        assert set(total.cells[2:]) == {""}  # a change is rounded by itself
        assert number(total.cells[1]) == Fraction(comparison.case.terms.total.value, 100)


def test_a_seat_sees_its_share_by_each_way_in_order(kainuu_2023: Comparison) -> None:
    shown = table(reader_of(kainuu_2023, focus="578"))
    sums = [number(row.cells[0]) for row in shown.rows]
    assert sums == sorted(sums)
    (own,) = [row for row in shown.rows if row.marked]
    assert own.header == "Hyväksytty osuus"
    assert number(own.cells[0]) == 7079
    assert len(shown.rows) == 6  # four official keys, equal shares, the approved share
    for row in shown.rows:
        if not row.marked:
            assert number(row.cells[1]) == number(row.cells[0]) - 7079


def test_a_seat_without_an_approved_share_is_set_against_the_computed_one(
    kainuu_2023: Comparison,
) -> None:
    shown = table(reader_of(kainuu_2023, focus="620"))
    (own,) = [row for row in shown.rows if row.marked]
    assert number(own.cells[0]) == euros(kainuu_2023.chosen)["620"]


def test_of_few_payers_all_are_named(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    assert len(kainuu_2023.payers) <= MANY
    assert named_payers(reader) == kainuu_2023.payers

"""One way of sharing to the cent."""

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.split_table import split_table
from support.readers import body_rows, number, reader_of, without_heads


def test_sums_and_per_cents_make_the_whole(kainuu_2023: Comparison) -> None:
    table = split_table(reader_of(kainuu_2023), kainuu_2023.chosen)
    (total,) = [row for row in table.rows if row.total]
    for place in (0, 1):
        parts = sum(number(row.cells[place]) for row in body_rows(table))
        assert parts == number(total.cells[place])
    assert number(total.cells[1]) == 100


def test_another_way_has_its_differences(kainuu_2023: Comparison) -> None:
    equal = kainuu_2023.others[0]
    table = split_table(reader_of(kainuu_2023), equal)
    for code, row in zip(kainuu_2023.payers, body_rows(table), strict=True):
        assert number(row.cells[-1]) * 100 == kainuu_2023.difference(equal, code)
    bare = split_table(reader_of(without_heads(kainuu_2023)), equal)
    assert len(bare.columns) == len(table.columns) - 1

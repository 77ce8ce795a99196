"""The tables of payers by splits."""

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.share_matrix import cents_by_method, heads_by_method
from support.readers import number, reader_of, without_heads


def test_every_listed_split_has_a_column_and_its_total(kainuu_2023: Comparison) -> None:
    table = cents_by_method(reader_of(kainuu_2023, focus="578"))
    assert len(table.columns) == len(kainuu_2023.listed)
    assert [column.marked for column in table.columns].index(True) == 0
    (total,) = [row for row in table.rows if row.total]
    euros = kainuu_2023.case.terms.total.value / 100
    assert [float(number(cell)) for cell in total.cells] == [round(euros)] * len(total.cells)
    assert [row.header for row in table.rows if row.marked] == ["Paltamo"]


def test_without_inhabitants_there_is_nothing_per_inhabitant(kainuu_2023: Comparison) -> None:
    with_heads = cents_by_method(reader_of(kainuu_2023))
    bare = cents_by_method(reader_of(without_heads(kainuu_2023)))
    assert len(with_heads.rows) == len(bare.rows) + 3
    assert bare.rows == with_heads.rows[: len(bare.rows)]


def test_all_listed_splits_stand_per_inhabitant(kainuu_2023: Comparison) -> None:
    table = heads_by_method(reader_of(kainuu_2023))
    assert len(table.columns) == len(kainuu_2023.listed)
    share = kainuu_2023.per_head(kainuu_2023.chosen, kainuu_2023.payers[0])
    assert share is not None
    assert abs(number(table.rows[0].cells[0]) - share / 100) <= number("0,005")

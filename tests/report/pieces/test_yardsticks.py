"""The ways of sharing beside yardsticks."""

from dataclasses import replace

from analyysi.comparison.compare import Comparison
from analyysi.money import round_half_up
from analyysi.report.pieces.yardsticks import by_each_way
from support.readers import number, reader_of


def test_each_way_has_its_lowest_and_highest_per_inhabitant(kainuu_2023: Comparison) -> None:
    (table,) = by_each_way(reader_of(kainuu_2023))
    assert [row.marked for row in table.rows].index(True) == 0
    for split, row in zip(kainuu_2023.listed, table.rows, strict=True):
        span = kainuu_2023.head_range(split)
        assert span is not None
        ends = [round_half_up(amount / 100, 2) for _, amount in span]
        shown = [number(text.partition(" (")[0]) for text in row.cells[0].split(" – ")]
        assert shown == sorted({*ends})


def test_one_way_alone_is_set_beside_nothing(kainuu_2023: Comparison) -> None:
    alone = replace(kainuu_2023, splits=(kainuu_2023.chosen,))
    assert by_each_way(reader_of(alone)) == []


def test_without_a_yardstick_there_is_no_table(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"per_head": None, "burden": None})
    case = replace(kainuu_2023.case, terms=terms, budgets=None)
    assert by_each_way(reader_of(replace(kainuu_2023, case=case))) == []

"""How evenly the sum weighs on the inhabitants and on the taxes."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.evenness import annex_blocks
from support.readers import number, reader_of, tables_in, without_heads


@pytest.mark.slow
def test_every_split_has_a_row_and_the_coefficients_lie_within_one(
    kainuu_2023: Comparison,
) -> None:
    table = next(
        table for table in tables_in(annex_blocks(reader_of(kainuu_2023))) if table.id == "evenness"
    )
    assert len(table.rows) == len(kainuu_2023.splits)
    assert all(0 <= number(row.cells[1]) < 1 for row in table.rows)
    assert [row.marked for row in table.rows].count(True) == 1


def test_without_inhabitants_nothing_is_measured_by_them(kainuu_2023: Comparison) -> None:
    blocks = annex_blocks(reader_of(without_heads(kainuu_2023)))
    assert "evenness" not in [table.id for table in tables_in(blocks)]

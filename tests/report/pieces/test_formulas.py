"""The formulas of the splits compared, and a share worked out."""

from analyysi.comparison.compare import Comparison
from analyysi.messages import Money
from analyysi.report.blocks import Formula
from analyysi.report.pieces.formulas import annex_blocks, worked_out
from support.readers import reader_of


def test_the_worked_out_share_is_that_of_the_seat(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="578")
    formulas, example = annex_blocks(reader), worked_out(reader)
    assert formulas
    assert all(isinstance(block, Formula) and block.words for block in formulas)
    assert example is not None
    assert "Paltamo" in example
    assert reader.words.of(Money(kainuu_2023.chosen.cents["578"], 2)) in example

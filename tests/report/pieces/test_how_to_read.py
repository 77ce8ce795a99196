"""How to read the annex, for whoever reads it."""

from analyysi.comparison.compare import Comparison
from analyysi.report.blocks import Bullets
from analyysi.report.pieces.how_to_read import how_to_read
from support.readers import reader_of


def test_of_its_lines_one_is_of_the_readers_own_payer(kainuu_2023: Comparison) -> None:
    (joint,) = how_to_read(reader_of(kainuu_2023)).blocks
    (own,) = how_to_read(reader_of(kainuu_2023, focus="578")).blocks
    assert isinstance(joint, Bullets)
    assert isinstance(own, Bullets)
    assert len(joint.items) == len(own.items) == 3
    differing = [pair for pair in zip(joint.items, own.items, strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1

"""What speaks for the chosen split and against it."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.blocks import Bullets
from analyysi.report.sections.reasons import section
from support.readers import reader_of, tables_in, without_heads


@pytest.mark.slow
def test_the_terms_own_reason_comes_first(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    blocks = section(reader).blocks
    assert isinstance(blocks[0], Bullets)
    assert blocks[0].items[0] == kainuu_2023.case.terms.method.reason.fi
    (table,) = tables_in(blocks)
    assert len(table.rows) == len(kainuu_2023.leading)


@pytest.mark.slow
def test_without_inhabitants_the_heading_speaks_of_none(kainuu_2023: Comparison) -> None:
    reader = reader_of(without_heads(kainuu_2023))
    expected = reader.say("What speaks for the chosen split and what against it")
    assert section(reader).heading == expected

"""What each would pay if one left or joined."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.sections.leaving import section
from analyysi.report.sections.section import Shown
from support.readers import number, reader_of, tables_in


@pytest.mark.slow
def test_who_leaves_pays_nothing_and_the_others_pay_it_all(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023))
    assert isinstance(shown, Shown)
    (table,) = tables_in(shown.blocks)
    for row, leaver in zip(table.rows, kainuu_2023.payers, strict=False):
        changes = dict(zip(kainuu_2023.payers, row.cells, strict=True))
        assert changes.pop(leaver) == "–"
        share = kainuu_2023.chosen.cents[leaver] / 100
        assert abs(float(sum(map(number, changes.values()))) - share) <= len(changes)


@pytest.mark.slow
def test_the_largest_rise_of_the_seat_is_in_the_heading(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023, focus="578"))
    assert isinstance(shown, Shown)
    assert "Paltamo" in shown.heading

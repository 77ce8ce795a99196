"""The table of how shares changed between two years."""

import pytest

from analyysi.comparison.change import Change, change
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.changes_table import changes_table
from support.readers import number


@pytest.fixture(scope="module")
def between(kainuu_2023: Comparison, kainuu_2027: Comparison) -> Change:
    first, last = (
        SharedYear(comparison.case, comparison.chosen.cents)
        for comparison in (kainuu_2023, kainuu_2027)
    )
    return change(first, last)


def test_effects_add_up_to_the_change_to_the_cent(between: Change) -> None:
    words = Wording("fi", between.after.case)
    table = changes_table(between, words, sorted(between.cents), "change", focus="578", decimals=2)
    assert len(table.rows) == len(between.cents) + 1
    for row in table.rows:
        before, now, moved, *effects = [0 if cell == "–" else number(cell) for cell in row.cells]
        assert now - before == moved == sum(effects)
    assert [row.header for row in table.rows if row.marked] == ["Paltamo"]


def test_payers_of_neither_year_are_left_out(between: Change) -> None:
    words = Wording("fi", between.after.case)
    table = changes_table(between, words, ["005", "578"], "change")
    assert [row.header for row in table.rows] == ["Paltamo", words.say("Total")]

"""By which rule and when the next year's shares are settled."""

from datetime import date

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.sections.next_year import _a_year_later, section
from support.readers import reader_of, tables_in


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2021, 12, 31), date(2022, 12, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_leap_day_is_read_a_year_later_on_the_28th(day: date, later: date) -> None:
    assert _a_year_later(day) == later


def test_the_timetable_is_of_the_next_year(kainuu_2023: Comparison) -> None:
    shown = section(reader_of(kainuu_2023))
    assert "2024" in shown.heading
    (table,) = tables_in(shown.blocks)
    assert len(table.rows) == len(kainuu_2023.case.agreement.timetable)
    assert "2024" in table.caption

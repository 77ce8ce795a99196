"""Days and times as they are shown."""

from datetime import date, datetime, time, timedelta

import pytest

from analyysi.tables.files.shown_dates import Moment, shown_date

MOMENT = datetime.fromisoformat("2022-05-03T08:30:09")


@pytest.mark.parametrize(
    ("moment", "code", "text"),
    [
        (MOMENT, "mm-dd-yy", "3.5.2022"),
        (MOMENT, "d.m.yyyy", "3.5.2022"),
        (MOMENT, "dd/mm/yy", "03.05.22"),
        (MOMENT, "yyyy-mm-dd", "2022-05-03"),
        (MOMENT, "d.m.yyyy hh:mm", "3.5.2022 08:30"),
        (MOMENT, "mm:ss", "30:09"),
        (date(2022, 5, 3), "dddd d.m.", "tiistai 3.5."),
        (date(2022, 5, 3), "mmm yyyy", "touko 2022"),
        (time(8, 30), "h:mm", "8:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (timedelta(hours=30), "General", "30:00:00"),
        (date(2022, 5, 3), "General", "3.5.2022"),
    ],
)
def test_a_moment_is_a_text(moment: Moment, code: str, text: str) -> None:
    assert shown_date(moment, code) == text

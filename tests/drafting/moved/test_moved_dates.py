"""Days, rows, names and texts moved on by years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.key import Key, Rows
from analyysi.drafting.moved.moved_dates import (
    moved_day,
    moved_name,
    moved_rows,
    moved_text,
    years_in,
    years_of_key,
    years_of_text,
)
from analyysi.languages.local_text import LocalText


def key(rows: Rows, asked: date | None = None) -> Key:
    text = LocalText(fi="x")
    return Key(
        snapshot="a/b/2026-01-01",
        column="population",
        rows=rows,
        reference_date=date(2025, 12, 31),
        asked=asked,
        unit="inhabitants",
        label=text,
        by=text,
    )


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 50))
def test_a_day_keeps_its_month(day: date, years: int) -> None:
    moved = moved_day(day, years)
    assert (moved.year, moved.month) == (day.year + years, day.month)
    assert moved.day == day.day or (day.month, day.day, moved.day) == (2, 29, 28)


@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        ({"year": 2025}, {"year": 2027}),
        ({"year": "2025", "age": "2025"}, {"year": "2027", "age": "2025"}),
        ({"reference_date": "2024-02-29"}, {"reference_date": "2026-02-28"}),
        ({"year": (2024, 2025)}, {"year": (2026, 2027)}),
        ({}, {}),
    ],
)
def test_only_years_and_days_of_rows_move(rows: Rows, moved: Rows) -> None:
    assert moved_rows(rows, 2) == moved


def test_a_key_is_of_the_years_of_its_rows_and_its_day() -> None:
    assert years_of_key(key({"year": (2023, 2024)})) == {2023, 2024, 2025}
    assert years_of_key(key({"reference_date": "2022-12-31"})) == {2022, 2025}


@pytest.mark.parametrize(
    ("name", "asked", "moved"),
    [
        ("population_2025", None, "population_2026"),
        ("population_2026", date(2026, 12, 31), "population_2027"),
        ("plan_2030", None, "plan_2030"),
        ("population", None, "population"),
    ],
)
def test_a_name_moves_with_the_figures_that_it_names(
    name: str, asked: date | None, moved: str
) -> None:
    assert moved_name(name, key({"year": 2025}, asked), 1) == moved


def test_texts_move_only_the_years_that_are_meant() -> None:
    assert moved_text("2025 ja 2024, § 12025", {2025}, 2) == "2027 ja 2024, § 12025"
    assert years_of_text("Vuonna 2025, laki 410/2015, 1234, 20251") == [2025, 2015]
    assert years_in(LocalText(fi="vuosi 2025", en="the year 2024")) == [2025, 2024]

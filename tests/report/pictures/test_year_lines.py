"""Lines over the years: dashes from the assumption on, heights from zero, years to scale."""

from __future__ import annotations

import pytest

from analyysi.report.pictures.year_lines import Course, draw_years
from support.drawings import (
    NAMES,
    both_widths,
    drawn,
    years,
)

pytestmark = pytest.mark.slow


@pytest.mark.slow
@both_widths
def test_assumed_years_are_dashed_and_computed_ones_are_not(narrow: bool) -> None:
    assert "stroke-dasharray" in years(narrow, assumed_from=2)
    none_assumed = years(narrow, assumed_from=3)
    assert "stroke-dasharray" not in none_assumed
    assert "oletus" not in none_assumed
    assert "tästä alkaen oletus" in years(narrow)


def until_2024(narrow: bool) -> str:
    return years(narrow, assumed_from=2)


@pytest.mark.slow
@both_widths
def test_the_dashed_line_goes_on_where_the_full_one_ends(narrow: bool) -> None:
    lines = [
        line for line in drawn(until_2024, narrow)[1].axes[0].lines if line.get_marker() == "None"
    ]
    full, dashed = (
        [line for line in lines if len(line.get_xdata()) == 2 and line.is_dashed() == wanted]
        for wanted in (False, True)
    )
    assert len(dashed) == len(NAMES)
    ends = {(line.get_xdata()[-1], line.get_ydata()[-1]) for line in full}
    assert all((line.get_xdata()[0], line.get_ydata()[0]) in ends for line in dashed)


def test_lines_end_at_heights_in_proportion_from_zero() -> None:
    axes = drawn(years, False)[1].axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 3]
    zero = max(max(line.get_ydata()) for line in axes.lines if len(line.get_xdata()) == 2)
    last = [zero - line.get_ydata()[-1] for line in lines]
    assert last[0] / last[-1] == pytest.approx((23815 + 180) / (2785 + 180))


def test_few_years_are_written_where_all_have_no_room() -> None:
    courses = [
        Course("Kunta", list(range(12)), "0 €", "11 €", "+11 €"),
        Course("Toinen", [3] * 12, "3 €", "3 €", "0"),
    ]
    names = list(range(2023, 2035))
    narrow = draw_years(courses, names, 1, "oletus", "muutos", narrow=True)
    assert ">2023<" in narrow
    assert ">2034<" in narrow
    assert ">2024<" not in narrow
    assert ">2024<" in draw_years(courses, names, 1, "oletus", "muutos", narrow=False)


def test_years_stand_as_far_apart_as_they_are_in_time() -> None:
    courses = [
        Course("Kunta", [1, 2, 3], "1 €", "3 €", "+2 €"),
        Course("Toinen", [3, 3, 3], "3 €", "3 €", "0"),
    ]
    figure = drawn(
        lambda narrow: draw_years(courses, [2023, 2027, 2028], 3, "", "muutos", narrow=narrow),
        False,
    )[1]
    (across, *_) = [line.get_xdata() for line in figure.axes[0].lines if len(line.get_xdata()) == 3]
    assert across[1] - across[0] == pytest.approx(4 * (across[2] - across[1]))


def test_only_the_wide_drawing_has_the_changes() -> None:
    assert "+180 €" in drawn(years, False)[0]
    assert "+180 €" not in drawn(years, True)[0]

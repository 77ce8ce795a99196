"""Lines over the years: dashes from the assumption on, heights from zero, years to scale."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analyysi.report.pictures.canvas import Canvas, Circle, Shape
from analyysi.report.pictures.svg import svg_of
from analyysi.report.pictures.year_lines import Course, draw_years
from support.drawings import NAMES, narrow_years, years

both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def lines_of(canvas: Canvas, dashed: bool) -> list[Shape]:
    """Return the lines of the courses."""
    lines = [mark for mark in canvas.marks if isinstance(mark, Shape) and mark.look.width > 1]
    return [line for line in lines if bool(line.look.dashes) == dashed]


@both_widths
def test_assumed_years_are_dashed_and_computed_ones_are_not(narrow: bool) -> None:
    assert len(lines_of(years(assumed_from=2, narrow=narrow), dashed=True)) == len(NAMES)
    none_assumed = years(assumed_from=3, narrow=narrow)
    assert lines_of(none_assumed, dashed=True) == []
    assert "oletus" not in svg_of(none_assumed)
    assert "tästä alkaen oletus" in svg_of(years(narrow=narrow))


@both_widths
def test_assumed_years_have_hollow_dots(narrow: bool) -> None:
    dots = [mark for mark in years(assumed_from=2, narrow=narrow).marks if isinstance(mark, Circle)]
    hollow = {dot.x for dot in dots if dot.look.fill == "#ffffff"}
    assert len(dots) == 3 * len(NAMES)
    assert hollow == {max(dot.x for dot in dots)}


@both_widths
def test_the_dashed_line_goes_on_where_the_full_one_ends(narrow: bool) -> None:
    canvas = years(assumed_from=2, narrow=narrow)
    full, dashed = (lines_of(canvas, dashed=wanted) for wanted in (False, True))
    assert len(full) == len(dashed) == len(NAMES)
    ends = {line.lines[0][-1] for line in full}
    assert all(line.lines[0][0] in ends for line in dashed)


def test_lines_end_at_heights_in_proportion_from_zero() -> None:
    canvas = years(assumed_from=3)
    (foot, *_) = [mark.lines[0] for mark in canvas.marks if isinstance(mark, Shape)]
    zero = foot[0][1]
    last = sorted(zero - line.lines[0][-1][1] for line in lines_of(canvas, dashed=False))
    assert last[-1] / last[0] == pytest.approx((23815 + 180) / (2785 + 180))


def test_a_line_is_broken_in_a_year_without_a_value() -> None:
    values: Sequence[float | None] = [1, 2, None, 4, 5, None]
    canvas = draw_years(
        [Course("Kunta", values, "1 €", "–", "–")], range(2020, 2026), 6, "", "", narrow=False
    )
    (line,) = lines_of(canvas, dashed=False)
    assert [len(stretch) for stretch in line.lines] == [2, 2]
    assert len([mark for mark in canvas.marks if isinstance(mark, Circle)]) == 4


def test_few_years_are_written_where_all_have_no_room() -> None:
    courses = [
        Course("Kunta", list(range(12)), "0 €", "11 €", "+11 €"),
        Course("Toinen", [3] * 12, "3 €", "3 €", "0"),
    ]
    names = list(range(2023, 2035))
    narrow, wide = (
        svg_of(draw_years(courses, names, 1, "oletus", "muutos", narrow=narrow))
        for narrow in (True, False)
    )
    assert ">2023<" in narrow
    assert ">2034<" in narrow
    assert ">2024<" not in narrow
    assert ">2024<" in wide


def test_years_stand_as_far_apart_as_they_are_in_time() -> None:
    courses = [
        Course("Kunta", [1, 2, 3], "1 €", "3 €", "+2 €"),
        Course("Toinen", [3, 3, 3], "3 €", "3 €", "0"),
    ]
    canvas = draw_years(courses, [2023, 2027, 2028], 3, "", "muutos", narrow=False)
    across = [x for x, _ in lines_of(canvas, dashed=False)[0].lines[0]]
    assert across[1] - across[0] == pytest.approx(4 * (across[2] - across[1]))


def test_only_the_wide_drawing_has_the_changes() -> None:
    assert "+180 €" in svg_of(years())
    assert "+180 €" not in svg_of(narrow_years())

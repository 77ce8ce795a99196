"""Where a map's labels stand: with as much room as by trying every place, and on no other."""

from __future__ import annotations

from math import cos, hypot, inf, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.report.pictures.canvas import Point
from analyysi.report.pictures.map_labels import _ENOUGH, Box, Ground, Label, places
from support.quick import at_most

SHEET = (420.0, 420.0)


@st.composite
def rings(draw: st.DrawFn) -> list[Point]:
    """Draw a closed ring of whole pixels round a middle, near or far by turns, so that it has bays
    and tongues.
    """
    middle = draw(st.integers(60, 360)), draw(st.integers(60, 360))
    far = draw(st.lists(st.integers(4, 55), min_size=5, max_size=12))
    points = [
        (
            float(round(middle[0] + away * cos(2 * pi * n / len(far)))),
            float(round(middle[1] + away * sin(2 * pi * n / len(far)))),
        )
        for n, away in enumerate(far)
    ]
    return [*points, points[0]]


def rectangle(width: int, height: int) -> list[Point]:
    """A ring whose sides are alike, so that many places have the same room."""
    left, top, right, bottom = 100.0, 100.0, 100.0 + width, 100.0 + height
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


boxes = st.builds(Box, st.integers(8, 60), st.integers(6, 16))
grounds = st.builds(
    lambda ring: Ground([ring]),
    rings() | st.builds(rectangle, st.integers(20, 120), st.integers(20, 60)),
)


def every_place(label: Label) -> list[Point]:
    """Return every second pixel of the polygon."""
    across, down = zip(*label.ground.rings[0], strict=True)
    inside = []
    for x in range(int(min(across)), int(max(across)) + 1, 2):
        for y in range(int(min(down)), int(max(down)) + 1, 2):
            inside += [(float(x), float(y))] if label.ground.holds((x, y)) else []
    return inside


@pytest.mark.slow
@at_most(40)
@given(ground=grounds, box=boxes, other=st.none() | st.tuples(boxes, st.integers(-40, 40)))
def test_no_place_has_more_room(ground: Ground, box: Box, other: tuple[Box, int] | None) -> None:
    label = Label(box, ground, SHEET)
    others = []
    if other is not None:
        others = [(other[0], (ground.middle[0] + other[1], ground.middle[1]))]
    best = label.best(others)
    free = {
        place: min(ground.room(place, box), _ENOUGH)
        for place in every_place(label)
        if label.is_free(label.on_sheet(place), others)
    }
    # What is free in a strip that is thinner than the smallest square may be missed.
    wide = [room for place, room in free.items() if set(around(place)) <= set(free)]
    if best is None:
        assert wide == []
        return
    room, place = best
    assert label.is_free(place, others)
    assert room >= max(wide, default=-inf) - 2


def around(place: Point) -> list[Point]:
    x, y = place
    return [(x - 2, y - 2), (x + 2, y - 2), (x - 2, y + 2), (x + 2, y + 2)]


@at_most(40)
@given(ground=grounds, box=boxes, move=st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
def test_room_changes_by_no_more_than_the_place(
    ground: Ground, box: Box, move: tuple[int, int]
) -> None:
    x, y = ground.middle
    moved = ground.room((x + move[0], y + move[1]), box)
    assert abs(ground.room((x, y), box) - moved) <= max(map(abs, move)) + 1e-9


def test_room_is_how_far_a_box_is_from_the_border() -> None:
    ground = Ground([rectangle(120, 60)])
    assert ground.room((160, 130), Box(40, 10)) == pytest.approx(20)
    assert ground.room((130, 130), Box(40, 10)) == pytest.approx(-2.5)  # 10 of 40 pixels
    assert ground.room((160, 162), Box(40, 10)) == pytest.approx(-8)
    assert not ground.holds((99, 130))
    assert ground.holds((101, 130))


def test_a_hole_is_no_place() -> None:
    hole = [(150.0, 120.0), (170.0, 120.0), (170.0, 140.0), (150.0, 140.0)]
    ground = Ground([rectangle(120, 60), hole])
    assert not ground.holds((160, 130))
    best = Label(Box(8, 6), ground, SHEET).best()
    assert best is not None
    assert ground.holds(best[1])


def test_a_label_with_enough_room_stands_in_the_middle() -> None:
    label = Label(Box(20, 8), Ground([rectangle(120, 60)]), SHEET)
    assert label.best() == (_ENOUGH, pytest.approx((160, 130)))


def test_labels_do_not_meet() -> None:
    square = [(20.0, 20.0), (200.0, 20.0), (200.0, 160.0), (20.0, 160.0), (20.0, 20.0)]
    beside = [(x + 60, y) for x, y in square]
    box = Box(60, 16)
    labels = [Label(box, Ground([ring]), SHEET) for ring in (square, beside)]
    at = places(labels)
    assert at is not None
    assert not box.meets(at[0], box, at[1])


def test_labels_that_have_no_room_beside_each_other_have_no_places() -> None:
    ground = Ground([rectangle(60, 30)])
    assert places([Label(Box(30, 16), ground, SHEET)] * 3) is None


def test_an_area_of_no_extent_has_its_label_on_it() -> None:
    label = Label(Box(30, 16), Ground([[(5.0, 200.0), (6.0, 200.0), (5.0, 200.0)]]), SHEET)
    (place,) = places([label]) or []
    assert hypot(place[0] - 31, place[1] - 200) < 2  # moved onto the sheet

"""Where a map's labels stand, and how its classes are parted: the same as by trying every place and
every parting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import cos, hypot, inf, pi, radians, sin
from unittest.mock import patch

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.report.pictures import map as map_module
from analyysi.report.pictures.map import (
    CLASSES,
    MapArea,
    _Label,
    _places,
    draw_map,
    level_of,
    natural_limits,
    text_on,
)
from analyysi.report.pictures.picture import ACCENT
from support.drawings import a_map, contrast, drawn, luminance, square
from support.quick import at_most

Point = tuple[float, float]


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


def distance(point: Point, ring: Sequence[Point]) -> float:
    """How far a point is from the nearest side of a ring, side by side."""
    nearest = inf
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        part = ((point[0] - ax) * dx + (point[1] - ay) * dy) / length if length else 0.0
        part = min(max(part, 0.0), 1.0)
        nearest = min(nearest, hypot(point[0] - ax - part * dx, point[1] - ay - part * dy))
    return nearest


def rooms(label: _Label) -> list[float]:
    """The room at every place, letter by letter."""
    ring = [(float(x), float(y)) for x, y in label.corners]
    found = []
    for x, y in label.centres.tolist():
        points = [
            (x + across, y + down) for line in label.lines for across, down in line.edge.tolist()
        ]
        inside = label.outline.contains_points(points)
        signed = [
            distance(point, ring) * (1 if within else -1)
            for point, within in zip(points, inside, strict=True)
        ]
        found.append(round(min(signed), 3))
    return found


def rectangle(width: int, height: int) -> list[Point]:
    """A ring whose sides are alike, so that many places have the same room."""
    return [
        (100.0, 100.0),
        (100.0 + width, 100.0),
        (100.0 + width, 100.0 + height),
        (100.0, 100.0 + height),
        (100.0, 100.0),
    ]


@pytest.mark.slow
@at_most(40)
@given(
    ring=rings() | st.builds(rectangle, st.integers(20, 120), st.integers(20, 60)),
    name=st.sampled_from(["Ii", "Koski Tl", "Pedersören kunta"]),
    words=st.sampled_from(["", "1 €", "12 345 €"]),
    taken=st.integers(0, 3),
    at_once=st.sampled_from([1, 3, 32]),
)
def test_the_best_place_is_the_first_of_those_with_most_room(
    ring: list[Point], name: str, words: str, taken: int, at_once: int
) -> None:
    with patch.object(map_module, "_AT_ONCE", at_once):
        check_best(ring, name, words, taken)


def check_best(ring: list[Point], name: str, words: str, taken: int) -> None:
    label = _Label.of(MapArea([[ring]], name, words, 0), [[ring]])
    every = rooms(label)
    assert all(room <= most + 0.002 for room, most in zip(every, label.at_most, strict=True))
    free = np.arange(len(every)) % 4 >= taken
    for open_ in (np.ones(len(every), dtype=bool), free, free & (np.arange(len(every)) % 3 == 0)):
        if not open_.any():
            continue
        most, best = label.best(open_)
        wanted = max(room for room, is_free in zip(every, open_, strict=True) if is_free)
        assert most == pytest.approx(wanted, abs=0.002)
        assert open_[best]
        assert label.known[best] == most
        # Nothing that was passed over has more room, and nothing before it as much.
        assert all(
            room <= most + 0.002 for room, is_free in zip(every, open_, strict=True) if is_free
        )
        worked_out = {n: room for n, room in label.known.items() if open_[n]}
        assert best == min(n for n, room in worked_out.items() if room == max(worked_out.values()))


@given(
    rooms_and_more=st.lists(
        st.tuples(st.integers(-3, 3), st.integers(0, 2), st.booleans()), min_size=1, max_size=8
    ),
    at_once=st.sampled_from([1, 3, 32]),
)
def test_of_equal_places_the_first_is_taken(
    rooms_and_more: list[tuple[int, int, bool]], at_once: int
) -> None:
    known = {number: float(room) for number, (room, _, _) in enumerate(rooms_and_more)}
    at_most = np.array([room + more for room, more, _ in rooms_and_more], dtype=float)
    free = np.array([is_free for _, _, is_free in rooms_and_more])
    if not free.any():
        return
    some = _Label.of(MapArea([[rectangle(60, 40)]], "Ii", "", 0), [[rectangle(60, 40)]])
    label = replace(some, centres=some.centres[: len(known)], at_most=at_most, known=known)
    most = max(room for number, room in known.items() if free[number])
    with patch.object(map_module, "_AT_ONCE", at_once):
        assert label.best(free) == (
            most,
            next(n for n, room in known.items() if room == most and free[n]),
        )


def test_labels_do_not_meet() -> None:
    square = [(20.0, 20.0), (200.0, 20.0), (200.0, 160.0), (20.0, 160.0), (20.0, 20.0)]
    beside = [(x + 180, y) for x, y in square]
    labels = [
        _Label.of(MapArea([[ring]], "Sammatti", "1 000 €", 0), [[ring]])
        for ring in (square, beside)
    ]
    places = _places(labels, 400, 180)
    assert places is not None
    (one, up), (other, down) = places
    assert abs(one - other) >= 2 * labels[0].half or abs(up - down) >= 2 * labels[0].tall


def unlike(part: Sequence[int]) -> Fraction:
    mean = Fraction(sum(part), len(part))
    return sum(((value - mean) ** 2 for value in part), Fraction(0))


@given(
    values=st.lists(st.integers(-3, 8), min_size=1, max_size=9)
    | st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=9)
)
def test_classes_are_the_first_of_the_best_partings(values: list[int]) -> None:
    known = sorted(set(values))
    count = min(len(CLASSES), len(known))
    partings = []
    for cuts in combinations(range(1, len(known)), count - 1):
        parts = [known[a:b] for a, b in pairwise((0, *cuts, len(known)))]
        partings.append((sum(map(unlike, parts)), list(cuts)))
    limits = natural_limits(values)
    begins = [
        next(place for place, value in enumerate(known) if value >= limit) for limit in limits
    ]
    assert begins == min(partings)[1]


def test_letters_stand_out_on_every_fill() -> None:
    for level, fill in enumerate(CLASSES):
        assert contrast(text_on(level), fill) >= 4.5
    assert contrast(text_on(None), "#ffffff") >= 4.5


def test_fills_are_told_apart_in_grey() -> None:
    for lighter, darker in pairwise(CLASSES):
        assert contrast(lighter, darker) >= 1.4
        assert luminance(lighter) > luminance(darker)
    assert contrast("#ffffff", CLASSES[0]) >= 1.3
    assert CLASSES[-1] == ACCENT


@pytest.mark.slow
def test_the_map_has_its_true_shape() -> None:
    paltamo = drawn(a_map, False)[1].axes[0].patches[0].get_path().get_extents()
    # A degree of longitude is as many times shorter than one of latitude as the cosine of the
    # latitude.
    assert paltamo.width / paltamo.height == pytest.approx(2 * cos(radians(64.1)), rel=0.08)


@pytest.mark.slow
def test_neighbours_on_the_map_touch() -> None:
    shapes = [
        set(map(tuple, shape.get_path().vertices))
        for shape in drawn(a_map, False)[1].axes[0].patches[:2]
    ]
    assert len(shapes[0] & shapes[1]) >= 2


def test_one_outside_is_hatched_and_named() -> None:
    svg, figure = drawn(a_map, False)
    hatched = [shape for shape in figure.axes[0].patches if shape.get_hatch()]
    assert len(hatched) == 1
    assert "<pattern" in svg
    assert ">Kajaani<" in svg
    assert ">ulkopuolella<" in svg


@pytest.mark.slow
def test_no_map_where_names_would_stand_on_each_other() -> None:
    crowd = [
        MapArea([square(26 + place % 8 * 2, 60 + place // 8)], "Sammatti", "1 000 €", 0)
        for place in range(4 * 8)
    ]
    assert draw_map(crowd) is None


def small_beside_large(narrow: bool) -> str:
    small = MapArea([square(26, 64, 0.08)], "Koski Tl", "900 €", 1)
    drawing = draw_map([small, MapArea([square(26.4, 64, 3)], "Salo", "1 €", 0)])
    assert drawing is not None
    return drawing


def test_a_name_too_long_for_its_area_has_a_ground_of_its_own() -> None:
    grounds = drawn(small_beside_large, False)[1].axes[0].patches[2:]
    assert len(grounds) == 2  # one for each line of the small one, none for the large one
    assert {mpl.colors.to_hex(ground.get_facecolor()) for ground in grounds} == {CLASSES[1]}


@pytest.mark.parametrize(
    ("values", "limits", "levels"),
    [
        ([7], [], [1]),
        ([7, 7], [], [1, 1]),
        ([1, 9], [5], [0, 3]),
        ([1, 2, 9], [2, 5], [0, 2, 3]),
        (
            [2785, 4923, 5629, 7325, 17279, 18245, 23815],
            [4000, 10000, 20000],
            [0, 1, 1, 1, 2, 2, 3],
        ),
        ([230, 110, 945, 231], [200, 231, 500], [1, 0, 3, 2]),
    ],
)
def test_classes(values: list[int], limits: list[int], levels: list[int]) -> None:
    assert natural_limits(values) == limits
    assert [level_of(value, limits) for value in values] == levels


def test_classes_are_the_best_there_are() -> None:
    values = [3, 5, 6, 14, 15, 19, 40, 44, 61]

    def unlike(parts: Sequence[Sequence[int]]) -> float:
        return sum(sum((value - sum(part) / len(part)) ** 2 for value in part) for part in parts)

    cuts = min(
        combinations(range(1, len(values)), 3),
        key=lambda cuts: unlike([values[a:b] for a, b in pairwise((0, *cuts, len(values)))]),
    )
    limits = natural_limits(values)
    assert [sum(value < limit for value in values) for limit in limits] == list(cuts)

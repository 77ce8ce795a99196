"""A map's classes are parted as by trying every parting; areas have their shape, fill and letters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.report.pictures.canvas import ACCENT, Canvas, Shape
from analyysi.report.pictures.map import (
    CLASSES,
    MapArea,
    draw_map,
    level_of,
    natural_limits,
    text_on,
)
from analyysi.report.pictures.svg import svg_of
from support.drawings import a_map, contrast, luminance, square


def shapes_of(canvas: Canvas) -> list[Shape]:
    return [mark for mark in canvas.marks if isinstance(mark, Shape)]


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


def test_the_map_has_its_true_shape() -> None:
    paltamo = shapes_of(a_map())[1].lines[0]  # Kajaani, outside, lies under the others
    (across, down) = ([point[axis] for point in paltamo] for axis in (0, 1))
    # A degree of longitude is as many times shorter than one of latitude as the cosine of the
    # latitude.
    ratio = (max(across) - min(across)) / (max(down) - min(down))
    assert ratio == pytest.approx(2 * cos(radians(64.1)), rel=0.08)


def test_neighbours_on_the_map_touch() -> None:
    paltamo, suomussalmi = (set(shape.lines[0]) for shape in shapes_of(a_map())[1:3])
    assert len(paltamo & suomussalmi) >= 2


def test_one_outside_is_hatched_and_named() -> None:
    svg = svg_of(a_map())
    assert [bool(shape.look.hatch) for shape in shapes_of(a_map())][:5] == [True] + 4 * [False]
    assert "<pattern" in svg
    assert ">Kajaani<" in svg
    assert ">ulkopuolella<" in svg


def test_no_map_where_names_would_stand_on_each_other() -> None:
    crowd = [
        MapArea([square(26 + place % 8 * 2, 60 + place // 8)], "Sammatti", "1 000 €", 0)
        for place in range(4 * 8)
    ]
    assert draw_map(crowd) is None


def small_beside_large() -> Canvas:
    small = MapArea([square(26, 64, 0.08)], "Koski Tl", "900 €", 1)
    drawing = draw_map([small, MapArea([square(26.4, 64, 3)], "Salo", "1 €", 0)])
    assert drawing is not None
    return drawing


def test_a_name_too_long_for_its_area_has_a_ground_of_its_own() -> None:
    grounds = shapes_of(small_beside_large())[2:]
    assert len(grounds) == 2  # one for each line of the small one, none for the large one
    assert {ground.look.fill for ground in grounds} == {CLASSES[1]}


def test_a_marked_area_moves_nothing() -> None:
    def drawn(marked: bool) -> list[object]:
        drawing = draw_map([MapArea([square(26, 64)], "Paltamo", "7 325 €", 0, marked=marked)])
        assert drawing is not None
        return [(mark.x, mark.y) for mark in drawing.marks if not isinstance(mark, Shape)]

    assert drawn(True) == drawn(False)


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

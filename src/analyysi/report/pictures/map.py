"""A map of municipalities: filled by classes, with name and value written on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, lcm, radians

from analyysi.report.pictures.canvas import ACCENT, GREY, INK, Canvas, Look, Point
from analyysi.report.pictures.letters import text_width
from analyysi.report.pictures.map_labels import Box, Ground, Label, Ring, places

CLASSES = ("#cfdfee", "#93b8da", "#5c98cb", ACCENT)
"""Fills from the lowest to the highest class: one hue, each so much darker that it shows in grey
too.
"""
OUTSIDE, _HATCH = "#ffffff", "#b4bcc4"
_WIDTH, _TALLEST = 420, 620
_STEP, _RISE, _EDGE = 16, 6, 3
"""In pixels: from line to line, half of what letters take of that, and the white round the map."""
_ROUND = 6
"""The line that rounds the corners of a ground under letters, in pixels."""


@dataclass(frozen=True)
class MapArea:
    """A municipality on the map: polygons in degrees (outer ring, holes), its lines of text, and
    its fill.

    `level` is a place in `CLASSES`, or None for one outside, which is hatched.
    """

    polygons: Sequence[Sequence[Ring]]
    name: str
    words: str
    level: int | None
    marked: bool = False


def natural_limits(values: Sequence[int]) -> list[int]:
    """Return where the next class begins, so that the values of a class are as alike as may be
    (Fisher, Jenks).

    At most as many classes as there are fills, and fewer where there are not so many different
    values. A limit is the roundest number between the two values that it separates.

    >>> natural_limits([2785, 4923, 5629, 7325, 17279, 18245, 23815])
    [4000, 10000, 20000]
    """
    known = sorted(set(values))
    sums = [0, *accumulate(known)]
    squares = [0, *accumulate(amount * amount for amount in known)]
    # The sum of squared distances from a mean has the number of values as its denominator, so a
    # common multiple of all such numbers keeps the sums whole.
    denominator = lcm(*range(1, len(known) + 1))

    def spread(first: int, end: int) -> int:
        """Return the sum of squared distances from the mean, as so many denominators."""
        count = end - first
        square_of_sum = (sums[end] - sums[first]) ** 2
        return (denominator // count) * ((squares[end] - squares[first]) * count - square_of_sum)

    # The best division of the first `end` values, by how many classes: the spread that it leaves,
    # and where classes begin.
    best: list[dict[int, tuple[int, list[int]]]] = [{} for _ in range(len(known) + 1)]
    for end in range(1, len(known) + 1):
        last = [spread(begin, end) for begin in range(end)]
        best[end][1] = last[0], []
        for count in range(2, min(len(CLASSES), end) + 1):
            left = [best[begin][count - 1][0] + last[begin] for begin in range(count - 1, end)]
            least = min(left)
            begins_of_best = [
                [*best[begin][count - 1][1], begin]
                for begin, remaining in enumerate(left, start=count - 1)
                if remaining == least
            ]
            best[end][count] = least, min(begins_of_best)
    begins = best[-1][max(best[-1])][1]
    return [_roundest(known[begin - 1], known[begin]) for begin in begins]


def _roundest(above: int, until: int) -> int:
    """Return the roundest whole number that is above one number and not above the other."""
    power = 10 ** len(str(until))
    while True:
        for step in (power, power // 2, power // 5):
            round_number = until // step * step if step else until
            if round_number > above:
                return round_number
        power //= 10


def level_of(value: int, limits: Sequence[int]) -> int:
    """Return the place in `CLASSES` of a value: few classes are spread over the fills."""
    spread = {0: (1,), 1: (0, 3), 2: (0, 2, 3), 3: (0, 1, 2, 3)}[len(limits)]
    return spread[sum(value >= limit for limit in limits)]


def text_on(level: int | None) -> str:
    """Return the colour of letters on a fill: the one that stands out more."""
    return "#ffffff" if level is not None and CLASSES[level] == ACCENT else INK


def draw_map(areas: Sequence[MapArea]) -> Canvas | None:
    """Draw municipalities. One drawing serves a wide page and a phone.

    The projection is sinusoidal about the middle of the map: areas are true, and over a few hundred
    kilometres shapes are too.

    Returns
    -------
    None where there are so many, or so small ones, that names and values would stand on each other.
    """
    lines = [_lines(area) for area in areas]
    boxes = [_box(of_area) for of_area in lines]
    if sum(4 * box.half * box.tall for box in boxes) > _WIDTH * _TALLEST:
        return None
    placed = _projected(areas)
    corners = [corner for polygons in placed for ring in _rings(polygons) for corner in ring]
    sheet = max(x for x, _ in corners) + _EDGE, max(y for _, y in corners) + _EDGE
    labels = [
        Label(box, Ground(max(polygons, key=_extent)), sheet)
        for box, polygons in zip(boxes, placed, strict=True)
    ]
    at = places(labels)
    if at is None:
        return None
    canvas = Canvas(*sheet)
    # Those outside lie under the others, whose borders are white.
    for area, polygons in sorted(
        zip(areas, placed, strict=True), key=lambda drawn: drawn[0].level is not None
    ):
        _fill(canvas, area, polygons)
    for area, of_area, label, place in zip(areas, lines, labels, at, strict=True):
        _write(canvas, area, of_area, label, place)
    return canvas


def _rings(polygons: Sequence[Sequence[Ring]]) -> list[Ring]:
    return [ring for polygon in polygons for ring in polygon]


def _projected(areas: Sequence[MapArea]) -> list[list[list[list[tuple[float, float]]]]]:
    """Return the polygons in pixels, by area. Points on the pixel of the one before are left out,
    the same on both sides of a border.
    """
    rings = [ring for area in areas for ring in _rings(area.polygons)]
    east = [x for ring in rings for x, _ in ring]
    middle = (min(east) + max(east)) / 2

    def flat(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - middle) * cos(radians(point[1])), -point[1]

    points = [flat(point) for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    across, down = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = min((_WIDTH - 2 * _EDGE) / across, (_TALLEST - 2 * _EDGE) / down)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x, y = flat(point)
        return round((x - left) * scale) + _EDGE, round((y - top) * scale) + _EDGE

    def place_ring(ring: Ring) -> list[tuple[float, float]]:
        return list(_without_repeats(map(place, ring)))

    def place_area(area: MapArea) -> list[list[list[tuple[float, float]]]]:
        return [list(map(place_ring, polygon)) for polygon in area.polygons]

    return list(map(place_area, areas))


def _without_repeats(points: Iterator[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    before = None
    for point in points:
        if point != before:
            yield point
        before = point


def _fill(canvas: Canvas, area: MapArea, polygons: Sequence[Sequence[Ring]]) -> None:
    rings = [ring for ring in _rings(polygons) if len(ring) > 3]
    if not rings:
        return
    if area.level is None:
        canvas.rings(rings, Look(OUTSIDE, GREY, 1.2, hatch=_HATCH))
    else:
        canvas.rings(rings, Look(CLASSES[area.level], "#ffffff", 1.6))


@dataclass(frozen=True)
class _Line:
    """A line of an area's text: the room that its letters take, and how far its middle is below the
    label's.
    """

    text: str
    bold: bool
    box: Box
    below: float


def _lines(area: MapArea) -> list[_Line]:
    """Return name and words; both take as much room as they would in bold letters."""
    texts = [(area.name, area.marked), (area.words, area.level is not None)]
    texts = [(text, bold) for text, bold in texts if text]
    return [
        _Line(
            text,
            bold,
            Box(text_width(text, bold=True) / 2, _RISE),
            (number + 0.5 - len(texts) / 2) * _STEP,
        )
        for number, (text, bold) in enumerate(texts)
    ]


def _box(lines: Sequence[_Line]) -> Box:
    return Box(max(line.box.half for line in lines) + 1, len(lines) * _STEP / 2)


def _extent(polygon: Sequence[Ring]) -> float:
    """Return twice the area within a polygon's outer ring."""
    ring = polygon[0]
    return abs(
        sum(a * d - c * b for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True))
    )


def _write(
    canvas: Canvas, area: MapArea, lines: Sequence[_Line], label: Label, place: Point
) -> None:
    """Write name and words.

    A line that reaches over the border has a ground of the area's own fill: it is as easy to read
    there as within, and is seen to belong to the area. On hatching everything has one.
    """
    x, y = place
    if area.level is None:
        _ground(canvas, place, Box(label.box.half + 2, label.box.tall), OUTSIDE)
    for line in lines:
        middle = x, y + line.below
        over = label.ground.room(middle, line.box) < 0 or not label.ground.holds(middle)
        if area.level is not None and over:
            _ground(canvas, middle, Box(line.box.half + 2, _STEP / 2), CLASSES[area.level])
        canvas.text(*middle, line.text, bold=line.bold, colour=text_on(area.level), anchor="middle")


def _ground(canvas: Canvas, middle: Point, box: Box, fill: str) -> None:
    """Fill a rectangle with round corners."""
    (x, y), half, tall = middle, box.half - _ROUND / 2, box.tall - _ROUND / 2
    canvas.rectangle((x - half, y - tall), (x + half, y + tall), Look(fill, fill, _ROUND))

"""A map of municipalities: filled by classes, with name and value written on each, drawn by
matplotlib as SVG.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, inf, lcm, radians, sqrt

import numpy as np
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from analyysi.report.pictures.picture import (
    ACCENT,
    GREY,
    INK,
    TEXT,
    Canvas,
    in_our_style,
    text_width,
)

CLASSES = ("#cfdfee", "#93b8da", "#5c98cb", ACCENT)
"""Fills from the lowest to the highest class: one hue, each so much darker that it shows in grey
too.
"""
OUTSIDE = "#ffffff"
_WIDTH, _TALLEST = 420, 620
_STEP, _RISE, _EDGE = 16, 6, 3
"""In pixels: from line to line, half of what letters take of that, and the white round the map."""
_TRIED = 400
"""About how many places are tried for a label."""
_AT_ONCE = 32
"""How many places, and how many points, are looked at together."""

Ring = Sequence[tuple[float, float]]
Array = NDArray[np.float64]


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


def draw_map(areas: Sequence[MapArea]) -> str | None:
    """Draw municipalities, and return SVG text. One drawing serves a wide page and a phone.

    The projection is sinusoidal about the middle of the map: areas are true, and over a few hundred
    kilometres shapes are too.

    Returns
    -------
    None where there are so many, or so small ones, that names and values would stand on each other.
    """
    with in_our_style():
        placed = _projected(areas)
        corners = [corner for polygons in placed for ring in _rings(polygons) for corner in ring]
        width = max(x for x, _ in corners) + _EDGE
        height = max(y for _, y in corners) + _EDGE
        labels = [_Label.of(area, polygons) for area, polygons in zip(areas, placed, strict=True)]
        places = _places(labels, width, height)
        if places is None:
            return None
        board = Canvas(width, height)
        for area, polygons in zip(areas, placed, strict=True):
            _fill(board, area, polygons)
        for area, label, place in zip(areas, labels, places, strict=True):
            _write(board, area, label, place)
        return board.svg()


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


def _fill(board: Canvas, area: MapArea, polygons: Sequence[Sequence[Ring]]) -> None:
    paths = [Path(ring, closed=True) for ring in _rings(polygons) if len(ring) > 3]
    if not paths:
        return
    shape = PathPatch(Path.make_compound_path(*paths), joinstyle="round", clip_on=False)
    if area.level is None:
        shape.set(
            facecolor=OUTSIDE,
            edgecolor=GREY,
            hatch="////",
            hatchcolor="#b4bcc4",
            linewidth=0.9,
            zorder=1,
        )
    else:
        shape.set(facecolor=CLASSES[area.level], edgecolor="white", linewidth=1.2, zorder=2)
    board.axes.add_patch(shape)


@dataclass(frozen=True)
class _Line:
    """A line of an area's text: half its width, and how far its middle is below the label's."""

    text: str
    bold: bool
    half: float
    below: float

    @property
    def edge(self) -> Array:
        """Return points along the upper and the lower edge of the letters."""
        points = []
        for sixth in range(-3, 4):
            across = self.half * sixth / 3
            points += [(across, self.below - _RISE), (across, self.below + _RISE)]
        return np.array(points)


@dataclass(frozen=True)
class _Label:
    """The lines of an area's text, the places to try for them, and how much room each place has.

    The room at a place is how far the letters keep from the border; below zero: how far they reach
    over it. The letters' corners give an upper bound, and the room is computed only where the bound
    is the highest left.
    """

    lines: tuple[_Line, ...]
    outline: Path
    corners: Array
    centres: Array
    at_most: Array
    """The upper bound of the room at each place."""
    known: dict[int, float]
    """The room of the places where it has been computed."""

    @property
    def half(self) -> float:
        """Half the width of the label."""
        return max(line.half for line in self.lines) + 1

    @property
    def tall(self) -> float:
        """Half the height of the label."""
        return len(self.lines) * _STEP / 2

    @classmethod
    def of(cls, area: MapArea, polygons: Sequence[Sequence[Ring]]) -> _Label:
        """Choose some hundreds of places within the largest polygon."""
        texts = [(area.name, area.marked), (area.words, area.level is not None)]
        texts = [(text, bold) for text, bold in texts if text]
        lines = tuple(
            _Line(
                text,
                bold,
                text_width(text, TEXT, bold=bold) / 2,
                (number + 0.5 - len(texts) / 2) * _STEP,
            )
            for number, (text, bold) in enumerate(texts)
        )
        ring = max((polygon[0] for polygon in polygons), key=_extent)
        corners = np.array(ring)
        step = max(2.0, sqrt(_extent(ring) / 2 / _TRIED))
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        centres = np.array(
            [
                (x, y)
                for x in np.arange(left, right + 1, step)
                for y in np.arange(top, bottom + 1, step)
            ]
        )
        outline = Path(corners, closed=True)
        within = centres[outline.contains_points(centres)]
        centres = within if len(within) else centres
        widest = max(lines, key=lambda line: line.half)
        at_most = _room(centres, widest.edge[[0, 1, -2, -1]], outline, corners)
        return cls(lines, outline, corners, centres, at_most, {})

    def best(self, free: NDArray[np.bool_]) -> tuple[float, int]:
        """Return the most room at any free place, and the first place that has it.

        At least one place must be free.
        """
        most, best = -inf, -1
        edge = np.concatenate([line.edge for line in self.lines])
        open_ = np.flatnonzero(free)
        order = open_[np.argsort(-self.at_most[open_], kind="stable")]
        for some in np.split(order, range(_AT_ONCE, len(order), _AT_ONCE)):
            if self.at_most[some[0]] < most:
                break
            unknown = [number for number in some.tolist() if number not in self.known]
            if unknown:
                rooms = _room(self.centres[unknown], edge, self.outline, self.corners)
                self.known.update(zip(unknown, rooms.tolist(), strict=True))
            for number in some.tolist():
                room = self.known[number]
                if room > most or (room == most and number < best):
                    most, best = room, number
        return most, best


def _extent(ring: Ring) -> float:
    """Return twice the area of a ring."""
    return abs(
        sum(a * d - c * b for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True))
    )


def _room(centres: Array, edge: Array, outline: Path, corners: Array) -> Array:
    """Return for each centre the least distance of the points round it from a ring, below zero
    where one is outside.

    Rounded, so that the last digit of a machine's arithmetic decides nothing.
    """
    boxes = (centres[:, None, :] + edge).reshape(-1, 2)
    distance = _distance(boxes, corners)
    room: Array = (
        np.where(outline.contains_points(boxes), distance, -distance)
        .reshape(len(centres), -1)
        .min(axis=1)
    )
    return room.round(3)


def _distance(points: Array, corners: Array) -> Array:
    """Return how far each point is from the nearest side of a ring."""
    along = np.roll(corners, -1, axis=0) - corners
    length = (along**2).sum(axis=1)
    length[length == 0] = 1
    nearest = np.empty(len(points))
    # Some points at a time, whose arrays stay in the processor's cache.
    for start in range(0, len(points), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        across, down = (points[some, axis, None] - corners[:, axis] for axis in (0, 1))
        fraction = np.clip((across * along[:, 0] + down * along[:, 1]) / length, 0, 1)
        across -= fraction * along[:, 0]
        down -= fraction * along[:, 1]
        nearest[some] = (across * across + down * down).min(axis=1)
    return np.sqrt(nearest)


def _places(
    labels: Sequence[_Label], width: float, height: float
) -> list[tuple[float, float]] | None:
    """Return the best place of each label at which it meets no other, or None if one has none.

    The labels with least room choose first.
    """
    places: dict[int, tuple[float, float]] = {}
    most = [label.best(np.ones(len(label.centres), dtype=bool))[0] for label in labels]
    for number in sorted(range(len(labels)), key=lambda number: (most[number], number)):
        label = labels[number]
        x = np.clip(label.centres[:, 0], label.half, width - label.half)
        y = np.clip(label.centres[:, 1], label.tall, height - label.tall)
        free = np.ones(len(x), dtype=bool)
        for placed, (at_x, at_y) in places.items():
            beside = abs(x - at_x) >= label.half + labels[placed].half + 2
            free &= beside | (abs(y - at_y) >= label.tall + labels[placed].tall + 4)
        if not free.any():
            return None
        _, best = label.best(free)
        places[number] = float(x[best]), float(y[best])
    return [places[number] for number in range(len(labels))]


def _write(board: Canvas, area: MapArea, label: _Label, place: tuple[float, float]) -> None:
    """Write name and words.

    A line that reaches over the border has a ground of the area's own fill: it is as easy to read
    there as within, and is seen to belong to the area. On hatching everything has one.
    """
    x, y = place
    if area.level is None:
        _ground(board, (x, y), (label.half + 2, label.tall), OUTSIDE)
    for line in label.lines:
        middle = y + line.below
        if area.level is not None and not label.outline.contains_points(line.edge + place).all():
            _ground(board, (x, middle), (line.half + 2, _STEP / 2), CLASSES[area.level])
        board.text(
            x, middle, line.text, bold=line.bold, colour=text_on(area.level), anchor="center"
        )


def _ground(
    board: Canvas, middle: tuple[float, float], half: tuple[float, float], fill: str
) -> None:
    corner = (middle[0] - half[0], middle[1] - half[1])
    ground = FancyBboxPatch(
        corner, 2 * half[0], 2 * half[1], boxstyle="round,pad=0,rounding_size=4"
    )
    ground.set(facecolor=fill, edgecolor="none", zorder=2.5, clip_on=False)
    board.axes.add_patch(ground)

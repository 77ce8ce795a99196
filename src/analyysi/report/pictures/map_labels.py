"""Where a map's labels stand: within their areas, as far from the border as may be, and apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import ceil, inf

from analyysi.report.pictures.canvas import Point

Ring = Sequence[Point]
_STEP = 3
"""How far points along a border are from each other at most, in pixels."""
_NEAR, _ENOUGH = 1.0, 8.0
"""How much more room a place may have than the one that is taken, in pixels; and how much is
enough.
"""
_FINEST = 1.0
"""Half of the side of the smallest square that is looked at, in pixels."""
_ASIDE, _ABOVE = 2, 4
"""What is left free between two labels, in pixels."""


@dataclass(frozen=True)
class Box:
    """Half of the width and half of the height of what stands at a place."""

    half: float
    tall: float

    def meets(self, place: Point, other: Box, other_place: Point, slack: float = 0) -> bool:
        """Return whether two boxes come too near; with a slack: whether they do wherever this one
        is within so many pixels.
        """
        across, down = abs(place[0] - other_place[0]), abs(place[1] - other_place[1])
        beside = across + slack >= self.half + other.half + _ASIDE
        return not beside and down + slack < self.tall + other.tall + _ABOVE


@dataclass(frozen=True)
class Ground:
    """The polygon that a label belongs to: its outer ring, then its holes."""

    rings: Sequence[Ring]

    @cached_property
    def border(self) -> list[Point]:
        """Points along all rings."""
        return [point for ring in self.rings for point in _along(ring)]

    @cached_property
    def middle(self) -> Point:
        """The centre of gravity of what the outer ring holds."""
        ring, area, x, y = self.rings[0], 0.0, 0.0, 0.0
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            part = ax * by - bx * ay
            area, x, y = area + part, x + (ax + bx) * part, y + (ay + by) * part
        return (x / area / 3, y / area / 3) if area else ring[0]

    def room(self, place: Point, box: Box) -> float:
        """Return how far a box keeps from the border, the farther of across and down; below zero:
        how far it reaches over it, across in proportion to its width.

        It changes by no more than the place is moved, the farther of across and down.
        """
        x, y = place
        half, tall = box.half, box.tall
        flat = min(1.0, tall / half) if half else 1.0
        least = inf
        for at_x, at_y in self.border:
            across = abs(at_x - x) - half
            if across < 0:
                across *= flat
            if across < least:
                down = abs(at_y - y) - tall
                if down < least:
                    least = max(across, down)
        return least

    def holds(self, place: Point) -> bool:
        """Return whether a place is within the polygon."""
        x, y = place
        within = False
        for ring in self.rings:
            for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
                if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                    within = not within
        return within


_POINT = Box(0, 0)
Placed = tuple[Box, Point]
"""A label that stands already, and where."""


@dataclass(frozen=True)
class Label:
    """What is to stand on a polygon, on a sheet of so many pixels."""

    box: Box
    ground: Ground
    sheet: Point

    def on_sheet(self, place: Point) -> Point:
        """Return the nearest place at which the whole label is on the sheet."""
        (x, y), (width, height) = place, self.sheet
        half, tall = self.box.half, self.box.tall
        return min(max(x, half), width - half), min(max(y, tall), height - tall)

    def best(self, others: Sequence[Placed] = ()) -> tuple[float, Point] | None:
        """Return a room and where it is, away from others: enough, or less than a pixel short of
        the most that there is. None where others leave no place.

        The polygon's middle is looked at first, then squares in the order of the room that they can
        have, which are quartered.
        """
        most, best = -inf, None
        squares = [(-inf, self.ground.middle, 0.0)]
        squares += [(-_ENOUGH, *square) for square in self._first_squares()]
        while squares:
            bound, middle, reach = heappop(squares)
            if -bound <= most + _NEAR:
                break
            place = self.on_sheet(middle)
            if any(self.box.meets(place, *other, reach) for other in others):
                continue
            within = self.ground.holds(middle)
            if not within and self.ground.room(middle, _POINT) > reach + _STEP:
                continue
            room = min(self.ground.room(middle, self.box), _ENOUGH)
            if room > most and within and self.is_free(place, others):
                most, best = room, place
            if reach > _FINEST:
                for quarter in _quarters(middle, reach / 2):
                    heappush(squares, (-min(room + reach, _ENOUGH), quarter, reach / 2))
        return None if best is None else (most, best)

    def is_free(self, place: Point, others: Sequence[Placed]) -> bool:
        """Return whether the label meets no other at a place."""
        return not any(self.box.meets(place, *other) for other in others)

    def _first_squares(self) -> Iterator[tuple[Point, float]]:
        """Yield the middles and half the sides of squares that cover the polygon."""
        across, down = zip(*self.ground.rings[0], strict=True)
        left, top, right, bottom = min(across), min(down), max(across), max(down)
        reach = max(min(right - left, bottom - top), 2 * _FINEST) / 2
        for column in range(max(1, ceil((right - left) / reach / 2))):
            for row in range(max(1, ceil((bottom - top) / reach / 2))):
                yield (left + (2 * column + 1) * reach, top + (2 * row + 1) * reach), reach


def places(labels: Sequence[Label]) -> list[Point] | None:
    """Return the best place of each label at which it meets no other, or None if one has none.

    The labels with least room choose first.
    """
    # On an area so small that no square's middle is within, a label stands on its middle.
    free = [label.best() or (-inf, label.on_sheet(label.ground.middle)) for label in labels]
    taken: dict[int, Point] = {}
    for number in sorted(range(len(labels)), key=lambda number: (free[number], number)):
        label, (_, place) = labels[number], free[number]
        others = [(labels[other].box, at) for other, at in taken.items()]
        if not label.is_free(place, others):
            other_choice = label.best(others)
            if other_choice is None:
                return None
            _, place = other_choice
        taken[number] = place
    return [taken[number] for number in range(len(labels))]


def _quarters(middle: Point, reach: float) -> Iterator[Point]:
    for x in (middle[0] - reach, middle[0] + reach):
        for y in (middle[1] - reach, middle[1] + reach):
            yield x, y


def _along(ring: Ring) -> Iterator[Point]:
    """Yield points along a ring, at most `_STEP` from each other."""
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        steps = max(1, ceil(max(abs(bx - ax), abs(by - ay)) / _STEP))
        for step in range(steps):
            yield ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps

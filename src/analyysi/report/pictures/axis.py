"""Rows on one axis with zero: names on the left, words on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from math import ceil, floor
from typing import NamedTuple

from analyysi.report.pictures.canvas import GREY, GRID, RULE, Canvas, Point
from analyysi.report.pictures.letters import SMALL, TEXT, WORDS, text_width, wrapped

WIDE, NARROW = 720, 350
"""How wide a drawing is, in pixels, and one for a phone."""
_NAMES, _WORDS = 200, 240
"""The most that names and words may take of it."""
_LINE, _FOOT = 17, 24
_GAP, _BEGIN, _END = 16, 14, 10
"""Between names, axis and words; from the ends of the axis to the farthest middle of a mark."""
_STEPS = 5
"""How many intervals an axis has at most."""
_APART = 6
"""How many pixels there are at least between two numbers on the axis."""


class Beside(NamedTuple):
    """What a row has beside its marks: its name, words, and whether it stands out."""

    name: str
    words: str
    marked: bool


@dataclass(frozen=True)
class Scale:
    """How the numbers of an axis are written, and how many of the smallest parts are one: 1 where
    whole euros are written, 100 where cents are.
    """

    write: Callable[[float], str]
    parts: int = 1


@dataclass(frozen=True)
class Rows:
    """The sheet with names, words and axis on it; the marks are still to be drawn."""

    canvas: Canvas
    middles: Sequence[float]
    """How far from the top the marks of each row are."""
    place: Callable[[float], float]
    """From a value to how far from the left it is."""


def round_steps() -> Iterator[int]:
    """Yield the distances that round numbers have: 1, 2, 5, 10, 20, 25, 50, 100, 200, 250, ...

    >>> from itertools import islice
    >>> list(islice(round_steps(), 7))
    [1, 2, 5, 10, 20, 25, 50]
    """
    yield from (1, 2, 5)
    for power in count(1):
        for step in (10, 20, 25, 50):
            yield step * 10 ** (power - 1)


def round_numbers(low: float, high: float, intervals: int, parts: int = 1) -> list[float]:
    """Return the round numbers of an axis, not more than so many intervals from each other: of all
    such divisions the finest, in whole parts of one.

    >>> round_numbers(0, 24_375, 5)
    [0.0, 5000.0, 10000.0, 15000.0, 20000.0]
    >>> round_numbers(-3, 11.2, 4)
    [0.0, 5.0, 10.0]
    >>> round_numbers(0, 0.4, 5), round_numbers(0, 0.4, 5, parts=100)
    ([0.0], [0.0, 0.1, 0.2, 0.3, 0.4])
    """
    within = (high - low) * parts
    step = next(step for step in round_steps() if step * intervals >= within)
    first, last = ceil(low * parts / step), floor(high * parts / step)
    return [number * step / parts for number in range(first, last + 1)]


def apart(low: float, high: float, intervals: int, scale: Scale, width: float) -> list[float]:
    """Return the finest division of an axis of so many pixels whose numbers do not run into each
    other; what is written as nothing takes no room and is left out.
    """
    for at_most in range(intervals, 0, -1):
        numbers = [
            number
            for number in round_numbers(low, high, at_most, scale.parts)
            if scale.write(number)
        ]
        halves = [text_width(scale.write(number), SMALL) / 2 for number in numbers]
        gaps = [(after - before) / (high - low) * width for before, after in pairwise(numbers)]
        if all(gap >= sum(pair) + _APART for gap, pair in zip(gaps, pairwise(halves), strict=True)):
            break
    return numbers


def rows_on_axis(rows: Sequence[Beside], values: Sequence[float], scale: Scale) -> Rows:
    """Lay out rows from top to bottom on an axis that holds zero and all values, and write what
    stands beside their marks.

    Names take as much room as they would in bold letters, so a row that stands out moves nothing.
    """
    names = [wrapped(row.name, _NAMES, bold=True) for row in rows]
    words = [wrapped(row.words, _WORDS, WORDS) for row in rows]
    heights = [
        max(36, max(len(name), len(row_words)) * _LINE + 8)
        for name, row_words in zip(names, words, strict=True)
    ]
    *tops, bottom = accumulate(heights, initial=0)
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    canvas = Canvas(WIDE, bottom + _FOOT)
    first, last = _widest(names, TEXT, bold=True) + _GAP, WIDE - _widest(words, WORDS) - _GAP
    place = _axis(canvas, values, scale, (first, last), bottom)
    for row, name, row_words, middle in zip(rows, names, words, middles, strict=True):
        canvas.lines_of_text(0, middle, name, _LINE, bold=row.marked)
        canvas.lines_of_text(last + _GAP, middle, row_words, _LINE, size=WORDS, colour=GREY)
    return Rows(canvas, middles, place)


def _widest(texts: Sequence[Sequence[str]], size: float, *, bold: bool = False) -> float:
    return max(text_width(line, size, bold=bold) for lines in texts for line in lines)


def _axis(
    canvas: Canvas, values: Sequence[float], scale: Scale, ends: Point, bottom: float
) -> Callable[[float], float]:
    """Draw the axis and its grid, and return the function from a value to its place."""
    lowest, highest = min(0.0, *values), max(0.0, *values)
    highest = highest if highest > lowest else 1.0  # all may be zero
    first, last = ends[0] + _BEGIN, ends[1] - _END

    def place(number: float) -> float:
        return first + (number - lowest) / (highest - lowest) * (last - first)

    for number in apart(lowest, highest, _STEPS, scale, last - first):
        across, text = place(number), scale.write(number)
        canvas.line([(across, 0), (across, bottom)], GRID, 1)
        canvas.text(across, bottom + 13, text, size=SMALL, colour=GREY, anchor="middle")
    canvas.line([(ends[0], bottom), (ends[1], bottom)], RULE, 1)
    return place

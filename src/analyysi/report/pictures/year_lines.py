"""Pictures of years: one line per payer with its name at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from analyysi.report.pictures.axis import NARROW, WIDE
from analyysi.report.pictures.canvas import ACCENT, GREY, INK, RULE, Canvas, Look, Point
from analyysi.report.pictures.letters import SMALL, TEXT, text_width, wrapped

_STEP, _LINE = 17, 14
"""The least distance between two payers' texts, and between two lines of one name, in pixels."""
_TOP, _FOOT, _GAP = 30, 26, 12
_NAMES = 0.36
"""The most that names may take of the width."""


@dataclass(frozen=True)
class Course:
    """A line: its name, a value per year, words for its first, its last value and its change,
    whether it stands out.

    A year without a value breaks the line. Where the first or the last has none, its words stand at
    the foot.
    """

    name: str
    values: Sequence[float | None]
    first: str
    last: str
    change: str
    marked: bool = False


def draw_years(
    courses: Sequence[Course],
    years: Sequence[int],
    assumed_from: int,
    note: str,
    change: str,
    *,
    narrow: bool,
) -> Canvas:
    """Draw what each pays over the years, from zero.

    Each line has its first value at its left end and its name, its last value and its change at its
    right end, on lines of text that never meet. Computed years are full, assumed ones dashed and
    hollow. All texts take as much room as they would in bold letters, so a line that stands out
    moves nothing.

    Parameters
    ----------
    courses
        With a value, or None, for every year.
    years
        At least two, in order; as far from each other as they are in time.
    assumed_from
        The place of the first assumed year in `years`; as many as there are, if none is.
    note
        What stands where the assumption begins.
    change
        What the changes are called, written above them.
    narrow
        For a phone: the change is left out beside the last value.
    """
    sheet = _Sheet.of(courses, change, narrow)
    canvas = Canvas(sheet.width, sheet.height)
    span = years[-1] - years[0]
    places = [sheet.left + (sheet.right - sheet.left) * (year - years[0]) / span for year in years]
    canvas.line([(sheet.left, sheet.bottom), (sheet.right, sheet.bottom)], RULE, 1)
    _write_years(canvas, years, places, sheet.bottom)
    _note(canvas, places, assumed_from, note, sheet)
    if not narrow:
        canvas.text(sheet.width, 9, change, size=SMALL, colour=GREY, anchor="end")
    heights = _heights(courses, sheet)
    any_marked = any(course.marked for course in courses)
    for course, course_heights in sorted(
        zip(courses, heights, strict=True), key=lambda drawn: drawn[0].marked
    ):
        points = [
            None if height is None else (place, height)
            for place, height in zip(places, course_heights, strict=True)
        ]
        _draw(canvas, course, points, assumed_from, any_marked)
    _write_ends(canvas, courses, heights, sheet, narrow)
    return canvas


@dataclass(frozen=True)
class _Sheet:
    """The layout in pixels: the lines between left and right, texts on both sides."""

    width: float
    height: float
    left: float
    right: float
    after: float
    """What the changes take at the right edge."""
    names: tuple[list[str], ...]
    """Each name in its lines."""
    size: float

    @property
    def bottom(self) -> float:
        return self.height - _FOOT

    @property
    def lines(self) -> int:
        """How many lines the longest name takes."""
        return max(len(name) for name in self.names)

    @classmethod
    def of(cls, courses: Sequence[Course], change: str, narrow: bool) -> _Sheet:
        width, size = (NARROW, SMALL) if narrow else (WIDE, TEXT)

        def widest(texts: Iterable[str]) -> float:
            return max(text_width(text, size, bold=True) for text in texts)

        names = tuple(wrapped(course.name, width * _NAMES, size, bold=True) for course in courses)
        name_width = widest(line for lines in names for line in lines)
        last_width = widest(course.last for course in courses)
        change_width = max(widest(course.change for course in courses), text_width(change, SMALL))
        after = 0 if narrow else change_width + 16
        lines = max(len(name_lines) for name_lines in names)
        return cls(
            width=width,
            height=max(320, (_STEP + 6 + (lines - 1) * _LINE) * len(courses) + 120),
            left=widest(course.first for course in courses) + _GAP,
            right=width - (_GAP + name_width + _GAP + last_width + after),
            after=after,
            names=names,
            size=size,
        )


def _heights(courses: Sequence[Course], sheet: _Sheet) -> list[list[float | None]]:
    """Return how far from the top each point of each line is, in proportion from zero at the foot;
    None where there is no value.
    """
    amounts = [amount for course in courses for amount in course.values if amount is not None]
    most = max(amounts) or 1.0

    def height(amount: float | None) -> float | None:
        return None if amount is None else sheet.bottom - amount / most * (sheet.bottom - _TOP)

    return [list(map(height, course.values)) for course in courses]


def _write_ends(
    canvas: Canvas,
    courses: Sequence[Course],
    heights: Sequence[Sequence[float | None]],
    sheet: _Sheet,
    narrow: bool,
) -> None:
    """Write the texts at both ends of the lines, moved apart where they would meet."""
    taller = (sheet.lines - 1) * _LINE
    limits = (_TOP - 8 + taller / 2, sheet.bottom - 4 - taller / 2)
    first_heights = [_or_foot(course_heights[0], sheet) for course_heights in heights]
    last_heights = [_or_foot(course_heights[-1], sheet) for course_heights in heights]
    starts = _apart(first_heights, _STEP, limits)
    ends = _apart(last_heights, _STEP + taller, limits)
    left, right = sheet.left, sheet.right
    for course, name, first, last, start, end in zip(
        courses, sheet.names, first_heights, last_heights, starts, ends, strict=True
    ):
        canvas.line([(left - 5, first), (left - 10, start)], RULE, 1)
        canvas.line([(right + 5, last), (right + 10, end)], RULE, 1)
        write = partial(canvas.text, size=sheet.size, bold=course.marked, anchor="end")
        write(left - _GAP, start, course.first, colour=GREY)
        canvas.lines_of_text(right + _GAP, end, name, _LINE, size=sheet.size, bold=course.marked)
        write(sheet.width - sheet.after, end, course.last)
        if not narrow:
            write(sheet.width, end, course.change, colour=GREY)


def _or_foot(height: float | None, sheet: _Sheet) -> float:
    return sheet.bottom if height is None else height


def _draw(
    canvas: Canvas,
    course: Course,
    points: Sequence[Point | None],
    assumed_from: int,
    any_marked: bool,
) -> None:
    colour = ACCENT if course.marked or not any_marked else GREY
    width, radius = (2.9, 3.3) if course.marked else (1.7, 2.4)
    known = max(assumed_from, 1)
    canvas.lines(_unbroken(points[:known]), Look(line=colour, width=width))
    dashes = (3 * width, 2 * width)
    canvas.lines(_unbroken(points[known - 1 :]), Look(line=colour, width=width, dashes=dashes))
    for place, point in enumerate(points):
        if point is not None:
            fill = colour if place < assumed_from else "#ffffff"
            canvas.circle(point, radius, Look(fill, colour, 1.3))


def _unbroken(points: Sequence[Point | None]) -> list[list[Point]]:
    """Return the stretches of a line between the years without a value.

    >>> _unbroken([(0, 1), (1, 1), None, (3, 1), None, (5, 2), (6, 2)])
    [[(0, 1), (1, 1)], [(5, 2), (6, 2)]]
    """
    stretches: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    return [stretch for stretch in stretches if len(stretch) > 1]


def _write_years(
    canvas: Canvas, years: Sequence[int], places: Sequence[float], bottom: float
) -> None:
    """Write the first and the last year, and of those between at equal distances as many as have
    room.
    """
    room = max(text_width(str(year), SMALL) for year in years) + 8
    last = len(years) - 1
    for step in range(1, last + 1):
        written = [*range(last, 0, -step), 0]
        if all(places[right] - places[left] >= room for right, left in pairwise(written)):
            break
    for place in written:
        canvas.text(
            places[place], bottom + 14, str(years[place]), size=SMALL, colour=GREY, anchor="middle"
        )


def _note(
    canvas: Canvas, places: Sequence[float], assumed_from: int, note: str, sheet: _Sheet
) -> None:
    if assumed_from >= len(places):
        return
    at = places[max(assumed_from - 1, 0)]
    canvas.line([(at, 4), (at, sheet.bottom)], GREY, 1)
    canvas.text(min(at + 6, sheet.width - text_width(note, SMALL)), 9, note, size=SMALL, colour=INK)


def _apart(ideals: Sequence[float], step: float, ends: tuple[float, float]) -> list[float]:
    """Return heights near the ideal ones, in the same order, at least a step from each other and
    within the ends.

    Neighbours that would meet are moved apart by as much on either side, as a block.

    >>> _apart([10.0, 12.0, 50.0], 10, (0, 60))
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(ideals)), key=lambda place: (ideals[place], place))
    first, last = ends
    # A block is its members and where its first one would stand best.
    blocks: list[tuple[list[int], float]] = []
    for place in order:
        members, start = [place], ideals[place]
        while True:
            start = min(max(start, first), last - (len(members) - 1) * step)
            if not blocks or blocks[-1][1] + len(blocks[-1][0]) * step <= start:
                break
            members = blocks.pop()[0] + members
            starts = [ideals[member] - number * step for number, member in enumerate(members)]
            start = sum(starts) / len(members)
        blocks.append((members, start))
    height_by_place = {}
    for members, start in blocks:
        for number, member in enumerate(members):
            height_by_place[member] = start + number * step
    return [height_by_place[place] for place in range(len(ideals))]

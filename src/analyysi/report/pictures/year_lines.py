"""Pictures of years: one line per payer with its name at the end, drawn by matplotlib as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan, nan

from analyysi.report.pictures.picture import (
    ACCENT,
    GREY,
    INK,
    RULE,
    SMALL,
    TEXT,
    Canvas,
    in_our_style,
    text_width,
    wrapped,
)

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
) -> str:
    """Draw what each pays over the years, from zero, and return SVG text.

    Each line has its first value at its left end and its name, its last value and its change at its
    right end, on lines of text that never meet. Computed years are full, assumed ones dashed and
    hollow.

    Parameters
    ----------
    courses
        With a value for every year.
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
    with in_our_style():
        sheet = _Sheet.of(courses, change, narrow)
        board = Canvas(sheet.width, sheet.height)
        span = years[-1] - years[0]
        places = [
            sheet.left + (sheet.right - sheet.left) * (year - years[0]) / span for year in years
        ]
        board.line([sheet.left, sheet.right], [sheet.bottom, sheet.bottom], RULE, 0.8)
        _write_years(board, years, places, sheet.bottom)
        _note(board, places, assumed_from, note, sheet)
        if not narrow:
            board.text(sheet.width, 9, change, size=SMALL, colour=GREY, anchor="right")
        most = max(value for one in courses for value in one.values if value is not None) or 1.0
        # Drawing breaks a line where a height is no number.
        heights = [
            [
                nan if value is None else sheet.bottom - value / most * (sheet.bottom - _TOP)
                for value in one.values
            ]
            for one in courses
        ]
        apart = any(one.marked for one in courses)
        for one, own in zip(courses, heights, strict=True):
            _draw(board, one, places, own, assumed_from, apart)
        _write_ends(board, courses, heights, sheet, narrow)
        return board.svg()


@dataclass(frozen=True)
class _Sheet:
    """How the sheet is laid out, in pixels: the lines between left and right,
    texts on both sides.
    """

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
        width, size = (350, SMALL) if narrow else (720, TEXT)

        def widest(texts: Iterable[tuple[str, Course]]) -> float:
            return max(text_width(text, size, bold=one.marked) for text, one in texts)

        names = tuple(wrapped(one.name, width * _NAMES, size, bold=one.marked) for one in courses)
        name = widest(
            (line, one) for one, lines in zip(courses, names, strict=True) for line in lines
        )
        last = widest((one.last, one) for one in courses)
        changed = max(widest((one.change, one) for one in courses), text_width(change, SMALL))
        after = 0 if narrow else changed + 16
        lines = max(len(found) for found in names)
        return cls(
            width=width,
            height=max(320, (_STEP + 6 + (lines - 1) * _LINE) * len(courses) + 120),
            left=widest((one.first, one) for one in courses) + _GAP,
            right=width - (_GAP + name + _GAP + last + after),
            after=after,
            names=names,
            size=size,
        )


def _write_ends(
    board: Canvas,
    courses: Sequence[Course],
    heights: Sequence[Sequence[float]],
    sheet: _Sheet,
    narrow: bool,
) -> None:
    """Write the texts at both ends of the lines, moved apart where they would meet."""
    taller = (sheet.lines - 1) * _LINE
    limits = (_TOP - 8 + taller / 2, sheet.bottom - 4 - taller / 2)
    starts = _apart([sheet.bottom if isnan(own[0]) else own[0] for own in heights], _STEP, limits)
    ends = _apart(
        [sheet.bottom if isnan(own[-1]) else own[-1] for own in heights], _STEP + taller, limits
    )
    for one, name, own, start, end in zip(courses, sheet.names, heights, starts, ends, strict=True):
        board.line([sheet.left - 5, sheet.left - 10], [own[0], start], RULE, 0.8, zorder=1)
        board.line([sheet.right + 5, sheet.right + 10], [own[-1], end], RULE, 0.8, zorder=1)
        texts = [(sheet.left - _GAP, start, one.first, GREY, "right")]
        for number, line in enumerate(name):
            texts.append(
                (
                    sheet.right + _GAP,
                    end + (number - (len(name) - 1) / 2) * _LINE,
                    line,
                    INK,
                    "left",
                )
            )
        texts.append((sheet.width - sheet.after, end, one.last, INK, "right"))
        texts += [] if narrow else [(sheet.width, end, one.change, GREY, "right")]
        for x, y, text, colour, anchor in texts:
            board.text(x, y, text, size=sheet.size, bold=one.marked, colour=colour, anchor=anchor)


def _draw(
    board: Canvas,
    one: Course,
    places: Sequence[float],
    heights: Sequence[float],
    assumed_from: int,
    apart: bool,
) -> None:
    colour = ACCENT if one.marked or not apart else GREY
    thick = 2.2 if one.marked else 1.3
    known = max(assumed_from, 1)
    order = 3 if one.marked else 2
    if known > 1:
        board.line(places[:known], heights[:known], colour, thick, zorder=order)
    if known < len(places):
        board.line(
            places[known - 1 :], heights[known - 1 :], colour, thick, dashes=(3, 2), zorder=order
        )
    marks = {
        "marker": "o",
        "markersize": 5 if one.marked else 3.6,
        "markeredgecolor": colour,
        "zorder": order,
    }
    full, hollow = slice(0, assumed_from), slice(assumed_from, None)
    for part, fill in ((full, colour), (hollow, "white")):
        if places[part]:
            board.line(places[part], heights[part], colour, 0, markerfacecolor=fill, **marks)


def _write_years(
    board: Canvas, years: Sequence[int], places: Sequence[float], bottom: float
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
        board.text(
            places[place], bottom + 14, str(years[place]), size=SMALL, colour=GREY, anchor="center"
        )


def _note(
    board: Canvas, places: Sequence[float], assumed_from: int, note: str, sheet: _Sheet
) -> None:
    if assumed_from >= len(places):
        return
    at = places[max(assumed_from - 1, 0)]
    board.line([at, at], [4, sheet.bottom], GREY, 0.8, zorder=0)
    board.text(min(at + 6, sheet.width - text_width(note, SMALL)), 9, note, size=SMALL, colour=INK)


def _apart(wanted: Sequence[float], step: float, ends: tuple[float, float]) -> list[float]:
    """Return heights near those wanted, in the same order, at least a step from each other and
    within the ends.

    Neighbours that would meet are moved apart by as much on either side, as a block.

    >>> _apart([10.0, 12.0, 50.0], 10, (0, 60))
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    first, last = ends
    # A block is its members and where its first one would stand best.
    blocks: list[tuple[list[int], float]] = []
    for place in order:
        members, start = [place], wanted[place]
        while True:
            start = min(max(start, first), last - (len(members) - 1) * step)
            if not blocks or blocks[-1][1] + len(blocks[-1][0]) * step <= start:
                break
            members = blocks.pop()[0] + members
            start = sum(wanted[one] - number * step for number, one in enumerate(members)) / len(
                members
            )
        blocks.append((members, start))
    found = {
        one: start + number * step
        for members, start in blocks
        for number, one in enumerate(members)
    }
    return [found[place] for place in range(len(wanted))]

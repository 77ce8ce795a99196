"""What holds of every drawing: nothing lies over another mark or off the sheet, small, the same bytes each time."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from types import FrameType
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from analyysi.report import pictures
from analyysi.report.pictures import picture
from support.drawings import (
    DRAWINGS,
    FINE,
    NAMES,
    PIXELS,
    Draw,
    a_map,
    areas,
    both_widths,
    boxes,
    drawn,
    every_drawing,
    lorenz,
    meet,
)

pytestmark = pytest.mark.slow

WIDTHS = {a_map: 420, lorenz: 560}
"""Of the drawings that are not as wide as the page."""
SHOWN = {a_map: [area.name for area in areas()], lorenz: ["Tasajako", "Valittu"]}
"""The names in the drawings that are not of `NAMES`."""


def test_every_drawing_of_the_program_is_among_them() -> None:
    public: set[str] = set()
    for module in iter_modules(pictures.__path__, f"{pictures.__name__}."):
        names = vars(import_module(module.name))
        public.update(name for name in names if name.startswith("draw_"))
    called = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_globals["__name__"].startswith(pictures.__name__):
            called.add(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        for draw in DRAWINGS:
            draw(True)
    finally:
        sys.setprofile(None)
    assert len(public) >= 6
    assert public - called == set()


@every_drawing
@both_widths
def test_no_text_stands_on_another(draw: Draw, narrow: bool) -> None:
    texts, _ = boxes(drawn(draw, narrow)[1])
    assert [(one, other) for (one, a), (other, b) in combinations(texts, 2) if meet(a, b)] == []


@every_drawing
@both_widths
def test_nothing_lies_off_the_sheet(draw: Draw, narrow: bool) -> None:
    figure = drawn(draw, narrow)[1]
    texts, marks = boxes(figure)
    sheet = figure.bbox
    for name, box in [*texts, *(("mark", mark) for mark in marks)]:
        assert box.x0 >= -0.4 * FINE, name
        assert box.y0 >= -0.4 * FINE, name
        assert box.x1 <= sheet.width + 0.4 * FINE, name
        assert box.y1 <= sheet.height + 0.4 * FINE, name


@every_drawing
@both_widths
def test_letters_are_at_least_eleven_pixels_on_a_phone(draw: Draw, narrow: bool) -> None:
    figure = drawn(draw, narrow)[1]
    width = figure.get_figwidth() * 72 * PIXELS
    # A phone of 390 px shows a drawing 358 px wide at most; it shows the wide one only where there
    # is no narrow one.
    shown = min(1.0, 358 / width) if draw is a_map or narrow else 1.0
    assert min(text.get_size() * PIXELS for text in figure.axes[0].texts) * shown >= 10.99


@every_drawing
@both_widths
def test_drawings_have_their_width_and_are_small(draw: Draw, narrow: bool) -> None:
    drawing = drawn(draw, narrow)[0]
    width, _ = picture._size(drawing)
    assert width == (WIDTHS.get(draw, 720) if draw is a_map or not narrow else 350)
    assert len(drawing.encode()) < 10 * 1024


@every_drawing
@both_widths
def test_the_same_bytes_each_time_whatever_the_settings(draw: Draw, narrow: bool) -> None:
    first = drawn(draw, narrow)[0]
    with mpl.rc_context(
        {"lines.linewidth": 9, "font.size": 30, "svg.hashsalt": "other", "hatch.linewidth": 7}
    ):
        assert draw(narrow) == first


@every_drawing
@both_widths
def test_every_name_and_value_is_in_the_drawing_as_text(draw: Draw, narrow: bool) -> None:
    texts = [
        element.text or ""
        for element in ElementTree.fromstring(drawn(draw, narrow)[0]).iter()
        if element.text
    ]
    whole = " ".join(texts)
    for name in SHOWN.get(draw, NAMES):
        assert name in whole

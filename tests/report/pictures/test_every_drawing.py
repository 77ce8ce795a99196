"""What holds of every drawing: nothing lies over another mark or off the sheet, small, the same bytes each time."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from types import FrameType
from xml.etree import ElementTree

import pytest

from analyysi.report import pictures
from analyysi.report.pictures import picture
from analyysi.report.pictures.canvas import Text
from analyysi.report.pictures.svg import svg_of
from support.drawings import (
    DRAWINGS,
    FINE,
    NAMES,
    Draw,
    a_map,
    areas,
    boxes,
    drawn,
    every_drawing,
    lorenz,
    meet,
    narrow_years,
    narrow_years_in_a_heap,
)

pytestmark = pytest.mark.slow

WIDTHS = {a_map: 420, lorenz: 420, narrow_years: 350, narrow_years_in_a_heap: 350}
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
            draw()
    finally:
        sys.setprofile(None)
    assert len(public) >= 6
    assert public - called == set()


@every_drawing
def test_no_text_stands_on_another(draw: Draw) -> None:
    texts, _ = boxes(drawn(draw)[1])
    assert [(one, other) for (one, a), (other, b) in combinations(texts, 2) if meet(a, b)] == []


@every_drawing
def test_nothing_lies_off_the_sheet(draw: Draw) -> None:
    figure = drawn(draw)[1]
    texts, marks = boxes(figure)
    sheet = figure.bbox
    for name, box in [*texts, *(("mark", mark) for mark in marks)]:
        assert box.x0 >= -0.4 * FINE, name
        assert box.y0 >= -0.4 * FINE, name
        assert box.x1 <= sheet.width + 0.4 * FINE, name
        assert box.y1 <= sheet.height + 0.4 * FINE, name


@every_drawing
def test_letters_are_at_least_eleven_pixels_on_a_phone(draw: Draw) -> None:
    canvas = draw()
    # A phone of 390 px shows a drawing 358 px wide at most. What is wider than a phone's is not
    # shown there.
    shown = min(1.0, 358 / canvas.width) if canvas.width < 500 else 1.0
    sizes = [mark.size for mark in canvas.marks if isinstance(mark, Text)]
    assert min(sizes) * shown >= 10.99


@every_drawing
def test_drawings_have_their_width_and_are_small(draw: Draw) -> None:
    drawing = drawn(draw)[0]
    width, _ = picture._size(drawing)
    assert width == WIDTHS.get(draw, 720)
    assert len(drawing.encode()) < 5 * 1024


@every_drawing
def test_the_same_bytes_each_time(draw: Draw) -> None:
    assert svg_of(draw()) == drawn(draw)[0]


@every_drawing
def test_every_name_and_value_is_in_the_drawing_as_text(draw: Draw) -> None:
    texts = [
        element.text or ""
        for element in ElementTree.fromstring(drawn(draw)[0]).iter()
        if element.text
    ]
    whole = " ".join(texts)
    for name in SHOWN.get(draw, NAMES):
        assert name in whole

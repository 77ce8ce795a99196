"""Marks stand where they are put: rows of letters on one base line, outlines around their place."""

from __future__ import annotations

import pytest

from analyysi.allocation.methods import METHODS
from analyysi.report.pictures.canvas import OUTLINES, RADIUS, Canvas, Circle, Look, Shape, Text


def test_lines_of_one_height_stand_on_one_base_line() -> None:
    canvas = Canvas(100, 100)
    canvas.text(0, 10, "aa")
    canvas.text(50, 10, "Åg", bold=True)
    first, second = canvas.marks
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert first.y == second.y > 10


def test_a_turned_text_has_its_middle_at_its_place() -> None:
    canvas = Canvas(100, 100)
    canvas.text(20, 50, "aa", turn=-90, size=10)
    (text,) = canvas.marks
    assert isinstance(text, Text)
    assert (text.x, text.y) == pytest.approx((23.6, 50))


def test_every_outline_lies_around_its_place() -> None:
    for outline, corners in OUTLINES.items():
        canvas = Canvas(100, 100)
        canvas.dot((50, 40), outline, 2, Look("#ffffff"))
        (mark,) = canvas.marks
        if isinstance(mark, Circle):
            assert corners == ()
            assert (mark.x, mark.y, mark.radius) == (50, 40, 2 * RADIUS)
            continue
        assert isinstance(mark, Shape)
        across, down = zip(*mark.lines[0], strict=True)
        assert min(across) < 50 < max(across) < 50 + 3 * RADIUS
        assert min(down) < 40 < max(down) < 40 + 3 * RADIUS


def test_every_method_has_an_outline() -> None:
    assert {method.shape.outline for method in METHODS.values()} <= set(OUTLINES)


def test_no_lines_are_no_mark() -> None:
    canvas = Canvas(10, 10)
    canvas.lines([], Look())
    assert canvas.marks == []


def test_lines_of_text_have_their_middle_at_their_height() -> None:
    canvas = Canvas(100, 100)
    canvas.lines_of_text(5, 50, ["a", "b", "c"], 14)
    canvas.text(5, 50, "b")
    *lines, alone = (mark for mark in canvas.marks if isinstance(mark, Text))
    assert lines[1] == alone
    assert [mark.x for mark in lines] == [5, 5, 5]
    assert [mark.y - alone.y for mark in lines] == pytest.approx([-14, 0, 14])

"""A figure of matplotlib has every mark of the drawing, whatever an analyst's settings are."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analyysi.analyst.painted import literal, painted
from analyysi.report.pictures.canvas import ACCENT, Canvas, Circle, Look, Shape, Text
from support.drawings import Draw, a_map, changes, every_drawing


@every_drawing
def test_every_mark_is_painted(draw: Draw) -> None:
    canvas = draw()
    (axes,) = painted(canvas).axes
    texts = [mark for mark in canvas.marks if isinstance(mark, Text)]
    assert [text.get_text() for text in axes.texts] == [mark.text for mark in texts]
    assert [text.get_position() for text in axes.texts] == [(mark.x, mark.y) for mark in texts]
    shapes = [mark for mark in canvas.marks if isinstance(mark, Shape | Circle)]
    for patch, mark in zip(axes.patches, shapes, strict=True):
        if isinstance(mark, Circle):
            continue
        across = [x for line in mark.lines for x, _ in line]
        extents = patch.get_path().get_extents()
        assert (extents.x0, extents.x1) == pytest.approx((min(across), max(across)))


def pixels(figure: Figure) -> bytes:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return bytes(canvas.buffer_rgba())


@pytest.mark.parametrize("draw", [changes, a_map])
def test_an_analysts_settings_change_nothing(draw: Draw) -> None:
    first = pixels(painted(draw()))
    with mpl.rc_context({"lines.linewidth": 9, "font.size": 30, "patch.linewidth": 7}):
        assert pixels(painted(draw())) == first


def test_a_look_is_as_in_the_drawing() -> None:
    canvas = Canvas(96, 48)
    canvas.rectangle((1, 2), (11, 22), Look(ACCENT, "#ffffff", 2, hatch="#b4bcc4"))
    canvas.line([(0, 0), (5, 5)], ACCENT, 2, (6, 4))
    figure = painted(canvas)
    assert figure.get_size_inches().tolist() == [1, 0.5]
    box, line = figure.axes[0].patches
    assert (to_hex(box.get_facecolor()), to_hex(box.get_edgecolor())) == (ACCENT, "#ffffff")
    assert box.get_hatch()
    assert (box.get_linewidth(), line.get_linewidth()) == (1.5, 1.5)
    assert line.get_linestyle() == (0, [3, 2])
    assert not line.get_fill() or line.get_facecolor()[3] == 0


def test_a_dollar_sign_begins_no_formula() -> None:
    canvas = Canvas(96, 48)
    canvas.text(0, 10, "A$^$B")
    (text,) = painted(canvas).axes[0].texts
    assert text.get_parse_math() is False
    assert literal("A$B") == r"A\$B"

"""Lorenz curves: the chosen one is solid, the others are dashed, and a name follows each sample."""

from __future__ import annotations

from analyysi.report.pictures.canvas import ACCENT, GREY, GRID, Canvas, Shape, Text
from analyysi.report.pictures.letters import text_width
from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.svg import svg_of
from support.drawings import lorenz


def lines_of(canvas: Canvas) -> list[Shape]:
    """Return the diagonal, then each curve with its sample where it is named."""
    lines = [mark for mark in canvas.marks if isinstance(mark, Shape)]
    return [line for line in lines if line.look.width > 1]


def names_of(canvas: Canvas) -> list[Text]:
    """Return the names of the curves."""
    return [mark for mark in canvas.marks if isinstance(mark, Text) and mark.anchor == "start"]


def test_the_chosen_curve_is_solid_and_the_others_are_dashed() -> None:
    diagonal, equal, _, chosen, _ = lines_of(lorenz())
    assert len(diagonal.lines[0]) == 2
    assert equal.look.dashes
    assert equal.look.line == GREY
    assert not chosen.look.dashes
    assert chosen.look.line == ACCENT
    assert chosen.look.width > equal.look.width


def test_axes_run_from_nothing_to_all() -> None:
    (grid,) = [
        mark for mark in lorenz().marks if isinstance(mark, Shape) and mark.look.line == GRID
    ]
    diagonal = lines_of(lorenz())[0].lines[0]
    assert diagonal[0] in grid.lines[0]
    assert diagonal[1] in grid.lines[-1]


def test_a_name_follows_a_sample_of_its_line() -> None:
    canvas = lorenz()
    _, *curves = lines_of(canvas)
    names = names_of(canvas)
    assert [name.text for name in names] == ["Tasajako", "Valittu"]
    assert [name.bold for name in names] == [False, True]
    for name, curve, sample in zip(names, curves[::2], curves[1::2], strict=True):
        assert sample.look == curve.look
        ((_, height), (end, _)) = sample.lines[0]
        assert end < name.x < end + 20
        assert height < name.y < height + 8


def drawn_with(name: str) -> Canvas:
    line = Line([(0, 0), (0.5, 0.2), (1, 1)], name)
    return draw_lorenz([line, line, line], str, "x", "y")


def test_long_names_are_broken_and_stand_below_each_other() -> None:
    long = "Asukasluvun ja verotettavien tulojen mukaan painotettu jako"
    canvas = drawn_with(long)
    names = names_of(canvas)
    assert " ".join(name.text for name in names) == " ".join([long] * 3)
    assert all(name.x + text_width(name.text, bold=True) <= canvas.width for name in names)
    heights = [name.y for name in names]
    assert len(set(heights)) == len(names) > 3
    assert heights == sorted(heights)
    assert heights[-1] < canvas.height
    assert names_of(drawn_with("")) == []


def test_axes_are_written_by_the_readers_percent_and_named() -> None:
    canvas = draw_lorenz(
        [Line([(0, 0), (1, 1)], "")], lambda part: f"{part * 100:.0f} %", "Väestö", "Kustannus"
    )
    svg = svg_of(canvas)
    assert all(f">{text}<" in svg for text in ("0 %", "50 %", "100 %", "Väestö", "Kustannus"))

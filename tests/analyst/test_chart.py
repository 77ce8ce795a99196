"""A chart is shown as the report draws it, and is a figure of matplotlib once it is asked for one."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from io import BytesIO

import pytest
from matplotlib.figure import Figure
from pandas import DataFrame
from PIL import Image

from analyysi.analyst.chart import Chart, chart_of_parts
from analyysi.report.language.numbers import Numbers
from analyysi.report.pictures.canvas import Shape
from analyysi.report.pictures.svg import svg_of
from analyysi.run.engine.shown_values import shown_forms
from support.drawings import changes


def test_a_chart_is_shown_as_the_report_draws_it() -> None:
    forms, _ = shown_forms(Chart(changes()))
    assert forms == {
        "image/svg+xml": svg_of(changes()),
        "text/plain": f"<chart of 720 × {changes().height} pixels>",
    }


def test_a_chart_that_was_changed_is_shown_as_it_is_now() -> None:
    chart = Chart(changes())
    chart.axes[0].set_title("Oma otsikko")
    forms, _ = shown_forms(chart)
    assert sorted(forms) == ["image/png", "text/plain"]
    with Image.open(BytesIO(forms["image/png"])) as image:
        assert image.size == (900, changes().height / 96 * 120)
    assert chart.figure.axes[0].get_title() == "Oma otsikko"


def test_a_chart_has_what_a_figure_has() -> None:
    chart = Chart(changes())
    assert isinstance(chart.figure, Figure)
    assert chart.get_size_inches().tolist() == [7.5, changes().height / 96]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = chart.nothing
    assert not hasattr(chart, "_repr_html_")


def test_a_chart_is_shown_without_matplotlib() -> None:
    source = (
        "import sys, analyysi\n"
        "case = analyysi.load('kainuu-ict', 2023)\n"
        "shown = case.plot(), case.compare().chart.shares()\n"
        "assert all(chart._repr_svg_().startswith('<svg') for chart in shown)\n"
        "print('matplotlib' in sys.modules)\n"
        "shown[0].axes\n"
        "print('matplotlib' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.split() == ["False", "True"]


def test_parts_are_those_of_each_columns_sum() -> None:
    frame = DataFrame(
        {"Asukasluku": [30, 10], "Menot": [Fraction(1, 4), Fraction(3, 4)], "Tyhjä": [0, 0]},
        index=["Sotkamo", "Ii"],
    )
    chart = chart_of_parts(frame, Numbers("fi", "EUR"))
    shapes = [mark for mark in chart._canvas.marks if isinstance(mark, Shape) and mark.look.fill]
    bars = [shape.lines[0] for shape in shapes[3:]]  # after a sample of each figure
    lengths = [bar[1][0] - bar[0][0] for bar in bars]
    assert [length / lengths[0] * 75 for length in lengths] == pytest.approx([75, 25, 25, 75])


def test_of_many_rows_the_largest_are_drawn_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("analyysi.report.many_payers.MOST_ROWS", 2)
    monkeypatch.setattr("analyysi.analyst.chart.MOST_ROWS", 2)
    frame = DataFrame({"Luku": [1, 4, 2, 3]}, index=["A", "B", "C", "D"])
    drawn = svg_of(chart_of_parts(frame, Numbers("fi", "EUR"))._canvas)
    assert [name for name in ("A<", "B<", "C<", "D<", "+ 2<") if f">{name}" in drawn] == [
        "B<",
        "D<",
        "+ 2<",
    ]

"""Lorenz curves: the chosen one is solid, the others are dashed, and each has its name along it."""

from __future__ import annotations

from math import atan2, degrees
from typing import cast

import pytest
from matplotlib.text import Annotation

from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.picture import ACCENT, GREY
from support.drawings import both_widths, drawn, lorenz

pytestmark = pytest.mark.slow


@both_widths
def test_the_chosen_curve_is_solid_and_the_others_are_dashed(narrow: bool) -> None:
    diagonal, equal, chosen = drawn(lorenz, narrow)[1].axes[0].lines
    assert diagonal.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert equal.is_dashed()
    assert equal.get_color() == GREY
    assert not chosen.is_dashed()
    assert chosen.get_color() == ACCENT
    assert chosen.get_zorder() > equal.get_zorder()


def test_a_name_lies_along_the_stretch_before_the_bend() -> None:
    axes = drawn(lorenz, False)[1].axes[0]
    equal, chosen = cast("list[Annotation]", axes.texts)
    assert (equal.get_text(), equal.xy) == ("Tasajako", (0.5, 0.2))
    assert (chosen.get_text(), chosen.xy) == ("Valittu", (0.7, 0.6))
    box = axes.get_window_extent()
    assert equal.get_rotation() == pytest.approx(degrees(atan2(0.2 * box.height, 0.5 * box.width)))
    assert (equal.get_fontweight(), chosen.get_fontweight()) == ("normal", "bold")


def test_long_names_are_broken_and_empty_ones_are_not_written() -> None:
    long = "Asukasluvun ja verotettavien tulojen mukaan painotettu jako"
    lines = [Line([(0, 0), (0.5, 0.2), (1, 1)], long), Line([(0, 0), (0.5, 0.3), (1, 1)], "")]

    def draw(narrow: bool) -> str:
        return draw_lorenz(lines, str, "x", "y", narrow=narrow)

    (text,) = drawn(draw, False)[1].axes[0].texts
    assert text.get_text().replace("\n", " ") == long
    assert all(len(line) <= 44 for line in text.get_text().splitlines())


@pytest.mark.slow
def test_axes_are_written_by_the_readers_percent_and_named() -> None:
    svg = draw_lorenz(
        [Line([(0, 0), (1, 1)], "")],
        lambda ratio: f"{ratio * 100:.0f} %",
        "Väestö",
        "Kustannus",
        narrow=False,
    )
    assert all(f">{text}<" in svg for text in ("0 %", "50 %", "100 %", "Väestö", "Kustannus"))

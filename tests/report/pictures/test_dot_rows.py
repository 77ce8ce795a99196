"""Dot rows hold values below zero, and zero alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from analyysi.report.blocks import Dot, DotRow
from analyysi.report.pictures.dot_rows import draw_dot_rows
from analyysi.report.pictures.picture import ACCENT
from support.drawings import Draw, both_widths, drawn

pytestmark = pytest.mark.slow


def test_dot_rows_hold_values_below_zero_and_zero_alone() -> None:
    rows = [
        DotRow(
            "Kunta", [Dot(-50, "square"), Dot(-9, "square"), Dot(20, "circle", chosen=True)], "x"
        )
    ]
    svg = draw_dot_rows(rows, lambda value: f"{value:.0f}", narrow=False)
    uses = [float(x) for x in re.findall(r"<use [^>]*\bx='([\d.]+)'", svg)]
    clip = re.findall(r"<rect x='([\d.]+)' y='\S+' width='([\d.]+)'", svg)[0]
    assert len(uses) == 3
    assert svg.count("<g clip-path") == 2  # groups alike that follow each other are one
    assert all(float(clip[0]) <= x <= float(clip[0]) + float(clip[1]) for x in uses)
    draw_dot_rows([DotRow("Kunta", [Dot(0, "square")], "x")], str, narrow=True)


def test_the_chosen_dot_is_filled_and_the_others_are_hollow() -> None:
    dots = [Dot(10, "square"), Dot(20, "diamond", chosen=True), Dot(30, "circle")]
    axes = drawn(one_row_of(dots), False)[1].axes[0]
    marks = [line for line in axes.lines if line.get_marker() != "None"]
    assert {(line.get_marker(), line.get_markerfacecolor()) for line in marks} == {
        ("s", "white"),
        ("D", ACCENT),
        ("o", "white"),
    }


def one_row_of(dots: list[Dot]) -> Draw:
    def draw(narrow: bool) -> str:
        return draw_dot_rows([DotRow("Kunta", dots, "x")], str, narrow=narrow)

    return draw


@both_widths
def test_numbers_of_the_axis_do_not_run_into_each_other(narrow: bool) -> None:
    def draw(narrow: bool) -> str:
        rows = [DotRow("Kunta", [Dot(0, "square"), Dot(1_234_567, "square")], "x")]
        return draw_dot_rows(rows, lambda euros: f"{euros:.0f} euroa vuodessa", narrow=narrow)

    axes = drawn(draw, narrow)[1].axes[0]
    axes.figure.draw_without_rendering()
    low, high = axes.get_xlim()
    labels = [
        label.get_window_extent()
        for label in axes.get_xticklabels()
        if low <= label.get_position()[0] <= high
    ]
    assert len(labels) >= 2
    assert all(before.x1 < after.x0 for before, after in pairwise(labels))

"""Drawings of every kind with made-up figures, and measures of what stands on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analyysi.analyst.painted import painted
from analyysi.report.blocks import Dot, DotRow
from analyysi.report.pictures.axis import Scale
from analyysi.report.pictures.bars import Bar, draw_changes
from analyysi.report.pictures.canvas import Canvas
from analyysi.report.pictures.dot_rows import draw_dot_rows
from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.map import (
    MapArea,
    draw_map,
)
from analyysi.report.pictures.ranges import Span, draw_ranges
from analyysi.report.pictures.svg import svg_of
from analyysi.report.pictures.year_lines import Course, draw_years

NAMES = (
    "Sotkamo",
    "Kuhmo",
    "Kainuun sosiaali- ja terveydenhuollon kuntayhtymä",
    "Kristiinankaupunki",
    "Ii",
    "Å & <b>",
)


PIXELS = 4 / 3
"""Pixels of a point of the sheet."""


FINE = 10

EUROS = Scale(lambda value: f"{value:.0f} €")


def changes(values: Sequence[int] = (-12386, -6817, 4103, 5799, 0, 8644)) -> Canvas:
    bars = [
        Bar(name, value, f"{value:+} €", name == NAMES[3])
        for name, value in zip(NAMES, values, strict=True)
        if name
    ]
    return draw_changes(bars, "maksaisi vähemmän", "maksaisi enemmän")


def only_more() -> Canvas:
    return changes((5, 4, 3, 2, 1, 0))


def only_less() -> Canvas:
    return changes((-5000, -4, -3, -2, -1, 0))


def nothing() -> Canvas:
    return changes((0, 0, 0, 0, 0, 0))


def lopsided() -> Canvas:
    return changes((-1, 99999, 3, 3, 3, 3))


def years(
    values: Sequence[int] = (23815, 18245, 17279, 5629, 5500, 2785),
    assumed_from: int = 1,
    *,
    narrow: bool = False,
) -> Canvas:
    courses = [
        Course(
            name,
            [value, value + 90, value + 180],
            f"{value} €",
            f"{value + 180} €",
            "+180 €",
            name == NAMES[1],
        )
        for name, value in zip(NAMES, values, strict=True)
    ]
    return draw_years(
        courses, [2023, 2024, 2025], assumed_from, "tästä alkaen oletus", "muutos", narrow=narrow
    )


def years_in_a_heap() -> Canvas:
    return years((100, 100, 100, 101, 99, 0))


def narrow_years() -> Canvas:
    return years(narrow=True)


def narrow_years_in_a_heap() -> Canvas:
    return years((100, 100, 100, 101, 99, 0), narrow=True)


def ranges() -> Canvas:
    spans = [
        Span(
            name,
            1000 * place,
            1000 * place + 2500,
            1000 * place + 400 * (place % 3 - 1),
            "1 – 2 €",
            name == "Ii",
        )
        for place, name in enumerate(NAMES, start=1)
    ]
    return draw_ranges(spans, EUROS)


def dots() -> Canvas:
    rows = [
        DotRow(
            name,
            [
                Dot(1000 * place, "square"),
                Dot(1000 * place + 700, "circle", chosen=True),
                Dot(1300 * place, "diamond"),
            ],
            f"{place} €",
        )
        for place, name in enumerate(NAMES, start=1)
    ]
    return draw_dot_rows(rows, EUROS)


def square(x: float, y: float, size: float = 1.0) -> list[list[tuple[float, float]]]:
    return [[(x, y), (x + 2 * size, y), (x + 2 * size, y + size), (x, y + size), (x, y)]]


def areas() -> list[MapArea]:
    return [
        MapArea([square(26, 64)], "Paltamo", "7 325 €", 0),
        MapArea([square(28, 64)], "Suomussalmi", "17 279 €", 1),
        MapArea([square(26, 65), square(31, 66.8, 0.1)], "Kuhmo", "18 245 €", 2),
        MapArea([square(28, 65)], "Sotkamo", "23 815 €", 3),
        MapArea([square(30, 64)], "Kajaani", "ulkopuolella", None),
    ]


def a_map() -> Canvas:
    drawing = draw_map(areas())
    assert drawing is not None
    return drawing


def lorenz() -> Canvas:
    lines = [
        Line([(0, 0), (0.5, 0.2), (1, 1)], "Tasajako"),
        Line([(0, 0), (0.7, 0.6), (1, 1)], "Valittu", chosen=True),
    ]
    return draw_lorenz(lines, lambda value: f"{value:.2f}", "Väestö", "Kustannus")


DRAWINGS = [
    changes,
    only_more,
    only_less,
    nothing,
    lopsided,
    years,
    years_in_a_heap,
    narrow_years,
    narrow_years_in_a_heap,
    ranges,
    dots,
    a_map,
    lorenz,
]


Draw = Callable[[], Canvas]


every_drawing = pytest.mark.parametrize("draw", DRAWINGS, ids=[draw.__name__ for draw in DRAWINGS])


@cache
def drawn(draw: Draw) -> tuple[str, Figure]:
    """Draw once, and return the SVG and the figure of the same marks."""
    canvas = draw()
    return svg_of(canvas), painted(canvas)


def boxes(figure: Figure) -> tuple[list[tuple[str, Bbox]], list[Bbox]]:
    """Return where each text and each other mark is, in parts of a point that letters need not be
    fitted to.
    """
    figure.set_dpi(FINE * 72)
    renderer = FigureCanvasAgg(figure).get_renderer()
    axes = figure.axes[0]
    texts = [(text.get_text(), text.get_window_extent(renderer)) for text in axes.texts]
    marks = [mark.get_window_extent(renderer) for mark in axes.patches]
    return texts, marks


def meet(one: Bbox, other: Bbox) -> bool:
    both = Bbox.intersection(one, other)
    return both is not None and both.width > 0.3 * FINE and both.height > 0.3 * FINE


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)

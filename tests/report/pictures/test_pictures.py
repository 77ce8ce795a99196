"""The drawings: nothing over another or off the sheet, small, the same bytes each time, readable
without colour.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, pairwise
from math import cos, radians
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analyysi.errors import ReportError
from analyysi.report.pictures import picture
from analyysi.report.pictures.bars import Bar, draw_changes
from analyysi.report.pictures.dot_rows import Dot, DotRow, draw_dot_rows
from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.map import (
    CLASSES,
    MapArea,
    draw_map,
    level_of,
    natural_limits,
    text_on,
)
from analyysi.report.pictures.picture import ACCENT, GREY, INK, Picture, text_width, wrapped
from analyysi.report.pictures.ranges import BAND, Span, draw_ranges
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


def changes(narrow: bool, values: Sequence[int] = (-12386, -6817, 4103, 5799, 0, 8644)) -> str:
    bars = [
        Bar(name, value, f"{value:+} €", name == NAMES[3])
        for name, value in zip(NAMES, values, strict=True)
        if name
    ]
    return draw_changes(bars, "maksaisi vähemmän", "maksaisi enemmän", narrow=narrow)


def only_more(narrow: bool) -> str:
    return changes(narrow, (5, 4, 3, 2, 1, 0))


def only_less(narrow: bool) -> str:
    return changes(narrow, (-5000, -4, -3, -2, -1, 0))


def nothing(narrow: bool) -> str:
    return changes(narrow, (0, 0, 0, 0, 0, 0))


def lopsided(narrow: bool) -> str:
    return changes(narrow, (-1, 99999, 3, 3, 3, 3))


def years(
    narrow: bool,
    values: Sequence[int] = (23815, 18245, 17279, 5629, 5500, 2785),
    assumed_from: int = 1,
) -> str:
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


def years_in_a_heap(narrow: bool) -> str:
    return years(narrow, (100, 100, 100, 101, 99, 0))


def ranges(narrow: bool) -> str:
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
    return draw_ranges(spans, lambda value: f"{value:.0f} €", narrow=narrow)


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


def a_map(narrow: bool) -> str:
    drawing = draw_map(areas())
    assert drawing is not None
    return drawing


DRAWINGS = [changes, only_more, only_less, nothing, lopsided, years, years_in_a_heap, ranges, a_map]
Draw = Callable[[bool], str]
both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
every_drawing = pytest.mark.parametrize("draw", DRAWINGS, ids=[draw.__name__ for draw in DRAWINGS])


@cache
def drawn(draw: Draw, narrow: bool) -> tuple[str, Figure]:
    """Draw once, and return the text and the figure that it was made from."""
    found: list[Figure] = []
    whole = picture.svg_of

    def catch(figure: Figure) -> str:
        found.append(figure)
        return whole(figure)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "svg_of", catch)
        return draw(narrow), found[0]


def boxes(figure: Figure) -> tuple[list[tuple[str, Bbox]], list[Bbox]]:
    """Return where each text and each other mark is, in parts of a point that letters need not be
    fitted to.
    """
    with picture.in_our_style():
        figure.set_dpi(FINE * 72)
        renderer = FigureCanvasAgg(figure).get_renderer()
        axes = figure.axes[0]
        texts = [(text.get_text(), text.get_window_extent(renderer)) for text in axes.texts]
        marks = [mark.get_window_extent(renderer) for mark in (*axes.lines, *axes.patches)]
    return texts, marks


def meet(one: Bbox, other: Bbox) -> bool:
    both = Bbox.intersection(one, other)
    return both is not None and both.width > 0.3 * FINE and both.height > 0.3 * FINE


@pytest.mark.slow
@every_drawing
@both_widths
def test_no_text_stands_on_another(draw: Draw, narrow: bool) -> None:
    texts, _ = boxes(drawn(draw, narrow)[1])
    assert [(one, other) for (one, a), (other, b) in combinations(texts, 2) if meet(a, b)] == []


@pytest.mark.slow
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


@pytest.mark.parametrize("draw", [changes, only_more, only_less, nothing, lopsided])
@both_widths
def test_no_bar_and_no_line_runs_through_a_text(draw: Draw, narrow: bool) -> None:
    texts, marks = boxes(drawn(draw, narrow)[1])
    # A line has no width: it is given half a point.
    wide = [
        Bbox.from_extents(mark.x0 - 0.25 * FINE, mark.y0, mark.x1 + 0.25 * FINE, mark.y1)
        for mark in marks
    ]
    assert [name for name, box in texts for mark in wide if meet(box, mark)] == []


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
    assert width == (420 if draw is a_map else 350 if narrow else 720)
    assert len(drawing.encode()) < 10 * 1024


@pytest.mark.slow
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
    names = [area.name for area in areas()] if draw is a_map else NAMES
    for name in names:
        assert name in whole


@both_widths
def test_more_is_filled_and_less_is_not(narrow: bool) -> None:
    bars = drawn(changes, narrow)[1].axes[0].patches
    less, more = [bar for bar in bars if bar.get_facecolor()[:3] == (1, 1, 1)], bars
    assert len(bars) == 5  # no bar for zero
    assert len(less) == 2
    lengths = [bar.get_width() for bar in more]
    assert lengths[0] / lengths[1] == pytest.approx(12386 / 6817)
    assert lengths[0] / lengths[-1] == pytest.approx(12386 / 8644)
    assert max(bar.get_x() + bar.get_width() for bar in less) == pytest.approx(
        min(bar.get_x() for bar in more if bar not in less)
    )


@both_widths
def test_a_side_without_bars_has_no_name(narrow: bool) -> None:
    assert "maksaisi vähemmän" not in drawn(only_more, narrow)[0]
    assert "maksaisi enemmän" not in drawn(only_less, narrow)[0]
    assert "maksaisi vähemmän" in drawn(changes, narrow)[0]
    assert "maksaisi enemmän" in drawn(changes, narrow)[0]


@both_widths
def test_assumed_years_are_dashed_and_computed_ones_are_not(narrow: bool) -> None:
    assert "stroke-dasharray" in years(narrow, assumed_from=2)
    none_assumed = years(narrow, assumed_from=3)
    assert "stroke-dasharray" not in none_assumed
    assert "oletus" not in none_assumed
    assert "tästä alkaen oletus" in years(narrow)


def until_2024(narrow: bool) -> str:
    return years(narrow, assumed_from=2)


@both_widths
def test_the_dashed_line_goes_on_where_the_full_one_ends(narrow: bool) -> None:
    lines = [
        line for line in drawn(until_2024, narrow)[1].axes[0].lines if line.get_marker() == "None"
    ]
    full, dashed = (
        [line for line in lines if len(line.get_xdata()) == 2 and line.is_dashed() == wanted]
        for wanted in (False, True)
    )
    assert len(dashed) == len(NAMES)
    ends = {(line.get_xdata()[-1], line.get_ydata()[-1]) for line in full}
    assert all((line.get_xdata()[0], line.get_ydata()[0]) in ends for line in dashed)


def test_lines_end_at_heights_in_proportion_from_zero() -> None:
    axes = drawn(years, False)[1].axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 3]
    zero = max(max(line.get_ydata()) for line in axes.lines if len(line.get_xdata()) == 2)
    last = [zero - line.get_ydata()[-1] for line in lines]
    assert last[0] / last[-1] == pytest.approx((23815 + 180) / (2785 + 180))


def test_few_years_are_written_where_all_have_no_room() -> None:
    courses = [
        Course("Kunta", list(range(12)), "0 €", "11 €", "+11 €"),
        Course("Toinen", [3] * 12, "3 €", "3 €", "0"),
    ]
    names = list(range(2023, 2035))
    narrow = draw_years(courses, names, 1, "oletus", "muutos", narrow=True)
    assert ">2023<" in narrow
    assert ">2034<" in narrow
    assert ">2024<" not in narrow
    assert ">2024<" in draw_years(courses, names, 1, "oletus", "muutos", narrow=False)


def test_years_stand_as_far_apart_as_they_are_in_time() -> None:
    courses = [
        Course("Kunta", [1, 2, 3], "1 €", "3 €", "+2 €"),
        Course("Toinen", [3, 3, 3], "3 €", "3 €", "0"),
    ]
    figure = drawn(
        lambda narrow: draw_years(courses, [2023, 2027, 2028], 3, "", "muutos", narrow=narrow),
        False,
    )[1]
    (across, *_) = [line.get_xdata() for line in figure.axes[0].lines if len(line.get_xdata()) == 3]
    assert across[1] - across[0] == pytest.approx(4 * (across[2] - across[1]))


def test_only_the_wide_drawing_has_the_changes() -> None:
    assert "+180 €" in drawn(years, False)[0]
    assert "+180 €" not in drawn(years, True)[0]


@both_widths
def test_a_band_runs_from_low_to_high_and_the_dot_may_lie_beside_it(narrow: bool) -> None:
    axes = drawn(ranges, narrow)[1].axes[0]
    bands = axes.patches
    assert len(bands) == len(NAMES)
    assert len({round(band.get_width(), 6) for band in bands}) == 1  # each is 2500 wide
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots[2] < bands[2].get_x()
    assert bands[1].get_x() < dots[1] < bands[1].get_x() + bands[1].get_width()


def test_dot_rows_hold_values_below_zero_and_zero_alone() -> None:
    rows = [
        DotRow("Kunta", [Dot(-50, "equal"), Dot(-9, "equal"), Dot(20, "mix", chosen=True)], "x")
    ]
    svg = draw_dot_rows(rows, lambda value: f"{value:.0f}", narrow=False)
    uses = [float(x) for x in re.findall(r"<use [^>]*\bx='([\d.]+)'", svg)]
    clip = re.findall(r"<rect x='([\d.]+)' y='\S+' width='([\d.]+)'", svg)[0]
    assert len(uses) == 3
    assert svg.count("<g clip-path") == 2  # groups alike that follow each other are one
    assert all(float(clip[0]) <= x <= float(clip[0]) + float(clip[1]) for x in uses)
    draw_dot_rows([DotRow("Kunta", [Dot(0, "equal")], "x")], str, narrow=True)


# The map.


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_letters_stand_out_on_every_fill() -> None:
    for level, fill in enumerate(CLASSES):
        assert contrast(text_on(level), fill) >= 4.5
    assert contrast(text_on(None), "#ffffff") >= 4.5


def test_fills_are_told_apart_in_grey() -> None:
    for lighter, darker in pairwise(CLASSES):
        assert contrast(lighter, darker) >= 1.4
        assert luminance(lighter) > luminance(darker)
    assert contrast("#ffffff", CLASSES[0]) >= 1.3
    assert CLASSES[-1] == ACCENT


def test_lines_words_and_marks_stand_out_on_white() -> None:
    assert contrast(GREY, "#ffffff") >= 4.5
    assert contrast(INK, "#ffffff") >= 4.5
    assert contrast(ACCENT, "#ffffff") >= 4.5
    assert contrast(ACCENT, BAND) >= 3


def test_the_map_has_its_true_shape() -> None:
    paltamo = drawn(a_map, False)[1].axes[0].patches[0].get_path().get_extents()
    # A degree of longitude is as many times shorter than one of latitude as the cosine of the
    # latitude.
    assert paltamo.width / paltamo.height == pytest.approx(2 * cos(radians(64.1)), rel=0.08)


def test_neighbours_on_the_map_touch() -> None:
    shapes = [
        set(map(tuple, shape.get_path().vertices))
        for shape in drawn(a_map, False)[1].axes[0].patches[:2]
    ]
    assert len(shapes[0] & shapes[1]) >= 2


def test_one_outside_is_hatched_and_named() -> None:
    svg, figure = drawn(a_map, False)
    hatched = [shape for shape in figure.axes[0].patches if shape.get_hatch()]
    assert len(hatched) == 1
    assert "<pattern" in svg
    assert ">Kajaani<" in svg
    assert ">ulkopuolella<" in svg


def test_no_map_where_names_would_stand_on_each_other() -> None:
    crowd = [
        MapArea([square(26 + place % 8 * 2, 60 + place // 8)], "Sammatti", "1 000 €", 0)
        for place in range(4 * 8)
    ]
    assert draw_map(crowd) is None


def small_beside_large(narrow: bool) -> str:
    small = MapArea([square(26, 64, 0.08)], "Koski Tl", "900 €", 1)
    drawing = draw_map([small, MapArea([square(26.4, 64, 3)], "Salo", "1 €", 0)])
    assert drawing is not None
    return drawing


def test_a_name_too_long_for_its_area_has_a_ground_of_its_own() -> None:
    grounds = drawn(small_beside_large, False)[1].axes[0].patches[2:]
    assert len(grounds) == 2  # one for each line of the small one, none for the large one
    assert {mpl.colors.to_hex(ground.get_facecolor()) for ground in grounds} == {CLASSES[1]}


@pytest.mark.parametrize(
    ("values", "limits", "levels"),
    [
        ([7], [], [1]),
        ([7, 7], [], [1, 1]),
        ([1, 9], [5], [0, 3]),
        ([1, 2, 9], [2, 5], [0, 2, 3]),
        (
            [2785, 4923, 5629, 7325, 17279, 18245, 23815],
            [4000, 10000, 20000],
            [0, 1, 1, 1, 2, 2, 3],
        ),
        ([230, 110, 945, 231], [200, 231, 500], [1, 0, 3, 2]),
    ],
)
def test_classes(values: list[int], limits: list[int], levels: list[int]) -> None:
    assert natural_limits(values) == limits
    assert [level_of(value, limits) for value in values] == levels


def test_classes_are_the_best_there_are() -> None:
    values = [3, 5, 6, 14, 15, 19, 40, 44, 61]

    def unlike(parts: Sequence[Sequence[int]]) -> float:
        return sum(sum((value - sum(part) / len(part)) ** 2 for value in part) for part in parts)

    cuts = min(
        combinations(range(1, len(values)), 3),
        key=lambda cuts: unlike([values[a:b] for a, b in pairwise((0, *cuts, len(values)))]),
    )
    limits = natural_limits(values)
    assert [sum(value < limit for value in values) for limit in limits] == list(cuts)


# From drawing to page.


def test_one_drawing_may_serve_both_widths() -> None:
    html = Picture("map", drawn(a_map, False)[0], "", "Kartta: 7 325 euroa.", "Kuntarajat").html()
    assert "<source" not in html
    assert "<picture" not in html
    assert html.count("<img ") == 1
    assert 'width="420"' in html
    two = Picture(
        "two", drawn(changes, False)[0], drawn(changes, True)[0], "Pylväskuvio.", ""
    ).html()
    assert two.count("<source ") == 1
    assert 'width="350"' in two
    assert 'width="864"' in two  # shown larger than drawn


def test_a_picture_without_an_alt_text_is_refused() -> None:
    with pytest.raises(ReportError, match="no alt text"):
        Picture("map", drawn(a_map, False)[0], "", " ", "").html()


def in_address(html: str, attribute: str) -> str:
    return re.findall(rf'{attribute}="data:image/svg\+xml,([^"]*)"', html)[0]


def test_the_address_holds_the_drawing_and_breaks_no_attribute() -> None:
    wide, narrow = drawn(changes, False)[0], drawn(changes, True)[0]
    html = str(Picture("x", wide, narrow, "alt", "").html())
    assert unquote(in_address(html, "src")) == wide
    assert unquote(in_address(html, "srcset")) == narrow
    for coded in (in_address(html, "src"), in_address(html, "srcset")):
        assert not re.search(r"[ \n\t<>#&\"{}|\\^`]", coded)


def test_text_that_looks_like_markup_stays_text() -> None:
    texts = [element.text for element in ElementTree.fromstring(drawn(changes, False)[0]).iter()]
    assert "Å & <b>" in texts
    assert "<b>" not in drawn(changes, False)[0]


@pytest.fixture
def unslimmed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Draw], tuple[str, str]]:
    """Draw once as matplotlib writes it, and once as we do."""

    def both(draw: Draw) -> tuple[str, str]:
        ours = draw(False)
        with monkeypatch.context() as patch:
            patch.setattr(picture, "slim", lambda svg: svg[svg.index("<svg") :])
            return draw(False), ours

    return both


def lorenz(narrow: bool) -> str:
    lines = [
        Line([(0, 0), (0.5, 0.2), (1, 1)], "Tasajako"),
        Line([(0, 0), (0.7, 0.6), (1, 1)], "Valittu", chosen=True),
    ]
    return draw_lorenz(lines, lambda value: f"{value:.2f}", "Väestö", "Kustannus", narrow=narrow)


def shapes(svg: str) -> tuple[list[str], list[list[float]], list[list[float]], int]:
    """Return texts, the coordinates of paths, those of texts and dots, and how
    many dots there are.
    """
    root = ElementTree.fromstring(svg)
    texts, paths, places, dots = [], [], [], 0
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "text":
            texts.append(element.text or "")
        if tag in ("text", "use", "rect"):
            places.append([float(element.get(key, 0)) for key in ("x", "y")])
        if tag == "path":
            paths.append(points(element.get("d", "")))
        dots += tag == "use"
    return texts, paths, places, dots


def points(data: str) -> list[float]:
    """Follow a path's data, with H and V written out."""
    found: list[float] = []
    at = [0.0, 0.0]
    for command, rest in re.findall(r"([MLCQHVz])([^A-Za-z]*)", data):
        numbers = [float(text) for text in re.split(r"[ ,\n]+", rest.strip()) if text]
        if command == "H":
            numbers = [numbers[0], at[1]]
        elif command == "V":
            numbers = [at[0], numbers[0]]
        at = numbers[-2:] or at
        found += numbers
    return found


@pytest.mark.parametrize("draw", [changes, years, ranges, a_map, lorenz])
def test_slimming_moves_nothing(unslimmed: Callable[[Draw], tuple[str, str]], draw: Draw) -> None:
    before, after = unslimmed(draw)
    texts, paths, places, dots = shapes(before)
    new_texts, new_paths, new_places, new_dots = shapes(after)
    assert new_texts == texts
    assert new_dots == dots
    assert len(new_paths) == len(paths)
    for old, new in zip([*paths, *places], [*new_paths, *new_places], strict=True):
        assert new == pytest.approx(old, abs=0.0051)
    assert len(after) < len(before) * 0.6


@pytest.mark.slow
@pytest.mark.parametrize("draw", [changes, years, ranges, a_map, lorenz])
def test_slimming_keeps_every_look(
    unslimmed: Callable[[Draw], tuple[str, str]], draw: Draw
) -> None:
    def looks(svg: str) -> list[dict[str, str]]:
        root = ElementTree.fromstring(svg)
        sheet = "".join(
            element.text or "" for element in root.iter() if element.tag.endswith("style")
        )
        classes = dict(re.findall(r"\.(\w+){([^}]*)}", sheet))
        found = []
        for element in root.iter():
            if element.tag.rpartition("}")[2] not in ("path", "use", "text"):
                continue
            style = element.get("style") or classes.get(element.get("class", ""), "")
            pairs = (part.split(":", 1) for part in style.split(";") if part.strip())
            said = {key.strip(): value.strip() for key, value in pairs}
            said.pop("font-family", None)
            if said.get("text-anchor") == "start":
                del said["text-anchor"]
            found.append({key: tidy(value) for key, value in said.items()})
        return found

    def tidy(value: str) -> str:
        value = re.sub(r"url\(#\w+\)", "url", value).replace("#ffffff", "#fff")
        return re.sub(r"(?<![\w#])\d*\.?\d+", lambda number: f"{float(number[0]):.2f}", value)

    before, after = unslimmed(draw)
    assert looks(after) == looks(before)


def test_slimming_leaves_no_reference_open() -> None:
    for svg in (drawn(years, False)[0], drawn(a_map, False)[0], lorenz(True)):
        referred = set(re.findall(r"href='#(\w+)'", svg)) | set(re.findall(r"url\(#(\w+)\)", svg))
        defined = re.findall(r" id='(\w+)'", svg)
        assert referred == set(defined)
        assert len(defined) == len(set(defined))


def test_texts_name_their_fonts_once() -> None:
    svg = drawn(changes, False)[0]
    assert svg.count("font-family") == 1
    assert "text{font-family:system-ui," in svg
    assert "DejaVu" not in svg


def test_wrapping_breaks_between_words_only() -> None:
    lines = wrapped(NAMES[2], 150)
    assert " ".join(lines) == NAMES[2]
    assert len(lines) == 3
    assert all(text_width(line) <= 150 for line in lines)
    assert wrapped("Kristiinankaupunki", 10) == ["Kristiinankaupunki"]


def test_as_data_for_the_paper() -> None:
    # The PDF gets the wide drawing: whole SVG with a size of its own.
    drawing = json.loads(json.dumps(Picture("m", drawn(a_map, False)[0], "", "alt", "").wide))
    assert re.match(
        r"<svg xmlns='http://www\.w3\.org/2000/svg' width='\S+pt' height='\S+pt' viewBox=", drawing
    )

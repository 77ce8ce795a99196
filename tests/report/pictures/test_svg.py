"""A drawing's SVG has every mark where it is and as it looks, in few bytes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from analyysi.report.pictures.canvas import ACCENT, GREY, Canvas, Circle, Look, Shape, Text
from analyysi.report.pictures.svg import bare, svg_of
from support.drawings import DRAWINGS, Draw, a_map, changes, drawn, every_drawing, years


def elements(svg: str, *tags: str) -> list[ElementTree.Element]:
    """Return the elements of some tags that draw, in order; the first path is the white ground."""
    drawing = list(ElementTree.fromstring(svg))
    for element in drawing:
        element.tag = element.tag.rpartition("}")[2]
    return [element for element in drawing if element.tag in tags]


def looks(svg: str) -> dict[str, dict[str, str]]:
    """Return what each class of the style sheet says."""
    sheet = re.findall(r"<style>(.*?)</style>", svg)[0]
    return {
        name: dict(pair.split(":", 1) for pair in rules.split(";"))
        for name, rules in re.findall(r"\.(\w+){([^}]*)}", sheet)
    }


def points(data: str) -> list[tuple[float, float]]:
    """Follow a path's data, with H and V written out."""
    places, across, down = [], 0.0, 0.0
    for command, written in re.findall(r"([MLHV])([^A-Za-z]*)", data):
        numbers = [float(text) for text in written.split(",")]
        across = across if command == "V" else numbers[0]
        down = down if command == "H" else numbers[-1]
        places.append((across, down))
    return places


@every_drawing
def test_every_mark_is_where_it_is(draw: Draw) -> None:
    canvas, svg = draw(), drawn(draw)[0]
    texts = [mark for mark in canvas.marks if isinstance(mark, Text)]
    for mark, element in zip(texts, elements(svg, "text"), strict=True):
        assert element.text == mark.text
        assert float(element.get("x", "")) == pytest.approx(mark.x, abs=0.051)
        assert float(element.get("y", "")) == pytest.approx(mark.y, abs=0.051)
    circles = [mark for mark in canvas.marks if isinstance(mark, Circle)]
    for circle, element in zip(circles, elements(svg, "circle"), strict=True):
        places = [float(element.get(key, "")) for key in ("cx", "cy", "r")]
        assert places == pytest.approx([circle.x, circle.y, circle.radius], abs=0.051)
    drawn_points = [
        point for element in elements(svg, "path")[1:] for point in points(element.get("d", ""))
    ]
    shapes = [mark for mark in canvas.marks if isinstance(mark, Shape)]
    corners = {
        (round(x, 1), round(y, 1)) for mark in shapes for line in mark.lines for x, y in line
    }
    assert set(drawn_points) == {(x + 0.0, y + 0.0) for x, y in corners}


def test_a_mark_has_its_look() -> None:
    canvas = Canvas(100, 50)
    canvas.circle((10, 10), 4, Look("#ffffff", GREY, 1.5))
    canvas.line([(0, 0), (5, 5)], ACCENT, 1, (3, 2))
    canvas.text(3, 4, "Ii", size=11, bold=True, colour=GREY, anchor="end", turn=-90)
    svg = svg_of(canvas)
    look_of = looks(svg)
    (circle,), (_, line), (text,) = (elements(svg, tag) for tag in ("circle", "path", "text"))
    assert look_of[circle.get("class", "")] == {
        "fill": "#fff",
        "stroke": GREY,
        "stroke-linejoin": "round",
        "stroke-width": "1.5",
    }
    assert look_of[line.get("class", "")]["stroke-dasharray"] == "3,2"
    assert look_of[line.get("class", "")]["fill"] == "none"
    name, bold = text.get("class", "").split()
    assert look_of[name] == {"font-size": "11px", "fill": GREY, "text-anchor": "end"}
    assert look_of[bold] == {"font-weight": "700"}
    assert text.get("transform", "").startswith("rotate(-90,")


def test_lines_of_one_look_are_one_path_and_filled_shapes_are_not() -> None:
    canvas = Canvas(100, 50)
    for x in (1, 2):
        canvas.line([(x, 0), (x, 9)], GREY, 1)
    for x in (1, 2):
        canvas.rectangle((x, 0), (x + 5, 9), Look("#ffffff", GREY))
    assert [path.get("d") for path in elements(svg_of(canvas), "path")[1:]] == [
        "M1,0V9M2,0V9",
        "M1,0H6V9H1z",
        "M2,0H7V9H2z",
    ]


def test_a_size_is_in_points_and_places_are_in_pixels() -> None:
    assert svg_of(Canvas(720, 296)).startswith(
        "<svg xmlns='http://www.w3.org/2000/svg' width='540pt' height='222pt' "
        "viewBox='0 0 720 296'>"
    )


def test_text_that_looks_like_markup_stays_text() -> None:
    texts = [element.text for element in elements(drawn(changes)[0], "text")]
    assert "Å & <b>" in texts
    assert "<b>" not in drawn(changes)[0]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_no_reference_is_open(draw: Draw) -> None:
    svg = drawn(draw)[0]
    defined = re.findall(r" id='(\w+)'", svg)
    assert set(re.findall(r"url\(#(\w+)\)", svg)) == set(defined)
    assert bool(defined) == (draw is a_map)
    used = {name for names in re.findall(r"class='([^']*)'", svg) for name in names.split()}
    assert used <= set(looks(svg))


def test_texts_name_their_fonts_once() -> None:
    svg = drawn(years)[0]
    assert svg.count("font-family") == 1
    assert "text{font-family:system-ui," in svg
    assert "DejaVu" not in svg


def test_metadata_is_no_part_of_a_bare_drawing() -> None:
    assert bare("<?xml?><svg><metadata>a\nb</metadata><g/></svg>") == "<svg><g/></svg>"

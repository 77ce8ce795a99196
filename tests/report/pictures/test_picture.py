"""A picture as HTML: its drawings as addresses, its alt text, its sizes and colours."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from analyysi.errors import ReportError
from analyysi.report.pictures.picture import ACCENT, GREY, INK, Picture, text_width, wrapped
from analyysi.report.pictures.ranges import BAND
from support.drawings import (
    NAMES,
    a_map,
    changes,
    contrast,
    drawn,
)


def test_lines_words_and_marks_stand_out_on_white() -> None:
    assert contrast(GREY, "#ffffff") >= 4.5
    assert contrast(INK, "#ffffff") >= 4.5
    assert contrast(ACCENT, "#ffffff") >= 4.5
    assert contrast(ACCENT, BAND) >= 3


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_address_holds_the_drawing_and_breaks_no_attribute() -> None:
    wide, narrow = drawn(changes, False)[0], drawn(changes, True)[0]
    html = str(Picture("x", wide, narrow, "alt", "").html())
    assert unquote(in_address(html, "src")) == wide
    assert unquote(in_address(html, "srcset")) == narrow
    for coded in (in_address(html, "src"), in_address(html, "srcset")):
        assert not re.search(r"[ \n\t<>#&\"{}|\\^`]", coded)


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

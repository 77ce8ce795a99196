"""A picture as HTML: its drawings as addresses, its alt text, its sizes and colours."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from analyysi.errors import ReportError
from analyysi.report.pictures.canvas import ACCENT, GREY, INK
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.ranges import BAND
from analyysi.report.pictures.svg import svg_of
from support.drawings import a_map, contrast, drawn, narrow_years, years


def test_lines_words_and_marks_stand_out_on_white() -> None:
    assert contrast(GREY, "#ffffff") >= 4.5
    assert contrast(INK, "#ffffff") >= 4.5
    assert contrast(ACCENT, "#ffffff") >= 4.5
    assert contrast(ACCENT, BAND) >= 3


def test_one_drawing_may_serve_both_widths() -> None:
    html = Picture.of("map", a_map(), None, "Kartta: 7 325 euroa.", "Kuntarajat").html()
    assert "<source" not in html
    assert "<picture" not in html
    assert html.count("<img ") == 1
    assert 'width="420"' in html
    two = Picture.of("two", years(), narrow_years(), "Viivakuvio.", "").html()
    assert two.count("<source ") == 1
    assert 'width="350"' in two
    assert 'width="864"' in two  # shown larger than drawn


def test_a_picture_keeps_the_marks_of_its_wide_drawing() -> None:
    picture = Picture.of("two", years(), narrow_years(), "Viivakuvio.", "")
    assert picture.canvas is not None
    assert svg_of(picture.canvas) == picture.wide
    assert picture.narrow == svg_of(narrow_years())


def test_a_picture_without_an_alt_text_is_refused() -> None:
    with pytest.raises(ReportError, match="no alt text"):
        Picture.of("map", a_map(), None, " ", "").html()


def in_address(html: str, attribute: str) -> str:
    return re.findall(rf'{attribute}="data:image/svg\+xml,([^"]*)"', html)[0]


def test_the_address_holds_the_drawing_and_breaks_no_attribute() -> None:
    wide, narrow = drawn(years)[0], drawn(narrow_years)[0]
    html = str(Picture("x", wide, narrow, "alt", "").html())
    assert unquote(in_address(html, "src")) == wide
    assert unquote(in_address(html, "srcset")) == narrow
    for coded in (in_address(html, "src"), in_address(html, "srcset")):
        assert not re.search(r"[ \n\t<>#&\"{}|\\^`]", coded)


def test_as_data_for_the_paper() -> None:
    # The PDF gets the wide drawing: whole SVG with a size of its own.
    drawing = json.loads(json.dumps(Picture.of("m", a_map(), None, "alt", "").wide))
    assert re.match(
        r"<svg xmlns='http://www\.w3\.org/2000/svg' width='\S+pt' height='\S+pt' viewBox=", drawing
    )

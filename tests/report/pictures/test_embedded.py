"""Pictures from outside: which are taken, how large they are, and what is refused."""

from base64 import b64encode

import pytest
from PIL import Image

from analyysi.errors import ReportError
from analyysi.report.pictures.embedded import read_picture
from support.own_pictures import picture

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48'>{}</svg>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif")],
)
def test_a_picture_has_its_size_and_an_address(kind: str, media_type: str) -> None:
    content = picture(kind, (1440, 720))
    read = read_picture(content, "kuva")
    assert (read.media_type, read.width, read.height) == (media_type, 1440, 720)
    assert read.uri == f"data:{media_type};base64,{b64encode(content).decode()}"
    assert read.drawing.startswith(
        "<svg xmlns='http://www.w3.org/2000/svg' width='540pt' height='270pt' "
        "viewBox='0 0 1440 720'><image href='data:"
    )


def test_a_drawing_stays_a_drawing() -> None:
    read = read_picture(SVG.format("<rect width='9'/>").encode(), "kuva.svg")
    assert (read.media_type, read.width, read.height) == ("image/svg+xml", 96, 48)
    assert "<rect width='9'/>" in read.drawing


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x", "The picture k cannot be read: it must be a PNG"),
        (picture()[:60], "The picture k cannot be read"),
        (picture("BMP"), "The picture k is of a format that not every reader can show"),
        (b"<svg", "The SVG of k cannot be read"),
        (SVG.format("<script/>").encode(), r"has a script or a part from elsewhere \(<script>\)"),
        (SVG.format("<g onload='a()'/>").encode(), r"from elsewhere \(<g>\)"),
        (SVG.format("<image href='https://a.b/c.png'/>").encode(), r"elsewhere \(<image>\)"),
        (SVG.format("<style>@import 'a.css';</style>").encode(), r"elsewhere \(<style>\)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "does not say how large it is"),
    ],
)
def test_what_a_report_cannot_hold_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        read_picture(content, "k")


def test_what_a_drawing_names_within_itself_is_no_part_from_elsewhere() -> None:
    inner = (
        "<defs><g id='a'/></defs><use href='#a'/><g clip-path='url(#a)'/><a href='https://b.c'/>"
    )
    assert read_picture(SVG.format(inner).encode(), "k").width == 96


@pytest.mark.parametrize(
    "size",
    [
        "width='1.2.3' height='5'",
        "viewBox='0 0 5'",
        "viewBox='0 0 5 b'",
        "viewBox='0 0 -5 5'",
        "width='0' height='5'",
        f"width='{400 * '9'}' height='5'",
    ],
)
def test_a_drawing_of_no_size_is_refused(size: str) -> None:
    with pytest.raises(ReportError, match="does not say how large it is"):
        read_picture(f"<svg xmlns='http://www.w3.org/2000/svg' {size}/>".encode(), "k")


def test_a_view_box_says_the_size() -> None:
    content = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-1, -1 30 20'/>"
    read = read_picture(content, "k")
    assert (read.width, read.height) == (30, 20)


def test_a_picture_too_large_to_open_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    with pytest.raises(ReportError, match="The picture k cannot be read"):
        read_picture(picture(), "k")

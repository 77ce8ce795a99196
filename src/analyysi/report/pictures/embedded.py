"""Pictures that come from outside, as a page and a paper may hold them: PNG, JPEG, GIF and SVG."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from analyysi.errors import ReportError
from analyysi.report.pictures.svg import bare

WIDEST = 540.0
"""Points that the column of text is wide; a wider drawing is shown smaller."""
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
"""How many pixels a unit of length of an SVG is."""
_LARGEST = 1e6
"""Pixels that no side of a drawing has."""
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
"""The formats that every browser and the PDF show, with their media types."""
_ACTIVE = {"script", "foreignobject", "iframe", "audio", "video", "handler", "listener"}
"""Elements of an SVG that do something, or show what is no drawing."""


@dataclass(frozen=True)
class EmbeddedPicture:
    """A picture with its size in pixels."""

    content: bytes
    media_type: str
    width: float
    height: float

    @property
    def uri(self) -> str:
        """The picture as a data address, so that a page asks nobody for it."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode('ascii')}"

    @property
    def drawing(self) -> str:
        """The picture as an SVG measured in points, not wider than the column of text."""
        if self.media_type == "image/svg+xml":
            inner = bare(self.content.decode("utf-8"))
        else:
            inner = f"<image href='{self.uri}' width='{self.width:g}' height='{self.height:g}'/>"
        points = min(self.width * 0.75, WIDEST)
        return (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{points:g}pt' "
            f"height='{self.height * points / self.width:g}pt' "
            f"viewBox='0 0 {self.width:g} {self.height:g}'>{inner}</svg>"
        )


def read_picture(content: bytes, name: str) -> EmbeddedPicture:
    """Return a picture from the bytes of its file.

    Parameters
    ----------
    name
        What messages call it: "kuva.png".

    Raises
    ------
    ReportError
        If it is no PNG, JPEG, GIF or SVG, or an SVG that does something or asks others for parts.
    """
    if b"<svg" in content[:4096]:
        return read_svg(content.decode("utf-8", errors="replace"), name)
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as image:
            image.load()
            media_type, size = _FORMATS.get(image.format or ""), image.size
    except Exception as fault:  # each format's reader fails in ways of its own
        raise ReportError(
            "The picture {name} cannot be read: it must be a PNG, JPEG, GIF or SVG "
            "file that is whole. Save it again as PNG.",
            name=name,
        ) from fault
    if media_type is None:
        raise ReportError(
            "The picture {name} is of a format that not every reader can show: save "
            "it as PNG, JPEG, GIF or SVG.",
            name=name,
        )
    return EmbeddedPicture(content, media_type, *size)


def read_svg(svg: str, name: str) -> EmbeddedPicture:
    """Return a drawing from the text of its SVG.

    Raises
    ------
    ReportError
        If it cannot be read, does not say how large it is, has a script or asks others for parts.
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fault:
        raise ReportError(
            "The SVG of {name} cannot be read: {fault}.", name=name, fault=fault
        ) from fault
    for element in root.iter():
        if _does_something(element):
            raise ReportError(
                "The SVG of {name} has a script or a part from elsewhere "
                "(<{element}>): a report only shows what is in it. Save the drawing "
                "as plain SVG or as PNG.",
                name=name,
                element=_plain_name(element.tag),
            )
    width, height = _pixels(root, name)
    return EmbeddedPicture(svg.encode("utf-8"), "image/svg+xml", width, height)


def _does_something(element: ElementTree.Element) -> bool:
    """Return whether an element of an SVG runs, or asks somebody else for what it shows."""
    if _plain_name(element.tag).lower() in _ACTIVE:
        return True
    for name, written in element.attrib.items():
        plain = _plain_name(name).lower()
        if plain.startswith("on") or (plain == "href" and not _is_within(element, written)):
            return True
        if _asks_elsewhere(written):
            return True
    return _plain_name(element.tag) == "style" and _asks_elsewhere(element.text or "")


def _is_within(element: ElementTree.Element, address: str) -> bool:
    """Return whether an address is of the drawing itself; that of a link may be of the web."""
    if _plain_name(element.tag) == "a":
        return not address.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
    return address.startswith(("#", "data:image/"))


def _asks_elsewhere(style: str) -> bool:
    return re.search(r"@import|url\(\s*['\"]?(?!#|data:|['\"])", style) is not None


def _plain_name(name: object) -> str:
    """Return the name of an element or an attribute without its namespace."""
    return str(name).rpartition("}")[2]


def _pixels(root: ElementTree.Element, name: str) -> tuple[float, float]:
    """Return how wide and high an SVG is: as it says, or else as its view box does."""
    lengths = [_length(root.get(side, "")) for side in ("width", "height")]
    box = [_number(text) for text in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    width, height = lengths if all(lengths) else box[2:] if len(box) == 4 else (None, None)
    if not width or not height:
        raise ReportError(
            "The SVG of {name} does not say how large it is: give its svg element "
            "width and height.",
            name=name,
        )
    return width, height


def _length(text: str) -> float | None:
    """Return a length of an SVG in pixels; None for a part of something, such as 100 %."""
    length = re.fullmatch(r"\s*([0-9.]+)\s*([a-z]*)\s*", text)
    number = None if length is None else _number(length[1])
    if length is None or number is None or length[2] not in _PIXELS:
        return None
    return number * _PIXELS[length[2]]


def _number(text: str) -> float | None:
    """Return a number that a size may be; None for what is none, such as "1.2.3"."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < _LARGEST else None

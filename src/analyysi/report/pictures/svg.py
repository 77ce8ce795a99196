"""Matplotlib's SVG made as small as possible without changing what it shows, and the data address
that embeds it in a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, product
from string import ascii_lowercase
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from markupsafe import Markup

_SCREEN_FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
"""Font names of several words need no quotation marks in CSS."""
_REDUNDANT = ("font-family:", "text-anchor:start")
"""Properties that every text has anyway: the fonts are named once for the whole drawing."""


def bare(svg: str) -> str:
    """Return an SVG without what stands before its element, and without its metadata."""
    return re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)


def slim(svg: str) -> str:
    """Remove from an SVG what no reader sees; the drawing looks the same.

    Numbers keep two decimals, groups without attributes are removed, a style used more than once
    becomes a class, ids and class names are short.
    """
    svg = bare(svg)
    root = ElementTree.fromstring(svg)
    defined = [name for element in root.iter() if (name := element.get("id")) is not None]
    used = set(re.findall(r"#(\w+)", svg))
    names = dict(zip((name for name in defined if name in used), _short_names(), strict=False))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        slimmed = {key: _slimmed(key, written, names) for key, written in element.attrib.items()}
        element.attrib = {key: written for key, written in slimmed.items() if written}
        key_of_link = "{http://www.w3.org/1999/xlink}href"
        if key_of_link in element.attrib:
            element.attrib["href"] = element.attrib.pop(key_of_link)
    _unwrap(root)
    _name_styles(root)
    root.attrib.pop("version", None)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg", **root.attrib}
    return _written(root)


def _short_names() -> Iterator[str]:
    return chain(ascii_lowercase, ("".join(pair) for pair in product(ascii_lowercase, repeat=2)))


def _slimmed(key: str, written: str, names: dict[str, str]) -> str:
    """Return an attribute's value written as briefly as possible, or "" if it can be left out."""
    if key == "id":
        return names.get(written, "")
    if key == "d":
        return _path(written)
    written = re.sub(r"#(\w+)", lambda match: f"#{names.get(match[1], match[1])}", written)
    written = re.sub(r"-?\d*\.\d+|-0\b", lambda match: _number(match[0]), written)
    if key == "style":
        declarations = (
            declaration.strip().replace(": ", ":").replace("#ffffff", "#fff")
            for declaration in written.split(";")
        )
        return ";".join(
            declaration
            for declaration in declarations
            if declaration and not declaration.startswith(_REDUNDANT)
        )
    return "" if key == "transform" and written.startswith("rotate(0 ") else written


def _number(text: str) -> str:
    """Write a number with at most two decimals and without redundant zeros.

    >>> [_number(text) for text in ("129.600001", "-0.496", "-0.001", "12")]
    ['129.6', '-.5', '0', '12']
    """
    rounded = f"{float(text):.2f}".rstrip("0").rstrip(".")
    return "0" if rounded in ("-0", "0") else re.sub(r"^(-?)0\.", r"\1.", rounded)


def _path(path: str) -> str:
    """Write a path with commas, since a space costs three bytes in an address.

    >>> _path("M 129.6001 199.5 L 356.4 199.5 L 356.4 0 z")
    'M129.6,199.5H356.4V0z'
    """
    commands, last_point = [], ["", ""]
    for command, coordinates in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [_number(text) for text in coordinates.split()]
        if command == "L" and numbers[1] == last_point[1]:
            commands.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == last_point[0]:
            commands.append(f"V{numbers[1]}")
        else:
            commands.append(command + ",".join(numbers))
        last_point = numbers[-2:] or last_point
    return "".join(commands)


def _unwrap(element: Element) -> None:
    """Replace groups without attributes by their children, and merge equal groups that follow each
    other.
    """
    children: list[Element] = []
    for child in list(element):
        _unwrap(child)
        if child.tag in ("g", "defs") and not len(child):
            continue
        bare_group = child.tag == "g" and not child.attrib
        for drawn in list(child) if bare_group else [child]:
            if children and _same_group(children[-1], drawn):
                children[-1].extend(list(drawn))
            else:
                children.append(drawn)
    element[:] = children


def _same_group(before: Element, after: Element) -> bool:
    both_groups = before.tag == after.tag == "g"
    return both_groups and before.attrib == after.attrib


def _name_styles(root: Element) -> None:
    """Move a style that several elements have into the style sheet of the drawing."""
    styled = [element for element in root.iter() if element.get("style")]
    counted = Counter(element.attrib["style"] for element in styled)
    names = dict(
        zip((style for style, times in counted.items() if times > 1), _short_names(), strict=False)
    )
    for element in styled:
        if (style := element.attrib["style"]) in names:
            del element.attrib["style"]
            element.attrib["class"] = names[style]
    sheet = root.find(".//style")
    if sheet is not None:
        rules = [
            (sheet.text or "").replace(": ", ":").replace("; ", ";"),
            f"text{{font-family:{_SCREEN_FONTS}}}",
        ]
        sheet.text = "".join([*rules, *(f".{name}{{{style}}}" for style, name in names.items())])
        sheet.attrib.clear()


def _written(element: Element) -> str:
    """Write an element with its values in apostrophes, which an address need not encode."""
    attributes = "".join(
        f" {key}='{escape(written, _QUOTED)}'" for key, written in element.attrib.items()
    )
    text = (element.text or "") if element.tag in ("text", "style") else ""
    inside = escape(text) + "".join(_written(child) for child in element)
    return (
        f"<{element.tag}{attributes}>{inside}</{element.tag}>"
        if inside
        else f"<{element.tag}{attributes}/>"
    )


_QUOTED = {"'": "&#39;"}


def data_uri(svg: str) -> Markup:
    """Return a data address that holds the drawing, fit for an attribute in quotation marks.

    Only characters that an address or HTML does not allow are encoded; letters beyond ASCII are
    allowed in both.
    """
    return Markup(
        "data:image/svg+xml,"
        + re.sub(r"[\s%#<>\"&{}|\\^`]", lambda match: quote(match[0]), svg, flags=re.ASCII)
    )

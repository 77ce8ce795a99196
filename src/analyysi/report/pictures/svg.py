"""A drawing's SVG, as matplotlib writes it, in as few bytes as show the same, and as an address
within a page.
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
"""Without quotation marks, which a name of several words may do without."""
_NOTHING_SAID = ("font-family:", "text-anchor:start")
"""Properties that the drawing has anyway: the fonts are named once for all texts."""


def slim(svg: str) -> str:
    """Take out of an SVG what no reader sees; the drawing stays as it is.

    Numbers keep two decimals, groups that say nothing go, a style used more than once becomes a
    class, names are short.
    """
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    root = ElementTree.fromstring(svg)
    defined = [name for element in root.iter() if (name := element.get("id")) is not None]
    used = set(re.findall(r"#(\w+)", svg))
    names = dict(zip((name for name in defined if name in used), _short_names(), strict=False))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {
            key: text
            for key, value in element.attrib.items()
            if (text := _slimmed(key, value, names))
        }
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


def _slimmed(key: str, value: str, names: dict[str, str]) -> str:
    """Return an attribute's value in as few letters as say the same; nothing where it need not be
    said.
    """
    if key == "id":
        return names.get(value, "")
    if key == "d":
        return _path(value)
    value = re.sub(r"#(\w+)", lambda found: f"#{names.get(found[1], found[1])}", value)
    value = re.sub(r"-?\d*\.\d+|-0\b", lambda found: _number(found[0]), value)
    if key == "style":
        said = (
            part.strip().replace(": ", ":").replace("#ffffff", "#fff") for part in value.split(";")
        )
        return ";".join(part for part in said if part and not part.startswith(_NOTHING_SAID))
    return "" if key == "transform" and value.startswith("rotate(0 ") else value


def _number(text: str) -> str:
    """Write a number with at most two decimals, without zeros that may be left out.

    >>> [_number(text) for text in ("129.600001", "-0.496", "-0.001", "12")]
    ['129.6', '-.5', '0', '12']
    """
    rounded = f"{float(text):.2f}".rstrip("0").rstrip(".")
    return "0" if rounded in ("-0", "0") else re.sub(r"^(-?)0\.", r"\1.", rounded)


def _path(data: str) -> str:
    """Write the data of a path closely: commas instead of spaces, which cost three bytes in an
    address.

    >>> _path("M 129.6001 199.5 L 356.4 199.5 L 356.4 0 z")
    'M129.6,199.5H356.4V0z'
    """
    written, before = [], ["", ""]
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        numbers = [_number(text) for text in rest.split()]
        if command == "L" and numbers[1] == before[1]:
            written.append(f"H{numbers[0]}")
        elif command == "L" and numbers[0] == before[0]:
            written.append(f"V{numbers[1]}")
        else:
            written.append(command + ",".join(numbers))
        before = numbers[-2:] or before
    return "".join(written)


def _unwrap(element: Element) -> None:
    """Let the children of groups without any attribute stand for them; groups alike that follow
    each other are one.
    """
    children: list[Element] = []
    for child in list(element):
        _unwrap(child)
        if child.tag in ("g", "defs") and not len(child):
            continue
        for part in list(child) if child.tag == "g" and not child.attrib else [child]:
            if (
                part.tag == "g"
                and children
                and (children[-1].tag, children[-1].attrib) == (part.tag, part.attrib)
            ):
                children[-1].extend(list(part))
            else:
                children.append(part)
    element[:] = children


def _name_styles(root: Element) -> None:
    """Say once what several elements look like, in the style sheet of the drawing."""
    styled = [element for element in root.iter() if element.get("style")]
    counted = Counter(element.attrib["style"] for element in styled)
    names = dict(
        zip((text for text, times in counted.items() if times > 1), _short_names(), strict=False)
    )
    for element in styled:
        if (text := element.attrib["style"]) in names:
            del element.attrib["style"]
            element.attrib["class"] = names[text]
    sheet = root.find(".//style")
    if sheet is not None:
        rules = [
            (sheet.text or "").replace(": ", ":").replace("; ", ";"),
            f"text{{font-family:{_SCREEN_FONTS}}}",
        ]
        sheet.text = "".join([*rules, *(f".{name}{{{text}}}" for text, name in names.items())])
        sheet.attrib.clear()


def _written(element: Element) -> str:
    """Write an element with apostrophes round its values: in an address they need no code."""
    values = "".join(f" {key}='{escape(value, _QUOTED)}'" for key, value in element.attrib.items())
    text = element.text or "" if element.tag in ("text", "style") else ""
    inside = escape(text) + "".join(_written(child) for child in element)
    return (
        f"<{element.tag}{values}>{inside}</{element.tag}>"
        if inside
        else f"<{element.tag}{values}/>"
    )


_QUOTED = {"'": "&#39;"}


def data_uri(svg: str) -> Markup:
    """Return a drawing as an address that holds it, fit for an attribute within quotation marks.

    Only what an address or HTML does not allow is coded; letters beyond ASCII are allowed in both.
    """
    return Markup(
        "data:image/svg+xml,"
        + re.sub(r"[\s%#<>\"&{}|\\^`]", lambda found: quote(found[0]), svg, flags=re.ASCII)
    )

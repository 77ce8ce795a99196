"""The styles of an OpenDocument file, and the names of its elements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.etree.ElementTree import Element

from analyysi.tables.files.text_runs import Run

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OTHERS = {"calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}
_MOST_PARENTS = 20


@cache
def tag(prefix: str, name: str) -> str:
    """Return the full name of an element or attribute."""
    return f"{{{_OTHERS.get(prefix) or _OASIS.format(prefix)}}}{name}"


def attribute(element: Element, prefix: str, name: str) -> str:
    """Return an attribute; nothing if it is not there."""
    return element.get(tag(prefix, name), "")


class Styles:
    """The styles of a file by family and name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """Take them from the roots of the file's parts, later ones before earlier ones."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._runs: dict[tuple[str, str, Run], Run] = {}
        for root in roots:
            for style in root.iter(tag("style", "style")):
                family = attribute(style, "style", "family")
                self._styles[family, attribute(style, "style", "name")] = style

    def value(self, family: str, name: str, part: str, prefix: str, key: str) -> str:
        """Return a property of a style, or of one that it builds on; nothing if none has it."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                return ""
            for properties in style.iterfind(tag("style", part)):
                if value := attribute(properties, prefix, key):
                    return value
            name = attribute(style, "style", "parent-style-name")
        return ""

    def run(self, family: str, name: str, around: Run = Run("")) -> Run:  # noqa: B008 - frozen
        """Return the lettering of a style as a piece without text.

        Parameters
        ----------
        around
            The lettering that it stands in, which holds where the style says nothing.
        """
        key = family, name, around
        if key not in self._runs:
            self._runs[key] = self._run(family, name, around)
        return self._runs[key]

    def _run(self, family: str, name: str, around: Run) -> Run:
        line = self.value(family, name, "text-properties", "style", "text-line-through-style")
        kind = self.value(family, name, "text-properties", "style", "text-line-through-type")
        position = self.value(family, name, "text-properties", "style", "text-position")
        struck = (line or kind) != "none" if line or kind else around.struck
        return Run("", _raised(position) if position else around.raised, struck)


def _raised(position: str) -> bool:
    """Return whether a position, "super 58%" or "33% 58%", lies above the line."""
    height = position.split()[0]
    return height == "super" or (height.endswith("%") and not height.startswith(("-", "0%")))

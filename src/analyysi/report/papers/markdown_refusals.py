"""What an analyst's Markdown may not hold: what would run, ask for a file or be lost on the way.

The tree is looked at as it was written, before it is cleaned: cleaning moves or drops what is out
of place, and the analyst would never learn of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from analyysi.errors import ReportError, Sentence

PROTOCOLS = frozenset({"http", "https", "mailto", "tel"})
"""What a link of a report may begin with: every reader can follow it, wherever the paper is."""
# fmt: off
_ACTIVE = frozenset({
    "script", "style", "iframe", "object", "embed", "applet", "audio", "video", "source", "track",
    "canvas", "form", "input", "button", "select", "textarea", "option", "link", "meta", "base",
    "svg", "math", "dialog", "template", "slot", "portal", "frame"
})
"""Elements that run, ask for a file, take input or draw by other rules than a picture's."""
# fmt: on
_WITHIN: dict[str, frozenset[str]] = {
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot", "caption"), frozenset({"table"})),
    "li": frozenset({"ul", "ol"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dl"})),
}
"""Elements that are nothing outside others: each to those of which one must be around it."""
_HOLDERS = {"table": "cell", "thead": "cell", "tbody": "cell", "tfoot": "cell", "tr": "cell"}
_HOLDERS |= {"ul": "entry", "ol": "entry", "dl": "entry"}
"""Elements that hold only others, to what their text must stand in."""
_UNREAD = re.compile(
    r"(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<picture>!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\]))"
    r"|(?P<link>\[[^\[\]]+\]\([^()]*\))"
)
"""What stands in a text as it was typed, though it was meant as a sign of Markdown."""
_LONGEST = 60


def refuse_active(root: BeautifulSoup) -> None:
    """Refuse what runs, takes input or asks somebody for a file.

    Raises
    ------
    ReportError
        Naming the element or attribute.
    """
    for tag in root.find_all(True):
        active = Sentence(f"<{tag.name}>") if tag.name in _ACTIVE else _active_attribute(tag)
        if active:
            raise ReportError(
                "The text has {active}, and a report neither runs anything nor asks for "
                "files: remove it. A picture is written as ![what it shows](file.png).",
                active=active,
            )


def refuse_lost(root: BeautifulSoup) -> None:
    """Refuse what no reader could follow or read: links into the analyst's own folders, text out of
    place, and signs of Markdown that were not read as such.

    Raises
    ------
    ReportError
        Naming what it is, and what to write instead.
    """
    for link in root.find_all("a"):
        _check_link(link)
    for tag in root.find_all(list(_WITHIN)):
        _check_place(tag)
    for tag in root.find_all(list(_HOLDERS)):
        _check_holder(tag)
    for text in root.find_all(string=True):
        if not isinstance(text, PreformattedString) and text.find_parent(_VERBATIM) is None:
            _check_signs(str(text))


def refuse_unreferred(footnotes: Sequence[str]) -> None:
    """Refuse footnotes, by their names, that nothing in the text refers to.

    Raises
    ------
    ReportError
        Naming the first.
    """
    for name in footnotes:
        sign = f"[^{name.lower()}]"
        raise ReportError(
            "Nothing refers to the footnote {sign}, so that it would not be shown: "
            "write {sign} where it belongs, or remove it.",
            sign=sign,
        )


_VERBATIM = ["code", "pre", "kbd", "samp"]
"""Elements whose text is shown as it was typed."""


def _active_attribute(tag: Tag) -> Sentence:
    """Return an attribute that does something when the page is read or pressed, or ""."""
    attributes: dict[str, Any] = tag.attrs
    for name, written in attributes.items():
        if name.lower().startswith("on"):
            return Sentence("the attribute {name} of <{element}>", name=name, element=tag.name)
        address = re.sub(r"[\s\x00-\x1f]", "", str(written)).lower()
        if name.lower() == "href" and address.startswith(("javascript:", "vbscript:", "data:")):
            scheme = address.partition(":")[0]
            return Sentence("a link that runs ({scheme}:)", scheme=scheme)
    return Sentence()


def _check_link(link: Tag) -> None:
    """Refuse a link that leads nowhere from another reader's desk, or that has no words."""
    address, words = str(link.get("href", "")).strip(), link.get_text(strip=True)
    if link.has_attr("href") and address.partition(":")[0].lower() not in PROTOCOLS:
        raise ReportError(
            "The link '{words}' leads to '{address}', which readers of the "
            "report cannot open: give an address of the web (https://…) or of mail "
            "(mailto:…), or name the source in words without a link.",
            words=_shortened(words),
            address=_shortened(address),
        )
    if link.has_attr("href") and not words and link.find(["img", "formula"]) is None:
        raise ReportError(
            "The link to '{address}' has no words: write them between the "
            "brackets, [words](https://…), so that a reader knows where it leads.",
            address=_shortened(address),
        )


def _check_place(tag: Tag) -> None:
    """Refuse an element that is not within those that give it its sense."""
    around = _WITHIN[tag.name]
    if tag.find_parent(list(around)) is None:
        holder = min(around)
        raise ReportError(
            "The text has <{element}> outside <{holder}> ('{words}'): put <{holder}> around it.",
            element=tag.name,
            holder=holder,
            words=_shortened(tag.get_text(strip=True)),
        )


def _check_holder(tag: Tag) -> None:
    """Refuse text that stands between the cells of a table or the entries of a list."""
    for child in tag.children:
        outside = isinstance(child, NavigableString) and not isinstance(child, PreformattedString)
        if outside and str(child).strip():
            written = _shortened(str(child).strip())
            if _HOLDERS[tag.name] == "cell":
                raise ReportError(
                    "A table has text outside its cells ('{words}'): put it into a cell "
                    "({element}), or above the table.",
                    words=written,
                    element="<td>",
                )
            raise ReportError(
                "A list has text outside its entries ('{words}'): put it into an entry "
                "({element}), or above the list.",
                words=written,
                element="<dd>" if tag.name == "dl" else "<li>",
            )


def _check_signs(text: str) -> None:
    """Refuse a footnote, a picture or a link that would stand on the page as it was typed."""
    sign = _UNREAD.search(text)
    if sign is None:
        return
    written = _shortened(sign[0])
    ways_out = {
        "note": Sentence(
            "The footnote {sign} has no text: write it on a line of its own in the same cell, "
            "{sign}: text, or put the sign between ` and ` if it is meant as it stands.",
            sign=written,
        ),
        "picture": Sentence(
            "The picture {sign} is not read as one: an address with spaces stands between < and "
            ">, ![what it shows](<my file.png>), and a name in brackets needs its address in the "
            "same cell.",
            sign=written,
        ),
        "link": Sentence(
            "The link {sign} is not read as one: write its address without spaces, or between < "
            "and >, [words](<address>).",
            sign=written,
        ),
    }
    raise ReportError(ways_out[str(sign.lastgroup)])


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

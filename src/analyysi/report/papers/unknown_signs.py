"""Which cell of the notebook has a sign that no font of the paper has: flags, Chinese, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from analyysi.errors import Sentence
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import NotebookParts

_CAUSE = re.compile(r'the text `"(.*?)"` could not be displayed|disallowed codepoint `"(.*?)"`')
"""How Typst names a sign: as it is, or by its number, `\\u{1}`."""
_UNSEEN = frozenset({"alt", "id", "kind", "latex", "link", "typst"})
"""What of a block no letter is drawn of."""
_SHOWN = 40


def unknown_sign(cause: str, parts: NotebookParts) -> Sentence:
    """Return a sentence on a sign that stops the PDF: which, in which cell, and the way out.

    Parameters
    ----------
    cause
        What Typst says of the fault; the sentence is empty if it is of another kind.
    """
    named = _CAUSE.search(cause)
    if named is None:
        return Sentence()
    number = re.compile(r"\\u\{([0-9a-f]+)\}")
    sign = number.sub(lambda code: chr(int(code[1], 16)), named[1] or named[2])
    for shown in (parts.head, *parts.body):
        contents = shown.blocks() if isinstance(shown, AnalystText) else shown.data
        for text in _texts(contents):
            written = _written_sign(text, sign)
            if written:
                return Sentence(
                    "{place} has the sign {sign} in '{words}', and the PDF has no letters for it: "
                    "write it in words, or show it as a picture.",
                    place=shown.place,
                    sign=_named(written),
                    words=_around(text, written),
                )
    return Sentence(
        "The report has the sign {sign}, and the PDF has no letters for it: write it in words, or "
        "show it as a picture.",
        sign=_named(sign),
    )


def _texts(contents: Any, name: str = "") -> Iterator[str]:
    """Yield the texts in blocks that are drawn with letters, those in drawings too."""
    if name in _UNSEEN:
        return
    if isinstance(contents, str):
        written = re.findall(r"<text\b[^>]*>(.*?)</text>", contents, re.DOTALL)
        yield from written if name == "svg" else [contents]
    elif isinstance(contents, Mapping):
        for key, inner in contents.items():
            yield from _texts(inner, key)
    elif isinstance(contents, (list, tuple)):
        for inner in contents:
            yield from _texts(inner, name)


def _written_sign(text: str, sign: str) -> str:
    """Return the sign with the marks that stand on it; empty if the text has it not.

    Typst names a letter also where only the mark on it is unknown: a plain letter is no such sign.
    """
    pattern = re.escape(sign) + r"[\u0300-\u036f\u20d0-\u20ff]+"
    marked = re.search(pattern, text)
    if marked is not None:
        return marked[0]
    plain = sign.isascii() and sign.isprintable()
    return sign if sign in text and not plain else ""


def _named(sign: str) -> str:
    """Name a sign as it is and by Unicode's name, since a screen may not show it either."""
    first = next(iter(sign))
    number = f"U+{ord(first):04X}"
    name = unicodedata.name(first, "")
    shown = f"'{sign}' " if sign.isprintable() else ""
    return f"{shown}({number} {name})".replace(" )", ")")


def _around(text: str, sign: str) -> str:
    """Return some of the text around the sign, on one line."""
    place = text.index(sign)
    start = max(0, place - _SHOWN // 2)
    cut = text[start : place + len(sign) + _SHOWN // 2]
    line = "".join(letter if letter.isprintable() else " " for letter in cut)
    return " ".join(line.split())

"""A document in Markdown as the HTML of a page, by the reader of Markdown that notebooks have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import mistune
from mistune.plugins import import_plugin

_MARK = re.compile(r"^<!-- site: (\w+) -->$", re.MULTILINE)
_TAG = re.compile(r"<[^>]+>")
_FILES = {"toml", "text"}
"""Kinds of blocks that may be a file, named after the kind."""
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its anchor and its text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Written:
    """The HTML of a document, its headings, and what the site needs of it."""

    html: str
    headings: tuple[Heading, ...]

    @property
    def title(self) -> str:
        """Return the first heading."""
        return self.headings[0].text


def anchor_of(text: str) -> str:
    """Return the anchor of a heading, as GitHub makes it.

    >>> anchor_of("6 PDF, sopimusluonnos ja `xlsx`")
    '6-pdf-sopimusluonnos-ja-xlsx'
    """
    return _NOT_IN_ANCHOR.sub("", text.strip().lower()).replace(" ", "-")


@dataclass
class PageRenderer(mistune.HTMLRenderer):
    """Writes headings with anchors, tables that can be moved by keyboard, and links of the site.

    Parameters
    ----------
    linked
        What becomes of the target of a link or a picture.
    table_word
        "Table" in the language of the page.
    """

    linked: Callable[[str], str]
    table_word: str
    headings: list[Heading] = field(default_factory=list)
    anchors: Counter[str] = field(default_factory=Counter)
    tables: int = 0

    def __post_init__(self) -> None:
        super().__init__(escape=True)

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """Give a heading the anchor of its words; of equal ones the later are numbered."""
        words = _plain(text)
        anchor = anchor_of(words)
        again = self.anchors[anchor]
        self.anchors[anchor] += 1
        anchor += f"-{again}" if again else ""
        self.headings.append(Heading(level, anchor, words))
        return f'<h{level} id="{escape(anchor)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Lead to the page of a document, or to a file that the site takes along."""
        return f'<a href="{escape(self.linked(url))}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture that the site has."""
        return f'<img src="{escape(self.linked(url))}" alt="{escape(_plain(text))}">'

    def block_html(self, html: str) -> str:
        """Leave out comments; no document has other HTML."""
        return "" if html.lstrip().startswith("<!--") else f"<p>{escape(html)}</p>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        """Write code as it stands: what is typed, below the name of a file what it holds, and, in
        another look, what is printed.
        """
        kind, _, file = (info or "text").partition(" ")
        look = ' class="shown"' if kind == "text" and not file else ""
        name = f'<p class="file"><code>{escape(file)}</code></p>\n' if kind in _FILES else ""
        return f"{name if file else ''}<pre{look}><code>{escape(code)}</code></pre>\n"

    def table(self, text: str) -> str:
        """Put a table into a named box that a keyboard can move."""
        self.tables += 1
        under = f", {self.headings[-1].text}" if self.headings else ""
        name = escape(f"{self.table_word} {self.tables}{under}")
        return (
            f'<div class="scroll" role="group" aria-label="{name}" tabindex="0">'
            f"<table>\n{text}</table></div>\n"
        )

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """Write a cell; an empty one in the head is no header."""
        look = f' class="{align}"' if align in {"right", "center"} else ""
        if head and text:
            return f'<th scope="col"{look}>{text}</th>\n'
        return f"<td{look}>{text}</td>\n"

    def task_list_item(self, text: str, checked: bool = False) -> str:
        """Write something to be ticked on paper."""
        return f'<li class="task">{text}</li>\n'


def _plain(html: str) -> str:
    return mistune.util.unescape(_TAG.sub("", html)).strip()


def written(
    text: str,
    linked: Callable[[str], str],
    table_word: str,
    parts: Mapping[str, Callable[[], str]],
) -> Written:
    """Return a document as HTML.

    Parameters
    ----------
    parts
        What the site makes itself, by the name in `<!-- site: name -->` on a line of its own.
    """
    renderer = PageRenderer(linked, table_word)
    reader = mistune.Markdown(
        renderer, plugins=[import_plugin(name) for name in ("table", "task_lists")]
    )
    pieces = _MARK.split(text)
    html = []
    for number, piece in enumerate(pieces):
        html.append(parts[piece]() if number % 2 else str(reader(piece)))
    return Written("".join(html), tuple(renderer.headings))

"""What an analyst wrote in a Markdown cell of the notebook, as blocks for the papers.

The Markdown may hold HTML of its own. So it is read from the HTML that the page shows, and page and
papers cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from nbconvert.filters import markdown2html

Block = dict[str, Any]


@dataclass(frozen=True)
class AnalystText:
    """The text of one Markdown cell."""

    markdown: str

    def blocks(self) -> list[Block]:
        """Return the text as blocks of data, read as the page reads it.

        Besides the kinds of `blocks.as_data` there are "own-paragraph" (with `runs`: text, strong,
        emphasis, code, link, breaks), "own-list" (each item is a list of blocks) and "own-quote". A
        picture is replaced by its alt text: the papers show nothing that is not in the notebook's
        data.
        """
        return _blocks_in(BeautifulSoup(markdown2html(self.markdown), "html.parser"))


@dataclass(frozen=True)
class _Style:
    """How a run of letters is set."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


class _Writer:
    """Collects blocks: those that are complete, and the runs of the paragraph that is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._runs: list[dict[str, Any]] = []

    def text(self, text: str, style: _Style) -> None:
        """Add text to the open paragraph; white space at the start of its lines is left out."""
        text = re.sub(r"\s+", " ", text)
        if not self._runs or self._runs[-1]["breaks"]:
            text = text.lstrip(" ")
        if text:
            self._runs.append({"text": text, **vars(style), "breaks": False})

    def line_break(self) -> None:
        """Let what follows stand on the next line."""
        if self._runs:
            self._runs[-1]["breaks"] = True

    def block(self, block: Block) -> None:
        """Add a complete block."""
        self.end_paragraph()
        self.blocks.append(block)

    def end_paragraph(self) -> None:
        """Complete the open paragraph, if there is one."""
        runs = self._ended_runs()
        if runs:
            self.blocks.append({"kind": "own-paragraph", "runs": runs})

    def end_heading(self, level: int) -> None:
        """Complete what is open as a heading; the first level is the report's own."""
        runs = self._ended_runs()
        if runs:
            text = "".join(run["text"] for run in runs)
            self.blocks.append({"kind": "heading", "level": max(level, 2), "text": text})

    def _ended_runs(self) -> list[dict[str, Any]]:
        runs, self._runs = self._runs, []
        if runs:
            runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
            runs[-1]["breaks"] = False
        return runs


def _blocks_in(tag: Tag) -> list[Block]:
    writer = _Writer()
    _read_children(tag, writer, _Style())
    writer.end_paragraph()
    return writer.blocks


def _read_children(tag: Tag, writer: _Writer, style: _Style) -> None:
    for child in tag.children:
        if isinstance(child, Tag):
            if not _is_unseen(child):
                _READ.get(child.name, _read_children)(child, writer, style)
        elif _is_text(child):
            writer.text(str(child), style)


def _is_text(element: PageElement) -> bool:
    """Return whether an element is text to be read: no comment, no declaration."""
    return isinstance(element, NavigableString) and not isinstance(element, PreformattedString)


def _is_unseen(tag: Tag) -> bool:
    return tag.name in {"script", "style"} or tag.get("class") == ["anchor-link"]


def _read_paragraph(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.end_paragraph()
    _read_children(tag, writer, style)
    writer.end_paragraph()


def _read_heading(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.end_paragraph()
    _read_children(tag, writer, style)
    writer.end_heading(int(tag.name[1]))


def _read_strong(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, strong=True))


def _read_emphasis(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, emphasis=True))


def _read_inline_code(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, code=True))


def _read_link(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, link=str(tag.get("href") or "")))


def _read_break(_tag: Tag, writer: _Writer, _style: _Style) -> None:
    writer.line_break()


def _read_picture(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.text(str(tag.get("alt") or ""), style)


def _read_list(tag: Tag, writer: _Writer, _style: _Style) -> None:
    entries = [_blocks_in(entry) for entry in tag.find_all(recursive=False)]
    writer.block({"kind": "own-list", "ordered": tag.name == "ol", "items": entries})


def _read_quote(tag: Tag, writer: _Writer, _style: _Style) -> None:
    writer.block({"kind": "own-quote", "blocks": _blocks_in(tag)})


def _read_code(tag: Tag, writer: _Writer, _style: _Style) -> None:
    writer.block({"kind": "code", "text": _plain_text(tag).strip("\n")})


def _read_table(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.end_paragraph()
    for caption in tag.find_all("caption"):
        _read_paragraph(caption, writer, style)
    rows = [_cell_texts(row) for row in tag.find_all("tr")]
    if rows:
        writer.block(_table(rows))


def _cell_texts(row: Tag) -> list[str]:
    cells = row.find_all(["th", "td"], recursive=False)
    return [" ".join(_plain_text(cell).split()) for cell in cells]


def _plain_text(tag: Tag) -> str:
    """Return the text within a tag without its styles, pictures by their alt texts."""
    texts = []
    for element in tag.descendants:
        if isinstance(element, Tag):
            texts.append(str(element.get("alt") or "") if element.name == "img" else "")
        elif _is_text(element) and not any(_is_unseen(parent) for parent in element.parents):
            texts.append(str(element))
    return "".join(texts)


def _table(rows: list[list[str]]) -> Block:
    """Return a table: its first row heads the columns and the first column the rows, as in all of
    ours.
    """
    head, *body = rows
    columns = []
    for place, label in enumerate(head[1:], start=1):
        of_text = any(_has_letters(row[place]) for row in body)
        marks = {"marked": False, "extra": False}
        columns.append({"label": label, "unit": "", "text": of_text, **marks})
    table_rows = [
        {"header": row[0], "cells": row[1:], "marked": False, "total": False} for row in body
    ]
    return {
        "kind": "table",
        "id": "",
        "caption": "",
        "corner": head[0],
        "note": "",
        "wide": len(columns) > 5,
        "columns": columns,
        "rows": table_rows,
    }


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


_READ: dict[str, Callable[[Tag, _Writer, _Style], None]] = {
    **dict.fromkeys(("p", "div", "hr"), _read_paragraph),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _read_heading),
    **dict.fromkeys(("strong", "b"), _read_strong),
    **dict.fromkeys(("em", "i"), _read_emphasis),
    **dict.fromkeys(("ul", "ol"), _read_list),
    "code": _read_inline_code,
    "a": _read_link,
    "br": _read_break,
    "img": _read_picture,
    "blockquote": _read_quote,
    "pre": _read_code,
    "table": _read_table,
}
"""How each tag is read. Of others the text is read, as if they were not there."""

"""An executed notebook's parts for the reader: what the page, the PDF and the other papers are all
made from.

Only what analyysi made for readers is taken, and an analyst's own Markdown cells. Other outputs (a
data frame, a plot without an alt text) stay in the notebook, since nothing vouches that everybody
can read them. A notebook that failed or was not run has no parts at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from analyysi.errors import ReportError
from analyysi.report.html import DATA, METADATA

HIDDEN_TAG = "ohje"
"""The tag of Markdown cells that speak to the analyst, not to the reader of the report."""


@dataclass(frozen=True)
class Part:
    """One part of the report as the notebook shows it: as HTML, and its blocks as data.

    `metadata` is the head's (title, language, draft, words of the frame) or a section's (anchor,
    label).
    """

    html: str
    data: dict[str, Any]
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnText:
    """What the analyst wrote in a Markdown cell."""

    markdown: str

    def blocks(self) -> list[dict[str, Any]]:
        """Return the text as blocks of data, read as the page reads it.

        Besides the kinds of `blocks.as_data` there are "own-paragraph" (with `runs`: text, strong,
        emphasis, code, link, breaks), "own-list" (each item is a list of blocks) and "own-quote". A
        picture's place is taken by its alt text: the papers show nothing that is not in the
        notebook's data.
        """
        reader = _Reader()
        reader.feed(markdown2html(self.markdown))
        reader.close()
        return reader.done()


@dataclass(frozen=True)
class NotebookParts:
    """The head, what follows it in the notebook's order, and the record of the run that the results
    carry.
    """

    head: Part
    body: tuple[Part | OwnText, ...]
    record: dict[str, Any]


def parts_of(notebook: NotebookNode) -> NotebookParts:
    """Take the report's parts out of an executed notebook, in order.

    Raises
    ------
    ReportError
        If a cell failed or was not run, or the notebook shows no head or no results.
    """
    head: Part | None = None
    body: list[Part | OwnText] = []
    record: dict[str, Any] | None = None
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown" and HIDDEN_TAG not in cell.metadata.get("tags", []):
            body.append(OwnText(cell.source))
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        _refuse_unfinished(cell, number)
        for output in cell.outputs:
            ours = output.get("metadata", {}).get(METADATA)
            if ours is None:
                continue
            shown = output["data"]
            part = Part(_text(shown["text/html"]), shown.get(DATA, {}), dict(ours))
            if ours["role"] == "head":
                head = part
            elif ours["role"] == "section":
                body.append(part)
            elif ours["role"] == "results":
                record = dict(shown.get("application/json", {}))
    if head is None or record is None:
        lacking = "its head (page.head())" if head is None else "its results (page.results())"
        raise ReportError(
            f"The notebook shows no {lacking}: run it from top to bottom, with that cell in it."
        )
    return NotebookParts(head, tuple(body), record)


def _refuse_unfinished(cell: NotebookNode, number: int) -> None:
    for output in cell.outputs:
        if output.output_type == "error":
            raise ReportError(
                f"Cell {number} of the notebook failed with {output.ename}: {output.evalue}"
            )
    if cell.execution_count is None:
        raise ReportError(
            f"Cell {number} of the notebook has not been run: run it from top to bottom first."
        )


def _text(content: str | list[str]) -> str:
    return content if isinstance(content, str) else "".join(content)


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STYLES = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "code": "code"}
_UNSEEN = {"script", "style"}


class _Reader(HTMLParser):
    """Reads the HTML of a Markdown cell into blocks. What it does not know it passes through as
    text.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._into: list[list[dict[str, Any]]] = [[]]
        """The lists of blocks that are open, the outermost first."""
        self._lists: list[dict[str, Any]] = []
        self._runs: list[dict[str, Any]] = []
        self._styles: list[str] = []
        self._links: list[str] = []
        self._level = 0
        self._plain: list[str] | None = None
        """The text of what has no runs: a block of code, a cell."""
        self._rows: list[list[str]] = []
        self._unseen = 0

    def done(self) -> list[dict[str, Any]]:
        """Return what was read."""
        self._end_of_paragraph()
        return self._into[0]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in _UNSEEN or given.get("class") == "anchor-link" or self._unseen:
            self._unseen += tag not in ("br", "img", "hr")
        elif tag in _HEADINGS or tag in ("p", "div", "hr"):
            self._end_of_paragraph()
            self._level = _HEADINGS.get(tag, 0)
        elif tag in _STYLES:
            self._styles.append(_STYLES[tag])
        elif tag == "a":
            self._links.append(given.get("href") or "")
        elif tag == "br" and self._runs:
            self._runs[-1]["breaks"] = True
        elif tag == "img":
            self.handle_data(given.get("alt") or "")
        elif tag in ("ul", "ol"):
            self._end_of_paragraph()
            self._lists.append({"kind": "own-list", "ordered": tag == "ol", "items": []})
        elif tag == "li" and self._lists:
            self._into.append([])
        elif tag == "blockquote":
            self._end_of_paragraph()
            self._into.append([])
        elif tag == "table":
            self._end_of_paragraph()
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("pre", "th", "td"):
            self._end_of_paragraph()
            self._plain = []

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
        elif tag in _HEADINGS or tag in ("p", "div"):
            self._end_of_paragraph()
        elif tag in _STYLES and self._styles:
            self._styles.pop()
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag == "li" and self._lists:
            self._end_of_paragraph()
            self._lists[-1]["items"].append(self._into.pop())
        elif tag in ("ul", "ol") and self._lists:
            self._into[-1].append(self._lists.pop())
        elif tag == "blockquote" and len(self._into) > 1:
            self._end_of_paragraph()
            quoted = self._into.pop()
            self._into[-1].append({"kind": "own-quote", "blocks": quoted})
        elif tag == "pre" and self._plain is not None:
            self._into[-1].append({"kind": "code", "text": "".join(self._plain).strip("\n")})
            self._plain = None
        elif tag in ("th", "td") and self._plain is not None and self._rows:
            self._rows[-1].append(" ".join("".join(self._plain).split()))
            self._plain = None
        elif tag == "table" and self._rows:
            self._into[-1].append(_own_table(self._rows))

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._plain is not None:
            self._plain.append(data)
            return
        text = re.sub(r"\s+", " ", data)
        if not self._runs or self._runs[-1]["breaks"]:
            text = text.lstrip(" ")
        if text:
            styles = {name: name in self._styles for name in ("strong", "emphasis", "code")}
            link = self._links[-1] if self._links else ""
            self._runs.append({"text": text, **styles, "link": link, "breaks": False})

    def _end_of_paragraph(self) -> None:
        runs, level = self._runs, self._level
        self._runs, self._level = [], 0
        if not runs or self._plain is not None:
            return
        runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
        runs[-1]["breaks"] = False
        if level:
            text = "".join(run["text"] for run in runs)
            self._into[-1].append({"kind": "heading", "level": max(level, 2), "text": text})
        else:
            self._into[-1].append({"kind": "own-paragraph", "runs": runs})


def _own_table(rows: list[list[str]]) -> dict[str, Any]:
    """Return an analyst's table: its first row heads the columns and the first column the rows, as
    in all of ours.
    """
    head, *body = rows
    texts = [
        any(letter.isalpha() for row in body for letter in row[place])
        for place in range(1, len(head))
    ]
    columns = [
        {"label": label, "unit": "", "text": text, "marked": False, "extra": False}
        for label, text in zip(head[1:], texts, strict=True)
    ]
    of_rows = [
        {"header": row[0], "cells": row[1:], "marked": False, "total": False} for row in body
    ]
    told = {"id": "", "caption": "", "corner": head[0], "note": "", "wide": len(columns) > 5}
    return {"kind": "table", **told, "columns": columns, "rows": of_rows}

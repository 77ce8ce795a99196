"""An analyst's text as blocks for the papers, read from the tree that the page is made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from analyysi.report.papers.own_markdown import MarkdownTree

Block = dict[str, Any]


@dataclass(frozen=True)
class _Style:
    """How a run of letters is set; `script` is "super", "sub" or neither."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    strike: bool = False
    link: str = ""
    script: str = ""


class _Writer:
    """Collects blocks: those that are complete, and the runs of the paragraph that is open."""

    def __init__(self, tree: MarkdownTree) -> None:
        self.tree = tree
        self.blocks: list[Block] = []
        self._runs: list[dict[str, Any]] = []

    def text(self, text: str, style: _Style) -> None:
        """Add text to the open paragraph; white space at the start of its lines is left out."""
        text = re.sub(r"\s+", " ", text)
        if not self._runs or self._runs[-1]["breaks"]:
            text = text.lstrip(" ")
        if text:
            self._runs.append({"text": text, **vars(style), "breaks": False})

    def formula(self, tag: Tag, style: _Style) -> None:
        """Add a formula to the open paragraph; one on a line of its own is a block."""
        formula = self.tree.formula(tag)
        if formula.displayed:
            self.block({"kind": "own-formula", "text": formula.latex, **formula.drawing()})
            return
        run = {"text": formula.latex, **vars(style), "breaks": False}
        self._runs.append({**run, **formula.drawing()})

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
        runs = self.ended_runs()
        if runs:
            self.blocks.append({"kind": "own-paragraph", "runs": runs})

    def end_heading(self, level: int) -> None:
        """Complete what is open as a heading."""
        runs = self.ended_runs()
        if runs:
            self.blocks.append({"kind": "heading", "level": level, "text": _plain_text(runs)})

    def ended_runs(self) -> list[dict[str, Any]]:
        """Return the runs of the open paragraph, and close it."""
        runs, self._runs = self._runs, []
        if runs:
            runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
            runs[-1]["breaks"] = False
        return runs


def blocks_in(tag: Tag, tree: MarkdownTree) -> list[Block]:
    """Return the blocks of what stands within a tag of the tree."""
    writer = _Writer(tree)
    _read_children(tag, writer, _Style())
    writer.end_paragraph()
    return writer.blocks


def _read_children(tag: Tag, writer: _Writer, style: _Style) -> None:
    for child in tag.children:
        if isinstance(child, Tag):
            _READ.get(child.name, _read_children)(child, writer, style)
        elif _is_text(child):
            writer.text(str(child), style)


def _is_text(element: PageElement) -> bool:
    """Return whether an element is text to be read: no comment, no declaration."""
    return isinstance(element, NavigableString) and not isinstance(element, PreformattedString)


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


def _read_strike(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, strike=True))


def _read_raised(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, script="super"))


def _read_lowered(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, script="sub"))


def _read_term(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_paragraph(tag, writer, replace(style, strong=True))


def _read_link(tag: Tag, writer: _Writer, style: _Style) -> None:
    _read_children(tag, writer, replace(style, link=str(tag.get("href") or "")))


def _read_break(_tag: Tag, writer: _Writer, _style: _Style) -> None:
    writer.line_break()


def _read_picture(tag: Tag, writer: _Writer, _style: _Style) -> None:
    svg, alt = writer.tree.picture(tag).drawing, str(tag["alt"])
    caption = str(tag.get("title", ""))
    writer.block({"kind": "picture", "id": alt, "svg": svg, "alt": alt, "caption": caption})


def _read_formula(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.formula(tag, style)


def _read_list(tag: Tag, writer: _Writer, _style: _Style) -> None:
    entries = [blocks_in(entry, writer.tree) for entry in tag.find_all(recursive=False)]
    entries = [entry for entry in entries if entry]
    if entries:
        start = int(str(tag.get("start", "1")))
        ordered = tag.name == "ol"
        writer.block({"kind": "own-list", "ordered": ordered, "start": start, "items": entries})


def _read_quote(tag: Tag, writer: _Writer, _style: _Style) -> None:
    blocks = blocks_in(tag, writer.tree)
    if blocks:
        writer.block({"kind": "own-quote", "blocks": blocks})


def _read_code(tag: Tag, writer: _Writer, _style: _Style) -> None:
    writer.block({"kind": "code", "text": tag.get_text().strip("\n")})


def _read_table(tag: Tag, writer: _Writer, style: _Style) -> None:
    writer.end_paragraph()
    for caption in tag.find_all("caption"):
        _read_paragraph(caption, writer, style)
    rows = [_cells(row, writer.tree) for row in tag.find_all("tr")]
    if rows and rows[0]:
        writer.block(_table(rows))


def _cells(row: Tag, tree: MarkdownTree) -> list[Any]:
    return [_cell(cell, tree) for cell in row.find_all(["th", "td"], recursive=False)]


def _cell(cell: Tag, tree: MarkdownTree) -> Any:
    """Return a cell as text; as its text and runs where letters are set in some way."""
    runs = _on_lines(map(_runs_of, blocks_in(cell, tree)))
    text = _plain_text(runs)
    plain = all(run == {**vars(_Style()), "text": run["text"], "breaks": False} for run in runs)
    return text if plain else {"text": text, "runs": runs}


def _runs_of(block: Block) -> list[dict[str, Any]]:
    """Return the runs of what stands in a cell: paragraphs, lists and formulas each on a line."""
    match block["kind"]:
        case "own-list":
            return _on_lines(map(_runs_of, chain.from_iterable(block["items"])))
        case "own-quote":
            return _on_lines(map(_runs_of, block["blocks"]))
        case "own-paragraph":
            return list(block["runs"])
        case _:
            return [{**vars(_Style()), "breaks": False, **block}]


def _on_lines(blocks: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the runs of several blocks, each of which begins a line."""
    runs: list[dict[str, Any]] = []
    for of_block in blocks:
        if runs and of_block:
            runs[-1] = {**runs[-1], "breaks": True}
        runs.extend(of_block)
    return runs


def _plain_text(runs: Sequence[dict[str, Any]]) -> str:
    """Return runs as one line of text: a space stands where a line ended."""
    return "".join(run["text"] + (" " if run["breaks"] else "") for run in runs)


def cell_text(cell: str | dict[str, Any]) -> str:
    """Return the text of a table's cell, without how its letters are set."""
    return cell if isinstance(cell, str) else str(cell["text"])


def _table(rows: list[list[Any]]) -> Block:
    """Return a table: its first row heads the columns and the first column the rows, as in all of
    ours.
    """
    head, *body = rows
    columns = []
    for place, label in enumerate(head[1:], start=1):
        of_text = any(has_letters(cell_text(row[place])) for row in body)
        marks = {"marked": False, "extra": False}
        columns.append({"label": cell_text(label), "unit": "", "text": of_text, **marks})
    table_rows = [
        {"header": row[0], "cells": row[1:], "marked": False, "total": False} for row in body
    ]
    return {
        "kind": "table",
        "id": "",
        "caption": "",
        "corner": cell_text(head[0]),
        "note": "",
        "wide": len(columns) > 5,
        "columns": columns,
        "rows": table_rows,
    }


def has_letters(text: str) -> bool:
    """Return whether a text has letters, and is not only a number."""
    return any(letter.isalpha() for letter in text)


_READ: dict[str, Callable[[Tag, _Writer, _Style], None]] = {
    **dict.fromkeys(("p", "div", "hr", "dd", "figure", "figcaption", "details"), _read_paragraph),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _read_heading),
    **dict.fromkeys(("strong", "b"), _read_strong),
    **dict.fromkeys(("em", "i"), _read_emphasis),
    **dict.fromkeys(("ul", "ol"), _read_list),
    **dict.fromkeys(("code", "kbd", "samp"), _read_inline_code),
    **dict.fromkeys(("del", "s"), _read_strike),
    "sup": _read_raised,
    "sub": _read_lowered,
    **dict.fromkeys(("dt", "summary"), _read_term),
    "formula": _read_formula,
    "a": _read_link,
    "br": _read_break,
    "img": _read_picture,
    "blockquote": _read_quote,
    "pre": _read_code,
    "table": _read_table,
}
"""How each tag is read. Of others the text is read, as if they were not there."""

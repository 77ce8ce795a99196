"""Makes the PDF of an executed notebook by Typst: PDF/A-2a for the archive, PDF/UA-1 for everybody.

The template `template/report.typ` knows how things look; here the notebook's data are brought into
the form it reads. The same notebook gives the same bytes: fonts come from packages, never from the
machine, and the document's date is that of its preparation, never the clock's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import Any

from nbformat import NotebookNode

from analyysi.agreement.report_parts import FRONT_ONLY, WHOLE, WITH_ANNEX
from analyysi.errors import ReportError, Sentence
from analyysi.report.blocks import OF_FOLDS
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import NotebookParts, parts_of
from analyysi.report.papers.pdf_file import Name, PdfFile, Reference
from analyysi.report.papers.typeset.paper_fonts import FALLBACK, SANS
from analyysi.report.papers.typeset.typesetting import TypesettingError, typeset
from analyysi.report.papers.unknown_signs import unknown_sign
from analyysi.report.tables import NOTHING


def export_pdf(notebook: NotebookNode, part: str = WITH_ANNEX) -> bytes:
    """Return the report of an executed notebook as a tagged PDF.

    Parameters
    ----------
    part
        What of it the PDF holds, as `RunParameters.part` says.

    Raises
    ------
    ReportError
        If a cell failed or was not run, the notebook shows no head or no results, a picture has no
        alt text, a text has a sign that no font of the paper has, or the PDF cannot be made as the
        standards want it.
    """
    parts = parts_of(notebook)
    document = _document(parts, part)
    template = (files("analyysi.report") / "template" / "report.typ").read_text(encoding="utf-8")
    try:
        pdf = typeset(
            template,
            {"report": json.dumps(document, ensure_ascii=False)},
            # An archive's form with the structure that assistive technology reads, and the standard
            # for that structure.
            pdf_standards=["a-2a", "ua-1"],
        )
    except TypesettingError as fault:
        cause = str(fault).strip().splitlines()[0]
        sentence = unknown_sign(cause, parts) or Sentence(
            "The PDF could not be made: {cause}.", cause=cause
        )
        raise ReportError(sentence) from fault
    return _with_row_headers(pdf, _headed_rows(document["blocks"]))


def _document(parts: NotebookParts, part: str) -> dict[str, Any]:
    """Return all that the template reads: the head, and the blocks of the report in order."""
    head, metadata = parts.head.data, parts.head.metadata
    sections = [shown for shown in parts.body if not isinstance(shown, AnalystText)]
    if not all(shown.data for shown in (parts.head, *sections)):
        raise ReportError(
            "The notebook was run by an older analyysi, which kept no data for the PDF: run it "
            "again."
        )
    alone = {"kind": "paragraph", "style": "note", "text": metadata["chrome"]["alone"]}
    blocks = [*head["blocks"], *([alone] if part == FRONT_ONLY else _annex(parts))]
    blocks = list(_of_part(blocks, part == WHOLE))
    return {
        "language": metadata["language"],
        "title": metadata["title"],
        "draft": metadata["draft"],
        "foot": metadata["chrome"]["foot"],
        **_about(metadata["prepared"]),
        "fonts": [SANS, FALLBACK],
        "kicker": head["kicker"],
        "heading": head["heading"],
        "key_figures": head["key_figures"],
        "lead": " ".join(head["background"]),
        "cautions_label": head["cautions_label"],
        "cautions": " ".join(head["cautions"]),
        "blocks": list(_prepared(blocks)),
    }


def _of_part(blocks: Iterable[dict[str, Any]], whole: bool) -> Iterator[dict[str, Any]]:
    """Yield the blocks without what is folded for specialists, or whole without the line on it."""
    for block in blocks:
        left_out = block.get("style") == OF_FOLDS if whole else block.get("for_specialists")
        if left_out:
            continue
        if block["kind"] == "folded":
            yield {**block, "blocks": list(_of_part(block["blocks"], whole))}
        else:
            yield block


def _annex(parts: NotebookParts) -> list[dict[str, Any]]:
    """Return the blocks below the front page, which has no part in their list of contents."""
    head = parts.head.data
    blocks = [
        {"kind": "annex-start", "text": head["annex_words"]},
        {"kind": "contents", "label": parts.head.metadata["chrome"]["contents"]},
        *head["opening"],
    ]
    for shown in parts.body:
        if isinstance(shown, AnalystText):
            blocks += shown.blocks()
            continue
        if "heading" in shown.data:
            heading, label = shown.data["heading"], shown.metadata["label"]
            blocks.append({"kind": "heading", "level": 2, "text": heading, "label": label})
        blocks += shown.data["blocks"]
    return blocks


def _about(prepared: dict[str, str]) -> dict[str, Any]:
    """Return what the file says of itself: who made it, its day and its status.

    The archive's form wants a day, so a paper whose figures were never retrieved has the year's
    first.

    >>> _about({"by": "", "status": "draft", "description": "draft", "file_day": "2027-01-01"})
    {'authors': [], 'keywords': ['draft'], 'about': 'draft', \
'date': {'year': 2027, 'month': 1, 'day': 1}}
    """
    day = date.fromisoformat(prepared["file_day"])
    return {
        "authors": [prepared["by"]] if prepared["by"] else [],
        "keywords": [prepared["status"]],
        "about": prepared["description"],
        "date": {"year": day.year, "month": day.month, "day": day.day},
    }


class _Levels:
    """Gives each heading a level that skips none, below the heading that it stands under.

    Parameters
    ----------
    above
        The level of the heading that all of them stand under.
    """

    def __init__(self, above: int = 1) -> None:
        self._lowest = self._above = self._last = above

    def heading(self, level: int) -> int:
        """Return the level of a heading that the following blocks stand under."""
        level = max(level, self._lowest + 1) if self._lowest > 1 else level
        self._above = self._last = min(level, self._last + 1)
        return self._above

    def small(self) -> int:
        """Return the level of a heading that only the next block stands under."""
        self._last = min(self._above + 1, 4)
        return self._last


def _prepared(  # noqa: C901 - one case for each kind of block
    blocks: Iterable[dict[str, Any]], levels: _Levels | None = None
) -> Iterator[dict[str, Any]]:
    """Return blocks as the template reads them: one after another, with each heading as a block of
    its own.
    """
    levels = levels if levels is not None else _Levels()
    for block in blocks:
        match block["kind"]:
            case "heading":
                label, level = block.get("label", block["text"]), levels.heading(block["level"])
                yield {**block, "label": label, "small": False, "level": level}
            case "bullets" if block["heading"]:
                yield _heading(block["heading"], levels.heading(3))
                yield block
            case "sidebyside":
                yield {**block, "level": levels.heading(2)}
            case "facts" if block["heading"]:
                yield _heading(block["heading"], levels.small(), small=True)
                yield block
            case "folded":
                level = levels.small()
                yield _heading(block["summary"], level, small=True)
                yield from _prepared(block["blocks"], _Levels(above=level))
            case "picture":
                yield _picture(block)
            case "table" if not block["corner"]:
                yield {**block, "corner": NOTHING}  # an empty cell can head no column
            case "own-list":
                items = [list(_prepared(entry, levels)) for entry in block["items"]]
                yield {**block, "items": items}
            case "own-quote":
                yield {**block, "blocks": list(_prepared(block["blocks"], levels))}
            case _:
                yield block


def _heading(text: str, level: int, small: bool = False) -> dict[str, Any]:
    return {"kind": "heading", "level": level, "text": text, "label": text, "small": small}


def _picture(block: dict[str, Any]) -> dict[str, Any]:
    if not block["alt"].strip():
        raise ReportError(
            "Figure {figure} has no alt text: a reader who cannot see it would learn nothing.",
            figure=block["id"],
        )
    (width,) = re.findall(r"^<svg[^>]*? width='([\d.]+)pt'", block["svg"])
    # On the page the reader's own fonts are used; on paper those of the paper.
    svg = re.sub(r"font-family:[^;}]*", f"font-family:'{SANS}','{FALLBACK}'", block["svg"])
    return {**block, "svg": svg, "width": float(width)}


def _headed_rows(blocks: Iterable[dict[str, Any]]) -> int:
    """Count the rows with a header in tables, those within lists and quotes included."""
    count = 0
    for block in blocks:
        match block["kind"]:
            case "table" if _rows_have_headers(len(block["rows"]), len(block["columns"])):
                count += len(block["rows"])
            case "own-list":
                count += sum(map(_headed_rows, block["items"]))
            case "own-quote":
                count += _headed_rows(block["blocks"])
    return count


def _rows_have_headers(rows: int, columns: int) -> bool:
    """Return whether a table's rows need headers of their own: not where headers would outnumber
    what they head.

    Such tables (a name and a description, a row or two) are read from left to right, and checkers
    take so many headers for a head that fell into pieces.
    """
    return 1 + columns + rows <= rows * columns


def _with_row_headers(pdf: bytes, rows: int) -> bytes:
    """Make the first cell of each of so many table rows the row's header, to which its other cells
    refer.

    Typst can mark such cells only behind a switch that its Python library does not offer. So the
    structure is amended in the file: TD becomes TH with the scope of a row and a name, and the
    row's cells name it beside their column's.
    """
    if not rows:
        return pdf
    document = PdfFile(pdf)
    headers = [
        header for body in _elements(document, "/TBody") for header in _heads(document, body)
    ]
    if len(headers) != rows:
        raise ReportError(
            "The tables of the PDF have {headers} rows to head, those of the report {rows}.",
            headers=len(headers),
            rows=rows,
        )
    structure = document.resolved(document.catalog["/StructTreeRoot"])
    tree = document.resolved(structure["/IDTree"])
    names = document.resolved(tree["/Names"])
    known = {names[place]: names[place + 1] for place in range(0, len(names), 2)}
    known |= {_row_name(header): header for header in headers}
    # A tree of names is sorted by name.
    tree["/Names"] = [part for name in sorted(known) for part in (name, known[name])]
    return document.written()


def _row_name(header: Reference) -> bytes:
    return b"R%d" % header.number


def _elements(document: PdfFile, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the structure elements of a kind, in the order of their object numbers."""
    for element in document.objects.values():
        if isinstance(element, dict) and element.get("/S") == kind:
            yield element


def _heads(document: PdfFile, body: dict[str, Any]) -> Iterator[Reference]:
    """Make the first cell of each row of a table's body a header, where rows need one, and yield
    these cells.
    """
    rows = [document.resolved(row)["/K"] for row in _listed(body["/K"])]
    if not rows or not _rows_have_headers(len(rows), len(rows[0]) - 1):
        return
    for header, *cells in rows:
        entries = document.resolved(header)
        entries["/S"] = Name("/TH")
        entries["/ID"] = _row_name(header)
        _table_attributes(entries)["/Scope"] = Name("/Row")
        for cell in cells:
            attributes = _table_attributes(document.resolved(cell))
            attributes["/Headers"].append(_row_name(header))
        yield header


def _table_attributes(cell: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a cell whose owner is its table."""
    return next(owned for owned in _listed(cell["/A"]) if owned["/O"] == "/Table")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

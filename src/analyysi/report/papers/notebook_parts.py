"""What an executed notebook shows to a reader: the page and the PDF are made from it.

Only what analyysi made for readers is taken, and an analyst's own Markdown cells. Other outputs (a
data frame, a plot without an alt text) stay in the notebook, since nothing vouches that everybody
can read them. A notebook that failed or was not run has no parts at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from analyysi.errors import ReportError
from analyysi.report.html import DATA, METADATA
from analyysi.report.notebook_style import in_page
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.asked_and_computed import (
    asked_of,
    check_asked,
    check_own_words,
    check_version,
)

HIDDEN_TAG = "muistiinpano"
"""The tag of Markdown cells that speak to the analyst, not to the reader of the report."""


_LONG_LINE = 60


@dataclass(frozen=True)
class NotebookPart:
    """One part of the report as the notebook shows it: as HTML, and its blocks as data.

    `metadata` is the head's (title, language, draft, words of the frame) or a section's (anchor,
    label); what an analyst shows without a heading has none.
    """

    html: str
    data: dict[str, Any]
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NotebookParts:
    """The head, what follows it in the notebook's order, and the record in the results."""

    head: NotebookPart
    body: tuple[NotebookPart | AnalystText, ...]
    record: dict[str, Any]


def parts_of(notebook: NotebookNode) -> NotebookParts:
    """Take the report's parts out of an executed notebook, in order.

    Raises
    ------
    AnalyysiError
        If a cell failed or was not run, the notebook shows no head or no results, did not compute
        what its parameters ask for, or has words of the analyst's own that belong to another
        report.
    """
    head: NotebookPart | None = None
    body: list[NotebookPart | AnalystText] = []
    record: dict[str, Any] | None = None
    own_cells: dict[int, str] = {}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown" and HIDDEN_TAG not in cell.metadata.get("tags", []):
            body.append(AnalystText(cell.source))
            own_cells[number] = _beginning(cell.source)
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        _refuse_unfinished(cell, number)
        for ours, data_by_type in _our_outputs(cell):
            html = in_page("".join(data_by_type["text/html"]))  # text, or a list of lines
            shown = NotebookPart(html, data_by_type.get(DATA, {}), dict(ours))
            if ours["role"] == "head":
                head = shown
            elif ours["role"] in ("section", "own"):
                body.append(shown)
                if _is_own(ours):
                    own_cells[number] = _beginning(cell.source)
            elif ours["role"] == "results":
                record = dict(data_by_type.get("application/json", {}))
    if head is None or record is None:
        lacking = "its head (page.head())" if head is None else "its results (page.results())"
        raise ReportError(
            f"The notebook does not show {lacking}: run it from top to bottom, with that cell in "
            "it."
        )
    check_version(notebook.metadata, "The notebook")
    check_asked(asked_of(notebook.cells), record)
    check_own_words(notebook.cells, own_cells, record)
    return NotebookParts(head, tuple(body), record)


def _our_outputs(cell: NotebookNode) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield what a cell shows of ours: what its metadata says of it, and its content by type."""
    for output in cell.outputs:
        ours = output.get("metadata", {}).get(METADATA)
        if ours is not None:
            yield ours, output["data"]


def _is_own(metadata: dict[str, Any]) -> bool:
    """Return whether a part was made by the analyst, not by the program."""
    return metadata["role"] == "own" or str(metadata.get("anchor", "")).startswith("own-")


def _beginning(source: str) -> str:
    """Return the first line of a cell, shortened, to name it by."""
    line = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return line if len(line) <= _LONG_LINE else f"{line[:_LONG_LINE]}…"


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

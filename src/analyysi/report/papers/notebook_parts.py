"""What an executed notebook shows to a reader: the page and the papers are made from it.

What analyysi made for readers is taken, and an analyst's own Markdown cells. Whatever else a cell
leaves is either kept in the notebook on purpose, by the tag of a note, or stops the report with a
sentence (`output_kinds`). A notebook that failed or was not run has no parts at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from nbformat import NotebookNode

from analyysi.errors import ReportError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.report.html import DATA, METADATA
from analyysi.report.notebook_style import in_page
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.asked_and_computed import (
    asked_of,
    check_asked,
    check_cells,
    check_own_words,
    check_version,
)
from analyysi.report.papers.output_kinds import (
    NOTE_TAG,
    OLD_NOTE_TAG,
    SKIPPED_TAG,
    cell_place,
    first_line,
    refusal,
)
from analyysi.report.papers.own_markdown import local_file, local_pictures
from analyysi.report.pictures.embedded import read_picture

_ONLY_ONE = {
    "head": (Sentence("head"), Sentence("heads"), "report.front()"),
    "results": (Sentence("results"), Sentence("results"), "report.results()"),
}
"""What a report has once, and by which call."""


@dataclass(frozen=True)
class NotebookPart:
    """One part of the report as the notebook shows it: as HTML, and its blocks as data.

    `metadata` is the head's (title, language, draft, words of the frame) or a section's (anchor,
    label); what an analyst shows without a heading has none. `place` names the cell that shows it,
    for messages.
    """

    html: str
    data: dict[str, Any]
    metadata: dict[str, Any] = field(default_factory=dict)
    place: str = ""

    @property
    def is_own(self) -> bool:
        """Whether an analyst made it by section, figure or table, and not the program."""
        return self.metadata["role"] == "own" or "own" in self.metadata


@dataclass(frozen=True)
class NotebookParts:
    """The head, what follows it in the notebook's order, and the record in the results."""

    head: NotebookPart
    body: tuple[NotebookPart | AnalystText, ...]
    record: dict[str, Any]


def parts_of(notebook: NotebookNode, folder: Path | None = None) -> NotebookParts:
    """Take the report's parts out of an executed notebook, in order.

    Parameters
    ----------
    folder
        Where the notebook's local pictures are looked for, if they are not yet within it.

    Raises
    ------
    AnalyysiError
        If a cell failed or was not run, or leaves an output that is neither of the report nor
        kept as a note; if the notebook shows no head or no results, or two of them, did not
        compute what its parameters ask for, or has words of the analyst's own that belong to
        another report.
    """
    once: dict[str, NotebookPart] = {}
    cells_of: dict[str, int] = {}
    own_cells: dict[int, str] = {}
    sections: dict[str, int] = {}
    body: list[NotebookPart | AnalystText] = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source.strip():
            _refuse_unfinished(cell, number)
        if _is_note(cell, number):
            continue
        _refuse_raw(cell, number)
        if cell.cell_type == "markdown":
            body.append(AnalystText(cell.source, cell.get("attachments", {}), number, folder))
            own_cells[number] = first_line(cell.source)
        for shown in _shown_by(cell, number):
            role = shown.metadata["role"]
            if role in _ONLY_ONE:
                _refuse_second(role, cells_of, number)
                once[role] = shown
            elif role in ("section", "own"):
                _refuse_repeated(shown, sections, number)
                body.append(shown)
                if shown.is_own:
                    own_cells[number] = first_line(cell.source)
    _refuse_lacking(once)
    record = once["results"].data
    check_version(notebook.metadata, "The notebook")
    check_asked(asked_of(notebook.cells), record)
    check_cells(notebook.cells, record)
    check_own_words(notebook.cells, own_cells, record)
    _refuse_parts_of_others([once["head"], *body], record)
    return NotebookParts(once["head"], tuple(body), record)


def embed_pictures(notebook: NotebookNode, folder: Path) -> None:
    """Put the pictures that its texts name as files into the notebook, as if they were pasted.

    An executed notebook is kept with the report, away from the files beside its source. A picture
    that is not there is left to the papers to name.

    Raises
    ------
    ReportError
        Naming the cell, if a file is no picture, or lies outside the project: neither its bytes
        nor anything of them come into the notebook.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "markdown" or NOTE_TAG in cell.metadata.get("tags", []):
            continue
        for address in local_pictures(cell.source):
            try:
                _embed_picture(cell, unquote(address), folder)
            except ReportError as fault:
                raise ReportError(
                    "{cell}: {fault}", cell=cell_place(number, cell.source), fault=fault
                ) from fault


def _embed_picture(cell: NotebookNode, name: str, folder: Path) -> None:
    """Put one picture into its cell, unless it is there or its file is missing."""
    path = None if name in cell.get("attachments", {}) else local_file(folder, name)
    if path is not None:
        picture = read_picture(read_file(path), name)
        content = b64encode(picture.content).decode("ascii")
        cell.setdefault("attachments", {})[name] = {picture.media_type: content}


def _is_note(cell: NotebookNode, number: int) -> bool:
    """Return whether a cell stays in the notebook.

    Raises
    ------
    ReportError
        If it has the tag that notes had before: it would reach the report unless somebody changes
        it.
    """
    tags = cell.metadata.get("tags", [])
    if OLD_NOTE_TAG in tags:
        raise ReportError(
            "{cell} has the tag {old_tag}, which is now called "
            "{tag}: give it that tag, and it stays in the notebook only.",
            cell=cell_place(number, cell.source),
            old_tag=OLD_NOTE_TAG,
            tag=NOTE_TAG,
        )
    return NOTE_TAG in tags


def _shown_by(cell: NotebookNode, number: int) -> list[NotebookPart]:
    """Return the parts of the report that a cell shows; any output of others stops it."""
    if cell.cell_type != "code":
        return []
    parts, others = [], []
    for output in cell.outputs:
        ours = output.get("metadata", {}).get(METADATA)
        if ours is None:
            others.append(output)
            continue
        contents = output["data"]
        html = in_page("".join(contents["text/html"]))  # text, or a list of lines
        carried = "application/json" if ours["role"] == "results" else DATA
        data, place = dict(contents.get(carried, {})), cell_place(number, cell.source)
        parts.append(NotebookPart(html, data, dict(ours), place))
    sentence = refusal(number, cell.source, others)
    if sentence:
        raise ReportError(sentence)
    return parts


def _refuse_lacking(once: dict[str, NotebookPart]) -> None:
    for role, (name, _, call) in _ONLY_ONE.items():
        if role not in once:
            raise ReportError(
                "The notebook does not show its {name} ({call}): run it from top to "
                "bottom, with that cell in it.",
                name=name,
                call=call,
            )


def _refuse_second(role: str, cells_of: dict[str, int], number: int) -> None:
    if role in cells_of:
        _, names, call = _ONLY_ONE[role]
        raise ReportError(
            "Cells {first} and {second} of the notebook both show {names} "
            "({call}), and a report has one: remove one of the cells, or tag it "
            "{tag}.",
            first=cells_of[role],
            second=number,
            names=names,
            call=call,
            tag=NOTE_TAG,
        )
    cells_of[role] = number


def _refuse_repeated(shown: NotebookPart, sections: dict[str, int], number: int) -> None:
    """Refuse a section that another cell shows too: its address in the page would be ambiguous."""
    anchor = shown.metadata.get("anchor", "")
    if anchor in sections:
        raise ReportError(
            "Cells {first} and {second} of the notebook both show the section "
            "'{section}': remove one of the cells, or tag it {tag}.",
            first=sections[anchor],
            second=number,
            section=shown.metadata["label"],
            tag=NOTE_TAG,
        )
    if anchor:
        sections[anchor] = number


def _refuse_parts_of_others(
    parts: Sequence[NotebookPart | AnalystText], record: dict[str, Any]
) -> None:
    """Refuse parts that were made by another report than the one whose results are shown."""
    for shown in parts:
        if isinstance(shown, AnalystText):
            continue
        if shown.metadata.get("of") not in (None, record.get("of")):
            label = shown.metadata.get("label") or shown.metadata.get("title", "")
            raise ReportError(
                "The part '{part}' of the notebook is of another report than its "
                "results: of another year, language, seat, trial or comparison. Show it "
                "with the report that shows the results, or tag its cell {tag}.",
                part=label,
                tag=NOTE_TAG,
            )


def _refuse_raw(cell: NotebookNode, number: int) -> None:
    if cell.cell_type == "raw" and cell.source.strip():
        raise ReportError(
            "{cell} is a raw cell, which no paper shows: make it a Markdown cell, or tag it {tag}.",
            cell=cell_place(number, cell.source),
            tag=NOTE_TAG,
        )


def _refuse_unfinished(cell: NotebookNode, number: int) -> None:
    for output in cell.outputs:
        if output.output_type == "error":
            raise ReportError(
                "Cell {number} of the notebook failed with {kind}: {fault}",
                number=number,
                kind=output.ename,
                fault=output.evalue,
            )
    is_skipped = {NOTE_TAG, SKIPPED_TAG} <= {*cell.metadata.get("tags", [])}
    if cell.execution_count is None and not is_skipped:
        raise ReportError(
            "Cell {number} of the notebook has not been run: run it from top to bottom first.",
            number=number,
        )

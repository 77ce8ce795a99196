"""Executed notebook in, finished page out: our nbconvert exporter and its template.

Only what analyysi made for readers reaches the page, and an analyst's own Markdown cells. Other outputs
(a data frame, a plot without an alt text) stay in the notebook, since nothing vouches that everybody can
read them. A notebook that failed or was not run gives no page at all.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets import default

from analyysi.errors import ReportError
from analyysi.report import explorer
from analyysi.report.html import METADATA

HIDDEN_TAG = "ohje"
"""The tag of Markdown cells that speak to the analyst, not to the reader of the report."""


class ReportExporter(HTMLExporter):
    """Makes the board's page: ``jupyter nbconvert --to analyysi executed.ipynb``."""

    export_from_notebook = "analyysi report"

    @default("template_paths")
    def _template_paths(self, prune: bool = True, root_dirs: Any = None) -> list[str]:
        # The package's own template folder and no other: an installed theme cannot change the page.
        return [str(files("analyysi.report") / "template")]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make the page of an executed notebook.

        Raises
        ------
        ReportError
            If a cell failed or was not run, or the notebook shows no head or no results.
        """
        page = collect(nb)
        resources = dict(resources or {})
        resources["page"] = page
        html, resources = super().from_notebook_node(nb, resources, **options)
        return html, resources


def export_html(notebook: NotebookNode) -> str:
    """Return the report of an executed notebook as one HTML file's text; `ReportError` if it is not fit for one."""
    html, _ = ReportExporter().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    return str(html)


def collect(notebook: NotebookNode) -> dict[str, Any]:
    """Take the page's parts out of an executed notebook, in order.

    Returns
    -------
    `head` (HTML), `metadata` of the head (title, language, draft, words of the frame), `sections` (anchor and
    label of each, for the contents list), `body` (sections and the analyst's own texts), `css`, `script` (empty if
    the page has no explorer) and `policy`, the content security policy that allows just these two.
    """
    head: tuple[str, dict[str, Any]] | None = None
    body: list[dict[str, str]] = []
    has_results = False
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown" and HIDDEN_TAG not in cell.metadata.get("tags", []):
            body.append({"markdown": cell.source})
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        _refuse_unfinished(cell, number)
        for output in cell.outputs:
            ours = output.get("metadata", {}).get(METADATA)
            if ours is None:
                continue
            html = _text(output["data"]["text/html"])
            if ours["role"] == "head":
                head = (html, dict(ours))
            elif ours["role"] == "section":
                body.append({"html": html, "anchor": ours["anchor"], "label": ours["label"]})
            elif ours["role"] == "results":
                has_results = True
    if head is None or not has_results:
        lacking = "its head (page.head())" if head is None else "its results (page.results())"
        raise ReportError(f"The notebook shows no {lacking}: run it from top to bottom, with that cell in it.")
    style = _style(head[1])
    script = explorer.script() if head[1].get("explorer") else ""
    return {
        "head": head[0],
        "metadata": head[1],
        "sections": [part for part in body if "anchor" in part],
        "body": body,
        "css": style,
        "script": script,
        "policy": _policy(style, script),
    }


def _style(metadata: dict[str, Any]) -> str:
    """Return the style sheet of the page: ours, and its foot and draft mark for paper, where pages have margins."""
    names = ["report.css", *(["explorer.css"] if metadata.get("explorer") else [])]
    sheets = [(files("analyysi.report") / "template" / name).read_text(encoding="utf-8") for name in names]
    draft, foot = metadata["draft"], metadata["chrome"]["foot"]
    foot = _in_css(f"{draft} · {foot}" if draft else foot)
    sheets.append(f'@page {{ @bottom-left {{ content: "{foot}"; }} }}\n')
    if draft:
        sheets.append(f'@page {{ @top-right {{ content: "{_in_css(draft)}"; }} }}\n')
    return "\n" + "".join(sheets)


def _in_css(text: str) -> str:
    """Write a text as it may stand between the quotes of CSS within a style element."""
    return "".join(letter if letter.isalnum() or letter in " .,:·-" else f"\\{ord(letter):x} " for letter in text)


def _policy(style: str, script: str) -> str:
    """Allow the page's own style and script by their hashes, pictures within it, and nothing else."""
    allowed = [
        "default-src 'none'",
        "img-src data:",
        f"style-src {_hash(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*allowed, *([f"script-src {_hash(script)}"] if script else [])])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _refuse_unfinished(cell: NotebookNode, number: int) -> None:
    for output in cell.outputs:
        if output.output_type == "error":
            raise ReportError(f"Cell {number} of the notebook failed with {output.ename}: {output.evalue}")
    if cell.execution_count is None:
        raise ReportError(f"Cell {number} of the notebook has not been run: run it from top to bottom first.")


def _text(content: str | list[str]) -> str:
    return content if isinstance(content, str) else "".join(content)

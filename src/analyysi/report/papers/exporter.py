"""Makes the page of an executed notebook: our nbconvert exporter and its template.

What of a notebook reaches the page is decided in `notebook_parts`, for the page and the papers
alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment
from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from traitlets import Enum, default

from analyysi.agreement.report_parts import FRONT_ONLY, WITH_ANNEX, Part
from analyysi.report.html import policy_hash
from analyysi.report.papers.analyst_text import AnalystText
from analyysi.report.papers.notebook_parts import NotebookPart, parts_of
from analyysi.report.sections.section import ANNEX_START

_INTO_ANNEX = re.compile(r'<a href="#([^"]*)">(.*?)</a>')
"""A link from the front page into its annex."""


class ReportExporter(TemplateExporter):
    """Makes the board's page: ``jupyter nbconvert --to analyysi executed.ipynb`` (``--execute``
    runs it first).

    nbconvert's own `HTMLExporter` would parse the finished page and write it again, to look for
    pictures without an alt text: none of ours is without one (`own_markdown` refuses it).
    """

    export_from_notebook = "analyysi report"
    output_mimetype = "text/html"
    part = Enum(
        get_args(Part),
        WITH_ANNEX,
        help="What of the report the page holds, as RunParameters.part says.",
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

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
            If a cell failed or was not run, leaves an output that is neither of the report nor
            kept as a note, or the notebook does not show one head and one record of results.
        """
        with self._executed(nb, dict(resources or {})) as (executed, resources):
            folder = resources.get("metadata", {}).get("path")
            place = Path(folder) if folder else None
            resources["page"] = collect(executed, place, resources.get("part", self.part))
            # The template shows the page and nothing else: nbconvert need not copy and prepare
            # every cell.
            empty = NotebookNode(executed, cells=[])  # type: ignore[no-untyped-call]
            html, resources = super().from_notebook_node(empty, resources, **options)
            return html, resources

    @contextmanager
    def _executed(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> Iterator[tuple[NotebookNode, dict[str, Any]]]:
        """Run the cells if ``--execute`` asks for it: nbconvert would only do so when the page is
        there.
        """
        executors = [
            preprocessor
            for preprocessor in self._preprocessors
            if isinstance(preprocessor, ExecutePreprocessor) and preprocessor.enabled
        ]
        for executor in executors:
            nb, resources = executor(deepcopy(nb), resources)
            executor.enabled = False
        try:
            yield nb, resources
        finally:
            for executor in executors:
                executor.enabled = True


def export_html(notebook: NotebookNode, part: str = WITH_ANNEX) -> str:
    """Return the report of an executed notebook as the text of one HTML file.

    Parameters
    ----------
    part
        What of it the page holds, as `RunParameters.part` says.

    Raises
    ------
    ReportError
        As `ReportExporter.from_notebook_node`.
    """
    html, _ = exporter().from_notebook_node(notebook, {"part": part})
    return str(html)


@cache
def exporter() -> ReportExporter:
    """Return the one exporter of this process, its template ready: it keeps nothing of a page."""
    made = ReportExporter()  # type: ignore[no-untyped-call]
    made.template  # noqa: B018 - compiled on first use
    return made


def collect(
    notebook: NotebookNode, folder: Path | None = None, part: str = WITH_ANNEX
) -> dict[str, Any]:
    """Take the page's parts out of an executed notebook, in order.

    Parameters
    ----------
    folder
        Where local pictures are that are not yet within the notebook.
    part
        What of it the page holds, as `RunParameters.part` says.

    Returns
    -------
    `part` as given, `front`, `line` and `opening` (HTML of the front page, of the line below which
    the annex begins, and of what opens it), `metadata` of the head (title, language, draft, words
    of the frame),
    `sections` (anchor and label of each, for the contents list), `body` (sections and the analyst's
    own texts), `css`, `script` (empty if the page has nothing to try or to copy) and
    `policy`, the content security policy that allows just these two.
    """
    parts = parts_of(notebook, folder)
    metadata = parts.head.metadata
    body = [_in_body(shown) for shown in parts.body]
    front_only = part == FRONT_ONLY
    style = _style(metadata, front_only)
    front, _, opening = parts.head.html.partition(ANNEX_START)
    anchors = {shown["anchor"] for shown in body if "anchor" in shown}
    front = _linked(front, set() if front_only else anchors)
    line, end, opening = opening.partition("</p>")
    script = "" if front_only else _script(metadata)
    return {
        "part": part,
        "front": front,
        "line": f"{ANNEX_START}{line}{end}",
        "opening": opening,
        "metadata": metadata,
        "sections": [shown for shown in body if "anchor" in shown],
        "body": body,
        "css": style,
        "script": script,
        "policy": _policy(style, script),
    }


def _linked(front: str, anchors: Set[str]) -> str:
    """Keep the links of the front page that lead to a section of this page."""
    return _INTO_ANNEX.sub(lambda link: link[0] if link[1] in anchors else link[2], front)


def _in_body(shown: NotebookPart | AnalystText) -> dict[str, str]:
    """Return what the template needs to show a section or an analyst's text."""
    if isinstance(shown, AnalystText):
        return {"text": shown.html()}
    return {"html": shown.html, **_address(shown.metadata)}


def _address(metadata: dict[str, Any]) -> dict[str, str]:
    """Return a section's anchor and label for the contents list; nothing of what has no heading."""
    return {name: metadata[name] for name in ("anchor", "label") if name in metadata}


def _style(metadata: dict[str, Any], front_only: bool) -> str:
    """Return the style sheet of the page: ours, and its foot and draft mark for paper, where pages
    have margins.
    """
    names = [
        "report.css",
        "dark.css",
        *(["explorer.css"] if metadata.get("explorer") and not front_only else []),
        *(["many_payers.css"] if metadata.get("many_payers") and not front_only else []),
    ]
    sheets = [_template_text(name) for name in names]
    draft, foot = metadata["draft"], metadata["chrome"]["foot"]
    foot = _in_css(f"{draft} · {foot}" if draft else foot)
    sheets.append(f'@page {{ @bottom-left {{ content: "{foot}"; }} }}\n')
    if draft:
        sheets.append(f'@page {{ @top-right {{ content: "{_in_css(draft)}"; }} }}\n')
    return "\n" + "".join(sheets)


def _script(metadata: dict[str, Any]) -> str:
    """Return the scripts that the page has use for, as one: the policy names it by its hash."""
    sums, many = bool(metadata.get("explorer_sums")), bool(metadata.get("many_payers"))
    scripts = [explorer_script(sums, many)] if metadata.get("explorer") else []
    if metadata.get("agenda"):
        scripts.append(_template_text("agenda_copy.js"))
    return "".join(scripts)


def _template_text(name: str) -> str:
    return (files("analyysi.report") / "template" / name).read_text(encoding="utf-8")


def explorer_script(sums: bool = False, many: bool = False) -> str:
    """Return the explorer's script, to stand between ``<script>`` and
    ``</script>`` just as it is.

    Parameters
    ----------
    sums
        Whether steps set sums apart first.
    many
        Whether there are so many payers that the script makes their rows. Lines that are for one
        case only stand in the file between lines that begin with ``//%``, so that a page has no
        line without a use.
    """
    lines = Environment(
        line_statement_prefix="//%",
        keep_trailing_newline=True,
        autoescape=False,
    )
    return lines.from_string(_template_text("explorer.js")).render(sums=sums, many=many)


def _in_css(text: str) -> str:
    """Write a text as it may stand between the quotes of CSS within a style element."""
    return "".join(
        letter if letter.isalnum() or letter in " .,:·-" else f"\\{ord(letter):x} "
        for letter in text
    )


def _policy(style: str, script: str) -> str:
    """Allow the page's own style and script by their hashes, pictures within
    it, and nothing else.
    """
    allowed = [
        "default-src 'none'",
        "img-src data:",
        f"style-src {policy_hash(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*allowed, *([f"script-src {policy_hash(script)}"] if script else [])])

"""A notebook as papermill leaves it, made straight from a page's parts: what the exporters get,
without a kernel.
"""

import re
from collections.abc import Collection
from html import unescape

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analyysi.report.html import Fragment
from analyysi.report.page import Page
from support.places import ROOT

_NOTEBOOK = ROOT / "notebooks" / "kustannustenjako.ipynb"
_SHOWN = [
    call
    for cell in nbformat.read(_NOTEBOOK, as_version=4).cells
    if cell.cell_type == "code"
    for call in re.findall(r"^report\.(\w+)\(\)", cell.source, flags=re.MULTILINE)
]
CALLS = ("head", *(call for call in _SHOWN if call != "front"))
"""The page's methods in the order of the page, as the project's notebook calls them; what it calls
the front, at its end, is the page's head.
"""


def notebook_of(page: Page, only: Collection[str] | None = None) -> NotebookNode:
    """Return the executed notebook of a page; `only` names the methods whose cells it has."""
    cells = []
    for count, call in enumerate((name for name in CALLS if only is None or name in only), start=1):
        contents, metadata = getattr(page, call)()._repr_mimebundle_()
        output = new_output(
            "execute_result", data=contents, metadata=metadata, execution_count=count
        )
        cells.append(new_code_cell(f"page.{call}()", execution_count=count, outputs=[output]))
    return new_notebook(cells=cells)


def fragments(page: Page, only: Collection[str] = CALLS) -> dict[str, Fragment]:
    return {name: getattr(page, name)() for name in CALLS if name in only}


def page_text(page: Page, only: Collection[str] = CALLS) -> str:
    """Return the words of a page without its markup, as a reader sees them; `only` names the
    sections that are looked at.
    """
    html = re.sub(
        r"<script.*?</script>",
        " ",
        " ".join(fragment.html for fragment in fragments(page, only).values()),
        flags=re.DOTALL,
    )
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def with_fragments(page: Page, *shown: Fragment) -> NotebookNode:
    """Return the page's head and results with cells between them that show an analyst's own."""
    bundles = [fragment._repr_mimebundle_() for fragment in shown]
    notebook = notebook_of(page, only=("head", "results"))
    for data, metadata in bundles:
        output = new_output("execute_result", data=data, metadata=metadata, execution_count=1)
        cell = new_code_cell("page.section(...)", execution_count=1, outputs=[output])
        notebook.cells.insert(-1, cell)
    return notebook

"""A notebook as papermill leaves it, made straight from a page's parts: what the exporters get, without a kernel."""

from collections.abc import Collection

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analyysi.report.page import Page

CALLS = (
    "head",
    "resolution",
    "methods",
    "differences",
    "reasons",
    "leaving",
    "movement",
    "published",
    "history",
    "next_year",
    "annex",
    "results",
)
"""The page's methods in the order of the project's notebook."""


def notebook_of(page: Page, only: Collection[str] | None = None) -> NotebookNode:
    """Return the executed notebook of a page; `only` names the methods whose cells it has."""
    cells = []
    for count, call in enumerate((name for name in CALLS if only is None or name in only), start=1):
        data, metadata = getattr(page, call)()._repr_mimebundle_()
        output = new_output("execute_result", data=data, metadata=metadata, execution_count=count)
        cells.append(new_code_cell(f"page.{call}()", execution_count=count, outputs=[output]))
    return new_notebook(cells=cells)

"""The project's report notebook without its pictures and middle sections, for runs whose report is
not the point: a third of the time.
"""

import nbformat

from analyysi.project import Project

KEPT = (
    "analyysi.load(",
    "comparison = case.compare()",
    "report = comparison.report(",
    "report.results()",
    "report.front()",
)
"""What stands in the code cells that stay, besides that of the parameters."""


def with_short_notebook(project: Project) -> Project:
    """Cut the report notebook of a copy of the project to the cells that no report can lack."""
    path = project.notebooks / "kustannustenjako.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code"
        and (
            "parameters" in cell.metadata.get("tags", [])
            or any(words in cell.source for words in KEPT)
        )
    ]
    assert len(notebook.cells) == len(KEPT) + 1
    nbformat.write(notebook, path)
    return project

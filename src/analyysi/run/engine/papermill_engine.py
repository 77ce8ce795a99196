"""Papermill's engine of this project: the cells of a notebook are run in a process that runs no
other notebook.

    papermill --engine analyysi notebooks/kustannustenjako.ipynb out.ipynb -p year 2027

Papermill reads, parametrises and writes the notebook as always, and nbclient makes outputs of what
the cells show. Only the way to the cells is another: a process over a pipe, or this very process
where it is fresh, instead of a kernel over ZeroMQ, which costs a second of every report
(docs/performance.md).
"""

from __future__ import annotations

import platform
from contextlib import nullcontext
from typing import Any, Protocol

from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

from analyysi.run.engine.process import FreshProcess

NAME = "analyysi"
"""The engine's name among papermill's."""

_SAME_AS_IPYKERNEL = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


class Cells(Protocol):
    """Where cells are run: a `FreshProcess`, or a `CellShell` in a process that is fresh itself."""

    def run(self, source: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Run one cell and return its messages and the content of the reply."""
        ...


class CellProgress(Protocol):
    """Who is informed of the cells of a notebook."""

    def begin(self, what: object, total: int | None = None) -> None:
        """Report that work on something has begun, of so many steps."""

    def advance(self, what: object = "") -> None:
        """Report that one step is done."""


class SingleUseEngine(Engine):
    """Runs every notebook in a process that was started for it and ends with it."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        cells: Cells | None = None,
        progress: CellProgress | None = None,
        label: object = "",
        **options: Any,
    ) -> NotebookNode:
        """Run the cells of a notebook.

        Parameters
        ----------
        kernel_name
            Without effect: the cells run on this interpreter.
        cells
            Where to run them; nobody else may have used it. If None, a process is started.
        progress, label
            Who is informed of each cell, and what is said to be made.
        options
            `log_output`, `stdout_file` and `stderr_file` as papermill has them; time-outs are
            without effect.
        """
        known = {
            name: options[name]
            for name in ("log_output", "stdout_file", "stderr_file")
            if name in options
        }
        with FreshProcess() if cells is None else nullcontext(cells) as used:
            client = _Client(nb_man, used, progress, **known)
            if progress is not None:
                progress.begin(label, len(nb_man.nb.cells))
            client.papermill_execute_cells()  # type: ignore[no-untyped-call]
        nb_man.nb.metadata["language_info"] = {
            **_SAME_AS_IPYKERNEL,
            "version": platform.python_version(),
        }
        notebook: NotebookNode = nb_man.nb
        return notebook


class _Client(PapermillNotebookClient):
    """Papermill's client with another way to the cells; what becomes of the messages stays
    nbclient's matter.
    """

    def __init__(
        self, nb_man: Any, cells: Cells, progress: CellProgress | None, **options: Any
    ) -> None:
        super().__init__(nb_man, record_timing=False, **options)  # type: ignore[no-untyped-call]
        self._cells, self._progress = cells, progress
        self.reset_execution_trackers()

    def execute_cell(self, cell: NotebookNode, cell_index: int, **_: Any) -> NotebookNode:
        try:
            return self._executed(cell, cell_index)
        finally:
            if self._progress is not None:
                self._progress.advance()

    def _executed(self, cell: NotebookNode, cell_index: int) -> NotebookNode:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        messages, reply = self._cells.run(cell.source)
        self.code_cells_executed += 1
        cell.outputs = []
        self.clear_before_next_output = False
        for message in messages:
            self.process_message(message, cell, cell_index)  # type: ignore[no-untyped-call]
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

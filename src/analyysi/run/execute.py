"""Executes the notebook by papermill, and reads the results out of the executed one."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyysi import errors
from analyysi.agreement.parameters import INJECTED_TAG, RunParameters
from analyysi.errors import AnalyysiError, ReportError, Sentence, StorageError
from analyysi.file_system.disk_faults import told_in_words
from analyysi.file_system.files import write_file
from analyysi.project import Project
from analyysi.run.quick_imports import quick_imports

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analyysi.run.engine.papermill_engine import CellProgress, Cells

FAILED_NOTEBOOK, FAILED_LOG = "failed.ipynb", "failed.log"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def import_ahead() -> None:
    """Import what the cells of a notebook need here, while their process starts."""
    with quick_imports():
        import nbformat
        import papermill.execute  # noqa: F401

        # The first validation builds the validator; papermill's is strict, nbconvert's is not.
        for relaxed in (False, True):
            empty = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
            nbformat.validate(empty, relax_add_props=relaxed)


def execute_notebook(
    project: Project,
    parameters: RunParameters,
    source: Path,
    executed: Path,
    cells: Cells,
    progress: CellProgress | None,
) -> NotebookNode:
    """Run the notebook by papermill and return it executed.

    Parameters
    ----------
    source
        The notebook as committed.
    executed
        Where papermill is to write; a failed notebook is there too.
    cells
        Where its cells are run.
    progress
        Who is informed of the cells as they are run.

    Raises
    ------
    AnalyysiError
        The notebook's own fault, or `ReportError` naming the cell and the exception.
    """
    with quick_imports():
        from papermill.engines import papermill_engines
        from papermill.exceptions import PapermillExecutionError
        from papermill.execute import execute_notebook as papermill_execute

        from analyysi.run.engine.papermill_engine import NAME, SingleUseEngine

    # Papermill finds the engine by the entry point of the installed program; an archived copy may
    # run beside another.
    heard = _Heard(cells)
    papermill_engines.register(NAME, SingleUseEngine)  # type: ignore[no-untyped-call]
    logging.getLogger("papermill").addFilter(_about_project)
    try:
        notebook: NotebookNode = papermill_execute(  # type: ignore[no-untyped-call]
            # Papermill fills in what stands in braces, even in a path.
            str(source).replace("{", "{{").replace("}", "}}"),
            executed,
            parameters=parameters.for_notebook(str(project.root)),
            engine_name=NAME,
            kernel_name="python3",
            cwd=project.root,
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cells=heard,
            progress=progress,
            label=_label(parameters),
        )
    except PapermillExecutionError as error:
        write_log(executed, _COLOUR.sub("", str(error)))
        message = heard.sentence or error.evalue
        raise _cause(error.ename, message, error.exec_count) from error
    return notebook


def _label(parameters: RunParameters) -> Sentence:
    return Sentence(
        "Making the report {agreement} {year} ({language})",
        agreement=parameters.agreement,
        year=parameters.year,
        language=parameters.language,
    )


def _about_project(record: logging.LogRecord) -> bool:
    """Drop papermill's warning that the notebook does not declare `project`: an analyst's notebook
    need not, and `analyysi.load` takes it from the cell that papermill adds.
    """
    return record.getMessage() != "Passed unknown parameter: project"


class _Heard:
    """Runs cells, and keeps the sentence of the fault that stopped the last one, if it is one: the
    notebook keeps only its English.
    """

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self.sentence: Sentence | None = None

    def run(self, source: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        messages, reply = self._cells.run(source)
        self.sentence = reply.pop("sentence", None)
        return messages, reply


def _cause(name: str, message: str, cell: int | None) -> AnalyysiError:
    error_class = getattr(errors, name, None)
    if isinstance(error_class, type) and issubclass(error_class, AnalyysiError):
        return error_class(message)
    by_surroundings = told_in_words(name, message)
    if by_surroundings is not None:
        return StorageError(by_surroundings)
    if isinstance(message, Sentence):
        first_line: str = message
    else:
        first_line = message.splitlines()[0] if message else Sentence("no message")
    return ReportError(
        "The notebook stopped in cell {cell}: {error}: {message}.",
        cell=str(cell),
        error=name,
        message=first_line,
    )


def write_log(executed: Path, text: str) -> None:
    """Write why a notebook failed beside where it was to be."""
    with suppress(StorageError, FileExistsError):  # the fault itself is told all the same
        write_file(executed.with_name(FAILED_LOG), text.encode())


def portable_notebook(notebook: NotebookNode, project: Project) -> bytes:
    """Return an executed notebook as a file without the machine's paths and the time of the run.

    So the same run gives the same bytes.
    """
    import nbformat

    notebook.metadata.pop("papermill", None)
    root = str(project.root)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if cell.cell_type == "code" and INJECTED_TAG in cell.metadata.get("tags", []):
            cell.source = re.sub(r"(?m)^project = .*$", 'project = ""', cell.source)
            cell["id"] = INJECTED_TAG  # papermill draws one
        cell.source = cell.source.replace(root, "")
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return f"{text}\n".encode()

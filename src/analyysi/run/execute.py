"""One report: parameters to an executed notebook to the files of its folder in `reports/<agreement>/`."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from analyysi import errors
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.texts import check_texts
from analyysi.errors import AnalyysiError, ReportError
from analyysi.project import Project
from analyysi.run.folder import FILES, keep_failure, recover, replace_folder
from analyysi.run.papers import check_formats, check_templates, make_papers, template_inputs
from analyysi.run.variant import report_folder

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOK = "kustannustenjako.ipynb"
RESULTS, RECORD = "results.csv", "run.json"
FAILED_NOTEBOOK, FAILED_LOG = "failed.ipynb", "failed.log"
_LONGEST_SOCKET = 90
"""Bytes that a socket's path may have on every POSIX system (Linux 107, macOS 103), less what the kernel adds."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def make_report(
    project: Project, parameters: RunParameters, formats: Sequence[str] = ("html",), progress: bool = True
) -> tuple[Path, ...]:
    """Execute the notebook and write the papers asked for, results.csv, run.json and the executed notebook.

    All or nothing: the files appear together, or the folder is left without a report. A fault in the
    parameters or the terms is found before anything starts and touches nothing. When the notebook or
    the page fails, the failed notebook and a log stay in the folder, and an earlier report moves to its
    subfolder `previous/`.

    Returns
    -------
    The paths of the papers, in the order of the formats: report.html, report.pdf, ...

    Raises
    ------
    AnalyysiError
        With the cause in one sentence: the notebook's own fault as its own class, else `ReportError`.
    """
    from analyysi.report.wording import check_language

    wanted = check_formats(formats)
    agreement = read_agreement(project, parameters.agreement)
    terms = read_terms(project, agreement, parameters.year)
    check_language(parameters.language)
    check_texts(agreement, terms, parameters.language)
    check_templates(project, agreement, parameters.language, wanted)
    folder = report_folder(project, parameters, agreement, terms)
    source = project.notebooks / NOTEBOOK
    if not source.is_file():
        raise ReportError(f"{project.relative(source)} is missing: the report is made from it. Restore it.")
    recover(folder)
    work = Path(mkdtemp(prefix="analyysi-"))
    executed = work / NOTEBOOK
    try:
        contents = _make(project, parameters, source, executed, wanted, progress)
    except AnalyysiError as error:
        raise _failed(project, folder, executed, error) from error
    except Exception as error:
        # A fault that nobody foresaw must not leave an earlier report to be taken for this run's either.
        _write_log(executed, "".join(format_exception(error)))
        first = (str(error).splitlines() or ["no message"])[0]
        fault = ReportError(f"The report stopped at an unexpected fault: {type(error).__name__}: {first}.")
        raise _failed(project, folder, executed, fault) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    replace_folder(folder, contents)
    return tuple(folder / name for form in wanted for name in FILES[form] if name in contents)


def _make(
    project: Project,
    parameters: RunParameters,
    source: Path,
    executed: Path,
    formats: Sequence[str],
    progress: bool,
) -> dict[str, bytes]:
    import nbformat

    from analyysi.run.record import run_record
    from analyysi.sources.files import json_bytes

    notebook = execute_notebook(project, parameters, source, executed, progress)
    table, record = results_of(notebook)
    outputs = {**make_papers(project, parameters, notebook, table, formats), RESULTS: table.encode("utf-8")}
    record = {**record, "inputs": [*record["inputs"], *template_inputs(project, parameters, outputs)]}
    _forget_machine(notebook, project)
    return {
        **outputs,
        NOTEBOOK: (nbformat.writes(notebook) + "\n").encode("utf-8"),  # type: ignore[no-untyped-call]
        RECORD: json_bytes(run_record(project, parameters, source, record, outputs)),
    }


def execute_notebook(
    project: Project, parameters: RunParameters, source: Path, executed: Path, progress: bool
) -> NotebookNode:
    """Run the notebook by papermill in a kernel of this very interpreter and return it executed.

    A kernel that does not start is given one more try: about one start in 250 hangs on a busy machine.

    Raises
    ------
    AnalyysiError
        The notebook's own fault, or `ReportError` naming the cell and the exception.
    """
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook as papermill_execute

    values = {**parameters.model_dump(), "project": str(project.root)}

    def execute() -> NotebookNode:
        with _kernel_options() as options:
            notebook: NotebookNode = papermill_execute(  # type: ignore[no-untyped-call]
                # Papermill fills in what stands in braces, even in a path.
                str(source).replace("{", "{{").replace("}", "}}"),
                executed,
                parameters=values,
                kernel_name="python3",
                cwd=project.root,
                progress_bar={"desc": f"{parameters.agreement} {parameters.year}"} if progress else False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                start_timeout=60,
                **options,
            )
            return notebook

    try:
        try:
            return execute()
        except RuntimeError as error:
            if isinstance(error, DeadKernelError):  # it died while it computed: the next would die too
                raise
            return execute()
    except PapermillExecutionError as error:
        _write_log(executed, _COLOUR.sub("", str(error)))
        raise _cause(error.ename, error.evalue, error.exec_count) from error
    except RuntimeError as error:
        _write_log(executed, "".join(format_exception(error)))
        raise ReportError(f"The notebook's kernel did not answer: {error}. Run the command again.") from error


@contextmanager
def _kernel_options() -> Iterator[dict[str, Any]]:
    """Give the kernel its own sockets and this interpreter, and clear up after it.

    Kernels that share IPC names answer each other, so every run has a fresh folder. Windows has no IPC,
    and a folder for temporary files that lies too deep leaves no room for a socket's path.
    """
    from traitlets.config import Config

    config = Config()
    folder = mkdtemp(prefix="ipc")
    sockets = Path(folder) / "k"
    if sys.platform != "win32" and len(os.fsencode(sockets)) <= _LONGEST_SOCKET:
        config.KernelManager = Config({"transport": "ipc", "ip": str(sockets)})
    # Else a "python3" kernel that the user once installed for another Python could be taken.
    search = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [_native_kernel(folder), search]))
    try:
        yield {"config": config}
    finally:
        if search is None:
            del os.environ["JUPYTER_PATH"]
        else:
            os.environ["JUPYTER_PATH"] = search
        shutil.rmtree(folder, ignore_errors=True)


def _native_kernel(folder: str) -> str:
    """Write a kernel specification of this interpreter, to be found before any other "python3"."""
    from ipykernel.kernelspec import write_kernel_spec

    # What a kernel logs on being told to stop is no news for the user; a cell's fault comes through the notebook.
    quiet = ["--IPKernelApp.log_level=50"]
    write_kernel_spec(str(Path(folder) / "kernels" / "python3"), extra_arguments=quiet)
    return folder


def _cause(name: str, message: str, cell: int | None) -> AnalyysiError:
    own = getattr(errors, name, None)
    if isinstance(own, type) and issubclass(own, AnalyysiError):
        return own(message)
    first = message.splitlines()[0] if message else "no message"
    return ReportError(f"The notebook stopped in cell {cell}: {name}: {first}.")


def _write_log(executed: Path, text: str) -> None:
    executed.with_name(FAILED_LOG).write_text(text, encoding="utf-8")


def _failed(project: Project, folder: Path, executed: Path, error: AnalyysiError) -> AnalyysiError:
    contents = {}
    if executed.is_file():
        contents[FAILED_NOTEBOOK] = executed.read_bytes()
    log = executed.with_name(FAILED_LOG)
    contents[FAILED_LOG] = log.read_bytes() if log.is_file() else f"{type(error).__name__}: {error}\n".encode()
    keep_failure(folder, contents)
    where = project.relative(folder)
    kept = "failed notebook and the log are" if FAILED_NOTEBOOK in contents else "log is"
    return type(error)(f"{error}\nNo report was made. The {kept} in {where}/.")


def results_of(notebook: NotebookNode) -> tuple[str, dict[str, Any]]:
    """Return results.csv and the record that an executed notebook carries in its results output.

    Raises
    ------
    ReportError
        If no cell shows the results.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("metadata", {}).get("analyysi", {}).get("role") == "results":
                table = output["data"]["text/csv"]
                return (table if isinstance(table, str) else "".join(table)), dict(output["data"]["application/json"])
    raise ReportError("The notebook shows no results: it must end with page.results().")


def _forget_machine(notebook: NotebookNode, project: Project) -> None:
    """Take the machine's paths out of an executed notebook, so that it can be handed on."""
    notebook.metadata.pop("papermill", None)
    root = str(project.root)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if cell.cell_type == "code" and "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = re.sub(r"(?m)^project = .*$", 'project = ""', cell.source)
        cell.source = cell.source.replace(root, "")

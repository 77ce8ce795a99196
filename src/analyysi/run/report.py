"""One report, from its parameters to the files of its folder in `reports/<agreement>/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from analyysi.agreement.parameters import RunParameters
from analyysi.errors import AnalyysiError, ReportError, Sentence, StorageError, joined
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.places import temporary_folder
from analyysi.project import Project
from analyysi.report.papers.asked_and_computed import check_asked, results_of
from analyysi.report.papers.paper_table import DEFAULT_FORMAT, PAPERS, file_names
from analyysi.run.earlier_papers import PREVIOUS, RECORD, RESULTS
from analyysi.run.engine.process import FreshProcess
from analyysi.run.execute import (
    FAILED_LOG,
    FAILED_NOTEBOOK,
    execute_notebook,
    import_ahead,
    portable_notebook,
    write_log,
)
from analyysi.run.folder import keep_failure, make_ready, replace_folder, report_folder
from analyysi.run.meanwhile import meanwhile
from analyysi.run.notebook_choice import NOTEBOOK, notebook_of
from analyysi.run.unchanged import inputs_of, key_of, prepare_program

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analyysi.run.engine.papermill_engine import CellProgress, Cells


@dataclass(frozen=True)
class ReportPlan:
    """A report that can be begun: its parameters and terms are without fault.

    `formats` are in the order of `PAPERS`; `folder` is where the report is to lie; `source` is the
    notebook that it is made from.
    """

    project: Project
    parameters: RunParameters
    formats: tuple[str, ...]
    folder: Path
    source: Path


class UnmadeReport(Exception):  # noqa: N818 - it carries a fault and is none itself
    """A report that could not be made: the fault, and the files kept of the attempt."""

    def __init__(self, fault: AnalyysiError, kept: dict[str, bytes]) -> None:
        super().__init__(fault.sentence)
        self.fault, self.kept = fault, kept


def plan_report(
    project: Project,
    parameters: RunParameters,
    formats: Sequence[str],
    notebook: Path | None = None,
) -> ReportPlan:
    """Check what can be checked before a notebook is executed. Touches nothing.

    Parameters
    ----------
    notebook
        The notebook to make the report from; if None, the analyst's own for this very report, or
        the shared one.

    Raises
    ------
    AnalyysiError
        For an unknown agreement, year, language, participant, format or parameter, a trial that
        cannot be made, a fault in the terms, a missing template or notebook.
    """
    from analyysi.agreement.reading import read_year, year_files
    from analyysi.agreement.texts import check_texts
    from analyysi.languages.language_table import check_language
    from analyysi.run.papers import check_formats, check_seat, check_templates
    from analyysi.run.trial_check import check_trial

    formats = check_formats(formats)
    check_seat(formats, parameters.municipality)
    files = year_files(project, parameters.agreement, parameters.year)
    agreement, terms = read_year(*files)
    check_language(parameters.language)
    check_texts(agreement, terms, parameters.language)
    check_templates(project, agreement, parameters, formats)
    folder = report_folder(project, parameters, agreement, terms)
    source = notebook_of(project, parameters, agreement, terms, notebook)
    check_trial(project, parameters, agreement, terms, source)
    return ReportPlan(project, parameters, formats, folder, source)


@dataclass(frozen=True)
class MadeReport:
    """A report that was made and put in its folder: its files, name to content, the paths of
    its papers in the order of the formats, and what became of papers that lay there before.
    """

    folder: Path
    files: dict[str, bytes]
    papers: tuple[Path, ...]
    notes: tuple[Sentence, ...] = ()


def make_report(
    project: Project,
    parameters: RunParameters,
    formats: Sequence[str] = (DEFAULT_FORMAT,),
    progress: CellProgress | None = None,
    cells: FreshProcess | None = None,
    notebook: Path | None = None,
) -> tuple[Path, ...]:
    """Execute the notebook and write the papers asked for, results.csv, run.json and the executed
    notebook.

    All or nothing: the files appear together, or the folder is left without a report. A fault in
    the parameters or the terms is found before anything starts and touches nothing. When the
    notebook or the page fails, the failed notebook and a log stay in the folder, and an earlier
    report moves to its subfolder `previous/`. What becomes of earlier papers that are not made
    again, `earlier_papers.arrange` says.

    Parameters
    ----------
    progress
        Who is informed of the notebook's cells as they are run.
    cells
        A process that has been started for the notebook's cells; if None, one is started.
    notebook
        The notebook to make the report from, as for `plan_report`.

    Returns
    -------
    The paths of the papers, in the order of the formats: report.html, report.pdf, ...

    Raises
    ------
    AnalyysiError
        With the cause in one sentence: the notebook's own fault as its own class, `StorageError`
        for one of the disk (before anything starts where it can be seen), else `ReportError`.
    """
    return make_report_files(project, parameters, formats, progress, cells, notebook).papers


def make_report_files(
    project: Project,
    parameters: RunParameters,
    formats: Sequence[str] = (DEFAULT_FORMAT,),
    progress: CellProgress | None = None,
    cells: FreshProcess | None = None,
    notebook: Path | None = None,
) -> MadeReport:
    """Make a report as `make_report` does, and return its files too: those in the folder may be of
    another run a moment later.
    """
    # The process of the cells starts first: what it imports takes longer than all that is done here
    # meanwhile.
    with FreshProcess() if cells is None else nullcontext(cells) as used:
        (made,) = make_reports(project, (parameters,), formats, iter((used,)), progress, notebook)
    return made


def make_reports(
    project: Project,
    runs: Sequence[RunParameters],
    formats: Sequence[str],
    processes: Iterator[FreshProcess],
    progress: CellProgress | None = None,
    notebook: Path | None = None,
) -> tuple[MadeReport, ...]:
    """Make several reports as `make_report` does. None is put in its folder before all are made;
    a fault of the disk while they are put there leaves those that are there already.

    Parameters
    ----------
    processes
        One for the cells of each report.
    progress
        Who is informed of the notebooks' cells as they are run.
    """
    plans = [plan_report(project, parameters, formats, notebook) for parameters in runs]
    for plan in plans:
        make_ready(plan.folder)
    import_ahead()
    contents = []
    papers = [PAPERS[name].prepare for name in plans[0].formats]
    with meanwhile(*papers, prepare_program):
        for plan, cells in zip(plans, processes, strict=True):
            try:
                contents.append(make_contents(plan, cells, progress))
            except UnmadeReport as unmade:
                raise _kept(plan, unmade) from unmade
    return tuple(_put(plan, files) for plan, files in zip(plans, contents, strict=True))


def _put(plan: ReportPlan, contents: dict[str, bytes]) -> MadeReport:
    """Put a report in its folder."""
    notes = replace_folder(plan.folder, contents)
    names = (plan.parameters.file_name(name) for name in file_names(plan.formats))
    papers = tuple(plan.folder / name for name in names if name in contents)
    return MadeReport(plan.folder, contents, papers, notes)


def _kept(plan: ReportPlan, unmade: UnmadeReport) -> AnalyysiError:
    """Keep the notebook and log of a failed report; return its fault, with where they are."""
    try:
        notes = keep_failure(plan.folder, unmade.kept)
    except StorageError as error:
        unkept = Sentence(
            "{fault}\nNo report was made, and what is left of it could not be kept. {cause}",
            fault=unmade.fault,
            cause=error,
        )
        return type(unmade.fault)(unkept)
    folder = plan.project.shown(plan.folder)
    with_place = Sentence(
        "{fault}\nNo report was made. The failed notebook and the log are in {folder}/."
        if FAILED_NOTEBOOK in unmade.kept
        else "{fault}\nNo report was made. The log is in {folder}/.",
        fault=unmade.fault,
        folder=folder,
    )
    if (plan.folder / PREVIOUS / RECORD).is_file():
        earlier = Sentence(
            "The report that was there is in {folder}/.", folder=f"{folder}/{PREVIOUS}"
        )
        with_place = joined([with_place, earlier], " ")
    return type(unmade.fault)(joined([with_place, *notes], " "))


def make_contents(
    plan: ReportPlan, cells: Cells, progress: CellProgress | None = None
) -> dict[str, bytes]:
    """Make the files of a report, name to content. Writes nothing but to a temporary folder.

    Parameters
    ----------
    cells
        Where the notebook's cells are run.
    progress
        Who is informed of the cells as they are run.

    Raises
    ------
    UnmadeReport
        With the fault, and the files that are to be kept of the attempt.
    """
    with temporary_folder() as folder:
        executed = folder / NOTEBOOK
        return _made_or_kept(executed, lambda: _make(plan, executed, cells, progress))


def make_papers_alone(plan: ReportPlan, cells: Cells) -> dict[str, bytes]:
    """Make the papers of a report without its record: to be looked at, and not kept.

    Raises
    ------
    UnmadeReport
        As for `make_contents`.
    """
    with temporary_folder() as folder:
        executed = folder / NOTEBOOK
        return _made_or_kept(executed, lambda: _make_papers(plan, executed, cells, None).papers)


def _made_or_kept(executed: Path, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    try:
        return make()
    except AnalyysiError as error:
        raise UnmadeReport(error, _kept_files(executed, error)) from error
    except Exception as error:
        # After an unforeseen fault, too, no earlier report may be mistaken for this run's.
        write_log(executed, "".join(format_exception(error)))
        message = (str(error).splitlines() or [Sentence("no message")])[0]
        sentence = in_words(error)
        fault = (
            ReportError(
                "The report stopped at an unexpected fault: {error}: {message}.",
                error=type(error).__name__,
                message=message,
            )
            if sentence is None
            else StorageError(sentence)
        )
        raise UnmadeReport(fault, _kept_files(executed, fault)) from error


@dataclass(frozen=True)
class _Papers:
    """The executed notebook, its results and their record, and the papers made of it."""

    notebook: NotebookNode
    table: str
    record: dict[str, Any]
    papers: dict[str, bytes]


def _make_papers(
    plan: ReportPlan, executed: Path, cells: Cells, progress: CellProgress | None
) -> _Papers:
    from analyysi.report.papers.notebook_parts import embed_pictures
    from analyysi.run.papers import make_papers

    project, parameters = plan.project, plan.parameters
    notebook = execute_notebook(project, parameters, plan.source, executed, cells, progress)
    embed_pictures(notebook, plan.source.parent)
    table, record = results_of(notebook)
    check_asked(parameters.computed(), record)
    papers = make_papers(project, parameters, notebook, table, plan.formats)
    return _Papers(notebook, table, record, papers)


def _make(
    plan: ReportPlan, executed: Path, cells: Cells, progress: CellProgress | None
) -> dict[str, bytes]:
    from analyysi.run.papers import template_inputs
    from analyysi.run.record import run_record
    from analyysi.sources.files import json_bytes

    project, parameters = plan.project, plan.parameters
    inputs = inputs_of(project, parameters, plan.source)
    made = _make_papers(plan, executed, cells, progress)
    outputs = {
        parameters.file_name(name): content
        for name, content in {**made.papers, RESULTS: made.table.encode("utf-8")}.items()
    }
    templates = template_inputs(project, parameters, made.papers)
    record = {**made.record, "inputs": [*made.record["inputs"], *templates]}
    executed_notebook = portable_notebook(made.notebook, project)
    key = key_of(inputs)
    whole = run_record(project, parameters, plan.source, record, outputs, executed_notebook, key)
    return {**outputs, NOTEBOOK: executed_notebook, RECORD: json_bytes(whole)}


def _kept_files(executed: Path, error: AnalyysiError) -> dict[str, bytes]:
    contents = {}
    if executed.is_file():
        contents[FAILED_NOTEBOOK] = executed.read_bytes()
    log = executed.with_name(FAILED_LOG)
    contents[FAILED_LOG] = (
        log.read_bytes() if log.is_file() else f"{type(error).__name__}: {error}\n".encode()
    )
    return contents

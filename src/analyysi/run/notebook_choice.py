"""Which notebook a report is made from: the analyst's own for it, or the shared one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters, assigned_values, check_names
from analyysi.agreement.terms import Terms
from analyysi.comparison.participants import participant
from analyysi.errors import ReportError, Sentence
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.reading import read_file
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.library_faults import library_fault
from analyysi.project import Project
from analyysi.report.papers.asked_and_computed import (
    IDENTITY,
    PARAMETERS,
    check_version,
    is_tagged,
)

NOTEBOOK = "kustannustenjako.ipynb"


def own_notebook_path(
    project: Project, parameters: RunParameters, agreement: Agreement, terms: Terms
) -> Path:
    """Return where the analyst's own notebook of a report lies, if there is one.

    It stands beside the terms and is named by year, language and, for a report from a seat, the
    participant's code: ``2023.fi.ipynb``, ``2023.fi.578.ipynb``. It belongs to that report alone.

    Raises
    ------
    ParameterError
        If no participant has the name that the parameters give.
    """
    parts = [str(parameters.year), parameters.language]
    if parameters.municipality:
        parts.append(participant(agreement, terms, parameters.municipality))
    return project.agreements / parameters.agreement / f"{'.'.join(parts)}.ipynb"


def notebook_of(
    project: Project,
    parameters: RunParameters,
    agreement: Agreement,
    terms: Terms,
    named: Path | None = None,
) -> Path:
    """Return the notebook to make a report from, checked as far as it can be before it is executed.

    Parameters
    ----------
    named
        A notebook that was named for this run; it comes first.

    Raises
    ------
    ParameterError
        If its parameters cell sets a name that is no parameter; names the nearest.
    ReportError
        If there is none, it is no notebook, or it is a copy of another version of the shared one.
    """
    folder = project.agreements / parameters.agreement
    _refuse_strays(folder, parameters.year, agreement, project.shown(folder))
    own = own_notebook_path(project, parameters, agreement, terms)
    shared = project.notebooks / NOTEBOOK
    path = named or (own if own.is_file() else shared)
    where = project.shown(path)
    if not path.is_file():
        advice = (
            Sentence("Bring it back: analyysi update --restore")
            if path == shared
            else Sentence("Give the path of a notebook.")
        )
        raise ReportError(
            "{notebook} is missing: the report is made from it. {advice}",
            notebook=where,
            advice=advice,
        )
    notebook = _read(path, where)
    check_version(notebook.get("metadata") or {}, where)
    _refuse_untagged(notebook["cells"], where)
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code" and is_tagged(cell, PARAMETERS):
            values = assigned_values("".join(cell["source"]))
            check_names(values)
            if values.get("output"):
                raise ReportError(
                    "{notebook} sets output in its parameters cell, and the command does not "
                    'read it there: leave it "" and give the folder to the command, -p '
                    "output=….",
                    notebook=where,
                )
    return path


def _read(path: Path, where: str) -> dict[str, Any]:
    try:
        notebook = json.loads(read_file(path))
    except (ValueError, OSError, RecursionError) as fault:
        raise ReportError(
            "{notebook} cannot be read as a notebook: {fault}. Restore it.",
            notebook=where,
            fault=in_words(fault) or library_fault(str(fault)),
        ) from fault
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ReportError("{notebook} is no Jupyter notebook: it has no cells.", notebook=where)
    if not _is_labelled(notebook, "analyysi", dict):
        raise ReportError(
            "{notebook} is no Jupyter notebook: its metadata are no table of names.", notebook=where
        )
    for number, cell in enumerate(notebook["cells"], start=1):
        if not isinstance(cell, dict) or not _is_source(cell.get("source")):
            raise ReportError(
                "{notebook} is no Jupyter notebook: cell {cell} has no source.",
                notebook=where,
                cell=number,
            )
        if not _is_labelled(cell, "tags", list):
            raise ReportError(
                "{notebook} is no Jupyter notebook: the metadata or tags of cell {cell} are none.",
                notebook=where,
                cell=number,
            )
    return notebook


def _is_source(source: object) -> bool:
    lines = source if isinstance(source, list) else [source]
    return all(isinstance(line, str) for line in lines)


def _is_labelled(part: Mapping[str, Any], name: str, kind: type) -> bool:
    """Return whether the metadata of a notebook or a cell are names, and one of them of a kind."""
    metadata = part.get("metadata") or {}
    return isinstance(metadata, dict) and isinstance(metadata.get(name) or kind(), kind)


def _refuse_untagged(cells: Sequence[Mapping[str, Any]], where: str) -> None:
    """Refuse a notebook whose cell of parameters lacks its tag: papermill would put what is asked
    above it, and the cell would set its own values again.
    """
    if any(is_tagged(cell, PARAMETERS) for cell in cells):
        return
    for number, cell in enumerate(cells, start=1):
        if cell.get("cell_type") != "code":
            continue
        values = assigned_values("".join(cell["source"]))
        names = [name for name in IDENTITY if name in values]
        if names:
            raise ReportError(
                "{notebook}: cell {cell} sets {names} and lacks the tag '{tag}', "
                "so nothing that is asked for would reach the notebook. Give the cell "
                "that tag (in JupyterLab: Property Inspector, Cell Tags).",
                notebook=where,
                cell=number,
                names=", ".join(names),
                tag=PARAMETERS,
            )


def _refuse_strays(folder: Path, year: int, agreement: Agreement, where: str) -> None:
    """Refuse a notebook beside the terms that is of no report, since nothing would ever read it."""
    codes = {party.code for party in agreement.parties}
    for path in sorted(folder.glob("*.ipynb")):
        of_year, *parts = path.name.split(".")[:-1]
        named_so = of_year.isdecimal() and len(parts) in (1, 2)
        of_a_report = named_so and parts[0] in LANGUAGES and set(parts[1:]) <= codes
        if not of_a_report:
            raise ReportError(
                "{notebook} belongs to no report. A notebook beside the terms is "
                "named by year, language and, for a seat, the participant's code: "
                "{year}.fi.ipynb, {year}.fi.{code}.ipynb.",
                notebook=f"{where}/{path.name}",
                year=year,
                code=min(codes),
            )

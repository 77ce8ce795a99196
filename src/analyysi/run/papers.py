"""The papers of a report: which formats are asked for, and the files that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.report.papers.paper_table import PAPERS, ReportMaterial, paper_files
from analyysi.run.record import sha256
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from nbformat import NotebookNode


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats without repetition, in the order of `PAPERS`.

    Raises
    ------
    ParameterError
        If no format is given, or one that is unknown.
    """
    for name in formats:
        if name not in PAPERS:
            raise ParameterError(
                "There is no format '{name}'.{near}", name=name, near=did_you_mean(name, PAPERS)
            )
    if not formats:
        raise ParameterError(
            "No format was given: name one or more of {formats}.", formats=", ".join(PAPERS)
        )
    return tuple(name for name in PAPERS if name in formats)


def check_seat(formats: Sequence[str], seat: str) -> None:
    """Refuse a paper of one seat's board in the joint report.

    Raises
    ------
    ParameterError
        Names the format.
    """
    for name in formats:
        if PAPERS[name].of_seat and not seat:
            raise ParameterError(
                "The format '{name}' is the agenda item of one board: name the "
                "participant whose board it is (--municipality), or leave {name} out.",
                name=name,
            )


def check_templates(
    project: Project, agreement: Agreement, parameters: RunParameters, formats: Sequence[str]
) -> None:
    """Refuse to begin without the templates that the formats need.

    Raises
    ------
    ReportError
        Names the template that is missing.
    """
    for name in formats:
        for file in PAPERS[name].files_for(agreement, parameters.municipality):
            if file.template is not None:
                file.template.path(project, parameters.language)


def template_inputs(
    project: Project, parameters: RunParameters, made: Iterable[str]
) -> list[dict[str, str]]:
    """Return the templates of the files that were made, as a run's record lists its inputs."""
    names = set(made)
    paths = [
        file.template.path(project, parameters.language)
        for file in paper_files()
        if file.name in names and file.template is not None
    ]
    return [{"path": project.relative(path), "sha256": sha256(path.read_bytes())} for path in paths]


def make_papers(
    project: Project,
    parameters: RunParameters,
    notebook: NotebookNode,
    results: str,
    formats: Sequence[str],
) -> dict[str, bytes]:
    """Make the files of every format asked for, file name to content.

    The page and the PDF are made from what the notebook shows. The agreement and the workbook need
    the figures themselves: they are computed once more, and must come to the notebook's own results
    to the byte.

    Parameters
    ----------
    results
        results.csv as the notebook has it.

    Raises
    ------
    ReportError
        If the figures differ from the notebook's, a template is at fault, or the notebook shows
        what would not reach the report.
    """
    from analyysi.agreement.reading import read_agreement
    from analyysi.report.papers.notebook_parts import parts_of

    parts_of(notebook)  # whichever papers are asked for, no output is dropped in silence
    material = ReportMaterial(project, parameters, notebook, results)
    agreement = read_agreement(project, parameters.agreement)
    return {
        file.name: file.make(material)
        for name in formats
        for file in PAPERS[name].files_for(agreement, parameters.municipality)
    }

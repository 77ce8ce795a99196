"""Every paper of a report, by the format it is asked for, all from the result of one executed
notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.errors import ParameterError, ReportError
from analyysi.project import Project
from analyysi.report.reader import Reader
from analyysi.run.folder import FILES
from analyysi.run.record import sha256
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from nbformat import NotebookNode

AGREEMENT_FILE, JOB_DESCRIPTION_FILE = FILES["docx"]


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats without repetition, in the order of `FILES`; `ParameterError` for none or
    an unknown one.
    """
    for name in formats:
        if name not in FILES:
            raise ParameterError(f"There is no format '{name}'.{did_you_mean(name, FILES)}")
    if not formats:
        raise ParameterError(f"No format was given: name one or more of {', '.join(FILES)}.")
    return tuple(name for name in FILES if name in formats)


def check_templates(
    project: Project, agreement: Agreement, language: str, formats: Sequence[str]
) -> None:
    """Refuse to begin without the templates that the formats need; `ReportError` names the one that
    is missing.
    """
    if "docx" not in formats:
        return
    from analyysi.report.papers.word import AGREEMENT, JOB_DESCRIPTION, paper_template

    for name in (AGREEMENT, *([JOB_DESCRIPTION] if agreement.work is not None else [])):
        paper_template(project, name, language)


def template_inputs(
    project: Project, parameters: RunParameters, made: Iterable[str]
) -> list[dict[str, str]]:
    """Return the templates that papers were made from, as the record of a run lists its inputs."""
    papers = [name for name in made if name in FILES["docx"]]
    if not papers:
        return []
    from analyysi.report.papers.word import AGREEMENT, JOB_DESCRIPTION, paper_template

    templates = {AGREEMENT_FILE: AGREEMENT, JOB_DESCRIPTION_FILE: JOB_DESCRIPTION}
    paths = [paper_template(project, templates[name], parameters.language) for name in papers]
    return [{"path": project.relative(path), "sha256": sha256(path.read_bytes())} for path in paths]


def make_papers(
    project: Project,
    parameters: RunParameters,
    notebook: NotebookNode,
    results: str,
    formats: Sequence[str],
) -> dict[str, bytes]:
    """Make the files of every format asked for.

    The page and the PDF are made from what the notebook shows. The agreement and the workbook need
    the figures themselves: they are worked out once more, and must come to the notebook's own
    results to the byte.

    Parameters
    ----------
    results
        results.csv as the notebook has it.

    Raises
    ------
    ReportError
        If the figures come out otherwise than in the notebook, or a template is at fault.
    """
    made: dict[str, bytes] = {}
    if "html" in formats:
        from analyysi.report.papers.exporter import export_html

        made["report.html"] = export_html(notebook).encode("utf-8")
    if "pdf" in formats:
        from analyysi.report.papers.pdf import export_pdf

        made["report.pdf"] = export_pdf(notebook)
    if {"docx", "xlsx"} & set(formats):
        made |= _from_figures(project, parameters, results, formats)
    return made


def _from_figures(
    project: Project, parameters: RunParameters, results: str, formats: Sequence[str]
) -> dict[str, bytes]:
    from analyysi.comparison.case import load_case
    from analyysi.comparison.compare import compare_methods
    from analyysi.comparison.results import results_csv
    from analyysi.report.language.wording import Wording
    from analyysi.report.papers.word import (
        AGREEMENT,
        JOB_DESCRIPTION,
        agreement_paper,
        job_description,
        paper_template,
    )
    from analyysi.report.papers.workbook.book import workbook

    comparison = compare_methods(load_case(project, parameters.agreement, parameters.year))
    if results_csv(comparison) != results:
        raise ReportError(
            "The notebook's results are not those of the files now: something changed while it "
            "ran. Run it again."
        )
    words = Wording(parameters.language, comparison.case)
    made: dict[str, bytes] = {}
    if "docx" in formats:
        template = paper_template(project, AGREEMENT, parameters.language)
        made[AGREEMENT_FILE] = agreement_paper(Reader(comparison, words), template)
        if comparison.case.agreement.work is not None:
            template = paper_template(project, JOB_DESCRIPTION, parameters.language)
            made[JOB_DESCRIPTION_FILE] = job_description(Reader(comparison, words), template)
    if "xlsx" in formats:
        made["shares.xlsx"] = workbook(Reader(comparison, words))
    return made

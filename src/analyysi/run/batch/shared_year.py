"""Works a year out once for the reports from all of its seats."""

from __future__ import annotations

from analyysi.agreement.parameters import RunParameters, check_parameters
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.project import Project
from analyysi.report.page import Page
from analyysi.report.sections.section_table import SECTIONS
from analyysi.run.unchanged import report_key
from analyysi.run.worked_out import NO_ADDITIONS, WorkedOut, case_of, keep


def work_out(project: Project, parameters: RunParameters, key: str) -> None:
    """Work a year out for the reports that follow, and show its report of all once, so that its
    templates, drawings and properties are at hand.

    Nothing is kept if the files are no longer those of the key.

    Parameters
    ----------
    parameters
        Those of a report from any seat.
    key
        Its report key.

    Raises
    ------
    AnalyysiError
        If something is at fault.
    """
    asked = parameters.for_notebook(str(project.root))
    del asked["municipality"]
    in_cells = check_parameters({name: text for name, text in asked.items() if text != ""})
    case = case_of(project, in_cells, NO_ADDITIONS)
    comparison, context = compare_methods(case), report_context(project, case)
    page = Page(comparison, parameters.language, context=context)
    page.head()
    for name in SECTIONS:
        page.show(name)
    if report_key(project, parameters) == key:
        keep(WorkedOut(project, in_cells, case, comparison, context))

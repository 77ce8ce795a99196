"""What a report contains besides the year's own splits: earlier years, later figures, the search,
the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain

from analyysi.comparison.case import Case, Input
from analyysi.comparison.explain import Explanation, explanation_for_report
from analyysi.comparison.history import SharedYear, earlier_years
from analyysi.comparison.uncertain.revisions import OlderFigure, Revision, older_figures, revisions
from analyysi.project import Project
from analyysi.sources.municipalities.boundaries import Boundaries, boundaries


@dataclass(frozen=True, eq=False)
class ReportContext:
    """Everything of the project that a report needs besides the comparison itself. Each part may be
    absent.
    """

    explanation: Explanation | None = None
    history: tuple[SharedYear, ...] = ()
    """The earlier years of the agreement, oldest first."""
    older: tuple[OlderFigure, ...] = ()
    revisions: tuple[Revision, ...] = ()
    boundaries: Boundaries | None = None

    @property
    def previous(self) -> SharedYear | None:
        """Return the nearest earlier year; None if this is the first that the agreement has terms
        for.
        """
        return self.history[-1] if self.history else None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the files that these rest on."""
        of_history = chain.from_iterable(year.case.inputs for year in self.history)
        of_map = (
            (Input(self.boundaries.path, self.boundaries.sha256),)
            if self.boundaries is not None
            else ()
        )
        return (*of_history, *(revision.input for revision in self.revisions), *of_map)


def report_context(project: Project, case: Case) -> ReportContext:
    """Collect from the project what the report of a case contains besides it.

    Raises
    ------
    AnalyysiError
        If an earlier year, or a later snapshot, is at fault.
    """
    codes = [
        *case.terms.participants,
        *(outsider.payer for outsider in case.terms.outside),
        *case.brought_in,
    ]
    municipal = [code for code in codes if case.agreement.party(code).kind == "municipality"]
    return ReportContext(
        explanation=explanation_for_report(project, case),
        history=earlier_years(project, case),
        older=older_figures(case),
        revisions=revisions(project, case),
        # A project without stored boundaries has no map; its report lacks nothing else.
        boundaries=boundaries(project, municipal, date(case.terms.year, 1, 1))
        if municipal and project.boundaries.is_dir()
        else None,
    )

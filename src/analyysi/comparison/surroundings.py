"""What a report tells besides the year's own splits: the year before, later figures, the search, the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analyysi.comparison.case import Case, Input
from analyysi.comparison.explain import Explanation, explanation_for_report
from analyysi.comparison.previous import PreviousYear, previous_year
from analyysi.comparison.revisions import OlderFigure, Revision, older_figures, revisions
from analyysi.project import Project
from analyysi.sources.boundaries import Boundaries, boundaries


@dataclass(frozen=True)
class Surroundings:
    """Everything of the project that a report needs besides the comparison itself. Each part may be absent."""

    explanation: Explanation | None = None
    previous: PreviousYear | None = None
    older: tuple[OlderFigure, ...] = ()
    revisions: tuple[Revision, ...] = ()
    boundaries: Boundaries | None = None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the files that these rest on."""
        of_previous = self.previous.case.inputs if self.previous is not None else ()
        of_map = (Input(self.boundaries.path, self.boundaries.sha256),) if self.boundaries is not None else ()
        return (*of_previous, *(revision.input for revision in self.revisions), *of_map)


def surroundings(project: Project, case: Case) -> Surroundings:
    """Look round the project for what the report of a case tells besides it.

    Raises
    ------
    AnalyysiError
        If the year before, or a later snapshot, is at fault.
    """
    brought = [code for _, parameters in case.steps if (code := getattr(parameters, "payer", None))]
    codes = [*case.terms.participants, *(outsider.payer for outsider in case.terms.outside), *brought]
    municipal = [code for code in codes if case.agreement.party(code).kind == "municipality"]
    return Surroundings(
        explanation=explanation_for_report(project, case),
        previous=previous_year(project, case),
        older=older_figures(case),
        revisions=revisions(project, case),
        # A project without stored boundaries has no map; its report lacks nothing else.
        boundaries=boundaries(project, municipal, date(case.terms.year, 1, 1))
        if municipal and project.boundaries.is_dir()
        else None,
    )

"""The earlier years of an agreement, each computed by its own terms, to set this year beside
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analyysi.agreement.reading import years_of
from analyysi.allocation.whole_units.whole_euros import in_whole_euros
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import work_out
from analyysi.messages import Message
from analyysi.project import Project


@dataclass(frozen=True)
class SharedYear:
    """A year that has been shared: its case, and what each payer pays by its chosen split, in
    cents.
    """

    case: Case
    cents: Mapping[str, int]

    @property
    def year(self) -> int:
        """Return the year."""
        return self.case.terms.year

    @property
    def total(self) -> int:
        """Return what was shared, in cents."""
        return self.case.terms.total.value

    @property
    def shown(self) -> SharedYear:
        """Return the year with each share as papers show it: in cents, but whole euros that make
        the shown total.
        """
        return replace(self, cents=in_whole_euros(self.cents))

    @property
    def title(self) -> Message:
        """Return the title of its way of sharing, whose keys are those of its own terms."""
        return self.case.chosen.method.title(self.case.chosen.parameters)


def shared_year(case: Case) -> SharedYear:
    """Work out a year by its own terms."""
    return SharedYear(case, dict(work_out(case, case.chosen).cents))


def earlier_years(project: Project, case: Case) -> tuple[SharedYear, ...]:
    """Work out every year before the case's that the agreement has terms for, oldest first.

    Raises
    ------
    AnalyysiError
        If an earlier year's own terms or figures are at fault: a comparison with it would be wrong.
    """
    years = [year for year in years_of(project, case.agreement.id) if year < case.terms.year]
    return tuple(shared_year(load_year(project, case.agreement.id, year)) for year in years)

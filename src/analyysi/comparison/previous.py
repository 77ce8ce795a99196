"""The nearest earlier year of the agreement, worked out anew by its own terms, to set this year beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyysi.agreement.reading import years_of
from analyysi.comparison.case import Case, load_case
from analyysi.comparison.scenarios import share
from analyysi.messages import Message
from analyysi.project import Project


@dataclass(frozen=True)
class PreviousYear:
    """An earlier year: its case, and what each payer paid by its chosen split, in cents."""

    case: Case
    cents: Mapping[str, int]

    @property
    def year(self) -> int:
        """Return the year."""
        return self.case.terms.year

    @property
    def title(self) -> Message:
        """Return the title of its way of sharing, whose keys are those of its own terms."""
        return self.case.chosen.method.title(self.case.chosen.parameters)


def previous_year(project: Project, case: Case) -> PreviousYear | None:
    """Work out the latest year before the case's that the agreement has terms for; None if there is none.

    Raises
    ------
    AnalyysiError
        If that year's own terms or figures are at fault: a comparison with it would be wrong.
    """
    earlier = [year for year in years_of(project, case.agreement.id) if year < case.terms.year]
    if not earlier:
        return None
    before = load_case(project, case.agreement.id, max(earlier))
    return PreviousYear(before, share(before, before.chosen, before.problem))

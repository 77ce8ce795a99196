"""Doubts about the budgets of a case, as its own figures let them be seen."""

from __future__ import annotations

from collections.abc import Iterable

from analyysi.comparison.case import Case
from analyysi.sources.odd_figures.budget_surroundings import Accounts
from analyysi.sources.odd_figures.plausibility import Doubt, doubts_of


def doubts_of_case(case: Case, accounts: Iterable[Accounts] = ()) -> list[Doubt]:
    """Return the doubts about the budgets that the terms name; none if they name none.

    Without `accounts` they rest on nothing but the figures that the case has read, so they are the
    same whenever the year is computed again.
    """
    if case.budgets is None:
        return []
    return doubts_of(case.budgets, case.heads, accounts)

"""The budgets that a year is measured by, moved on to the newest that are stored."""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.agreement.assessment import Budgets
from analyysi.agreement.terms import Terms
from analyysi.comparison.trial.newest_terms import budget_places, with_snapshots
from analyysi.drafting.layout import Layout, list_in_lines, put
from analyysi.project import Project
from analyysi.sources.newer import Stored
from analyysi.sources.snapshots import verified_manifest


def move_budgets(project: Project, layout: Layout, terms: Terms) -> None:
    """Let a later year be measured by the newest stored budgets: those of the earlier terms from
    their newest snapshots, and the ones of later years that are stored since.
    """
    if terms.budgets is None:
        return
    budgets = newest_budgets(project, terms, terms.budgets)
    table = layout.find("budgets")
    if budgets.snapshots != terms.budgets.snapshots:
        table["snapshots"] = list_in_lines(budgets.snapshots)
    put(table, "year", budgets.year)
    layout.remark(
        ("budgets",),
        f"by which budgets the shares are measured. Those of {budgets.year} are the newest named; "
        "when later ones are stored: analyysi use.",
    )


def newest_budgets(project: Project, terms: Terms, budgets: Budgets) -> Budgets:
    """Return the newest stored budgets of a year's participants, from the documents that its terms
    name on.
    """
    stored = Stored(project)
    places = budget_places(terms).items()
    newest = {place: stored.newest_documents(name, terms.participants) for place, name in places}
    changed = with_snapshots(terms, newest).budgets or budgets
    later = stored.later_documents(budgets.snapshots, terms.participants)
    return with_later(project, changed, later)


def with_later(project: Project, budgets: Budgets, later: Sequence[str]) -> Budgets:
    """Return budgets with snapshots of later documents added, measured by the last of these."""
    if not later:
        return budgets
    periods = [verified_manifest(project, name)[0].reference_period for name in later]
    return Budgets(
        year=max(budgets.year, *(int(period[:4]) for period in periods)),
        snapshots=(*budgets.snapshots, *later),
    )

"""The terms of a year on figures that have just been fetched: what its keys' tables are fetched by,
the fetch, and the terms on what came.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_agreement
from analyysi.agreement.strict_data import read_json
from analyysi.agreement.terms import Terms
from analyysi.comparison.trial.newest_terms import Replacement, places_of, with_newest
from analyysi.comparison.trial.pull_wishes import budget_recipes, budget_years, wishes_for
from analyysi.errors import AnalyysiError, ParameterError, Sentence, SourceError, joined
from analyysi.project import Project
from analyysi.sources.fetch.connection import connection
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Pulled
from analyysi.sources.fetch.transport import Listener
from analyysi.sources.newer import recipe_for, table_of
from analyysi.sources.recipe import read_recipe

_log = logging.getLogger("analyysi.pull")
PULLED = "ANALYYSI_PULLED"
"""The environment variable in which a batch says what it has fetched: recipes to snapshots, as
JSON.
"""


@dataclass(frozen=True)
class Fetched:
    """What a pull of several recipes brought, and what it did not."""

    pulled: Mapping[str, tuple[Pulled, ...]]
    """A recipe to its snapshots: one, or one for each period."""
    faults: Mapping[str, str]
    """A recipe that could not be fetched, to the reason in a sentence. Answers that came are kept
    for the next attempt.
    """

    @property
    def snapshots(self) -> dict[str, tuple[str, ...]]:
        """Each recipe that was fetched, to the ids of its snapshots."""
        ids = {}
        for name, of_recipe in self.pulled.items():
            ids[name] = tuple(pulled.manifest.id for pulled in of_recipe)
        return ids


def fetch(
    project: Project,
    recipes: Mapping[str, Wishes],
    listener: Listener | None = None,
) -> Fetched:
    """Fetch recipes one after another into new snapshots; one that fails does not stop the others.

    Parameters
    ----------
    recipes
        A recipe's name to what is wished of it.
    listener
        Who is informed of the progress; None writes it to the log ``analyysi.pull``.

    Raises
    ------
    ParameterError
        If there is no such recipe (with the nearest name), before anything is asked.
    SourceError
        If another pull of the project does not end.
    """
    for name in recipes:
        read_recipe(project, name)
    pulled: dict[str, tuple[Pulled, ...]] = {}
    faults: dict[str, str] = {}
    if recipes:
        with connection(project, listener) as puller:
            for name, wishes in recipes.items():
                try:
                    pulled[name] = tuple(puller.pull(name, wishes))
                except AnalyysiError as error:
                    faults[name] = error.sentence
    return Fetched(pulled, faults)


def recipes_of(project: Project, terms: Terms) -> dict[str, str | None]:
    """Return each place of the terms that names a snapshot, and the recipe that fetches its table,
    or the same figure from another one; None where nothing fetches it.
    """
    return {
        place: recipe_for(project, str(keys[0].snapshot), keys[0].column, terms.participants)
        for place, keys in places_of(terms).items()
    }


def with_pulled(
    project: Project, terms: Terms, listener: Listener | None = None
) -> tuple[Terms, tuple[Replacement, ...]]:
    """Fetch the tables of the terms' figures and the budgets of the agreement's municipalities, and
    return the terms on the newest snapshots.

    A table that no recipe fetches stays at its newest stored snapshot. Where a recipe fetches the
    same figure from another table (the population that the terms have from THL, from Statistics
    Finland), what it brought is taken if it has the same rows of every payer.

    Raises
    ------
    SourceError
        If a table could not be fetched; says what came, and what can be done.
    ParameterError
        If nothing fetches any figure of the terms.
    """
    recipes = recipes_of(project, terms)
    agreement = read_agreement(project, terms.agreement)
    wishes = trial_wishes(project, agreement, terms)
    if not wishes:
        raise ParameterError(
            "Nothing fetches the figures of {agreement} {year}: no recipe in "
            '{recipes} has them. Write data = "newest" for the newest stored ones.',
            agreement=terms.agreement,
            year=terms.year,
            recipes=project.relative(project.recipes),
        )
    brought = fetched_before(wishes)
    if brought is None:
        fetched = fetch(project, wishes, listener)
        faults = stopping(project, agreement, terms, fetched.faults)
        if faults:
            raise SourceError(lacking(Fetched(fetched.pulled, faults)))
        brought = fetched.snapshots
    standing_in = {}
    for place, keys in places_of(terms).items():
        table, recipe = table_of(str(keys[0].snapshot)), recipes[place]
        came = brought[recipe] if recipe is not None else ()
        standing_in[place] = tuple(name for name in came if table_of(name) != table)
    return with_newest(project, terms, standing_in)


def trial_wishes(project: Project, agreement: Agreement, terms: Terms) -> dict[str, Wishes]:
    """Return what a trial on fetched figures asks for: the tables of the terms' figures, and the
    budgets of the agreement's municipalities, which are frozen even if the terms name none.

    Raises
    ------
    SourceError
        If a snapshot of the terms is missing or damaged.
    """
    budgets = budget_recipes(project, agreement)
    names = [name for name in recipes_of(project, terms).values() if name is not None]
    years = budget_years(project, terms)
    of_budgets = dict.fromkeys(budgets, years) if years is not None else {}
    return wishes_for(project, agreement, [*names, *budgets], of_budgets)


def stopping(
    project: Project, agreement: Agreement, terms: Terms, faults: Mapping[str, str]
) -> dict[str, str]:
    """Return the faults of a pull that stop a trial: those of tables that the terms read. Budgets
    that did not come stop none whose terms name no budgets.
    """
    unread = budget_recipes(project, agreement) if terms.budgets is None else ()
    for name in unread:
        if name in faults:
            _log.warning("%s could not be fetched: %s", name, faults[name])
    return {name: reason for name, reason in faults.items() if name not in unread}


def fetched_before(recipes: Iterable[str]) -> dict[str, tuple[str, ...]] | None:
    """Return the snapshots of some recipes that ``$ANALYYSI_PULLED`` names: what a batch fetched
    before it began, so that its reports do not fetch again. None if it lacks a recipe.
    """
    snapshots = read_json((os.environ.get(PULLED) or "{}").encode())
    if not all(name in snapshots for name in recipes):
        return None
    return {name: tuple(snapshots[name]) for name in recipes}


def lacking(fetched: Fetched) -> Sentence:
    """Say what a pull did not bring, what it brought, and what can be done."""
    came = list(chain.from_iterable(fetched.snapshots.values()))
    kept = Sentence(" What came is kept: {snapshots}.", snapshots=", ".join(came)) if came else ""
    faults = [
        Sentence("{recipe}: {fault}", recipe=name, fault=reason)
        for name, reason in fetched.faults.items()
    ]
    return Sentence(
        'data = "pull" could not fetch {faults}{kept} Try again later, or write data = "newest" '
        "for the newest stored figures.",
        faults=joined(faults, "; "),
        kept=kept,
    )

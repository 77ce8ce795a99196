"""Which stored tables have figures of an agreement's payers: those that its terms name, and those
of recipes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyysi.agreement.agreement import Agreement, Party
from analyysi.agreement.reading import read_terms, years_of
from analyysi.agreement.terms import Terms
from analyysi.agreement.values import MUNICIPALITY_CODE
from analyysi.comparison.trial.newest_terms import places_of
from analyysi.comparison.trial.pull_wishes import municipalities_of
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.fetch.chosen_years import choose_years
from analyysi.sources.newer import Stored, newest_of_table, recipe_for, table_of
from analyysi.sources.recipe import TreasuryRecipe, read_recipe, recipe_names
from analyysi.sources.snapshots import by_age, snapshot_ids
from analyysi.suggestions import did_you_mean

_OF_THOSE_THERE = re.compile(r"all|newest(\s+[0-9]+)?", re.IGNORECASE)
_ANY_YEAR = range(1900, 2201)


@dataclass(frozen=True)
class PayersTable:
    """A table that was asked for, and where its figures are."""

    name: str
    """A recipe's name, such as "population", or a table's, such as
    "tilastokeskus/kta-2020-kainuu".
    """
    recipe: str | None
    """What fetches the table, if anything does."""
    snapshots: tuple[str, ...]
    """The snapshots that are shown: one, or one for each period; none if nothing is stored."""
    older: Mapping[str, str]
    """The newest snapshot of a table to the one that it is compared with, where there is one."""


def possible_payers(project: Project, agreement: Agreement) -> tuple[Party, ...]:
    """Return the parties that have paid in some year, and the municipalities that could."""
    paying = {
        code
        for year in years_of(project, agreement.id)
        for code in read_terms(project, agreement, year).participants
    }
    return tuple(
        party for party in agreement.parties if party.kind == "municipality" or party.code in paying
    )


def is_municipal(payers: Iterable[Party]) -> bool:
    """Return whether any payer is a Finnish municipality, which the services know."""
    return any(MUNICIPALITY_CODE.fullmatch(party.code) for party in payers)


def asked_names(
    project: Project, agreement: Agreement, payers: Sequence[Party], tables: str
) -> tuple[str, ...]:
    """Return the tables that a text names, or all that concern the agreement if it names none.

    Those are the tables that any year's terms read, each by the recipe that fetches it if there is
    one, and what `analyysi pull` fetches when nothing is named.

    Raises
    ------
    ParameterError
        For a name that is neither a recipe's nor a stored table's; names the nearest.
    """
    recipes, stored = recipe_names(project), stored_tables(project)
    named = [name.strip() for name in tables.split(",") if name.strip()]
    for name in named:
        if name not in recipes and name not in stored:
            raise ParameterError(
                "There is no table '{name}'.{near}",
                name=name,
                near=did_you_mean(name, [*recipes, *stored]),
            )
    if named:
        return tuple(dict.fromkeys(named))
    of_terms = [
        _recipe_that_makes(project, table_of(snapshot)) or table_of(snapshot)
        for snapshot in snapshots_of_terms(project, agreement)
    ]
    defaults = [name for name in recipes if read_recipe(project, name).default]
    return tuple(dict.fromkeys([*of_terms, *(defaults if is_municipal(payers) else ())]))


def payers_table(project: Project, agreement: Agreement, name: str, frozen: bool) -> PayersTable:
    """Find what is stored of a table.

    Parameters
    ----------
    frozen
        Whether the snapshots that the newest terms name are shown, and not the newest ones.
    """
    recipe = name if name in recipe_names(project) else _recipe_that_makes(project, name)
    makes = read_recipe(project, recipe).makes if recipe is not None else name.__eq__
    named = {table_of(snapshot): snapshot for snapshot in snapshots_of_terms(project, agreement)}
    shown, older = [], {}
    for table in stored_tables(project):
        if table != name and not makes(table):
            continue
        snapshots = [known for known in snapshot_ids(project) if table_of(known) == table]
        newest = _newest(project, agreement, recipe, snapshots)
        used = named.get(table, newest)
        shown.append(used if frozen else newest)
        earlier = [known for known in snapshots if by_age(known) < by_age(newest)]
        if earlier:
            older[newest] = used if used != newest else earlier[-1]
    return PayersTable(name, recipe, tuple(shown), older)


def _newest(
    project: Project, agreement: Agreement, recipe: str | None, snapshots: Sequence[str]
) -> str:
    """Return the newest snapshot of a table; of municipalities' documents, the newest that has any
    of the agreement's: a later pull for another agreement has other municipalities.
    """
    if recipe is None or not isinstance(read_recipe(project, recipe), TreasuryRecipe):
        return newest_of_table(project, snapshots[0])
    return Stored(project).newest_documents(snapshots[0], municipalities_of(agreement))[0]


def recipes_to_fetch(
    project: Project, agreement: Agreement, tables: Iterable[PayersTable]
) -> tuple[str, ...]:
    """Return the recipes that fetch some tables; for a table of the terms that none fetches, the
    one that fetches the same figure from another table.
    """
    tables = list(tables)
    names = [table.recipe for table in tables]
    asked = {table.name for table in tables}
    for terms in _every_terms(project, agreement):
        for keys in places_of(terms).values():
            snapshot = str(keys[0].snapshot)
            if table_of(snapshot) in asked:
                names.append(recipe_for(project, snapshot, keys[0].column, terms.participants))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def chosen_years(years: str, there: Iterable[int]) -> list[int]:
    """Return the years that a text asks for, ascending: "all" and "newest 3" of those that are
    there, "2015-2020, 2025" whether they are there or not. Nothing asks for all.

    Raises
    ------
    ParameterError
        If the text is none of these forms.
    """
    text = years.strip() or "all"
    known = there if _OF_THOSE_THERE.fullmatch(text) else _ANY_YEAR
    return choose_years(text, known, "The data")


def stored_tables(project: Project) -> list[str]:
    """List the tables that have a snapshot, ``<source>/<table>``."""
    return list(dict.fromkeys(table_of(name) for name in snapshot_ids(project)))


def snapshots_of_terms(project: Project, agreement: Agreement) -> list[str]:
    """Return the snapshots that the terms of any year read, those of the newest year last."""
    return [
        str(keys[0].snapshot)
        for terms in _every_terms(project, agreement)
        for keys in places_of(terms).values()
    ]


def _every_terms(project: Project, agreement: Agreement) -> list[Terms]:
    return [read_terms(project, agreement, year) for year in years_of(project, agreement.id)]


def _recipe_that_makes(project: Project, table: str) -> str | None:
    for name in recipe_names(project):
        if read_recipe(project, name).makes(table):
            return name
    return None

"""What is asked of the services for an agreement: the recipes of its figures, and of the State
Treasury the documents of the agreement's own municipalities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.recipe import TreasuryRecipe, read_recipe, recipe_names
from analyysi.sources.snapshots import verified_manifest


def municipalities_of(agreement: Agreement) -> tuple[str, ...]:
    """Return the codes of an agreement's municipalities, ascending: those that pay and those that
    have stayed outside. An organiser that is no municipality has no budget there.
    """
    return tuple(sorted(party.code for party in agreement.parties if party.kind == "municipality"))


def wishes_for(
    project: Project,
    agreement: Agreement,
    names: Iterable[str],
    years: Mapping[str, str] | None = None,
) -> dict[str, Wishes]:
    """Return what is wished of each recipe for an agreement: of the State Treasury's the documents
    of its municipalities, of others the whole table.

    Parameters
    ----------
    years
        A recipe to the years or periods to fetch, where they are not the recipe's own.

    Raises
    ------
    ParameterError
        If a recipe fetches municipalities' documents and the agreement has no municipality.
    """
    codes = municipalities_of(agreement)
    wishes = {}
    for name in dict.fromkeys(names):
        chosen = (years or {}).get(name)
        if not isinstance(read_recipe(project, name), TreasuryRecipe):
            wishes[name] = Wishes(years=chosen)
            continue
        if not codes:
            raise ParameterError(
                "{agreement} has no municipality, and {recipe} are of municipalities: nothing to "
                "pull. Leave it out.",
                agreement=agreement.id,
                recipe=name,
            )
        wishes[name] = Wishes(years=chosen, municipalities=",".join(codes))
    return wishes


def budget_recipes(project: Project, agreement: Agreement) -> tuple[str, ...]:
    """Return the recipes that fetch budgets of an agreement's municipalities without being named;
    none if it has no municipality.
    """
    if not municipalities_of(agreement):
        return ()
    recipes = {name: read_recipe(project, name) for name in recipe_names(project)}
    return tuple(
        name
        for name, recipe in recipes.items()
        if recipe.default and isinstance(recipe, TreasuryRecipe)
    )


def budget_years(project: Project, terms: Terms) -> str | None:
    """Return which periods of budgets a trial on fetched figures needs: from the first that the
    terms name on; None (the recipe's own) if they name none.

    Raises
    ------
    SourceError
        If a snapshot of the terms is missing or damaged.
    """
    if terms.budgets is None:
        return None
    periods = [
        verified_manifest(project, snapshot)[0].reference_period
        for snapshot in terms.budgets.snapshots
    ]
    return f"{min(periods)[:4]}-"


def joined(every_wishes: Iterable[Mapping[str, Wishes]]) -> dict[str, Wishes]:
    """Return wishes that bring what all of some wishes bring, so that it is asked for once: the
    municipalities of all, from the first year of any.
    """
    together: dict[str, Wishes] = {}
    for wishes in every_wishes:
        for name, wish in wishes.items():
            before = together.get(name)
            together[name] = wish if before is None else _both(before, wish)
    return together


def _both(first: Wishes, second: Wishes) -> Wishes:
    codes = {
        code for wish in (first, second) for code in (wish.municipalities or "").split(",") if code
    }
    years = [wish.years for wish in (first, second) if wish.years is not None]
    return Wishes(years=min(years, default=None), municipalities=",".join(sorted(codes)) or None)

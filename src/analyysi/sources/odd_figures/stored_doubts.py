"""Doubts about stored budgets, held against whatever else is stored: other years and regions,
inhabitants, accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from analyysi.languages.units import CENTS_OF, counts_inhabitants
from analyysi.project import Project
from analyysi.sources.budgets import LOANS, BudgetLine, budget_lines, holds_budgets
from analyysi.sources.manifest import Manifest
from analyysi.sources.newer import table_of
from analyysi.sources.odd_figures.budget_surroundings import Accounts
from analyysi.sources.odd_figures.plausibility import Doubt, doubts_among
from analyysi.sources.recipe import read_recipe, recipe_names
from analyysi.sources.schema import CODE, YEAR
from analyysi.sources.snapshots import load_snapshot, snapshot_ids, verified_manifest

_LOANS_IN_ACCOUNTS = "loan_stock_eur1000"
"""The column of tables of accounts that has the loan stock, as `LOANS` of budgets."""


def stored_doubts(project: Project, budgets: Collection[str]) -> list[Doubt]:
    """Return the doubts about the figures of some snapshots of budgets.

    Parameters
    ----------
    budgets
        Ids of snapshots; what is none of budgets has no doubts. The newest budgets of every other
        table are their neighbours.

    Raises
    ------
    SourceError, SchemaError
        If a snapshot that is read is damaged.
    """
    newest = _newest(project)
    asked = [name for name in budgets if holds_budgets(verified_manifest(project, name)[0])]
    if not asked:
        return []
    tables = {table_of(name) for name in asked}
    neighbours = [
        manifest.id
        for table, manifest in newest.items()
        if table not in tables and holds_budgets(manifest)
    ]
    lines: dict[tuple[str, int, str], BudgetLine] = {}
    # Of a document that two snapshots have, the one that is asked about stands.
    for name in [*neighbours, *asked]:
        for line in budget_lines(load_snapshot(project, name)):
            lines[line.code, line.document_year, line.stage] = line
    of_asked = {
        (line.code, line.document_year, line.stage)
        for line in lines.values()
        if line.snapshot in asked
    }
    return [
        doubt
        for doubt in doubts_among(
            lines.values(), _heads(project, newest), _accounts(project, newest)
        )
        if (doubt.code, doubt.document_year, doubt.stage) in of_asked
    ]


def stored_heads(project: Project) -> dict[str, int]:
    """Return each municipality's newest number of inhabitants in the tables that `analyysi pull`
    fetches by itself; nothing if none is stored.
    """
    return _heads(project, _newest(project))


def stored_accounts(project: Project) -> tuple[Accounts, ...]:
    """Return the loans in stored accounts, in euros, by year; nothing if none are stored."""
    return _accounts(project, _newest(project))


def _heads(project: Project, newest: Mapping[str, Manifest]) -> dict[str, int]:
    recipes = [read_recipe(project, name) for name in recipe_names(project)]
    heads: dict[str, tuple[int, int]] = {}
    for table, manifest in newest.items():
        if not any(recipe.default and recipe.makes(table) for recipe in recipes):
            continue
        for column in manifest.table_schema.columns:
            if counts_inhabitants(column.unit) and _is_by_year(manifest):
                for code, year, amount in _cells(project, manifest, column.name):
                    heads[code] = max(heads.get(code, (0, 0)), (year, int(amount)))
    return {code: count for code, (_, count) in heads.items()}


def _accounts(project: Project, newest: Mapping[str, Manifest]) -> tuple[Accounts, ...]:
    loans: dict[int, dict[str, Fraction]] = {}
    for manifest in newest.values():
        column = manifest.table_schema.column(_LOANS_IN_ACCOUNTS)
        if column is None or column.unit not in CENTS_OF or not _is_by_year(manifest):
            continue
        euros = Fraction(CENTS_OF[column.unit], 100)
        for code, year, amount in _cells(project, manifest, column.name):
            loans.setdefault(year, {})[code] = amount * euros
    return tuple(Accounts(year, {LOANS: of_year}) for year, of_year in sorted(loans.items()))


def _newest(project: Project) -> dict[str, Manifest]:
    """Return every stored table with the record of its newest snapshot."""
    newest = {table_of(name): name for name in snapshot_ids(project)}
    return {table: verified_manifest(project, name)[0] for table, name in newest.items()}


def _is_by_year(manifest: Manifest) -> bool:
    return tuple(manifest.table_schema.primary_key) == (CODE, YEAR)


def _cells(
    project: Project, manifest: Manifest, column: str
) -> Iterator[tuple[str, int, Fraction]]:
    """Yield code, year and amount of every filled cell of a column."""
    table = load_snapshot(project, manifest.id).table
    for code, year, amount in zip(table[CODE], table[YEAR], table[column], strict=True):
        if amount is not None:
            yield code, year, Fraction(amount)

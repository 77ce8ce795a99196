"""What a year is judged by, moved on to a later year: outlook, tax burden, rule search and
budgets.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.agreement.assessment import (
    RATE,
    Budgets,
    Outlook,
    Projection,
    Trend,
    background,
    earlier,
)
from analyysi.agreement.key import Key
from analyysi.comparison.trial.newest_terms import newest_budget_places, with_snapshots
from analyysi.drafting.layout import Layout, list_in_lines, put, put_rows
from analyysi.drafting.moved.moved_dates import moved_day, moved_rows, moved_text, years_of_text
from analyysi.drafting.moved.moved_keys import MovedKey, MovedKeys, may_still_name
from analyysi.errors import Sentence
from analyysi.project import Project
from analyysi.sources.newer import newest_of_table
from analyysi.sources.snapshots import verified_manifest


def move_outlook(layout: Layout, keys: MovedKeys) -> None:
    """Move each key's trend or projection on, and the years that the assumption names."""
    outlook = keys.terms.outlook
    if outlook is None:
        return
    for name, forecast in outlook.keys.items():
        if isinstance(forecast, Trend):
            _move_trend(layout, keys, outlook, name, forecast)
        else:
            _move_projection(layout, keys, outlook, name, forecast)
    movable, count = _years_of_assumption(outlook, keys)
    words = {
        language: moved_text(text, movable, count)
        for language, text in outlook.assumption.texts.items()
    }
    layout.put_text(words, "outlook", "assumption")
    named: set[int] = set()
    for text in words.values():
        named |= set(years_of_text(text))
    strange = sorted(named - {year + count for year in movable})
    if strange:
        layout.remark(("outlook",), may_still_name("assumption", strange))


def _years_of_assumption(outlook: Outlook, keys: MovedKeys) -> tuple[set[int], int]:
    """Return the years that the assumption may name, by the first trend, and how far they move."""
    for name, forecast in outlook.keys.items():
        if isinstance(forecast, Trend):
            first, moved = forecast.reference_date.year, keys.by_name[name]
            return {first, first + 1, moved.before.reference_date.year}, moved.years
    return set(), 0


def _move_trend(
    layout: Layout, keys: MovedKeys, outlook: Outlook, name: str, forecast: Trend
) -> None:
    moved = keys.by_name[name]
    path = ("outlook", "keys", moved.name)
    rows = moved_rows(forecast.rows, moved.years)
    day = moved_day(forecast.reference_date, moved.years)
    before = dict(background(outlook, None, keys.terms.keys))[earlier(name)]
    if before.snapshot is None:
        return
    snapshot = keys.suitable([before.model_copy(update={"rows": rows, "reference_date": day})])
    table = layout.find(*path)
    if snapshot is None:
        snapshot = before.snapshot
        layout.remark(
            path,
            Sentence(
                "the earlier figure: that of {day} is not stored, so that of {before} stays.",
                day=str(day),
                before=str(before.reference_date),
            ),
        )
    else:
        put_rows(layout.find(*path, "rows"), forecast.rows, rows)
        put(table, "reference_date", day)
    if forecast.snapshot is not None or snapshot != moved.key.snapshot:
        put(table, "snapshot", snapshot)


def _move_projection(
    layout: Layout, keys: MovedKeys, outlook: Outlook, name: str, forecast: Projection
) -> None:
    moved = keys.by_name[name]
    path = ("outlook", "keys", moved.name)
    snapshot = keys.suitable(_projected_keys(moved, forecast, outlook.years))
    if snapshot is not None:
        put(layout.find(*path), "snapshot", snapshot)
        return
    del layout.find("outlook", "keys")[moved.name]
    layout.blocks = [block for block in layout.blocks if block.path[:3] != path]
    layout.remark(
        ("outlook",),
        Sentence(
            "the projection of {key}: no stored table has {year} and the {count} years after it, "
            "so the figures stay as they are.",
            key=moved.name,
            year=moved.key.reference_date.year,
            count=outlook.years,
        ),
    )


def _projected_keys(moved: MovedKey, forecast: Projection, years: int) -> list[Key]:
    """Return the key as the projection has it in the year of the count and in those that follow."""
    start = moved.key.reference_date
    projected = {"snapshot": forecast.snapshot, "survey": None, "column": forecast.column}
    return [
        moved.key.model_copy(
            update={
                **projected,
                "rows": {**forecast.rows, "year": start.year + ahead},
                "reference_date": moved_day(start, ahead),
            }
        )
        for ahead in range(years + 1)
    ]


def move_burden(layout: Layout, keys: MovedKeys) -> None:
    """Move the income tax rate on to the year of the income tax, as near as it is stored."""
    burden = keys.terms.burden
    if burden is None:
        return
    table = layout.find("burden")
    put(table, "tax_revenue", keys.names[burden.tax_revenue])
    if burden.income_tax is None or burden.rate is None:
        return
    put(table, "income_tax", keys.names[burden.income_tax])
    rate = dict(background(None, burden, keys.terms.keys))[RATE]
    asked_year = keys.by_name[burden.income_tax].key.reference_date.year
    for years in range(asked_year - rate.reference_date.year, -1, -1):
        rows, day = moved_rows(rate.rows, years), moved_day(rate.reference_date, years)
        snapshot = keys.suitable([rate.model_copy(update={"rows": rows, "reference_date": day})])
        if snapshot is None:
            continue
        written = layout.find("burden", "rate")
        put(written, "snapshot", snapshot)
        if rate.rows:
            put_rows(layout.find("burden", "rate", "rows"), rate.rows, rows)
        put(written, "reference_date", day)
        if day.year != asked_year:
            layout.remark(
                ("burden", "rate"),
                Sentence(
                    "the income tax rate of {asked}: it is not stored, and the report says it is "
                    "of {used}.",
                    asked=asked_year,
                    used=day.year,
                ),
            )
        return


def move_search(layout: Layout, keys: MovedKeys) -> None:
    """Let the search for the rule behind published shares look at the newest stored tables."""
    search = keys.terms.search
    if search is None:
        return
    for listed, named in (("snapshots", search.snapshots), ("budgets", search.budgets)):
        newest = [newest_of_table(keys.project, name) for name in named]
        distinct = list(dict.fromkeys(newest))
        if distinct != list(named):
            layout.find("search")[listed] = list_in_lines(distinct)


def move_budgets(layout: Layout, keys: MovedKeys) -> None:
    """Let a later year be measured by the newest stored budgets: those of the earlier terms from
    their newest snapshots, and the ones of later years that are stored since.
    """
    named = keys.terms.budgets
    if named is None:
        return
    budgets = newest_budgets(keys, named)
    table = layout.find("budgets")
    if budgets.snapshots != named.snapshots:
        table["snapshots"] = list_in_lines(budgets.snapshots)
    put(table, "year", budgets.year)
    layout.remark(
        ("budgets",),
        Sentence(
            "by which budgets the shares are measured. Those of {year} are the newest named; when "
            "later ones are stored: analyysi use.",
            year=budgets.year,
        ),
    )


def newest_budgets(keys: MovedKeys, budgets: Budgets) -> Budgets:
    """Return the newest stored budgets of a year's participants, from the documents that its terms
    name on.
    """
    places = newest_budget_places(keys.stored, keys.terms)
    newest = {place.place: place.used for place in places}
    changed = with_snapshots(keys.terms, newest).budgets or budgets
    later = keys.stored.later_documents(budgets.snapshots, keys.terms.participants)
    return with_later(keys.project, changed, later)


def with_later(project: Project, budgets: Budgets, later: Sequence[str]) -> Budgets:
    """Return budgets with snapshots of later documents added, measured by the last of these."""
    if not later:
        return budgets
    periods = [verified_manifest(project, name)[0].reference_period for name in later]
    return Budgets(
        year=max(budgets.year, *(int(period[:4]) for period in periods)),
        snapshots=(*budgets.snapshots, *later),
    )

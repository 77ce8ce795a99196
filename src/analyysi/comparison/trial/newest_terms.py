"""The terms of a year as they would be on the newest stored figures: the same table and rows, from
a later snapshot. A trial reads them; the decided terms stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from analyysi.agreement.assessment import (
    RATE,
    Burden,
    Outlook,
    Trend,
    background,
    earlier,
    projected,
)
from analyysi.agreement.key import Key
from analyysi.agreement.terms import Terms
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from analyysi.sources.newer import Newest, Stored

OUTLOOK, TAX_RATE, BUDGETS = "outlook.", "burden.rate", "budgets."
"""How a place of the terms is named: a key by its own name, the outlook of a key as
``outlook.<key>``, the income tax rate as ``burden.rate``, budgets as ``budgets.<table>``.
"""


@dataclass(frozen=True)
class Replacement:
    """A place of the terms, the snapshot that it names, and the one that its figures are read
    from: the same where no newer one has them.
    """

    place: str
    named: str
    used: str
    passed_over: tuple[tuple[str, str], ...] = ()
    """Each newer snapshot that does not serve, and in a sentence what it lacks."""

    @property
    def is_newer(self) -> bool:
        """Whether the figures are read from another snapshot than the terms name."""
        return self.used != self.named


def with_newest(
    project: Project, terms: Terms, standing_in: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Terms, tuple[Replacement, ...]]:
    """Return terms whose figures are read from the newest stored snapshots, and what was named and
    used in each place.

    Rows and days stay: the population of 31 December 2021 stays that of 31 December 2021, as its
    publisher gives it now. A newer snapshot that lacks a payer's figure is passed over and named.
    Budgets of a year stay those of that year: the newest snapshot of the same documents that has
    any payer's is read, and beside it an older one for payers whom the newer lacks: that has a
    place of its own. Surveys have no snapshot and stay.
    The search for a published rule looks where the terms say.

    Parameters
    ----------
    standing_in
        A place of the terms to snapshots of other tables that are preferred there, the best first;
        see `analyysi.comparison.trial.pulled_terms`.

    Raises
    ------
    SourceError
        If a payer has merged into another municipality by the year's first day, or a snapshot is
        missing or damaged.
    """
    # Every case knows of replacements; recipes are read only for newer figures.
    from analyysi.sources.newer import Stored

    stored, where = Stored(project), f"{terms.agreement} {terms.year}"
    chosen: dict[str, Newest] = {}
    for place, keys in places_of(terms).items():
        chosen[place] = stored.newest(
            keys,
            terms.participants,
            date(terms.year, 1, 1),
            where,
            (standing_in or {}).get(place, ()),
        )
    replacements = tuple(
        Replacement(place, str(keys[0].snapshot), newest.snapshot, newest.passed_over)
        for (place, keys), newest in zip(places_of(terms).items(), chosen.values(), strict=True)
    )
    budgets = newest_budget_places(stored, terms)
    used = {place: newest.snapshot for place, newest in chosen.items()}
    of_budgets = {replacement.place: replacement.used for replacement in budgets}
    return with_snapshots(terms, used | of_budgets), (*replacements, *budgets)


def newest_budget_places(stored: Stored, terms: Terms) -> tuple[Replacement, ...]:
    """Return what is read in each place of budgets, and after these the snapshots that are read
    beside for payers whom the newer ones lack.
    """
    places = budget_places(terms)
    newest = {
        place: stored.newest_documents(named, terms.participants, tuple(places.values()))
        for place, named in places.items()
    }
    used = [documents[0] for documents in newest.values()]
    beside = dict.fromkeys(
        name for documents in newest.values() for name in documents[1:] if name not in used
    )
    return (
        *(Replacement(place, places[place], documents[0]) for place, documents in newest.items()),
        *(Replacement(BUDGETS + name, name, name) for name in beside),
    )


def recorded(replacements: Iterable[Replacement]) -> dict[str, list[str]]:
    """Return for a record each place of the terms with the snapshot that was read, and after it the
    newer ones that were passed over.
    """
    record = {}
    for replacement in replacements:
        passed_over = [name for name, _ in replacement.passed_over]
        record[replacement.place] = [replacement.used, *passed_over]
    return record


def as_recorded(
    terms: Terms, record: Mapping[str, Sequence[str]]
) -> tuple[Terms, tuple[Replacement, ...]]:
    """Return terms on the snapshots of a record, as `with_newest` did when it was made; nothing is
    looked up or fetched. Why a snapshot was passed over is not in the record.

    Raises
    ------
    ParameterError
        If the terms have no such place.
    """
    changed = with_snapshots(terms, {place: used for place, (used, *_) in record.items()})
    named = {place: str(keys[0].snapshot) for place, keys in places_of(terms).items()}
    named |= budget_places(terms)
    replacements = []
    for place, (used, *newer) in record.items():
        passed_over = tuple((name, "") for name in newer)
        replacements.append(Replacement(place, named.get(place, used), used, passed_over))
    return changed, tuple(replacements)


def with_snapshots(terms: Terms, snapshots: Mapping[str, str]) -> Terms:
    """Return terms that read the figures of some places from these snapshots.

    Parameters
    ----------
    snapshots
        A place of the terms, as `places_of` and `budget_places` name them, to the snapshot's id. It
        is not looked up here. Budgets that are read beside those of the terms have the place
        ``budgets.<id>``.

    Raises
    ------
    ParameterError
        If the terms have no such place; names the nearest.
    """
    known = [*places_of(terms), *budget_places(terms)]
    beside = tuple(
        used
        for place, used in snapshots.items()
        if terms.budgets is not None and place not in known and place == BUDGETS + used
    )
    for place, used in snapshots.items():
        if place not in known and used not in beside:
            raise ParameterError(
                "{agreement} {year} reads no figures for '{place}'.{near}",
                agreement=terms.agreement,
                year=terms.year,
                place=place,
                near=did_you_mean(place, known),
            )
    keys = {
        name: key.model_copy(update={"snapshot": snapshots.get(name, key.snapshot)})
        for name, key in terms.keys.items()
    }
    changed: dict[str, object] = {"keys": keys}
    if terms.outlook is not None:
        changed["outlook"] = _outlook(terms, terms.outlook, snapshots)
    if terms.burden is not None:
        changed["burden"] = _burden(terms.burden, snapshots)
    if terms.budgets is not None:
        places = budget_places(terms).items()
        read = (*(snapshots.get(place, named) for place, named in places), *beside)
        distinct = tuple(dict.fromkeys(read))
        changed["budgets"] = terms.budgets.model_copy(update={"snapshots": distinct})
    return terms.model_copy(update=changed)


def places_of(terms: Terms) -> dict[str, tuple[Key, ...]]:
    """Return each place of the terms that names a snapshot, with the figures read from it, as keys.

    The keys of one place have one snapshot and one column: a projection is read for several years.
    """
    places: dict[str, tuple[Key, ...]] = {}
    for name, key in terms.keys.items():
        places[name] = (key,)
    behind = dict(background(terms.outlook, terms.burden, terms.keys))
    outlook = terms.outlook
    for name, forecast in outlook.keys.items() if outlook is not None else ():
        if isinstance(forecast, Trend):
            places[OUTLOOK + name] = (behind[earlier(name)],)
        elif outlook is not None:
            first = terms.keys[name].reference_date.year
            years = range(first, first + outlook.years + 1)
            places[OUTLOOK + name] = tuple(behind[projected(name, year)] for year in years)
    if RATE in behind:
        places[TAX_RATE] = (behind[RATE],)
    return {place: keys for place, keys in places.items() if keys[0].snapshot is not None}


def budget_places(terms: Terms) -> dict[str, str]:
    """Return each place of the terms that names budgets, with the snapshot, in the order of the
    terms.
    """
    snapshots = terms.budgets.snapshots if terms.budgets is not None else ()
    tables = [name.rpartition("/")[0] for name in snapshots]
    return {
        # Two snapshots of one table, of other municipalities each, are told apart by their ids.
        BUDGETS + (name if tables.count(table) > 1 else table.rpartition("/")[2]): name
        for name, table in zip(snapshots, tables, strict=True)
    }


def _outlook(terms: Terms, outlook: Outlook, snapshots: Mapping[str, str]) -> Outlook:
    forecasts = {}
    for name, forecast in outlook.keys.items():
        snapshot = snapshots.get(OUTLOOK + name, forecast.snapshot)
        # A trend without a snapshot takes the key's, which may be another one now.
        if snapshot is None and snapshots.get(name) is not None:
            snapshot = terms.keys[name].snapshot
        forecasts[name] = forecast.model_copy(update={"snapshot": snapshot})
    return outlook.model_copy(update={"keys": forecasts})


def _burden(burden: Burden, snapshots: Mapping[str, str]) -> Burden:
    if burden.rate is None:
        return burden
    snapshot = snapshots.get(TAX_RATE, burden.rate.snapshot)
    return burden.model_copy(update={"rate": burden.rate.model_copy(update={"snapshot": snapshot})})

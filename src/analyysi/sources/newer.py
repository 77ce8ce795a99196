"""Which stored snapshot has the figures that terms ask for: the newest of the same table, or of
another alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from analyysi.agreement.key import Key
from analyysi.agreement.values import MUNICIPALITY_CODE
from analyysi.errors import ParameterError, SchemaError, Sentence, SourceError
from analyysi.project import Project
from analyysi.sources.keys import key_weights
from analyysi.sources.manifest import Manifest
from analyysi.sources.municipalities.divisions import join_divisions
from analyysi.sources.schema import CODE
from analyysi.sources.snapshots import (
    Snapshot,
    by_age,
    load_snapshot,
    snapshot_ids,
    verified_manifest,
)

WHOLE_AT_MOST = 200_000
"""Rows. Of a larger table only those that are asked for are kept."""
_DAY = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")


def table_of(snapshot_id: str) -> str:
    """Return the source and the table of a snapshot, without the day on which it was retrieved."""
    return snapshot_id.rpartition("/")[0]


def newest_of_table(project: Project, snapshot_id: str) -> str:
    """Return the newest snapshot of the same table; the snapshot itself if there is none."""
    alike = [name for name in snapshot_ids(project) if table_of(name) == table_of(snapshot_id)]
    return max([snapshot_id, *alike], key=by_age)


def looks_ahead(manifest: Manifest) -> bool:
    """Return whether a table has figures of days that had not come when it was retrieved:
    projections, budgets.
    """
    return _last_day(manifest) > manifest.retrieved


def _last_day(manifest: Manifest) -> date:
    """Return the last day that the figures are of; of a year, its first."""
    days = (
        date.fromisoformat(text) if len(text) > len("2025") else date(int(text), 1, 1)
        for text in _DAY.findall(manifest.reference_period)
    )
    return max(days, default=manifest.retrieved)


def _unit(manifest: Manifest, column: str) -> str | None:
    described = manifest.table_schema.column(column)
    return described.unit if described is not None else None


@dataclass(frozen=True)
class Newest:
    """The newest snapshot that has certain figures, and the newer ones that lack some of them."""

    snapshot: str
    passed_over: tuple[tuple[str, str], ...] = ()
    """Each newer snapshot, and in a sentence what it lacks."""


class Stored:
    """The snapshots of a project, to be looked through more than once: each is checked and read
    when first needed.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._manifests = {
            name: verified_manifest(project, name)[0] for name in snapshot_ids(project)
        }
        self._read: dict[str, Snapshot] = {}

    def suitable(
        self, keys: Sequence[Key], payers: Sequence[str], day: date, where: str
    ) -> str | None:
        """Return the snapshot to take the figures of some keys of one column from; None if none has
        them all.

        The newest one of the table that the keys name comes first, then older ones of it, then
        other tables that have the same column in the same unit, the newest first. Tables of
        projections and budgets stand in for their like only.

        Parameters
        ----------
        keys
            What is asked for, each naming the snapshot that served before.
        payers
            Whose figures are needed.
        day
            On which the payers must exist.
        where
            The terms' file for messages.

        Raises
        ------
        SourceError
            If by the division of the figures a payer has merged into another municipality by that
            day, or a snapshot is damaged.
        """
        served = keys[0].snapshot
        if served is None:
            return None
        for candidate in self._candidates(self._manifest(served), keys[0].column):
            if self.lack(candidate, keys, payers, day, where) is None:
                return candidate
        return None

    def newest(
        self,
        keys: Sequence[Key],
        payers: Sequence[str],
        day: date,
        where: str,
        standing_in: Sequence[str] = (),
    ) -> Newest:
        """Return the newest snapshot of the table that some keys name which has their figures.

        Parameters
        ----------
        keys, payers, day, where
            As for `suitable`; every key names one snapshot.
        standing_in
            Snapshots of other tables that are preferred to those of the keys' own, the best first:
            what has just been fetched where no recipe fetches the table itself.

        Raises
        ------
        SourceError
            As `suitable` does.
        """
        served = str(keys[0].snapshot)
        same_table = (name for name in self._manifests if table_of(name) == table_of(served))
        newest_first = sorted(same_table, key=by_age, reverse=True)
        passed_over: list[tuple[str, str]] = []
        for candidate in (*standing_in, *newest_first):
            if candidate == served:
                break
            lack = self.lack(candidate, keys, payers, day, where)
            if lack is None:
                return Newest(candidate, tuple(passed_over))
            passed_over.append((candidate, lack))
        return Newest(served, tuple(passed_over))

    def newest_documents(
        self, served: str, payers: Collection[str], named: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the snapshots of the same documents (budgets of one year) that give each payer the
        newest that is stored, the newest snapshot first; `served` alone if no newer one has any.

        Pulls of several agreements make snapshots of one table with other municipalities in each,
        and a pull may lack a document that an earlier one brought. So the first is the newest that
        has any payer, and after it come older ones, down to `served`, for payers who are in none
        before.

        Parameters
        ----------
        named
            Snapshots that are read beside `served`: they do not stand in for it.
        """
        newer = [
            name
            for name in self._manifests
            if name not in named
            and self.same_documents(served, name)
            and by_age(name)[1:] > by_age(served)[1:]
        ]
        chosen: list[str] = []
        covered: set[str] = set()
        for name in (*sorted(newer, key=lambda known: by_age(known)[1:], reverse=True), served):
            added = self.codes_of(name, payers) - covered
            if added:
                chosen.append(name)
                covered |= added
        return tuple(chosen) or (served,)

    def later_documents(self, served: Sequence[str], payers: Collection[str]) -> tuple[str, ...]:
        """Return the newest snapshots of each table of such documents as `served` are that is of a
        later period than any of them, and has those of any of the payers (`newest_documents`);
        ascending by period.
        """
        named = [self._manifest(name) for name in served]
        publishers = {manifest.publisher for manifest in named}
        last = max(manifest.reference_period for manifest in named)
        packages = {manifest.table.partition(" ")[0] for manifest in named}
        oldest: dict[str, str] = {}
        for name, manifest in self._manifests.items():
            package = manifest.table.partition(" ")[0]
            if (
                manifest.publisher in publishers
                and package in packages
                and manifest.reference_period > last
                and self.codes_of(name, payers)
            ):
                before = oldest.get(manifest.table, name)
                oldest[manifest.table] = min(before, name, key=lambda known: by_age(known)[1:])
        return tuple(
            chain.from_iterable(
                self.newest_documents(oldest[table], payers) for table in sorted(oldest)
            )
        )

    def same_documents(self, first: str, second: str) -> bool:
        """Return whether two snapshots are of one table of one publisher, in whatever folders."""
        manifests = self._manifest(first), self._manifest(second)
        return len({(manifest.publisher, manifest.table) for manifest in manifests}) == 1

    def has_column(self, candidate: str, served: str, key: Key) -> bool:
        """Return whether a snapshot has the column that a key reads, in the same unit, and is as
        much of days to come as the one that served.
        """
        column = self._manifest(candidate).table_schema.column(key.column)
        before, after = self._manifest(served), self._manifest(candidate)
        return (
            column is not None
            and _unit(before, key.column) == column.unit
            and looks_ahead(before) == looks_ahead(after)
        )

    def codes_of(self, name: str, payers: Collection[str]) -> set[str]:
        """Return those of the payers that have a row in a snapshot."""
        if self._manifest(name).table_schema.column(CODE) is None:
            return set()
        return set(payers) & set(self._snapshot(name, ()).table[CODE])

    def lack(
        self,
        candidate: str,
        keys: Sequence[Key],
        payers: Sequence[str],
        day: date,
        where: str,
    ) -> str | None:
        """Return why a snapshot does not have the figures of some keys, in a sentence; None if it
        has them all. Parameters and errors are those of `suitable`.
        """
        before = self._manifest(str(keys[0].snapshot))
        manifest = self._manifest(candidate)
        last = max(key.reference_date.year for key in keys)
        if _last_day(manifest).year < last:
            return Sentence("{snapshot} has no figures of {year}.", snapshot=candidate, year=last)
        units = _unit(before, keys[0].column), _unit(manifest, keys[0].column)
        if None not in units and units[0] != units[1]:
            return Sentence(
                "{snapshot} has {column} in {unit}, and {before} in {unit_before}.",
                snapshot=candidate,
                column=keys[0].column,
                unit=units[1],
                before=before.id,
                unit_before=units[0],
            )
        snapshot = self._snapshot(candidate, keys)
        try:
            divisions = {before.id: before.area_division, candidate: manifest.area_division}
            join = join_divisions(self._project, divisions, where)
        except SourceError:
            join = None
        gone = [
            merger
            for code in payers
            if join is not None and (merger := join.absorbed(code)) is not None
        ]
        try:
            for key in keys:
                there = key.model_copy(update={"snapshot": candidate, "survey": None})
                key_weights(key.column, there, snapshot, payers, where, join)
        except (ParameterError, SchemaError) as error:
            return error.sentence
        except SourceError as error:
            if any(merger.in_force <= day for merger in gone):
                raise
            return error.sentence
        return None

    def _manifest(self, name: str) -> Manifest:
        # A missing one is reported as everywhere else, with the nearest name.
        return self._manifests.get(name) or verified_manifest(self._project, name)[0]

    def _snapshot(self, name: str, keys: Sequence[Key]) -> Snapshot:
        if self._manifest(name).table_schema.rows > WHOLE_AT_MOST:
            return load_snapshot(self._project, name, [key.rows for key in keys])
        if name not in self._read:
            self._read[name] = load_snapshot(self._project, name)
        return self._read[name]

    def _candidates(self, before: Manifest, column: str) -> list[str]:
        served = before.table_schema.column(column)
        same, others = [], []
        for name in sorted(
            self._manifests, key=lambda stored: (by_age(stored)[1:], stored), reverse=True
        ):
            manifest = self._manifests[name]
            offered = manifest.table_schema.column(column)
            if table_of(name) == table_of(before.id):
                same.append(name)
            elif (
                offered is not None
                and served is not None
                and (offered.unit, offered.type) == (served.unit, served.type)
                and manifest.area_division != "mixed"
                and manifest.table_schema.column(CODE) is not None
                and looks_ahead(manifest) == looks_ahead(before)
            ):
                others.append(name)
        return same + others


def recipe_for(
    project: Project, snapshot_id: str, column: str, payers: Iterable[str]
) -> str | None:
    """Return the name under which `analyysi pull` fetches such a table, or a column alike; None if
    nothing does.

    The services have Finnish municipalities only: for other payers no column is alike.
    """
    # Not above: whoever looks for stored figures alone need not wait for the models of recipes.
    from analyysi.sources.recipe import read_recipe, recipe_names

    municipal = all(MUNICIPALITY_CODE.fullmatch(code) for code in payers)
    before, _ = verified_manifest(project, snapshot_id)
    unit = _unit(before, column)
    alike = []
    for name in recipe_names(project):
        recipe = read_recipe(project, name)
        if not recipe.has_later_figures:
            continue
        if f"{recipe.source}/{recipe.name}" == table_of(snapshot_id):
            return name
        if municipal and not looks_ahead(before) and recipe.fetches(column, unit):
            alike.append((not recipe.default, name))
    return min(alike)[1] if alike else None

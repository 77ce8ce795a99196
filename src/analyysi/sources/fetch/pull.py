"""Pull: a recipe to a new frozen snapshot, and what changed since the one in use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.sources.difference import Difference, compare_snapshots
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.services import SERVICES, Service
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.store import Draft, store
from analyysi.sources.fetch.transport import Transport
from analyysi.sources.manifest import LackingDocument, Manifest
from analyysi.sources.recipe import Recipe, read_recipe, recipe_names
from analyysi.sources.snapshots import snapshot_ids


@dataclass(frozen=True)
class Pulled:
    """What a pull brought."""

    manifest: Manifest
    is_new: bool
    """False if a stored snapshot has the very same figures already; nothing was written then."""
    used_by: tuple[str, ...]
    """The years whose terms name the snapshot that the new one is compared with."""
    difference: Difference | None
    remarks: tuple[str, ...]
    lacking: tuple[LackingDocument, ...] = ()
    """What was asked for and did not come, while the others did; the manifest of a new snapshot
    has it too.
    """

    @property
    def is_whole(self) -> bool:
        """Whether all that the service has, as far as it is known there, was asked for and came: a
        document that is not there yet is no fault.
        """
        return all(lack.kind == "no_document" for lack in self.lacking)


class Puller:
    """Pulls of one run: one connection, one catalogue.

    Parameters
    ----------
    project
        Where the recipes are and the snapshots go.
    transport
        The connection; its hosts must let in the roots.
    roots
        A service's name to its root, where that is not the publisher's own.
    """

    def __init__(
        self, project: Project, transport: Transport, roots: Mapping[str, str] | None = None
    ) -> None:
        self.project = project
        self.transport = transport
        self._roots = dict(roots or {})
        self._shared: dict[str, Staging] = {}
        self._still_needed: set[str] = set()

    def pull(self, name: str, wishes: Wishes) -> list[Pulled]:
        """Fetch what a recipe names, store it if it is new, and compare it with the snapshot in
        use.

        An interrupted pull is taken up where it stopped: the answers that are there are not asked
        for again. Nor are they where one of several documents did not come: what came is stored,
        the snapshot's record says what lacks, and the next pull asks for that alone.

        Raises
        ------
        AnalyysiError
            In one sentence. Nothing is stored then, and what was fetched is kept for the next
            attempt.
        """
        recipe = read_recipe(self.project, name)
        root = self._root(recipe)
        staging = self._staging(_place(name, recipe, root, wishes))
        shared: set[str] = set()

        def shared_staging(purpose: str) -> Staging:
            place = f"{purpose}-{hashlib.sha256(root.encode()).hexdigest()[:8]}"
            if place not in self._shared:
                self._shared[place] = self._staging(place)
            shared.add(place)
            return self._shared[place]

        order = Order(self.project, recipe, wishes, root, self.transport, staging, shared_staging)
        try:
            drafts = fetch_drafts(SERVICES[recipe.service], order)
            pulled = [self._store(draft, staging, wishes) for draft in drafts]
        except BaseException:
            self._still_needed |= shared
            for begun in (staging, *map(self._shared.pop, shared)):
                begun.remove_if_empty()
            raise
        if any(draft.ask_again for draft in drafts):
            self._still_needed |= shared
        else:
            staging.remove()
        return pulled

    def finish(self) -> None:
        """Forget what was kept for the whole run; to be called at its end. What a failed pull
        shared stays for the next attempt.
        """
        for place, staging in self._shared.items():
            if place not in self._still_needed:
                staging.remove()

    def _staging(self, name: str) -> Staging:
        return Staging(self.project.unfinished / name, keep_old=self.transport.offline)

    def _root(self, recipe: Recipe) -> str:
        return self._roots.get(recipe.service) or SERVICES[recipe.service].root

    def _store(self, draft: Draft, staging: Staging, wishes: Wishes) -> Pulled:
        in_use, used_by = snapshot_in_use(self.project, f"{draft.recipe.source}/{draft.name}")
        manifest, is_new, broken = store(self.project, draft, staging)
        old = wishes.against or in_use
        difference = None
        if old is not None and old != manifest.id:
            difference = compare_snapshots(self.project, old, manifest.id)
        return Pulled(
            manifest,
            is_new,
            used_by if old == in_use else (),
            difference,
            (*broken, *draft.remarks),
            draft.lacking,
        )


def fetch_drafts(service: Service, order: Order[Any]) -> list[Draft]:
    """Ask a service for what is ordered and return the drafts of its snapshots."""
    fetch: Callable[[Order[Any]], list[Draft]] = resolve_name(service.fetch)
    return fetch(order)


def _place(name: str, recipe: Recipe, root: str, wishes: Wishes) -> str:
    """Name the folder of an unfinished pull by all that decides what is asked."""
    asked = {
        "root": root,
        "recipe": recipe.model_dump(mode="json"),
        "years": wishes.years,
        "select": dict(wishes.select),
        "municipalities": wishes.municipalities,
    }
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    return f"{name}-{digest[:12]}"


def default_names(project: Project) -> list[str]:
    """Return what is pulled when nothing is named."""
    return [name for name in recipe_names(project) if read_recipe(project, name).default]


def snapshot_in_use(project: Project, table: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the snapshot of a table that the newest terms name, else the newest stored; and the
    years that name it.
    """
    stored = [name for name in snapshot_ids(project) if name.rpartition("/")[0] == table]
    named: dict[str, list[tuple[int, str]]] = {}
    for agreement in agreement_ids(project):
        for year in years_of(project, agreement):
            try:
                terms = read_terms(project, read_agreement(project, agreement), year)
            except (
                AnalyysiError
            ):  # `analyysi check` reports a year with a fault; it names no snapshot here
                continue
            snapshots = [key.snapshot for key in terms.keys.values()]
            snapshots += terms.budgets.snapshots if terms.budgets is not None else ()
            for snapshot in dict.fromkeys(snapshots):
                if snapshot in stored:
                    named.setdefault(snapshot, []).append((year, f"{agreement} {year}"))
    if named:
        newest = max(named, key=lambda name: max(named[name]))
        return newest, tuple(dict.fromkeys(label for _, label in sorted(named[newest])))
    return (stored[-1], ()) if stored else (None, ())

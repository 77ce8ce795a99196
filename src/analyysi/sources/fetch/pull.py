"""Pull: a recipe to a new frozen snapshot, and what changed since the one in use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from analyysi.agreement.reading import agreement_ids, read_agreement, read_terms, years_of
from analyysi.errors import AnalyysiError, ParameterError, SourceError
from analyysi.project import Project
from analyysi.sources.difference import Difference, compare_snapshots
from analyysi.sources.fetch.business_ids import pick, read_business_ids
from analyysi.sources.fetch.fetch_finances import fetch_finances
from analyysi.sources.fetch.fetch_table import TableWishes, fetch_table
from analyysi.sources.fetch.hosts import PXWEB, TREASURY
from analyysi.sources.fetch.kuntatalous import Kuntatalous
from analyysi.sources.fetch.pxweb import PxWeb
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.store import Draft, store
from analyysi.sources.fetch.transport import Transport
from analyysi.sources.manifest import Manifest
from analyysi.sources.recipe import AnyRecipe, PxWebRecipe, read_recipe, recipe_names
from analyysi.sources.snapshots import snapshot_ids

_CATALOGUE = "treasury-catalogue"


@dataclass(frozen=True)
class Wishes:
    """What the user asked for instead of the recipes' own choice."""

    years: str | None = None
    select: Mapping[str, str] = field(default_factory=dict)
    municipalities: str | None = None
    """Of the State Treasury's documents: codes, or "all"; else the municipalities of the project's
    agreements.
    """
    against: str | None = None
    """The snapshot to compare with, instead of the one in use."""


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


class Puller:
    """Pulls of one run: one connection, one catalogue.

    Parameters
    ----------
    project
        Where the recipes are and the snapshots go.
    transport
        The connection; its hosts must let in the roots.
    pxweb, treasury
        The services' roots, where not the publishers' own.
    """

    def __init__(
        self, project: Project, transport: Transport, pxweb: str = PXWEB, treasury: str = TREASURY
    ) -> None:
        self.project = project
        self.transport = transport
        self._roots = {"pxweb": pxweb, "treasury": treasury}
        self._catalogue: Staging | None = None
        self._catalogue_needed = False

    def pull(self, name: str, wishes: Wishes) -> list[Pulled]:
        """Fetch what a recipe names, store it if it is new, and compare it with the snapshot in
        use.

        An interrupted pull is taken up where it stopped: the answers that are there are not asked
        for again.

        Raises
        ------
        AnalyysiError
            In one sentence. Nothing is stored then, and what was fetched is kept for the next
            attempt.
        """
        recipe = read_recipe(self.project, name)
        staging = self._staging(self._place(name, recipe, wishes))
        try:
            drafts = self._drafts(recipe, wishes, staging)
            pulled = [self._store(draft, staging, wishes) for draft in drafts]
        except BaseException:
            self._catalogue_needed |= recipe.service == "treasury"
            raise
        staging.remove()
        return pulled

    def finish(self) -> None:
        """Forget what was kept for the whole run; to be called at its end. A failed pull's
        catalogue stays.
        """
        if self._catalogue is not None and not self._catalogue_needed:
            self._catalogue.remove()

    def _staging(self, name: str) -> Staging:
        return Staging(self.project.unfinished / name, keep_old=self.transport.offline)

    def _drafts(self, recipe: AnyRecipe, wishes: Wishes, staging: Staging) -> list[Draft]:
        if isinstance(recipe, PxWebRecipe):
            service = PxWeb(self.transport, self._roots["pxweb"])
            return [fetch_table(service, recipe, TableWishes(wishes.years, wishes.select), staging)]
        if wishes.select:
            raise ParameterError(
                f"--select is for tables of Statistics Finland; {recipe.name} has no such columns."
            )
        table = read_business_ids(self.project)
        codes = _codes(self.project, wishes.municipalities, tuple(table))
        if self._catalogue is None:
            root = hashlib.sha256(self._roots["treasury"].encode()).hexdigest()[:8]
            self._catalogue = self._staging(f"{_CATALOGUE}-{root}")
        treasury = Kuntatalous(self.transport, self._roots["treasury"])
        municipalities = pick(table, codes, self.project)
        return fetch_finances(
            treasury, recipe, municipalities, wishes.years, staging, self._catalogue
        )

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
        )

    def _place(self, name: str, recipe: AnyRecipe, wishes: Wishes) -> str:
        """Name the folder of an unfinished pull by all that decides what is asked."""
        asked = {
            "root": self._roots[recipe.service],
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
            ):  # a year with a fault is told by `analyysi check`; it names no snapshot here
                continue
            for key in terms.keys.values():
                if key.snapshot in stored:
                    named.setdefault(key.snapshot, []).append((year, f"{agreement} {year}"))
    if named:
        newest = max(named, key=lambda name: max(named[name]))
        return newest, tuple(dict.fromkeys(label for _, label in sorted(named[newest])))
    return (stored[-1], ()) if stored else (None, ())


def _codes(project: Project, wanted: str | None, known: tuple[str, ...]) -> tuple[str, ...]:
    if wanted is not None and wanted.strip().lower() == "all":
        return known
    if wanted is not None:
        codes = tuple(part.strip() for part in wanted.split(",") if part.strip())
        wrong = [code for code in codes if len(code) != 3 or not code.isdecimal()]
        if wrong or not codes:
            raise ParameterError(
                f"'{wanted}' names no municipalities: codes of three digits such as 105,578 were "
                "expected."
            )
        return codes
    parties = {
        party.code
        for agreement in agreement_ids(project)
        for party in read_agreement(project, agreement).parties
        if party.kind == "municipality"
    }
    if not parties:
        raise SourceError(
            "No agreement of the project has a municipality: name them with --municipalities "
            "105,578."
        )
    return tuple(sorted(parties))

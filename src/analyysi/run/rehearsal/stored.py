"""What is stored of the services: snapshots with a recipe or a derivation, as exact figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from analyysi.project import Project
from analyysi.run.rehearsal.revised import Place
from analyysi.sources.answers.treasury_documents import APPROVED, PERIOD, PHASE, STAGE
from analyysi.sources.fetch.business_ids import read_business_ids
from analyysi.sources.manifest import ChosenDocument, Manifest, TreasuryDerivation
from analyysi.sources.newer import table_of
from analyysi.sources.recipe import Recipe, TreasuryRecipe
from analyysi.sources.schema import CODE, NAME
from analyysi.sources.snapshots import by_age, snapshot_ids, verified_manifest


@dataclass(frozen=True)
class StoredTable:
    """A snapshot: its manifest and its rows, every cell as text."""

    manifest: Manifest
    rows: tuple[Mapping[str, str], ...]

    def names(self) -> dict[str, str]:
        """Return the municipalities' codes to their names."""
        return {row[CODE]: row[NAME] for row in self.rows}


@dataclass(frozen=True)
class StoredDocument:
    """A budget of one municipality as a snapshot has it."""

    name: str
    """Of the municipality."""
    document: ChosenDocument
    """Under which the service had it: phase and time of approval."""
    figures: Mapping[Place, Decimal]
    """Rows by municipality, period and stage; euros."""
    snapshot: str = ""
    """In which it is stored."""

    @property
    def place(self) -> tuple[str, str]:
        """Return the municipality's code and the period."""
        return self.document.municipality_code, self.document.period


@dataclass(frozen=True)
class LackingStored:
    """A document that was asked for when a snapshot was stored, and did not come."""

    name: str
    """Of the municipality; its code where the name is not known."""
    place: tuple[str, str]
    """The municipality's code and the period."""
    business_id: str
    """As far as it is known now; else empty."""
    snapshot: str

    @property
    def period(self) -> str:
        """Return the period of the document."""
        return self.place[1]


def newest_tables(project: Project, recipe: Recipe) -> Iterator[StoredTable]:
    """Yield the newest snapshot of every table that a recipe makes, or from which one was copied.

    Raises
    ------
    SourceError
        If a snapshot is damaged: `analyysi check` says more.
    """
    package = recipe.package if isinstance(recipe, TreasuryRecipe) else None
    newest: dict[str, str] = {}
    for snapshot in sorted(snapshot_ids(project), key=by_age):
        newest[table_of(snapshot)] = snapshot
    for table, snapshot in newest.items():
        named = recipe.makes(table) or table in recipe.copied
        if not named and (package is None or not table.startswith(f"{recipe.source}/")):
            continue
        manifest, _ = verified_manifest(project, snapshot)
        derivation = manifest.derivation
        of_package = isinstance(derivation, TreasuryDerivation) and derivation.package == package
        if named or of_package:
            yield StoredTable(manifest, tuple(_rows(project, manifest)))


def _rows(project: Project, manifest: Manifest) -> Iterator[Mapping[str, str]]:
    path = project.snapshots / manifest.id / manifest.data.path
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def stored_documents(project: Project, recipe: TreasuryRecipe) -> list[StoredDocument]:
    """Return the stored documents of a package, the newest period first, then by municipality.

    A document that two snapshots hold is taken from the one that comes last by name and age.
    """
    documents: dict[tuple[str, str], StoredDocument] = {}
    ids = read_business_ids(project)
    for table in newest_tables(project, recipe):
        listed = {document.municipality_code: document for document in table.manifest.documents}
        by_document: dict[tuple[str, str], list[Mapping[str, str]]] = {}
        for row in table.rows:
            by_document.setdefault((row[CODE], row[PERIOD]), []).append(row)
        for (code, period), rows in by_document.items():
            known = listed.get(code) or ids.get(code)
            business_id = known.business_id if known is not None else ""
            document = _document(recipe, business_id, rows)
            documents[code, period] = replace(document, snapshot=table.manifest.id)
    return sorted(
        documents.values(),
        key=lambda stored: (-int(stored.document.period[:4]), stored.document.municipality_code),
    )


def lacking_documents(
    project: Project, recipe: TreasuryRecipe, stored: list[StoredDocument]
) -> list[LackingStored]:
    """Return the documents that a snapshot's manifest says were lacking, and that no other one
    has.
    """
    ids = read_business_ids(project)
    there = {each.place for each in stored}
    lacking: dict[tuple[str, str], LackingStored] = {}
    for table in newest_tables(project, recipe):
        for period in sorted({row[PERIOD] for row in table.rows}):
            for lack in table.manifest.lacking:
                place = (lack.municipality_code, period)
                known = ids.get(lack.municipality_code)
                lacking[place] = LackingStored(
                    lack.municipality or lack.municipality_code,
                    place,
                    known.business_id if known is not None else "",
                    table.manifest.id,
                )
    return [each for place, each in sorted(lacking.items()) if place not in there]


def _document(
    recipe: TreasuryRecipe, business_id: str, rows: list[Mapping[str, str]]
) -> StoredDocument:
    first = rows[0]
    code, period = first[CODE], first[PERIOD]
    columns = [figure.column for figure in recipe.figures]
    figures: dict[Place, Decimal] = {}
    for row in rows:
        for column in columns:
            if row.get(column):
                figures[(code, period, row[STAGE]), column] = Decimal(row[column])
    document = ChosenDocument(
        municipality_code=code,
        business_id=business_id,
        package=recipe.package,
        period=period,
        phase=first[PHASE],
        approved=first.get(APPROVED) or "",
    )
    return StoredDocument(first[NAME], document, figures)

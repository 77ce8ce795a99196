"""A rehearsal against the services as they would be if they had exactly what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.asking import Asking, municipal_payers
from analyysi.run.rehearsal.live_documents import Answers, LiveDocument
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import StoredDocument
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.recipe import PxWebRecipe, TreasuryRecipe, read_recipe
from support.services.pxweb import PxWeb
from support.services.treasury import Document, Treasury

QUICK = Patience(attempts=2, first_wait=0.01, longest_wait=5, connect=2, read=2, whole=20)


@contextmanager
def asking_of(
    project: Project, scratch: Path, *servers: PxWeb | Treasury, language: str = "en"
) -> Iterator[Asking]:
    """Give what a part of a rehearsal is asked with; waits take no time."""
    transport = Transport(
        Hosts(tuple(server.url for server in servers)), patience=QUICK, sleep=lambda _: None
    )
    roots = {
        "pxweb" if isinstance(server, PxWeb) else "treasury": server.root for server in servers
    }
    lines: list[str] = []
    try:
        yield Asking(
            project,
            transport,
            roots,
            scratch,
            Words(language, "EUR"),
            lines.append,
            municipal_payers(project),
        )
    finally:
        transport.close()


def budgets_recipe(project: Project) -> TreasuryRecipe:
    """Return the recipe of budgets."""
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    return recipe


def table_recipe(project: Project, name: str) -> PxWebRecipe:
    """Return the recipe of a table of Statistics Finland."""
    recipe = read_recipe(project, name)
    assert isinstance(recipe, PxWebRecipe)
    return recipe


def texts(section: Section) -> str:
    """Return every sentence of a section."""
    return "\n".join(
        [*section.alike, *section.partly, *section.differs, *section.unasked, *section.news]
    )


def live_answers(stored: list[StoredDocument], documents: list[Document]) -> Answers:
    """Return what the service would give for the stored documents if it had these, without asking
    it.
    """
    by_place = {(document.ytunnus, document.period): document for document in documents}
    answers = Answers(offers=[])
    for each in stored:
        document = by_place.get((each.document.business_id, each.document.period))
        if document is not None and document.package == each.document.package:
            answers.live[each.place] = _live(each, document)
    return answers


def _live(stored: StoredDocument, document: Document) -> LiveDocument:
    amounts = {
        (subpackage, cell): Decimal(amount)
        for subpackage, cell, amount in document.facts
        if amount is not None
    }
    places = frozenset((subpackage, cell) for subpackage, cell, _ in document.facts)
    return LiveDocument(stored.document, (document.taxonomy,), amounts, places)


def with_cell(document: Document, cell: str, amount: str | None) -> Document:
    """Return a document with another amount in a cell; None takes the cell out."""
    facts = [
        (subpackage, number, amount if number == cell else before)
        for subpackage, number, before in document.facts
        if not (number == cell and amount is None)
    ]
    return replace(document, facts=facts)


def change(treasury: Treasury, ytunnus: str, period: str, **changes: object) -> None:
    """Replace parts of one document that the service has."""
    treasury.documents = [
        replace(document, **changes)  # type: ignore[arg-type]
        if (document.ytunnus, document.period) == (ytunnus, period)
        else document
        for document in treasury.documents
    ]

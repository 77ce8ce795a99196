"""The State Treasury's documents as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from analyysi.errors import ServiceError, SourceError
from analyysi.project import Project
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.live_documents import ask_document, ask_documents
from analyysi.run.rehearsal.stored import StoredDocument, stored_documents
from analyysi.sources.fetch.kuntatalous import Kuntatalous
from support.rehearsals import asking_of, budgets_recipe
from support.services.server import Fault
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow


@pytest.fixture
def asking(project: Project, treasury: Treasury, tmp_path: Path) -> Iterator[Asking]:
    with asking_of(project, tmp_path, treasury) as ready:
        yield ready


@pytest.fixture
def stored(project: Project) -> list[StoredDocument]:
    return stored_documents(project, budgets_recipe(project))[:3]


def test_the_documents_are_asked_before_the_catalogue(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument]
) -> None:
    answers = ask_documents(asking, budgets_recipe(asking.project), stored)
    paths = [request.path for request in treasury.requests]
    assert [path.rpartition("/")[2] for path in paths] == ["2026", "2026", "2026", "aineistot"]
    assert len(answers.live) == 3
    assert answers.gone == set()
    assert answers.offers is not None
    assert {offer.period for offer in answers.offers} == {"2026"}


def test_cells_that_are_not_read_may_hold_anything(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument]
) -> None:
    treasury.documents = [
        replace(document, facts=[*document.facts, ("k-t01", "9", "ei lukua"), ("k-t05", "8", None)])
        for document in treasury.documents
    ]
    service = Kuntatalous(asking.transport, asking.root("treasury"))
    live = ask_document(asking, service, budgets_recipe(asking.project), stored[0].document)
    assert ("k-t01", "9") in live.places
    assert ("k-t01", "9") not in live.facts
    assert all(isinstance(amount, Decimal) for amount in live.facts.values())
    assert live.taxonomies == ("jhs-2019-03/2019-08-31",)


def test_what_is_not_a_list_of_facts_is_a_fault(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument]
) -> None:
    service = Kuntatalous(asking.transport, asking.root("treasury"))
    path = stored[0].document.business_id
    treasury.documents = [
        replace(document, facts=[("k-t05", "632", "1.00"), ("k-t05", "632", "2.00")])
        for document in treasury.documents
        if document.ytunnus == path
    ]
    with pytest.raises(SourceError, match="cell 632 of k-t05 stands twice"):
        ask_document(asking, service, budgets_recipe(asking.project), stored[0].document)
    with pytest.raises(ServiceError) as error:
        ask_document(asking, service, budgets_recipe(asking.project), stored[1].document)
    assert error.value.status == 404


def test_without_a_business_id_nothing_is_asked(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument]
) -> None:
    document = stored[0].document.model_copy(update={"business_id": ""})
    nameless = [replace(stored[0], document=document)]
    answers = ask_documents(asking, budgets_recipe(asking.project), nameless)
    assert list(answers.refused.values()) == ["its business id is not in business_ids.csv"]
    assert [request.path[-9:] for request in treasury.requests] == ["aineistot"]


def test_two_failures_in_a_row_end_the_asking_and_one_does_not(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument]
) -> None:
    treasury.faults.append(Fault("503", times=2))  # both attempts for the first document
    answers = ask_documents(asking, budgets_recipe(asking.project), stored)
    assert len(answers.live) == 2
    assert len(answers.refused) == 1
    assert asking.down == {}


@pytest.mark.parametrize("between", ["404", "unreadable"])
def test_neither_a_lost_nor_an_unreadable_document_makes_failures_forgotten(
    asking: Asking, treasury: Treasury, stored: list[StoredDocument], between: str
) -> None:
    ids = [each.document.business_id for each in stored]
    treasury.faults += [Fault("503", times=-1, contains=f"/{ids[place]}/") for place in (0, 2)]
    treasury.documents = [
        replace(document, facts=[("k-t05", "632", "1.00"), ("k-t05", "632", "2.00")])
        for document in treasury.documents
        if document.ytunnus != ids[1] or between == "unreadable"
    ]
    # Of another period, so that the count goes on from period to period.
    later = stored[2].document.model_copy(update={"period": "2025"})
    documents = [*stored[:2], replace(stored[2], document=later)]
    answers = ask_documents(asking, budgets_recipe(asking.project), documents)
    assert "treasury" in asking.down
    assert len(answers.gone) == (between == "404")
    assert not any(request.path.endswith("/aineistot") for request in treasury.requests)

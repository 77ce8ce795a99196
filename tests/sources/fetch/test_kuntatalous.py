"""The client of the State Treasury's service: addresses, the catalogue, documents."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.errors import ServiceError, SourceError
from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import read_catalogue
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.kuntatalous import Kuntatalous, document_check
from analyysi.sources.fetch.replies import BrokenAnswerError
from analyysi.sources.fetch.staging import ChangedMeanwhileError
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.manifest import ChosenDocument
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from support.business_ids import KAINUU
from support.services.treasury import Treasury, sample_documents

PALTAMO = ChosenDocument(
    municipality_code="578",
    business_id=KAINUU["578"],
    package="KTAS",
    period="2027",
    phase="lopullinen",
)


@pytest.fixture
def service() -> Iterator[Kuntatalous]:
    with Treasury(sample_documents(KAINUU)) as server:
        transport = Transport(Hosts((server.url,)), patience=Patience(attempts=1, read=2))
        yield Kuntatalous(transport, f"{server.root}/")
        transport.close()


def recipe(project: Project) -> TreasuryRecipe:
    budgets = read_recipe(project, "budgets")
    assert isinstance(budgets, TreasuryRecipe)
    return budgets


def test_the_catalogue_is_stored_packed(service: Kuntatalous, tmp_path: Path) -> None:
    service.fetch_catalogue(tmp_path / "catalogue.gz")
    with gzip.open(tmp_path / "catalogue.gz") as stream:
        offers = read_catalogue(stream, {PALTAMO.business_id}, "KTAS")  # type: ignore[arg-type]
    assert {offer.period for offer in offers} == {"2026", "2027"}


def test_an_address_is_built_of_escaped_names(service: Kuntatalous) -> None:
    strange = PALTAMO.model_copy(update={"period": "../2027 x"})
    assert service.document_address(strange).endswith("/KTAS/" + KAINUU["578"] + "/..%2F2027%20x")
    assert "//aineistot" not in service.catalogue_address()


def test_a_document_that_the_catalogue_only_promised(service: Kuntatalous, tmp_path: Path) -> None:
    absent = PALTAMO.model_copy(update={"period": "1999"})
    with pytest.raises(ChangedMeanwhileError, match="KTAS 1999 of 578 .* is not there .404."):
        service.fetch_document(absent, tmp_path / "document", lambda path: None)


@pytest.mark.parametrize(
    ("content", "fault", "words"),
    [
        (b'[{"half', BrokenAnswerError, "document is not whole JSON"),
        (b"[]", SourceError, "is empty"),
        (b"{}", SourceError, "."),
    ],
)
def test_a_document_is_checked_as_it_comes(
    project: Project, tmp_path: Path, content: bytes, fault: type[Exception], words: str
) -> None:
    budgets = recipe(project)
    path = tmp_path / "document.json"
    path.write_bytes(content)
    with pytest.raises(fault, match=words):
        document_check(PALTAMO, budgets.taxonomies, budgets.figures)(path)


def test_an_unknown_taxonomy_stops_at_once(
    service: Kuntatalous, project: Project, tmp_path: Path
) -> None:
    budgets = recipe(project)
    service.fetch_document(PALTAMO, tmp_path / "document", lambda path: None)
    assert json.loads((tmp_path / "document").read_bytes())
    document_check(PALTAMO, budgets.taxonomies, budgets.figures)(tmp_path / "document")
    with pytest.raises(SourceError, match="its cell numbers are known in t1") as caught:
        document_check(PALTAMO, ["t1"], budgets.figures)(tmp_path / "document")
    assert not isinstance(caught.value, ServiceError)
